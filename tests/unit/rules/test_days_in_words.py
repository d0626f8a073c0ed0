"""Days in words: every way that Swedish has for a day, against the calendar itself."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import count
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.model.derived import Entry
from vcycle.model.text import printable
from vcycle.model.values import MONTHS, WEEKDAYS
from vcycle.model.wording.words import ORDINALS, plain_date
from vcycle.rules.day_saying import Guess
from vcycle.rules.days_in_words import read_day
from vcycle.rules.swedish import long_date, short_date, whole_date

TODAY = date(2026, 3, 4)  # a Wednesday of week 10
DAYS = st.dates(date(1910, 1, 1), date(8900, 12, 31))
SOON = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def entry(title: str, series: str, start: date, days: int = 1) -> Entry:
    return Entry(
        record=title, slot=str(start), title=title, series=series, start=start, end=start + timedelta(days - 1)
    )


BOARD = (
    entry("Årsmöte", "arsmote", date(2026, 3, 14)),
    entry("Årsmöte", "arsmote", date(2027, 3, 13)),
    entry("Styrelsemöte", "styrelsemote", date(2026, 2, 20)),
    entry("Styrelsemöte", "styrelsemote", date(2026, 3, 20)),
    entry("Styrelseutbildning", "", date(2026, 5, 1)),
    entry("Sommarläger", "", date(2026, 7, 1), days=4),
    Entry(record="x", slot="y", title="Manifestation", window=(date(2026, 4, 1), date(2026, 4, 30)), state="undated"),
)


def read(
    text: str, today: date = TODAY, around: date | None = None, guess: Guess = "coming", since: date | None = None
) -> date:
    return read_day(text, today, around, lambda: BOARD, guess=guess, since=since)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-08", "2026-03-08"), ("8 mars 2026", "2026-03-08"), ("8/3 2026", "2026-03-08"),
        ("14/3", "2026-03-14"), ("14/3-27", "2027-03-14"), ("14.3.2026", "2026-03-14"), ("20260314", "2026-03-14"),
        ("14 mars", "2026-03-14"), ("14:e mars", "2026-03-14"), ("den 3 MARS.", "2027-03-03"),
        ("1:a maj", "2026-05-01"),
        ("4 mars", "2026-03-04"), ("3 sept.", "2026-09-03"), ("lör 14 mars", "2026-03-14"), ("29/2", "2028-02-29"),
        ("den 14", "2026-03-14"), ("14:e", "2026-03-14"), ("den 3", "2026-04-03"),
        ("den 14 i nästa månad", "2026-04-14"),
        ("i dag", "2026-03-04"), ("idag", "2026-03-04"), ("i morgon", "2026-03-05"), ("Imorgon", "2026-03-05"),
        ("i övermorgon", "2026-03-06"), ("igår", "2026-03-03"), ("i går", "2026-03-03"), ("i förrgår", "2026-03-02"),
        ("på tors", "2026-03-05"), ("to", "2026-03-05"), ("TORSDAG", "2026-03-05"), ("tors.", "2026-03-05"),
        ("torsdagen", "2026-03-05"), ("på ons", "2026-03-11"), ("på mån", "2026-03-09"), ("nu på lördag", "2026-03-07"),
        ("nästa tis", "2026-03-10"), ("nästa fre", "2026-03-13"), ("i tisdags", "2026-03-03"),
        ("förra ons", "2026-02-25"),
        ("om 3 dagar", "2026-03-07"), ("om två veckor", "2026-03-18"), ("om en månad", "2026-04-04"),
        ("om 3 mån", "2026-06-04"), ("om ett halvår", "2026-09-04"), ("om ett år", "2027-03-04"),
        ("för 3 dagar sedan", "2026-03-01"), ("en vecka senare", "2026-03-11"),
        ("v 12", "2026-03-16"), ("V.12", "2026-03-16"), ("vecka 12", "2026-03-16"), ("v12", "2026-03-16"),
        ("v 10", "2026-03-02"), ("v 9", "2027-03-01"), ("tors v 12", "2026-03-19"), ("v 12 tors", "2026-03-19"),
        ("v 12 2027", "2027-03-22"), ("v 53", "2026-12-28"), ("fre nästa vecka", "2026-03-13"),
        ("förra veckan", "2026-02-23"),
        ("sista to i mars", "2026-03-26"), ("andra måndagen i nästa månad", "2026-04-13"),
        ("1:a lördagen i maj 2027", "2027-05-01"),
        ("näst sista fre i nov", "2026-11-20"), ("sista söndagen i månaden", "2026-03-29"),
        ("första sö i jan", "2027-01-03"),
        ("sista mars", "2026-03-31"), ("sista i månaden", "2026-03-31"), ("slutet av feb", "2027-02-28"),
        ("sista dagen i nästa månad", "2026-04-30"), ("sista vardagen i maj", "2026-05-29"),
        ("mitten av juni", "2026-06-15"),
        ("midsommarafton", "2026-06-19"), ("Kristi himmelsfärdsdag", "2026-05-14"), ("nyårsafton", "2026-12-31"),
        ("3 mån före årsmötet", "2025-12-14"), ("en vecka efter styrelsemötet", "2026-03-27"),
        ("dagen före årsmötet", "2026-03-13"), ("veckan efter arsmote", "2026-03-21"),
        ("mån före årsmötet", "2026-03-09"),
        ("3 mån före årsmötet 2027", "2026-12-13"), ("samma dag som styrelseutb", "2026-05-01"),
        ("dagen före sommarlägret", "2026-06-30"), ("dagen efter sommarlägret", "2026-07-05"),
        ("två dagar innan sista to i mars", "2026-03-24"), ("torsdagen efter 1 maj", "2026-05-07"),
        ("torsdag 26 mars 2026 (2026-03-26), v. 13", "2026-03-26"),
    ],
)  # fmt: skip
def test_words_mean_a_day(text: str, day: str) -> None:
    """Every way to say a day is understood, whatever its case, dots and abbreviations."""
    assert str(read(text)) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("om en månad", date(2026, 1, 31), "2026-02-28"), ("om en månad", date(2028, 1, 31), "2028-02-29"),
        ("om ett år", date(2028, 2, 29), "2029-02-28"), ("3 mån före 31 maj", date(2026, 3, 1), "2026-02-28"),
        ("den 31", date(2026, 4, 2), "2026-05-31"), ("sista feb", date(2028, 2, 1), "2028-02-29"),
    ],
)  # fmt: skip
def test_calendar_months_end_with_the_month(text: str, today: date, day: str) -> None:
    """A month from the 31st is the last day of a shorter month."""
    assert str(read(text, today)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 mars", "2027-03-14"), ("10 jan", "2027-01-10"), ("v 12", "2027-03-22"), ("den 14", "2027-09-14"),
        ("sista to i mars", "2027-03-25"), ("två dagar senare", "2027-09-18"), ("dagen före", "2027-09-15"),
        ("fre samma vecka", "2027-09-17"), ("på tors", "2026-03-05"), ("i morgon", "2026-03-05"),
        ("6 mån efter årsmötet", "2027-09-13"), ("29 feb", "2028-02-29"), ("midsommarafton", "2027-06-25"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_taken_from_the_day_it_is_about(text: str, day: str) -> None:
    """For something in September 2027 a day without a year is one of 2027; "i morgon" is still tomorrow."""
    assert str(read(text, around=date(2027, 9, 16))) == day


def test_a_year_that_is_over_is_not_guessed() -> None:
    """Something of this December is moved to the January that comes, what is over to one that was."""
    assert read("10 jan", date(2026, 11, 1), around=date(2026, 12, 20)) == date(2027, 1, 10)
    assert read("10 jan", date(2026, 11, 1), around=date(2026, 3, 1)) == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 mars", "2025-03-14"), ("4/3", "2026-03-04"), ("tors", "2026-02-26"), ("ons", "2026-02-25"),
        ("v 10", "2026-03-02"), ("v 12", "2025-03-17"), ("den 14", "2026-02-14"), ("sista to i mars", "2025-03-27"),
        ("dagen efter styrelsemötet", "2026-02-21"), ("julafton", "2025-12-24"), ("i morgon", "2026-03-05"),
    ],
)  # fmt: skip
def test_of_what_was_done_the_latest_day_is_meant(text: str, day: str) -> None:
    """A fact is noted after it has happened."""
    assert str(read(text, guess="past")) == day


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("1 mars", "31 mars", "2026-03-01 2026-03-31"), ("1 okt", "31 maj", "2025-10-01 2026-05-31"),
        ("v 9", "6 dagar senare", "2026-02-23 2026-03-01"), ("den 1", "den 15", "2026-03-01 2026-03-15"),
        ("på tors", "sön", "2026-03-05 2026-03-08"), ("nästa tors", "sön", "2026-03-12 2026-03-15"),
        ("första to i feb", "sista to i mars", "2026-02-05 2026-03-26"),
        ("i dag", "om en vecka", "2026-03-04 2026-03-11"),
    ],
)  # fmt: skip
def test_a_span_begins_near_today_and_ends_after_its_beginning(first: str, last: str, span: str) -> None:
    """A span may have begun already; its end is the first such day from its beginning on."""
    start = read(first, guess="nearest")
    assert f"{start} {read(last, since=start)}" == span


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("14", "”14” är inget datum; skriv till exempel den 14"),
        ("snart", "”snart” är inget datum; skriv till exempel 14 mars, på tors, v 12"), ("", "är inget datum"),
        ("mars", "är ingen dag; skriv till exempel 14 mars"), ("2026", "är ingen dag"), ("nästa månad", "är ingen dag"),
        ("3 dagar", "skriv till exempel om 3 dagar"), ("31 april", "”31 april” finns inte i kalendern; skriv"),
        ("2026-02-30", "finns inte i kalendern"), ("v 54", "vecka 54 finns inte; skriv till exempel v 12"),
        ("v 53 2027", "vecka 53 2027 finns inte"), ("fredag 26 mars", "26 mars 2026 är en torsdag, inte en fredag"),
        ("femte to i mars 2026", "det finns ingen femte torsdag i mars 2026"), ("14 marz", "”marz” är ingen månad"),
        ("14 mars v 12", "säger inte samma dag överallt"),
        ("3 mån före mormötet", "ingenting med en dag heter ”mormötet”"),
        ("3 mån före årsmötet 1999", "ingenting med en dag heter ”årsmötet”"), ("om 999 år före", "är inget datum"),
        ("en vecka efter styrelse", "”styrelse” kan vara Styrelsemöte eller Styrelseutbildning; skriv mer av namnet"),
        ("en vecka före manifestationen", "ingenting med en dag heter ”manifestationen”"), ("x" * 9999, "är för långt"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_the_reason(text: str, why: str) -> None:
    """A refusal says what was read and how a day is written."""
    with pytest.raises(ValueError, match=r".") as refused:
        read(text)
    assert why in str(refused.value)
    assert len(str(refused.value)) < 250


def test_a_day_outside_the_years_that_we_count_with_is_refused() -> None:
    """Nobody can lead the program over the end of the calendar."""
    for text, today in (("om 900 år", date(8500, 1, 1)), ("för 200 år sedan", TODAY), ("om 1 år", date(9999, 12, 31))):
        with pytest.raises(ValueError, match="ligger utanför åren 1900–9000"):
            read(text, today)


@given(DAYS, DAYS)
def test_what_is_formatted_is_read_back(day: date, today: date) -> None:
    """Every way that vcycle writes a day out whole means that day, whenever it is read."""
    for text in (str(day), plain_date(day), long_date(day), whole_date(day), f"{day.day}/{day.month} {day.year}"):
        assert read(text, today) == day
    year, week, _ = day.isocalendar()
    assert read(f"{WEEKDAYS[day.weekday()]} v {week} {year}", today) == day


@given(st.integers(0, 364), DAYS)
def test_a_short_date_is_the_coming_one(ahead: int, today: date) -> None:
    """What stands in lists without a year can be written in again, up to a year ahead."""
    day = today + timedelta(ahead)
    for text in (short_date(day), f"{day.day}/{day.month}", f"{day.day} {MONTHS[day.month - 1][:3]}"):
        assert read(text, today) == day


@given(DAYS, st.integers(0, 6), st.sampled_from([2, 3, 4, 6]))
def test_a_weekday_is_the_next_one(today: date, weekday: int, letters: int) -> None:
    """By walking the calendar: the first after today of that name; next week's with "nästa"; the last with "förra"."""
    name = WEEKDAYS[weekday][:letters]
    walk = (today + timedelta(n) for n in count(1))
    assert read(f"på {name}", today) == next(day for day in walk if day.weekday() == weekday)
    back = (today - timedelta(n) for n in count(1))
    assert read(f"förra {name}", today) == next(day for day in back if day.weekday() == weekday)
    sunday = next(day for day in (today + timedelta(n) for n in range(7)) if day.weekday() == 6)
    assert read(f"nästa {name}", today) == sunday + timedelta(weekday + 1)


