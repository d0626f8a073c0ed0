"""What a goal asks of the board, and what its answer becomes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spaces import a_space
from vcycle.errors import InputError, NotFound
from vcycle.model.core import Goal, Log, Series
from vcycle.model.measure import Count, Level, Unset
from vcycle.services.goals import readings
from vcycle.services.goals_asking import (
    baseline_fact,
    counting,
    in_words,
    lack_of,
    set_measure,
    supposed,
    told_of,
    unknown_words,
    with_number,
)
from vcycle.services.logbook import note

TODAY = date(2026, 3, 4)
CALLS = Unset(series=("rundringning",), noun="rundringningar", only=("alla",))
GROWTH = Level(metric="medlemmar", growth=15)


@pytest.fixture
def space(tmp_path):
    goals = [
        Goal(id="a", text="Rundringning", measure=CALLS),
        Goal(id="b", text="Fler medlemmar", measure=GROWTH),
        Goal(id="c", text="Trivsel"),
        Goal(id="d", text="Möten", measure=Count(series=("mote",), min=2)),
    ]
    series = [Series(key="medlemmar"), Series(key="kassa", unit="kronor"), Series(key="mote")]
    return a_space(tmp_path / "prov", *goals, *series, today=TODAY)


def standing(space, goal: str):
    return next(one for one in readings(space, 2026) if one.goal.id == goal)


def test_a_goal_lacks_a_number_a_baseline_or_a_measure(space):
    """Each kind of lack is told; a goal that is counted lacks nothing."""
    assert [lack_of(standing(space, goal)) for goal in "abcd"] == ["number", "baseline", "measure", ""]


def test_a_number_makes_a_count_of_the_same_things(space):
    """What was counted, its words and labels are kept."""
    made = with_number(space, CALLS, "4", "term")
    assert made == Count(series=CALLS.series, noun=CALLS.noun, only=CALLS.only, per="term", min=4)


def test_an_amount_makes_a_sum_in_kronor(space):
    """Kronor are summed; a series of kronor refuses a bare number, and several series one amount."""
    money = Unset(series=("kassa",))
    made = with_number(space, money, "4 500 kr", "activity_year")
    assert isinstance(made, Level)
    assert made.min.replace("\N{NO-BREAK SPACE}", " ") == "4 500 kr"
    assert (made.metric, made.sum, made.money) == ("kassa", True, True)
    with pytest.raises(ValueError, match="kronor"):
        with_number(space, money, "4500", "activity_year")
    with pytest.raises(ValueError, match="enda serie"):
        with_number(space, Unset(series=("kassa", "mote")), "1 kr", "activity_year")


@pytest.mark.parametrize("text", ["", "många", "0", "-3", "1,5", "9" * 40])
def test_what_is_no_number_is_refused(space, text):
    """Nothing, words, nought and parts are no number of times."""
    with pytest.raises(ValueError, match=r"tal|Tal"):
        with_number(space, CALLS, text, "month")


def test_a_baseline_is_noted_on_the_first_day_of_the_year(space):
    """It is a fact, so that the measure holds no year; then the goal has its target."""
    fact = baseline_fact(space, GROWTH, "87", 2026)
    assert (fact.series, fact.day, fact.amount) == ("medlemmar", date(2026, 1, 1), 87)
    note(space, fact)
    found = standing(space, "b")
    assert (lack_of(found), found.reading.target) == ("", 101)
    assert baseline_fact(space, GROWTH, "90", 2027).day == TODAY
    with pytest.raises(ValueError, match="noll"):
        baseline_fact(space, GROWTH, "0", 2026)


def test_another_measure_is_shown_before_it_is_saved_and_undone_as_one_step(space):
    """`supposed` saves nothing; `set_measure` does, and one undo takes it back."""
    goal = standing(space, "c").goal
    measure = in_words(space, "minst 3 mote per verksamhetsår")
    assert supposed(space, goal, measure, 2026).reading.target == 3
    assert space.store.get(Goal, "c").measure is None
    assert set_measure(space, goal, measure).measure == measure
    space.store.undo()
    assert space.store.get(Goal, "c").measure is None


def test_a_measure_that_somebody_changed_meanwhile_is_not_overwritten(space):
    """A changed measure and a goal that is gone are told; another changed field is kept."""
    goal = standing(space, "a").goal
    number = with_number(space, CALLS, "4", "term")
    set_measure(space, goal, number)
    with pytest.raises(InputError, match="Någon annan"):
        set_measure(space, goal, with_number(space, CALLS, "5", "term"))
    assert space.store.get(Goal, "a").measure == number
    with space.store.transaction("Bort") as transaction:
        transaction.remove(Goal, "d")
    with pytest.raises(NotFound):
        set_measure(space, Goal(id="d", text="Möten"), number)


def test_a_series_that_nothing_has_is_remarked(space):
    """A measure may be of something new, but it may also be misspelt."""
    assert "motte" in unknown_words(space, in_words(space, "minst 3 motte per termin"))
    assert unknown_words(space, in_words(space, "minst 3 mote per termin")) == ""


def test_a_fact_tells_where_its_goals_stand(space):
    """Each goal that counts its series, with the new number."""
    noted = note(space, Log(series="mote", day=TODAY))
    assert [goal.id for goal in counting(space, "mote")] == ["d"]
    [sentence] = told_of(space, noted)
    assert sentence.startswith("”Möten”: 1 av 2")
