"""Every goal with its reading: from the records of a workspace to a state, a sentence and the facts behind it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace

from tests.spaces import LAST_THURSDAY, TODAY, a_space, one, put
from vcycle.errors import NotFound
from vcycle.model.core import Activity, Area, Goal, Holder, Log, Person, Role, Series, Unit
from vcycle.model.measure import Count, Level, Share, State, Unset
from vcycle.model.period import Period, Years
from vcycle.rules.elections import election_windows, mandate
from vcycle.services import goals, moving
from vcycle.services.goals import UNMEASURED, readings
from vcycle.services.goals_shown import by_area, evidence, find_goal, handles, sign, state_words, told

MEETING = Activity(id="m", title="Möte", series="mote", schedule=LAST_THURSDAY, areas=("b",))


def goal(measure, **more):
    return Goal(id="g", text="Ett mål", measure=measure, **more)


def measure_by(space, measure):
    """Give the only goal another measure."""
    stored = space.store.find(Goal)
    put(space, replace(stored[0], measure=measure) if stored else goal(measure))


def reading_of(space, year=2026):
    [standing] = readings(space, year)
    return standing.reading


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "x"


def log(series, day, **more):
    return Log(series=series, day=day, **more)


def test_held_planned_and_logged_are_counted(folder):
    """What was held and what was logged counts, what is planned is told apart; a save is seen at once."""
    space = a_space(folder, MEETING, goal(Count(series=("mote",), min=3, per="term")))
    assert (reading_of(space).state, reading_of(space).plan_state, reading_of(space).value) == ("open", "fulfilled", 0)
    moving.save(space, moving.done(space, one(space.entries(space.this_year), "m.2026-01")))
    put(space, log("mote", date(2026, 2, 3)))
    after = reading_of(space)
    assert (after.value, after.target, len(after.evidence)) == (2, 3, 2)
    moving.save(space, moving.done(space, one(space.entries(space.this_year), "m.2026-02")))
    assert reading_of(space).buckets[0].state == "fulfilled"


def test_years_are_read_apart(folder):
    """A measure holds no year: the year before has a reading of its own, and is closed."""
    space = a_space(folder, goal(Count(series=("brev",), min=2)), years=Years(first=2024))
    put(space, log("brev", date(2025, 3, 1)), log("brev", date(2026, 1, 5)), log("brev", date(2026, 2, 5)))
    assert (reading_of(space, 2026).state, reading_of(space, 2025).state) == ("fulfilled", "missed")
    assert reading_of(space, 2027).state == "open"


@pytest.mark.parametrize(
    "measure",
    [
        Count(series=("brev",), min=1),
        Count(series=("brev",), about=4),
        Count(series=("brev",), about=1, per="month"),
        Count(series=("brev",), average=1, per="month"),
        Count(series=("brev",), each_of=("norr",)),
        Count(series=("brev",), each_count=4),
        Count(series=("brev",), distinct=("weekday",), min_distinct=2),
        Share(series=("brev",), who="women", min="1/2"),
        Share(series=("brev",), tag="norr", min="1/2", each="occurrence"),
        Level(metric="brev", min=4),
        Level(metric="brev", min=4, reached="any"),
        Level(metric="brev", sum=True, min=4),
        State(done="brev"),
        State(fresh="brev", max_age="30d"),
        Unset(series=("brev",)),
    ],
    ids=str,
)
def test_what_is_logged_ahead_is_never_held(folder, measure):
    """A row dated after today is planned for every kind of measure; on its day it counts."""
    ahead = log("brev", TODAY + timedelta(days=9), amount=4, women=1, tags=("norr",))
    space = a_space(folder, goal(measure), ahead)
    before = reading_of(space)
    assert before.state != "fulfilled"
    assert (before.value or 0, before.evidence) == (0, ())
    assert "Gjort" not in before.reason
    assert reading_of(replace(space, today=ahead.day)).evidence == tuple(row.id for row in space.store.find(Log))


def test_growth_is_from_the_last_reading_before(folder):
    """A baseline is the goal's own, or was logged the year before; without one the goal asks for it."""
    space = a_space(folder, goal(Level(metric="medlemmar", growth=15)), years=Years(first=2024))
    put(space, log("medlemmar", date(2026, 2, 1), amount=101))
    assert reading_of(space).target is None
    put(space, log("medlemmar", date(2025, 12, 31), amount=87))
    assert (reading_of(space).target, reading_of(space).value) == (101, 101)


