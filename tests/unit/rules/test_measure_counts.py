"""Counts as plans have them, with their edge cases and the sentences that they say."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from vcycle.errors import InputError
from vcycle.model.derived import Fact
from vcycle.model.measure import Count, OfWhich, Unset
from vcycle.model.period import Period, Years
from vcycle.rules.measures import Basis, Entity, FactIndex, read


def facts(series, *days, **given):
    """One fact a day; a day may carry its amount, "2020-03-04*3"."""
    split = (day.partition("*") for day in days)
    return [
        Fact(series=series, day=date.fromisoformat(day), amount=int(amount or 1), ref=f"{series}.{day}", **given)
        for day, _, amount in split
    ]


def reading(measure, given, today, *, year=None, years=None, **more):
    """What the measure says on a day; without a year in the one that the day lies in."""
    day, years = date.fromisoformat(today), years or Years()
    year = years.year_of(day) if year is None else year
    return read(measure, Basis(today=day, years=years, year=year, facts=FactIndex(given), **more))


MEETINGS = Count(series=("medlemsmote",), min=3, per="term")


@pytest.mark.parametrize(
    ("held", "planned", "today", "state", "plan", "sentence"),
    [
        (2, 0, "2020-04-15", "open", "open",
         "2 av 3 medlemsmöten denna termin; 1 saknas före 30 juni; höstterminen återstår"),
        (2, 1, "2020-04-15", "open", "open",
         "2 av 3 medlemsmöten denna termin; 1 saknas före 30 juni; 1 är planerat, uppfyllt enligt plan; "
         "höstterminen återstår"),
        (3, 0, "2020-04-15", "open", "open", "3 av 3 medlemsmöten denna termin; höstterminen återstår"),
        (2, 0, "2020-06-30", "open", "open",
         "2 av 3 medlemsmöten denna termin; 1 saknas före 30 juni; höstterminen återstår"),
        (2, 0, "2020-07-01", "missed", "missed",
         "0 av 3 medlemsmöten denna termin; 3 saknas före 31 december; missat vårterminen (2)"),
        (3, 0, "2021-01-01", "missed", "missed",
         "1 av 2 terminer nådde minst 3 medlemsmöten; missat höstterminen"),
    ],
)  # fmt: skip
def test_three_times_a_term(held, planned, today, state, plan, sentence):
    """Held and planned are counted apart in each term, and a term that is over is fulfilled or missed."""
    days = ("2020-02-01", "2020-03-01", "2020-04-01")
    later = facts("medlemsmote", *("2020-05-20",) * planned, planned=True)
    found = reading(MEETINGS, [*facts("medlemsmote", *days[:held]), *later], today, year=2020)
    assert (found.state, found.plan_state, found.reason) == (state, plan, sentence)


def test_a_term_of_a_reading_has_its_own_state():
    """Each term says what was held in it; the reading of a closed year counts the terms that were reached."""
    found = reading(MEETINGS, facts("medlemsmote", "2020-02-01*3", "2020-09-01"), "2021-02-01", year=2020)
    assert [(b.label, b.held, b.state) for b in found.buckets] == [
        ("vårterminen", 3, "fulfilled"), ("höstterminen", 1, "missed"),
    ]  # fmt: skip
    assert (found.value, found.target, found.unit) == (1, 2, "periods")
    assert found.evidence == ("medlemsmote.2020-02-01", "medlemsmote.2020-09-01")


def test_a_plan_can_be_fulfilled_and_the_outcome_missed():
    """What was planned and never marked is no outcome, and the reading says that it was passed by."""
    measure = Count(series=("styrelsemote",), min=2)
    given = [*facts("styrelsemote", "2017-02-01"), *facts("styrelsemote", "2017-03-01", planned=True)]
    found = reading(measure, given, "2018-01-01", year=2017)
    assert (found.state, found.plan_state) == ("missed", "fulfilled")
    assert found.reason == ("1 av 2 styrelsemöten 2017; 1 fattades; 1 planerad har passerat utan att markeras")


def test_few_working_days_left_are_said():
    """Fewer working days than what is missing still leaves it open, but the reading warns."""
    found = reading(Count(series=("mote",), min=5), [], "2020-12-30")
    assert found.state == "open"
    assert "bara 2 arbetsdagar kvar" in found.reason


def test_weeks_are_iso_weeks():
    """2020 has 53 weeks, and the first of 2026 begins in December 2025."""
    post = Count(series=("inlagg",), min=1, per="week")
    monday = date(2019, 12, 30)
    every = facts("inlagg", *(f"{monday + timedelta(weeks=n)}" for n in range(53)))
    found = reading(post, every, "2021-01-04", year=2020)
    assert (found.state, found.value, found.target) == ("fulfilled", 53, 53)
    assert found.period == Period(date(2019, 12, 30), date(2021, 1, 3))
    assert reading(post, facts("inlagg", "2025-12-29"), "2026-01-02").buckets[0].held == 1
    missed = reading(post, every[:2] + every[3:], "2021-01-04", year=2020)
    assert missed.reason == "52 av 53 veckor nådde minst 1 gång; missat v. 3"


def test_exactly_so_many_takes_more_as_a_mild_note():
    """Two welcome meetings asked for: one is too few, three is a note."""
    measure = Count(series=("valkomsttraff",), min=2, max=2)
    found = reading(measure, facts("valkomsttraff", "2022-03-01*3"), "2023-01-01", year=2022)
    assert (found.state, found.reason) == ("fulfilled", "3 välkomstträffar 2022, 1 fler än målet 2")
    assert reading(measure, facts("valkomsttraff", "2022-03-01"), "2023-01-01", year=2022).state == "missed"


@pytest.mark.parametrize(("number", "state"), [(4, "missed"), (5, "fulfilled"), (7, "fulfilled"), (8, "missed")])
def test_about_six_is_five_to_seven(number, state):
    """A quarter of six each way, in whole newsletters."""
    measure = Count(series=("nyhetsbrev",), about=6, tolerance="1/4")
    found = reading(measure, facts("nyhetsbrev", f"2017-03-01*{number}"), "2018-01-01", year=2017)
    assert found.state == state
    assert "målet är cirka 6" in found.reason


def test_about_monthly_is_watched_by_the_longest_gap():
    """31 January and 1 March leave February empty and are no miss; 31 January to 20 March is too long."""
    letter = Count(series=("medlemsbrev",), about=1, per="month")
    found = reading(letter, facts("medlemsbrev", "2021-01-31", "2021-03-01"), "2021-03-10")
    assert (found.state, found.reason) == ("open", "2 medlemsbrev i år; nästa senast 16 april")
    late = reading(letter, facts("medlemsbrev", "2021-01-31", "2021-03-20"), "2021-03-25")
    assert late.state == "missed"
    assert late.reason.endswith("uppehållet 31 januari till 20 mars är 48 dagar, längre än 1,5 månader")
    monthly = facts("medlemsbrev", *(f"2021-{month:02}-28" for month in range(1, 13)))
    done = reading(letter, monthly, "2022-01-01", year=2021)
    assert (done.state, done.value, done.target) == ("fulfilled", 12, 12)
    planned = [Fact(series="medlemsbrev", day=fact.day, planned=True) for fact in monthly]
    assert reading(letter, planned, "2021-01-10").plan_state == "fulfilled"


def test_a_fifth_planned_conference_is_flagged():
    """Three to four: four held is fulfilled, and a fifth in the plan breaks the plan alone."""
    measure = Count(series=("kola",), min=3, max=4, noun="konferenser")
    given = [*facts("kola", "2017-02-01*4"), *facts("kola", "2017-10-01", planned=True)]
    found = reading(measure, given, "2017-05-01")
    assert (found.state, found.plan_state) == ("fulfilled", "missed")
    assert found.reason == "4 konferenser i år, målet är 3–4; 1 är planerat, 1 fler än målet"
    assert reading(measure, facts("kola", "2017-02-01*5"), "2017-05-01").state == "missed"


def test_the_mean_of_the_press_log():
    """22 by 30 June is 3,67 a month against 4: behind, 26 more, 4,33 a month."""
    measure = Count(series=("insandare",), average="4", per="month")
    found = reading(measure, facts("insandare", "2020-02-01*20", "2020-06-01*2"), "2020-06-30")
    assert found.reason == (
        "22 på sex månader är 3,67 i månaden, målet är 4; ligger efter, i den takten 44 av 48; "
        "26 till före 31 december, 4,33 i månaden"
    )
    assert (found.state, found.trend) == ("open", "behind")
    assert (found.value, found.target, found.forecast) == (Fraction(11, 3), 4, Fraction(11, 3))
    assert (found.pace, found.pace_per) == (Fraction(13, 3), "month")
    assert found.buckets[2].held == 0
    assert found.buckets[2].state == "undecided"


def test_a_mean_counts_the_first_part_of_a_month_by_its_days():
    """An activity year from 16 September has half of that month."""
    years = Years(start="09-16")
    measure = Count(series=("insandare",), average=4, per="month")
    found = reading(measure, facts("insandare", "2020-09-20*6"), "2020-10-31", years=years)
    assert found.value == 4
    assert found.trend == "even"
    over = reading(measure, facts("insandare", "2020-09-20*48"), "2021-09-16", year=2020, years=years)
    assert over.state == "fulfilled"
    assert over.reason == "48 på tolv månader är 4 i månaden, målet är 4"


def test_a_mix_needs_its_part():
    """Two campaigns, one of them a budget campaign: two of those satisfy both, two others do not."""
    measure = Count(series=("kampanj",), min=2, of_which=OfWhich(tag="budget", min=1))
    budget = facts("kampanj", "2020-10-01", tags=("budget",))
    other = facts("kampanj", "2020-03-01", tags=("pride",))
    assert reading(measure, budget * 2, "2021-01-01", year=2020).state == "fulfilled"
    assert reading(measure, other + budget, "2021-01-01", year=2020).state == "fulfilled"
    found = reading(measure, other * 2, "2021-01-01", year=2020)
    assert (found.state, found.reason) == (
        "missed", "2 av 2 kampanjer 2020; 0 av dem är budget, minst 1 ska vara det",
    )  # fmt: skip
    assert reading(measure, other * 2, "2020-12-31").state == "open"


def test_what_is_excepted_does_not_count():
    """One social activity besides the excepted one."""
    measure = Count(series=("social",), min=1, without=("syninge",))
    excepted, other = facts("social", "2020-08-01", tags=("syninge",)), facts("social", "2020-05-01", tags=("pizza",))
    assert reading(measure, excepted, "2020-09-01").value == 0
    assert reading(measure, excepted + other, "2020-09-01").state == "fulfilled"


ASSOCIATIONS = {
    "core.unit": (
        Entity("u1", "Boxholm"), Entity("u2", "Åtvidaberg"),
        Entity("u3", "Ydre", since=date(2022, 6, 1)), Entity("u4", "Kisa", until=date(2022, 2, 1)),
    ),
}  # fmt: skip


def test_every_association_is_visited():
    """Those who are left are named; one that has left is not asked for, one that has come is."""
    visits = Count(series=("besok",), each="core.unit")
    given = facts("besok", "2022-02-03", tags=("Åtvidaberg",))
    spring = reading(visits, given, "2022-03-25", entities=ASSOCIATIONS)
    assert spring.reason == "1 av 2 föreningar i år; 1 kvar före 31 december: Boxholm"
    closed = reading(visits, given, "2023-01-01", year=2022, entities=ASSOCIATIONS)
    assert closed.reason == "1 av 3 föreningar 2022; 2 blev utan: Boxholm och Ydre"
    assert (closed.state, closed.left) == ("missed", ("Boxholm", "Ydre"))
    by_id = [Fact(series="besok", day=date(2022, 7, 1), tags=("u1", "atvidaberg", "YDRE"))]
    assert reading(visits, by_id, "2022-07-02", entities=ASSOCIATIONS).state == "fulfilled"


def test_nobody_to_reach_is_not_everybody():
    """No associations at all is not applicable; associations that nobody has entered is missing data."""
    visits = Count(series=("besok",), each="core.unit")
    nobody = reading(visits, [], "2022-03-25", entities={"core.unit": ()})
    assert (nobody.state, nobody.value, nobody.applies) == ("undecided", None, False)
    assert nobody.reason == "Ej tillämpligt: 0 föreningar"
    unknown = reading(visits, [], "2022-03-25")
    assert (unknown.state, unknown.applies) == ("undecided", True)


def test_persons_are_counted_and_never_named():
    """A call round to every member says how many are left, and the pace."""
    members = {"core.person": tuple(Entity(f"p{n}") for n in range(120))}
    calls = [Fact(series="samtal", day=date(2020, 6, 1), tags=(f"p{n}",)) for n in range(38)]
    found = reading(Count(series=("samtal",), each="core.person"), calls, "2020-06-30", entities=members)
    assert found.reason == "38 av 120 personer i år; 82 kvar före 31 december, 13,67 i månaden"
    assert found.pace == Fraction(82, 6)
    assert found.forecast == Fraction(38 * 366, 182)
    assert len(found.left) == 82


def test_a_contact_person_for_each_of_the_board():
    """The text covers the board alone: an association without a contact is another measure's business."""
    board = {"role:styrelse": (Entity("p1"), Entity("p2"), Entity("p3", until=date(2022, 3, 1))), **ASSOCIATIONS}
    pairs = [Fact(series="kontakt", day=date(2022, 3, 5), tags=(who, "Boxholm")) for who in ("p1", "p2")]
    assert reading(Count(series=("kontakt",), each="role:styrelse"), pairs, "2022-04-01", entities=board).state == (
        "fulfilled"
    )
    other = reading(Count(series=("kontakt",), each="core.unit"), pairs, "2022-04-01", entities=board)
    assert (other.state, other.left) == ("open", ("Åtvidaberg",))


