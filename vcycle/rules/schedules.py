"""From a schedule to its occurrences: pure, and the same slots whatever period is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from vcycle.errors import InputError
from vcycle.model.period import LAST_DAY, Period, Years, month_day, month_length
from vcycle.model.rrule import Rule, parse_rule
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Window, Yearly
from vcycle.rules.offsets import place
from vcycle.rules.recur import filled, last_day, units
from vcycle.rules.schedule_faults import faults

__all__ = ["Occurrence", "faults", "next_dates", "next_windows", "occurrences"]

# A year of days is 366; nobody reads more than this from one schedule.
MOST_OCCURRENCES = 20_000
# The longest run of free days is four; a day is never moved further than a week.
_MOVED_AT_MOST = 7
# How many years ahead the next dates are looked for, one after the other until there are enough.
_REACHES = (1, 6, 40)


class Occurrence(NamedTuple):
    """One time that a schedule gives, with the slot it stands for.

    `start` and `end` are days, both included; both None while undated, when `window` holds the first and last
    possible day. A dated occurrence has no window.
    """

    slot: str
    start: date | None
    end: date | None
    window: tuple[date, date] | None


def occurrences(schedule: Schedule, period: Period, years: Years) -> list[Occurrence]:
    """Those whose days, or window, touch the period, in the order of their first days.

    Nothing lies before `years.begins` except what carries its own year. An `Offset` gives none here: its days hang on
    entries. Raises InputError for a schedule with faults (see `faults`).
    """
    period = Period(period.start, min(period.end, LAST_DAY))
    try:
        found = list(islice(_EXPANDERS[type(schedule)](schedule, period, years), MOST_OCCURRENCES))
    except (ValueError, OverflowError) as fault:
        problems = faults(schedule, years=years) or [str(fault)]
        raise InputError("Schemat går inte att räkna ut.", problems=problems) from fault
    found.sort(key=_first_day)
    return found


def _first_day(occurrence: Occurrence) -> date:
    return occurrence.start or (occurrence.window[0] if occurrence.window else date.max)


def _calendar_years(period: Period) -> range:
    """The calendar years in which something may begin that touches the period, moved days and New Year included."""
    return range(max(period.start.year - 1, 1), min(period.end.year + 1, LAST_DAY.year) + 1)


def _yearly(schedule: Yearly, period: Period, years: Years) -> Iterator[Occurrence]:
    for year in _calendar_years(period):
        first, last = _span(schedule.day, schedule.to or schedule.day, year)
        placed = place(first, schedule.weekend)
        last += placed - first
        if placed >= years.begins and period.touches(placed, last):
            yield Occurrence(str(year), placed, last, None)


def _span(first: str, last: str, year: int) -> tuple[date, date]:
    """The days from one "MM-DD" to another, into the next year when the second lies before the first."""
    return month_day(first, year), month_day(last, year + (last < first))


def _dates(schedule: Dates, period: Period, _years: Years) -> Iterator[Occurrence]:
    for number, text in enumerate(schedule.days, 1):
        first, last = dated_span(text)
        if period.touches(first, last):
            yield Occurrence(str(number), first, last, None)


def dated_span(text: str) -> tuple[date, date]:
    """The first and last day of "YYYY-MM-DD" or "YYYY-MM-DD/YYYY-MM-DD"."""
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _window(schedule: Window, period: Period, years: Years) -> Iterator[Occurrence]:
    for first, last in _windows(schedule, period, years):
        if period.touches(first, last):
            yield Occurrence(str(first.year), None, None, (first, last))


def _windows(schedule: Window, period: Period, years: Years) -> Iterator[tuple[date, date]]:
    start, end = schedule.start, schedule.end
    if schedule.name:
        bounds = years.window(schedule.name)
        if bounds is None:
            raise ValueError(f"fönstret ”{schedule.name}” är okänt")
        start, end = bounds
    if has_year(start):
        yield window_bound(start, last=False), window_bound(end, last=True)
        return
    whole_years = schedule.name and not (start or end)
    for year in _calendar_years(period):
        whole = years.year(year) if whole_years else Period(*_span(start, end, year))
        if whole.start >= years.begins:
            yield whole.start, whole.end


def has_year(text: str) -> bool:
    """Whether the bound of a window carries its own year."""
    return text[4:5] == "-"


def window_bound(text: str, *, last: bool) -> date:
    """The day of "YYYY-MM-DD", or the first or last day of "YYYY-MM"."""
    if len(text) != len("YYYY-MM"):
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:])
    return date(year, month, month_length(year, month) if last else 1)


def _months(schedule: Months, period: Period, years: Years) -> Iterator[Occurrence]:
    for year in _calendar_years(period):
        for month in sorted(set(schedule.months)):
            first, last = date(year, month, 1), date(year, month, month_length(year, month))
            if last >= years.begins and period.touches(first, last):
                yield Occurrence(f"{year:04}-{month:02}", None, None, (first, last))


def _recur(schedule: Recur, period: Period, years: Years) -> Iterator[Occurrence]:
    moves = schedule.weekend != "keep"
    asked = period.widened(_MOVED_AT_MOST) if moves else period
    known = max(years.begins, date.min + timedelta(days=_MOVED_AT_MOST)) - timedelta(days=_MOVED_AT_MOST)
    first = max(asked.start, known, schedule.start or date.min)
    for slot, day in _slots(schedule, Period(first, asked.end), years):
        if moves:
            day = place(day, schedule.weekend)
        if period.start <= day <= period.end and day >= years.begins:
            yield Occurrence(slot, day, day, None)


def _slots(schedule: Recur, period: Period, years: Years) -> Iterator[tuple[str, date]]:
    """The days of the rule in the period, before any is moved, each with its slot.

    Numbers within a slot are those of the whole month, week or year, so that neither the start of the rule nor a
    day left out renames the others.
    """
    rule = _filled(schedule.rule, schedule.start)
    phase, start = _phase(schedule, years)
    last = min(period.end, last_day(rule, phase, start))
    if rule.count is not None:
        period = Period(max(period.start, start), period.end)
    for unit, days in units(rule, phase, period.start, last) if period.start <= last else ():
        name = _slot_name(rule.freq, unit, days[0])
        for number, day in enumerate(days, 1):
            if period.start <= day <= last and day not in schedule.skip:
                yield (f"{name}-{number}" if len(days) > 1 else name), day


@lru_cache(maxsize=1024)
def _filled(text: str, start: date | None) -> Rule:
    return filled(parse_rule(text), start)


def _phase(schedule: Recur, years: Years) -> tuple[date, date]:
    """The day whose unit is the first that an interval counts from, and the day a COUNT is counted from.

    Without a start: the first day the workspace knows, or else the first Monday of 2000. Never the period asked for.
    """
    if schedule.start:
        return schedule.start, schedule.start
    known = date(2000, 1, 3) if years.first is None else years.begins
    return known, known


def _slot_name(freq: str, unit: int, day: date) -> str:
    if freq == "MONTHLY":
        return f"{unit // 12:04}-{unit % 12 + 1:02}"
    if freq == "WEEKLY":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return f"{unit:04}" if freq == "YEARLY" else day.isoformat()


def _nothing(_schedule: Offset, _period: Period, _years: Years) -> Iterator[Occurrence]:
    return iter(())


_EXPANDERS: dict[type, Callable[..., Iterator[Occurrence]]] = {
    Yearly: _yearly, Dates: _dates, Window: _window, Recur: _recur, Months: _months, Offset: _nothing,
}  # fmt: skip


def next_dates(schedule: Schedule, after: date, years: Years, count: int = 5) -> list[date]:
    """The first days of the next `count` occurrences, `after` itself included; none for what is undated."""
    days: list[date] = []
    for reach in _REACHES:
        period = Period(after, date(min(after.year + reach, LAST_DAY.year), 12, 31))
        days = [found.start for found in occurrences(schedule, period, years) if found.start and found.start >= after]
        if len(days) >= count:
            break
    return days[:count]


def next_windows(schedule: Schedule, after: date, years: Years, count: int = 5) -> list[tuple[date, date]]:
    """The first and last days of the next `count` windows not yet closed; none for what is dated."""
    period = Period(after, date(min(after.year + count + 1, LAST_DAY.year), 12, 31))
    return [found.window for found in occurrences(schedule, period, years) if found.window][:count]
