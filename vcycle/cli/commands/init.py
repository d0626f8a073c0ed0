"""`vcycle init`: a new workspace, empty or from a plan."""

from __future__ import annotations

import argparse
import shlex

from vcycle.cli.parser import Parser, words, year
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.services.founding import found

EXAMPLE = "vcycle --data forening init --plan solna-2020 --name 'Föreningen Exempelstad'"


def arguments(parser: Parser) -> None:
    parser.add_argument("--plan", metavar="NAMN|FIL", help="börja från en verksamhetsplan (”vcycle plan list”)")
    parser.add_argument("--name", metavar="NAMN", type=words, help="föreningens namn")
    parser.add_argument("--year", metavar="ÅR", type=year, help="första verksamhetsåret (annars planens)")


def run(args: argparse.Namespace, session: Session) -> int:
    space = found(session.folder, today=session.today, who=session.who, plan=args.plan, name=args.name, year=args.year)
    tell(f"{space.settings.name} har fått ett årshjul i {session.folder}.")
    first, now = space.years.first, space.years.year_of(session.today)
    command = f"vcycle --data {shlex.quote(args.data)}" if args.data else "vcycle"
    if first is not None and first != now:
        starts = f"{'är för' if first < now else 'börjar'} {space.years.label(first)}"
        tell(f"Planen {starts}; se det året med ”{command} list --year {first}”.")
    if args.plan and first is not None and first < now:
        tell(f"Det som återkommer ligger också i år; det som görs en enda gång ligger {first}.")
        tell(f"Ska hela planen gälla i år, gör om det i en ny mapp med ”--year {now}”.")
    if not args.plan:
        tell("Börja från en färdig plan: ”vcycle plan list” visar vilka som finns.")
    tell(f"Öppna årshjulet med ”{command}”.")
    return DONE