@given(SOON, st.integers(1, 12), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1, -2]), st.booleans())
def test_nth_weekdays_agree_with_the_calendar(today: date, month: int, weekday: int, nth: int, said_year: bool) -> None:
    """By listing every day of the month: the coming one, or that of the year that is said."""

    def of(year: int) -> date:
        days = [date(year, month, n + 1) for n in range(monthrange(year, month)[1])]
        return [day for day in days if day.weekday() == weekday][nth - 1 if nth > 0 else nth]

    which = {-1: "sista", -2: "näst sista"}.get(nth) or ORDINALS[nth]
    text = f"{which} {WEEKDAYS[weekday]}en i {MONTHS[month - 1]}"
    coming = next(day for year in count(today.year) if (day := of(year)) >= today)
    assert read(f"{text} {today.year}", today) == of(today.year)
    assert read(text, today) == coming


@given(SOON, st.integers(1, 53), st.integers(0, 6))
def test_weeks_agree_with_the_calendar(today: date, week: int, weekday: int) -> None:
    """By walking the calendar from the Monday of this week: the first day of that week and weekday."""
    monday = next(day for day in (today - timedelta(n) for n in range(7)) if day.weekday() == 0)
    walk = (monday + timedelta(n) for n in count())
    wanted = next(day for day in walk if day.isocalendar()[1:] == (week, weekday + 1))
    assert read(f"{WEEKDAYS[weekday][:3]} v {week}", today) == wanted
    assert read(f"v {week}", today) == wanted - timedelta(weekday)


