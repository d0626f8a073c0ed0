"""What a new association is asked before it has a wheel, and the workspace that the answers make."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from vcycle.model.core import Activity
from vcycle.model.derived import Entry
from vcycle.model.schedule import Offset, Window
from vcycle.paths import shipped
from vcycle.services import moving
from vcycle.services.chains.adding import add_chain
from vcycle.services.founding import DEFAULT_NAME, found
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.format import Plan
from vcycle.services.workspace import Workspace

Level = Literal["association", "district"]
LEVELS: dict[Level, str] = {"association": "lokalförening", "district": "distrikt"}
NAMES: dict[Level, str] = {"association": DEFAULT_NAME, "district": "Vårt distrikt"}


class Meeting(Struct, frozen=True):
    """The meeting that a year turns on: its series, which is also the name of the chain around it, and its title."""

    series: str
    title: str


MEETINGS: dict[Level, Meeting] = {
    "association": Meeting("arsmote", "Årsmöte"),
    "district": Meeting("distriktsarskonferens", "Distriktsårskonferens"),
}
SOME_TIME = Window(name="hela året")
OVER = "har redan varit när årshjulet läggs upp"


class Beginning(Struct, frozen=True):
    """The answers: `plan` is a shipped plan's name or nothing, `meeting` the annual meeting's day when it is known."""

    level: Level = "association"
    plan: str = ""
    meeting: date | None = None
    name: str = ""

    @property
    def called(self) -> str:
        """The association's name, or what it is called until it has one."""
        return self.name.strip() or NAMES[self.level]


def plans() -> tuple[Plan, ...]:
    """The plans that come with vcycle, whole."""
    return tuple(read_plan(path) for path in sorted(shipped("plans").glob("*.toml")))


def begin(folder: Path, beginning: Beginning, *, today: date, who: str = "") -> Workspace:
    """A new workspace in `folder`, all of it or nothing: the plan for the year of today, the annual meeting in it.

    Nobody is asked about what should have been done before today.

    The meeting is undated until its day is known, and the steps of its chain hang on it unless the plan has its own.
    """
    plan = beginning.plan or None
    year = read_plan(find_plan(plan)).years.year_of(today) if plan else today.year
    then = partial(_meet, beginning=beginning)
    return found(folder, today=today, who=who, plan=plan, name=beginning.called, year=year, begun=today, then=then)


def _meet(space: Workspace, beginning: Beginning) -> None:
    meeting = MEETINGS[beginning.level]
    _have(space, meeting)
    if not any(_hangs(activity, meeting.series) for activity in space.sources.activities.values()):
        add_chain(space, meeting.series)
    if beginning.meeting is not None:
        _date(space, meeting, beginning.meeting)


def _have(space: Workspace, meeting: Meeting) -> None:
    """See to it that the meeting is in every year, on a day that the board chooses."""
    there = [activity for activity in space.sources.activities.values() if activity.series == meeting.series]
    if any(activity.schedule is not None for activity in there):
        return
    new = replace(there[0], schedule=SOME_TIME) if there else _new(meeting)
    with space.store.transaction(f"Lade till {meeting.title.lower()}") as transaction:
        transaction.put(new)


def _new(meeting: Meeting) -> Activity:
    return Activity(title=meeting.title, series=meeting.series, schedule=SOME_TIME)


def _hangs(activity: Activity, series: str) -> bool:
    return isinstance(activity.schedule, Offset) and series in activity.schedule.series


def _date(space: Workspace, meeting: Meeting, day: date) -> None:
    """Put the meeting of the year that `day` lies in on that day; when it is the next year's, this one's is over."""
    entry = _meeting_of(space, meeting, space.years.year_of(day))
    moving.save(space, moving.move(space, entry, day), force=True)  # the day is what it is, late or not
    running = space.years.year_of(space.today)
    if space.years.year_of(day) > running:
        over = moving.cancel(space, _meeting_of(space, meeting, running), OVER)
        moving.save(space, over, force=True)


def _meeting_of(space: Workspace, meeting: Meeting, year: int) -> Entry:
    return next(entry for entry in space.entries(space.years.year(year)) if entry.series == meeting.series)
