"""Jämtland's plan: a district in an election year, with few days of its own and many hung on others'."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plans.test_shipped_measures import logs, reading
from tests.spaces import put
from vcycle.model.schedule import Dates, Offset, Window, Yearly
from vcycle.services.findings import findings
from vcycle.services.founding import found
from vcycle.services.plans.file import find_plan, read_plan

PLAN = read_plan(find_plan("jamtland-2022"))
SCHEDULES = {activity.key: activity.schedule for activity in PLAN.activities}


@pytest.fixture
def space(tmp_path):
    return found(tmp_path / "x", today=date(2022, 12, 1), plan="jamtland-2022")


def test_what_the_plan_dates_has_its_days():
    """Days are those of the plan's words; the centenary and election day carry their own year."""
    assert SCHEDULES["stromsund-100-ar"] == Dates(("2022-03-04",))
    assert SCHEDULES["valdagen"] == Dates(("2022-09-11",))
    assert SCHEDULES["kvinnodagen"] == Yearly("03-08")
    assert SCHEDULES["forsta-maj"] == Yearly("05-01")
    assert SCHEDULES["traff-under-varen"] == Window(name="under våren")
    dated = {key for key, schedule in SCHEDULES.items() if isinstance(schedule, Dates | Yearly)}
    assert dated == {"stromsund-100-ar", "valdagen", "kvinnodagen", "forsta-maj"}


def test_no_frequency_is_invented():
    """Nothing recurs by a rule; what the plan leaves open has no schedule, or a window."""
    assert {type(schedule) for schedule in SCHEDULES.values()} == {Dates, Yearly, Window, Offset, type(None)}
    for key in ("samtalstraff", "extern-forelasare", "offentligt-arrangemang", "debatt", "nyhetsbrev", "storsjoyran"):
        assert SCHEDULES[key] is None


def test_the_meeting_of_autumn_lies_after_the_election(space):
    """Its window begins the day after election day, and holding it on election day breaks the order."""
    (autumn,) = [entry for entry in space.entries(space.this_year) if "höst" in entry.tags]
    assert autumn.window == (date(2022, 9, 12), date(2022, 11, 30))
    assert reading(space, "traff-efter-valet").state == "open"
    put(space, *logs("region-och-kommuntraff", "10-1", year=2022, tags=("höst",)))
    assert reading(space, "traff-efter-valet").state == "fulfilled"
    put(space, *logs("region-och-kommuntraff", "9-11", year=2022, tags=("höst",)))
    assert reading(space, "traff-efter-valet").state == "missed"


def test_the_meeting_of_spring_is_of_spring(space):
    """A meeting in the autumn does not make up for the one of spring, and counts as the one in the list."""
    put(space, *logs("region-och-kommuntraff", "10-1", year=2022, tags=("höst",)))
    assert [reading(space, key).state for key in ("traff-under-varen", "traff-kommunaktiva")] == ["missed", "fulfilled"]


def test_one_more_course_in_the_year_of_the_plan(space):
    """The two of 2021 do not count; one of 2022 does."""
    put(space, *logs("introduktionsutbildning", "3-1", "10-1", year=2021))
    assert reading(space, "introduktionsutbildning").state == "open"
    put(space, *logs("introduktionsutbildning", "3-1", year=2022))
    assert reading(space, "introduktionsutbildning").state == "fulfilled"


def test_more_active_members_than_the_year_before(space):
    """Compared at the turn of the year; as many are no more."""
    space.today = date(2023, 1, 1)
    put(space, *logs("aktiva", "12-31", year=2021, amount=40), *logs("aktiva", "12-30", year=2022, amount=40))
    assert reading(space, "fler-aktiva", 2022).state == "missed"
    put(space, *logs("aktiva", "12-31", year=2022, amount=41))
    assert reading(space, "fler-aktiva", 2022).state == "fulfilled"


def test_every_debate_that_matters(space):
    """One that is not called relevant may be missed; a relevant one without anybody there breaks the promise."""
    put(space, *logs("debatt", "8-20", year=2022, tags=("relevant", "företrädd")), *logs("debatt", "8-25", year=2022))
    space.today = date(2023, 1, 1)
    assert reading(space, "varje-debatt", 2022).state == "fulfilled"
    put(space, *logs("debatt", "8-30", year=2022, tags=("relevant",)))
    assert reading(space, "varje-debatt", 2022).state == "missed"


def test_the_lists_are_counted_by_their_election(space):
    """A list for each election, told by its tag."""
    put(space, *logs("vallista", "2-1", year=2022, tags=("riksdag",)))
    assert reading(space, "listorna-fastslas").left == ("region", "kommuner")


def test_the_wheel_has_the_rings_in_the_order_of_the_plan():
    """The areas are listed ring by ring."""
    assert list(dict.fromkeys(area.ring for area in PLAN.areas)) == [ring.name for ring in PLAN.rings]


def test_nothing_is_wrong_all_year(space):
    """Every month passes without a finding at level error."""
    for month in range(1, 13):
        space.today = date(2022, month, 15)
        assert [finding for finding in findings(space) if finding.level == "error"] == []