def test_households_are_known_by_their_number():
    """Where only the number is known, amounts are counted."""
    measure = Count(series=("utdelning",), each_count=12_000, noun="hushåll")
    found = reading(measure, facts("utdelning", "2022-08-01*9000"), "2022-09-10")
    assert found.reason.replace("\N{NO-BREAK SPACE}", " ").startswith("9 000 av 12 000 hushåll i år; 3 000 kvar")
    assert found.low == Fraction(3, 4)


def test_a_newsletter_after_every_ordinary_meeting():
    """A newsletter belongs to the meeting it hangs on, else to the last before it; extra meetings do not ask."""
    measure = Count(series=("medlemsbrev",), each="series:styrelsemote", only=("ordinarie",))
    meetings = [
        Fact(series="styrelsemote", day=date(2022, month, 10), tags=("ordinarie",), ref=f"m.2022-{month:02}")
        for month in (1, 2, 12)
    ]
    extra = facts("styrelsemote", "2022-03-01", tags=("extra",))
    letters = [
        Fact(series="medlemsbrev", day=date(2022, 1, 20)),
        Fact(series="medlemsbrev", day=date(2022, 4, 1), ref="brev.m.2022-02"),
    ]
    found = reading(measure, [*meetings, *extra, *letters], "2022-12-20")
    assert (found.state, found.value, found.target, found.left) == ("open", 2, 3, ("10 december",))
    january = Fact(series="medlemsbrev", day=date(2023, 1, 5), ref="brev.m.2022-12")
    assert reading(measure, [*meetings, *extra, *letters, january], "2023-02-01", year=2022).state == "fulfilled"


