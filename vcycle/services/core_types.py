"""The core's record types with the rules that need more than the record itself."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.period import Years
from vcycle.model.records import RecordType


def core_types(years: Years) -> tuple[RecordType, ...]:
    """The core's record types; an activity's schedule must be one that gives dates in these years."""
    return tuple(_with_schedules(type_, years) if type_.cls is Activity else type_ for type_ in CORE_TYPES)


def _with_schedules(type_: RecordType, years: Years) -> RecordType:
    def validate(activity: Activity) -> Mapping[str, str]:
        from vcycle.rules.schedule_faults import faults  # only needed when something is saved

        found = dict(type_.validate(activity))
        wrong = faults(activity.schedule, years=years) if activity.schedule is not None else []
        return {**found, "schedule": "; ".join(wrong)} if wrong else found

    return replace(type_, validate=validate)
