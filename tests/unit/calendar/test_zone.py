"""Our Europe/Stockholm against the zone files, read by dateutil, which uses nothing but the component."""

from datetime import UTC, datetime, timedelta
from io import StringIO

from dateutil.tz import tzical

from vcycle.calendar.zone import TZID, VTIMEZONE
from vcycle.model.derived import stockholm

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONE = tzical(StringIO(VTIMEZONE.decode())).get(TZID)


def offsets(moment):
    ours, real = moment.astimezone(ZONE), moment.astimezone(stockholm())
    return (ours.utcoffset(), ours.tzname()), (real.utcoffset(), real.tzname())


def last_sunday(year, month):
    day = datetime(year, month, 31, 1, tzinfo=UTC)
    return day - ((day.weekday() + 1) % 7) * DAY


def test_offsets_are_right_every_week():
    """Offset and name equal the zone files' every week from 1996 to 2040."""
    moment = datetime(1996, 1, 1, 11, 30, tzinfo=UTC)
    while moment.year <= 2040:
        ours, real = offsets(moment)
        assert ours == real, moment
        moment += 7 * DAY


def test_clocks_change_at_the_right_hour():
    """The change falls between the same two seconds of UTC as in the zone files, every spring and autumn."""
    for year in range(1996, 2041):
        for change in (last_sunday(year, 3), last_sunday(year, 10)):
            before, after = offsets(change - timedelta(seconds=1)), offsets(change)
            assert before[0] == before[1], change
            assert after[0] == after[1], change
            assert before[0] != after[0], change


def test_component_is_what_outlook_wants(strict):
    """One daylight and one standard part, both from 1970, each with a yearly rule that ends in a weekday."""
    calendar = strict(b"BEGIN:VCALENDAR\r\n" + VTIMEZONE + b"END:VCALENDAR\r\n")
    (zone,) = calendar.components
    assert zone.one("TZID") == "Europe/Stockholm"
    assert [part.name for part in zone.components] == ["DAYLIGHT", "STANDARD"]
    for part, month in zip(zone.components, (3, 10), strict=True):
        assert part.one("DTSTART").startswith("1970")
        assert part.one("RRULE") == f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"
