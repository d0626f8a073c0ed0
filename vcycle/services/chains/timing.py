"""Whether there is time left for what must be done before a date, and if not, which date there would be time for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from vcycle.errors import NotFound
from vcycle.model.derived import Entry
from vcycle.model.period import LAST_DAY, Period
from vcycle.model.schedule import Offset
from vcycle.model.text import quoted
from vcycle.model.values import meant
from vcycle.rules.offsets import derived_day
from vcycle.services.moving import last_day
from vcycle.services.references import find
from vcycle.services.workspace import Workspace

FAR = 5 * 366
"""Days ahead that the next one of a series is looked for: elections come every fourth year."""
OPEN = ("planned", "moved", "undated")


class StepTime(Struct, frozen=True):
    """One step: `last` is its last day by rule, `days` how many are left to it or, once done, were left; less than 0
    is late. Both are None while nothing has a day, and `days` when nobody has said when the step was done."""

    entry: Entry
    last: date | None
    days: int | None

    @property
    def is_late(self) -> bool:
        """Whether it should have been done by now."""
        return self.entry.state in OPEN and self.days is not None and self.days < 0


class Timing(Struct, frozen=True):
    """The steps of one anchor by day. `earliest` is the first day on which the anchor could lie for every hard step
    that is not done to be in time; None when all of them are."""

    anchor: Entry
    steps: tuple[StepTime, ...]
    earliest: date | None

    @property
    def worst(self) -> StepTime | None:
        """The hard step that is most days late."""
        late = [step for step in self.steps if step.is_late and step.entry.hard]
        return min(late, key=lambda step: step.days or 0, default=None)


def timing(space: Workspace, anchor: Entry, entries: Iterable[Entry]) -> Timing:
    """How the steps lie that hang on `anchor`, through others too; `entries` must hold them all."""
    by_id = {entry.id: entry for entry in entries} | {anchor.id: anchor}
    steps = [entry for entry in by_id.values() if _hangs_on(entry, anchor, by_id)]
    timed = sorted((_timed(space, entry) for entry in steps), key=lambda s: (s.last or date.max, s.entry.title))
    found = Timing(anchor, tuple(timed), None)
    if found.worst is None:
        return found
    return Timing(anchor, found.steps, _earliest(space, anchor, steps, by_id))


def around(space: Workspace, anchor: Entry) -> list[Entry]:
    """All entries among which the steps of `anchor` are."""
    days = [day for day in (anchor.start, anchor.end, *(anchor.window or ())) if day is not None]
    return space.entries(Period(min(days), max(days)).widened(max(space.sources.reach)))


def find_anchor(space: Workspace, reference: str) -> Entry:
    """The next one to come of the series `reference`, or the entry that it names; raises `NotFound`."""
    ahead = Period(space.today, min(space.today + timedelta(FAR), LAST_DAY))
    known = {activity.series for activity in space.sources.activities.values() if activity.series}
    coming = [e for e in space.entries(ahead) if e.series == reference and e.state in OPEN] if reference else []
    if coming:
        return min(coming, key=lambda entry: entry.due or date.max)
    if reference in known:
        raise NotFound(f"Serien {quoted(reference)} har inget tillfälle som kommer.")
    try:
        return find(reference, space)
    except NotFound as error:
        raise NotFound(str(error), hint=meant(reference, known) or error.hint) from None


def _hangs_on(entry: Entry, anchor: Entry, by_id: Mapping[str, Entry]) -> bool:
    while entry.anchor:
        if entry.anchor == anchor.id:
            return True
        above = by_id.get(entry.anchor)
        if above is None:
            return False
        entry = above
    return False


def _timed(space: Workspace, entry: Entry) -> StepTime:
    last = last_day(entry) or entry.start
    if entry.state == "held":
        days = (last - entry.done_on).days if last and entry.done_on else None
    else:
        days = (last - space.today).days if last and entry.state in OPEN else None
    return StepTime(entry, last, days)


def _earliest(space: Workspace, anchor: Entry, steps: Sequence[Entry], by_id: Mapping[str, Entry]) -> date:
    """The first day from today on for `anchor` that leaves every open hard step a last day that can be kept."""
    length = anchor.end - anchor.start if anchor.start and anchor.end else timedelta(0)
    wanted = []
    for step in steps:
        way = _way(space, step, anchor, by_id) if step.hard and step.state in OPEN else None
        if way is not None:
            own = step.start if step.pinned and step.start else space.today
            wanted.append((way, max(own, space.today)))

    def holds(day: int) -> bool:
        first = date.fromordinal(day)
        return all(_day(way, first, first + length) >= by for way, by in wanted)

    latest = max((by for _, by in wanted), default=space.today)
    end = min(latest + timedelta(max(space.sources.reach) + 31), LAST_DAY - length)
    days = range(space.today.toordinal(), end.toordinal())
    return date.fromordinal(days.start + bisect_left(days, True, key=holds))


def _way(space: Workspace, step: Entry, anchor: Entry, by_id: Mapping[str, Entry]) -> list[Offset] | None:
    """The offsets from `anchor` to `step`; None when something between has a day of its own and does not follow."""
    way: list[Offset] = []
    while True:
        activity = space.sources.activities.get(step.record)
        if activity is None or not isinstance(activity.schedule, Offset):
            return None
        way.insert(0, activity.schedule)
        if step.anchor == anchor.id:
            return way
        step = by_id[step.anchor]
        if step.state == "held" or step.pinned:
            return None


def _day(way: Sequence[Offset], first: date, last: date) -> date:
    for offset in way:
        first = last = derived_day(first, last, offset)
    return first
