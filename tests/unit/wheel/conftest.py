"""Years for the tests of the wheel, built from plain dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from vcycle.wheel import DARK, Arc, Palette, Segment, Track, WheelYear

NAMES = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
Days = Sequence[tuple[int, int]]
MakeYear = Callable[..., WheelYear]


def segments_of(start: date, days: int, palette: Palette) -> tuple[Segment, ...]:
    """The calendar months inside a year, the first and the last perhaps cut short."""
    segments = []
    first = 0
    while first < days:
        day = start + timedelta(first)
        upto = (day.replace(day=28) + timedelta(4)).replace(day=1)
        last = min((upto - start).days, days) - 1
        segments.append(Segment(NAMES[day.month - 1], first, last, palette.seasons[day.month - 1]))
        first = last + 1
    return tuple(segments)


@pytest.fixture(scope="session")
def make_year() -> MakeYear:
    """A function that makes a year; arcs get the key "track.number"."""

    def make(
        tracks: Sequence[Days] = ((), (), (), (), ()),
        start: date = date(2026, 1, 1),
        days: int = 365,
        today: int | None = None,
        title: str = "2026",
        palette: Palette = DARK,
    ) -> WheelYear:
        rings = tuple(
            Track(
                f"ring {i}",
                palette.tracks[i % len(palette.tracks)],
                tuple(Arc(f"{i}.{j}", a, b, past=today is not None and b < today) for j, (a, b) in enumerate(arcs)),
            )
            for i, arcs in enumerate(tracks)
        )
        segments = segments_of(start, days, palette)
        return WheelYear(days, title, start.toordinal(), segments, rings, today, ("v.47", "20 nov"))

    return make
