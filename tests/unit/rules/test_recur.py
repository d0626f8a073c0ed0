"""Recurrence rules: our own expansion held equal to dateutil's, and never without an end."""

import time
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from tests.schedule_strategies import DAYS, rule_texts
from vcycle.model.period import Period, Years
from vcycle.model.rrule import RuleFault, parse_rule, rule_text
from vcycle.model.schedule import Recur
from vcycle.rules.recur import filled, gives_days, is_plain, last_day
from vcycle.rules.schedules import faults, occurrences


def by_dateutil(text: str, start: date, last: date) -> list[date]:
    moment = datetime(start.year, start.month, start.day)
    days = (found.date() for found in rrule.rrulestr(f"{text};WKST=MO", dtstart=moment))
    return list(islice(takewhile(lambda day: day <= last, days), 5000))


def ours(text: str, start: date, last: date) -> list[date]:
    found = occurrences(Recur(text, start=start), Period(start, last), Years())
    return [occurrence.start for occurrence in found]


def possible(text: str, start: date) -> bool:
    """Whether dateutil would not search the rest of its calendar in vain."""
    try:
        return gives_days(filled(parse_rule(text), start))
    except RuleFault:
        return False


@given(rule_texts(plain=True), DAYS, st.integers(0, 1500))
def test_plain_rules_are_expanded_as_dateutil_does(text, start, length):
    """What is worked out here gives the same days as dateutil, from any first day."""
    if possible(text, start):
        last = start + timedelta(days=length)
        assert ours(text, start, last) == by_dateutil(text, start, last)


@given(rule_texts(), DAYS, st.integers(0, 1500))
def test_every_rule_is_expanded_as_dateutil_does(text, start, length):
    """Fast-forwarding and counting intervals by units changes no day of the rarer rules either.

    From a Monday: dateutil picks the positions of a first week from its remaining days only, RFC 5545 from all seven.
    """
    start -= timedelta(days=start.weekday())
    if possible(text, start):
        last = start + timedelta(days=length)
        assert ours(text, start, last) == by_dateutil(text, start, last)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", True), ("FREQ=MONTHLY;BYDAY=-1TH", True), ("FREQ=YEARLY;BYMONTH=9;BYDAY=2SU", True),
        ("FREQ=YEARLY;BYDAY=20MO", False), ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", False),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", False), ("FREQ=YEARLY;BYYEARDAY=100", False),
    ],
)  # fmt: skip
def test_common_rules_do_without_dateutil(text, plain):
    """Only positions, week numbers, days of the year and the n-th weekday of a year need dateutil."""
    assert is_plain(filled(parse_rule(text), None)) is plain


def test_numbered_and_plain_weekdays_mean_both():
    """ "Every Monday and the first Tuesday" is a union (RFC 5545), which dateutil reads as what both share."""
    found = ours("FREQ=MONTHLY;BYDAY=MO,1TU", date(2026, 6, 1), date(2026, 6, 30))
    assert [day.day for day in found] == [1, 2, 8, 15, 22, 29]
    yearly = ours("FREQ=YEARLY;BYDAY=MO,1TU", date(2026, 1, 1), date(2026, 12, 31))
    assert len(yearly) == 53


def test_the_last_thursdays_of_2020():
    """The days of the pizza evenings of 2020."""
    found = ours("FREQ=MONTHLY;BYDAY=-1TH", date(2020, 1, 1), date(2020, 12, 31))
    shown = " ".join(f"{day.day}/{day.month}" for day in found)
    assert shown == "30/1 27/2 26/3 30/4 28/5 25/6 30/7 27/8 24/9 29/10 26/11 31/12"


def test_a_start_off_the_rule_snaps_to_the_first_match():
    """A series from a Wednesday on Mondays begins on the Monday after, and the Wednesday is no occurrence."""
    assert ours("FREQ=WEEKLY;BYDAY=MO", date(2026, 1, 7), date(2026, 1, 20)) == [date(2026, 1, 12), date(2026, 1, 19)]


