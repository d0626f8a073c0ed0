"""What may end the words of a schedule: from when, until when, which days not, what happens at weekends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from vcycle.model.rrule import parse_rule
from vcycle.model.schedule import Offset, Recur, Schedule, Yearly
from vcycle.model.values import month_number
from vcycle.model.wording import words
from vcycle.model.wording.reading import NUMBER
from vcycle.model.wording.spans import DATE, MONTH, YEAR, iso_date
from vcycle.model.wording.words import fold

_DATES = rf"(?P<value>{DATE}(?:(?:, | och ){DATE})*)"

Change = Callable[[Any, str], dict[str, Any]]


def _start(_schedule: Recur, text: str) -> dict[str, Any]:
    return {"start": _first_day(fold(text))}


def _first_day(flat: str) -> date:
    """The day said, or the first of the month or year said."""
    if re.fullmatch(DATE, flat):
        return date.fromisoformat(iso_date(flat))
    month, _, year = flat.rpartition(" ")
    return date(int(year), month_number(month.rstrip(".")) if month else 1, 1)


def _until(schedule: Recur, text: str) -> dict[str, Any]:
    return {"rule": f"{schedule.rule};UNTIL={iso_date(fold(text)).replace('-', '')}"}


def _count(schedule: Recur, text: str) -> dict[str, Any]:
    return {"rule": f"{schedule.rule};COUNT={words.number(fold(text))}"}


def _skip(_schedule: Recur, text: str) -> dict[str, Any]:
    return {"skip": tuple(date.fromisoformat(iso_date(day)) for day in re.split(", | och ", fold(text)))}


def _weekend(_schedule: Schedule, text: str) -> dict[str, Any]:
    return {"weekend": "before" if fold(text) == "tidigare" else "after"}


def _tags(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


Endings = tuple[tuple[str, tuple[type, ...], Change], ...]
# Pattern of the ending, what it says something about, and what it changes there; taken off in this order.
FIRM: Endings = (
    (r"(?P<value>bindande)", (Offset,), lambda _s, _t: {"hard": True}),
    (r"(?:flyttas )?(?P<value>tidigare|senare) vid helg", (Yearly, Recur, Offset), _weekend),
    (r"inte markt (?P<value>.+)", (Offset,), lambda _s, text: {"without": _tags(text)}),
    (r"markt (?P<value>.+)", (Offset,), lambda _s, text: {"only": _tags(text)}),
)
LOOSE: Endings = (
    (rf"utom (?:den )?{_DATES}", (Recur,), _skip),
    (rf"(?P<value>{NUMBER}) ganger", (Recur,), _count),
    (rf"(?:till och med|t\.?o\.?m\.?|till) (?P<value>{DATE})", (Recur,), _until),
    (rf"(?:fran och med|fr\.?o\.?m\.?|fran|med start) (?P<value>{DATE}|(?:{MONTH} )?{YEAR})", (Recur,), _start),
)


def split_ending(text: str, endings: Endings) -> tuple[str, Callable[[Schedule], Schedule]] | None:
    """The text without its last ending, and what that ending does to the schedule of the rest; None without any."""
    flat = fold(text)
    if flat.startswith("fonster:"):  # a name that somebody chose may hold any words
        return None
    for pattern, kinds, change in endings:
        if match := _compiled(pattern).fullmatch(flat):
            value = text[match.start("value") : match.end("value")]
            return text[: match.end("rest")], _applied(kinds, change, value)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<rest>.+?),? {pattern}")


def _applied(kinds: tuple[type, ...], change: Change, value: str) -> Callable[[Schedule], Schedule]:
    def apply(schedule: Schedule) -> Schedule:
        if not isinstance(schedule, kinds):
            raise ValueError(f"”{words.cut(value)}” går inte att säga om en sådan tid")
        changed = replace(schedule, **change(schedule, value))
        if isinstance(changed, Recur):
            parse_rule(changed.rule)
        return changed

    return apply
