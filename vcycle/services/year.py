"""The year: activities, their schedules and what happened to single occurrences, as entries of a period.

Pure: records in, entries out. What hangs on something else follows it, because derived entries are worked out from the
entries they hang on after those have been moved, cancelled or held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.core import Activity, Area, Change, Log, Role
from vcycle.model.derived import Entry
from vcycle.model.period import LAST_DAY, Period, Years
from vcycle.model.schedule import Dates, Offset, Schedule, Yearly
from vcycle.rules.schedules import Occurrence, dated_span, occurrences
from vcycle.services import hanging
from vcycle.services.occurrence import alone, apply

LOGGED = "log"
"""The slot of what was noted, where something hangs on it."""
FARTHEST = 15_000
"""Days that a chain of things hanging on each other may reach, and a span may last: forty years, and some."""
_MOVED_AT_MOST = 7  # days that a free day moves something, also over New Year


class Sources(Struct, frozen=True, dict=True):
    """All that the core's entries are made from, by id.

    `rings` maps the name of an area or a plugin to the ring that settings give it; `brought` holds the ids of the
    activities that plugins brought, which begin with the plugin's name and a hyphen. `logs` are facts that something
    may hang on: "ny-medlem" is noted, and its steps begin.
    """

    activities: Mapping[str, Activity]
    changes: Mapping[str, Change]
    years: Years
    areas: Mapping[str, Area] = {}
    roles: Mapping[str, Role] = {}
    rings: Mapping[str, str] = {}
    brought: AbstractSet[str] = frozenset()
    logs: Mapping[str, Log] = {}

    @cached_property
    def derived(self) -> Sequence[Activity]:
        """The activities that hang on a series."""
        return [a for a in self.activities.values() if isinstance(a.schedule, Offset)]

    @cached_property
    def ordered(self) -> Sequence[Activity]:
        """The same, each after what it hangs on; what hangs on itself through others is left out."""
        return hanging.anchors_first(self.derived)

    @cached_property
    def reach(self) -> tuple[int, int]:
        """At most how many days before and after an entry that lies which it hangs on, through others too."""
        back, ahead = hanging.reach(self.derived)
        return min(back, FARTHEST), min(ahead, FARTHEST)

    @cached_property
    def declared(self) -> dict[str, Activity]:
        """The activities that only say that a series exists, by it: its occurrences come from elsewhere."""
        return {a.series: a for a in self.activities.values() if a.series and a.schedule is None}

    def at_home(self, entry: Entry) -> Entry:
        """`entry` from elsewhere, its role by name, with what the activity that declares its series says of it."""
        if entry.responsible in self.roles:
            entry = replace(entry, responsible=self.roles[entry.responsible].name)
        activity = self.declared.get(entry.series)
        if activity is None or entry.area:
            return entry
        base = self.base(activity)
        return replace(
            entry,
            area=base.area,
            ring=entry.ring or base.ring,
            responsible=entry.responsible or base.responsible,
            source=entry.source or base.source,
        )

    def split(self, id_: str) -> tuple[Activity | None, str]:
        """The activity and the slot of an entry's id; None for an entry that is no activity's."""
        record, _, slot = id_.partition(".")
        return self.activities.get(record), slot

    def root(self, id_: str) -> str | None:
        """The id of the entry from elsewhere that an entry is, or hangs on; None when it is an activity's own."""
        while True:
            activity, slot = self.split(id_)
            if activity is None:
                return id_ or None
            if not isinstance(activity.schedule, Offset):
                return None
            id_ = slot

    def base(self, activity: Activity) -> Entry:
        """What all entries of an activity share."""
        area = next((self.areas[a] for a in activity.areas if a in self.areas), None)
        role = self.roles.get(activity.responsible)
        name = area.name if area else ""
        plugin = activity.id.partition("-")[0] if activity.id in self.brought else "core"
        return Entry(
            record=activity.id,
            slot="",
            title=activity.title,
            start_time=activity.start_time,
            end_time=activity.end_time,
            series=activity.series,
            area=name,
            ring=self.rings.get(name) or self.rings.get(plugin) or (area.ring if area else ""),
            responsible=role.name if role else "",
            place=activity.place,
            tags=activity.tags,
            source=activity.source,
            description=activity.description,
            exported=activity.exported,
            plugin=plugin,
            type=f"{plugin}.activity",
        )


