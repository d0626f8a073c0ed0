"""A board that begins in the middle of a year is not reproached with what lies before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vcycle.services.findings import findings
from vcycle.services.first_start import Beginning, begin
from vcycle.services.goals import readings
from vcycle.services.logbook import log

TODAY = date(2026, 8, 20)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Solna's plan, begun in August, the next annual meeting in March."""
    folder = tmp_path_factory.mktemp("begun") / "forening"
    beginning = Beginning("association", "solna-2020", date(2027, 3, 14), "Solna")
    return begin(folder, beginning, today=TODAY, who="Kim")


def reading(space, words):
    [found] = [one.reading for one in readings(space, 2026) if words in one.goal.text]
    return found


def test_nobody_is_asked_about_what_lies_before(begun):
    """No finding is about a day before the first one, and no goal has been missed."""
    found = findings(begun)
    assert [f.message for f in found if f.due and f.due < TODAY] == []
    assert [f.message for f in found if "är inte uppnått" in f.message] == []


def test_the_annual_meeting_of_a_year_that_has_had_it_is_not_asked_for(begun):
    """When the next annual meeting is next year's, no step before this year's is waited for."""
    entries = [e for e in begun.entries(begun.this_year) if e.series == "arsmote" or e.anchor.startswith("arsmote")]
    assert {e.state for e in entries if e.due and e.due <= date(2026, 12, 31) and "2026" in e.id} == {"cancelled"}
    assert any(e.start == date(2027, 3, 14) for e in begun.entries(begun.years.year(2027)) if e.series == "arsmote")


def test_goals_count_from_the_first_day(begun):
    """What is to be done every month is asked of the months that are left."""
    pizza = reading(begun, "Vänsterpizza sista torsdagen")
    assert pizza.state == "open"
    assert [bucket.label for bucket in pizza.buckets] == ["september", "oktober", "november", "december"]


def test_what_was_noted_before_the_first_day_counts(begun):
    """Somebody who notes what was done in spring has goals that begin there."""
    log(begun, "vansterpizza", day=date(2026, 5, 28))
    try:
        labels = [bucket.label for bucket in reading(begun, "Vänsterpizza sista torsdagen").buckets]
        assert labels[0] == "maj"
        assert begun.years.begun == TODAY
    finally:
        begun.store.undo()


@pytest.mark.parametrize("later", [40, 200])
def test_what_is_missed_afterwards_is_told(begun, later):
    """The first day excuses nothing that comes after it."""
    from vcycle.services.workspace import open_workspace

    space = open_workspace(begun.folder, today=TODAY + timedelta(days=later))
    assert any("skulle ha skett" in f.message or "är inte uppnått" in f.message for f in findings(space))
