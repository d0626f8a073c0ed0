"""A new day said shortly, counted from the day that something has."""

from datetime import date

import pytest

from vcycle.rules.days_beside import beside
from vcycle.rules.days_in_words import read_day

MONDAY = date(2022, 9, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+1", "2022-09-13"), ("-1", "2022-09-11"), ("+ 2", "2022-09-14"), ("\N{EN DASH}3", "2022-09-09"),
        ("+2 v", "2022-09-26"), ("-1v", "2022-09-05"), ("+1 mån", "2022-10-12"), ("tisdag", "2022-09-13"),
        ("Tors", "2022-09-15"), ("sön", "2022-09-18"), ("på tors", "2022-08-11"), ("13 sep", "2022-09-13"),
        ("2022-10-03", "2022-10-03"), ("en vecka senare", "2022-09-19"),
    ],
)  # fmt: skip
def test_steps_and_weekdays_count_from_the_day_it_has(text, day):
    """Plus and minus step, a bare weekday is of the same week, and all else means what it does everywhere."""
    assert str(read_day(beside(text), date(2022, 8, 10), MONDAY)) == day


@pytest.mark.parametrize("text", ["", "+", "1", "+0", "ti", "dag", "tisdagar", "elefant"])
def test_what_is_no_step_stays_as_it_is(text):
    """Other texts are left to those who read days."""
    assert beside(text) == text


def test_a_step_of_nothing_known_is_refused():
    """ "+1 elefant" is no day."""
    with pytest.raises(ValueError, match="är inget datum"):
        read_day(beside("+1 elefant"), date(2022, 8, 10), MONDAY)
