"""The wheel in braille dots, which must say everything without colour; with a palette the rings have theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import pi
from typing import NamedTuple

from vcycle.wheel.arcs import chosen_arcs, seen_arcs
from vcycle.wheel.colour import RGB
from vcycle.wheel.frame import Cell
from vcycle.wheel.geometry import quarter
from vcycle.wheel.layout import RING_KEYS, Layout
from vcycle.wheel.palette import Palette
from vcycle.wheel.strips import Strip
from vcycle.wheel.year import Selection, WheelYear

BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of a dot by its row and column in the cell, from U+2800."""
EMPTY, FILLED, HATCHED, CHOSEN = range(4)
DOTTED, DOTTED_SELECTED = 1.6, 0.8
"""Units between the dots of an empty ring, and of the selected one."""
RIM = 0.3
BEYOND = 1.0
"""Units by which the line of today reaches out of the rim, to be told from a month's border."""
FINE, SPOKE = 0.25, 1.0
"""Units between the dots of a line, and of a border of the selected month."""
FULL = 4
"""Dots of the selected arc that make its cell a full block."""

Dot = tuple[int, int]
"""Column and row of a dot, two to a cell across and four down."""


class Dots(NamedTuple):
    """The dots in each track with their days, and those on the rim, for one layout."""

    tracks: tuple[list[tuple[Dot, float]], ...]
    rim: frozenset[Dot]