def test_a_phase_without_start_never_comes_from_the_period():
    """Every second week is counted from the first year known, or from the first Monday of 2000."""
    rule = Recur("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    asked = [Period(date(2026, 1, 1) + timedelta(days=n), date(2026, 3, 31)) for n in range(0, 60, 7)]
    free = {found.start for period in asked for found in occurrences(rule, period, Years())}
    assert all((day - date(2000, 1, 4)).days % 14 == 0 for day in free)
    known = {found.start for period in asked for found in occurrences(rule, period, Years(first=2025))}
    assert all((day - date(2024, 12, 31)).days % 14 == 0 for day in known)
    assert known.isdisjoint(free) or known == free


def test_rules_without_days_take_them_from_their_start():
    """A bare frequency repeats its first day; without a start it is a Monday, the first, or 1 January."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    for rule, start, first in (
        ("FREQ=WEEKLY", date(2026, 1, 7), date(2026, 1, 7)), ("FREQ=MONTHLY", date(2026, 1, 31), date(2026, 1, 31)),
        ("FREQ=WEEKLY", None, date(2026, 1, 5)), ("FREQ=MONTHLY", None, date(2026, 1, 1)),
        ("FREQ=YEARLY", None, date(2026, 1, 1)), ("FREQ=YEARLY;BYMONTH=5", None, date(2026, 5, 1)),
    ):  # fmt: skip
        assert occurrences(Recur(rule, start=start), year, Years())[0].start == first


def test_counting_is_from_the_first_day_not_from_the_period():
    """Ten times are ten times, whatever part of them is asked for."""
    rule, start = "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10", date(2026, 1, 5)
    assert ours(rule, start, date(2027, 1, 1))[-1] == date(2026, 2, 5)
    late = Period(date(2026, 2, 1), date(2026, 12, 31))
    assert [f.start for f in occurrences(Recur(rule, start=start), late, Years())] == [
        date(2026, 2, 2),
        date(2026, 2, 5),
    ]
    assert last_day(parse_rule(rule), start, start) == date(2026, 2, 5)


HOSTILE = (
    "", "FREQ=", "FREQ=SECONDLY", "FREQ=HOURLY;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1",
    "FREQ=WEEKLY;INTERVAL=100", "FREQ=WEEKLY;INTERVAL=99999999999999999999", "FREQ=WEEKLY;COUNT=0",
    "FREQ=WEEKLY;COUNT=1001", "FREQ=WEEKLY;COUNT=3;UNTIL=20260101", "FREQ=WEEKLY;UNTIL=20260230",
    "FREQ=WEEKLY;UNTIL=", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYDAY=-1MO", "FREQ=MONTHLY;BYDAY=54MO",
    "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=",
    "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYWEEKNO=54",
    "FREQ=MONTHLY;BYWEEKNO=1", "FREQ=MONTHLY;BYYEARDAY=1", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "FREQ=MONTHLY;BYHOUR=1", "FREQ=MONTHLY;BYEASTER=0", "FREQ=MONTHLY;WKST=SU",
    "FREQ=MONTHLY;FREQ=DAILY", "FREQ=MONTHLY;", ";;;", "BYDAY=MO", "FREQ=WEEKLY\nDTSTART:20260101",
    "FREQ=WEEKLY;X" * 99,
    "FREQ=MONTHLY;BYMONTHDAY=" + "1," * 4000 + "1", "FREQ=MONTHLY;BYMONTHDAY=\x1b[31m", "FREQ=MONTHLY;BYMONTHDAY=٣",
)  # fmt: skip
NEVER = (
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=-1TH;BYSETPOS=5",
    "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=12", "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7",
    "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7", "FREQ=YEARLY;BYMONTHDAY=31;BYDAY=1MO;BYMONTH=3",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_rules_are_refused_before_expansion(text):
    """A rule that dateutil would choke on, or never finish, is refused with Swedish sentences, and at once."""
    began = time.process_time()
    problems = faults(Recur(text))
    assert problems
    assert all(problem and len(problem) < 200 for problem in problems)
    with pytest.raises(RuleFault):
        parse_rule(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("text", NEVER)
def test_rules_without_any_day_are_faulty_and_end(text):
    """A rule that matches nothing gives nothing, without a search to the year 9999."""
    assert faults(Recur(text)) == ["regeln ger aldrig någon dag"]
    assert occurrences(Recur(text), Period(date(1, 1, 1), date(2100, 1, 1)), Years()) == []


@given(st.text(st.sampled_from("FREQ=MONTHLYWEKDAIINVL;BYSETPOS,-0123456789UNCTX"), max_size=60))
def test_noise_never_hangs_or_crashes(tail):
    """Whatever follows FREQ, the rule is refused or expanded in bounded time."""
    schedule = Recur(f"FREQ=MONTHLY;{tail}")
    if not faults(schedule):
        assert len(occurrences(schedule, Period(date(2026, 1, 1), date(2026, 12, 31)), Years())) <= 366


@given(rule_texts())
def test_rules_are_written_as_they_are_read(text):
    """Writing a rule and reading it again gives the same rule."""
    try:
        rule = parse_rule(text)
    except RuleFault:
        return
    assert parse_rule(rule_text(rule)) == rule


def test_every_problem_is_named_at_once():
    """A rule with three faults gives three sentences."""
    with pytest.raises(RuleFault) as caught:
        parse_rule("FREQ=HOURLY;INTERVAL=0;BYDAY=XX")
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["FREQ", "INTERVAL", "BYDAY"]
