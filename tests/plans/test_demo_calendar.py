"""The demo's calendar is alive in any year."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from vcycle.model.core import CORE_TYPES, Activity, Area
from vcycle.model.period import Years
from vcycle.model.records import Registry
from vcycle.model.schedule import Dates
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.importing import import_plan
from vcycle.services.year import Sources, entries_of
from vcycle.storage.documents import create_store

DEMO = read_plan(find_plan("exempelstad"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The demo's records: Solna's plan with the invented board's calendar over it."""
    folder = tmp_path_factory.mktemp("demo")
    store = create_store(folder, Registry(CORE_TYPES), who="exempel", today=date(2026, 1, 1))
    for name in ("solna-2020", "exempelstad"):
        import_plan(store, read_plan(find_plan(name)), year=2026)
    areas = {area.id: area for area in store.find(Area)}
    return Sources({a.id: a for a in store.find(Activity)}, {}, Years(), areas)


@pytest.mark.parametrize("year", range(2024, 2037))
def test_every_year_is_full_and_every_ring_has_something(sources, year):
    """Whatever the year, there are 120-150 dated entries with spans among them, and no ring is nearly empty."""
    dated = [e for e in entries_of(sources, Years().year(year)) if e.start is not None]
    assert 120 <= len(dated) <= 150
    assert sum(entry.end > entry.start for entry in dated) >= 6
    rings = Counter(entry.ring for entry in dated)
    assert set(rings) == {ring.name for ring in DEMO.rings}
    assert min(rings.values()) >= 10


def test_board_meetings_are_evenings_of_second_tuesdays_but_not_in_july(sources):
    """The rules give eleven board meetings a year, each with its agenda a week before and its letter after."""
    entries = entries_of(sources, Years().year(2026))
    meetings = [e for e in entries if e.series == "styrelsemote"]
    assert [e.start.month for e in meetings] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert all(e.start.weekday() == 1 and 8 <= e.start.day <= 14 and e.start_time for e in meetings)
    assert [e.start.toordinal() + 7 for e in entries if e.series == "dagordning"] == [
        e.start.toordinal() for e in meetings
    ]
    assert sum(e.series == "medlemsbrev" for e in entries) == 11


def test_the_autumn_circle_meets_eight_mondays(sources):
    """The study circle has its eight Mondays whatever weekday the year begins on."""
    for year in range(2024, 2037):
        circle = [e.start for e in entries_of(sources, Years().year(year)) if e.title.startswith("Studiecirkel")]
        assert len(circle) == 8
        assert {day.weekday() for day in circle} == {0}


def test_the_calendar_holds_no_year():
    """Only rules, so that the demo can begin in any year."""
    assert not any(isinstance(activity.schedule, Dates) or activity.once for activity in DEMO.activities)
