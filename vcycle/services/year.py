"""The year: activities, their schedules and what happened to single occurrences, as entries of a period.

Pure: records in, entries out. What hangs on something else follows it, because derived entries are worked out from the
entries they hang on after those have been moved, cancelled or held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from vcycle.model.core import Activity, Area, Change, Role
from vcycle.model.derived import Entry
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Offset
from vcycle.rules.schedules import Occurrence, occurrences
from vcycle.services import hanging
from vcycle.services.occurrence import alone, apply

FARTHEST = 800
"""Days that a chain of things hanging on each other may reach; a year and a year before it, and some."""


class Sources(Struct, frozen=True, dict=True):
    """All that the core's entries are made from, by id. `rings` maps an area's name to the ring that settings give."""

    activities: Mapping[str, Activity]
    changes: Mapping[str, Change]
    years: Years
    areas: Mapping[str, Area] = {}
    roles: Mapping[str, Role] = {}
    rings: Mapping[str, str] = {}

    @cached_property
    def derived(self) -> Sequence[Activity]:
        """The activities that hang on a series."""
        return [a for a in self.activities.values() if isinstance(a.schedule, Offset)]

    def with_changes(self, *changes: Change) -> Sources:
        """The same sources, had `changes` been saved."""
        return replace(self, changes={**self.changes, **{change.id: change for change in changes}})

    def base(self, activity: Activity) -> Entry:
        """What all entries of an activity share."""
        area = next((self.areas[a] for a in activity.areas if a in self.areas), None)
        role = self.roles.get(activity.responsible)
        name = area.name if area else ""
        return Entry(
            record=activity.id,
            slot="",
            title=activity.title,
            start_time=activity.start_time,
            end_time=activity.end_time,
            series=activity.series,
            area=name,
            ring=self.rings.get(name) or (area.ring if area else ""),
            responsible=role.name if role else "",
            place=activity.place,
            tags=activity.tags,
            source=activity.source,
            description=activity.description,
            exported=activity.exported,
        )


def entries_of(sources: Sources, period: Period, given: Iterable[Entry] = ()) -> list[Entry]:
    """The entries that touch `period`, by day; undated ones when their window does, under its last day.

    `given` are entries from elsewhere (plugins, marked dates); they should reach as far as `searched` says.
    """
    wide = searched(sources, period)
    found = {entry.id: entry for entry in _scheduled(sources, wide)}
    found.update((entry.id, entry) for entry in given)
    for id_, change in sources.changes.items():
        if id_ in found:
            found[id_] = apply(change, found[id_])
    hanging.derive(sources.derived, sources.base, sources.changes, found)
    found.update(_orphans(sources, wide, found))
    return sorted((e for e in found.values() if _touches(e, period)), key=order)


def searched(sources: Sources, period: Period) -> Period:
    """`period` as far as an entry may have come into it: by a move, or by hanging on something outside."""
    farthest = sum(hanging.reach(a) for a in sources.derived)
    wide = period.widened(min(farthest, FARTHEST))
    ends = [wide.start, wide.end]
    for change in sources.changes.values():
        if change.day is not None and change.was is not None and change.day in wide:
            ends.append(change.was)
    return Period(min(ends), max(ends))


def order(entry: Entry) -> tuple[date, bool, str, str, str]:
    """The order of lists: by day, all-day first, then by time and title."""
    moment = entry.start_time.isoformat() if entry.start_time else ""
    return (entry.due or date.max, entry.start is None, moment, entry.title, entry.id)


def _touches(entry: Entry, period: Period) -> bool:
    first, last = (entry.start, entry.end) if entry.start else (entry.window or (None, None))
    return first is not None and last is not None and first <= period.end and last >= period.start


def _scheduled(sources: Sources, wide: Period) -> Iterator[Entry]:
    for activity in sources.activities.values():
        schedule = activity.schedule
        if schedule is None or isinstance(schedule, Offset):
            continue
        if isinstance(schedule, Dates) and not _may_touch(schedule, wide):
            continue
        own = wide if activity.year is None else sources.years.year(activity.year)
        if not own.touches(wide.start, wide.end):
            continue
        base = sources.base(activity)
        for slot, start, end, window in _occurrences(activity, own, sources.years):
            first = start or (window[0] if window else date.max)
            if activity.year is None or first in own:
                state = "planned" if start else "undated"
                yield replace(base, slot=slot, start=start, end=end, window=window, state=state)


def _may_touch(schedule: Dates, wide: Period) -> bool:
    """Whether any of the days may lie in `wide`, told from the text alone: most one-off records are of other years."""
    first, last = wide.start.isoformat(), wide.end.isoformat()
    return any(day[:10] <= last and day[-10:] >= first for day in schedule.days)


def _occurrences(activity: Activity, period: Period, years: Years) -> list[Occurrence]:
    """What the schedule gives; nothing when somebody has written an impossible one into the file by hand.

    The findings name such an activity; the rest of the year must not be lost with it.
    """
    assert activity.schedule is not None
    try:
        return occurrences(activity.schedule, period, years)
    except (ValueError, OverflowError):
        return []


def _orphans(sources: Sources, wide: Period, found: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """Occurrences that were held or given a day and that no rule gives any longer."""
    for id_, change in sources.changes.items():
        day = change.day or change.was
        activity = sources.activities.get(change.record)
        if id_ in found or activity is None or day is None or day not in wide:
            continue
        if change.held or change.pinned:
            yield id_, alone(change, sources.base(activity))
