"""Years, terms, months and weeks as stretches: which one a day lies in, and what lies beside it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.model.period import FIRST_YEAR, LAST_YEAR, ONE_DAY, Years, term_name
from vcycle.services.stretch import ZOOMS, beside, stretch_at, year_stretch

PLAIN = Years()
SCHOOL = Years(terms={"vår": ("01-15", "06-10"), "höst": ("08-20", "12-15")})
WINTER = Years(start="04-01", terms={"vinter": ("11-01", "03-31"), "hel": ("", "")})
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))
years = st.sampled_from([PLAIN, SCHOOL, WINTER])


@given(years, st.sampled_from(ZOOMS), days, st.sampled_from([-1, 1]))
def test_stepping_beside_and_back_ends_where_it_began(own, zoom, day, step):
    """Every year, term, month and week has neighbours that do not overlap it, and the way back is the same."""
    here = stretch_at(own, zoom, day)
    if here is None:
        return
    assert day in here.period
    there = beside(own, here, step)
    assert there is not None
    assert there.zoom == zoom
    assert (there.period.start > here.period.end) if step > 0 else (there.period.end < here.period.start)
    assert beside(own, there, -step) == here


@given(st.sampled_from(["year", "month", "week"]), days)
def test_years_months_and_weeks_leave_no_day_between(zoom, day):
    """The next one begins the day after this one ends."""
    here = stretch_at(WINTER, zoom, day)
    assert beside(WINTER, here, 1).period.start == here.period.end + ONE_DAY


@pytest.mark.parametrize(
    ("own", "day", "label"),
    [
        (PLAIN, date(2026, 6, 30), "vårterminen 2026"),
        (PLAIN, date(2026, 7, 1), "höstterminen 2026"),
        (SCHOOL, date(2026, 8, 20), "höstterminen 2026"),
        (WINTER, date(2027, 1, 5), "vinterterminen 2026/27"),
    ],
)
def test_terms_are_those_of_the_settings(own, day, label):
    """A term is called as people call it, also when it crosses New Year."""
    assert stretch_at(own, "term", day).label == label


@pytest.mark.parametrize(
    ("day", "label", "under"),
    [
        (date(2026, 3, 4), "v. 10, 2–8 mars 2026", "2026"),
        (date(2026, 4, 5), "v. 14, 30 mars – 5 april 2026", "2026"),
        (date(2025, 12, 29), "v. 1, 29 december 2025 – 4 januari 2026", "2026"),
        (date(2027, 1, 3), "v. 53, 28 december 2026 – 3 januari 2027", "2026"),
    ],
)
def test_a_week_is_called_by_its_number_and_days(day, label, under):
    """Over the end of a month or a year both are named; over New Year the week counts to the year of its Thursday."""
    week = stretch_at(PLAIN, "week", day)
    assert (week.label, week.under, week.period.days, week.period.start.weekday()) == (label, under, 7, 0)


@pytest.mark.parametrize(("own", "day"), [(SCHOOL, date(2026, 7, 1)), (WINTER, date(2026, 7, 1))])
def test_between_the_terms_there_is_none(own, day):
    """A day outside all terms lies in none, and a term that is the whole year is no term to zoom to."""
    assert stretch_at(own, "term", day) is None


def test_of_two_terms_the_shorter_is_meant():
    """Where terms overlap, the one that says most is taken."""
    own = Years(terms={"läsår": ("01-01", "12-31"), "vår": ("01-01", "06-30")})
    assert stretch_at(own, "term", date(2026, 3, 1)).short == "vår"
    assert stretch_at(own, "term", date(2026, 9, 1)).short == "läsår"


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize(("year", "step"), [(FIRST_YEAR, -1), (LAST_YEAR, 1)])
def test_the_calendar_ends(zoom, year, step):
    """Beyond the first and the last year there is nothing to step to."""
    here = stretch_at(PLAIN, zoom, date(year, 1, 1) if step < 0 else date(year, 12, 31))
    assert beside(PLAIN, here, step) is None


def test_a_year_that_crosses_new_year_is_called_by_both():
    """The label is the activity year's own."""
    assert year_stretch(WINTER, 2026).label == "2026/27"


@pytest.mark.parametrize("term", ["vår", "vårtermin", "vårterminen"])
def test_a_term_by_any_of_its_names(term):
    """Whether settings call a term "vår" or "vårterminen", people read "vårterminen"."""
    assert term_name(term) == "vårterminen"
    assert Years(terms={term: ("01-01", "06-30")}).window("under vårterminen") == ("01-01", "06-30")