def test_roles_by_key_name_or_id(folder):
    """A role is found by its key in the plan, by its name and by its id; who has resigned holds it no more."""
    role = Role(id="r1", name="Studieansvarig", plan_item="plan/roles/studier@abc")
    space = a_space(folder, role, Person(id="p", name="Kim"))
    for name in ("studier", "studieansvarig", "r1"):
        measure_by(space, State(role=name))
        assert reading_of(space).state == "open", name
    put(space, Holder(id="h", role="r1", person="p", since=date(2026, 1, 1)))
    assert reading_of(space).state == "fulfilled"
    put(space, replace(space.store.find(Holder)[0], until=date(2026, 2, 1)))
    assert reading_of(space).state == "open"


def test_coverage_is_of_child_associations_and_members(folder):
    """The associations are the child associations, the own one and the district not; the members are the persons."""
    space = a_space(
        folder,
        Unit(id="u1", name="Norr"), Unit(id="u2", name="Söder"), Unit(id="u3", name="Egna", kind="own"),
        Person(id="p1", name="Kim"), Person(id="p2", name="Alex", member_since=date(2027, 1, 1)),
        log("besok", date(2026, 2, 1), tags=("Norr",)), log("samtal", date(2026, 2, 1), tags=("p1",)),
    )  # fmt: skip
    measure_by(space, Count(series=("besok",), each="core.unit"))
    assert (reading_of(space).value, reading_of(space).target, reading_of(space).left) == (1, 2, ("Söder",))
    measure_by(space, Count(series=("samtal",), each="core.person"))
    assert (reading_of(space).value, reading_of(space).target, reading_of(space).state) == (1, 1, "fulfilled")


def test_windows_of_elections(folder):
    """What holds in election years alone holds in 2026, and is not missed in 2025."""
    space = a_space(folder, goal(Count(series=("brev",), min=1, when="valår")), years=Years(first=2024))
    assert (reading_of(space, 2026).applies, reading_of(space, 2025).applies) == (True, False)


def test_a_term_of_office_reaches_over_years(folder):
    """Facts from the whole term of office count for a goal of it, whichever of its years is read."""
    space = a_space(folder, goal(Count(series=("brev",), min=3, per="mandate")), years=Years(first=2020))
    put(space, log("brev", date(2022, 11, 1)), log("brev", date(2024, 5, 1)), log("brev", date(2022, 10, 14)))
    assert (reading_of(space).value, reading_of(space).target) == (2, 3)


def test_what_cannot_be_read_says_why(folder):
    """A goal without a measure is undecided; one with an impossible measure, too, and says what is wrong."""
    space = a_space(folder, goal(None))
    assert (reading_of(space).state, reading_of(space).reason) == ("undecided", UNMEASURED)
    assert state_words(readings(space, 2026)[0]) == "inget mått"
    broken = Count(series=("brev",), average="x", per="month")
    assert "inget tal" in goals.reading_of(broken, goals.basis_of(space, 2026, [broken])).reason


def test_order_is_the_plans(folder):
    """Goals stand under the first of their areas, in the order of the plan; those without one last."""
    areas = [Area(id="b", name="Möten", position=1), Area(id="a", name="Synas", position=0)]
    promises = [Goal(id=f"g{n}", text=f"M{n}", areas=a) for n, a in enumerate([(), ("b",), ("a",), ("borta",), ("b",)])]
    shown = by_area(a_space(folder, *areas, *promises), 2026)
    assert {name: [s.goal.text for s in found] for name, found in shown.items()} == {
        "Synas": ["M2"], "Möten": ["M1", "M4"], "Utan område": ["M0", "M3"],
    }  # fmt: skip


def test_a_goal_is_found_by_its_key_its_id_or_its_text(folder):
    """People write the key that the list shows; where two plans have one key, the id."""
    space = a_space(
        folder,
        Goal(id="1abc", text="Ett", plan_item="p/goals/ett@x"), Goal(id="2abc", text="Två", plan_item="p/goals/tva@x"),
        Goal(id="3abc", text="Tre", plan_item="q/goals/tva@x"),
    )  # fmt: skip
    assert handles(space) == {"1abc": "ett", "2abc": "2abc", "3abc": "3abc"}
    assert [find_goal(space, word).id for word in ("ett", "2abc", "2a", "Tre")] == ["1abc", "2abc", "2abc", "3abc"]
    for word in ("tva", "", "\x1b[31m", "x" * 10_000):
        with pytest.raises(NotFound):
            find_goal(space, word)


