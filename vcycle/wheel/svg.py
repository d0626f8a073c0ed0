"""The wheel on paper and on the web: one SVG document, A4 pages below each other, for colour and for black and white.

Pure. The wheel and as much of the list as fits stand on the first page; the list goes on in columns on further ones.
A ring is known by its place, its name along it and its number; things by the day on them and the same day in the list.
Nothing is fetched when it is shown: no script, no font, no picture from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, pi, sqrt
from xml.etree.ElementTree import Element, tostring

from vcycle.wheel import svg_legend as legend
from vcycle.wheel.svg_paper import Paper
from vcycle.wheel.svg_rings import INK, NAME, WHITE, Band, darkened, draw_ring, hexed
from vcycle.wheel.svg_shapes import Circle, element, number
from vcycle.wheel.svg_type import FAMILY, clean, fitted, width

A4 = (210.0, 297.0)
MARGIN = 12.0
HEAD = 17.0
"""Room for the heading above the wheel."""
MONTHS, WEEKS, SPACE = 6.6, 3.2, 0.8
"""Heights of the rims, and the space before the first ring."""
RIM = MONTHS + WEEKS + SPACE
LEAST_RING, MOST_RING = NAME + 2.6, 21.0
LEAST_CORE = 14.0
_WHITE_LINE = {"stroke": WHITE, "stroke_width": 0.5}


@dataclass(frozen=True)
class Page:
    """Measures of one page, and of the wheel on it: A4, or larger in the same proportions for many rings."""

    width: float
    height: float
    radius: float
    ring: float

    @property
    def core(self) -> float:
        """Where the wheel's own radius ends and its rings begin."""
        return self.radius - RIM

    @property
    def centre(self) -> tuple[float, float]:
        return self.width / 2, MARGIN + HEAD + self.radius

    @property
    def columns(self) -> int:
        return int((self.width - 2 * MARGIN + legend.GUTTER) / (legend.LEAST_COLUMN + legend.GUTTER))

    @property
    def column(self) -> float:
        return (self.width - 2 * MARGIN - (self.columns - 1) * legend.GUTTER) / self.columns

    def places(self, index: int) -> list[legend.Place]:
        """The columns of a page; on the first they begin under the wheel."""
        top = self.centre[1] + self.radius + 5.0 if index == 0 else index * self.height + MARGIN
        rows = int(((index + 1) * self.height - MARGIN - top) / legend.STEP)
        return [legend.Place(MARGIN + n * (self.column + legend.GUTTER), top, rows) for n in range(self.columns)]


def page_for(rings: int) -> Page:
    """The page that a number of rings needs."""
    wide = A4[0] / 2 - MARGIN
    ring = min(MOST_RING, (wide - RIM - max(LEAST_CORE, 24.0 - rings)) / max(1, rings))
    radius = max(wide, LEAST_CORE + RIM + LEAST_RING * rings)
    size = 2 * (radius + MARGIN)
    return Page(size, size * sqrt(2) if radius > wide else A4[1], radius, max(LEAST_RING, ring))


