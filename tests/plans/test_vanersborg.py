"""Vänersborg's plan counts its meetings and dates none: what hangs on them follows the days that the board sets."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from vcycle.model.core import Activity, Goal
from vcycle.model.schedule import Dates, Months, Offset, Window, Yearly
from vcycle.services.findings import findings
from vcycle.services.founding import found
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.importing import import_plan

PLAN = read_plan(find_plan("vanersborg-2022"))
SCHEDULES = {activity.key: activity.schedule for activity in PLAN.activities}
MEETINGS = ("styrelsemote", "medlemsmote", "gruppmote", "arsmote")


@pytest.fixture
def space(tmp_path):
    return found(tmp_path / "x", today=date(2022, 1, 2), plan="vanersborg-2022")


def entries(space):
    return space.entries(space.years.year(2022))


def meeting(series, day, *tags):
    return Activity(title=series, series=series, schedule=Dates((day,)), tags=tags)


def with_meetings(space, *meetings):
    """(series, day) of every entry of the year that the meetings bring: themselves, and what hangs on them."""
    before = Counter(entry.id for entry in entries(space))
    with space.store.transaction("Lade ut") as transaction:
        for activity in meetings:
            transaction.put(activity)
    return sorted((entry.series, str(entry.start)) for entry in entries(space) if entry.id not in before)


def test_what_the_plan_dates_has_its_days():
    """Days, months and windows are those of the plan's words, and election day carries its own year."""
    assert SCHEDULES["valdagen"] == Dates(("2022-09-11",))
    assert SCHEDULES["kvinnodagen"] == Yearly("03-08")
    assert SCHEDULES["forsta-maj"] == Yearly("05-01")
    assert SCHEDULES["kristallnatten"] == Yearly("11-09")
    assert SCHEDULES["kassorens-rapport"] == Months((4, 8))
    assert SCHEDULES["valplattform"] == Window(name="i början av året")
    assert [SCHEDULES[f"planera-moten-{term}"] for term in ("var", "host")] == [
        Window(name="under vårterminen"),
        Window(name="under höstterminen"),
    ]
    assert sum(a.series == "valkomsttraff" for a in PLAN.activities) == 2


def test_what_the_plan_does_not_date_has_none():
    """No frequency is invented: nothing recurs by a rule, and meetings, Röd Lördag and posts have no schedule."""
    allowed = (Dates, Yearly, Months, Window, Offset, type(None))
    assert {type(schedule) for schedule in SCHEDULES.values()} <= set(allowed)
    for key in (*MEETINGS, "rod-lordag", "facebook-live", "inlagg-hemsidan", "lokala-studier", "sociala-aktiviteter"):
        assert SCHEDULES[key] is None


def test_no_meeting_lies_in_the_year_before_the_board_sets_it(space):
    """Neither a meeting nor anything that hangs on one has an entry or a window."""
    hanging = {a.series for a in PLAN.activities if isinstance(a.schedule, Offset)}
    assert {entry.series for entry in entries(space)}.isdisjoint({*MEETINGS, *hanging})


def test_a_board_meeting_brings_what_hangs_on_it(space):
    """Agenda a week before, a letter after an ordinary meeting only; nothing comes twice."""
    ordinary = meeting("styrelsemote", "2022-03-17", "ordinarie")
    extra = meeting("styrelsemote", "2022-04-20", "extra")
    assert with_meetings(space, ordinary, extra) == [
        ("dagordning", "2022-03-10"),
        ("dagordning", "2022-04-13"),
        ("medlemsbrev", "2022-03-24"),
        ("styrelsemote", "2022-03-17"),
        ("styrelsemote", "2022-04-20"),
    ]


def test_member_group_and_annual_meetings_bring_theirs(space):
    """Each kind of meeting gets what the plan says about it, and no more."""
    days = {"medlemsmote": "2022-03-24", "gruppmote": "2022-04-06", "arsmote": "2022-02-26"}
    assert with_meetings(space, *(meeting(series, day, "ordinarie") for series, day in days.items())) == [
        ("arsmote", "2022-02-26"),
        ("barnpassning", "2022-02-26"),
        ("dagordning", "2022-03-17"),
        ("formote", "2022-02-26"),
        ("gruppmote", "2022-04-06"),
        ("internfeministisk-sekreterare", "2022-03-24"),
        ("internfeministisk-sekreterare", "2022-04-06"),
        ("medlemsmote", "2022-03-24"),
    ]


def test_the_wheel_has_the_rings_in_the_order_of_the_plan():
    """The wheel takes its rings in the order of the areas, so the areas are listed ring by ring."""
    assert list(dict.fromkeys(area.ring for area in PLAN.areas)) == [ring.name for ring in PLAN.rings]


def test_both_rules_for_one_thing_are_goals():
    """Where the plan says something twice with different numbers, neither rule is lost."""
    lines = [{89, 111}, {125, 132}, {126, 135}]
    goals = {goal.line for goal in PLAN.goals}
    assert all(pair <= goals for pair in lines)


def test_each_number_of_the_plan_is_a_goal_of_its_own():
    """A sentence with two targets is two goals, so that each can be measured."""
    seats = [goal.wording for goal in PLAN.goals if goal.line == 32]
    assert seats == ["Vi förbättrar vårt valresultat 2022", "Minst 7 mandat i kommunfullmäktige 2022–2026"]
    for number in ("15%", "35 %", "50 %", "7 mandat", "100 000 kr", "två gånger per år", "per vecka"):
        assert any(number in goal.wording for goal in PLAN.goals), number


def test_nothing_is_wrong_all_year(space):
    """Every month passes without a finding at level error."""
    for month in range(1, 13):
        space.today = date(2022, month, 15)
        assert [finding for finding in findings(space) if finding.level == "error"] == []


def test_it_can_be_read_into_a_workspace_that_has_another_plan(tmp_path):
    """It needs no settings of its own."""
    space = found(tmp_path / "x", today=date(2022, 1, 2), plan="solna-2020")
    before = len(space.store.find(Goal))
    import_plan(space.store, PLAN)
    assert len(space.store.find(Goal)) == before + len(PLAN.goals)
    assert not [finding for finding in findings(space) if finding.level == "error"]