def test_a_goal_shows_each_fact_behind_its_number(folder):
    """Every fact that was counted is told with its day, what was counted and its note; no other is."""
    space = a_space(
        folder,
        goal(Share(series=("talare",), who="women", min="1/2"), quote="Minst hälften.", source="plan rad 3"),
        Person(id="p1", name="Kim"),
        log("talare", date(2026, 2, 1), women=2, men=1, note="fullsatt", tags=("p1",)),
        log("talare", date(2025, 2, 1), women=2), log("annat", date(2026, 2, 1)),
    )  # fmt: skip
    [standing] = readings(space, 2026)
    assert [fact.day for fact in evidence(space, standing, 2026)] == [date(2026, 2, 1)]
    first, last = told(space, standing, 2026)
    assert last.rows == (("2026-02-01", "talare", "1", "2 kvinnor, 1 man; Kim; fullsatt"),)
    for words in (
        "uppfyllt",
        "minst hälften kvinnor av talare",
        "”Minst hälften.”",
        "Planens rad 3 (plan)",
        standing.reading.reason,
    ):
        assert words in first.text


def test_a_state_is_said_once(folder):
    """A sentence that begins with the word for its state does not say it twice."""
    space = a_space(folder, goal(Share(series=("talare",), who="women", min="1/2")))
    assert told(space, readings(space, 2026)[0], 2026)[0].text.startswith("– Ej tillämpligt: 0 personer.")
    measure_by(space, Level(metric="medlemmar", direction="up"))
    assert told(space, readings(space, 2026)[0], 2026)[0].text.startswith("? Kan inte avgöras: det finns inget")
    measure_by(space, Count(series=("brev",), min=2))
    assert told(space, readings(space, 2026)[0], 2026)[0].text.startswith("… pågår: 0 av 2 brev i år")


def test_money_is_shown_in_kronor(folder):
    """Facts of a series in kronor, and those that a money goal counts, are amounts of money."""
    space = a_space(folder, Series(key="balans", unit="kronor"), log("balans", date(2026, 1, 9), amount=10_000_000))
    put(space, goal(Level(metric="balans", min="50 000 kr", money=True)))
    assert told(space, readings(space, 2026)[0], 2026)[-1].rows[0][2] == "100\u00a0000 kr"


@pytest.mark.parametrize(
    ("measure", "word", "mark"),
    [
        (Count(series=("brev",), min=1), "uppfyllt", "✓"),
        (Count(series=("brev",), max=0), "ej uppnått", "✗"),
        (Count(series=("mote",), min=5), "pågår, uppfyllt enligt plan", "…"),
        (Level(metric="x", min=1), "kan inte avgöras", "?"),
        (Unset(series=("brev",)), "ingen siffra", "–"),
        (Count(series=("brev",), each="core.unit"), "ej tillämpligt", "–"),
    ],
)
def test_each_state_has_its_word_and_sign(folder, measure, word, mark):
    """The four states, the plan that reaches the goal, and what is not judged, are told apart without colour."""
    space = a_space(folder, MEETING, goal(measure), log("brev", date(2026, 1, 5)))
    [standing] = readings(space, 2026)
    assert (state_words(standing), sign(standing)) == (word, mark)


# Elections


def test_election_windows():
    """The election year is a whole activity year, the campaign ends on election day, an own window wins."""
    windows = election_windows(Years(), 2022)
    assert windows["valår"] == Period(date(2022, 1, 1), date(2022, 12, 31))
    assert windows["valrörelse"] == Period(date(2022, 8, 1), date(2022, 9, 11))
    assert windows["mandatperiod"] == Period(date(2018, 10, 15), date(2022, 10, 14))
    assert election_windows(Years(), 2023)["valår"] is None
    assert election_windows(Years(start="03-25"), 2022)["valår"] == Period(date(2022, 3, 25), date(2023, 3, 24))
    own = Years(windows={"valrörelse": ("05-01", "09-11")})
    assert election_windows(own, 2026)["valrörelse"] == Period(date(2026, 5, 1), date(2026, 9, 11))
    assert election_windows(own, 2027)["valrörelse"] is None


@pytest.mark.parametrize("year", range(1998, 2040))
def test_every_day_lies_in_its_term_of_office(year):
    """Terms follow each other without a gap, each of four years from 15 October."""
    for day in (date(year, 1, 1), date(year, 10, 14), date(year, 10, 15), date(year, 12, 31)):
        term = mandate(day)
        assert day in term
        assert (term.start.month, term.start.day, term.start.year % 4) == (10, 15, 2)
        assert mandate(term.end + timedelta(days=1)).start == term.end + timedelta(days=1)


def test_kept_until_somebody_saves_or_the_day_is_another(folder):
    """The index of facts is made once, and anew for another token or another day."""
    space = a_space(folder, goal(Count(series=("brev",), min=1)))
    made = []
    for _ in range(2):
        space.kept("x", lambda: made.append(1))
    assert made == [1]
    replace(space, today=TODAY + timedelta(days=1)).kept("x", lambda: made.append(2))
    assert made == [1, 2]
    put(space, log("brev", TODAY))
    space.kept("x", lambda: made.append(3))
    assert made == [1, 2, 3]
    assert reading_of(space).value == Fraction(1)
