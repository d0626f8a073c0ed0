"""The filled example: an invented association on a real plan, in the middle of its year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

from vcycle.model.core import Change, Holder, Person, Role
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.store import Transaction
from vcycle.paths import shipped
from vcycle.services.founding import found
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.importing import import_plan
from vcycle.services.workspace import Workspace

DEMO_PLAN = "solna-2020"
ASSOCIATION = "Föreningen Exempelstad"
PEOPLE = (("Amina Berg", "woman"), ("Johan Ek", "man"), ("Siri Lund", "woman"), ("Kim Sand", "other"))


def make_demo(folder: Path, plan: str = DEMO_PLAN, *, today: date, who: str = "") -> Workspace:
    """A new workspace in `folder`: `plan` for the year that `today` lies in, with what has passed ticked off."""
    year = read_plan(find_plan(plan)).years.year_of(today)
    space = found(folder, today=today, who=who or "exempel", plan=plan, name=ASSOCIATION, year=year)
    if plan == DEMO_PLAN:
        import_plan(space.store, read_plan(shipped("demo", "exempelstad.toml")), year=year, own=ASSOCIATION)
    _fill(space)
    return space


def _fill(space: Workspace) -> None:
    """What a board in the middle of its year has done: meetings held, one cancelled, one moved, roles filled."""
    entries = [e for e in space.entries(space.this_year) if e.plugin == "core" and e.start is not None]
    passed = [e for e in entries if e.end is not None and e.end < space.today - timedelta(days=3)]
    coming = [e for e in entries if e.start is not None and e.start > space.today and e.start_time and not e.anchor]
    with space.store.transaction("Fyllde exemplet") as transaction:
        for index, entry in enumerate(passed):
            transaction.put(_cancelled(entry) if index == 5 else _held(entry))
        if coming:
            transaction.put(_moved(coming[0], space.this_year))
        _people(space, transaction)


def _held(entry: Entry) -> Change:
    """Held, with a number of people that is the same at every run."""
    number = crc32(f"{entry.title}{entry.start}".encode()) if entry.start_time else 0
    women, men = (number % 9 + 3, number // 9 % 8 + 2) if number else (0, 0)
    return Change(
        id=entry.id, record=entry.record, slot=entry.slot, day=entry.start, was=entry.start, held=True,
        women=women, men=men,
    )  # fmt: skip


def _cancelled(entry: Entry) -> Change:
    reason = "Lokalen var dubbelbokad"
    return Change(id=entry.id, record=entry.record, slot=entry.slot, cancelled=True, reason=reason)


def _moved(entry: Entry, year: Period) -> Change:
    """One day later, or earlier on the year's last day."""
    assert entry.start is not None
    step = timedelta(days=1 if entry.start < year.end else -1)
    return Change(id=entry.id, record=entry.record, slot=entry.slot, day=entry.start + step, was=entry.start)


def _people(space: Workspace, transaction: Transaction) -> None:
    """Invented people in the first roles; the rest are still to be appointed."""
    roles = space.store.find(Role)
    since = space.this_year.start
    for (name, gender), role in zip(PEOPLE, roles, strict=False):
        person = transaction.put(Person(name=name, gender=gender, member_since=since))  # type: ignore[arg-type]
        transaction.put(Holder(role=role.id, person=person.id, since=since))
