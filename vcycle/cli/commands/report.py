"""`vcycle report`: the annual report so far."""

from __future__ import annotations

import argparse

from msgspec.structs import asdict

from vcycle.cli.commands.goals import goal_json
from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, tell
from vcycle.cli.show_sections import add_paper, format_of, written
from vcycle.errors import DONE
from vcycle.services.report import report

EXAMPLE = "vcycle report --year 2026 -o berattelse.pdf"


def arguments(parser: Parser) -> None:
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    add_paper(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    made = report(space, args.year if args.year is not None else space.years.year_of(session.today))
    about = {
        "title": made.title,
        "start": made.period.start.isoformat(),
        "end": made.period.end.isoformat(),
        "goals": [goal_json(space, standing) for standing in made.standings],
        "facts": [asdict(fact) for fact in made.evidence.facts],
    }
    if put_out(written(made.title, made.sections, about, format_of(args)), args.output):
        tell(f"Skrev {made.title[:1].lower()}{made.title[1:]} till {args.output}.")
    return DONE
