"""A copy of what happens once, on another day: first shown, then saved as one step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from vcycle.errors import InputError, NotFound
from vcycle.model.core import Activity
from vcycle.model.derived import Entry
from vcycle.model.records import Record, RecordType, new_id
from vcycle.model.schedule import Dates
from vcycle.model.text import printable, quoted
from vcycle.model.values import format_schedule
from vcycle.services.marks import date_field
from vcycle.services.moving import Step, step_of
from vcycle.services.workspace import Workspace, check_day

_ANEW: dict[str, Any] = {"revision": 0, "created": "", "changed": "", "changed_by": ""}


def copy(space: Workspace, entry: Entry, day: date, id_: str = "") -> Step:
    """What `entry` comes from once more, on `day`; raises `InputError` for what a rule gives, which gives more itself.

    The copy is a record of its own, called `id_` when that is given, so that the same copy can be shown again: what is
    done to one of them leaves the other as it is.
    """
    check_day(day)
    new, slot = _on(day, original(space, entry), space, entry)
    id_ = id_ or new_id()
    new = replace(new, id=id_, **_ANEW)
    last = day + _length(entry)
    there = replace(entry, record=id_, slot=slot, start=day, end=last, state="planned", was=None, anchor="")
    return step_of(space, f"Kopierade {printable(entry.title)} till {day}", (new,), there)


def original(space: Workspace, entry: Entry) -> Record:
    """What `entry` comes from; raises `InputError` when a rule gives it, `NotFound` when no record is behind it."""
    activity = space.sources.activities.get(entry.record)
    if activity is not None and entry.record not in space.sources.brought:
        if isinstance(activity.schedule, Dates):
            return activity
        rule = format_schedule(activity.schedule) if activity.schedule else "löpande"
        raise InputError(
            f"{quoted(entry.title)} kommer av en regel, som ger fler av sig själv: {rule}.",
            hint="Öppna tillfället och ändra regeln, eller lägg till en egen aktivitet i registret.",
        )
    found = date_field(space.registry, entry)
    if found is None:
        raise NotFound(f"Bakom {quoted(entry.title)} finns ingen post att kopiera; ett tilläggs egen regel ger det.")
    return space.store.get(found[0].cls, entry.record)


def _on(day: date, record: Record, space: Workspace, entry: Entry) -> tuple[Record, str]:
    """The same on another day, and the slot that its entry has."""
    if isinstance(record, Activity):
        return _activity(space, record, entry, day), "1"
    return _record(space.registry.of(type(record)), record, entry, day), entry.slot


def _activity(space: Workspace, activity: Activity, entry: Entry, day: date) -> Activity:
    """The activity on that day alone, at the hours that the entry has now; no longer an item of the plan."""
    length = _length(entry)
    days = f"{day}/{day + length}" if length else f"{day}"
    year = space.years.year_of(day) if activity.year is not None else None
    hours = {"start_time": entry.start_time, "end_time": entry.end_time}
    return replace(activity, schedule=Dates(days=(days,)), year=year, plan_item="", carried_from=None, **hours)


def _record(kind: RecordType, record: Record, entry: Entry, day: date) -> Record:
    """The record with all its marked days as far from each other as they were."""
    by = day - getattr(record, entry.slot)
    names = {name for mark in kind.marks for name in (mark.start, mark.end) if name}
    days = {name: value + by for name in names if (value := getattr(record, name)) is not None}
    return replace(record, **days)


def _length(entry: Entry) -> timedelta:
    return entry.end - entry.start if entry.start and entry.end else timedelta(0)
