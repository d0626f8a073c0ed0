"""The Swedish calendar, held against the `holidays` package and the almanac."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from holidays.countries.sweden import Sweden

from vcycle.rules import swedish


@pytest.mark.parametrize("year", range(1990, 2051))
def test_red_days_are_those_of_the_holidays_package(year):
    """The red days of a year are exactly those that the holidays package knows, Sundays apart."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(366 if (date(year + 1, 1, 1) - first).days == 366 else 365))
    assert {day for day in days if swedish.red_day(day)} == set(Sweden(years=[year], include_sundays=False))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "nyårsdagen"), (date(2026, 1, 6), "trettondedag jul"), (date(2026, 4, 3), "långfredagen"),
        (date(2026, 4, 5), "påskdagen"), (date(2026, 4, 6), "annandag påsk"), (date(2026, 5, 1), "första maj"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"), (date(2026, 5, 24), "pingstdagen"),
        (date(2026, 6, 6), "nationaldagen"), (date(2026, 6, 20), "midsommardagen"),
        (date(2026, 10, 31), "alla helgons dag"), (date(2026, 12, 25), "juldagen"),
        (date(2026, 12, 26), "annandag jul"),
        (date(2004, 5, 31), "annandag pingst"), (date(2004, 6, 6), None), (date(2005, 5, 16), None),
        (date(2026, 4, 12), None),
    ],
)  # fmt: skip
def test_red_days_have_their_names(day, name):
    """Each of the thirteen red days is named, and Whit Monday made way for the national day in 2005."""
    assert swedish.red_day(day) == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 5), "trettondagsafton"), (date(2026, 4, 2), "skärtorsdagen"), (date(2026, 4, 4), "påskafton"),
        (date(2026, 4, 30), "valborgsmässoafton"), (date(2026, 5, 23), "pingstafton"),
        (date(2026, 6, 19), "midsommarafton"), (date(2026, 10, 30), "allhelgonaafton"),
        (date(2026, 12, 24), "julafton"),
        (date(2026, 12, 31), "nyårsafton"), (date(2026, 12, 23), None),
    ],
)  # fmt: skip
def test_eves_have_their_names(day, name):
    """The eves that a meeting is warned about are named, other days are not."""
    assert swedish.eve(day) == name


def test_free_days_are_weekends_and_red_days():
    """Saturdays, Sundays and red days are free; eves on a working day are not."""
    assert [swedish.is_free(date(2026, 5, day)) for day in (1, 2, 3, 4, 14)] == [True, True, True, False, True]
    assert not swedish.is_free(date(2026, 12, 24))


def test_iso_weeks_cross_new_year():
    """2020 has a week 53 and week 1 of 2026 begins in December 2025."""
    assert swedish.iso_week(date(2020, 12, 31)) == (2020, 53)
    assert swedish.iso_week(date(2021, 1, 3)) == (2020, 53)
    assert swedish.iso_week(date(2025, 12, 29)) == (2026, 1)
    assert swedish.week_label(date(2026, 11, 19)) == "v. 47"


def test_dates_in_words():
    """Dates are written as Swedish does: small letters, no ordinals."""
    day = date(2026, 11, 26)
    assert swedish.long_date(day) == "torsdag 26 november 2026"
    assert swedish.plain_date(day) == "26 november 2026"
    assert swedish.short_date(day) == "tors 26 nov"


def test_elections_are_on_the_second_sunday_of_september_every_fourth_year():
    """The days of the ordinary elections, and None in the years between and before the rule."""
    found = [swedish.election_day(year) for year in range(2010, 2031)]
    assert [day for day in found if day] == [
        date(2014, 9, 14), date(2018, 9, 9), date(2022, 9, 11), date(2026, 9, 13), date(2030, 9, 8),
    ]  # fmt: skip


def test_the_calendar_is_cheap_to_import():
    """Neither the calendar nor the schedules import dateutil or holidays before they need them."""
    code = (
        "import sys, vcycle.rules.swedish, vcycle.rules.schedules;"
        "print(sorted({'dateutil', 'holidays', 'calendar'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
