"""The days that a recurrence rule gives, unit by unit: a unit is a year, a month, an ISO week or a day, by frequency.

The common forms are worked out here, in plain integers: for 140 rules that give 4 900 days of a year this takes 12 ms
with slots and all, dateutil 28 ms for the bare days after 5-15 ms of import. What is rarer (BYSETPOS, BYWEEKNO,
BYYEARDAY, the n-th weekday of a year) is left to dateutil, imported when the first such rule is met. Tests hold the two
equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby, islice

from msgspec.structs import replace

from vcycle.model.period import LAST_DAY, month_length
from vcycle.model.rrule import Rule

# 2001-01-01 is a Monday, the first of a month and of a year: the day of a rule that names none and has no start.
PLAIN_START = date(2001, 1, 1)
# From here dateutil has 28 years left before its calendar ends; they hold every kind of year there is.
_LAST_YEARS = date(9972, 1, 1)
# How long after its start a COUNT is looked for; a rule so rare that this does not suffice has no end in practice.
_COUNT_YEARS = 200

Unit = tuple[int, list[date]]


def filled(rule: Rule, start: date | None) -> Rule:
    """The rule with the days that RFC 5545 takes from its first day when the rule itself names none."""
    if rule.names_days or rule.freq == "DAILY":
        return rule
    first = start or PLAIN_START
    if rule.freq == "WEEKLY":
        return replace(rule, weekdays=((0, first.weekday()),))
    months = rule.months or ((first.month,) if rule.freq == "YEARLY" else ())
    return replace(rule, months=months, month_days=(first.day,))


def unit_of(freq: str, day: date) -> int:
    """The number of the unit that `day` lies in; the units of a frequency are numbered without gaps."""
    if freq == "WEEKLY":
        return (day.toordinal() - 1) // 7
    if freq == "MONTHLY":
        return day.year * 12 + day.month - 1
    return day.year if freq == "YEARLY" else day.toordinal()


def unit_start(freq: str, unit: int) -> date:
    """The first day of a unit."""
    if freq == "WEEKLY":
        return date.fromordinal(unit * 7 + 1)
    if freq == "MONTHLY":
        return date(unit // 12, unit % 12 + 1, 1)
    return date(unit, 1, 1) if freq == "YEARLY" else date.fromordinal(unit)


def units(rule: Rule, phase: date, first: date, last: date) -> Iterator[Unit]:
    """The units between two days that the rule's interval, counted from `phase`, does not pass over.

    Each comes with all its days in order, also those outside `first`..`last`; units without days are left out. The
    cost depends on the stretch asked for alone, never on how long ago the rule began.
    """
    low, high = unit_of(rule.freq, first), unit_of(rule.freq, last)
    low += (unit_of(rule.freq, phase) - low) % rule.interval
    if not is_plain(rule):
        return _by_dateutil(rule, range(low, high + 1, rule.interval))
    return _plain_units(rule, range(low, high + 1, rule.interval))


def is_plain(rule: Rule) -> bool:
    """Whether the rule is of a form that is worked out here."""
    if rule.positions or rule.weeks or rule.year_days:
        return False
    if rule.freq == "YEARLY":
        return bool(rule.months) or not any(n for n, _ in rule.weekdays)
    return rule.freq != "DAILY" or not rule.month_days


def _plain_units(rule: Rule, wanted: range) -> Iterator[Unit]:
    if rule.freq == "MONTHLY":
        yield from _monthly(rule, wanted)
    elif rule.freq == "YEARLY":
        months = sorted(set(rule.months)) or range(1, 13)
        found = ((year, [day for month in months for day in _month(rule, year, month)]) for year in wanted)
        yield from (unit for unit in found if unit[1])
    else:
        yield from (_weekly if rule.freq == "WEEKLY" else _daily)(rule, wanted)


def _weekly(rule: Rule, wanted: range) -> Iterator[Unit]:
    offsets = sorted({weekday for _, weekday in rule.weekdays})
    for unit in wanted:
        days = [date.fromordinal(unit * 7 + 1 + offset) for offset in offsets]
        if rule.months:
            days = [day for day in days if day.month in rule.months]
        if days:
            yield unit, days


def _daily(rule: Rule, wanted: range) -> Iterator[Unit]:
    weekdays = {weekday for _, weekday in rule.weekdays} or set(range(7))
    for unit in wanted:
        day = date.fromordinal(unit)
        if (unit - 1) % 7 in weekdays and (not rule.months or day.month in rule.months):
            yield unit, [day]


def _monthly(rule: Rule, wanted: range) -> Iterator[Unit]:
    for unit in wanted:
        year, month = divmod(unit, 12)
        if (not rule.months or month + 1 in rule.months) and (days := _month(rule, year, month + 1)):
            yield unit, days


def _month(rule: Rule, year: int, month: int) -> list[date]:
    """The days of the rule in one month."""
    length = month_length(year, month)
    chosen = set(_weekdays_in(rule, date(year, month, 1).weekday(), length))
    if rule.month_days:
        numbers = {n if n > 0 else length + 1 + n for n in rule.month_days} & set(range(1, length + 1))
        chosen = numbers & chosen if rule.weekdays else numbers
    return [date(year, month, number) for number in sorted(chosen)]


def _weekdays_in(rule: Rule, lead: int, length: int) -> Iterator[int]:
    """The days of BYDAY in a month whose first day is weekday `lead`."""
    for n, weekday in rule.weekdays:
        first = 1 + (weekday - lead) % 7
        if n == 0:
            yield from range(first, length + 1, 7)
            continue
        number = first + 7 * (n - 1) if n > 0 else first + 7 * ((length - first) // 7 + 1 + n)
        if 1 <= number <= length:
            yield number


def _by_dateutil(rule: Rule, wanted: range) -> Iterator[Unit]:
    if not wanted or not _ever(rule):
        return
    first = unit_start(rule.freq, wanted[0])
    last = wanted[-1]
    days = _dateutil_days(rule, first)
    for unit, found in groupby(days, lambda day: unit_of(rule.freq, day)):
        if unit > last:
            return
        if unit in wanted:
            yield unit, list(found)


@lru_cache(maxsize=256)
def _ever(rule: Rule) -> bool:
    """Whether the rule gives any day at all: for one that does not, dateutil searches to the year 9999."""
    return next(_dateutil_days(rule, _LAST_YEARS), None) is not None


def _dateutil_days(rule: Rule, first: date) -> Iterator[date]:
    """Every day of the rule from `first`, a whole unit's first day, without regard to its interval."""
    from dateutil import rrule

    weekdays = [rrule.weekday(day, n or None) for n, day in rule.weekdays]
    found = rrule.rrule(
        getattr(rrule, rule.freq),
        dtstart=datetime(first.year, first.month, first.day),  # noqa: DTZ001 - dateutil's days are naive datetimes
        wkst=rrule.MO,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byyearday=rule.year_days or None,
        byweekno=rule.weeks or None,
        byweekday=weekdays or None,
        bysetpos=rule.positions or None,
    )
    return (moment.date() for moment in found)


def gives_days(rule: Rule) -> bool:
    """Whether a filled rule gives any day at all."""
    if not is_plain(rule):
        return _ever(rule)
    return next(units(replace(rule, interval=1), PLAIN_START, PLAIN_START, date(2040, 12, 31)), None) is not None


@lru_cache(maxsize=1024)
def last_day(rule: Rule, phase: date, start: date) -> date:
    """The last day that the rule may give: its UNTIL, or the COUNT-th day from `start`."""
    if rule.count is None:
        return rule.until or date.max
    horizon = date(min(start.year + _COUNT_YEARS, LAST_DAY.year), 12, 31)
    counted = (day for _, days in units(rule, phase, start, horizon) for day in days if day >= start)
    return next(islice(counted, rule.count - 1, None), date.max)