def test_every_new_member_is_contacted():
    """Three new members in one row of the log need three letters."""
    measure = Count(series=("valkomstbrev",), each="series:ny-medlem")
    new = [Fact(series="ny-medlem", day=date(2022, 3, 1), amount=3, ref="log1")]
    two = [Fact(series="valkomstbrev", day=date(2022, 3, 4), ref=f"steg.log1.{n}") for n in range(2)]
    assert reading(measure, new + two, "2022-04-01").state == "open"
    assert reading(measure, [*new, *two, two[0]], "2022-04-01").state == "fulfilled"


COMMITTEES = ("Byggnadsnämnden", "Kulturnämnden", "Skolnämnden")


def committee(*days):
    """A committee for each day, "2020-01-08 skolnamnden"."""
    return [
        Fact(series="namnd", day=date.fromisoformat(day.split()[0]), tags=(day.split()[1],)) for day in days
    ]  # fmt: skip


def test_one_committee_a_month_and_all_before_any_again():
    """A month passed over is said and made up for; one that comes again before all have come is a miss."""
    measure = Count(series=("namnd",), each_of=COMMITTEES, rotation=True, per="month")
    two = committee("2020-01-08 byggnadsnamnden", "2020-03-04 skolnamnden")
    found = reading(measure, two, "2020-03-20")
    assert (found.state, found.value, found.target) == ("open", 2, 3)
    assert found.reason == "2 av 3 i år, en per månad; kvar före 31 december: Kulturnämnden; överhoppat: februari"
    again = reading(measure, [*two, *committee("2020-04-01 skolnamnden")], "2020-04-20")
    assert again.state == "missed"
    assert again.reason.endswith("Skolnämnden kom igen 1 april före Kulturnämnden")
    whole = [*two, *committee("2020-04-01 kulturnamnden", "2020-05-06 skolnamnden")]
    assert reading(measure, whole, "2020-05-20").state == "fulfilled"


