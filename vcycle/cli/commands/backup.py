"""`vcycle backup`: the daily backups, and putting one back."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say_lines, table, tell
from vcycle.config import need_workspace
from vcycle.errors import DONE
from vcycle.services.safekeeping import backups, restore

EXAMPLE = "vcycle backup list"


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", metavar="DEL", title="Delar", parser_class=Parser)
    parts.add_parser("list", help="visa säkerhetskopiorna", example=EXAMPLE)
    back = parts.add_parser("restore", help="gå tillbaka till en", example="vcycle backup restore 2026-11-20")
    back.add_argument("name", metavar="NAMN", help="dagen, eller namnet i ”vcycle backup list”")


def run(args: argparse.Namespace, session: Session) -> int:
    if args.part == "restore":
        tell(restore(session.folder, args.name, today=session.today, who=session.who))
        return DONE
    need_workspace(session.folder)  # it need not open: that is when backups are wanted
    found = backups(session.folder)
    say_lines(table([(backup.day, f"{backup.size / 1000:.0f} kB", backup.name) for backup in found]))
    if found:
        tell("Gå tillbaka till en med ”vcycle backup restore DAG”.")
    else:
        tell("Ingen säkerhetskopia än; den första görs när något sparas en ny dag.")
    return DONE
