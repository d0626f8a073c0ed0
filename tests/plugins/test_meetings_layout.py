"""Laying out a term: what is proposed, what is said of each day, and that doing it again sets nothing twice."""

from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meeting_board import AUTUMN, PLUGINS, TODAY, a_board, meeting
from vcycle.errors import InputError
from vcycle.model.derived import Entry
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Months, Offset, Recur
from vcycle.model.values import parse_schedule
from vcycle.rules.swedish import eve, red_day
from vcycle_almanac import Day
from vcycle_meetings.habit import usual_rule
from vcycle_meetings.layout import Layout, Wish, lay_out
from vcycle_meetings.terms import coming, month_words, months, term
from vcycle_meetings.wishes import LayOut, proposed, understood, wish_of
from vcycle_meetings.wording import read_rule

YEARS = Years(first=2026)
THIRD_WEDNESDAY = Recur("FREQ=MONTHLY;BYDAY=3WE")
MONTHLY = Months(tuple(range(1, 13)))


def wish(rule=THIRD_WEDNESDAY, period=AUTUMN, **more):
    return Wish(**{"kind": "Styrelsemöte", "rule": rule, "period": period, "starts": time(18, 30)} | more)


def entry(day, title="Styrelsemöte", series="styrelsemote", **more):
    start = date.fromisoformat(day)
    return Entry(
        **{"record": f"r{day}{title}", "slot": "day", "title": title, "series": series, "start": start, "end": start}
        | more
    )


def laid(*entries, today=TODAY, **more) -> Layout:
    return lay_out(wish(**more), entries, YEARS, today)


def days(layout):
    return [str(slot.day) for slot in layout.slots]


def remarks(layout):
    return {str(slot.day): layout.remarks(slot) for slot in layout.slots if layout.remarks(slot)}


def set_as_entries(layout):
    """The meetings of a layout as they come back from the year once they are saved."""
    return [entry(str(m.day), start_time=m.starts, end_time=m.ends) for m in layout.meetings()]


def test_a_rule_gives_its_days_from_today_on():
    """The rule's days that have not been are proposed, and the months that are left over are named."""
    layout = laid(without=frozenset({7}))
    assert days(layout) == ["2026-09-16", "2026-10-21", "2026-11-18", "2026-12-16"]
    assert (layout.covered, len(layout.months), layout.missing) == (4, 5, [(2026, 8)])
    first = layout.meetings()[0]
    assert (first.day, first.starts, first.kind) == (
        date(2026, 9, 16),
        time(18, 30),
        "Styrelsemöte",
    )


def test_a_month_without_a_day_gets_the_best_day_of_the_month():
    """Once a month: a free evening about the middle, on the weekday that the kind mostly has."""
    there = [entry("2026-02-03"), entry("2026-03-03")]  # Tuesdays
    layout = laid(*there, rule=MONTHLY, without=frozenset({7, 8}))
    assert days(layout) == ["2026-09-15", "2026-10-13", "2026-11-17", "2026-12-15"]


def test_no_day_is_chosen_sooner_than_an_agenda_can_go_out():
    """What is chosen freely lies a week ahead; a rule's own day is kept, and said to be soon."""
    chosen = laid(rule=MONTHLY, period=Period(date(2026, 8, 1), date(2026, 8, 31)))
    assert chosen.slots[0].day >= TODAY + timedelta(7)
    soon = laid(rule=Recur("FREQ=MONTHLY;BYDAY=-2MO"), period=Period(date(2026, 8, 1), date(2026, 8, 31)))
    assert remarks(soon) == {"2026-08-24": ["redan om 4 dagar"]}


