"""What a kind of meeting is used to, told by the last ones: the rule of their days, their hours, place and form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import pairwise

from msgspec import Struct

from vcycle.api import Context, Entry, Period, slug
from vcycle_meetings.practice import practices
from vcycle_meetings.records import Meeting
from vcycle_meetings.wording import ORDINALS, WEEKDAYS

AROUND = 400
"""Days at each side of today in which meetings tell what the kind is used to."""
LAST = 6
"""Meetings that tell it, the last ones."""
ENOUGH = 2
WEEK = 7


class Habit(Struct, frozen=True):
    """What is proposed when nobody has said otherwise; "" and None are not known."""

    rule: str = ""
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    form: str = "physical"
    varied: bool = False


def habit(context: Context, kind: str) -> Habit:
    """What the last meetings of a kind tell, those to come among them."""
    series = slug(kind)
    practice = practices(context.store).get(series)
    entries = context.entries(Period(context.today, context.today).widened(AROUND))
    there = [e for e in entries if e.series == series and e.start and e.state != "cancelled" and "extra" not in e.tags]
    there.sort(key=_day, reverse=True)
    timed = next((entry for entry in there if entry.start_time), None)
    records = {meeting.id: meeting for meeting in context.store.find(Meeting)}
    own = next((records[entry.record] for entry in there if entry.record in records), None)
    return Habit(
        rule="" if practice and practice.yearly else usual_rule([_day(entry) for entry in there[:LAST]]),
        starts=timed.start_time if timed else None,
        ends=timed.end_time if timed else None,
        place=next((entry.place for entry in there if entry.place), ""),
        form=own.form if own else "physical",
        varied=bool(practice and practice.varied),
    )


def _day(entry: Entry) -> date:
    assert entry.start is not None
    return entry.start


def usual_rule(days: Sequence[date]) -> str:
    """ "andra måndagen varje månad" when more than half of the days follow it; "" when no rule is to be seen."""
    days = sorted(days)
    gaps = Counter((after - before).days for before, after in pairwise(days))
    weekday = Counter(day.weekday() for day in days).most_common(1)
    for length, word in ((WEEK, "varje"), (2 * WEEK, "varannan")):
        if weekday and gaps[length] >= ENOUGH and 2 * gaps[length] > len(days):
            return f"{word} {WEEKDAYS[weekday[0][0]]}"
    seen = Counter(rule for day in days for rule in _rules_of(day))
    rule, count = max(seen.items(), key=lambda pair: (pair[1], pair[0][0]), default=((0, 0), 0))
    if count < ENOUGH or 2 * count <= len(days):
        return ""
    return f"{ORDINALS[rule[0]]} {WEEKDAYS[rule[1]]}en varje månad"


def _rules_of(day: date) -> Iterator[tuple[int, int]]:
    """The which and the weekday that a day is: the second Monday; the last one too, as 0, where it is."""
    if (nth := (day.day - 1) // WEEK + 1) < len(ORDINALS):
        yield nth, day.weekday()
    if (day + timedelta(WEEK)).month != day.month:
        yield 0, day.weekday()
