"""What must hold at every size, for years, terms and months, with as many rings as there is room for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from vcycle.wheel import Arc, Selection, draw, fits, hit, room
from vcycle.wheel.arcs import drawn_arcs
from vcycle.wheel.geometry import geometry
from vcycle.wheel.layout import MAX_TRACKS, layout

SOME = settings(max_examples=100)
sizes = st.tuples(st.integers(44, 150), st.integers(20, 60))
lengths = st.sampled_from([28, 29, 30, 31, 120, 151, 181, 184, 300, 365, 366, 430])
aspects = st.sampled_from([1.8, 2.0, 2.17])
"""Days of months, terms and years, of broken years too."""


@st.composite
def layouts(draw):
    """Any size with any number of rings that it has room for."""
    size, days, aspect = draw(sizes), draw(lengths), draw(aspects)
    tracks = draw(st.integers(1, room(*size, aspect)))
    return layout(*size, days, tracks, aspect)


@SOME
@given(layouts(), st.sampled_from([(2, 2), (1, 2)]))
@example(layout(44, 20, 366, 5), (2, 2))
def test_every_day_has_a_sub_pixel_in_every_track(place, pixels):
    """The sub-pixels of each ring cover the time from its first moment to its last without a hole."""
    found = geometry(place, *pixels)
    for number, zone in enumerate(place.zones()):
        if zone.kind != "track":
            continue
        mixed = [m[1:3] for m in found.mixed if m[3] == number or number in dict(m[4])]
        pieces = sorted([p[1:3] for p in found.pure[number]] + mixed)
        slack = place.days / 1000
        reach = 0.0
        for start, end in pieces:
            assert start <= reach + slack
            reach = max(reach, end)
        assert reach == pytest.approx(place.days, abs=slack)


@SOME
@given(layouts(), st.data())
def test_every_day_has_a_cell_in_every_track(make_year, place, data):
    """An entry of a single day changes a cell where that day and ring are, in blocks and in dots."""
    ring, day = data.draw(st.integers(0, place.tracks - 1)), data.draw(st.integers(0, place.days - 1))
    glyph = data.draw(st.sampled_from(["quad", "half", "braille", "mono"]))
    empty = make_year([()] * place.tracks, days=place.days)
    track = replace(empty.tracks[ring], arcs=(Arc("a", day, day),))
    year = replace(empty, tracks=(*empty.tracks[:ring], track, *empty.tracks[ring + 1 :]))
    size = (place.columns, place.rows)
    before, after = (draw(one, Selection(), size, glyph, place.aspect) for one in (empty, year))
    [drawn] = drawn_arcs(place, ring, track)
    x, y = place.point((drawn.start + drawn.end) / 2, place.track_zone(ring).middle)
    changed = [
        (column, row)
        for row, (old, new) in enumerate(zip(before.rows, after.rows, strict=True))
        for column, (one, other) in enumerate(zip(old, new, strict=True))
        if one != other
    ]
    assert any(abs(column + 0.5 - x) <= 1 and abs((row + 0.5) * place.aspect - y) <= 2 for column, row in changed)


@given(
    columns=st.integers(44, 300),
    rows=st.integers(20, 90),
    tracks=st.integers(0, MAX_TRACKS),
    days=lengths,
    aspect=st.floats(1.6, 2.6),
)
def test_rings_never_overlap(columns, rows, tracks, days, aspect):
    """Zones follow each other without holes from the core to the rim, and a ring is never most of the wheel."""
    assume(fits(columns, rows, tracks, aspect))
    place = layout(columns, rows, days, tracks, aspect)
    zones = place.zones()
    assert zones[0].lo == 0
    assert all(inner.hi == pytest.approx(outer.lo) for inner, outer in pairwise(zones))
    assert all(zone.hi > zone.lo for zone in zones)
    rings = [zone for zone in zones if zone.kind == "track"]
    assert [zone.track for zone in rings] == list(reversed(range(tracks)))
    assert all(zone.hi - zone.lo < place.radius / 3 for zone in rings)
    assert place.radius <= min(columns, rows * aspect) / 2


@given(sizes, aspects)
def test_there_is_room_for_five_rings_and_for_more_on_more_cells(size, aspect):
    """Five rings always fit; a wheel with half as many cells again in each direction takes no fewer."""
    assert 5 <= room(*size, aspect) <= room(size[0] * 3 // 2, size[1] * 3 // 2, aspect)
    assert fits(*size, room(*size, aspect), aspect)


def middle_of(place, ring, drawn):
    """The middle of the cell that holds the middle of a drawn arc."""
    x, y = place.point((drawn.start + drawn.end) / 2, place.track_zone(ring).middle)
    return int(x) + 0.5, int(y / place.aspect) + 0.5


@given(layouts(), st.integers(0, 5))
@example(layout(44, 20, 365, 5), 0)
def test_a_click_on_a_drawn_entry_selects_it(make_year, place, shift):
    """The cell in the middle of each arc gives that arc at once; in thin rings at once or next.

    There is a little between the arcs; that all rings have theirs on the same days makes it no easier.
    """
    count = 4 if place.days < 60 else 12
    firsts = [shift % 3 + number * place.days // count for number in range(count)]
    year = make_year([[(day, day + 1) for day in firsts]] * place.tracks, days=place.days)
    size = (place.columns, place.rows)
    for ring, track in enumerate(year.tracks):
        for drawn in drawn_arcs(place, ring, track):
            middle, key = middle_of(place, ring, drawn), drawn.arc.key
            found = hit(year, middle, size, place.aspect)
            if place.step < 1.25 * place.aspect and found.key != key:
                found = hit(year, middle, size, place.aspect, found.key)
            assert (found.part, found.track, found.key) == ("track", ring, key)


arcs = st.lists(st.tuples(st.integers(0, 360), st.integers(0, 60)).map(lambda p: (p[0], sum(p))), max_size=9)


@given(layouts(), st.data())
def test_clicks_reach_every_drawn_entry(make_year, place, data):
    """However the arcs of a ring overlap, clicking again on the middle of one gives it sooner or later."""
    year = make_year([data.draw(arcs) for _ in range(place.tracks)], days=place.days)
    for ring, track in enumerate(year.tracks):
        drawn = list(drawn_arcs(place, ring, track))
        for one in drawn:
            seen, current = set(), None
            for _ in drawn:
                found = hit(year, middle_of(place, ring, one), (place.columns, place.rows), place.aspect, current)
                current = found.key
                seen.add(current)
            assert one.arc.key in seen