PIECES = (
    "på", "i", "om", "den", "v", "v.", "vecka", "sista", "första", "andra", "näst sista", "tors", "ti", "måndagen",
    "mån", "mars",
    "maj", "feb.", "14", "2", "31", "53", "2027", "14/3", "29/2", "14:e", "dagar", "veckor", "en", "tre", "år",
    "före", "efter",
    "innan", "årsmötet", "styrelse", "sommarlägret", "nästa", "förra", "samma vecka", "månad", "månaden", "senare",
    "sedan", "för",
    "i dag", "morgon", "julafton", "dagen", "veckan", "samma dag som", "2026-03-26", "(2026-03-26)", "av",
    "slutet", "vardagen",
)  # fmt: skip
SPOKEN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@given(
    SPOKEN | st.text(max_size=30) | st.text(alphabet="0123456789-/. vimånto", max_size=14),
    DAYS,
    st.none() | DAYS,
    st.sampled_from(get_args(Guess)),
    st.none() | DAYS,
)
def test_any_text_is_a_day_that_reads_back_or_is_refused(
    text: str, today: date, around: date | None, guess: Guess, since: date | None
) -> None:
    """Nothing but ValueError is raised; what is accepted is said back as a text that means the same day to anybody."""
    day: date | None
    try:
        day = read(text, today, around, guess, since)
    except ValueError as refused:
        day, sentence = None, str(refused)
    if day is None:
        assert sentence == printable(sentence)
        assert len(sentence) < 250
    else:
        assert read_day(whole_date(day), date(2000, 1, 1)) == day


@pytest.mark.parametrize(
    "text", ["\x1b[31m14/3", "[/red]", "‮14 mars", "\ud800", "١٤ mars", "på " * 300, "før 3", "😀", "²/3"]
)
def test_hostile_text_is_refused(text: str) -> None:
    """Escapes, markup, marks that turn a line and figures of other scripts are no days, and nothing else happens."""
    with pytest.raises(ValueError, match=r"datum|tecken"):
        read(text)
