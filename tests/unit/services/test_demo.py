"""The filled example opens on any day, on any shipped plan, and shows a board in the middle of its year."""

from datetime import date

import pytest

from vcycle.errors import NotFound
from vcycle.model.core import Change, Holder, Person
from vcycle.services.demo import ASSOCIATION, DEMO_PLAN, make_demo
from vcycle.services.findings import findings
from vcycle.services.wheel_page import wheel_page

DAYS = (
    date(2026, 1, 1), date(2026, 3, 24), date(2026, 3, 25), date(2026, 12, 31), date(2028, 2, 29), date(2017, 2, 10),
    date(2016, 12, 31), date(2049, 7, 1),
)  # fmt: skip


@pytest.mark.parametrize("plan", ["solna-2020", "ostergotland-2017", "vanersborg-2022", "jamtland-2022", "vast-2022"])
@pytest.mark.parametrize("today", DAYS)
def test_any_day_any_plan(tmp_path, today, plan):
    """The demo begins with the year that today lies in, has entries in it, findings without errors, and a wheel."""
    space = make_demo(tmp_path / "x", plan, today=today)
    assert space.settings.name == ASSOCIATION
    assert today in space.this_year
    assert space.years.first == space.years.year_of(today)
    assert wheel_page(space, space.years.year_of(today)).entries
    assert not [f for f in findings(space) if f.level == "error"]


@pytest.mark.parametrize("today", DAYS)
def test_what_has_passed_is_ticked(tmp_path, today):
    """What ended more than three days ago is held or cancelled, nothing to come is, and one at most is cancelled."""
    space = make_demo(tmp_path / "x", today=today)
    entries = [e for e in space.entries(space.this_year) if e.start is not None]
    for entry in entries:
        settled = entry.state in ("held", "cancelled")
        assert settled or (today - entry.end).days <= 3
        assert not settled or entry.end < today or entry.state == "cancelled"
    assert len([c for c in space.store.find(Change) if c.cancelled]) <= 1


def test_every_state_in_november(tmp_path):
    """In November the demo shows all five states, and invented people in the first roles."""
    space = make_demo(tmp_path / "x", today=date(2026, 11, 20))
    states = {e.state for e in space.entries(space.this_year)}
    assert states == {"planned", "held", "moved", "cancelled", "undated"}
    assert len(space.store.find(Person)) == len(space.store.find(Holder)) == 4


def _facts(space):
    """All that a viewer sees of the year; ids are new in every workspace."""
    return [
        (e.title, e.start, e.end, e.start_time, e.state, e.ring, e.place, e.responsible)
        for e in space.entries(space.this_year)
    ]


def test_the_same_every_time(tmp_path):
    """Two demos of the same day show the same year, with the same numbers counted."""
    first, second = (make_demo(tmp_path / name, today=date(2026, 11, 20)) for name in "ab")
    assert sorted(map(str, _facts(first))) == sorted(map(str, _facts(second)))
    counted = [sorted((c.women, c.men) for c in space.store.find(Change)) for space in (first, second)]
    assert counted[0] == counted[1]
    assert any(women for women, _men in counted[0])


def test_unknown_plan(tmp_path):
    """A plan that does not exist is refused, and nothing is made."""
    with pytest.raises(NotFound):
        make_demo(tmp_path / "x", "nonsens", today=date(2026, 11, 20))
    assert not (tmp_path / "x").exists()
    assert DEMO_PLAN == "solna-2020"
