"""The steps around meetings: which there are, when, what switches them off, and that they follow their meeting."""

from datetime import date

import pytest

from tests.meeting_board import TODAY, YEAR, a_board, hold, meeting, there, titled
from vcycle.model.core import Activity, Area
from vcycle.model.schedule import Offset, Recur
from vcycle.services import moving
from vcycle_meetings.practice import FEMINISM, HABITS, Rule, practices, step_of


def steps(space, day):
    """{step: day} of the meeting on `day`."""
    [found] = [o for o in there(space) if o.day == date.fromisoformat(day)]
    return {name: str(entry.start) for name, entry in found.steps.items()}


def test_hook_activities_give_a_board_meeting_its_steps(tmp_path):
    """An ordinary board meeting must have agenda, minutes, checking, publishing and a letter to members."""
    space = a_board(tmp_path, meeting("2026-09-16"))
    assert steps(space, "2026-09-16") == {
        "dagordning": "2026-09-09",
        "protokoll": "2026-09-30",
        "justering": "2026-10-07",
        "publicering": "2026-10-16",
        "medlemsbrev": "2026-09-23",
    }


def test_an_extra_meeting_gets_no_letter(tmp_path):
    """The member letter follows ordinary meetings only."""
    space = a_board(tmp_path, meeting("2026-09-16", sort="extra"))
    assert "medlemsbrev" not in steps(space, "2026-09-16")
    assert "protokoll" in steps(space, "2026-09-16")


def test_a_member_meeting_gets_no_letter_and_a_group_meeting_nothing(tmp_path):
    """What the plans do not ask of a kind is not invented for it."""
    space = a_board(tmp_path, meeting("2026-09-16", "Medlemsmöte"), meeting("2026-09-17", "Gruppmöte"))
    assert "medlemsbrev" not in steps(space, "2026-09-16")
    assert steps(space, "2026-09-17") == {}


def test_a_kind_that_nothing_is_of_gets_no_steps(tmp_path):
    """Steps that hang on a series without meetings would be told as broken: there must be none."""
    space = a_board(tmp_path, Rule(kind="Distriktsstyrelsemöte", agenda="en vecka"))
    assert space.host.activities(space.context) == {}
    assert there(space) == []


def test_the_call_to_an_annual_meeting_is_not_invented(tmp_path):
    """When the statutes say when, no date is made up for them."""
    space = a_board(tmp_path, meeting("2027-03-06", "Årsmöte"))
    series = {a.series for a in space.host.activities(space.context).values()}
    assert "kallelse" not in series
    assert next(habit for habit in HABITS if habit.kind == "Årsmöte").call_by_statutes


def test_a_rule_changes_adds_and_switches_off(tmp_path):
    """What the association has written wins over the habits, field by field."""
    rule = Rule(kind="styrelsemöte", agenda="10 dagar", call="två veckor", letter="aldrig", separate=True)
    space = a_board(tmp_path, meeting("2026-09-16"), rule)
    found = steps(space, "2026-09-16")
    assert (found["dagordning"], found["kallelse"], found["formote"]) == ("2026-09-06", "2026-09-02", "2026-09-16")
    assert "medlemsbrev" not in found
    assert found["protokoll"] == "2026-09-30"


def test_a_rule_adds_standing_points_and_never_takes_away_the_feminist_one(tmp_path):
    """Own standing points stand beside the one that board and member meetings always have, each once."""
    rule = Rule(kind="Styrelsemöte", standing=f"Ekonomi\n\n  {FEMINISM} \nMedlemmar")
    space = a_board(tmp_path, rule)
    assert practices(space.store)["styrelsemote"].standing == (FEMINISM, "Ekonomi", "Medlemmar")


