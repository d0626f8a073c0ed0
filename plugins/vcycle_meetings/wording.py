"""Rules and days as a board writes them: "andra måndagen", "12/9, 10/10", "tisdag 20 september"."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Annotated

from vcycle.api import Dates, InputError, Months, Schedule, Struct, describe, field
from vcycle_meetings.terms import month_of

EXAMPLE = "Skriv till exempel ”andra måndagen varje månad”, ”varannan tisdag” eller ”12/9, 10/10”."

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
ORDINALS = ("sista", "första", "andra", "tredje", "fjärde")


class _Ruled(Struct):
    rule: Annotated[Schedule, field("Regel")]


_RULE = describe(_Ruled)[0]
_ENOUGH = (
    r"(?:(?:[a-zåäö]*dag(?:en)?|[a-zåäö]{3,4})\.? )?"  # a weekday says nothing more
    r"(?:den )?([0-9]{1,2})(?:/([0-9]{1,2})|(?::e)? ([a-zåäö]{3,})\.?)(?:[ /-]([0-9]{4}))?"
)
_LONGEST = 500


def read_rule(text: str, today: date) -> Schedule:
    """The rule that is meant: "andra måndagen" is every month's, and days without a year are the coming ones.

    Raises InputError with rules that fit meetings as examples.
    """
    try:
        return _parsed(text)
    except ValueError as error:
        reason = str(error).partition("; ")[0].replace(_UNREAD, _NO_RULE)
    if days := set(_days(text, today)):
        return Dates(tuple(str(day) for day in sorted(days)))
    with suppress(ValueError):
        if not re.search("[0-9]", text):
            return _parsed(f"{text} varje månad")
    raise InputError(f"Regel: {reason}.", hint=EXAMPLE)


def _parsed(text: str) -> Schedule:
    rule: Schedule = _RULE.parse(text)
    return rule


_UNREAD, _NO_RULE = "går inte att läsa som en tid", "går inte att läsa som en regel för möten"
"""What the core says of words that are no schedule, and what is said here."""


def rule_words(rule: Schedule) -> str:
    """A rule as it was understood."""
    if isinstance(rule, Months):
        months = len(rule.months)
        return "en gång i månaden, den kväll som passar bäst" if months == 12 else str(_RULE.format(rule))
    return str(_RULE.format(rule))


def _days(text: str, today: date) -> Iterator[date]:
    """The days of "12/9, 10 oktober och 14/11", none when one of them is no day."""
    parts = [part.strip() for part in re.split(r",| och ", text[:_LONGEST]) if part.strip()]
    days = [coming_day(part, today) for part in parts]
    yield from (day for day in days if day and all(days))


def coming_day(text: str, today: date) -> date | None:
    """The day of "12/9" or "måndag 12 september", the next there is unless a year is said; None for what is none."""
    return next((day for day in _meant(text, today.year) if day >= today or str(day.year) in text), None)


def nearest_day(text: str, around: date) -> date | None:
    """As `coming_day`, but in the year that brings it nearest to `around`."""
    return min(_meant(text, around.year), key=lambda day: abs(day - around), default=None)


def _meant(text: str, year: int) -> Iterator[date]:
    """What a text may mean in the year before, this one and the next, or in the year that it says."""
    words = " ".join(text.casefold().split())
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
        year, month, day = (int(part) for part in words.split("-"))
        yield from _day(year, month, day)
        return
    match = re.fullmatch(_ENOUGH, words)
    month = 0 if match is None else int(match[2]) if match[2] else month_of(match[3])
    if match is None or not month:
        return
    for one in (int(match[4]),) if match[4] else (year - 1, year, year + 1):
        yield from _day(one, month, int(match[1]))


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
