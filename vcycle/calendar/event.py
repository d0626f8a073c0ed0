"""One dated entry as a VEVENT, without what only the ledger knows (DTSTAMP, LAST-MODIFIED, SEQUENCE)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Event
from icalendar.prop import vCategory, vText

from vcycle.calendar.text import LongText, clean, one_line
from vcycle.errors import InputError
from vcycle.model.derived import Entry, stockholm

CANCELLED_PREFIX = "INSTÄLLT: "
OPEN_ENDED = timedelta(hours=1)
TIMING = ("DTSTART", "DTEND", "STATUS")  # what makes SEQUENCE rise (RFC 5546 2.1.4)


def event(entry: Entry) -> Event:
    """The VEVENT of a dated entry. Raises InputError when its end is past the last day there is."""
    cancelled = entry.state == "cancelled"
    made = Event()
    made["UID"] = vText(entry.uid)
    _add_times(made, entry)
    made["SUMMARY"] = vText(summary(entry))
    _add_texts(made, entry)
    made["STATUS"] = vText("CANCELLED" if cancelled else "CONFIRMED")
    if cancelled or entry.all_day:
        made["TRANSP"] = vText("TRANSPARENT")  # nobody is busy all day because of a deadline
    return made


def summary(entry: Entry) -> str:
    """The title as a phone shows it; some show a cancelled event as a normal one, so the title says it too."""
    prefix = CANCELLED_PREFIX if entry.state == "cancelled" else ""
    return one_line(prefix + (one_line(entry.title) or "Utan rubrik"))


def description(entry: Entry) -> str:
    """What is known beyond title, time and place, the reason of a cancellation first."""
    cancelled = entry.state == "cancelled"
    facts = (
        f"Inställt: {entry.reason}" if cancelled and entry.reason else "",
        entry.description,
        f"Ansvarig: {entry.responsible}" if entry.responsible else "",
        f"Källa: {entry.source}" if entry.source else "",
    )
    return "\n\n".join(text for text in (clean(fact).strip() for fact in facts) if text)


def times(entry: Entry) -> tuple[date, date] | tuple[datetime, datetime]:
    """The start and the exclusive end: days for an all-day entry, else Stockholm times, the end after the start.

    A time without an end lasts one hour. An end not after its start on the same day lies on the next. A local time
    that the clock jumps over (02:30 on the last Sunday of March) is moved to where the clock is then (03:30); one that
    comes twice is the first. When that would leave nothing of the event, it keeps its length on the wall clock.
    """
    try:
        return _all_day(entry) if entry.all_day else _timed(entry)
    except OverflowError:
        raise InputError(
            f"”{one_line(entry.title)}” ({entry.start}) ligger utanför de år som en kalenderfil kan ange.",
            hint="Ändra datumet och exportera igen.",
        ) from None


def _all_day(entry: Entry) -> tuple[date, date]:
    first, last = _days(entry)
    return first, last + timedelta(days=1)


def _timed(entry: Entry) -> tuple[datetime, datetime]:
    first, last = _days(entry)
    assert entry.start_time is not None
    begins = datetime.combine(first, entry.start_time)
    if entry.end_time is None:
        ends = datetime.combine(last, entry.start_time) + OPEN_ENDED
    else:
        ends = datetime.combine(last, entry.end_time)
    if ends <= begins:
        ends += timedelta(days=1)
    start, end = _existing(begins), _existing(ends)
    return start, end if end > start else _existing(start.replace(tzinfo=None) + (ends - begins))


def _days(entry: Entry) -> tuple[date, date]:
    assert entry.start is not None
    return entry.start, max(entry.start, entry.end or entry.start)


def _existing(wall: datetime) -> datetime:
    """`wall` in Stockholm, moved on by the hour when the clock jumps over it."""
    real = wall.replace(tzinfo=stockholm()).astimezone(UTC).astimezone(stockholm())
    return real.replace(fold=0)


def _add_times(made: Event, entry: Entry) -> None:
    start, end = times(entry)
    made.add("DTSTART", start)
    made.add("DTEND", end)


def _add_texts(made: Event, entry: Entry) -> None:
    """The optional texts; a property without a value is left out."""
    texts: dict[str, Any] = {
        "DESCRIPTION": (description(entry), LongText),
        "LOCATION": (one_line(entry.place), vText),
        "CATEGORIES": (list(dict.fromkeys(filter(None, map(one_line, (entry.ring, entry.area))))), vCategory),
    }
    for name, (value, kind) in texts.items():
        if value:
            made[name] = kind(value)
