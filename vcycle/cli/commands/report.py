"""`vcycle report`: the annual report so far."""

from __future__ import annotations

import argparse

from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, encoded, tell
from vcycle.cli.show_sections import markdown, section_json
from vcycle.errors import DONE
from vcycle.services.report import Report, report

EXAMPLE = "vcycle report --year 2026 -o berattelse.md"


def arguments(parser: Parser) -> None:
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    parser.add_argument("--format", choices=("md", "json"), default="md", help="Markdown (annars) eller JSON")
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    made = report(space, args.year if args.year is not None else space.years.year_of(session.today))
    content = _json(made) if args.format == "json" else markdown(made.title, made.sections).encode()
    if put_out(content, args.output):
        tell(f"Skrev {made.title.lower()} till {args.output}.")
    return DONE


def _json(made: Report) -> bytes:
    value = {"title": made.title, "start": made.period.start.isoformat(), "end": made.period.end.isoformat()}
    return encoded({**value, "sections": [section_json(section) for section in made.sections]}) + b"\n"
