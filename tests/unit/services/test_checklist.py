"""What hangs on an entry, and what was done to it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from tests.spaces import YEAR, a_space, put, worlds
from vcycle.model.core import Activity
from vcycle.model.period import Period
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving
from vcycle.services.checklist import checklist, past_of, remark
from vcycle.services.past import local
from vcycle.services.workspace import open_workspace
from vcycle.services.year import entries_of

ANNUAL = Activity(id="a", title="Årsmöte", series="arsmote", schedule=Dates(days=("2026-03-14",)))
CALL = Activity(id="k", title="Kallelse", series="kallelse", schedule=Offset(("arsmote",), before="1m"))
PRINT = Activity(id="t", title="Tryck kallelsen", schedule=Offset(("kallelse",), before="1w"))
OTHER = Activity(id="x", title="Annat", schedule=Dates(days=("2026-03-14",)))


def test_all_that_hangs_on_an_entry_is_in_its_list(tmp_path):
    """Also what hangs on it through something else, by day, and nothing that does not."""
    space = a_space(tmp_path / "x", ANNUAL, CALL, PRINT, OTHER)
    [meeting] = [e for e in space.entries(YEAR) if e.record == "a"]
    assert [(e.title, e.start) for e in checklist(space, meeting)] == [
        ("Tryck kallelsen", date(2026, 2, 7)),
        ("Kallelse", date(2026, 2, 14)),
    ]
    [other] = [e for e in space.entries(YEAR) if e.record == "x"]
    assert checklist(space, other) == []


class Still:
    """As much of a workspace as a list needs."""

    def __init__(self, sources):
        self.sources = sources


@given(worlds())
def test_the_list_is_what_the_year_says(world):
    """In every world the list holds the entries of the years around that hang on the entry, as they are there."""
    years = entries_of(world, Period(date(2015, 1, 1), date(2036, 12, 31)))
    ruled = {e.id: e for e in years if world.split(e.id)[0] is not None}
    for entry in list(ruled.values())[:5]:
        own = {e.id: e for e in checklist(Still(world), entry)}
        inside = {id_: e for id_, e in own.items() if e.due is None or 2016 < e.due.year < 2035}
        assert {id_: ruled.get(id_) for id_ in inside} == inside
        hanging = {id_ for id_, e in ruled.items() if id_.endswith(f".{entry.id}")}
        placed = {id_ for id_ in hanging if ruled[id_].pinned or ruled[id_].state == "held"}
        assert hanging - placed <= own.keys()


def test_a_step_is_late_when_its_day_has_passed(tmp_path):
    """Late is what hangs on something, has passed, and is neither done nor cancelled."""
    space = a_space(tmp_path / "x", ANNUAL, CALL)
    [meeting] = [e for e in space.entries(YEAR) if e.record == "a"]
    [call] = checklist(space, meeting)
    assert remark(call, date(2026, 2, 14)) == ""
    assert remark(call, date(2026, 2, 15)) == "1 dag sen"
    assert remark(meeting, date(2026, 3, 20)) == ""
    moving.save(space, moving.done(space, call))
    assert remark(checklist(space, meeting)[0], date(2026, 3, 1)) == ""


def test_the_past_is_of_the_entry_and_its_record_alone(tmp_path):
    """Newest first, with who did it, what was taken back marked, and nothing of other records."""
    space = a_space(tmp_path / "x", ANNUAL, CALL, OTHER)
    [meeting] = [e for e in space.entries(YEAR) if e.record == "a"]
    siri = open_workspace(space.folder, today=space.today, who="Siri")
    moving.save(siri, moving.move(siri, meeting, date(2026, 3, 21)))
    siri.store.undo()
    put(space, Activity(id="z", title="Ovidkommande"))
    found = past_of(space, meeting)
    assert [(past.who, past.what) for past in found] == [
        ("Siri", "Ångrade: Flyttade Årsmöte till 2026-03-21"),
        ("Siri", "Flyttade Årsmöte till 2026-03-21 (ångrat)"),
        ("prov", "Prov"),
    ]
    assert len(past_of(space, meeting, most=1)) == 1


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-03-04T17:22:09Z", "4 mars 18:22"),
        ("2025-07-01T22:30:00Z", "2 juli 2025 00:30"),
        ("i går kväll", "i går kväll"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ],
)
def test_times_are_swedish(at, shown):
    """Local time, the year only when it is another, and what is no time, in a file changed by hand, as it is."""
    assert local(at, date(2026, 3, 4)) == shown
