"""`vcycle export ics`: the calendar file of a year."""

from __future__ import annotations

import argparse

from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.model.text import many

EXAMPLE = "vcycle export ics -o arshjul.ics"
ABOUT = """Skriv årets kalenderfil, som den är i dag. Skicka den till telefonen och öppna den där.
Den uppdateras inte av sig själv, och läses den in två gånger kan allt bli dubbelt."""


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="SLAG", title="Slag", parser_class=Parser)
    ics = parts.add_parser("ics", help="kalenderfil för telefoner och datorer", description=ABOUT, example=EXAMPLE)
    ics.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")
    ics.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")


def run(args: argparse.Namespace, session: Session) -> int:
    from vcycle.services.calendar_file import AFTER, export_year  # icalendar is slow to import

    space = session.workspace()
    year = args.year if args.year is not None else space.years.year_of(session.today)
    made = export_year(space, year)
    if not put_out(made.content, args.output):
        return DONE
    events = many(made.entries, "händelse", "händelser")
    tell(f"Skrev {events} {space.years.label(year)} till {args.output}.")
    for line in AFTER:
        tell(line)
    if made.left_out:
        tell(f"{made.left_out} har ingen dag än och är inte med (”vcycle list --undated”).")
    if made.large:
        tell("Filen är större än 1 MB; Google Kalender tar inte emot så stora filer.")
    return DONE
