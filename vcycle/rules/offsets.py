"""Arithmetic of days: calendar amounts, free days, and the day that hangs on an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from vcycle.model.period import month_length
from vcycle.model.schedule import Offset, Weekend
from vcycle.model.values import WEEKDAYS
from vcycle.model.wording.words import amount_words
from vcycle.rules.swedish import eve, is_free, long_date, plain_date, red_day

_AMOUNT = re.compile(r"([1-9][0-9]{0,2})([dwmy])")


@lru_cache(1000)
def parse_amount(text: str) -> tuple[int, str]:
    """ "3m" as (3, "m"). Raises ValueError with a Swedish sentence."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(f"”{text[:40]}” är ingen tid; skriv ett tal med d, w, m eller y, till exempel 7d, 2w, 3m, 1y")
    return int(match[1]), match[2]


def shift(day: date, amount: str, sign: int) -> date:
    """`day` moved by a calendar amount such as "3m", back when `sign` is -1.

    Months and years keep the day of the month, or take the month's last: 31 May minus three months is 28 or 29
    February. Raises ValueError for a bad amount, OverflowError outside the years 1-9999.
    """
    number, unit = parse_amount(amount)
    if unit in "dw":
        return day + timedelta(days=sign * number * (7 if unit == "w" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + sign * number * (12 if unit == "y" else 1), 12)
    if not 1 <= year <= 9999:
        raise OverflowError("dagen ligger utanför kalendern")
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def place(day: date, weekend: Weekend) -> date:
    """`day`, or the nearest working day before or after it when it is free and `weekend` says so."""
    if weekend == "keep":
        return day
    step = timedelta(days=-1 if weekend == "before" else 1)
    while is_free(day):
        day += step
    return day


def derived_day(anchor_start: date, anchor_end: date, offset: Offset) -> date:
    """The day that hangs on an anchor: before counts from its first day, after from its last, together is its first."""
    return place(_plain_day(anchor_start, anchor_end, offset), offset.weekend)


def _plain_day(anchor_start: date, anchor_end: date, offset: Offset) -> date:
    """The day that hangs on an anchor before a weekend moves it."""
    if offset.before:
        return shift(anchor_start, offset.before, -1)
    return shift(anchor_end, offset.after, 1) if offset.after else anchor_start


def explain_offset(anchor_start: date, anchor_end: date, offset: Offset) -> list[str]:
    """The arithmetic from an anchor's days to the day that hangs on it."""
    day = _plain_day(anchor_start, anchor_end, offset)
    amount = offset.before or offset.after
    if amount:
        counted_from, sign = (anchor_start, "minus") if offset.before else (anchor_end, "plus")
        first = f"{plain_date(counted_from)} {sign} {amount_words(amount)} är {day_and_weekday(day)}."
    else:
        first = f"Samma dag som det hänger på: {day_and_weekday(day)}."
    return [first, *moved_words(day, derived_day(anchor_start, anchor_end, offset))]


def day_and_weekday(day: date) -> str:
    """ "7 december 2019, en lördag", with the name of a red day or eve."""
    name = red_day(day) or eve(day)
    return f"{plain_date(day)}, en {WEEKDAYS[day.weekday()]}{f' ({name})' if name else ''}"


def moved_words(ruled: date, placed: date) -> Iterator[str]:
    """The sentence about a day that a weekend has moved; none when it has not."""
    if placed == ruled:
        return
    side = "före" if placed < ruled else "efter"
    yield f"Det är en ledig dag, så den flyttas till närmaste arbetsdag {side}: {long_date(placed)}."