def test_free_days_and_collisions_are_told():
    """Red days, eves, things at the same hours and things that only share the day each get their own words."""
    layout = laid(
        entry("2026-09-16", "Medlemsmöte", "medlemsmote", start_time=time(18), end_time=time(20)),
        entry("2026-10-21", "Frukost", "frukost", start_time=time(8), end_time=time(9)),
        entry("2026-11-16", "Höstlov", "lov", end=date(2026, 11, 20)),
        entry("2026-12-09", "Dagordning", "dagordning", anchor="x"),
        ends=time(20, 30),
    )
    assert remarks(layout) == {
        "2026-09-16": ["krockar med Medlemsmöte kl 18.00"],
        "2026-10-21": ["samma dag: Frukost kl 08.00"],
        "2026-11-18": ["under Höstlov"],
    }
    spring = laid(rule=parse_schedule("30 april"), period=Period(date(2027, 1, 1), date(2027, 6, 30)))
    assert remarks(spring) == {"2027-04-30": ["valborgsmässoafton"]}
    red = laid(rule=parse_schedule("6 juni"), period=Period(date(2027, 1, 1), date(2027, 6, 30)))
    assert remarks(red) == {"2027-06-06": ["röd dag, nationaldagen"]}


def test_deadlines_and_the_almanacs_own_day_collide_with_nothing():
    """A step takes nobody's evening, and a red day is said once."""
    layout = laid(
        entry("2026-09-16", "Dagordning", "dagordning", anchor="m.day"),
        entry("2026-09-01", "Valrörelse", "valrorelse", end=date(2026, 12, 31)),
    )
    assert remarks(layout) == {}
    almanac = entry("2027-06-06", "Nationaldagen", "nationaldagen", plugin="almanac")
    red = laid(almanac, rule=parse_schedule("6 juni"), period=Period(date(2027, 1, 1), date(2027, 6, 30)))
    assert remarks(red) == {"2027-06-06": ["röd dag, nationaldagen"]}


def test_the_almanac_is_heard_and_says_nothing_twice(tmp_path):
    """With the almanac on, a red day is told once, and its school holidays and markets are told by their names."""
    space = a_board(
        tmp_path,
        Day(title="Påsklov", first=date(2027, 3, 30), last=date(2027, 4, 5)),
        Day(title="Marknad", first=date(2027, 5, 6)),
        plugins={**PLUGINS, "almanac": "vcycle_almanac"},
    )
    rule = "2027-03-31, 2027-05-06, 2027-06-06"
    layout = proposed(space.context("meetings"), LayOut(kind="Styrelsemöte", rule=rule))
    assert remarks(layout) == {
        "2027-03-31": ["under Påsklov"],
        "2027-05-06": ["röd dag, Kristi himmelsfärdsdag", "samma dag: Marknad"],
        "2027-06-06": ["röd dag, nationaldagen"],
    }


def test_hours_and_place_are_those_that_people_are_used_to(tmp_path):
    """A meeting whose hours nobody has written says nothing of them: the last that has any does, and so with places."""
    space = a_board(
        tmp_path,
        meeting("2026-02-18", starts=time(17), ends=time(19), place="Källaren"),
        meeting("2026-06-17", starts=time(18, 30)),
        meeting("2026-11-18"),
    )
    wish = wish_of(space.context("meetings"), LayOut(kind="styrelsemöte"))
    assert (wish.kind, wish.starts, wish.ends, wish.place) == ("Styrelsemöte", time(18, 30), None, "Källaren")
    own = wish_of(space.context("meetings"), LayOut(kind="Styrelsemöte", starts=time(9), place="Salen"))
    assert (own.starts, own.ends, own.place) == (time(9), None, "Salen")


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (["2026-09-14", "2026-10-12", "2026-11-09"], "andra måndagen varje månad"),
        (["2026-09-14", "2026-10-12", "2026-11-10"], "andra måndagen varje månad"),
        (["2026-08-27", "2026-09-24", "2026-10-29"], "sista torsdagen varje månad"),
        (["2026-09-01", "2026-09-15", "2026-09-29", "2026-10-13"], "varannan tisdag"),
        (["2026-09-02", "2026-09-09", "2026-09-16", "2026-09-23"], "varje onsdag"),
        (["2026-09-14", "2026-10-20", "2026-11-26"], ""),
        (["2026-09-14"], ""),
        ([], ""),
    ],
)
def test_the_rule_is_told_by_the_last_meetings(days, rule):
    """A rule that most of the last meetings follow is the one that the kind is used to; else none is made up."""
    assert usual_rule([date.fromisoformat(day) for day in days]) == rule
    assert not rule or read_rule(rule, TODAY)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("andra måndagen", "andra måndagen varje månad"),
        ("sista torsdagen", "sista torsdagen varje månad"),
        ("andra och fjärde måndagen", "andra och fjärde måndagen varje månad"),
        ("tredje onsdagen i månaden", "tredje onsdagen varje månad"),
        ("12/9, 10/10", "2026-09-12, 2026-10-10"),
        ("måndag 14 september, 12 jan och 20/10 2027", "2026-09-14, 2027-01-12, 2027-10-20"),
    ],
)
def test_rules_are_read_as_boards_write_them(text, rule):
    """A rule without "varje månad" and days without a year mean what anybody would mean."""
    assert read_rule(text, TODAY) == parse_schedule(rule)


