"""Väst's plan: twenty points of a district, without a day, counted by associations, households and people."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plans.test_shipped_measures import logs, reading
from tests.spaces import put
from vcycle.model.core import Role
from vcycle.model.schedule import Dates, Window
from vcycle.services.findings import findings
from vcycle.services.founding import found
from vcycle.services.plans.file import find_plan, read_plan

PLAN = read_plan(find_plan("vast-2022"))
SCHEDULES = {activity.key: activity.schedule for activity in PLAN.activities}


@pytest.fixture
def space(tmp_path):
    return found(tmp_path / "x", today=date(2022, 9, 1), plan="vast-2022")


def test_no_day_and_no_frequency_is_invented():
    """Only election day, which the law sets, has a day; the rest is windows for the board to fill, or nothing."""
    assert {key for key, schedule in SCHEDULES.items() if isinstance(schedule, Dates)} == {"valdagen"}
    assert {type(schedule) for schedule in SCHEDULES.values()} == {Dates, Window, type(None)}
    assert SCHEDULES["besok-i-partiforening"] is None
    (day,) = [activity for activity in PLAN.activities if activity.key == "valdagen"]
    assert (day.basis, day.checked) == ("rule", date(2026, 11, 20))


def test_the_paper_comes_before_the_election():
    """The window for the paper closes the day before election day."""
    assert SCHEDULES["tidningsutdelning"] == Window("01-01", "09-10")


def test_every_household_before_the_election(space):
    """The households are known by their number alone, and what they get after the election is too late."""
    put(
        space,
        *logs("hushall", "1-2", year=2022, amount=90_000),
        *logs("hushall-med-tidning", "8-1", year=2022, amount=89_999),
    )
    assert reading(space, "tidning-till-alla-hushall").state == "open"
    space.today = date(2022, 9, 12)
    put(space, *logs("hushall-med-tidning", "9-12", year=2022, amount=90_000))
    assert reading(space, "tidning-till-alla-hushall").state == "missed"
    put(space, *logs("hushall-med-tidning", "9-10", year=2022, amount=90_000))
    assert reading(space, "tidning-till-alla-hushall").state == "fulfilled"


def test_ten_percent_more_members(space):
    """From 100 to 110 is ten percent: whole numbers, so that 110 is enough."""
    put(space, *logs("medlemmar", "1-1", year=2022, amount=100), *logs("medlemmar", "12-31", year=2022, amount=110))
    space.today = date(2023, 1, 1)
    assert (reading(space, "fler-medlemmar", 2022).state, reading(space, "fler-medlemmar", 2022).target) == (
        "fulfilled",
        110,
    )


def test_two_meetings_of_local_leaders(space):
    """Two of them, as many windows for the board to fill, and one held is not enough."""
    assert sum(activity.series == "lokalledartraff" for activity in PLAN.activities) == 2
    put(space, *logs("lokalledartraff", "3-3", year=2022))
    assert reading(space, "lokalledartraffar").reason.startswith("1 av 2")
    put(space, *logs("lokalledartraff", "5-5", year=2022))
    assert reading(space, "lokalledartraffar").state == "fulfilled"


def test_roles_are_those_that_the_plan_names(space):
    """What the plan says that there must be is required; who only comes to a meeting is not."""
    required = {role.name: role.required for role in space.store.find(Role)}
    assert len(required) == len(PLAN.roles) == 9
    assert required["Ansvarig för kontakt med Ung Vänster"]
    assert not required["Ordförande i partiförening"]


def test_the_wheel_has_the_rings_in_the_order_of_the_plan():
    """The areas are listed ring by ring."""
    assert list(dict.fromkeys(area.ring for area in PLAN.areas)) == [ring.name for ring in PLAN.rings]


def test_nothing_is_wrong_all_year(space):
    """Every month passes without a finding at level error."""
    for month in range(1, 13):
        space.today = date(2022, month, 15)
        assert [finding for finding in findings(space) if finding.level == "error"] == []
