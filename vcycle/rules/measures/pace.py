"""Where a count goes if it goes on as it has, and what is needed from now on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from msgspec.structs import replace

from vcycle.model.measure import Reading
from vcycle.model.period import ONE_DAY, Period
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.numbers import floor
from vcycle.rules.measures.periods import units

# In anything shorter a rate says nothing that the number itself does not.
_SHORTEST = 60
_LONG = 120

Trend = Literal["", "ahead", "even", "behind"]


def with_pace(reading: Reading, target: int, period: Period, scope: Scope) -> Reading:
    """The reading with forecast, pace and trend of its value towards `target` at the end of a running `period`."""
    value = reading.value
    if value is None or scope.today not in period or period.days < _SHORTEST or target <= 0:
        return reading
    elapsed = (scope.today - period.start).days + 1
    forecast = Fraction(value) * period.days / elapsed
    trend = trend_of(Fraction(value), Fraction(floor(Fraction(target * elapsed, period.days))))
    pace, per = needed(target - Fraction(value), scope.today, period, scope)
    return replace(reading, forecast=forecast, trend=trend, pace=pace, pace_per=per)


def trend_of(value: Fraction, expected: Fraction) -> Trend:
    """Where `value` stands against what was expected by now."""
    return "ahead" if value > expected else "even" if value == expected else "behind"


def needed(
    missing: Fraction, today: date, period: Period, scope: Scope
) -> tuple[Fraction | None, Literal["", "week", "month"]]:
    """What is needed per week, or per month in what is left of a long period; None on its last day, or when done."""
    first = today + ONE_DAY
    if missing <= 0 or first > period.end:
        return None, ""
    if period.days > _LONG:
        return missing / units("month", first, period.end, scope.basis.years), "month"
    return missing * 7 / Fraction((period.end - today).days), "week"