def svg(paper: Paper) -> str:
    """The whole document, ending with a line feed."""
    page = page_for(len(paper.rings))
    columns, places = _list(paper, page)
    pages = max(1, ceil(len(columns) / page.columns))
    end = max((p.y + len(rows) * legend.STEP for rows, p in zip(columns, places, strict=False)), default=0.0)
    height = page.height if pages == 1 else end + MARGIN
    root = _root(page.width, height)
    element(root, "title", f"{paper.heading}, {paper.owner}" if paper.owner else paper.heading)
    element(root, "desc", paper.summary)
    size = f"{number(page.width)}mm {number(page.height)}mm"
    element(root, "style", f"@page {{ size: {size}; margin: 0 }}")
    element(root, "rect", width=page.width, height=height, fill=WHITE)
    _heading(root, paper, page)
    _wheel(root, paper, page)
    legend.draw_columns(root, columns, places, page.column)
    _break_lines(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _root(width_: float, height: float) -> Element:
    names = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink", "xml:lang": "sv"}
    root = Element("svg", names | {"lang": "sv", "version": "1.1", "font-family": FAMILY})
    root.set("width", f"{number(width_)}mm")
    root.set("height", f"{number(height)}mm")
    root.set("viewBox", f"0 0 {number(width_)} {number(height)}")
    return root


def _list(paper: Paper, page: Page) -> tuple[list[list[legend.Row]], list[legend.Place]]:
    """The list in the columns of as many pages as it takes; even columns on its last."""
    pieces = legend.pieces_of(paper.groups, page.column)
    first = page.places(0)
    if (columns := legend.balanced(pieces, page.columns, first[0].rows)) is not None:
        return columns, first
    heights, places = [p.rows for p in first], list(first)
    while (columns := legend.flow(pieces, heights)) is None:
        index = len(places) // page.columns
        places += page.places(index)
        heights += [p.rows for p in places[-page.columns :]]
    for rows in range(1, heights[-1]):
        if (even := legend.flow(pieces, heights[: -page.columns] + [rows] * page.columns)) is not None:
            return even, places
    return columns, places


def _heading(root: Element, paper: Paper, page: Page) -> None:
    look = {"fill": hexed(INK)}
    element(root, "text", paper.heading, x=MARGIN, y=MARGIN + 6.5, font_size=8.5, font_weight="bold", **look)
    owner = fitted(clean(paper.owner), 4.2, page.width - 2 * MARGIN)
    if owner:
        element(root, "text", owner, x=MARGIN, y=MARGIN + 12.5, font_size=4.2, **look)


def _wheel(root: Element, paper: Paper, page: Page) -> None:
    """The wheel. What it shows is in the list too, so that screen readers may pass it by."""
    group = element(root, "g", aria_hidden="true")
    circle = Circle(*page.centre, f"y{paper.first_ordinal}-")
    _months(group, paper, circle, page)
    _weeks(group, paper, circle, page)
    inner = page.core
    for index, name in enumerate(paper.rings):
        outer = page.core - index * page.ring
        inner = outer - page.ring
        draw_ring(group, paper, circle, Band(index, clean(name), inner, outer))
    if paper.rings:
        element(group, "circle", cx=circle.x, cy=circle.y, r=inner, fill=WHITE, stroke=hexed(INK), stroke_width=0.3)
    size = min(15.0, 1.7 * inner / width(paper.year, 1.0, bold=True))
    middle = circle.y + 0.36 * size
    look = {"text_anchor": "middle", "font_weight": "bold", "fill": hexed(INK)}
    element(group, "text", paper.year, x=circle.x, y=middle, font_size=size, **look)


def _months(group: Element, paper: Paper, circle: Circle, page: Page) -> None:
    inner, size = page.radius - MONTHS, 4.0
    for month in paper.months:
        start, end = month.first / paper.days, (month.last + 1) / paper.days
        fill = hexed(darkened(month.season))
        element(group, "path", d=circle.sector(inner, page.radius, start, end), fill=fill, **_WHITE_LINE)
        room = (end - start) * 2 * pi * inner - 1.5
        name = fitted(month.label, size, room, bold=True, least=3)
        look = {"fill": WHITE, "font_weight": "bold"}
        if name:
            circle.sign(group, name, page.radius - MONTHS / 2, (start + end) / 2, size, **look)


def _weeks(group: Element, paper: Paper, circle: Circle, page: Page) -> None:
    """Week numbers, every other week on grey; a week cut by the year's ends has its part."""
    outer = page.radius - MONTHS - 0.3
    inner = outer - WEEKS + 0.3
    first = paper.first_ordinal - (paper.first_ordinal - 1) % 7
    for monday in range(first, paper.first_ordinal + paper.days, 7):
        start = max(0, monday - paper.first_ordinal) / paper.days
        end = min(paper.days, monday + 7 - paper.first_ordinal) / paper.days
        week = date.fromordinal(monday).isocalendar().week
        fill = "#e6e7ea" if monday // 7 & 1 else "#f5f5f6"
        element(group, "path", d=circle.sector(inner, outer, start, end), fill=fill)
        if (end - start) * 2 * pi * inner >= 3.0:
            circle.sign(group, str(week), (inner + outer) / 2, (start + end) / 2, 1.9, fill="#4a4d58")


def _break_lines(element_: Element) -> None:
    """A line for each element that holds no words: a year's file is compared, and mended, line by line."""
    for child in element_:
        child.tail = "\n"
        if child.tag in ("g", "defs"):
            child.text = "\n"
            _break_lines(child)
    element_.text = element_.text or "\n"
