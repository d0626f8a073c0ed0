"""`vcycle init`: a new workspace, empty or from a plan."""

from __future__ import annotations

import argparse

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
    first = space.years.first
    if first is not None and first != space.years.year_of(session.today):
        tell(f"Planen börjar {space.years.label(first)}; se det året med ”vcycle list --year {first}”.")
    return DONE
