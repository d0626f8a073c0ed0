"""The meter of a goal: as wide as it is asked to be, full only at the target, and never going back."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from vcycle.tui.goals.meter import FORECAST, FULL, LEAST, REST, TARGET, filled, meter

numbers = st.one_of(st.integers(-50, 10**12), st.fractions(-2, 1000))
widths = st.integers(0, 60)


@given(numbers, numbers, st.none() | numbers, widths)
def test_a_meter_is_exactly_as_wide_as_its_room(value, target, forecast, width):
    """No more and no fewer columns than asked for; nothing where it could say nothing."""
    assert cell_len(meter(value, target, forecast, width)) == (width if width >= LEAST else 0)


@given(numbers, numbers, st.none() | numbers, st.integers(LEAST, 60))
def test_a_meter_is_full_only_when_the_target_is_reached(value, target, forecast, width):
    """All cells are filled exactly when the value is the target or more."""
    assert (meter(value, target, forecast, width).count(FULL) == width - 1) == (value >= target)


@given(numbers, numbers, numbers, st.integers(1, 60))
def test_more_is_never_drawn_as_less(one, other, target, room):
    """Of two values the larger fills at least as much."""
    low, high = sorted((one, other))
    assert filled(low, target, room) <= filled(high, target, room)


@given(st.integers(1, 10**6), st.integers(2, 10**6), st.integers(2, 60))
def test_a_beginning_is_seen(value, target, room):
    """As soon as there is anything, something is filled."""
    assert filled(value, target, room) >= 1


@given(numbers, numbers, numbers, st.integers(LEAST, 60))
def test_the_forecast_is_marked_once_and_behind_what_is_done(value, target, forecast, width):
    """At most one mark, after the filled part; in the target's place exactly when it would be reached."""
    drawn = meter(value, target, forecast, width)
    assert drawn.count(FORECAST) <= 1
    assert drawn.lstrip(FULL).count(FULL) == 0
    assert (drawn[-1] == FORECAST) == (value < target <= forecast)


def test_meters_look_as_they_should():
    """A few, with and without a forecast."""
    assert meter(2, 4, None, 9) == FULL * 4 + REST * 4 + TARGET
    assert meter(2, 4, 3, 9) == FULL * 4 + REST * 2 + FORECAST + REST + TARGET
    assert meter(2, 4, 5, 9) == FULL * 4 + REST * 4 + FORECAST
    assert meter(Fraction(99, 100), 1, None, 5) == FULL * 3 + REST + TARGET
    assert meter(4, 4, 9, 5) == FULL * 4 + TARGET
    assert meter(-1, 0, None, 4) == REST * 3 + TARGET
