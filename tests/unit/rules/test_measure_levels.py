"""Shares, levels and states as plans have them, with their edge cases and the sentences that they say."""

from datetime import date
from fractions import Fraction

import pytest

from vcycle.errors import InputError
from vcycle.model.derived import Fact
from vcycle.model.measure import UNKNOWN_AMOUNT, After, Count, Level, Share, State
from vcycle.model.period import Period, Years
from vcycle.rules.measures import Basis, Entity, FactIndex, read

HALF = Share(series=("forelasare",), who="women", min="1/2")


def reading(measure, given, today, *, year=None, years=None, **more):
    """What the measure says on a day; without a year in the one that the day lies in."""
    day, years = date.fromisoformat(today), years or Years()
    year = years.year_of(day) if year is None else year
    return read(measure, Basis(today=day, years=years, year=year, facts=FactIndex(given), **more))


def fact(series, day, amount=1, **given):
    return Fact(series=series, day=date.fromisoformat(day), amount=amount, **given)


def people(women, men, others=0, unknown=0, day="2020-03-01"):
    return fact("forelasare", day, women=women, men=men, others=others, unknown=unknown)


@pytest.mark.parametrize(
    ("women", "whole", "state"),
    [(1, 1, "fulfilled"), (3, 7, "missed"), (4, 7, "fulfilled"), (24, 36, "fulfilled"), (7, 7, "fulfilled")],
)
def test_at_least_half_women(women, whole, state):
    """Seven need four; in the sum of a closed year there is nothing left to hope for."""
    found = reading(HALF, [people(women, whole - women)], "2021-01-01", year=2020)
    assert (found.state, found.value) == (state, Fraction(women, whole))


def test_nobody_is_neither_half_nor_all():
    """Zero people is not applicable, with no value."""
    found = reading(HALF, [], "2020-06-01")
    assert (found.state, found.value, found.applies) == ("undecided", None, False)
    assert found.reason == "Ej tillämpligt: 0 personer"


def test_a_running_share_says_how_many_more_women_are_needed():
    """3 of 7 may still be mended by one woman; once the year is over one was too few."""
    found = reading(HALF, [people(3, 4)], "2020-06-01")
    assert (found.state, found.reason) == (
        "open", "3 av 7 är kvinnor i år, 43 %; målet är minst hälften; 1 kvinna till behövs",
    )  # fmt: skip
    closed = reading(HALF, [people(3, 4)], "2021-06-01", year=2020)
    assert closed.reason == "3 av 7 är kvinnor 2020, 43 %; målet är minst hälften; 1 kvinna för lite"


def test_unknown_gender_makes_an_interval():
    """One unknown of seven may decide it; those of another gender count in the whole."""
    found = reading(HALF, [people(3, 3, unknown=1)], "2021-01-01", year=2020)
    assert (found.state, found.low, found.high) == ("undecided", Fraction(3, 7), Fraction(4, 7))
    assert found.reason == (
        "3 av 7 är kvinnor (1 där uppgift saknas) 2020, mellan 43 % och 57 %; målet är minst hälften"
    )
    assert reading(HALF, [people(4, 2, unknown=1)], "2021-01-01", year=2020).state == "fulfilled"
    assert reading(HALF, [people(1, 5, unknown=1)], "2021-01-01", year=2020).state == "missed"
    assert reading(HALF, [people(3, 2, others=2)], "2021-01-01", year=2020).state == "missed"


def test_each_nomination_by_itself():
    """One list below half is a miss, whatever the sum is; one where nobody is counted is undecided."""
    each = Share(series=("forelasare",), who="women", min="1/2", each="occurrence")
    lists = [people(3, 4), people(20, 0, day="2020-04-01")]
    found = reading(each, lists, "2020-06-01")
    assert (found.state, found.value) == ("missed", Fraction(23, 27))
    assert found.reason == "1 av 2 tillfällen i år klarar målet, minst hälften kvinnor; under målet: 1 mars (3 av 7)"
    assert reading(each, [people(4, 4), people(0, 0)], "2020-06-01").state == "undecided"


