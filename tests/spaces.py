"""Workspaces and years for the tests of services: a few records, a real store, and every kind of change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.schedule_strategies import dated, weekends
from vcycle.config import Settings
from vcycle.model.core import Activity, Change
from vcycle.model.derived import Entry
from vcycle.model.period import Period, Years
from vcycle.model.records import Record
from vcycle.model.schedule import Offset, Recur
from vcycle.services.workspace import Workspace, create_workspace
from vcycle.services.year import Sources, entries_of

TODAY = date(2026, 3, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LAST_THURSDAY = Recur(rule="FREQ=MONTHLY;BYDAY=-1TH")
FIRST_TUESDAY = Recur(rule="FREQ=MONTHLY;BYDAY=1TU")


def a_space(
    folder: Path,
    *records: Record,
    today: date = TODAY,
    years: Years | None = None,
    plugins: dict[str, str] | None = None,
    rings: dict[str, tuple[str, ...]] | None = None,
) -> Workspace:
    """A workspace with these records, on disk."""
    settings = Settings(
        name="Föreningen Prov", years=years or Years(first=2026), plugins=plugins or {}, rings=rings or {}
    )
    space = create_workspace(folder, settings, today=today, who="prov")
    put(space, *records)
    return space


def put(space: Workspace, *records: Record) -> None:
    with space.store.transaction("Prov") as transaction:
        for record in records:
            transaction.put(record)


def sources(*activities: Activity, changes: Iterable[Change] = (), years: Years | None = None) -> Sources:
    return Sources({a.id: a for a in activities}, {c.id: c for c in changes}, years or Years(first=2026))


def one(entries: Sequence[Entry], id_: str) -> Entry:
    """The only entry with that id, which must be there exactly once."""
    (found,) = [entry for entry in entries if entry.id == id_]
    return found


def change_of(entry: Entry, **news: object) -> Change:
    return Change(id=entry.id, record=entry.record, slot=entry.slot, **news)  # type: ignore[arg-type]


# Years for property tests

_near_days = st.dates(date(2023, 1, 1), date(2030, 12, 31))
_amounts = st.one_of(
    st.integers(1, 90).map("{}d".format),
    st.integers(1, 20).map("{}w".format),
    st.integers(1, 30).map("{}m".format),
    st.integers(1, 3).map("{}y".format),
)


@st.composite
def _offsets(draw: st.DrawFn, count: int) -> Offset:
    series = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=2, unique=True))
    side = draw(st.sampled_from(("before", "after", "together")))
    amount = {} if side == "together" else {side: draw(_amounts)}
    return Offset(tuple(f"s{n}" for n in series), weekend=draw(weekends), hard=draw(st.booleans()), **amount)


@st.composite
def _changes(draw: st.DrawFn, entry: Entry) -> Change:
    moved = draw(_near_days)
    kinds = ({"day": moved}, {"day": moved, "held": True}, {"cancelled": True, "reason": "regn"})
    chosen = draw(st.sampled_from(kinds))
    pinned = bool(entry.anchor) and "day" in chosen
    return change_of(entry, was=entry.start, pinned=pinned, **chosen)


@st.composite
def worlds(draw: st.DrawFn) -> Sources:
    """Some activities of every kind, hanging on each other in chains, with changes, and rules edited since."""
    count = draw(st.integers(1, 5))
    activities = [
        Activity(
            id=f"a{n}",
            title=f"Sak {n}",
            series=f"s{n}",
            schedule=draw(_offsets(count) if n and draw(st.booleans()) else dated),
            year=draw(st.sampled_from((None, None, 2026))),
        )
        for n in range(count)
    ]
    years = Years(start=draw(st.sampled_from(("01-01", "03-25"))), first=draw(st.sampled_from((None, 2025))))
    world = sources(*activities, years=years)
    for _round in range(2):
        entries = entries_of(world, Period(date(2025, 6, 1), date(2027, 6, 1)))
        chosen = draw(st.lists(st.sampled_from(entries), max_size=4, unique_by=lambda e: e.id)) if entries else []
        made = {change.id: change for change in (draw(_changes(entry)) for entry in chosen)}
        world = replace(world, changes={**world.changes, **made})
    if draw(st.booleans()):
        edited = draw(st.sampled_from(activities))
        if not isinstance(edited.schedule, Offset):
            changed = Activity(id=edited.id, title=edited.title, series=edited.series, schedule=draw(dated))
            world = Sources({**world.activities, edited.id: changed}, world.changes, years)
    return world


short_periods = st.builds(
    lambda first, length: Period(first, date.fromordinal(first.toordinal() + length)), _near_days, st.integers(0, 500)
)
