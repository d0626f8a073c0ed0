"""`vcycle wheel`: the year wheel as sentences, or as a picture for paper and web."""

from __future__ import annotations

import argparse

from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.services.wheel_year import WholeYear, whole_year

EXAMPLE = "vcycle wheel --format svg -o arshjul.svg"


def arguments(parser: Parser) -> None:
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    kinds = "text: meningar att läsa eller lyssna på (annars); svg: en bild för papper och webb"
    parser.add_argument("--format", choices=tuple(_MAKERS), default="text", help=kinds)
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    page = whole_year(space, args.year if args.year is not None else space.years.year_of(session.today))
    if put_out(_MAKERS[args.format](page).encode(), args.output):
        tell(f"Skrev årshjulet {page.label} till {args.output}.")
        if args.format == "svg":
            tell("Öppna filen i en webbläsare för att se den eller skriva ut den; den är gjord för A4.")
    return DONE


def _text(page: WholeYear) -> str:
    from vcycle.services.wheel_text import year_sentences

    return "\n".join([*year_sentences(page), ""])


def _svg(page: WholeYear) -> str:
    from vcycle.services.wheel_paper import year_svg  # sentences need no geometry

    return year_svg(page)


_MAKERS = {"text": _text, "svg": _svg}
