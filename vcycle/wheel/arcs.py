"""How far arcs reach on the screen: short ones are widened so that they can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def drawn_arcs(layout: Layout, index: int, track: Track) -> Iterator[Drawn]:
    """All arcs of a track: long ones first."""
    return _widened(layout, index, _long_first(track.arcs))


def seen_arcs(layout: Layout, index: int, track: Track) -> Iterator[Drawn]:
    """The arcs of a track that can be seen while none is chosen, in painting order: long ones first."""
    return _widened(layout, index, _long_first(track.uppermost))


def chosen_arcs(layout: Layout, index: int, track: Track, key: str | None) -> Iterator[Drawn]:
    """The arc with that key, to be painted over the others, if the track has one."""
    return _widened(layout, index, [arc for arc in track.arcs if arc.key == key])


def _long_first(arcs: Iterable[Arc]) -> list[Arc]:
    return sorted(arcs, key=lambda arc: (arc.first - arc.last, arc.first))


def _widened(layout: Layout, index: int, arcs: Iterable[Arc]) -> Iterator[Drawn]:
    pace = layout.pace(layout.track_zone(index).middle)
    least = (1.9 if layout.large else 1.5) * pace
    for arc in arcs:
        if arc.last >= max(arc.first, 0) and arc.first < layout.days:
            yield _drawn(arc, layout.days, least, PART * pace)


def _drawn(arc: Arc, days: int, least: float, part: float) -> Drawn:
    start, end = float(max(arc.first, 0)), float(min(arc.last + 1, days))
    if end - part - start >= least:
        return Drawn(arc, start, end - part, part)
    start = min(max((start + end - least) / 2, 0.0), days - least)
    return Drawn(arc, start, start + least, part)
