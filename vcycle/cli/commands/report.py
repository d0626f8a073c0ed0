"""`vcycle report`: the annual report so far."""

from __future__ import annotations

import argparse

from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, tell
from vcycle.cli.show_sections import add_paper, format_of
from vcycle.errors import DONE
from vcycle.services.report import report
from vcycle.services.report.file import report_file

EXAMPLE = "vcycle report --year 2026 -o berattelse.pdf"


def arguments(parser: Parser) -> None:
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    add_paper(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    made = report(space, args.year if args.year is not None else space.years.year_of(session.today))
    if put_out(report_file(space, made, format_of(args)), args.output):
        tell(f"Skrev {made.title[:1].lower()}{made.title[1:]} till {args.output}.")
    return DONE
