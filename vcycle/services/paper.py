"""The one way to paper: sections and drawn pictures as PDF and PNG, by typst.

typst comes with the extra `print`. What people wrote goes to it as data and is never read as markup.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from vcycle.errors import VcycleError
from vcycle.model.derived import Section
from vcycle.model.text import printable
from vcycle.paths import shipped

Paper = Literal["pdf", "png"]
A4 = 297 / 210
"""Height by width."""
RESOLUTION = 144.0
"""Pixels in an inch of a PNG."""
_WIDEST, _NARROWEST = 40, 6


class NoPrinter(VcycleError):
    """typst is not installed."""


def sections_on_paper(title: str, sections: Iterable[Section], paper: Paper) -> bytes:
    """A document of sections: a PDF of A4 pages, or one PNG as long as it needs to be."""
    shown = [_shown(section) for section in sections]
    document = {"title": printable(title), "paged": paper == "pdf", "sections": shown}
    return _typeset("report.typ", paper, {"document": msgspec.json.encode(document).decode()})


def picture_on_paper(title: str, svg: str, paper: Paper) -> bytes:
    """An SVG of millimetres: a PDF whose pages have the shape of A4, or one PNG of all of it."""
    width, height = _size(svg)
    page = width * A4 if paper == "pdf" else height
    pages = max(1, math.ceil(round(height / page, 3)))
    sizes = {"width": str(width), "height": str(page), "whole": str(height), "pages": str(pages)}
    inputs = {"title": printable(title), "picture": svg, **sizes}
    return _typeset("picture.typ", paper, inputs)


def _shown(section: Section) -> dict[str, object]:
    header = section.header or ("",) * max(map(len, section.rows), default=0)
    rows = [[printable(cell) for cell in row] for row in section.rows]
    return {
        "title": printable(section.title),
        "text": printable(section.text, newline="\n"),
        "header": [printable(cell) for cell in header],
        "rows": rows,
        "widths": _widths([header, *section.rows]),
    }


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is compared with the others: by its longest cell, none too wide and none too narrow."""
    columns = zip(*rows, strict=True) if rows and rows[0] else ()
    return [min(max(*(len(cell) for cell in column), _NARROWEST), _WIDEST) for column in columns]


def _size(svg: str) -> tuple[float, float]:
    """Width and height of the picture's own coordinates, which are millimetres."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg[:2000])
    assert found, "a picture made by vcycle says how large it is"
    return float(found[1]), float(found[2])


def _typeset(template: str, paper: Paper, inputs: Mapping[str, str]) -> bytes:
    try:
        import typst  # an extra, and 77 MB on disk: only those who print need it
    except ImportError:
        hint = "Installera det med ”pip install vcycle[print]”; Markdown och SVG går att skriva utan det."
        raise NoPrinter("PDF och PNG behöver tillägget print, som inte är installerat.", hint=hint) from None
    source = (shipped("paper") / template).read_bytes()
    made = typst.compile(source, format=paper, sys_inputs=dict(inputs), ppi=RESOLUTION)
    return made if isinstance(made, bytes) else b"".join(made)