def test_a_meeting_without_measurement_is_not_kept():
    """Talking time within a band at each meeting; a meeting that nobody measured leaves it undecided."""
    time = Share(series=("taltid",), who="women", about="1/2", tolerance="1/10", each="occurrence", of=("mote",))
    meetings = [fact("mote", "2020-02-01", ref="m.1"), fact("mote", "2020-03-01", ref="m.2")]
    one = fact("taltid", "2020-02-01", women=440, men=560, ref="m.1")
    assert reading(time, [*meetings, one], "2020-06-01").state == "undecided"
    other = fact("taltid", "2020-03-01", women=610, men=390, ref="m.2")
    found = reading(time, [*meetings, one, other], "2020-06-01")
    assert (found.state, "under målet: 1 mars (610 av" in found.reason) == ("missed", True)


def test_a_share_of_tagged_occurrences():
    """Half of the meetings hybrid, and newsletters against meetings."""
    given = [fact("mote", "2020-02-01", tags=("hybrid",)), fact("mote", "2020-03-01"), fact("brev", "2020-03-02")]
    hybrid = reading(Share(series=("mote",), tag="hybrid", min="1/2"), given, "2020-06-01")
    assert (hybrid.state, hybrid.reason) == (
        "fulfilled",
        "1 av 2 är märkta ”hybrid” i år, 50 %; målet är minst hälften",
    )
    assert reading(Share(series=("brev",), of=("mote",), min=1), given, "2020-06-01").value == Fraction(1, 2)


@pytest.mark.parametrize(
    ("baseline", "percent", "enough"), [(100, 15, 115), (87, 15, 101), (46, 15, 53), (100, 10, 110)]
)  # fmt: skip
def test_growth_in_percent(baseline, percent, enough):
    """The least whole number is enough and one less is not, from a baseline given or read."""
    for given, measure in (
        ([], Level(metric="medlemmar", growth=percent, baseline=baseline)),
        ([fact("medlemmar", "2021-12-31", baseline)], Level(metric="medlemmar", growth=percent)),
    ):
        found = reading(measure, [*given, fact("medlemmar", "2022-12-31", enough)], "2023-01-01", year=2022)
        assert (found.state, found.target) == ("fulfilled", enough)
        less = reading(measure, [*given, fact("medlemmar", "2022-12-31", enough - 1)], "2023-01-01", year=2022)
        assert (less.state, less.reason.rpartition("; ")[2]) == ("missed", "1 fattades")


def test_growth_without_a_baseline_asks_for_it():
    """No baseline, or one of zero, is undecided with what to do."""
    growth = Level(metric="medlemmar", growth=15)
    found = reading(growth, [fact("medlemmar", "2022-06-30", 90)], "2022-07-01")
    assert (found.state, found.reason) == (
        "undecided",
        "Utgångsvärde saknas för medlemmar: ange det i målet, eller logga hur många det var senast 1 januari",
    )
    assert "från" in reading(growth, [fact("medlemmar", "2021-12-31", 0)], "2022-07-01").reason


def test_a_number_on_a_day_or_reached_once():
    """570 at the year's end and 570 some day are two promises."""
    given = [fact("medlemmar", "2017-04-30", 572), fact("medlemmar", "2017-11-30", 560)]
    end = reading(Level(metric="medlemmar", min=570, at="12-31"), given, "2018-01-01", year=2017)
    assert (end.state, end.value, end.target) == ("missed", 560, 570)
    assert end.reason.endswith("10 fattades; nåddes 30 april 2017")
    once = Level(metric="medlemmar", min=570, at="2017-12-31", reached="any")
    assert reading(once, given, "2017-06-01").state == "fulfilled"
    spring = reading(Level(metric="medlemmar", min=570), given, "2017-06-01")
    assert (spring.state, spring.trend) == ("open", "ahead")
    assert spring.reason == "572 medlemmar den 30 april; målet är minst 570 den 31 december"
    nothing = reading(Level(metric="medlemmar", min=570), [], "2018-01-01", year=2017)
    assert (nothing.state, nothing.reason.partition(";")[0]) == ("undecided", "Ingen avläsning av medlemmar 2017")


