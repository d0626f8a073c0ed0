"""Dates, and stretches from one day to another, as Swedish words give them: the year or month may be said once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from vcycle.model.period import month_length
from vcycle.model.schedule import Dates, Schedule, Window, Yearly
from vcycle.model.values import MONTHS, month_number, parse_date

# A misspelt month is still taken for one, so that the message is about the month.
MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,9}\.?"
DAY = r"(?:den )?\d\d?(?::?e|:a)?"
YEAR = r"[12]\d{3}"
ISO = rf"{YEAR}-\d\d?-\d\d?"
# A day that carries its own year.
DATE = rf"(?:{ISO}|\d\d?/\d\d? {YEAR}|{DAY} {MONTH} {YEAR})"
# One end of a stretch; what it leaves out is taken from the other end.
BOUND = rf"(?:{DATE}|{DAY} {MONTH}|{MONTH} {YEAR}|{MONTH}|{DAY})"
_BOUND_PARTS = re.compile(rf"(?:den )?(?:(\d\d?)(?::?e|:a)?)? ?({MONTH})?(?: ({YEAR}))?")
# "29 september till 1 oktober" lasts for days; "1 september till 30 november" is a time to find a day in.
LONGEST_SPAN = 14


class Bound(NamedTuple):
    """A day, or as much of it as was said."""

    year: int | None
    month: int | None
    day: int | None


def iso_date(text: str) -> str:
    """ "2026-03-08" from any way to write a day with its year."""
    return parse_date(re.sub(r"(?<=\d)(:?e|:a)(?= )", "", text)).isoformat()


def iso_span(text: str) -> str:
    """ "2026-03-08", or two such days with a slash between."""
    days = [iso_date(part) for part in text.split("/")] if re.fullmatch(f"{ISO}/{ISO}", text) else [iso_date(text)]
    if len(days) == 2 and days[1] < days[0]:
        raise ValueError(f"”{text}” slutar före sin första dag")
    return "/".join(days)


def day_month(day: str, month: str) -> str:
    """ "03-08" from "8" and "mars"; raises ValueError for 30 February."""
    return _month_day(month_number(month.rstrip(".")), int(re.sub(r"\D", "", day)))


def _month_day(month: int, day: int) -> str:
    try:
        date(2000, month, day)
    except ValueError:
        raise ValueError(f"”{day} {MONTHS[month - 1]}” finns inte i kalendern") from None
    return f"{month:02}-{day:02}"


def _bound(text: str) -> Bound:
    if re.fullmatch(DATE, text):
        day = date.fromisoformat(iso_date(text))
        return Bound(day.year, day.month, day.day)
    match = _BOUND_PARTS.fullmatch(text)
    assert match is not None, "BOUND lets nothing else through"
    day_text, month, year = match.groups()
    month_said = month_number(month.rstrip(".")) if month else None
    return Bound(int(year) if year else None, month_said, int(day_text) if day_text else None)


def _bounds(first: str, last: str) -> tuple[Bound, Bound]:
    """Both ends, the first completed from the last. Raises ValueError when a month is missing."""
    low, high = _bound(first), _bound(last)
    if high.month is None:
        raise ValueError(f"”{first} - {last}” saknar månad; skriv till exempel 20-22 augusti")
    low = Bound(low.year, low.month or high.month, low.day)
    if low.year is None and high.year is not None:
        assert low.month is not None
        later = (low.month, low.day or 1) > (high.month, high.day or 31)
        low = Bound(high.year - later, low.month, low.day)
    if low.year is not None and high.year is None:
        raise ValueError(f"”{last}” saknar år")
    return low, high


def between(first: str, last: str) -> Window:
    """The window between two ends."""
    low, high = _bounds(first, last)
    start, end = _text(low, last=False), _text(high, last=True)
    if low.year is not None and end[: len(start)] < start[: len(end)]:
        raise ValueError(f"”{first} - {last}” slutar före sin första dag")
    return Window(start=start, end=end)


def _text(bound: Bound, *, last: bool) -> str:
    """A bound of a window as it is stored."""
    year, month, day = bound
    assert month is not None
    if year is not None:
        return f"{year}-{month:02}" if day is None else iso_date(f"{year}-{month}-{day}")
    return _month_day(month, day or (month_length(2000, month) if last else 1))


def stretch(first: str, last: str, *, lasting: bool) -> Schedule:
    """A span of days or, when a month is all that was said or it is long and not `lasting`, a window."""
    low, high = _bounds(first, last)
    if low.day is None or high.day is None or not (lasting or _length(low, high) <= LONGEST_SPAN):
        return between(first, last)
    assert low.month is not None
    assert high.month is not None
    start, end = _month_day(low.month, low.day), _month_day(high.month, high.day)
    if high.year is None:
        return Yearly(start, end)
    return Dates((iso_span(f"{low.year}-{start}/{high.year}-{end}"),))


def _length(low: Bound, high: Bound) -> int:
    """Days from one end to the other, both counted; in a leap year when none was said."""
    assert low.month
    assert low.day
    assert high.month
    assert high.day
    _month_day(low.month, low.day), _month_day(high.month, high.day)
    first = date(low.year or 2000, low.month, low.day)
    last = date(high.year or 2000 + ((high.month, high.day) < (low.month, low.day)), high.month, high.day)
    return (last - first + timedelta(days=1)).days