def test_more_committees_than_months_is_no_miss():
    """As many as there are periods are enough, and one newly elected enters the round."""
    measure = Count(series=("namnd",), each="role:namnd", rotation=True, per="term")
    every = {"role:namnd": (Entity("a"), Entity("b"), Entity("c", since=date(2020, 8, 1)))}
    given = committee("2020-02-01 a", "2020-09-01 b")
    found = reading(measure, given, "2021-01-01", year=2020, entities=every)
    assert (found.state, found.target, found.left) == ("fulfilled", 2, ("c",))
    again = reading(measure, committee("2020-02-01 a", "2020-03-01 b", "2020-09-01 a"), "2020-10-01", entities=every)
    assert again.state == "missed"


def test_varied_weekdays_and_places():
    """Different enough and none too common; a place nobody noted leaves it undecided where it matters."""
    measure = Count(series=("mote",), distinct=("weekday", "place"), min_distinct=2, max_share="2/3")
    monday, tuesday = date(2017, 3, 6), date(2017, 3, 7)

    def meetings(*places):
        return [Fact(series="mote", day=(monday, tuesday)[n % 2], place=place) for n, place in enumerate(places)]

    assert reading(measure, meetings("Linköping", "Motala", "linköping"), "2018-01-01", year=2017).state == "fulfilled"
    same = reading(measure, meetings("Motala", "Motala", "Motala"), "2018-01-01", year=2017)
    assert same.state == "missed"
    assert "1 plats (mest Motala, 3)" in same.reason
    assert reading(measure, meetings("Motala", "Motala", ""), "2018-01-01", year=2017).state == "undecided"
    one = reading(measure, meetings("Motala"), "2017-05-01")
    assert (one.state, "minst 2 för att bedöma" in one.reason) == ("open", True)
    tagged = [Fact(series="mote", day=monday, tags=(f"område:{name}",)) for name in ("Centrum", "Dalbo")]
    areas = Count(series=("mote",), distinct=("område",), min_distinct=2)
    assert reading(areas, tagged, "2017-05-01").state == "fulfilled"