@pytest.mark.parametrize("reached", ["any", "end"])
def test_a_reading_is_corrected_by_a_later_one_of_the_same_day(reached):
    """What was entered last of a day counts alone: 570 that was mistyped has never been reached, whoever asks."""
    given = [fact("medlemmar", "2017-04-30", number, ref=str(number)) for number in (570, 507)]
    found = reading(Level(metric="medlemmar", min=570, reached=reached), given, "2018-01-01", year=2017)
    assert (found.state, found.value, found.evidence, "nåddes" in found.reason) == ("missed", 507, ("507",), False)
    given = [fact("aktiva", "2017-04-30", number) for number in (60, 20)] + [fact("medlemmar", "2017-04-01", 100)]
    share = Level(metric="aktiva", share_of="medlemmar", share="1/2", reached=reached)
    assert reading(share, given, "2018-01-01", year=2017).state == "missed"


def test_a_reading_after_the_activity_year():
    """Seats are read on a day that may lie after the year that the plan is for."""
    seats = Level(metric="mandat", min=7, at="2022-09-20", noun="mandat")
    years = Years(start="03-01")
    given = [fact("mandat", "2022-09-18", 7)]
    assert reading(seats, given, "2022-02-01", year=2021, years=years).state == "undecided"
    assert reading(seats, given, "2022-09-21", year=2021, years=years).state == "fulfilled"


def test_a_share_of_another_metric():
    """35 % active: 34 of 100 is not, 35 of 100 is; no members at all is not applicable."""
    active = Level(metric="aktiva", share_of="medlemmar", share="35 %")
    for number, state in ((34, "missed"), (35, "fulfilled")):
        given = [fact("medlemmar", "2022-12-30", 100), fact("aktiva", "2022-12-31", number)]
        found = reading(active, given, "2023-01-01", year=2022)
        assert (found.state, found.value, found.unit) == (state, Fraction(number, 100), "share")
    empty = reading(active, [fact("medlemmar", "2022-12-30", 0), fact("aktiva", "2022-12-31", 0)], "2022-12-31")
    assert (empty.state, empty.applies, empty.value) == ("undecided", False, None)
    assert empty.reason == "Ej tillämpligt: 0 medlemmar"
    assert reading(active, [], "2022-12-31").reason == "Kan inte avgöras: aktiva eller medlemmar har inte lästs av i år"


def test_money_is_ore():
    """100 000 kr at the closing is ten million öre, and one öre less is a miss."""
    result = Level(metric="resultat", min="100 000 kr", money=True)
    found = reading(result, [fact("resultat", "2022-12-31", 100_000_00)], "2023-02-01", year=2022)
    assert (found.state, found.target, found.unit) == ("fulfilled", 100_000_00, "öre")
    assert reading(result, [fact("resultat", "2022-12-31", 99_999_99)], "2023-02-01", year=2022).state == "missed"


