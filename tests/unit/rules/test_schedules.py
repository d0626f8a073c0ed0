"""Schedules become occurrences: the right days, and slots that stay."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.schedule_strategies import dated, periods, years
from vcycle.errors import InputError
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Months, Offset, Recur, Window, Yearly
from vcycle.rules.schedule_explain import explain
from vcycle.rules.schedules import Occurrence, faults, next_dates, next_windows, occurrences
from vcycle.rules.swedish import is_free

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
EVER = Years()


def days(schedule, period=YEAR, known=EVER):
    return [str(found.start) for found in occurrences(schedule, period, known)]


def slots(schedule, period=YEAR, known=EVER):
    return [found.slot for found in occurrences(schedule, period, known)]


def windows(schedule, period=YEAR, known=EVER):
    return [(found.slot, *map(str, found.window)) for found in occurrences(schedule, period, known)]


def touching(found: Occurrence) -> tuple[date, date]:
    return (found.start, found.end) if found.start else found.window


@given(dated, periods, years)
def test_every_occurrence_touches_the_period_and_has_its_own_slot(schedule, period, known):
    """What is given lies in the period at least in part, in order, each under a slot of its own."""
    found = occurrences(schedule, period, known)
    assert all(period.touches(*touching(each)) for each in found)
    assert len({each.slot for each in found}) == len(found)
    assert [touching(each)[0] for each in found] == sorted(touching(each)[0] for each in found)
    assert all((each.start is None) == (each.end is None) != (each.window is None) for each in found)


@given(dated, periods, years, st.floats(0, 1))
def test_a_period_gives_what_its_halves_give(schedule, period, known, where):
    """Slots and days do not depend on the period asked for."""
    middle = period.start + timedelta(days=int(where * (period.days - 1)))
    halves = [Period(period.start, middle)]
    if middle < period.end:
        halves.append(Period(middle + timedelta(days=1), period.end))
    both = {each for half in halves for each in occurrences(schedule, half, known)}
    assert both == set(occurrences(schedule, period, known))


@given(dated, periods, years)
def test_nothing_lies_before_the_first_year_but_what_has_its_own(schedule, period, known):
    """Rules give nothing before the first day known; named days and dated windows carry their own year."""
    if isinstance(schedule, Dates) or (isinstance(schedule, Window) and schedule.start[4:5] == "-"):
        return
    assert all(
        touching(each)[isinstance(schedule, Months)] >= known.begins for each in occurrences(schedule, period, known)
    )


@given(dated, periods)
def test_a_weekend_rule_leaves_the_slots_alone(schedule, period):
    """Moving free days changes days, never which slots there are, and leaves no occurrence on a free day."""
    if isinstance(schedule, Recur):
        kept = Recur(schedule.rule, schedule.start, schedule.skip)
        moved = Recur(schedule.rule, schedule.start, schedule.skip, "before")
        wide = {each.slot for each in occurrences(kept, period.widened(7), EVER)}
        found = occurrences(moved, period, EVER)
        assert {each.slot for each in found} <= wide
        assert not any(is_free(each.start) for each in found)


def test_a_yearly_day_falls_every_year():
    """8 March, under the calendar year as slot; 29 February is the 28th in common years."""
    assert days(Yearly("03-08"), Period(date(2025, 1, 1), date(2027, 12, 31))) == [
        "2025-03-08",
        "2026-03-08",
        "2027-03-08",
    ]
    assert days(Yearly("02-29"), Period(date(2027, 1, 1), date(2028, 12, 31))) == ["2027-02-28", "2028-02-29"]
    assert slots(Yearly("03-08")) == ["2026"]


def test_a_yearly_span_crosses_new_year():
    """A span over New Year is found from both of its years, under the year it begins in."""
    schedule = Yearly("12-28", "01-03")
    found = occurrences(schedule, YEAR, EVER)
    assert [(each.slot, str(each.start), str(each.end)) for each in found] == [
        ("2025", "2025-12-28", "2026-01-03"), ("2026", "2026-12-28", "2027-01-03"),
    ]  # fmt: skip


def test_a_moved_span_keeps_its_length():
    """When the first day of a span moves, the last moves as far."""
    found = occurrences(Yearly("08-22", "08-24", "before"), YEAR, EVER)[0]
    assert (str(found.start), str(found.end)) == ("2026-08-21", "2026-08-23")


def test_an_activity_year_over_new_year_holds_the_right_occurrences():
    """The year from 25 March 2017 holds 8 March 2018 and not 2017, and January and February 2018."""
    known = Years(start="03-25", first=2017)
    own = known.year(2017)
    assert days(Yearly("03-08"), own, known) == ["2018-03-08"]
    assert days(Yearly("05-01"), own, known) == ["2017-05-01"]
    monthly = days(Recur("FREQ=MONTHLY;BYDAY=1MO"), own, known)
    assert {"2018-01-01", "2018-02-05"} <= set(monthly)
    assert len(monthly) == 12
    assert slots(Window("2018-02", "2018-02"), own, known) == ["2018"]


def test_rules_begin_with_the_first_year_known():
    """Nothing before the first day of the first year, except named days and windows with their own year."""
    known = Years(start="03-25", first=2026)
    assert days(Yearly("03-08"), YEAR, known) == []
    assert days(Recur("FREQ=MONTHLY;BYDAY=1MO"), YEAR, known)[0] == "2026-04-06"
    assert days(Dates(("2020-01-01",)), Period(date(2020, 1, 1), date(2020, 1, 1)), known) == ["2020-01-01"]
    assert windows(Window("01-01", "04-30"), YEAR, known) == []
    assert windows(Window("2026-01", "2026-02"), YEAR, known) == [("2026", "2026-01-01", "2026-02-28")]
    assert windows(Months((3, 4)), YEAR, known)[0] == ("2026-03", "2026-03-01", "2026-03-31")


def test_named_days_are_numbered_as_they_stand():
    """One-off days and spans keep the number of their place in the list, in whatever order they fall."""
    found = occurrences(Dates(("2026-05-01", "2025-12-30/2026-01-02", "2027-01-01")), YEAR, EVER)
    assert [(each.slot, str(each.start), str(each.end)) for each in found] == [
        ("2", "2025-12-30", "2026-01-02"), ("1", "2026-05-01", "2026-05-01"),
    ]  # fmt: skip


def test_windows_have_no_day():
    """A window gives its bounds alone; a yearly one may cross New Year and a month is whole."""
    assert occurrences(Window("09-01", "11-30"), YEAR, EVER) == [
        Occurrence("2026", None, None, (date(2026, 9, 1), date(2026, 11, 30)))
    ]
    assert windows(Window("11-15", "02-29")) == [
        ("2025", "2025-11-15", "2026-02-28"), ("2026", "2026-11-15", "2027-02-28"),
    ]  # fmt: skip
    assert windows(Window("2028-02", "2028-02"), Period(date(2028, 2, 29), date(2028, 3, 1))) == [
        ("2028", "2028-02-01", "2028-02-29")
    ]


def test_named_windows_are_the_associations_own():
    """A name is looked up at the association first; the whole year is the activity year."""
    known = Years(start="03-25", windows={"efter sommaren": ("09-01", "10-15")})
    assert windows(Window(name="efter sommaren"), YEAR, known) == [("2026", "2026-09-01", "2026-10-15")]
    assert windows(Window(name="efter sommaren")) == [("2026", "2026-08-15", "2026-10-31")]
    assert windows(Window(name="hela året"), Period(date(2026, 6, 1), date(2026, 6, 2)), known) == [
        ("2026", "2026-03-25", "2027-03-24")
    ]
    with pytest.raises(InputError, match="okänt"):
        occurrences(Window(name="vid jul"), YEAR, EVER)


def test_months_are_whole_windows():
    """In April and August: due when the month ends."""
    assert windows(Months((8, 4))) == [("2026-04", "2026-04-01", "2026-04-30"), ("2026-08", "2026-08-01", "2026-08-31")]


def test_slots_name_the_month_week_year_or_day():
    """One occurrence takes the plain name, several are numbered over the whole month or week."""
    month = Period(date(2026, 3, 1), date(2026, 3, 31))
    assert slots(Recur("FREQ=MONTHLY;BYDAY=-1TH"), month) == ["2026-03"]
    assert slots(Recur("FREQ=MONTHLY;BYDAY=2TU,4TU"), Period(date(2026, 3, 20), date(2026, 3, 31))) == ["2026-03-2"]
    assert slots(Recur("FREQ=WEEKLY;BYDAY=MO"), Period(date(2020, 12, 28), date(2021, 1, 4))) == [
        "2020-W53",
        "2021-W01",
    ]
    assert slots(Recur("FREQ=WEEKLY;BYDAY=MO,TH"), Period(date(2026, 1, 1), date(2026, 1, 5))) == [
        "2026-W01-2",
        "2026-W02-1",
    ]
    assert slots(Recur("FREQ=YEARLY;BYMONTH=3;BYDAY=1MO")) == ["2026"]
    assert slots(Recur("FREQ=DAILY"), Period(date(2026, 1, 1), date(2026, 1, 1))) == ["2026-01-01"]


def test_slots_survive_a_change_of_rule_start_or_day_left_out():
    """Last Thursday to first Tuesday keeps the months; a start or a day left out renames nothing."""
    last, first = Recur("FREQ=MONTHLY;BYDAY=-1TH"), Recur("FREQ=MONTHLY;BYDAY=1TU")
    assert slots(last) == slots(first)
    twice = Recur("FREQ=MONTHLY;BYDAY=2TU,4TU")
    later = Recur("FREQ=MONTHLY;BYDAY=2TU,4TU", start=date(2026, 3, 15), skip=(date(2026, 4, 14),))
    kept = dict(zip(slots(twice), days(twice), strict=True))
    found = dict(zip(slots(later), days(later), strict=True))
    assert list(found)[:3] == ["2026-03-2", "2026-04-2", "2026-05-1"]
    assert found.items() <= kept.items()


def test_a_day_moved_over_the_edge_of_the_period_is_found_where_it_lands():
    """31 May 2026 is a Sunday: earlier is in May, later in June, each found by its own month only."""
    may, june = Period(date(2026, 5, 1), date(2026, 5, 31)), Period(date(2026, 6, 1), date(2026, 6, 28))
    rule = "FREQ=MONTHLY;BYMONTHDAY=31"
    assert days(Recur(rule, weekend="before"), may) == ["2026-05-29"]
    assert days(Recur(rule, weekend="after"), june) == ["2026-06-01"]
    assert days(Recur(rule, weekend="after"), may) == []


def test_elections_come_every_fourth_year_from_their_start():
    """The second Sunday of September every fourth year from 2014: the days of the elections."""
    schedule = Recur("FREQ=YEARLY;INTERVAL=4;BYMONTH=9;BYDAY=2SU", start=date(2014, 1, 1))
    assert days(schedule, Period(date(2015, 1, 1), date(2030, 12, 31))) == [
        "2018-09-09", "2022-09-11", "2026-09-13", "2030-09-08",
    ]  # fmt: skip


def test_what_hangs_on_others_gives_nothing_by_itself():
    """An offset needs entries to hang on."""
    assert occurrences(Offset(("styrelsemote",), before="1w"), YEAR, EVER) == []


def test_the_end_of_the_calendar_is_no_trouble():
    """The widest period there is gives an answer for every kind, and no more than the cap."""
    ever = Period(date.min, date.max)
    for schedule in (
        Yearly("12-31", "01-01", "after"), Window("12-31", "01-01"), Window(name="hela året"), Months((12,)),
        Recur("FREQ=DAILY", weekend="after"), Recur("FREQ=WEEKLY;BYDAY=SU"), Recur("FREQ=YEARLY;BYYEARDAY=-1"),
    ):  # fmt: skip
        assert 0 < len(occurrences(schedule, ever, EVER)) <= 20_000


def test_the_next_dates_are_echoed():
    """Five dates, today included, however rare; windows are echoed as windows."""
    assert [str(day) for day in next_dates(Recur("FREQ=MONTHLY;BYDAY=-1TH"), date(2020, 3, 26), EVER)] == [
        "2020-03-26", "2020-04-30", "2020-05-28", "2020-06-25", "2020-07-30",
    ]  # fmt: skip
    leap = Recur("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    assert [day.year for day in next_dates(leap, date(2025, 1, 1), EVER)] == [2028, 2032, 2036, 2040, 2044]
    assert next_dates(Months((4,)), date(2026, 5, 1), EVER) == []
    assert next_dates(Yearly("12-28", "01-03"), date(2026, 1, 1), EVER, 1) == [date(2026, 12, 28)]
    assert next_windows(Months((4,)), date(2026, 4, 30), EVER, 2) == [
        (date(2026, 4, 1), date(2026, 4, 30)), (date(2027, 4, 1), date(2027, 4, 30)),
    ]  # fmt: skip
    assert next_windows(Yearly("03-08"), date(2026, 1, 1), EVER) == []


@given(dated)
def test_valid_schedules_have_no_faults(schedule):
    """What the strategies make is valid, apart from rules that happen to match nothing or end before they start."""
    found = faults(schedule, years=EVER)
    if not isinstance(schedule, Recur):
        assert found == []
    assert all("slutar" in fault or "aldrig" in fault or "finns inte" in fault for fault in found)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Yearly("02-30"), ["30 februari finns inte i kalendern"]),
        (
            Yearly("13-01", "xx"),
            ["”13-01”: månad 13 finns inte", "”xx” är ingen dag; skriv månad och dag, till exempel 03-08"],
        ),
        (Dates(()), ["det finns inga dagar"]),
        (
            Dates(("2026-02-29", "2026-3-1", "2026-05-02/2026-05-01", "2026-05-01/")),
            [
                "2026-02-29 finns inte i kalendern", "”2026-3-1” är inget datum; skriv till exempel 2026-03-08",
                "2026-05-02/2026-05-01 slutar före sin första dag", "”” är inget datum; skriv till exempel 2026-03-08",
            ],
        ),
        (Window(), ["fönstret behöver både en första och en sista dag"]),
        (Window("01-01"), ["fönstret behöver både en första och en sista dag"]),
        (Window("2026-01", "02-01"), ["fönstrets ena dag har år men inte den andra"]),
        (Window("2026-02", "2026-01-31"), ["fönstret slutar (2026-01-31) före sin första dag (2026-02)"]),
        (Window("2026-13", "2026-02-30"), ["2026-13 finns inte i kalendern", "2026-02-30 finns inte i kalendern"]),
        (Window("01-01", "02-01", "x"), [
            "ett fönster har antingen ett namn eller två dagar, inte båda", "fönstret ”x” är okänt",
        ]),
        (
            Window(name="efter somaren"),
            ["fönstret ”efter somaren” är okänt; menade du efter sommaren, före sommaren eller under sommaren?"],
        ),
        (Months(()), ["det finns inga månader"]),
        (Months((0, 5, 5)), ["månad 0 finns inte; 1 till 12 går", "samma månad står två gånger"]),
        (
            Recur("FREQ=DAILY;UNTIL=20260101", start=date(2026, 2, 1)),
            ["regeln slutar 2026-01-01, före sin första dag 2026-02-01"],
        ),
        (Offset(()), ["det saknas ett namn på det som tiden räknas från"]),
        (
            Offset(("styrelsemte",), before="7x", after="1w", only=("a",), without=("a",)),
            [
                "välj antingen före eller efter, inte båda",
                "”7x” är ingen tid; skriv ett tal med d, w, m eller y, till exempel 7d, 2w, 3m, 1y",
                "etiketten ”a” är både krävd och utesluten",
                "serien ”styrelsemte” finns inte; menade du styrelsemote?",
            ],
        ),
    ],
)  # fmt: skip
def test_every_fault_is_named(schedule, expected):
    """All that is wrong is said at once, in Swedish."""
    assert faults(schedule, known_series={"styrelsemote", "kongress"}, years=EVER) == expected


def test_faulty_schedules_are_refused_as_input():
    """A schedule that slipped past the checks is an error that the user can read, not a crash."""
    for schedule in (Yearly("02-30"), Dates(("x",)), Window("a", "b"), Recur("FREQ=WEEKLY;INTERVAL=0"), Months((13,))):
        with pytest.raises(InputError, match="går inte att räkna ut") as caught:
            occurrences(schedule, YEAR, EVER)
        assert caught.value.problems == tuple(faults(schedule, years=EVER))


def test_associations_windows_are_checked_too():
    """A redefined window with an impossible day is a fault."""
    known = Years(windows={"under våren": ("02-30", "05-01")})
    assert faults(Window(name="under våren"), years=known) == [
        "fönstret ”under våren”: 30 februari finns inte i kalendern"
    ]


def test_occurrences_explain_themselves():
    """The sentences say what the rule gives, what moved it, and how long a window stays open."""
    schedule = Recur("FREQ=MONTHLY;BYMONTHDAY=1", weekend="before")
    may = occurrences(schedule, Period(date(2026, 4, 20), date(2026, 5, 10)), EVER)[0]
    assert explain(schedule, may, EVER) == [
        "Regeln ger 1 maj 2026, en fredag (första maj).",
        "Det är en ledig dag, så den flyttas till närmaste arbetsdag före: torsdag 30 april 2026.",
    ]
    plain = Yearly("03-08")
    assert explain(plain, occurrences(plain, YEAR, EVER)[0], EVER) == ["Regeln ger 8 mars 2026, en söndag."]
    window = Window(name="under våren")
    assert explain(window, occurrences(window, YEAR, EVER)[0], EVER) == [
        "”under våren” är 1 mars 2026 till 31 maj 2026.",
        "Dagen är inte vald; sista möjliga dag är söndag 31 maj 2026.",
    ]


def test_a_term_is_a_window_where_the_association_says_it_lies():
    """The words of a term mean the association's own term, and the default one until it says."""
    window = Window(name="under vårterminen")
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert occurrences(window, year, Years())[0].window == (date(2026, 1, 1), date(2026, 6, 30))
    own = Years(terms={"vår": ("01-15", "06-05"), "höst": ("08-20", "12-20")})
    assert occurrences(window, year, own)[0].window == (date(2026, 1, 15), date(2026, 6, 5))
