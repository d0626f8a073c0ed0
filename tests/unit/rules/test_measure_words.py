"""The Swedish of readings: one is not many, nothing is said twice, and what is missed is not fulfilled by the plan."""

from datetime import date

import pytest

from vcycle.model.derived import Fact
from vcycle.model.measure import After, Count, Level, Share, State, Unset
from vcycle.model.period import Years
from vcycle.rules.measures import Basis, Entity, FactIndex, read


def reading(measure, given, today, *, year=None, years=None, **more):
    """What the measure says on a day; without a year in the one that the day lies in."""
    day, years = date.fromisoformat(today), years or Years()
    year = years.year_of(day) if year is None else year
    return read(measure, Basis(today=day, years=years, year=year, facts=FactIndex(given), **more))


def held(series, *days, **more):
    return [Fact(series=series, day=date.fromisoformat(day), **more) for day in days]


MEETING = ("styrelsemote",)
ONE = held("styrelsemote", "2020-03-02")


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Count(series=MEETING, min=1), "1 av 1 gång i år"),
        (Count(series=MEETING, min=3), "1 av 3 styrelsemöten i år"),
        (Count(series=MEETING, max=4), "1 gång i år, målet är högst 4"),
        (Count(series=MEETING, min=1, noun="årsmöten"), "1 av 1 gång i år"),
        (Count(series=MEETING, about=1, per="month"), "1 gång i år"),
        (Count(series=MEETING, distinct=("weekday",), min_distinct=2), "1 gång i år, det behövs"),
        (Count(series=MEETING, each="core.unit"), "0 av 1 förening i år"),
        (Count(series=MEETING, each="core.person"), "0 av 1 person i år"),
        (Count(series=("brev",), each="series:styrelsemote"), "0 av 1 tillfälle i år"),
        (Share(series=MEETING, who="women", min="1/2", each="occurrence"), "0 av 1 tillfälle i år klarar"),
        (Level(metric="styrelsemote", sum=True, min=2), "1 i år, målet är minst 2"),
        (Unset(series=MEETING), "1 gång i år; styrelsen har"),
    ],
    ids=str,
)
def test_one_is_not_said_in_the_plural(measure, words):
    """What is counted is known in the plural alone, so one of it is said in another way."""
    one = [Entity("u1", "Norr")]
    found = reading(measure, ONE, "2020-06-01", entities={"core.unit": one, "core.person": one})
    assert found.reason.startswith(words)


def test_the_year_stands_once():
    """An activity year over New Year names both years by itself."""
    found = reading(Count(series=MEETING, min=3), [], "2019-06-01", year=2016, years=Years(start="09-16"))
    assert found.reason == "0 av 3 styrelsemöten 2016/17; 3 fattades"


def test_what_is_missed_is_not_fulfilled_by_the_plan():
    """A term that was missed is not mended by the plan of the next, nor by what was planned in it and never held."""
    ahead = held("styrelsemote", "2020-10-01", "2020-11-01", planned=True)
    term = Count(series=MEETING, min=2, per="term")
    found = reading(term, ahead, "2020-09-01")
    assert (found.state, "2 är planerade" in found.reason) == ("missed", True)
    assert "uppfyllt enligt plan" not in found.reason
    spring = held("styrelsemote", "2020-02-01", "2020-03-01")
    assert "uppfyllt enligt plan" in reading(term, spring + ahead, "2020-09-01").reason
    every = Count(series=MEETING, each_of=("Norr",), per="term")
    plan = held("styrelsemote", "2020-02-01", "2020-10-01", planned=True, tags=("Norr",))
    found = reading(every, plan, "2020-09-01")
    assert (found.state, found.plan_state, "enligt plan" in found.reason) == ("missed", "fulfilled", False)


def test_two_of_one_day_are_told_together():
    """Two new members of one day who wait are not the same day twice."""
    new = held("ny-medlem", "2020-03-01", "2020-03-01", "2020-04-02")
    found = reading(Count(series=("brev",), each="series:ny-medlem"), new, "2020-06-01")
    assert found.left == ("två från 1 mars", "2 april")
    assert found.reason.endswith(": två från 1 mars och 2 april")


TITLES = {"kostnad": "Vad det kostar", "medlem": "Våra medlemmar"}


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (
            Level(metric="kostnad", equals="lan", sum=True, money=True),
            "Kan inte avgöras: underlag saknas för ”Vad det kostar” och lan i år",
        ),
        (Level(metric="kostnad", min="5 kr", money=True), "Ingen avläsning av ”Vad det kostar” i år"),
        (Level(metric="kostnad", growth=5), "Utgångsvärde saknas för ”Vad det kostar”:"),
        (
            Level(metric="kostnad", direction="up"),
            "Kan inte avgöras: det finns inget underlag om ”Vad det kostar” från",
        ),
        (Level(metric="kostnad", min=5, noun="utgifter"), "Ingen avläsning av utgifter i år"),
        (Level(metric="medlem", min=5), "Ingen avläsning av medlemmar i år"),
    ],
    ids=str,
)
def test_a_series_is_called_by_its_title(measure, words):
    """Where nobody has said what is counted a series has its title in the sentence, and not its key."""
    assert reading(measure, [], "2020-06-01", titles=TITLES).reason.startswith(words)


def test_what_something_comes_after_is_called_by_its_title():
    """The series that an order names has its title too."""
    order = State(after=After(series="traff", of="val"))
    found = reading(order, [], "2020-06-01", titles={"val": "Valet till riksdagen"})
    assert found.reason == "Kan inte avgöras: det är inte känt när ”Valet till riksdagen” är"


def test_a_state_without_facts_is_a_sentence():
    """What nobody has done is said without any number."""
    assert reading(State(done="strategi"), [], "2020-06-01").reason == "Inte gjort ännu, sista dag är 31 december"