def test_a_money_frame():
    """What is granted counts, what is withdrawn comes back, and what is planned breaks the plan alone."""
    frame = Level(metric="bidrag", sum=True, max="50 000 kr", money=True)
    given = [fact("bidrag", "2017-03-01", 40_000_00), fact("bidrag", "2017-05-01", 15_000_00)]
    over = reading(frame, given, "2017-06-01")
    assert (over.state, over.reason.replace("\N{NO-BREAK SPACE}", " ")) == (
        "missed", "55 000 kr i år, målet är högst 50 000 kr; 5 000 kr för mycket",
    )  # fmt: skip
    assert reading(frame, [*given, fact("bidrag", "2017-05-20", -15_000_00)], "2017-06-01").state == "fulfilled"
    planned = [given[0], fact("bidrag", "2017-09-01", 15_000_00, planned=True)]
    found = reading(frame, planned, "2017-06-01")
    assert (found.state, found.plan_state) == ("fulfilled", "missed")
    unknown = fact("bidrag", "2017-05-20", 0, tags=(UNKNOWN_AMOUNT,))
    assert reading(frame, [given[0], unknown], "2017-06-01").state == "undecided"


def test_a_sum_that_must_be_exact():
    """A prize of 10 000 kr: less is missing, more is too much."""
    prize = Level(metric="pris", sum=True, min="10 000 kr", max="10 000 kr", money=True)
    less, more = (reading(prize, [fact("pris", "2017-03-01", ore)], "2017-06-01") for ore in (9_000_00, 11_000_00))
    assert (less.state, more.state) == ("open", "missed")
    assert less.reason.replace("\N{NO-BREAK SPACE}", " ") == (
        "9 000 kr i år, målet är precis 10 000 kr; 1 000 kr till före 31 december"
    )
    assert more.reason.endswith("kr för mycket")


def test_a_frame_of_the_calendar_year_is_not_that_of_the_activity_year():
    """A grant in January 2018 lies in the activity year 2017 and not in the calendar year 2017."""
    years = Years(start="03-25")
    given = [fact("bidrag", "2017-04-01", 30_000_00), fact("bidrag", "2018-01-10", 30_000_00)]
    frame = {"metric": "bidrag", "sum": True, "max": "50 000 kr", "money": True}
    activity = reading(Level(**frame), given, "2018-02-01", year=2017, years=years)
    calendar = reading(Level(**frame, per="calendar_year"), given, "2018-02-01", year=2017, years=years)
    assert (activity.state, calendar.state) == ("missed", "fulfilled")


def test_a_frame_holds_in_each_calendar_year_that_the_activity_year_touches():
    """In February the frame of the new calendar year runs already, and what breaks it is seen at once."""
    years = Years(start="03-25")
    frame = Level(metric="bidrag", sum=True, max="50 000 kr", money=True, per="calendar_year")
    given = [fact("bidrag", "2017-04-01", 30_000_00, ref="a"), fact("bidrag", "2018-01-03", 60_000_00, ref="b")]
    found = reading(frame, given, "2018-02-10", years=years)
    assert (found.state, found.value, found.evidence) == ("missed", 60_000_00, ("a", "b"))
    assert found.reason.replace("\N{NO-BREAK SPACE}", " ") == (
        "60 000 kr i år, målet är högst 50 000 kr; 10 000 kr för mycket; 30 000 kr 2017"
    )
    assert [(b.label, b.state) for b in found.buckets] == [("2017", "fulfilled"), ("2018", "missed")]
    over = reading(frame, given, "2019-02-10", year=2017, years=years)
    assert (over.state, over.reason.rpartition("; ")[2].replace("\N{NO-BREAK SPACE}", " ")) == (
        "missed", "60 000 kr 2018, 10 000 kr för mycket",
    )  # fmt: skip
    later = [given[0], fact("bidrag", "2018-05-01", 60_000_00)]
    assert reading(frame, later, "2019-02-10", year=2017, years=years).state == "fulfilled"
    assert reading(frame, later, "2018-05-01", years=years).state == "missed"
    least = Level(metric="bidrag", sum=True, min="20 000 kr", money=True, per="calendar_year")
    assert reading(least, given, "2018-02-10", years=years).state == "fulfilled"