def entries_of(sources: Sources, period: Period, given: Iterable[Entry] = ()) -> list[Entry]:
    """The entries that touch `period`, by day; undated ones when their window does, under its last day.

    `given` are entries from elsewhere (plugins, marked dates); they should reach as far as `searched` says.
    """
    near = _near(sources, period)
    found = {entry.id: entry for entry in _scheduled(sources, near)}
    found.update((entry.id, entry) for entry in given)
    triggers = {entry.id: entry for log in sources.logs.values() if (entry := anchor_of(log)).touches(near)}
    found.update(triggers)
    placed = [change for change in sources.changes.values() if _lies_in(sources, change, near)]
    for change in placed:
        _fetch(sources, change.id, found)
    for id_, change in sources.changes.items():
        if id_ in found:
            found[id_] = apply(change, found[id_])
    hanging.derive(sources.ordered, sources.base, sources.changes, found, sources.years)
    found.update(_orphans(sources, placed, found))
    return sorted((e for e in found.values() if e.touches(period) and e.id not in triggers), key=order)


def anchor_of(log: Log) -> Entry:
    """What was noted, as something to hang on; it stands in no list and in no calendar."""
    return Entry(
        record=log.id,
        slot=LOGGED,
        title=log.series,
        start=log.day,
        end=log.day,
        state="held",
        type="core.log",
        series=log.series,
        tags=log.tags,
        exported=False,
    )


def searched(sources: Sources, period: Period) -> Period:
    """How far entries from elsewhere must be looked for: what hangs on them, or was moved, may lie in `period`."""
    near = _near(sources, period)
    days = [near.start, near.end]
    for change in sources.changes.values():
        if _lies_in(sources, change, near) and (root := sources.root(change.id)) is not None:
            moved = sources.changes.get(root)
            days += [day for c in (change, moved) if c is not None for day in (c.day, c.was) if day is not None]
    far = Period(min(days), max(days))
    return far if far == near else _near(sources, far)


def single(sources: Sources, id_: str) -> Entry | None:
    """The entry of an activity with that id, worked out without any other; None when its rule does not give it."""
    activity, slot = sources.split(id_)
    if activity is None or activity.schedule is None:
        return None
    if isinstance(activity.schedule, Offset):
        anchor = single(sources, slot)
        if anchor is None or not hanging.in_its_year(activity, anchor, sources.years):
            return None
        return hanging.hang(sources.base(activity), activity.schedule, anchor, sources.changes)
    home = _home(activity.schedule, slot)
    ruled = next((e for e in _entries(sources, activity, home) if e.slot == slot), None) if home else None
    change = sources.changes.get(id_)
    return apply(change, ruled) if ruled is not None and change is not None else ruled


def where(sources: Sources, id_: str) -> Period | None:
    """A period that holds the entry with that id, if there is one; None when its id says nothing about when."""
    homes, days = [], []
    while id_:
        if change := sources.changes.get(id_):
            days += [day for day in (change.day, change.was) if day is not None]
        activity, slot = sources.split(id_)
        schedule = activity.schedule if activity else None
        if log := sources.logs.get(id_.removesuffix(f".{LOGGED}")):
            days.append(log.day)
        if not isinstance(schedule, Offset):
            homes.append(_home(schedule, slot) if schedule else _year_of(id_.rpartition(".")[2]))
        id_ = slot if isinstance(schedule, Offset) else ""
    days += [day for home in homes if home for day in (home.start, home.end)]
    return Period(min(days), max(days)).widened(max(sources.reach)) if days else None


def _near(sources: Sources, period: Period) -> Period:
    """`period` with all that anything in it may hang on."""
    back, ahead = sources.reach
    return Period(period.widened(back).start, period.widened(ahead).end)


def order(entry: Entry) -> tuple[date, bool, str, str, str]:
    """The order of lists: by day, all-day first, then by time and title."""
    moment = entry.start_time.isoformat() if entry.start_time else ""
    return (entry.due or date.max, entry.start is None, moment, entry.title, entry.id)


