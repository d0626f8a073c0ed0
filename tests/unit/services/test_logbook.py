"""One fact noted in seconds, on a series that somebody has declared."""

from datetime import date

import pytest

from tests.spaces import LAST_THURSDAY, TODAY, a_space, put
from vcycle.errors import InputError
from vcycle.model.core import Activity, Goal, Log, Series
from vcycle.model.measure import Count, Level
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


def test_declared_by_itself_or_by_a_goal(space):
    """A series of its own, by its name or its title, and one that a goal counts, are known."""
    put(
        space,
        Series(key="insandare", title="Insändare i lokaltidningen"),
        Goal(text="M", measure=Count(series=("rundringning",), min=1)),
    )
    assert {"insandare"} == set(known_series(space, goals=False)) & {"insandare", "rundringning"}
    assert log(space, "Insändare i lokaltidningen").series == "insandare"
    assert log(space, "rundringning").series == "rundringning"
    assert log(space, "medlemsmöten").series == "medlemsmote"


def test_money_is_said_with_its_unit(space):
    """A series in kronor takes amounts of money only, one in numbers none, and nothing is saved when it is refused."""
    put(space, Series(key="balans", unit="kronor"), Series(key="medlemmar"))
    with pytest.raises(InputError, match="räknas i kronor"):
        log(space, "balans", amount=100, is_money=False)
    with pytest.raises(InputError, match="räknas i antal"):
        log(space, "medlemmar", amount=100, is_money=True)
    assert space.store.find(Log) == []
    assert log(space, "balans", amount=10_000_000, is_money=True).amount == 10_000_000
    assert log(space, "medlemmar", amount=87, is_money=False).amount == 87


def test_a_reading_is_a_number(space):
    """What is read off, or is money, is refused without how much; what is only counted is once."""
    put(space, Series(key="balans", unit="kronor"), Goal(text="M", measure=Level(metric="medlemmar", min=570)))
    for series in ("balans", "medlemmar"):
        with pytest.raises(InputError, match="saknas hur mycket"):
            log(space, series)
    assert log(space, "medlemsmote").amount == 1


@pytest.mark.parametrize(("series", "amount", "is_right"), [
    ("medlemsmote", 0, False), ("medlemsmote", -3, False), ("medlemsmote", 1, True),
    ("foljare", 0, True), ("foljare", -1, False), ("aktiva", 0, True), ("brev", 0, False),
])  # fmt: skip
def test_no_times_and_fewer(space, series, amount, is_right):
    """Something is done once or more; what is read off may be none, and is never less."""
    put(space, Goal(text="Fler", measure=Level(metric="foljare", min=10)), Series(key="aktiva"), Series(key="brev"))
    put(space, Goal(text="Skriv", measure=Count(series=("brev",), min=1)))
    if is_right:
        assert log(space, series, amount=amount, is_money=False).amount == amount
    else:
        with pytest.raises(InputError, match=f"{amount} är inget antal"):
            log(space, series, amount=amount, is_money=False)


def test_a_figure_that_nobody_knows(space):
    """Kronor that nobody knows are noted with a label instead of an amount, and that is said where one is missing."""
    put(space, Series(key="kostnad", unit="kronor"))
    with pytest.raises(InputError) as refused:
        log(space, "kostnad", unknown=1)
    assert "#uppgift saknas" in refused.value.hint
    assert log(space, "kostnad", tags=("uppgift saknas",)).amount == 0
    assert log(space, "kostnad", amount=-100, is_money=True).amount == -100


def test_a_line_without_semicolons(space):
    """What has many words and names no series is taken for a line, and told how it is written."""
    with pytest.raises(InputError) as refused:
        log(space, "ingenting SN 4 mars kvinna")
    assert "semikolon" in refused.value.hint
