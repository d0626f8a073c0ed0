"""Choosing a day where a rule leaves it open, or where the days of the week are to vary. Nothing is left to chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vcycle.api import Entry, Period, eve, red_day
from vcycle_meetings.remarks import collides

if TYPE_CHECKING:
    from vcycle_meetings.layout import Wish

WORKDAYS = range(4)
"""Monday to Thursday: among these meetings are spread."""
MIDWEEK = 2
NOTICE = 7
"""Days: a meeting sooner than that is worth a remark, and no day is chosen so soon."""
WEEK = 7


class Chooser:
    """Chooses one day after the other; `use` counts the weekdays of the kind so far, those chosen here among them."""

    def __init__(self, wish: Wish, around: Sequence[Entry], today: date, use: Counter[int]) -> None:
        self.wish = wish
        self.around = around
        self.today = today
        self.usual = max(WORKDAYS, key=lambda weekday: (use[weekday], weekday == MIDWEEK))
        self.use = use

    def choose(self, window: Period, *, dated: bool) -> Iterator[date]:
        """The day for one slot, if it can have one: the rule's own unless the days are to vary, else the best."""
        days = self._rules_own(window) if dated and not self.wish.varied else self._best(window, dated)
        for day in days:
            self.use[day.weekday()] += 1
            yield day

    def _rules_own(self, window: Period) -> list[date]:
        return [window.start] if window.start >= self.today else []

    def _best(self, window: Period, dated: bool) -> list[date]:
        base = window.start if dated else middle(window)
        soonest = self.today + timedelta(0 if dated else NOTICE)
        nearby = [entry for entry in self.around if entry.touches(window.widened(WEEK))]

        def cost(day: date) -> tuple[bool, int, int, int, date]:
            """What is avoided, worst first: free days, other things, worn or unusual weekdays, far from the rule."""
            busy = sum(collides(entry, day, self.wish) for entry in nearby)
            weekday = self.use[day.weekday()] if self.wish.varied else int(day.weekday() != self.usual)
            return bool(red_day(day) or eve(day)), busy, weekday, abs((day - base).days), day

        days = sorted((day for day in possible(window, dated) if day >= soonest), key=cost)
        return days[:1]


def middle(window: Period) -> date:
    return window.start + timedelta(window.days // 2)


def possible(window: Period, dated: bool) -> Iterator[date]:
    """Monday to Thursday of the window, or of the week around a day, within the same month."""
    base = window.start
    if dated:
        monday = base - timedelta(base.weekday())
        window = Period(monday, monday + timedelta(WEEK - 1))
    return (day for day in window if day.weekday() in WORKDAYS and (day.month == base.month or not dated))