@pytest.mark.parametrize("text", ["ibland", "12/9, 31/13", "31 februari", "tisdag, onsdag, ibland", "x" * 5000])
def test_what_is_no_rule_is_refused_with_rules_for_meetings(text):
    """The examples must be rules for meetings, never a rule that hangs on meetings."""
    with pytest.raises(InputError, match=r"^Regel: ") as refused:
        read_rule(text, TODAY)
    assert "andra måndagen varje månad" in refused.value.hint
    assert "styrelsemöte" not in f"{refused.value} {refused.value.hint}"


def test_every_month_without_a_meeting_says_why():
    """A day that has been, one left out and one moved away each have their own reason."""
    layout = laid(without=frozenset({7})).toggled(date(2026, 12, 16)).moved(date(2026, 10, 21), date(2026, 11, 11))
    reasons = ["dagen har redan varit", "flyttat till ons 11 nov", "borttaget"]
    assert [layout.why(month) for month in layout.missing] == reasons
    late = laid(rule=MONTHLY, today=date(2026, 8, 30), without=frozenset({7}))
    assert [late.why(month) for month in late.missing] == ["för nära för att hinna kalla"]


def test_how_a_rule_was_understood_is_said_in_full(tmp_path):
    """Rule, pause and period must all be said, however long the rule."""
    context = a_board(tmp_path).context("meetings")
    said = understood(wish_of(context, LayOut(kind="Styrelsemöte", rule="andra måndagen", term="höst")))
    assert said == "Andra måndagen varje månad, utom juli, 1 juli–31 december 2026."
    assert understood(wish_of(context, LayOut(kind="Styrelsemöte"))).startswith("En gång i månaden, den kväll som")
    assert understood(wish_of(context, LayOut(kind="Årsmöte", rule="6 mars 2027"))) == "De här dagarna: 6 mars 2027."


def test_two_meetings_close_together_are_told():
    """A moved meeting that comes too near the next one is said so on both."""
    layout = laid(without=frozenset({7})).moved(date(2026, 9, 16), date(2026, 10, 14))
    assert remarks(layout) == {
        "2026-10-14": ["flyttat från ons 16 sep", "bara 7 dagar från ett annat"],
        "2026-10-21": ["bara 7 dagar från ett annat"],
    }
    assert layout.missing == [(2026, 8), (2026, 9)]


def test_weekly_meetings_are_not_close():
    """What is close depends on the rule: seven days between weekly meetings are what was asked for."""
    layout = laid(rule=Recur("FREQ=WEEKLY;BYDAY=WE"), period=Period(date(2026, 9, 1), date(2026, 9, 30)))
    assert len(layout.slots) == 5
    assert remarks(layout) == {}


def test_moving_and_leaving_out():
    """A meeting is moved by the day it was proposed for or has now, left out and taken back; never into the past."""
    layout = (
        laid(without=frozenset({7}))
        .moved(date(2026, 9, 16), date(2026, 9, 17))
        .moved(date(2026, 9, 17), date(2026, 9, 18))
    )
    assert days(layout)[0] == "2026-09-18"
    assert remarks(layout)["2026-09-18"] == ["flyttat från ons 16 sep"]
    without = layout.toggled(date(2026, 12, 16))
    assert [str(m.day) for m in without.meetings()] == ["2026-09-18", "2026-10-21", "2026-11-18"]
    assert without.missing == [(2026, 8), (2026, 12)]
    assert without.toggled(date(2026, 12, 16)) == layout