def test_a_balance():
    """Two sums that are the same; an unknown cost, or no funding at all, cannot be decided."""
    budget = Level(metric="kostnad", equals="finansiering", sum=True, money=True)
    cost, funding = fact("kostnad", "2020-03-01", 90_00), fact("finansiering", "2020-04-01", 90_00)
    assert reading(budget, [cost, funding], "2020-06-01").state == "fulfilled"
    short = reading(budget, [cost, fact("finansiering", "2020-04-01", 80_00)], "2020-06-01")
    assert (short.state, short.reason) == ("open", "Kostnad 90 kr, finansiering 80 kr; 10 kr skiljer")
    unknown = fact("kostnad", "2020-03-01", 0, tags=(UNKNOWN_AMOUNT,))
    assert reading(budget, [cost, unknown, funding], "2020-06-01").state == "undecided"
    assert reading(budget, [cost], "2020-06-01").state == "undecided"


def test_more_posts_than_the_year_before():
    """The same part of the year is compared; as many is no increase; no data last year cannot be decided."""
    posts = Level(metric="inlagg", direction="up", sum=True)
    last = [fact("inlagg", "2021-02-01", 10), fact("inlagg", "2021-10-01", 14)]
    found = reading(posts, [*last, fact("inlagg", "2022-02-10", 12)], "2022-03-25")
    assert (found.state, found.trend) == ("open", "ahead")
    assert found.reason == "12 inlägg i år mot 10 vid samma tid året före; målet är fler än 24"
    same = [*last, fact("inlagg", "2022-02-10", 24)]
    assert reading(posts, same, "2023-01-01", year=2022).state == "missed"
    assert reading(posts, [*same, fact("inlagg", "2022-05-10")], "2022-06-01").state == "fulfilled"
    assert reading(posts, [fact("inlagg", "2022-02-10", 12)], "2022-03-25").state == "undecided"
    fewer = Level(metric="inlagg", direction="down", sum=True)
    assert reading(fewer, same, "2022-03-25").state == "missed"


def test_more_active_members_at_the_turn_of_the_year():
    """Read on the last day of each year, the last reading before it counts; equal is no increase."""
    active = Level(metric="aktiva", direction="up", at="12-31")
    last = fact("aktiva", "2021-12-31", 46)
    for number, state in ((46, "missed"), (47, "fulfilled")):
        assert reading(active, [last, fact("aktiva", "2022-12-20", number)], "2023-01-02", year=2022).state == state
    running = reading(active, [last, fact("aktiva", "2022-05-31", 40)], "2022-06-01")
    assert running.reason == ("40 aktiva den 31 maj mot 46 den 31 december 2021; målet är fler än 46 den 31 december")
    assert (running.state, running.trend) == ("open", "behind")


def test_a_role_is_filled_by_those_who_hold_it_now():
    """One who resigned holds nothing, several may be asked for, and one who begins later is in the plan."""
    holders = {"role:studier": (Entity("a", until=date(2022, 3, 1)), Entity("b", since=date(2022, 5, 1)))}
    found = reading(State(role="studier"), [], "2022-04-01", entities=holders)
    assert (found.state, found.plan_state, found.value) == ("open", "fulfilled", 0)
    assert found.reason.startswith("Ingen har rollen; 1 saknas före 31 december; den senaste slutade 1 mars")
    assert reading(State(role="studier"), [], "2022-05-01", entities=holders).reason == "Rollen är tillsatt"
    assert reading(State(role="studier", by="03-15"), [], "2022-04-01", entities=holders).state == "missed"
    assert (
        reading(State(role="studier", holders_min=2), [], "2023-01-01", year=2022, entities=holders).state == "missed"
    )
    assert reading(State(role="okand"), [], "2022-05-01", entities=holders).state == "undecided"


