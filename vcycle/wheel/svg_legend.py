"""The list under a wheel on paper, in columns and over as many pages as it takes. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from vcycle.wheel.svg_paper import Group, Line
from vcycle.wheel.svg_rings import INK, WHITE, hexed, ring_colour
from vcycle.wheel.svg_shapes import MIDDLE, element, number
from vcycle.wheel.svg_type import clean, fitted, width, wrapped

SIZE, SMALL, STEP = 2.6, 2.1, 3.55
"""Letters, small letters, and from one line to the next."""
GUTTER = 6.0
LEAST_COLUMN = 56.0
_LEAD, _MARK, _CHIP = 4.6, 4.9, 4.3
"""Room for the weekday, the mark after it, and the number of the ring."""
_MOST_ROWS = 4
"""Rows that one line may take: a title of ten thousand letters must not push out the rest."""
_GREY = "#5c606c"


@dataclass(frozen=True)
class Row:
    """One row of the list: a heading, or words with the `line` they begin; further words of that line have none."""

    words: str
    line: Line | None = None
    indent: float = 0.0
    heading: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Place:
    """Where a column lies: its upper left corner, and how many rows it holds."""

    x: float
    y: float
    rows: int


@dataclass(frozen=True)
class Piece:
    """A line with all its rows: they stay together. Its `heading` stands above it when the piece is the `first`."""

    rows: tuple[Row, ...]
    heading: str
    first: bool

    def below(self, column: Sequence[Row]) -> list[Row]:
        """The rows that come after those of a column; a heading is said again where a column begins."""
        if self.first:
            return [*([Row("")] if column else []), Row(self.heading, heading=True), *self.rows]
        return [*([] if column else [Row(f"{self.heading}, forts.", heading=True)]), *self.rows]


def pieces_of(groups: Sequence[Group], column: float) -> list[Piece]:
    """The list as pieces, in order."""
    pieces: list[Piece] = []
    for group in groups:
        lines = [tuple(_rows(line, column)) for line in group.lines] or [()]
        pieces += [Piece(rows, group.heading, first=not n) for n, rows in enumerate(lines)]
    return pieces


def _rows(line: Line, column: float) -> Iterator[Row]:
    indent = (_LEAD if line.lead else 0.0) + (_MARK if line.mark else 0.0) + (0.0 if line.ring is None else _CHIP)
    first, *more = wrapped(clean(line.text), SIZE, column - indent, _MOST_ROWS)
    yield Row(first, line, indent, struck=line.struck)
    for words in more:
        yield Row(words, None, indent, struck=line.struck)
    if line.note:
        yield Row(fitted(clean(line.note), SIZE, column - indent), None, indent)


def flow(pieces: Sequence[Piece], heights: Sequence[int]) -> list[list[Row]] | None:
    """The rows in columns of these heights; None when they do not fit. A column holds one piece, however low it is."""
    columns: list[list[Row]] = [[]]
    for piece in pieces:
        if columns[-1] and len(columns[-1]) + len(piece.below(columns[-1])) > heights[len(columns) - 1]:
            columns.append([])
        if len(columns) > len(heights):
            return None
        columns[-1] += piece.below(columns[-1])
    return columns


def balanced(pieces: Sequence[Piece], count: int, most: int) -> list[list[Row]] | None:
    """The rows in `count` columns as even as can be, of at most `most` rows; None when they do not fit."""
    least = max(1, sum(len(piece.rows) for piece in pieces) // count)
    for height in range(min(least, most), most + 1):
        if (columns := flow(pieces, [height] * count)) is not None:
            return columns
    return None


def draw_row(parent: Element, row: Row, x: float, y: float, column: float) -> None:
    """One row with its upper left corner at a point."""
    base = y + STEP / 2 + MIDDLE * SIZE
    if row.heading:
        _heading(parent, row.words, x, y, column)
        return
    if row.line is not None:
        _start(parent, row.line, x, y, base)
    struck = {"text_decoration": "line-through"} if row.struck else {}
    element(parent, "text", row.words, x=x + row.indent, y=base, **struck)


def _heading(parent: Element, words: str, x: float, y: float, column: float) -> None:
    if words:
        base = y + STEP - 0.9
        element(parent, "text", words, x=x, y=base, font_size=SIZE + 0.5, font_weight="bold")
        line = f"M{number(x)} {number(y + STEP + 0.1)}h{number(column)}"
        element(parent, "path", d=line, stroke=_GREY, stroke_width=0.15)


def _start(parent: Element, line: Line, x: float, y: float, base: float) -> None:
    """What stands before a line's words."""
    if line.lead:
        element(parent, "text", line.lead, x=x, y=base, font_size=SMALL, fill=_GREY)
        x += _LEAD
    if line.mark:
        x += _MARK
        element(parent, "text", line.mark, x=x - 1.0, y=base, text_anchor="end", font_weight="bold")
    if line.ring is not None:
        draw_chip(parent, line.ring, x, y)


def draw_chip(parent: Element, ring: int, x: float, y: float) -> None:
    """The number of a ring on its colour."""
    side = 3.1
    top = y + (STEP - side) / 2
    element(parent, "rect", x=x, y=top, width=side, height=side, rx=0.5, fill=hexed(ring_colour(ring)))
    text = str(ring + 1)
    size = min(2.2, 2.2 * (side - 0.4) / width(text, 2.2, bold=True))
    look = {"fill": WHITE, "font_weight": "bold", "text_anchor": "middle"}
    element(parent, "text", text, x=x + side / 2, y=y + STEP / 2 + MIDDLE * size, font_size=size, **look)


def draw_columns(parent: Element, columns: Sequence[Sequence[Row]], places: Sequence[Place], column: float) -> None:
    """Rows in their columns; words are black unless said otherwise."""
    group = element(parent, "g", font_size=SIZE, fill=hexed(INK))
    for lines, place in zip(columns, places, strict=False):
        for at, row in enumerate(lines):
            draw_row(group, row, place.x, place.y + at * STEP, column)
