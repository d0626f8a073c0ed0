"""Calendar arithmetic, free days and the days that hang on others."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from tests.schedule_strategies import DAYS, amounts
from vcycle.model.schedule import Offset
from vcycle.rules.offsets import derived_day, explain_offset, parse_amount, place, shift
from vcycle.rules.swedish import is_free


@pytest.mark.parametrize(
    ("day", "amount", "sign", "expected"),
    [
        (date(2020, 3, 7), "3m", -1, date(2019, 12, 7)), (date(2021, 5, 31), "3m", -1, date(2021, 2, 28)),
        (date(2020, 5, 31), "3m", -1, date(2020, 2, 29)), (date(2020, 2, 29), "1y", 1, date(2021, 2, 28)),
        (date(2021, 1, 31), "1m", 1, date(2021, 2, 28)), (date(2021, 1, 31), "30d", 1, date(2021, 3, 2)),
        (date(2021, 12, 31), "2w", 1, date(2022, 1, 14)), (date(2021, 12, 31), "12m", -1, date(2020, 12, 31)),
    ],
)  # fmt: skip
def test_months_are_counted_by_the_calendar(day, amount, sign, expected):
    """A month back is the same day of the month, clamped at its end, and no unit is turned into another."""
    assert shift(day, amount, sign) == expected


@given(DAYS, amounts, st.sampled_from((-1, 1)))
def test_shifting_is_that_of_dateutil(day, amount, sign):
    """Every shift lands where dateutil's relativedelta lands."""
    unit = {"d": "days", "w": "weeks", "m": "months", "y": "years"}[amount[-1]]
    assert shift(day, amount, sign) == day + relativedelta(**{unit: sign * int(amount[:-1])})


@pytest.mark.parametrize("amount", ["", "7", "7x", "-7d", "0d", "d", "1.5m", "1000d", "7 d", "٣d"])
def test_bad_amounts_are_refused_in_swedish(amount):
    """An amount without a unit, or with one that does not exist, is refused with an example."""
    with pytest.raises(ValueError, match="till exempel 7d"):
        parse_amount(amount)


def test_shifting_out_of_the_calendar_is_an_overflow():
    """Nothing lies before year 1 or after 9999."""
    for amount in ("1m", "1y", "1d", "1w"):
        with pytest.raises(OverflowError):
            shift(date.min, amount, -1)


@given(DAYS)
def test_a_placed_day_is_the_nearest_working_day(day):
    """Kept, or moved over free days only, in the direction asked for."""
    assert place(day, "keep") == day
    before, after = place(day, "before"), place(day, "after")
    assert not is_free(before)
    assert not is_free(after)
    assert before <= day <= after
    assert (after - before).days <= 6
    assert (before == day) == (after == day) == (not is_free(day))


def test_last_days_move_over_a_whole_easter():
    """Easter Monday goes back to Maundy Thursday or on to Tuesday."""
    assert place(date(2026, 4, 6), "before") == date(2026, 4, 2)
    assert place(date(2026, 4, 3), "after") == date(2026, 4, 7)


def test_derived_days_count_from_the_anchors_ends():
    """Before counts from the first day, after from the last; together is the first."""
    first, last = date(2017, 9, 29), date(2017, 10, 1)
    assert derived_day(first, last, Offset(("x",), before="1w")) == date(2017, 9, 22)
    assert derived_day(first, last, Offset(("x",), after="1w")) == date(2017, 10, 8)
    assert derived_day(first, last, Offset(("x",), after="1w", weekend="before")) == date(2017, 10, 6)
    assert derived_day(first, last, Offset(("x",))) == first


def test_the_arithmetic_is_told_in_words():
    """The sentences name both days, the amount, the weekday, and where a free day went and why."""
    anchor = date(2020, 3, 7)
    assert explain_offset(anchor, anchor, Offset(("kongress",), before="3m", weekend="before")) == [
        "7 mars 2020 minus tre månader är 7 december 2019, en lördag.",
        "Det är en ledig dag, så den flyttas till närmaste arbetsdag före: fredag 6 december 2019.",
    ]
    assert explain_offset(date(2026, 12, 18), date(2026, 12, 18), Offset(("x",), after="1w")) == [
        "18 december 2026 plus en vecka är 25 december 2026, en fredag (juldagen)."
    ]
    assert explain_offset(anchor, anchor, Offset(("x",))) == ["Samma dag som det hänger på: 7 mars 2020, en lördag."]
