"""What the wheel shows: a year of days, its months, and rings of dated arcs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from vcycle.wheel.colour import RGB


@dataclass(frozen=True)
class Arc:
    """Something that lasts from day `first` to day `last`, both included and counted from 0.

    Days outside the year are cut off; an arc wholly outside, or with `last` before `first`, is not
    drawn. `key` is given back by `hit` and marks the selected arc. `past` arcs are drawn weaker,
    `faint` ones (planned, imported, uncertain) weaker still.
    """

    key: str
    first: int
    last: int
    past: bool = False
    faint: bool = False


@dataclass(frozen=True, eq=False)
class Track:
    """One ring; the first track of a year is the outermost.

    Equal to itself alone, so that what is worked out for one of a thousand arcs can be kept.
    """

    name: str
    colour: RGB
    arcs: tuple[Arc, ...] = ()

    @cached_property
    def uppermost(self) -> tuple[Arc, ...]:
        """Of arcs over the very same days only the last one: painted in order, it hides the others."""
        return tuple({(arc.first, arc.last): arc for arc in self.arcs}.values())


@dataclass(frozen=True)
class Segment:
    """A calendar month or a week, or the part of one, that lies inside the year; days as in `Arc`."""

    label: str
    first: int
    last: int
    season: RGB


@dataclass(frozen=True)
class WheelYear:
    """An activity year, or a term or month of one: `days` days from the day with ordinal `first_ordinal`.

    It need not start in January. `segments` lie in order without overlap. `today` is a day of the
    year or None; `core` holds short lines that stand below the title in the middle.
    """

    days: int
    title: str
    first_ordinal: int
    segments: tuple[Segment, ...] = ()
    tracks: tuple[Track, ...] = ()
    today: int | None = None
    core: tuple[str, ...] = ()

    def segment_at(self, day: int) -> int | None:
        """Index of the segment that holds the day, or None."""
        for index, segment in enumerate(self.segments):
            if segment.first <= day <= segment.last:
                return index
        return None


@dataclass(frozen=True)
class Selection:
    """What is marked: a segment and a track by index, an arc by its key."""

    segment: int | None = None
    track: int | None = None
    key: str | None = None
