"""A new day for something that has one, said shortly: "+1", "-2 v", "tisdag". Pure."""

from __future__ import annotations

import re

from vcycle.model.values import WEEKDAYS

_STEP = re.compile(r"([+\-\N{MINUS SIGN}\N{EN DASH}])\s*([1-9]\d{0,2})\s*([^\W\d]*)\.?")
_SHORTEST = 3
"""Letters of a weekday that is meant for one."""


def beside(text: str) -> str:
    """What `text` says of another day, in words that `read_day` counts from it; other texts as they are.

    "+1" is a day later, "-2 v" two weeks earlier, and a bare weekday that of the same week.
    """
    said = " ".join(text.split())
    if match := _STEP.fullmatch(said):
        sign, count, unit = match.groups()
        return f"{count} {unit or 'dagar'} {'senare' if sign == '+' else 'tidigare'}"
    if len(said) >= _SHORTEST and any(name.startswith(said.lower()) for name in WEEKDAYS):
        return f"{said} samma vecka"
    return text