@pytest.mark.parametrize(
    ("first", "day", "sentence"),
    [
        ("2026-09-16", "2026-08-19", "redan varit"),
        ("2026-09-16", "2026-10-21", "finns redan"),
        ("2026-09-15", "2026-09-17", "inte bland förslagen"),
    ],
)
def test_a_move_that_cannot_be_is_refused(first, day, sentence):
    """Into the past, onto another meeting, or of a meeting that is not proposed: each has its sentence."""
    with pytest.raises(InputError, match=sentence):
        laid().moved(date.fromisoformat(first), date.fromisoformat(day))


def test_a_meeting_that_is_there_is_not_moved_here():
    """What is set already has its own place to be moved: the wheel, with all that hangs on it."""
    layout = laid(entry("2026-09-17"))
    with pytest.raises(InputError, match="finns redan"):
        layout.moved(date(2026, 9, 17), date(2026, 9, 18))


def test_what_is_there_takes_its_month():
    """A meeting near the rule's day takes its slot; an extra one or a cancelled one does not."""
    layout = laid(
        entry("2026-09-17"),
        entry("2026-10-06", tags=("extra",)),
        entry("2026-11-18", state="cancelled", reason="sjukdom"),
        without=frozenset({7, 8}),
    )
    assert days(layout) == ["2026-09-17", "2026-10-06", "2026-10-21", "2026-11-18", "2026-12-16"]
    assert [str(m.day) for m in layout.meetings()] == ["2026-10-21", "2026-11-18", "2026-12-16"]
    assert remarks(layout)["2026-10-06"] == ["finns redan", "extra"]


def test_held_meetings_are_counted_and_said_to_be_held():
    """Months that have had their meeting count as covered; months that passed without one are let be."""
    layout = laid(entry("2026-08-12", state="held"), today=date(2026, 10, 1), without=frozenset({7}))
    assert remarks(layout) == {"2026-08-12": ["har hållits"]}
    assert (layout.covered, layout.missing) == (4, [])
    assert layout.months == ((2026, 8), (2026, 10), (2026, 11), (2026, 12))


RULES = st.sampled_from(
    [THIRD_WEDNESDAY, MONTHLY, Recur("FREQ=MONTHLY;BYDAY=-1TH"), Recur("FREQ=MONTHLY;BYDAY=1MO,3MO"),
     Recur("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"), Recur("FREQ=WEEKLY;BYDAY=WE")]
)  # fmt: skip
PERIODS = st.sampled_from(
    [term(f"{name} {year}", YEARS, TODAY) for name in ("vår", "höst") for year in (2026, 2027, 2028)]
)


@given(
    rule=RULES,
    period=PERIODS,
    varied=st.booleans(),
    moves=st.lists(st.tuples(st.integers(0, 9), st.integers(-2, 2)), max_size=3, unique_by=lambda move: move[0]),
)
def test_the_same_wish_twice_sets_nothing_twice(rule, period, varied, moves):
    """Once a layout is set, also with days moved, the same wish must propose nothing more."""
    layout = laid(rule=rule, period=period, varied=varied)
    for at, step in moves:
        if layout.slots:
            slot = layout.slots[at % len(layout.slots)]
            if slot.first != slot.day:
                continue
            try:
                layout = layout.moved(slot.first, slot.day + timedelta(step))
            except InputError:
                continue
    again = laid(*set_as_entries(layout), rule=rule, period=period, varied=varied)
    assert again.meetings() == ()
    assert sorted(slot.day for slot in again.slots) == sorted(slot.day for slot in layout.slots)


@given(rule=st.sampled_from([THIRD_WEDNESDAY, MONTHLY]), period=PERIODS)
def test_varied_days_are_fair_and_always_the_same(rule, period):
    """Spread over Monday to Thursday, no weekday is used two times more than another, and chance has no part."""
    layout = laid(rule=rule, period=period, varied=True)
    use = Counter(slot.day.weekday() for slot in layout.slots)
    assert set(use) <= {0, 1, 2, 3}
    counts = [use[weekday] for weekday in range(4)]
    assert max(counts) - min(counts) <= 1
    assert layout == laid(rule=rule, period=period, varied=True)


