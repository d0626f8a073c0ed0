"""`vcycle backup`: the daily backups, and putting one back."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session

EXAMPLE = "vcycle backup list"


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", metavar="DEL", title="Delar", parser_class=Parser)
    parts.add_parser("list", help="visa säkerhetskopiorna", example=EXAMPLE)
    restore = parts.add_parser("restore", help="återställ en", example="vcycle backup restore 2026-11-20")
    restore.add_argument("name", metavar="NAMN", help="namnet i ”vcycle backup list”")


def run(args: argparse.Namespace, session: Session) -> int:
    return _restore(args, session) if args.part == "restore" else _list(session)
