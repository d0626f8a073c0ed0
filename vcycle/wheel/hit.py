"""What lies under a place on the wheel."""

from __future__ import annotations

from math import floor
from typing import Literal, NamedTuple

from vcycle.wheel.arcs import Drawn, drawn_arcs
from vcycle.wheel.labels import month_labels
from vcycle.wheel.layout import Layout, layout
from vcycle.wheel.year import WheelYear

BEYOND = 5.5
"""Units outside the wheel that still belong to its months: the names stand there."""

EDGE = 0.25
"""Units from the edge of a ring within which a click may as well mean the ring beside it."""


class Hit(NamedTuple):
    """`part` of the wheel; in a "segment" or "track" also the day and segment there.

    In a track `track` is its index and `key` that of the nearest arc, None when it has no arcs.
    """

    part: Literal["core", "segment", "track"]
    segment: int | None = None
    track: int | None = None
    day: int | None = None
    key: str | None = None


def hit(
    year: WheelYear,
    position: tuple[float, float],
    size: tuple[int, int],
    aspect: float = 2.0,
    current: str | None = None,
) -> Hit | None:
    """What lies at `position` = (columns, rows) of a wheel drawn with the same size and aspect.

    For the middle of a cell add 0.5 to its column and row. Where several arcs are equally near,
    as far as a cell can tell, the one after the arc `current` is given, so that repeated clicks
    go through them; on the edge of a ring that is also what the ring beside it has there. None
    outside the wheel.
    """
    place = layout(*size, year.days, len(year.tracks), aspect)
    name = _name_at(year, place, position)
    if name is not None:
        segment = year.segments[name]
        return Hit("segment", name, day=(segment.first + segment.last) // 2)
    radius, moment = place.polar(position[0], position[1] * aspect)
    day = min(int(moment), year.days - 1)
    if radius < place.core - 2 * EDGE:  # nothing happens there, so who nearly meets a ring has met it
        return Hit("core")
    if radius > place.radius + BEYOND:
        return None
    if radius > place.rim or not year.tracks:
        return Hit("segment", year.segment_at(day), day=day)
    found = _nearest(year, place, radius, moment, current)
    index, key = found or (_ring_at(place, radius), None)
    return Hit("track", year.segment_at(day), index, day, key)


def _ring_at(place: Layout, radius: float) -> int:
    index = floor((place.rim - place.gap / 2 - radius) / place.step)
    return min(max(index, 0), place.tracks - 1)


def _name_at(year: WheelYear, place: Layout, position: tuple[float, float]) -> int | None:
    """The segment whose name covers the cell at a position."""
    column, row = int(position[0]), int(position[1])
    for label in month_labels(place, year.segments):
        if label.row == row and label.column <= column < label.column + len(label.text):
            return label.segment
    return None


def _nearest(
    year: WheelYear, place: Layout, radius: float, moment: float, current: str | None
) -> tuple[int, str] | None:
    """Ring and key of the nearest arc as drawn, or of the next one after `current` among equally near."""
    own = _ring_at(place, radius)
    near = _near(year, place, own, moment, None)
    for beside in {_ring_at(place, radius - EDGE), _ring_at(place, radius + EDGE)} - {own}:
        near += _near(year, place, beside, moment, 0.0)
    if not near:
        return None
    keys = [key for _, key in near]
    return near[(keys.index(current) + 1) % len(near)] if current in keys else near[0]


def _near(year: WheelYear, place: Layout, index: int, moment: float, within: float | None) -> list[tuple[int, str]]:
    """The arcs of a ring that are as near as any, or `within` so many days, as far as a cell can tell."""
    drawn = list(drawn_arcs(place, index, year.tracks[index]))
    drawn.sort(key=lambda one: (_distance(one, moment, year.days), one.end - one.start))
    if drawn and within is None:
        within = _distance(drawn[0], moment, year.days)
    limit = (within or 0.0) + place.pace(place.track_zone(index).middle) / 2
    return [(index, one.arc.key) for one in drawn if _distance(one, moment, year.days) <= limit]


def _distance(drawn: Drawn, moment: float, days: int) -> float:
    """Days from a moment to an arc around the circle; 0 inside it."""
    return min(max(drawn.start - at, at - drawn.end, 0.0) for at in (moment, moment - days, moment + days))
