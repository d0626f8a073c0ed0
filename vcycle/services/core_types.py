"""The core's record types with the rules that need more than the record itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from vcycle.model.core import CORE_TYPES, Activity, Goal
from vcycle.model.period import Years
from vcycle.model.records import Record, RecordType


def core_types(years: Years) -> tuple[RecordType, ...]:
    """The core's record types; a schedule must give dates in these years, and a measure be one that can be read."""
    return tuple(_checked(type_, *_RULES[type_.cls], years) if type_.cls in _RULES else type_ for type_ in CORE_TYPES)


def _schedule_faults(activity: Activity, years: Years) -> list[str]:
    from vcycle.rules.schedule_faults import faults  # only needed when something is saved

    return faults(activity.schedule, years=years) if activity.schedule is not None else []


def _measure_faults(goal: Goal, years: Years) -> list[str]:
    from vcycle.rules.measures.faults import faults  # only needed when something is saved

    return faults(goal.measure, years=years) if goal.measure is not None else []


_RULES: dict[type[Record], tuple[str, Callable[..., list[str]]]] = {
    Activity: ("schedule", _schedule_faults),
    Goal: ("measure", _measure_faults),
}


def _checked(type_: RecordType, name: str, faults: Callable[..., list[str]], years: Years) -> RecordType:
    """The type with the rule of one more field."""

    def validate(record: Record) -> Mapping[str, str]:
        found = dict(type_.validate(record))
        wrong = faults(record, years)
        return {**found, name: "; ".join(wrong)} if wrong else found

    return replace(type_, validate=validate)
