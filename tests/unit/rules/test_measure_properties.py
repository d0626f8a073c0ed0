"""What must hold for every measure, whatever the facts are."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import ceil

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vcycle.model.derived import Fact
from vcycle.model.measure import UNKNOWN_AMOUNT, After, Count, Level, OfWhich, Share, State, Unset
from vcycle.model.period import Period, Years
from vcycle.rules.measures import Basis, Entity, FactIndex, read
from vcycle.rules.measures.numbers import ceiling, floor, fraction, grown, percent_text
from vcycle.rules.measures.periods import spans, touching, units

YEARS = Years()
SERIES = ("a", "b", "c")
TAGS = ("x", "y", "Norr", "Söder", UNKNOWN_AMOUNT)
A = ("a",)
UNITS = (
    Entity("u1", "Norr"),
    Entity("u2", "Söder", since=date(2020, 9, 1)),
    Entity("u3", "Öster", until=date(2020, 5, 1)),
)
MINIMUM = (
    *(Count(series=A, min=3, per=per) for per in ("week", "month", "term", "calendar_year", "activity_year")),
    Count(series=("a", "b"), min=2, only=("x",)),
    Count(series=A, min=2, of_which=OfWhich(tag="x")),
    Count(series=A, average="5/2", per="month"),
    Count(series=A, average=1, per="week"),
    Count(series=A, about=1, per="month"),
    Count(series=A, each_of=("Norr", "Söder")),
    Count(series=A, each="core.unit", min=2),
    Count(series=A, each_count=40),
    Count(series=A, each="series:b"),
    Level(metric="a", sum=True, min=10),
    State(done="a"),
)
EVERY = (
    *MINIMUM,
    Count(series=A, min=2, max=2, per="term"),
    Count(series=A, min=3, max=4),
    Count(series=A, max=4, when="under hösten"),
    Count(series=A, about=6),
    Count(series=A, each_of=("Norr", "Söder"), rotation=True, per="month"),
    Count(series=A, distinct=("weekday", "place"), min_distinct=3, max_share="1/2"),
    Share(series=A, who="women", min="1/2"),
    Share(series=A, who="women", about="1/2", per="term"),
    Share(series=A, who="men", min="1/3", each="occurrence"),
    Share(series=A, tag="x", min="1/2", each="occurrence", of=("b",)),
    Share(series=A, of=("b",), min="1"),
    Level(metric="a", min=3, max=20),
    Level(metric="a", min=3, reached="any", at="10-01"),
    Level(metric="a", growth=15),
    Level(metric="a", growth=15, baseline=3),
    Level(metric="a", share_of="b", share="35 %"),
    Level(metric="a", direction="up"),
    Level(metric="a", direction="down", sum=True),
    Level(metric="a", sum=True, max="50 kr", money=True, per="calendar_year"),
    Level(metric="a", equals="b", sum=True),
    State(role="r", holders_min=2, by="05-01"),
    State(fresh="a", max_age="30d"),
    State(after=After(series="a", of="b")),
    State(after=After(series="a", of="val")),
    Unset(series=A),
)
days = st.dates(date(2018, 12, 1), date(2022, 1, 31))
people = st.integers(0, 4)
facts = st.builds(
    Fact,
    series=st.sampled_from(SERIES),
    day=days,
    amount=st.integers(1, 9),
    tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
    women=people,
    men=people,
    others=people,
    unknown=people,
    planned=st.booleans(),
    place=st.sampled_from(("", "Lokalen", "Torget")),
    ref=st.sampled_from(("", "r.2020-01", "r.2020-02", "s.r.2020-01", "s.r.2020-02")),
)
many = st.lists(facts, max_size=40)
todays = st.dates(date(2019, 12, 1), date(2021, 2, 28))


def reading(measure, given_facts, today, year=2020):
    """The reading of 2020, with units, holders and an election."""
    holders = (Entity("p1"), Entity("p2", since=date(2020, 3, 1), until=date(2020, 11, 1)))
    basis = Basis(
        today=today,
        years=YEARS,
        year=year,
        facts=FactIndex(given_facts),
        entities={"core.unit": UNITS, "role:r": holders},
        windows={"val": Period(date(2020, 9, 1), date(2020, 9, 13))},
    )
    return read(measure, basis)


@given(st.sampled_from(MINIMUM), many, facts, todays)
def test_a_held_occurrence_never_spoils_a_minimum(measure, before, one_more, today):
    """What is fulfilled stays fulfilled when one more is held, and what is not missed is not missed for it."""
    series = measure.series[0] if isinstance(measure, Count) else "a"
    held = replace(one_more, series=series, planned=False, tags=tuple(t for t in one_more.tags if t != UNKNOWN_AMOUNT))
    first, second = reading(measure, before, today), reading(measure, [*before, held], today)
    if first.state == "fulfilled":
        assert second.state == "fulfilled"
    assert second.state != "missed" or first.state == "missed"


@given(st.sampled_from(EVERY), many, todays)
def test_planned_facts_change_the_plan_alone(measure, given_facts, today):
    """State, value and evidence are those of what was held."""
    both = reading(measure, given_facts, today)
    held = reading(measure, [fact for fact in given_facts if not fact.planned], today)
    assert (both.state, both.value, both.target, both.evidence, both.left) == (
        held.state, held.value, held.target, held.evidence, held.left,
    )  # fmt: skip


@given(st.sampled_from(EVERY), many, todays)
def test_without_a_plan_the_plan_is_what_was_held(measure, given_facts, today):
    """With nothing planned, both states are the same (a role may be filled from a day to come)."""
    held = [fact for fact in given_facts if not fact.planned and fact.day <= today]
    found = reading(measure, held, today)
    if not isinstance(measure, State) or not measure.role:
        assert found.plan_state == found.state


@given(st.sampled_from(EVERY), many, todays)
def test_a_closed_period_leaves_nothing_open(measure, given_facts, today):
    """The day after its end a reading has made up its mind, and so have all its periods."""
    period = reading(measure, given_facts, today).period
    if period is None:
        return
    closed = reading(measure, given_facts, period.end + timedelta(days=1))
    assert closed.state != "open"
    assert closed.plan_state != "open"
    assert all(bucket.state != "open" and bucket.plan_state != "open" for bucket in closed.buckets)


@given(st.sampled_from(EVERY), many, todays)
def test_every_reading_says_something(measure, given_facts, today):
    """One sentence on one line, beginning with a capital or a number; numbers are exact."""
    found = reading(measure, given_facts, today)
    assert found.reason
    assert "\n" not in found.reason
    assert found.reason[0].isdigit() or found.reason[0].isupper() or found.reason[0] == "-"
    for number in (found.value, found.target, found.low, found.high, found.forecast, found.pace):
        assert number is None or type(number) in (int, Fraction)


@given(st.sampled_from(EVERY), many, todays, many)
def test_other_years_change_nothing(measure, given_facts, today, others):
    """Facts two years away are neither counted nor compared with."""
    near = [fact for fact in given_facts if fact.day.year in (2019, 2020, 2021)]
    far = [replace(fact, day=fact.day.replace(year=2015, day=1)) for fact in others]
    if isinstance(measure, State) and measure.fresh:
        near.append(Fact(series="a", day=date(2019, 1, 1)))  # whether anything was ever logged is asked of all time
    assert reading(measure, near, today) == reading(measure, far + near, today)


@given(st.integers(1, 10**9), st.integers(1, 500))
def test_growth_is_exact(baseline, percent):
    """The least whole number that is so many percent more, by fractions; a float would be wrong from 100 and 10."""
    assert grown(baseline, percent) == ceil(Fraction(baseline) * (100 + percent) / 100)


@given(st.fractions(0, 1000, max_denominator=1000))
def test_rounding_up_and_down_is_exact(number):
    """Ceiling and floor are the neighbouring whole numbers."""
    assert ceiling(number) == ceil(number)
    assert floor(number) == number.numerator // number.denominator


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_fractions_are_read_as_they_are_written(above, below):
    """ "35/100" is 35/100, and "35 %" too."""
    assert fraction(f"{above}/{below}") == Fraction(above, below)
    assert fraction(f"{above} %") == Fraction(above, 100)
    assert fraction(f"{above},5") == Fraction(2 * above + 1, 2)


@given(st.fractions(0, 1) | st.integers(3, 10**6).map(lambda n: Fraction(n // 2 - 1, n)))
def test_a_percentage_never_says_a_target_is_reached_that_is_not(share):
    """What is below half is never shown as 50 %, nor what is below all as 100 %."""
    for target in (Fraction(1, 2), Fraction(1)):
        if share < target:
            assert percent_text(share) != percent_text(target)


WANTED = ({"min": "1/2"}, {"min": "1/3"}, {"min": 1}, {"about": "1/2"}, {"about": "1/4", "tolerance": "1/20"})


@given(
    st.lists(st.tuples(people, people, people, people).filter(any), min_size=1, max_size=3),
    st.sampled_from(("women", "men", "others")),
    st.sampled_from(WANTED),
    st.sampled_from(("", "occurrence")),
)  # fmt: skip
def test_unknown_gender_is_decided_when_every_way_to_fill_it_in_agrees(counts, who, wanted, each):
    """Fulfilled when all assignments of the unknown hold, missed when none does, else undecided."""
    measure = Share(series=A, who=who, each=each, **wanted)
    rows = [
        Fact(series="a", day=date(2020, 3, 1 + n), women=w, men=m, others=o, unknown=u)
        for n, (w, m, o, u) in enumerate(counts)
    ]
    closed = date(2021, 6, 1)
    found = reading(measure, rows, closed).state
    states = set()
    for filled in product(*(range(row.unknown + 1) for row in rows)):
        other = "men" if who == "women" else "women"
        sure = [
            replace(row, unknown=0, **{who: getattr(row, who) + n, other: getattr(row, other) + row.unknown - n})
            for row, n in zip(rows, filled, strict=True)
        ]
        states.add(reading(measure, sure, closed).state)
    assert states <= {"fulfilled", "missed"}
    assert found == (states.pop() if len(states) == 1 else "undecided")


@given(st.integers(0, 9), st.integers(0, 9), st.fractions(0, 1, max_denominator=12))
def test_a_known_share_is_that_of_fractions(women, men, least):
    """With nothing unknown the state is the comparison of two fractions."""
    if least == 0 or women + men == 0:
        return
    row = Fact(series="a", day=date(2020, 3, 1), women=women, men=men)
    measure = Share(series=A, who="women", min=f"{least.numerator}/{least.denominator}")
    found = reading(measure, [row], date(2021, 6, 1))
    assert found.state == ("fulfilled" if Fraction(women, women + men) >= least else "missed")
    assert found.value == Fraction(women, women + men)


@given(many, st.lists(st.sampled_from(SERIES), min_size=1, max_size=3).map(tuple), days, days)
def test_the_index_finds_what_a_scan_finds(given_facts, series, one, other):
    """The facts between two days, by day and within a day in the order given for each series; and backwards."""
    period = Period(min(one, other), max(one, other))
    index = FactIndex(given_facts)
    scan = [fact for fact in given_facts if fact.series in series and fact.day in period]
    found = index.between(series, period)
    assert sorted(found, key=repr) == sorted(scan, key=repr)
    assert [fact.day for fact in found] == sorted(fact.day for fact in scan)
    single = sorted((fact for fact in scan if fact.series == series[0]), key=lambda fact: fact.day)
    assert list(index.back(series[0], period.end, period.start)) == single[::-1]
    assert set(index.series) == {fact.series for fact in given_facts}


@given(many, todays)
def test_an_average_is_a_plain_division(given_facts, today):
    """Value, forecast and state of a mean are those of counting days by hand."""
    measure = Count(series=A, average=2, per="month")
    total = sum(f.amount for f in given_facts if f.series == "a" and not f.planned and f.day.year == 2020)
    found = reading(measure, given_facts, today)
    if today.year == 2020:
        month_days = (date(2020, today.month % 12 + 1, 1) - timedelta(days=1)).day
        elapsed = today.month - 1 + Fraction(today.day, month_days)
        assert found.value == total / elapsed
        assert found.state == ("fulfilled" if total >= 24 else "open" if today <= date(2020, 12, 31) else "missed")
        if found.pace is not None:
            assert found.pace * (12 - elapsed) == 24 - total


@given(st.sampled_from(("week", "month", "term", "calendar_year")), st.dates(date(2001, 1, 1), date(2060, 1, 1)))
def test_every_period_belongs_to_one_year(per, start):
    """The periods of consecutive activity years follow each other without a gap and without one in two years."""
    years = Years(start=f"{start:%m-%d}")
    found = [
        span for year in (start.year, start.year + 1, start.year + 2) for span in spans(per, years.year(year), years)
    ]
    for (one, _), (following, _) in pairwise(found):
        assert following.start == one.end + timedelta(days=1)


@given(st.sampled_from(("week", "month", "calendar_year")), days, st.integers(0, 500))
def test_the_parts_of_periods_add_up(per, first, length):
    """How many periods there are is the sum over single days of each day's part."""
    last = first + timedelta(days=length)
    by_day = sum(
        (Fraction(1, touching(per, Period(day, day), YEARS)[0].period.days) for day in Period(first, last)), Fraction(0)
    )
    assert units(per, first, last, YEARS) == by_day