def test_something_done_once():
    """Done by its day, too late, not yet, and never."""
    task = State(done="styrdokument", by="04-30")
    assert reading(task, [fact("styrdokument", "2022-04-30")], "2022-06-01").reason == "Gjort 30 april"
    late = reading(task, [fact("styrdokument", "2022-05-03")], "2022-06-01")
    assert (late.state, late.reason) == ("missed", "Gjort 3 maj, efter 30 april")
    planned = reading(task, [fact("styrdokument", "2022-04-03", planned=True)], "2022-04-01")
    assert (planned.state, planned.plan_state) == ("open", "fulfilled")
    assert planned.reason == "Inte gjort ännu, sista dag är 30 april; planerat 3 april"
    assert reading(State(done="styrdokument"), [], "2023-01-01", year=2022).state == "missed"


def test_something_kept_fresh():
    """Thirty days are enough and thirty-one are not; what was never logged cannot be decided."""
    site = State(fresh="hemsida", max_age="30d")
    update = [fact("hemsida", "2017-03-02")]
    assert reading(site, update, "2017-04-01").state == "fulfilled"
    stale = reading(site, update, "2017-04-02")
    assert (stale.state, stale.reason) == ("open", "Senast 2 mars, 31 dagar sedan; längre än 30 dagar")
    assert reading(site, [], "2017-04-02").state == "undecided"
    assert reading(site, [fact("hemsida", "2016-12-20")], "2017-01-10").state == "fulfilled"
    assert reading(site, update, "2018-01-01", year=2017).state == "missed"


def test_an_order_is_broken_when_it_is_planned():
    """The autumn meeting lies after the election: a plan before it is wrong at once, the outcome only when held."""
    order = State(after=After(series="traff", of="valdag"))
    election = {"valdag": Period(date(2022, 9, 11), date(2022, 9, 11))}
    early = reading(order, [fact("traff", "2022-09-11", planned=True)], "2022-06-01", windows=election)
    assert (early.state, early.plan_state) == ("open", "missed")
    assert early.reason == "Planerad 11 september, men ska ligga efter valdag 11 september"
    held = reading(order, [fact("traff", "2022-09-12")], "2022-10-01", windows=election)
    assert (held.state, held.reason) == ("fulfilled", "Hölls 12 september, efter valdag 11 september")
    assert reading(order, [fact("traff", "2022-09-12")], "2022-10-01").state == "undecided"
    series = [fact("valdag", "2022-09-11", planned=True), fact("traff", "2022-09-12")]
    unmarked = reading(order, series, "2022-10-01")
    assert (unmarked.state, unmarked.plan_state) == ("undecided", "fulfilled")
    assert unmarked.reason.endswith("valdag är inte markerat som genomfört")
    by_day = State(after=After(series="traff", of="09-11"))
    assert reading(by_day, [fact("traff", "2022-09-10")], "2022-10-01").state == "missed"


def test_a_year_at_the_calendars_end_is_refused_in_swedish():
    """A day that no calendar holds is an error that a person can read."""
    with pytest.raises(InputError, match="utanför kalendern"):
        reading(State(fresh="a", max_age="999y"), [], "0950-01-01")


def test_a_goal_of_the_whole_mandate():
    """A goal over four years counts from the first of them, whichever year is shown; without a mandate it asks."""
    measure = Count(series=("politik",), min=4, per="mandate")
    given = [fact("politik", "2019-03-01", 2), fact("politik", "2021-03-01", 2)]
    mandate = {"mandatperiod": Period(date(2018, 10, 15), date(2022, 10, 14))}
    for year in (2019, 2021):
        assert reading(measure, given, "2021-06-01", year=year, windows=mandate).state == "fulfilled"
    assert reading(measure, given, "2021-06-01").reason.startswith("Mandatperioden är inte angiven")


def test_hostile_words_stay_words():
    """What somebody wrote is shown on one line, short, with its control characters made visible."""
    noun = "\x1b[31m[/red]\u202e" + "x" * 10_000
    found = reading(Count(series=("s",), min=1, noun=noun), [], "2022-01-01")
    assert "\x1b" not in found.reason
    assert len(found.reason) < 200
