"""From a place on the screen back to the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.wheel import Arc, Hit, Selection, draw, hit
from vcycle.wheel.labels import month_labels
from vcycle.wheel.layout import layout

SIZES = [(44, 20), (50, 22), (88, 38), (120, 40)]
MONTHLY = tuple(tuple((month * 30 + 5 * ring, month * 30 + 5 * ring + 4) for month in range(12)) for ring in range(5))


def lit_cells(old, new):
    """Row and column of each cell that differs and is more of the selected arc's white than of anything else."""
    return [
        (y, x)
        for y, (before, after) in enumerate(zip(old.rows, new.rows, strict=True))
        for x, (a, b) in enumerate(zip(before, after, strict=True))
        if a != b and any(min(colour) > 140 for colour in (b.fg, b.bg) if colour)
    ]


@given(
    size=st.sampled_from(SIZES),
    ring=st.integers(0, 4),
    month=st.integers(0, 11),
    glyph=st.sampled_from(["quad", "half"]),
    start=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.sampled_from([365, 366]),
)
def test_an_arc_is_hit_where_it_is_drawn(make_year, size, ring, month, glyph, start, days):
    """Cells that show an arc, but for the fringe of its edge, give its key somewhere; its middle gives it at once."""
    year = make_year(MONTHLY, start, days)
    key = f"{ring}.{month}"
    cells = lit_cells(draw(year, Selection(), size, glyph), draw(year, Selection(key=key), size, glyph))
    assert cells
    probes = (0.05, 0.35, 0.65, 0.95)
    for y, x in cells:
        assert key in {getattr(hit(year, (x + i, y + j), size), "key", None) for i in probes for j in probes}
    place = layout(*size, days, 5)
    x, y = place.point(month * 30 + 5 * ring + 2.5, place.track_zone(ring).middle)
    found = hit(year, (int(x) + 0.5, int(y / 2) + 0.5), size)
    assert found is not None
    assert (found.part, found.track, found.key) == ("track", ring, key)


@given(
    size=st.sampled_from(SIZES),
    day=st.integers(0, 364),
    ring=st.integers(0, 4),
    start=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_a_point_gives_its_day_ring_and_month(make_year, size, day, ring, start):
    """The point of a day in a ring leads back to that day, ring and month."""
    year = make_year(MONTHLY, start)
    place = layout(*size, 365, 5)
    x, y = place.point(day + 0.5, place.track_zone(ring).middle)
    found = hit(year, (x, y / 2), size)
    assert found is not None
    assert (found.part, found.day, found.track) == ("track", day, ring)
    segment = year.segments[found.segment]
    assert segment.first <= day <= segment.last


@pytest.mark.parametrize("size", SIZES)
def test_names_give_their_month(make_year, size):
    """Every letter of every month's name leads to that month."""
    year = make_year(start=date(2026, 3, 25))
    labels = month_labels(layout(*size, 365, 5), year.segments)
    assert len(labels) >= 12
    for label in labels:
        for column in range(label.column, label.column + len(label.text)):
            found = hit(year, (column + 0.5, label.row + 0.5), size)
            assert found is not None
            assert (found.part, found.segment) == ("segment", label.segment)


def test_core_band_and_corner(make_year):
    """The middle is the core, the band a month, and the corners nothing."""
    year = make_year(MONTHLY)
    assert hit(year, (25, 11), (50, 22)) == Hit("core")
    assert hit(year, (45 - 0.5, 11.1), (50, 22)) == Hit("segment", 3, day=91)
    assert hit(year, (0.5, 0.5), (50, 22)) is None


def test_clicks_go_through_equally_near_arcs(make_year):
    """Arcs on the same days are given in turn, beginning with the shortest, and then from the start again."""
    year = make_year((((90, 100), (90, 92), (89, 101)),))
    place = layout(50, 22, 365, 1)
    x, y = place.point(91.5, place.track_zone(0).middle)
    seen, current = [], None
    for _ in range(4):
        current = hit(year, (x, y / 2), (50, 22), current=current).key
        seen.append(current)
    assert seen[0] == seen[3] == "0.1"
    assert set(seen) == {"0.0", "0.1", "0.2"}


def test_the_nearest_arc_is_nearest_around_the_year(make_year):
    """In the first days of the year an arc at its very end is nearer than one in March."""
    year = make_year((((80, 90), (360, 364)),))
    place = layout(50, 22, 365, 1)
    x, y = place.point(10.5, place.track_zone(0).middle)
    assert hit(year, (x, y / 2), (50, 22)).key == "0.1"


def test_an_empty_ring_has_no_key(make_year):
    """A ring without arcs, or with arcs of another year only, gives day and ring but no key."""
    year = make_year(((),))
    place = layout(50, 22, 365, 1)
    x, y = place.point(40.5, place.track_zone(0).middle)
    outside = replace(year, tracks=(replace(year.tracks[0], arcs=(Arc("old", -30, -2),)),))
    for empty in (year, outside):
        assert hit(empty, (x, y / 2), (50, 22)) == Hit("track", 1, 0, 40, None)


def test_a_wheel_without_rings_has_months_only(make_year):
    """Without tracks everything around the core is a month."""
    year = make_year(())
    assert hit(year, (44.5, 11.1), (50, 22)) == Hit("segment", 3, day=91)
    assert hit(year, (25, 11), (50, 22)) == Hit("core")
