"""A copy is a record of its own on another day: shown first, saved as one step, refused for what a rule gives."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.spaces import LAST_THURSDAY, a_space
from tests.things_plugin import Thing
from vcycle.errors import InputError
from vcycle.model.core import Activity
from vcycle.model.schedule import Dates, Offset, Window
from vcycle.services import moving
from vcycle.services.copying import copy

PARTY = Activity(
    id="f", title="Fest", series="fest", place="Parken", start_time=time(18), end_time=time(23),
    schedule=Dates(days=("2026-05-01/2026-05-02",)), plan_item="plan/fest", year=2026,
)  # fmt: skip
BANNERS = Activity(id="b", title="Måla banderoller", schedule=Offset(("fest",), before="1w"))
MEETING = Activity(id="m", title="Möte", series="mote", schedule=LAST_THURSDAY)
STUDY = Activity(id="w", title="Studiedag", schedule=Window(start="2026-09-01", end="2026-10-01"))


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", PARTY, BANNERS, MEETING, STUDY)


def titled(space, title):
    return [entry for entry in space.entries(space.this_year) if entry.title == title]


def test_a_copy_shows_itself_and_what_will_hang_on_it(space):
    """Before anything is saved: the copy first, as long as what it is copied from, and the steps that come with it."""
    [party] = titled(space, "Fest")
    before = space.store.token
    step = copy(space, party, date(2026, 8, 14))
    assert space.store.token == before
    assert step.day == date(2026, 8, 14)
    shown = [(c.before, c.entry.title, c.entry.start, c.entry.end) for c in step.consequences]
    assert shown == [
        (None, "Fest", date(2026, 8, 14), date(2026, 8, 15)),
        (None, "Måla banderoller", date(2026, 8, 7), date(2026, 8, 7)),
    ]


def test_a_saved_copy_is_a_record_of_its_own(space):
    """Place, hours and series come along, the item of the plan does not; one undo takes all of it back."""
    [party] = titled(space, "Fest")
    moving.save(space, copy(space, party, date(2027, 5, 1)))
    [new] = [a for a in space.store.find(Activity) if a.title == "Fest" and a.id != "f"]
    assert (new.place, new.start_time, new.series, new.plan_item) == ("Parken", time(18), "fest", "")
    assert (new.year, new.revision) == (2027, 1)
    assert space.store.get(Activity, "f").revision == 1
    label = space.store.undo().label
    assert label == "Kopierade Fest till 2027-05-01"
    assert [a.id for a in space.store.find(Activity) if a.title == "Fest"] == ["f"]


def test_what_was_moved_is_copied_as_it_is_now(space):
    """The hours that a move gave come along."""
    [party] = titled(space, "Fest")
    moving.save(space, moving.move(space, party, date(2026, 5, 3), time(12), time(14)))
    [moved] = titled(space, "Fest")
    step = copy(space, moved, date(2026, 6, 1))
    assert step.consequences[0].after.start_time == time(12)
    assert step.consequences[0].after.state == "planned"


@pytest.mark.parametrize("title", ["Möte", "Måla banderoller", "Studiedag"])
def test_what_a_rule_gives_is_refused(space, title):
    """The sentence says that the rule gives more, and how the rule reads."""
    entry = titled(space, title)[0]
    with pytest.raises(InputError, match="kommer av en regel, som ger fler av sig själv"):
        copy(space, entry, date(2026, 6, 1))


def test_a_day_beyond_the_calendar_is_refused(space):
    """No copy lies where no year can be worked out."""
    [party] = titled(space, "Fest")
    with pytest.raises(InputError):
        copy(space, party, date(1, 1, 1))


def test_a_record_with_marked_days_is_copied_with_all_of_them(tmp_path):
    """A plugin's record keeps its days as far apart as they were."""
    thing = Thing(id="t", name="Utställning", first=date(2026, 5, 4), last=date(2026, 5, 9))
    space = a_space(tmp_path / "y", thing, plugins={"things": "tests.things_plugin"})
    [entry] = [e for e in space.entries(space.this_year) if e.record == "t"]
    step = copy(space, entry, date(2026, 10, 1))
    [shown] = step.consequences
    assert (shown.before, shown.after.start, shown.after.end) == (None, date(2026, 10, 1), date(2026, 10, 6))
    moving.save(space, step)
    [new] = [found for found in space.store.find(Thing) if found.id != "t"]
    assert (new.name, new.first, new.last) == ("Utställning", date(2026, 10, 1), date(2026, 10, 6))
    assert space.store.get(Thing, "t").first == date(2026, 5, 4)
