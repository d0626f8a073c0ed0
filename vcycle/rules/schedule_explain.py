"""How a date came about, in Swedish sentences with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from vcycle.model.period import Period, Years
from vcycle.model.schedule import Recur, Schedule, Window, Yearly
from vcycle.rules.offsets import day_and_weekday, moved_words
from vcycle.rules.schedules import Occurrence, occurrences
from vcycle.rules.swedish import long_date, plain_date


def explain(schedule: Schedule, occurrence: Occurrence, years: Years) -> list[str]:
    """Why an occurrence lies where it does. For an `Offset`, see `offsets.explain_offset`."""
    if occurrence.start is None:
        return list(_undated(schedule, occurrence))
    ruled = _day_by_rule(schedule, occurrence, years)
    return [f"Regeln ger {day_and_weekday(ruled)}.", *moved_words(ruled, occurrence.start)]


def _undated(schedule: Schedule, occurrence: Occurrence) -> Iterator[str]:
    if occurrence.window is None:
        return
    first, last = occurrence.window
    named = f"”{schedule.name}” är " if isinstance(schedule, Window) and schedule.name else "Det är "
    yield f"{named}{plain_date(first)} till {plain_date(last)}."
    yield f"Dagen är inte vald; sista möjliga dag är {long_date(last)}."


def _day_by_rule(schedule: Schedule, occurrence: Occurrence, years: Years) -> date:
    """The first day as the rule has it, before a weekend moves it."""
    assert occurrence.start is not None
    if not isinstance(schedule, Yearly | Recur) or schedule.weekend == "keep":
        return occurrence.start
    near = Period(occurrence.start, occurrence.start).widened(7)
    unmoved = occurrences(replace(schedule, weekend="keep"), near, years)
    return next((found.start for found in unmoved if found.slot == occurrence.slot and found.start), occurrence.start)
