"""One fact noted in seconds, on a series that somebody has declared."""

from datetime import date

import pytest

from tests.spaces import LAST_THURSDAY, TODAY, a_space
from vcycle.errors import InputError
from vcycle.model.core import Activity, Log
from vcycle.services.logbook import known_series, log


@pytest.fixture
def space(tmp_path):
    return a_space(
        tmp_path / "x",
        Activity(title="Möte", series="medlemsmote", schedule=LAST_THURSDAY),
        Activity(title="Utan serie"),
        plugins={"almanac": "vcycle_almanac"},
    )


def test_known_are_those_of_activities_plugins_and_facts(space):
    """Series are known from activities, from plugins' entries, and from earlier facts; nothing is not a series."""
    log(space, "insändare", new=True)
    known = known_series(space)
    assert {"medlemsmote", "insandare", "juldagen"} <= set(known)
    assert "" not in known
    assert known == sorted(known)


def test_noted_with_what_was_counted(space):
    """A fact has the day, by default today, and what was counted, and is one line of history."""
    fact = log(space, "medlemsmote", women=5, men=3, note="fullt", tags=("öppet",))
    assert (fact.day, fact.women, fact.men, fact.amount, fact.tags) == (TODAY, 5, 3, 1, ("öppet",))
    assert space.store.find(Log) == [fact]
    assert next(iter(space.store.history())).label == "Loggade medlemsmote"
    assert log(space, "medlemsmote", day=date(2026, 2, 1), amount=4).day == date(2026, 2, 1)


def test_unknown_is_refused_with_the_nearest(space):
    """A series that nothing declares is refused with the nearest names and how to make it, and nothing is saved."""
    with pytest.raises(InputError, match="Närmast är medlemsmote") as refused:
        log(space, "medlemmsmöte")
    assert "vcycle log medlemmsmote --new" in refused.value.hint
    assert space.store.find(Log) == []


def test_new_makes_it_and_does_no_harm(space):
    """`new` makes the series in plain letters, and does no harm when it is there."""
    assert log(space, "Insändare & debatt!", new=True).series == "insandare-debatt"
    assert log(space, "insandare-debatt", new=True).series == "insandare-debatt"
    assert log(space, "Insändare debatt").series == "insandare-debatt"
    assert log(space, "medlemsmote", new=True).series == "medlemsmote"


@pytest.mark.parametrize("series", ["", "   ", "🎉", "—", "\x1b"])
def test_no_name(space, series):
    """A name without letters or digits is refused."""
    with pytest.raises(InputError, match="bokstäver eller siffror"):
        log(space, series, new=True)


@pytest.mark.parametrize("series", ["x" * 10_000, "[/red]\x1b[2J", "../..a"])
def test_hostile_series(space, series):
    """A hostile name gives a short sentence without control characters, and nothing is saved."""
    with pytest.raises(InputError) as refused:
        log(space, series)
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 300
    assert space.store.find(Log) == []


def test_too_long_or_impossible_counts(space):
    """A name too long to keep and a negative number are refused with the field's own sentence."""
    with pytest.raises(InputError, match="80"):
        log(space, "x" * 81, new=True)
    with pytest.raises(InputError, match="minst 0"):
        log(space, "medlemsmote", women=-1)
    assert space.store.find(Log) == []
