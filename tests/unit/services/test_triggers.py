"""Something is noted, and its steps begin: "Välkomstmail samt följa upp detta med ett telefonsamtal"."""

from datetime import date

import pytest

from tests.spaces import YEAR, a_space, one, put
from vcycle.model.core import Activity, Log
from vcycle.model.period import Period
from vcycle.model.schedule import Offset
from vcycle.services import moving
from vcycle.services.explain import explain
from vcycle.services.findings import findings
from vcycle.services.logbook import log
from vcycle.services.references import find, handle, short_names

NEW = Activity(id="n", title="Ny medlem", series="ny-medlem")
MAIL = Activity(id="m", title="Välkomstmail", series="valkomstmail", schedule=Offset(("ny-medlem",), after="3d"))
CALL = Activity(id="c", title="Telefonsamtal", series="samtal", schedule=Offset(("valkomstmail",), after="11d"))


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", NEW, MAIL, CALL)


def _days(space, period=YEAR):
    return [(entry.title, entry.start) for entry in space.entries(period)]


def test_nothing_is_due_before_anything_is_noted(space):
    """Without a trigger nothing is in the year, and nothing is wrong."""
    assert _days(space) == []
    assert findings(space) == []


def test_every_trigger_starts_its_own_steps(space):
    """Each noted member gets a mail and a call of their own days; the noted fact itself is no entry."""
    log(space, "ny-medlem", day=date(2026, 2, 27))
    log(space, "ny-medlem", day=date(2026, 12, 30))
    assert _days(space) == [("Välkomstmail", date(2026, 3, 2)), ("Telefonsamtal", date(2026, 3, 13))]
    after = Period(date(2027, 1, 1), date(2027, 12, 31))
    assert _days(space, after) == [("Välkomstmail", date(2027, 1, 2)), ("Telefonsamtal", date(2027, 1, 13))]


def test_a_step_is_called_by_its_trigger_found_and_explained(space):
    """A step's short name says which trigger it hangs on, is found again in any year, and its arithmetic is told."""
    fact = log(space, "ny-medlem", day=date(2025, 12, 30))
    [entry, _call] = space.entries(YEAR)
    name = handle(entry.id, short_names(space.sources, [entry]))
    assert name == "valkomstmail.ny-medlem.2025-12-30"
    assert find(name, space).id == entry.id == f"m.{fact.id}.log"
    told = explain(space, entry)
    assert any("ny-medlem”, som noterades tisdag 30 december 2025" in line for line in told)
    assert any("2 januari 2026" in line for line in told)


def test_a_step_is_done_moved_and_counted_like_any_other(space):
    """A step can be moved and ticked off; that it was in time is counted; undoing the note takes its steps away."""
    fact = log(space, "ny-medlem", day=date(2026, 2, 27))
    mail = one(space.entries(YEAR), f"m.{fact.id}.log")
    moving.save(space, moving.done(space, mail, date(2026, 3, 1)))
    [counted] = [f for f in space.facts(YEAR) if f.series == "valkomstmail"]
    assert (counted.planned, counted.tags) == (False, ("i tid",))
    space.store.undo()
    space.store.undo()
    assert _days(space) == []


def test_only_triggers_with_the_wanted_label_start_it(tmp_path):
    """A step may ask for some triggers only, by their labels."""
    own = Activity(id="s", title="Be om kvitto", schedule=Offset(("inkop",), after="1w", only=("stort",)))
    space = a_space(tmp_path / "x", own, Activity(id="i", title="Inköp", series="inkop"))
    put(space, Log(series="inkop", day=date(2026, 5, 1)), Log(series="inkop", day=date(2026, 5, 2), tags=("stort",)))
    assert _days(space) == [("Be om kvitto", date(2026, 5, 9))]