def test_only_in_the_election_campaign():
    """Outside its window a measure does not apply; in a year without one it says so; unknown is not the same."""
    measure = Count(series=("annons",), min=2, when="valrörelse")
    campaign = {"valrörelse": Period(date(2022, 8, 1), date(2022, 9, 11))}
    given = facts("annons", "2022-05-01", "2022-08-10")
    found = reading(measure, given, "2022-08-15", windows=campaign)
    assert (found.state, found.value, found.period) == ("open", 1, campaign["valrörelse"])
    assert "under valrörelse; 1 saknas före 11 september" in found.reason
    none = reading(measure, given, "2023-08-15", windows={"valrörelse": None})
    assert (none.state, none.applies, none.reason) == (
        "undecided",
        False,
        "Ej tillämpligt 2023: gäller bara valrörelse",
    )
    unknown = reading(measure, given, "2022-08-15")
    assert (unknown.state, unknown.applies) == ("undecided", True)
    autumn = reading(Count(series=("annons",), min=1, when="under hösten"), given, "2022-10-01")
    assert (autumn.value, autumn.period) == (0, Period(date(2022, 9, 1), date(2022, 11, 30)))


def test_a_number_that_the_board_has_not_set():
    """Counted and shown, never judged."""
    found = reading(Unset(series=("rundringning",)), facts("rundringning", "2020-03-01*2"), "2020-04-01")
    assert (found.state, found.value) == ("undecided", 2)
    assert found.reason == "2 rundringningar i år; styrelsen har inte satt något tal"


def test_the_activity_year_of_a_district_crosses_new_year():
    """January and February 2018 belong to the activity year 2017."""
    years = Years(start="03-25", starts={2017: date(2017, 3, 25)})
    measure = Count(series=("mote",), min=2)
    found = reading(measure, facts("mote", "2017-05-01", "2018-01-20"), "2018-02-01", year=2017, years=years)
    assert (found.state, found.value) == ("fulfilled", 2)


def test_a_measure_with_faults_cannot_be_read():
    """Nothing is guessed: the faults are named."""
    with pytest.raises(InputError, match="är inget tal"):
        reading(Count(series=("a",), about=2, tolerance="3/0.5"), [], "2020-01-01")