@given(rule=RULES, period=PERIODS, varied=st.booleans())
def test_no_freely_chosen_day_is_a_free_day(rule, period, varied):
    """A day that is chosen must be neither red nor an eve, and every day lies in the period and not in the past."""
    layout = laid(rule=rule, period=period, varied=varied)
    for slot in layout.slots:
        assert slot.day in period.widened(6)
        assert slot.day >= TODAY
        assert not varied or not (red_day(slot.day) or eve(slot.day))


@given(rule=RULES, period=PERIODS, skipped=st.sets(st.integers(1, 12), max_size=4))
def test_months_of_rest_stay_empty(rule, period, skipped):
    """No meeting may be proposed in a month that was to have none, nor is that month missed."""
    layout = laid(rule=rule, period=period, without=frozenset(skipped))
    assert not {slot.day.month for slot in layout.slots} & skipped
    assert not {month for _year, month in layout.months} & skipped


def test_varied_days_mend_an_uneven_year():
    """Weekdays that the year has used up come last."""
    there = [entry(f"2026-0{month}-0{day}") for month, day in ((2, 4), (3, 4), (4, 1), (5, 6))]  # Wednesdays
    layout = laid(*there, varied=True, without=frozenset({7, 8}))
    assert 2 not in {slot.day.weekday() for slot in layout.slots}


@pytest.mark.parametrize(
    ("rule", "period", "sentence"),
    [
        (Offset(("arsmote",), before="1w"), AUTUMN, "hänger på"),
        (Recur("FREQ=DAILY"), AUTUMN, "Regeln ger 184 möten"),
        (THIRD_WEDNESDAY, Period(date(2026, 1, 1), date(2028, 1, 1)), "för lång"),
    ],
)
def test_a_rule_that_makes_no_term_is_refused(rule, period, sentence):
    """Rules without days of their own, or with far too many, are refused with a sentence."""
    with pytest.raises(InputError, match=sentence):
        laid(rule=rule, period=period)


def test_an_end_before_the_start_is_refused():
    """Hours that no meeting can have are refused before anything is proposed, unless it ends after midnight."""
    with pytest.raises(InputError, match=r"Till klockan: ska vara efter början, 18.30"):
        laid(ends=time(17, 30))
    assert laid(ends=time(0, 30)).meetings()


@pytest.mark.parametrize(
    ("text", "today", "start"),
    [
        ("höst", "2026-08-20", "2026-07-01"),
        ("höst", "2026-12-20", "2026-07-01"),
        ("hösten", "2027-01-02", "2027-07-01"),
        ("höstterminen 2028", "2026-08-20", "2028-07-01"),
        ("vår", "2026-08-20", "2027-01-01"),
        ("Vår 2026", "2026-08-20", "2026-01-01"),
        ("", "2026-08-20", "2026-07-01"),
        ("", "2026-12-15", "2027-01-01"),
    ],
)
def test_terms_are_named_as_people_do(text, today, start):
    """A term without a year is the first that is not over, and without a name the one to plan now."""
    assert term(text, YEARS, date.fromisoformat(today)).start == date.fromisoformat(start)


def test_terms_are_the_associations_own():
    """Own terms, also over New Year, must be known by their names, and others refused with those there are."""
    years = Years(terms={"läsår": ("08-15", "06-10")})
    assert term("läsår", years, TODAY) == Period(date(2026, 8, 15), date(2027, 6, 10))
    with pytest.raises(InputError, match="sommar") as refused:
        term("sommar", years, TODAY)
    assert term("sommaren", Years(terms={"Sommaren": ("06-01", "08-31")}), TODAY).start == date(2026, 6, 1)
    assert refused.value.hint == "Terminerna: läsår."
    assert coming(YEARS, date(2026, 12, 15), 3) == ["vår 2027", "höst 2027", "vår 2028"]


def test_an_association_without_terms_lays_out_its_year():
    """Where there are no terms, the activity year is what is laid out, and none is offered."""
    years = Years(terms={}, start="04-01")
    assert term("", years, TODAY) == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert coming(years, TODAY, 3) == []


def test_months_are_read_and_said():
    """Months by name or by their first letters; anything else is refused."""
    assert months(("juli", " Aug", "")) == {7, 8}
    assert month_words([(2026, 7), (2026, 8), (2026, 12)]) == "juli, augusti och december"
    with pytest.raises(InputError, match="ju"):
        months(("ju",))
