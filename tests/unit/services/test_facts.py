"""What counts: log rows, what was held and what is planned; and whether a step was done in time."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.spaces import YEAR, a_space, one, put
from vcycle.model.core import Activity, Log
from vcycle.model.period import Period
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving

MEETING = Activity(
    id="m", title="Möte", series="mote", schedule=Dates(("2026-03-20", "2026-04-20")), tags=("ordinarie",)
)
PAPERS = Activity(id="p", title="Handlingar", series="handlingar", schedule=Offset(("mote",), before="1w"))


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", MEETING, PAPERS, Log(id="l", series="brev", day=date(2026, 2, 2), amount=3, women=1))


def _facts(space, series, period=YEAR):
    return [fact for fact in space.facts(period) if fact.series == series]


def _do(space, id_, how, **more):
    moving.save(space, how(space, one(space.entries(YEAR), id_), **more))


def test_logged_and_held_count_with_their_people(space):
    """A row of the log and a held entry count with who they counted; what is only planned says so."""
    [logged] = _facts(space, "brev")
    assert (logged.amount, logged.women, logged.planned) == (3, 1, False)
    _do(space, "m.1", moving.done, women=5, men=2, others=1, unknown=3)
    held, planned = _facts(space, "mote")
    assert (held.women, held.men, held.others, held.unknown, held.planned) == (5, 2, 1, 3, False)
    assert (held.tags, held.ref) == (("ordinarie",), "m.1")
    assert planned.planned


def test_cancelled_and_other_days_do_not_count(space):
    """What is cancelled, or lies outside the period, is no fact of it."""
    _do(space, "m.2", moving.cancel, reason="sjukdom")
    assert [fact.ref for fact in _facts(space, "mote")] == ["m.1"]
    assert _facts(space, "brev", Period(date(2026, 2, 3), date(2026, 12, 31))) == []


def test_what_is_logged_ahead_is_planned_until_its_day(space):
    """A row dated after today has not happened; on its day it has."""
    for today, planned in ((date(2026, 2, 1), True), (date(2026, 2, 2), False), (date(2026, 2, 3), False)):
        [logged] = _facts(replace(space, today=today), "brev")
        assert logged.planned is planned


@pytest.mark.parametrize(
    ("today", "on", "tags"),
    [
        (date(2026, 3, 10), None, ("i tid",)),
        (date(2026, 3, 13), None, ("i tid",)),
        (date(2026, 3, 16), None, ()),
        (date(2026, 3, 16), date(2026, 3, 12), ("i tid",)),
        (date(2026, 3, 16), date(2026, 3, 14), ("sent",)),
    ],
)
def test_a_step_is_in_time_only_when_its_day_is_known(space, today, on, tags):
    """By its last day it is in time; ticked off later without a day nobody knows; with a day that day decides."""
    _do(replace(space, today=today), "p.m.1", moving.done, on=on)
    assert _facts(space, "handlingar")[0].tags == tags


def test_a_moved_step_is_measured_by_its_rule(space):
    """Moving a step does not make it late or in time: the day that its rule gives decides."""
    _do(space, "p.m.1", lambda s, e: moving.move(s, e, date(2026, 3, 18)))
    _do(space, "p.m.1", moving.done, on=date(2026, 3, 17))
    assert _facts(space, "handlingar")[0].tags == ("sent",)


def test_hook_facts_come_with_their_plugin(tmp_path):
    """A plugin's facts are counted with the core's, stamped with its name, and it sees the entries of all."""
    space = a_space(tmp_path / "x", MEETING, plugins={"circles": "tests.circle_plugin"})
    [fact] = [fact for fact in space.facts(YEAR) if fact.plugin == "circles"]
    assert (fact.series, fact.amount) == ("papper", 2)
    assert [f.series for f in space.facts(YEAR)].count("mote") == 2


def test_a_later_save_is_seen(space):
    """Facts are read anew when something was saved."""
    put(space, Log(series="brev", day=date(2026, 5, 5)))
    assert len(_facts(space, "brev")) == 2
