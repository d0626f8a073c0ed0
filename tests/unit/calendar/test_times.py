"""When an event begins and ends, as the file says it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.calendar.event import times
from vcycle.calendar.export import export
from vcycle.model.derived import Entry, stockholm

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def entry(start, end=None, start_time=None, end_time=None):
    return Entry(record="a", slot="b", title="t", start=start, end=end, start_time=start_time, end_time=end_time)


def wall(made):
    return tuple(moment.strftime("%d %H:%M") for moment in times(made))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(entry(SPRING, SPRING, time(18), time(20)), ("29 18:00", "29 20:00"), id="evening"),
        pytest.param(entry(SPRING, SPRING, time(22), time(1)), ("29 22:00", "30 01:00"), id="over midnight"),
        pytest.param(entry(SPRING, SPRING, time(18), time(18)), ("29 18:00", "30 18:00"), id="a whole day"),
        pytest.param(entry(SPRING, None, time(18)), ("29 18:00", "29 19:00"), id="open-ended"),
        pytest.param(entry(SPRING, SPRING, time(23, 30)), ("29 23:30", "30 00:30"), id="open-ended over midnight"),
        pytest.param(
            entry(date(2026, 5, 8), date(2026, 5, 10), time(17), time(12)), ("08 17:00", "10 12:00"), id="days"
        ),
        pytest.param(entry(date(2026, 5, 8), date(2026, 5, 10), time(17)), ("08 17:00", "10 18:00"), id="open days"),
        pytest.param(entry(SPRING, SPRING, time(2, 30), time(5)), ("29 03:30", "29 05:00"), id="begins in the gap"),
        pytest.param(entry(SPRING, SPRING, time(2, 30), time(3, 15)), ("29 03:30", "29 04:15"), id="swallowed"),
        pytest.param(entry(SPRING, SPRING, time(1), time(2, 30)), ("29 01:00", "29 03:30"), id="ends in the gap"),
        pytest.param(entry(SPRING, SPRING, time(1, 30)), ("29 01:30", "29 03:30"), id="open-ended into the gap"),
        pytest.param(entry(AUTUMN, AUTUMN, time(2, 30)), ("25 02:30", "25 03:30"), id="the hour that comes twice"),
        pytest.param(entry(AUTUMN, AUTUMN, time(1), time(4)), ("25 01:00", "25 04:00"), id="over the double hour"),
    ],
)
def test_timed(made, expected):
    """The wall clock decides, and an event never ends before it began."""
    assert wall(made) == expected


def test_last_day_is_inside():
    """The end of an all-day event is the day after its last, also over New Year."""
    assert times(entry(date(2026, 12, 30), date(2027, 1, 2))) == (date(2026, 12, 30), date(2027, 1, 3))
    assert times(entry(date(2028, 2, 29))) == (date(2028, 2, 29), date(2028, 3, 1))


DAYS = st.dates(date(1970, 1, 2), date(2100, 12, 30))
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@given(DAYS, st.integers(0, 40), st.none() | TIMES, st.none() | TIMES)
def test_end_is_after_start(first, days, start_time, end_time):
    """Every entry lasts; timed ones begin and end at times that exist, as the model says when that is possible."""
    made = entry(first, first + timedelta(days=days), start_time, end_time)
    start, end = times(made)
    assert end > start
    if isinstance(start, datetime):
        for moment in (start, end):
            assert moment.astimezone(UTC).astimezone(stockholm()).replace(fold=0) == moment
        assert start.astimezone(UTC) == made.starts_at.astimezone(UTC)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), TIMES, TIMES)
def test_file_says_the_same(strict, day, start_time, end_time):
    """What is written is the local time of the zone that the file defines."""
    made = entry(day, day, start_time, end_time)
    (event,) = strict(export([made], {}, name="x", now="2026-11-20T12:00:00Z").content).of("VEVENT")
    for name, moment in zip(("DTSTART", "DTEND"), times(made), strict=True):
        assert event.parameters(name) == {"TZID": "Europe/Stockholm"}
        assert event.one(name) == moment.strftime("%Y%m%dT%H%M%S")


def test_a_time_that_the_clocks_skip_is_an_hour_later_everywhere():
    """02:30 on the night of summer time is 03:30 for whoever asks the entry, as it is in the file."""
    night = date(2026, 3, 29)
    made = entry(night, night, start_time=time(2, 30), end_time=time(4, 0))
    assert made.starts_at is not None
    assert made.starts_at.isoformat() == "2026-03-29T03:30:00+02:00"
    assert made.ends_at.isoformat() == "2026-03-29T04:00:00+02:00"