@lru_cache(maxsize=16)
def dots(layout: Layout) -> Dots:
    """All dots whose middle lies in a track or on the rim."""
    zones = [layout.track_zone(index) for index in reversed(range(layout.tracks))]
    edges = [edge for zone in zones for edge in (zone.lo, zone.hi)]
    tracks: tuple[list[tuple[Dot, float]], ...] = tuple([] for _ in zones)
    circles = [layout.radius] + ([layout.radius - layout.band] if layout.large else [])
    rim: set[Dot] = set()
    for column, row, radius, _, day, _ in quarter(layout, 2, 4):
        place = bisect_right(edges, radius)
        if place & 1:
            tracks[-1 - place // 2].extend(_mirrored(layout, column, row, day))
        elif any(abs(radius - circle) < RIM for circle in circles):
            rim.update(dot for dot, _ in _mirrored(layout, column, row, day))
    return Dots(tracks, frozenset(rim))


def _mirrored(layout: Layout, column: int, row: int, day: float) -> tuple[tuple[Dot, float], ...]:
    """A dot of the lower right quarter in all four quarters, with its days."""
    left, up, days = layout.columns * 2 - 1 - column, layout.rows * 4 - 1 - row, layout.days
    return (
        ((column, up), day),
        ((column, row), days / 2 - day),
        ((left, row), days / 2 + day),
        ((left, up), days - day),
    )


class Lit(NamedTuple):
    """What is to be seen: the dots of each ring, of its arcs, of the selected arc, of today and of all lines."""

    rings: list[set[Dot]]
    arcs: set[Dot]
    chosen: set[Dot]
    today: set[Dot]
    lines: frozenset[Dot]


def braille_rows(
    year: WheelYear, selection: Selection, layout: Layout, palette: Palette | None = None
) -> list[list[Cell]]:
    """Cells of two by four dots, without words except the marks of the rings at nine o'clock."""
    lit = _lit(year, selection, layout)
    cells = _cells(layout, lit.today.union(lit.lines, *lit.rings) - (lit.today & lit.arcs))
    if palette is not None:
        _tint(cells, _layers(year, lit, palette))
    _blocks(cells, lit.chosen, palette.selected if palette else None)
    _numbers(cells, year, selection, layout, coloured=palette is not None)
    return cells


def _lit(year: WheelYear, selection: Selection, layout: Layout) -> Lit:
    found = dots(layout)
    rings, arcs, chosen = [], set[Dot](), set[Dot]()
    for index in range(len(year.tracks)):
        strip = _strip(year, selection, layout, index)
        ring = _beads(layout, index, strip, index == selection.track)
        for dot, day in found.tracks[index]:
            value = strip.at(day)
            if value == CHOSEN:
                chosen.add(dot)
            if value in (FILLED, CHOSEN) or (value == HATCHED and (dot[0] + dot[1]) & 1):
                ring.add(dot)
                arcs.add(dot)
        rings.append(ring)
    lines = found.rim | _ticks(year, layout) | _spokes(year, selection, layout)
    return Lit(rings, arcs, chosen, _today(year, layout), lines)


def _today(year: WheelYear, layout: Layout) -> set[Dot]:
    """A line two dots wide through all rings and a little beyond."""
    if year.today is None:
        return set()
    thin = set(_ray(layout, year.today + 0.5, layout.core, layout.radius + BEYOND))
    return thin | {(column + 1, row) for column, row in thin if column + 1 < layout.columns * 2}


def _layers(year: WheelYear, lit: Lit, palette: Palette) -> Iterator[tuple[AbstractSet[Dot], RGB, int]]:
    """Dots with their colour, and how much a dot counts where a cell has several colours."""
    yield lit.lines, palette.dim, 1
    for track, ring in zip(year.tracks, lit.rings, strict=True):
        yield ring, track.colour, 2
    yield lit.today, palette.today, 8


def _tint(cells: list[list[Cell]], layers: Iterator[tuple[AbstractSet[Dot], RGB, int]]) -> None:
    """Give each cell the colour that most of its dots have."""
    votes: dict[Dot, dict[RGB, int]] = {}
    for lit, colour, weight in layers:
        for column, row in lit:
            cast = votes.setdefault((column // 2, row // 4), {})
            cast[colour] = cast.get(colour, 0) + weight
    for (column, row), cast in votes.items():
        cells[row][column] = cells[row][column]._replace(fg=max(cast, key=lambda colour: cast[colour]))


def _strip(year: WheelYear, selection: Selection, layout: Layout, index: int) -> Strip:
    """What a ring holds along the year, with a blank day between neighbours, or a unit where days are longer."""
    blank = Strip(year.days, EMPTY)
    strip = blank.copy()
    track = year.tracks[index]
    for drawn in (*seen_arcs(layout, index, track), *chosen_arcs(layout, index, track, selection.key)):
        part = max(drawn.part, min(1.0, layout.pace(layout.track_zone(index).middle)))
        strip.restore(drawn.start - part, drawn.end + part, blank)
        value = HATCHED if drawn.arc.faint else FILLED
        strip.paint(drawn.start, drawn.end, CHOSEN if drawn.arc.key == selection.key else value)
    return strip


def _beads(layout: Layout, index: int, strip: Strip, selected: bool) -> set[Dot]:
    """The dotted middle line of a ring where it is empty, denser in the selected ring."""
    radius = layout.track_zone(index).middle
    count = round(2 * pi * radius / (DOTTED_SELECTED if selected else DOTTED))
    days = [(number + 0.5) * layout.days / count for number in range(count)]
    return {_dot(layout, day, radius) for day in days if strip.at(day) == EMPTY}


def _ticks(year: WheelYear, layout: Layout) -> set[Dot]:
    """A short stroke inside the rim where a month begins."""
    inner = layout.radius - layout.band
    return {dot for segment in year.segments for dot in _ray(layout, segment.first, inner, layout.radius)}


def _spokes(year: WheelYear, selection: Selection, layout: Layout) -> set[Dot]:
    """Both borders of the selected month, dotted so that the line of today differs from them."""
    if selection.segment is None or not 0 <= selection.segment < len(year.segments):
        return set()
    segment = year.segments[selection.segment]
    borders = (segment.first, segment.last + 1)
    return {dot for day in borders for dot in _ray(layout, day, layout.core, layout.radius, SPOKE)}


def _ray(layout: Layout, day: float, inner: float, outer: float, step: float = FINE) -> Iterator[Dot]:
    """Dots along a day from one radius to another."""
    for number in range(int((outer - inner) / step) + 1):
        yield _dot(layout, day, inner + number * step)


def _dot(layout: Layout, day: float, radius: float) -> Dot:
    x, y = layout.point(day, radius)
    column, row = int(x * 2), int(y * 4 / layout.aspect)
    return min(column, layout.columns * 2 - 1), min(row, layout.rows * 4 - 1)


def _cells(layout: Layout, lit: set[Dot]) -> list[list[Cell]]:
    masks = [[0] * layout.columns for _ in range(layout.rows)]
    for column, row in lit:
        masks[row // 4][column // 2] |= BITS[row % 4][column % 2]
    return [[Cell(chr(0x2800 + mask) if mask else " ") for mask in row] for row in masks]


def _blocks(cells: list[list[Cell]], chosen: set[Dot], colour: RGB | None) -> None:
    """Full blocks where the selected arc fills half a cell, one at least."""
    counts: dict[Dot, int] = {}
    for column, row in chosen:
        place = column // 2, row // 4
        counts[place] = counts.get(place, 0) + 1
    least = min(FULL, max(counts.values(), default=0))
    for (column, row), count in counts.items():
        if count >= least:
            cells[row][column] = Cell("█", colour)


def _numbers(cells: list[list[Cell]], year: WheelYear, selection: Selection, layout: Layout, *, coloured: bool) -> None:
    """The marks of the rings, from 1 outermost, as keys to a legend."""
    for index, track in enumerate(year.tracks):
        x = layout.columns / 2 - layout.track_zone(index).middle
        colour = track.colour if coloured else None
        cells[layout.rows // 2][int(x)] = Cell(RING_KEYS[index], colour, None, index == selection.track, True)
