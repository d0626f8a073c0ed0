"""Outer dates in a workspace: added as activities that others hang on, and moved with every consequence shown first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from msgspec.structs import replace

from vcycle.errors import InputError, NotFound
from vcycle.model.core import Activity, DateChange, Role
from vcycle.model.derived import Entry, Finding
from vcycle.model.records import Record, new_id
from vcycle.model.schedule import Dates
from vcycle.model.text import printable, quoted, slug
from vcycle.model.values import meant
from vcycle.services import moving
from vcycle.services.findings import OUTER_DATE
from vcycle.services.outer_dates_file import OuterDate, find_date, outer_dates
from vcycle.services.workspace import Workspace, check_day
from vcycle.services.year import single


def added(space: Workspace) -> dict[str, Activity]:
    """The outer dates that the workspace has, by key."""
    prefix = len(OUTER_DATE)
    activities = space.store.find(Activity)
    return {a.plan_item[prefix:]: a for a in activities if a.plan_item.startswith(OUTER_DATE)}


def history(space: Workspace, activity: Activity) -> list[DateChange]:
    """How the day of an activity was moved, oldest first."""
    return sorted(space.store.find(DateChange, record=activity.id), key=lambda move: (move.learnt, move.id))


def add_date(space: Workspace, name: str, *, dry_run: bool = False) -> tuple[Record, ...]:
    """The outer date `name` as an activity with its history, in one transaction; nothing when it is there already."""
    outer = find_date(name, space.folder)
    if outer.key in added(space):
        return ()
    records = tuple(_records(space, outer))
    if not dry_run:
        with space.store.transaction(f"Lade till datumet {outer.key}") as transaction:
            for record in records:
                transaction.put(record)
    return records


def _records(space: Workspace, outer: OuterDate) -> Iterator[Record]:
    role = next((r for r in space.store.find(Role) if slug(r.name) == slug(outer.responsible)), None)
    if role is None and outer.responsible:
        role = Role(id=new_id(), name=outer.responsible)
        yield role
    activity = Activity(
        id=new_id(),
        title=outer.title,
        schedule=outer.schedule,
        series=outer.key,
        responsible=role.id if role else "",
        description=outer.description,
        source=outer.source,
        level=outer.level,
        stop=outer.stop,
        paragraph=outer.paragraph,
        basis="rule",
        checked=outer.checked,
        plan_item=f"{OUTER_DATE}{outer.key}",
    )
    yield activity
    for move in outer.history:
        yield DateChange(
            id=new_id(), record=activity.id, was=move.was, day=move.day, learnt=move.learnt, source=move.source
        )


def move_date(space: Workspace, name: str, day: date, *, learnt: date | None = None, source: str = "") -> moving.Step:
    """The outer date `name` on another day, with all that hangs on it and a line of history; not yet saved.

    A day of every year is moved in the calendar year of `day` alone. `learnt` is when the board came to know, by
    default today. Raises `NotFound` for a date that the workspace does not have.
    """
    check_day(day)
    activity = _activity(space, name)
    schedule = activity.schedule
    named = isinstance(schedule, Dates)
    entry = single(space.sources, f"{activity.id}.{1 if named else day.year}")
    if entry is None or entry.start is None or (isinstance(schedule, Dates) and len(schedule.days) != 1):
        raise InputError(f"{quoted(activity.title)} har ingen dag {day.year} som går att flytta.")
    if entry.start == day:
        raise InputError(f"{quoted(activity.title)} ligger redan {day}.")
    known = learnt or space.today
    _refuse_earlier(space, activity, entry.start.year, known)
    note = DateChange(id=new_id(), record=activity.id, was=entry.start, day=day, learnt=known, source=source)
    if not named:
        step = moving.move(space, entry, day)
        return moving.step_of(space, step.label, (*step.records, note), entry)
    news = replace(activity, schedule=Dates((day.isoformat(),)))
    news = replace(news, source=source, checked=known) if source else news
    change = space.sources.changes.get(entry.id)
    undone = () if change is None or change.held else (replace(change, day=None, was=None, pinned=False),)
    label = f"Flyttade {printable(activity.title)} till {day}"
    return moving.step_of(space, label, (news, note, *undone), entry)


def move_entry(
    space: Workspace, entry: Entry, day: date, starts: time | None = None, ends: time | None = None
) -> moving.Step:
    """`entry` to another day as `moving.move` has it; an outer date with its history, as `move_date` has it."""
    activity = space.sources.activities.get(entry.record)
    if activity is None or starts is not None or entry.start in (None, day):
        return moving.move(space, entry, day, starts, ends)
    slot = "1" if isinstance(activity.schedule, Dates) else str(day.year)
    if not activity.plan_item.startswith(OUTER_DATE) or entry.slot != slot or entry.state == "cancelled":
        return moving.move(space, entry, day, starts, ends)
    return move_date(space, activity.plan_item.removeprefix(OUTER_DATE), day)


def _refuse_earlier(space: Workspace, activity: Activity, year: int, learnt: date) -> None:
    """Raise `InputError` when the board knew of an earlier move of the same day only after `learnt`."""
    named = isinstance(activity.schedule, Dates)
    last = max((m.learnt for m in history(space, activity) if named or m.day.year == year), default=learnt)
    if learnt < last:
        raise InputError(
            f"{quoted(activity.title)} har flyttats tidigare, och det visste ni {last}, efter {learnt}.",
            hint="Historien skrivs framåt: ange dagen ni fick veta det med --learnt.",
        )


def _activity(space: Workspace, name: str) -> Activity:
    found = added(space)
    if name in found:
        return found[name]
    if any(outer.key == name for _, outer in outer_dates(space.folder)):
        raise NotFound(
            f"Datumet {quoted(name)} är inte tillagt än.", hint=f"Lägg till det med ”vcycle dates add {name}”."
        )
    hint = meant(slug(name[:200]), found) or "”vcycle dates list” visar alla."
    raise NotFound(f"Det finns inget datum som heter {quoted(name)}.", hint=hint)


def moved_by_others(space: Workspace) -> Iterator[Finding]:
    """Dates that a file says have been moved since the workspace took them in."""
    own = added(space)
    known = {outer.key: outer for _, outer in outer_dates(space.folder)} if own else {}
    for key, activity in own.items():
        outer = known.get(key)
        entry = single(space.sources, f"{activity.id}.1") if outer is not None and outer.day is not None else None
        if outer is None or outer.day is None or entry is None or entry.start in (None, outer.day):
            continue
        if outer.checked >= max((move.learnt for move in history(space, activity)), default=date.min):
            yield Finding(
                level="warning",
                message=f"{quoted(activity.title)} ligger {entry.start} hos er men {outer.day} enligt {outer.source}.",
                hint=f"Se vad som händer med ”vcycle dates move {key} {outer.day} --dry-run”.",
                due=min(outer.day, entry.start) if entry.start else outer.day,
                ref=activity.id,
            )
