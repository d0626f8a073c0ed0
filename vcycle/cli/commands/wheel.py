"""`vcycle wheel`: the year wheel as sentences, or as a picture for paper and web."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.services.wheel_year import WholeYear, whole_year

if TYPE_CHECKING:
    from vcycle.services.paper import Paper

EXAMPLE = "vcycle wheel --format svg -o arshjul.svg"


def arguments(parser: Parser) -> None:
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    kinds = "text: meningar att läsa eller lyssna på; svg: en bild för webben; pdf, png: för papper"
    parser.add_argument("--format", choices=tuple(_MAKERS), help=f"{kinds}. Annars som filens namn slutar, eller text")
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    page = whole_year(space, args.year if args.year is not None else space.years.year_of(session.today))
    suffix = (args.output or "").rpartition(".")[2].lower()
    wanted = args.format or (suffix if suffix in _MAKERS else "text")
    if put_out(_MAKERS[wanted](page), args.output):
        tell(f"Skrev årshjulet {page.label} till {args.output}.")
        if wanted == "svg":
            tell("Öppna filen i en webbläsare för att se den eller skriva ut den; den är gjord för A4.")
    return DONE


def _text(page: WholeYear) -> bytes:
    from vcycle.services.wheel_text import year_sentences

    return "\n".join([*year_sentences(page), ""]).encode()


def _svg(page: WholeYear) -> bytes:
    from vcycle.services.wheel_paper import year_svg  # sentences need no geometry

    return year_svg(page).encode()


def _on_paper(page: WholeYear, paper: Paper) -> bytes:
    from vcycle.services.paper import picture_on_paper

    return picture_on_paper(f"Årshjul {page.label}", _svg(page).decode(), paper)


_MAKERS: dict[str, Callable[[WholeYear], bytes]] = {
    "text": _text,
    "svg": _svg,
    "pdf": partial(_on_paper, paper="pdf"),
    "png": partial(_on_paper, paper="png"),
}
