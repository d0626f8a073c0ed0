"""`vcycle wheel`: the year wheel as sentences, or as a picture for paper and web."""

from __future__ import annotations

import argparse

from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.services.handing_out import YEAR_KINDS, year_content
from vcycle.services.wheel_year import whole_year

EXAMPLE = "vcycle wheel --format svg -o arshjul.svg"


def arguments(parser: Parser) -> None:
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    kinds = "text: meningar att läsa eller lyssna på; svg: en bild för webben; pdf, png: för papper"
    parser.add_argument("--format", choices=YEAR_KINDS, help=f"{kinds}. Annars som filens namn slutar, eller text")
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    page = whole_year(space, args.year if args.year is not None else space.years.year_of(session.today))
    suffix = (args.output or "").rpartition(".")[2].lower()
    wanted = args.format or (suffix if suffix in YEAR_KINDS else "text")
    if put_out(year_content(page, wanted), args.output):
        tell(f"Skrev årshjulet {page.label} till {args.output}.")
        if wanted == "svg":
            tell("Öppna filen i en webbläsare för att se den eller skriva ut den; den är gjord för A4.")
    return DONE
