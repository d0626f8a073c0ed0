"""How far arcs reach on the screen: short ones are widened so that they can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vcycle.wheel.layout import Layout
from vcycle.wheel.year import Arc, Track

PART = 0.4
"""Units between an arc and its neighbours."""


class Drawn(NamedTuple):
    """An arc as drawn: from `start` to `end` in days, with `part` days kept free on both sides."""

    arc: Arc
    start: float
    end: float
    part: float


def drawn_arcs(layout: Layout, index: int, track: Track, key: str | None) -> Iterator[Drawn]:
    """The arcs of a track in painting order: long ones first, the one with the key last."""
    inside = [a for a in track.arcs if a.last >= a.first and a.last >= 0 and a.first < layout.days]
    pace = layout.pace(layout.track_zone(index).middle)
    least = (1.9 if layout.large else 1.5) * pace
    for arc in sorted(inside, key=lambda a: (a.key == key, a.first - a.last, a.first)):
        yield _drawn(arc, layout.days, least, PART * pace)


def _drawn(arc: Arc, days: int, least: float, part: float) -> Drawn:
    start, end = float(max(arc.first, 0)), float(min(arc.last + 1, days))
    if end - part - start >= least:
        return Drawn(arc, start, end - part, part)
    start = min(max((start + end - least) / 2, 0.0), days - least)
    return Drawn(arc, start, start + least, part)
