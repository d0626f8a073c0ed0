"""Tags are compared as people mean them, wherever a measure asks for one."""

from datetime import date
from fractions import Fraction

import pytest

from vcycle.model.derived import Fact
from vcycle.model.measure import Count, Level, OfWhich, Share
from vcycle.model.period import Years
from vcycle.rules.measures import Basis, FactIndex, faults, read

DAY = date(2020, 3, 2)
MARKED = ("budget", "Budget", "BUDGET ", "Büdget")


def reading(measure, *tags, amount=1, closed=True, **given):
    """What the measure says of one fact for each tag, after the year or on the day itself."""
    facts = [Fact(series="a", day=DAY, amount=amount, tags=(tag,), **given) for tag in tags]
    today = date(2021, 1, 1) if closed else DAY
    return read(measure, Basis(today=today, years=Years(), year=2020, facts=FactIndex(facts)))


@pytest.mark.parametrize("tag", MARKED)
@pytest.mark.parametrize("asked", MARKED)
def test_a_tag_is_the_same_however_it_is_spelt(asked, tag):
    """Excepted, required, as part of a count and as part of a share."""
    assert reading(Count(series=("a",), min=1, without=(asked,)), tag).state == "missed"
    assert reading(Count(series=("a",), min=1, only=(asked,)), tag).state == "fulfilled"
    assert reading(Count(series=("a",), min=1, of_which=OfWhich(tag=asked)), tag).state == "fulfilled"
    assert reading(Share(series=("a",), tag=asked, min="1/2"), tag).state == "fulfilled"
    assert reading(Count(series=("a",), min=1, only=(asked,)), "pride").state == "missed"


def test_an_unknown_amount_is_unknown_however_it_is_spelt():
    """A cost marked "Uppgift saknas" is no known cost."""
    found = reading(Level(metric="a", sum=True, max="10 kr", money=True), "Uppgift Saknas", amount=5_00)
    assert (found.state, found.value) == ("undecided", 0)
    half = reading(Share(series=("a",), tag="x", min="1/2"), "x", "Uppgift saknas", closed=False)
    assert (half.low, half.high) == (Fraction(1, 2), 1)


def test_places_and_areas_are_the_same_however_they_are_spelt():
    """Variety counts what is different, and shows it as somebody wrote it."""
    areas = Count(series=("a",), distinct=("område",), min_distinct=2)
    same = reading(areas, "område:Dalbo", "Område: dalbo")
    assert (same.state, same.value) == ("missed", 1)
    assert "(mest Dalbo, 2)" in same.reason
    assert reading(areas, "område:Dalbo", "Omrade: Torpa").state == "fulfilled"


@pytest.mark.parametrize(
    "measure",
    [
        Count(series=("a",), min=1, only=("Syninge",), without=("syninge",)),
        Count(series=("a",), min=1, without=("Budget",), of_which=OfWhich(tag="budget")),
        Count(series=("a",), each_of=("Riksdag", "riksdag")),
    ],
    ids=str,
)
def test_contradictory_tags_are_refused_however_they_are_spelt(measure):
    """The same tag asked for and left out, or a name twice, is a fault."""
    assert len(faults(measure)) == 1
