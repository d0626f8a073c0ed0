"""An activity year seen before it begins: what the rules give, what lies badly, what is missing and what is unfinished.

Rules hold no year, so most of a new year is there already. What is saved is only what it inherits: what was to be done
in the year before alone and was not becomes a record of its own, unticked, under an id made from the old one's, so that
doing it again, also after an undo or in two places at once, makes no second copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.core import Activity, Change, Log
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.schedule import Dates, Schedule, Window, Yearly
from vcycle.rules.schedules import has_year
from vcycle.services.collisions import Collision, FreeDay, collisions, on_free_days
from vcycle.services.marks import date_field
from vcycle.services.workspace import Workspace

FARTHEST_AHEAD = 10
"""Years: further ahead somebody has most likely mistyped."""

Fate = Literal["carried", "already", "needless", "removed", "done", "cancelled", "stays", "dated"]


class Task(Struct, frozen=True):
    """An activity that holds for the year before alone, and what becomes of it.

    `carried`: `copy` is its new record. `already`: that was made before. `needless`: it was, and the task has been done
    or cancelled since. `removed`: it was, and somebody threw it away. `done` and `cancelled`: it stays where it is.
    `stays`: it lies in the new year by itself. `dated`: its date, or what it hangs on, does not come back.
    """

    activity: Activity
    fate: Fate
    copy: Activity


class Gone(Struct, frozen=True):
    """What the year before had and nothing gives the new one: the last of `count` entries, and what it hangs on.

    `title` is that of the entry, or the plural of its record type where each record stands for itself.
    """

    title: str
    entry: Entry
    count: int
    hangs_on: str


class NextYear(Struct, frozen=True, dict=True):
    """An activity year as it will be, and what beginning it saves.

    `entries` are all that touch `period`, the carried tasks' too. `since` is the year that it is compared with: the one
    before, or the running one when the year is further ahead; then there are no `tasks`. `meeting` is the annual
    meeting's day, when settings say on which exact days years begin and this one begins on another.
    """

    year: int
    label: str
    period: Period
    since: int
    entries: tuple[Entry, ...]
    collisions: tuple[Collision, ...]
    free_days: tuple[FreeDay, ...]
    gone: tuple[Gone, ...]
    tasks: tuple[Task, ...]
    meeting: date | None

    @property
    def undated(self) -> tuple[Entry, ...]:
        """What has a window and no day yet."""
        return tuple(entry for entry in self.entries if entry.state == "undated")

    def with_fate(self, fate: Fate) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.fate == fate)


def next_year(space: Workspace, year: int) -> NextYear:
    """Activity year `year` as it will be; saves nothing.

    Raises `InputError` for a year that is over, too far ahead, or before the workspace's first.
    """
    _check(space, year)
    running = space.years.year_of(space.today)
    since, period = min(year - 1, running), space.years.year(year)
    before = space.entries(space.years.year(since))
    tasks = tuple(_Tasks(space, year, before).found()) if since == year - 1 else ()
    copies = [task.copy for task in tasks if task.fate == "carried"]
    entries = space.entries_with(copies, period)
    activities = (*space.sources.activities.values(), *copies)
    fixed = {activity.id for activity in activities if isinstance(activity.schedule, Yearly)}
    own = {a.id for a in space.store.find(Activity, year=since) if not _has_own_year(a.schedule)}
    own -= {task.activity.id for task in tasks if task.fate == "dated"}
    return NextYear(
        year=year,
        label=space.years.label(year),
        period=period,
        since=since,
        entries=tuple(entries),
        collisions=tuple(collisions(entries)),
        free_days=tuple(on_free_days(entries, fixed)),
        gone=tuple(_gone(space, [entry for entry in before if entry.record not in own], entries)),
        tasks=tasks,
        meeting=_meeting(space, year),
    )


def begin(space: Workspace, plan: NextYear) -> None:
    """Save what the year inherits, as one step; without anything to inherit nothing is written."""
    copies = [task.copy for task in plan.with_fate("carried")]
    if copies:
        with space.store.transaction(f"Lade upp verksamhetsåret {plan.label}") as transaction:
            for copy in copies:
                transaction.put(copy)


def _check(space: Workspace, year: int) -> None:
    years, running = space.years, space.years.year_of(space.today)
    if year < running:
        hint = f"”vcycle list --year {year}” visar det; det nya året är {running + 1}."
        raise InputError(f"Verksamhetsåret {years.label(year)} är redan slut.", hint=hint)
    if year > running + FARTHEST_AHEAD:
        hint = f"Det nya året är {running + 1}; längre fram än {running + FARTHEST_AHEAD} går det inte att titta."
        raise InputError(f"{year} ligger för långt fram.", hint=hint)
    if years.first is not None and year < years.first:
        hint = f"Det står som ”first” i vcycle.toml. Börja där: ”vcycle year new {years.first}”."
        raise InputError(f"Föreningens första verksamhetsår här är {years.label(years.first)}.", hint=hint)


# What is unfinished


class _Tasks(Struct, frozen=True, dict=True):
    """Judges the activities that hold for the year before `year` alone; `before` are the entries of that year."""

    space: Workspace
    year: int
    before: list[Entry]

    def found(self) -> Iterator[Task]:
        store = self.space.store
        copies = {a.id: _copy(a, self.year) for a in store.find(Activity, year=self.year - 1)}
        period = self.space.years.year(self.year)
        there = {entry.record for entry in self.space.entries_with(copies.values(), period)}
        for activity in store.find(Activity, year=self.year - 1):
            copy = copies[activity.id]
            yield Task(activity, self._fate(activity, copy, there), copy)

    def _fate(self, activity: Activity, copy: Activity, there: set[str]) -> Fate:
        over = self._over(activity)
        if copy.id in self._live:
            return "needless" if over else "already"
        if _has_own_year(activity.schedule):
            return "dated"
        if over:
            return over
        if activity.id in there:
            return "stays"
        if copy.id in self._trashed:
            return "removed"
        return "carried" if activity.schedule is None or copy.id in there else "dated"

    def _over(self, activity: Activity) -> Fate | None:
        if activity.id in self._held or activity.series in self._logged:
            return "done"
        states = {entry.state for entry in self.before if entry.record == activity.id}
        return "cancelled" if states == {"cancelled"} else None

    @cached_property
    def _live(self) -> set[str]:
        return {activity.id for activity in self.space.store.find(Activity)}

    @cached_property
    def _trashed(self) -> set[str]:
        return {entry.record.id for entry in self.space.store.trash() if isinstance(entry.record, Activity)}

    @cached_property
    def _held(self) -> set[str]:
        return {change.record for change in self.space.store.find(Change, held=True)}

    @cached_property
    def _logged(self) -> set[str]:
        """The series that were logged that year and mean one activity, so that the log says that it was done."""
        period = self.space.years.year(self.year - 1)
        owners = Counter(activity.series for activity in self.space.sources.activities.values() if activity.series)
        return {log.series for log in self.space.store.find(Log) if log.day in period and owners[log.series] == 1}


def _has_own_year(schedule: Schedule | None) -> bool:
    """Whether a rule carries its own year: it is for that year only, and never carried over."""
    return isinstance(schedule, Dates) or (isinstance(schedule, Window) and has_year(schedule.start))


def _copy(activity: Activity, year: int) -> Activity:
    """`activity` as a new record of `year`. No plan knows it, so that reading the plan in again changes the old one."""
    return replace(
        activity,
        id=f"{activity.id.removesuffix(f'-{activity.year}')}-{year}",
        year=year,
        carried_from=activity.carried_from or activity.year,
        plan_item="",
        revision=0,
        created="",
        changed="",
        changed_by="",
    )


# What does not come back


def _gone(space: Workspace, before: Iterable[Entry], after: Iterable[Entry]) -> list[Gone]:
    """What has a date of its own in the year before and no successor, by day: neither its record nor its series."""
    after = list(after)
    records, series = {entry.record for entry in after}, {entry.series for entry in after if entry.series}
    groups: dict[tuple[str, str], list[Entry]] = {}
    titles: dict[str, str] = {}
    for entry in before:
        titles[entry.id] = entry.title
        title, stream = _stream(space, entry)
        if title and entry.record not in records and stream not in series:
            groups.setdefault((stream, title), []).append(entry)
    return [_gone_of(title, group, titles) for (_, title), group in groups.items()]


def _stream(space: Workspace, entry: Entry) -> tuple[str, str]:
    """What an entry is called among those that go with it, and the series that could go on without its record.

    Nothing for what a plugin works out by itself: elections come back in their own time.
    """
    if entry.record in space.sources.activities:
        return entry.title, entry.series
    found = date_field(space.registry, entry)
    if found is None:
        return "", ""
    kind, mark = found
    return (entry.title, entry.series) if mark.series else (kind.plural.capitalize(), "")


def _gone_of(title: str, group: list[Entry], titles: Mapping[str, str]) -> Gone:
    last = group[-1]
    return Gone(title, last, len(group), titles.get(last.anchor, ""))


# The day the year begins


def _meeting(space: Workspace, year: int) -> date | None:
    """The annual meeting's day when the settings count years from such days, and have another one for this year."""
    if not space.years.starts:
        return None
    first = space.years.first_day(year)
    entries = space.entries(Period(date(year, 1, 1), date(year, 12, 31)))
    days = [entry.start for entry in entries if entry.start and entry.state != "cancelled" and _is_annual(entry)]
    day = min((day for day in days if day.year == year), key=lambda day: abs(day - first), default=first)
    return None if day == first else day


def _is_annual(entry: Entry) -> bool:
    """Whether it is an annual meeting or conference: "arsmote", "distriktsarskonferens"."""
    return not entry.anchor and entry.series.endswith(("arsmote", "arskonferens"))