def _scheduled(sources: Sources, near: Period) -> Iterator[Entry]:
    first, last = near.start.isoformat(), near.end.isoformat()
    for activity in sources.activities.values():
        schedule = activity.schedule
        if not isinstance(schedule, Dates) or _may_touch(schedule, first, last):
            yield from _entries(sources, activity, near)


def _may_touch(schedule: Dates, first: str, last: str) -> bool:
    """Whether any of the days may lie in `first`..`last`, told from the text: most one-off records are long past."""
    for day in schedule.days:  # noqa: SIM110 - a plain loop: thousands of records pass here for every list
        if day[:10] <= last and day[-10:] >= first:
            return True
    return False


def _entries(sources: Sources, activity: Activity, near: Period) -> Iterator[Entry]:
    """What the rule of one activity gives in `near`, before anything was done to it."""
    schedule = activity.schedule
    if schedule is None or isinstance(schedule, Offset):
        return
    own = near if activity.year is None else sources.years.year(activity.year)
    if not own.touches(near.start, near.end):
        return
    base = sources.base(activity)
    for slot, start, end, window in _occurrences(activity, own, sources.years):
        first = start or (window[0] if window else date.max)
        if activity.year is None or first in own:
            state = "planned" if start else "undated"
            yield replace(base, slot=slot, start=start, end=end, window=window, state=state)


def _fetch(sources: Sources, id_: str, found: dict[str, Entry]) -> None:
    """Add to `found` the entry that was moved, or that it hangs on, from where the rule has it now.

    Its slot tells where to look. The day it had when it was moved does not: the rule may have changed since.
    """
    while id_ not in found:
        activity, slot = sources.split(id_)
        if activity is None or activity.schedule is None:
            return
        if isinstance(activity.schedule, Offset):
            id_ = slot
            continue
        if home := _home(activity.schedule, slot):
            found.update((e.id, e) for e in _entries(sources, activity, home) if e.slot == slot)
        return


def _home(schedule: Schedule, slot: str) -> Period | None:
    """Where a rule may have a slot."""
    if not isinstance(schedule, Dates):
        return _year_of(slot)
    try:
        return Period(*dated_span(schedule.days[int(slot) - 1]))
    except (ValueError, IndexError):
        return None


def _year_of(slot: str) -> Period | None:
    """The calendar year that a slot such as "2026-W12" begins with, and the days that a free day may move it."""
    match = re.match(r"\d{4}(?!\d)", slot, re.ASCII)
    if match is None or not 1 < int(match[0]) < LAST_DAY.year:
        return None
    return Period(date(int(match[0]), 1, 1), date(int(match[0]), 12, 31)).widened(_MOVED_AT_MOST)


def _lies_in(sources: Sources, change: Change, period: Period) -> bool:
    """Whether something was moved to, or held on, days in `period`."""
    day = change.day or change.was
    if day is None or day > period.end:
        return False
    if (change.last_day or day) >= period.start:
        return True
    activity, _slot = sources.split(change.id)
    return activity is not None and (period.start - day).days <= _longest(activity.schedule)


def _longest(schedule: Schedule | None) -> int:
    """At most how many days after its first day something ends."""
    if isinstance(schedule, Yearly) and schedule.to:
        return 366
    return FARTHEST if isinstance(schedule, Dates) and any("/" in day for day in schedule.days) else 0


def _occurrences(activity: Activity, period: Period, years: Years) -> list[Occurrence]:
    """What the schedule gives; nothing when somebody has written an impossible one into the file by hand.

    The findings name such an activity; the rest of the year must not be lost with it.
    """
    assert activity.schedule is not None
    try:
        return occurrences(activity.schedule, period, years)
    except InputError:
        return []


def _orphans(sources: Sources, placed: Iterable[Change], found: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """Occurrences that were held, or pinned to a day, and that no rule gives any longer."""
    for change in placed:
        activity, slot = sources.split(change.id)
        if change.id in found or activity is None or not (change.held or change.pinned):
            continue
        base = sources.base(activity)
        if isinstance(activity.schedule, Offset):
            base = replace(base, anchor=slot, hard=activity.schedule.hard)
        yield change.id, alone(change, base)
