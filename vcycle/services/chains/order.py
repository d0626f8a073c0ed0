"""Whether one step of a chain can come after another that it must not come after, whatever day the anchor is on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from vcycle.model.core import TIERS
from vcycle.model.schedule import Offset
from vcycle.rules.offsets import derived_day, parse_amount

FIRST, DAYS = date(2023, 3, 1), 4 * 365 + 1
"""The anchor days that are tried: four years, with a leap day in them."""
_FEWEST = {"d": 1, "w": 7, "m": 28, "y": 365}
_MOST = {"d": 1, "w": 7, "m": 31, "y": 366}
_FREE_DAYS = 5
LEVELS = tuple(TIERS)

Way = tuple[Offset, ...]
"""How a step is reached from the anchor: from there to the step it is counted from, and so on."""


def pairs(steps: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """The steps, by key, that must not come after another: (earlier, later, "stop" or "follows")."""
    for key, step in steps.items():
        yield from ((other, key, "follows") for other in step.get("follows", ()) if other in steps)
    stops = [(key, step) for key, step in steps.items() if step.get("stop") and step.get("level")]
    for key, step in stops:
        for other, upper in stops:
            if step["stop"] == upper["stop"] and LEVELS.index(step["level"]) < LEVELS.index(upper["level"]):
                yield key, other, "stop"


def overtakes(earlier: Way, later: Way) -> date | None:
    """An anchor's day for which `earlier` comes after `later`; None when there is none in four years."""
    if _bounds(earlier)[1] <= _bounds(later)[0]:
        return None
    days = (FIRST + timedelta(days=n) for n in range(DAYS))
    return next((day for day in days if follow(earlier, day) > follow(later, day)), None)


def follow(way: Way, anchor: date) -> date:
    """The day that a step has when the anchor is on `anchor`."""
    for offset in way:
        anchor = derived_day(anchor, anchor, offset)
    return anchor


def _bounds(way: Way) -> tuple[int, int]:
    """At least and at most how many days after the anchor a step comes; before it is less than none."""
    low = high = 0
    for offset in way:
        number, unit = parse_amount(offset.before or offset.after) if offset.before or offset.after else (0, "d")
        few, most = number * _FEWEST[unit], number * _MOST[unit]
        free = 0 if offset.weekend == "keep" else _FREE_DAYS
        low += (-most if offset.before else few) - free
        high += (-few if offset.before else most) + free
    return low, high


def round_trip(loop: Sequence[str]) -> str:
    """ "a → b → a"."""
    return " → ".join([*loop, loop[0]])
