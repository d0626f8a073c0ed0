"""Radii, sub-pixels and strips: the arithmetic below the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.wheel.geometry import geometry
from vcycle.wheel.layout import fits, layout
from vcycle.wheel.strips import Strip

SIZES = [(44, 20), (50, 22), (60, 24), (88, 38), (101, 41), (160, 58)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tracks", [1, 3, 5])
def test_supported_sizes_fit_five_tracks(size, tracks):
    """The sizes that the program promises have room for up to five rings."""
    assert fits(*size, tracks)


@pytest.mark.parametrize(("columns", "rows", "tracks"), [(43, 22, 5), (50, 19, 5), (44, 20, 20), (200, 60, 36)])
def test_too_small_does_not_fit(columns, rows, tracks):
    """Too few cells, or too many rings for them, are told before drawing."""
    assert not fits(columns, rows, tracks)


def test_ring_edges_lie_on_whole_sub_pixels():
    """At 50x22 the rings are two sub-pixels of colour and one of gap, the look that was chosen."""
    place = layout(50, 22, 365, 5)
    assert (place.radius, place.rim, place.step, place.gap, place.core) == (20, 19, 3, 1, 4)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("aspect", [1.8, 2.0, 2.17])
def test_rings_are_crisp_for_any_font(size, aspect):
    """Each edge lies a whole number of sub-pixels from the centre, or half of one in a thin ring's gap."""
    place = layout(*size, 365, 5, aspect)
    for zone in place.zones():
        assert zone.lo / place.pixel * 2 == pytest.approx(round(zone.lo / place.pixel * 2))


def test_shares_of_a_mixed_sub_pixel_are_its_overlaps():
    """On the vertical axis, where boxes are exact, a gap of half a sub-pixel takes half of it."""
    place = layout(44, 20, 365, 6)
    halves = [steps for _, _, _, _, steps in geometry(place, 2, 2).mixed]
    assert any(shares == 8 for steps in halves for _, shares in steps)


@given(
    paints=st.lists(st.tuples(st.floats(-50, 450), st.floats(-50, 450), st.integers(1, 9)), max_size=12),
    moment=st.floats(0, 364.9),
)
def test_strip_shows_the_last_paint(paints, moment):
    """A strip holds at each moment what was painted there last, however paints overlap."""
    strip = Strip(365, 0)
    expected = 0
    for start, end, value in paints:
        strip.paint(start, end, value)
        if start <= moment < end:
            expected = value
    assert strip.at(moment) == expected
    assert strip.starts == sorted(set(strip.starts))


@given(start=st.floats(-20, 380), length=st.floats(0.1, 200), moment=st.floats(0, 364.9))
def test_restore_brings_the_base_back(start, length, moment):
    """Inside the restored days the strip equals its base, outside it is untouched."""
    base = Strip(365, 0)
    for month in range(12):
        base.paint(month * 30.4, 365, month)
    strip = Strip(365, 99)
    strip.restore(start, start + length, base)
    inside = start <= moment < start + length
    assert strip.at(moment) == (base.at(moment) if inside else 99)


@given(start=st.floats(0, 350), length=st.floats(0.5, 14))
def test_mean_of_a_strip_is_the_mean_of_its_colours(start, length):
    """A sub-pixel over several days takes each colour by its part, to a sixteenth or so."""
    strip = Strip(365, 0)
    strip.paint(180, 365, 0xFFFFFF)
    white = min(max(start + length - 180, 0), length) / length
    assert (strip.mean(start, start + length) & 255) / 255 == pytest.approx(white, abs=1 / 16)
