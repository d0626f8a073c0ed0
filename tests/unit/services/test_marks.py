"""Marked dates of records are entries: a plugin's own, here the almanac's days."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.circle_plugin import Circle
from tests.spaces import YEAR, a_space, one, put
from tests.things_plugin import THING, Thing
from vcycle.model.core import Activity, Area, Role
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.records import Registry
from vcycle.model.schedule import Offset
from vcycle.services import moving
from vcycle.services.findings import findings
from vcycle.services.marks import entries, ringed, series_of
from vcycle.services.references import find
from vcycle_almanac import Day

FAIR = Day(id="f1", title="Marknad", first=date(2026, 9, 4), last=date(2026, 9, 6))
STEP = Activity(id="b", title="Boka bord", schedule=Offset(("almanac.day.first",), before="1m", hard=True))


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", FAIR, STEP, plugins={"almanac": "vcycle_almanac"}, rings={"Ute": ("almanac",)})


def test_marked_date_is_an_entry(space):
    """A marked date is an entry of its record, type and plugin, in the ring of the settings, by any of its days."""
    for day in (date(2026, 9, 4), date(2026, 9, 6)):
        entry = one(space.entries(Period(day, day)), "f1.first")
        assert (entry.start, entry.end, entry.title) == (date(2026, 9, 4), date(2026, 9, 6), "Marknad")
        assert (entry.type, entry.plugin, entry.ring, entry.series) == (
            "almanac.day", "almanac", "Ute", "almanac.day.first",
        )  # fmt: skip
    assert all(e.id != "f1.first" for e in space.entries(Period(date(2026, 9, 7), date(2026, 9, 30))))


def test_something_hangs_on_it(space):
    """An activity hangs on the series of a marked date, follows when the record changes, and is no error."""
    assert one(space.entries(YEAR), "b.f1.first").start == date(2026, 8, 4)
    put(space, replace(space.store.get(Day, "f1"), first=date(2028, 9, 1), last=None))
    step = one(space.entries(Period(date(2028, 8, 1), date(2028, 8, 31))), "b.f1.first")
    assert step.start == date(2028, 8, 1)
    assert find("boka-bord.f1.first", space) == step
    assert [f for f in findings(space) if f.ref == "b"] == []


def test_moving_a_mark_changes_the_record(space):
    """A marked date moved to another year is changed in its record, all its days, with what hangs on it."""
    moving.save(space, moving.move(space, one(space.entries(YEAR), "f1.first"), date(2029, 9, 7)))
    day = space.store.get(Day, "f1")
    assert (day.first, day.last) == (date(2029, 9, 7), date(2029, 9, 9))
    assert one(space.entries(Period(day.last, day.last)), "f1.first").state == "planned"
    assert one(space.entries(Period(date(2029, 8, 7), date(2029, 8, 7))), "b.f1.first").start == date(2029, 8, 7)
    assert all(e.record not in ("f1", "b") for e in space.entries(YEAR))
    space.store.undo()
    assert one(space.entries(YEAR), "b.f1.first").start == date(2026, 8, 4)


def test_a_cancelled_mark_is_on_again_when_moved(space):
    """What was cancelled is on again on the day it was moved to, as every entry is, in one step."""
    moving.save(space, moving.cancel(space, one(space.entries(YEAR), "f1.first"), "regn"))
    assert one(space.entries(YEAR), "b.f1.first").state == "cancelled"
    moving.save(space, moving.move(space, one(space.entries(YEAR), "f1.first"), date(2026, 10, 2)))
    found = space.entries(YEAR)
    assert (one(found, "f1.first").state, one(found, "f1.first").start) == ("planned", date(2026, 10, 2))
    assert one(found, "b.f1.first").start == date(2026, 9, 2)


def test_series_nobody_has_used_yet_is_known(tmp_path):
    """Hanging on a marked date that no record has yet is no error; on a series that nothing has, it is one."""
    lost = Activity(id="l", title="Vilse", schedule=Offset(("nonsens",), before="1d"))
    space = a_space(tmp_path / "x", STEP, lost, plugins={"almanac": "vcycle_almanac"})
    wrong = [f for f in findings(space) if f.level == "error"]
    assert [f.ref for f in wrong] == ["l"]
    assert "”nonsens”" in wrong[0].message


def test_plugin_series_of_another_year_is_known(tmp_path):
    """Hanging on what a plugin gives next year is no error this year."""
    step = Activity(id="v", title="Valvaka", schedule=Offset(("valdag",)))
    space = a_space(tmp_path / "x", step, plugins={"almanac": "vcycle_almanac"}, today=date(2025, 10, 1))
    assert [f for f in findings(space) if f.level == "error"] == []


class _Store:
    """A reader over a list: the protocol that plugins are given, without a disk."""

    def __init__(self, *records):
        self.records = records

    def get(self, _cls, record_id):
        return next(r for r in self.records if r.id == record_id)

    def find(self, _cls, **_equal):
        return list(self.records)


def _given(*records, period=YEAR, also=()):
    return list(entries(Registry((THING,)), _Store(*records), period, also))


def test_no_date_no_entry():
    """A record whose marked date is empty has no entry; one with a last day before its first ends on its first."""
    assert _given(Thing(id="a", name="A")) == []
    (entry,) = _given(Thing(id="a", name="A{0}", first=date(2026, 5, 5), last=date(2026, 5, 1)))
    assert (entry.start, entry.end, entry.title) == (date(2026, 5, 5), date(2026, 5, 5), "Sista dag: A{0}")


def test_also_what_was_changed():
    """An entry that somebody changed is given whatever the period, for it may have been moved into it."""
    thing = Thing(id="a", name="A", first=date(2020, 5, 5))
    assert _given(thing) == []
    assert [e.id for e in _given(thing, also={"a.first"})] == ["a.first"]


def test_series_has_type_and_field():
    """The series of a marked date is its record type and its field."""
    assert series_of(THING, THING.marks[0]) == "things.thing.first"


def test_ring_by_area_then_plugin():
    """The settings' ring of the area goes before that of the plugin; without either the entry keeps its own."""
    entry = Entry(record="a", slot="1", title="A", area="Ekonomi", plugin="almanac", ring="Egen")
    assert ringed(entry, {"Ekonomi": "Inåt", "almanac": "Ute"}).ring == "Inåt"
    assert ringed(entry, {"almanac": "Ute"}).ring == "Ute"
    assert ringed(entry, {}) is entry


def test_what_a_plan_declares_of_a_series_holds_for_its_marks(tmp_path):
    """An undated activity of the series gives a marked date its area, ring, responsible and source."""
    fair = Activity(id="a", title="Marknad", series="kvall", areas=("o",), responsible="r", source="Planen, rad 3")
    circle = Circle(id="c", kind="Kväll", day=date(2026, 5, 5))
    area, role = Area(id="o", name="Torget", ring="Ute"), Role(id="r", name="Värd")
    space = a_space(tmp_path / "x", fair, circle, area, role, plugins={"circles": "tests.circle_plugin"})
    entry = one(space.entries(YEAR), "c.day")
    assert (entry.area, entry.ring, entry.responsible, entry.source) == ("Torget", "Ute", "Värd", "Planen, rad 3")