@pytest.mark.parametrize("series", ["dagordning", ""])
def test_a_step_of_the_plan_is_not_doubled(tmp_path, series):
    """Where the plan has its own agenda step, that one counts and no other is made."""
    own = Activity(title="Dagordning mailas ut", series=series, schedule=Offset(("styrelsemote",), before="10d"))
    space = a_board(tmp_path, meeting("2026-09-16"), own)
    assert steps(space, "2026-09-16")["dagordning"] == "2026-09-06"
    assert len([e for e in space.entries(YEAR) if e.anchor and step_of(e.series, e.title) == "dagordning"]) == 1


def test_child_care_of_the_plan_makes_the_day_to_ask_by(tmp_path):
    """A plan that offers child care needs a last day to ask for it, which no calendar file may hold."""
    offered = Activity(title="Barnpassning", series="barnpassning", schedule=Offset(("arsmote",)))
    space = a_board(tmp_path, meeting("2027-03-06", "Årsmöte"), offered)
    assert practices(space.store)["arsmote"].childcare == "always"
    notice = next(a for a in space.host.activities(space.context).values() if a.series == "barnpassning-anmalan")
    assert notice.schedule == Offset(("arsmote",), before="2w")
    assert not notice.exported


def test_steps_follow_meetings_that_come_from_a_rule_of_the_plan(tmp_path):
    """A plan that dates its meetings itself must get the same steps as meetings entered one by one."""
    rule = Activity(id="s", title="Styrelsemöte", series="styrelsemote", schedule=Recur("FREQ=MONTHLY;BYDAY=3WE"))
    space = a_board(tmp_path, rule)
    assert steps(space, "2026-09-16")["dagordning"] == "2026-09-09"
    assert [o.day.month for o in there(space)] == [*range(1, 13)]


def test_steps_lie_in_the_areas_that_the_plan_has_the_meetings_in(tmp_path):
    """A plan that names its board meetings without dating them says where in the wheel their steps belong."""
    plan = Activity(title="Styrelsemöte", series="styrelsemote", areas=("m",))
    space = a_board(tmp_path, meeting("2026-09-16"), plan, Area(id="m", name="Möten"))
    assert {a.areas for a in space.host.activities(space.context).values()} == {("m",)}
    assert {entry.area for entry in there(space)[0].steps.values()} == {"Möten"}


def test_steps_follow_their_meeting_until_they_are_done(tmp_path):
    """Moving a meeting moves its steps, and the record with it; what is done stays where it was."""
    space = a_board(tmp_path, meeting("2026-09-16"))
    hold(
        space,
        titled(space, "Dagordning och handlingar till styrelsemöte", "2026-09-09"),
        on="2026-09-08",
        note="13, mejl",
    )
    moving.save(space, moving.move(space, titled(space, "Styrelsemöte", "2026-09-16"), date(2026, 9, 23)))
    [found] = there(space)
    assert found.record is not None
    assert found.record.day == date(2026, 9, 23)
    assert found.steps["protokoll"].start == date(2026, 10, 7)
    agenda = found.steps["dagordning"]
    assert (agenda.state, agenda.done_on, agenda.note) == ("held", date(2026, 9, 8), "13, mejl")


def test_a_cancelled_meeting_takes_its_steps_along(tmp_path):
    """Nobody writes minutes of a meeting that never was."""
    space = a_board(tmp_path, meeting("2026-09-16"))
    moving.save(space, moving.cancel(space, titled(space, "Styrelsemöte", "2026-09-16"), "för få"))
    [found] = there(space)
    assert found.cancelled
    assert {entry.state for entry in found.steps.values()} == {"cancelled"}
    assert space.today == TODAY


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Publicera protokollet på hemsidan", "publicering"),
        ("Protokollet justeras", "justering"),
        ("Föra protokoll", "protokoll"),
        ("Kallelse och dagordning", "kallelse"),
        ("Könsseparata förmöten", "formote"),
        ("Barnpassning vid årsmötet", ""),
        ("Kaffe", ""),
    ],
)
def test_a_plans_own_words_tell_which_step_it_is(title, name):
    """A step without a series is known by its words."""
    assert step_of("", title) == name
