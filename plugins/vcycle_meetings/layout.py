"""Laying out a term: from a rule to meetings on days, with what each day collides with. Pure.

`lay_out` proposes; a `Layout` is then moved about day by day, each change giving another one, and says at every moment
what there is to know about each day and which months are left without a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import pairwise

from msgspec.structs import replace

from vcycle.api import (
    Entry,
    InputError,
    Offset,
    Period,
    Schedule,
    Struct,
    Years,
    occurrences,
    plain_date,
    short_date,
    slug,
)
from vcycle_meetings.choosing import NOTICE, Chooser, middle
from vcycle_meetings.kinds import EXTRA, is_extra
from vcycle_meetings.records import Meeting, end_problem
from vcycle_meetings.remarks import remarks
from vcycle_meetings.steps import small
from vcycle_meetings.wording import EXAMPLE

LONGEST = 400
"""Days of a period to lay out at once."""
MOST = 60
"""Meetings in one period; a rule that gives more is not meant."""
NEAR = 4
"""Days from its slot within which a meeting takes it however dense the rule: spread by two, then moved by two."""


class Wish(Struct, frozen=True):
    """What somebody wants laid out: a kind, a rule and a period; no meetings in the months of `without` (1-12)."""

    kind: str
    rule: Schedule
    period: Period
    without: frozenset[int] = frozenset()
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    form: str = "physical"
    varied: bool = False

    @property
    def series(self) -> str:
        return slug(self.kind)

    @property
    def extra(self) -> bool:
        """Whether the kind is one of extra meetings, by its name."""
        return is_extra(self.series)


class Slot(Struct, frozen=True):
    """One meeting of the layout. `first` is the day it was proposed for, which names it; `entry` is there already."""

    first: date
    day: date
    entry: Entry | None = None
    dropped: bool = False

    @property
    def new(self) -> bool:
        """Whether it is to be set."""
        return self.entry is None and not self.dropped


class Layout(Struct, frozen=True):
    """Meetings on days, those there already among them.

    `around` is what else happens; `months` those that need a meeting, `dated` those in which the rule says the day.
    """

    wish: Wish
    slots: tuple[Slot, ...]
    around: tuple[Entry, ...]
    today: date
    months: tuple[tuple[int, int], ...]
    dated: frozenset[tuple[int, int]] = frozenset()

    def moved(self, first: date, day: date) -> Layout:
        """With the new meeting that was proposed for `first` on `day`; raises InputError for a day it cannot have."""
        slot = self._own(first)
        if not self.today.year - 1 <= day.year <= self.wish.period.end.year + 1:
            raise InputError("Så långt bort går det inte att lägga ut möten.")
        if day < self.today:
            raise InputError(f"{plain_date(day).capitalize()} har redan varit.")
        if any(other.day == day for other in self.slots if other is not slot and not other.dropped):
            raise InputError(f"Det finns redan ett {small(self.wish.kind)} {plain_date(day)}.")
        return self._with(slot, replace(slot, day=day, dropped=False))

    def toggled(self, first: date) -> Layout:
        """With the new meeting that was proposed for `first` left out, or taken back."""
        slot = self._own(first)
        return self._with(slot, replace(slot, dropped=not slot.dropped))

    def _own(self, first: date) -> Slot:
        own = [slot for slot in self.slots if slot.entry is None]
        if found := [slot for slot in own if slot.first == first] or [slot for slot in own if slot.day == first]:
            return found[0]
        there = any(slot.day == first for slot in self.slots)
        reason = "finns redan; flytta det i årshjulet" if there else "finns inte bland förslagen"
        raise InputError(f"Mötet {plain_date(first)} {reason}.")

    def _with(self, old: Slot, new: Slot) -> Layout:
        return replace(self, slots=tuple(new if slot is old else slot for slot in self.slots))

    @property
    def days(self) -> list[date]:
        """The days of all meetings that are there or to be set."""
        return sorted(slot.day for slot in self.slots if not slot.dropped)

    @property
    def missing(self) -> list[tuple[int, int]]:
        """The months (year, month) still to come that should have a meeting and have none."""
        taken = {(day.year, day.month) for day in self.days}
        return [month for month in self.months if month not in taken and month >= (self.today.year, self.today.month)]

    def why(self, month: tuple[int, int]) -> str:
        """Why a month has no meeting: its own was left out or moved away, its day has been, or it takes another's."""
        own = [slot for slot in self.slots if (slot.first.year, slot.first.month) == month]
        if own:
            return "borttaget" if any(slot.dropped for slot in own) else f"flyttat till {short_date(own[0].day)}"
        if month > (self.today.year, self.today.month):
            return "mötet ligger i en annan månad"
        return "dagen har redan varit" if month in self.dated else "för nära för att hinna kalla"

    @property
    def covered(self) -> int:
        """How many of `months` have a meeting."""
        taken = {(day.year, day.month) for day in self.days}
        return sum(month in taken for month in self.months)

    def remarks(self, slot: Slot) -> list[str]:
        """What there is to know about a meeting's day."""
        others = [day for day in self.days if day != slot.day]
        return [*remarks(slot, self.wish, self.around, others, self._close), *self._hurry(slot)]

    def _hurry(self, slot: Slot) -> Iterator[str]:
        days = (slot.day - self.today).days
        if slot.new and days < NOTICE:
            yield "i dag" if days == 0 else "i morgon" if days == 1 else f"redan om {days} dagar"

    @property
    def _close(self) -> int:
        """Days nearer than which two meetings are close: less than half of what is usual here."""
        return (_usual_gap([slot.first for slot in self.slots]) + 1) // 2

    def meetings(self) -> tuple[Meeting, ...]:
        """The records of the meetings to be set, by day."""
        wish = self.wish
        return tuple(
            Meeting(
                kind=wish.kind,
                sort="extra" if wish.extra else "ordinary",
                day=slot.day,
                starts=wish.starts,
                ends=wish.ends if wish.starts else None,
                place=wish.place,
                form=wish.form,  # type: ignore[arg-type]  # checked as a choice when saved
            )
            for slot in sorted(self.slots, key=lambda slot: slot.day)
            if slot.new
        )


def lay_out(wish: Wish, entries: Iterable[Entry], years: Years, today: date) -> Layout:
    """The proposal for a wish among `entries`, which should reach over its activity year.

    What is there of the kind takes its slot, so that the same wish twice sets nothing twice. Raises InputError for a
    rule that gives no days of its own, or too many, and for an end before the start.
    """
    if problem := end_problem(wish.starts, wish.ends):
        raise InputError("Mötena kan inte sluta innan de har börjat.", problems=[f"Till klockan: {problem}"])
    around = tuple(entry for entry in entries if entry.state != "cancelled")
    ruled = _ruled(wish, years)
    own = [e for e in around if e.series == wish.series and e.start is not None]
    days = [window.start if dated else middle(window) for window, dated in ruled]
    near = sorted((e for e in own if _near(wish.period, e) and (wish.extra or EXTRA not in e.tags)), key=_day)
    taken = _taken(days, [_day(entry) for entry in near])
    matched = [near[number] for number in taken.values()]
    existing = [e for e in own if _day(e) in wish.period or e in matched]
    chooser = Chooser(wish, around, today, Counter(_day(entry).weekday() for entry in own))
    slots = [Slot(_day(entry), _day(entry), entry) for entry in existing]
    for at, (window, dated) in enumerate(ruled):
        if at not in taken and window.end >= today:
            slots += [Slot(day, day) for day in chooser.choose(window, dated=dated)]
    months = tuple(_counted(ruled, existing, today))
    told = frozenset((window.start.year, window.start.month) for window, dated in ruled if dated)
    return Layout(wish, tuple(sorted(slots, key=lambda s: s.day)), around, today, months, told)


def _day(entry: Entry) -> date:
    assert entry.start is not None
    return entry.start


def _near(period: Period, entry: Entry) -> bool:
    """Whether a meeting lies in the period, or was moved out of it by so little that it still has its slot there."""
    return _day(entry) in period.widened(NEAR)


def _counted(ruled: Iterable[tuple[Period, bool]], there: Iterable[Entry], today: date) -> Iterator[tuple[int, int]]:
    """The months that should have a meeting: those of the rule that are not over, or that have had one."""
    had = {(_day(entry).year, _day(entry).month) for entry in there}
    for month in dict.fromkeys((window.start.year, window.start.month) for window, _dated in ruled):
        if month in had or month >= (today.year, today.month):
            yield month


def _ruled(wish: Wish, years: Years) -> list[tuple[Period, bool]]:
    """What the rule gives in the period: a day, or the days of a window to choose from; and whether it is a day."""
    if isinstance(wish.rule, Offset):
        raise InputError("En regel som hänger på något annat går inte att lägga ut.", hint=EXAMPLE)
    if wish.period.days > LONGEST:
        raise InputError("Perioden är för lång; lägg ut högst ett år i taget.")
    found = []
    for occurrence in occurrences(wish.rule, wish.period, years):
        first, last = (occurrence.start, occurrence.start) if occurrence.start else occurrence.window or (None, None)
        if first is None or last is None:
            continue
        first, last = max(first, wish.period.start), min(last, wish.period.end)
        if first <= last and first.month not in wish.without:
            found.append((Period(first, last), occurrence.start is not None))
    if len(found) > MOST:
        raise InputError(f"Regeln ger {len(found)} möten.", hint=f"Välj en glesare regel. {EXAMPLE}")
    return found


def _taken(days: Sequence[date], there: Sequence[date]) -> dict[int, int]:
    """Which of `days` which of the meetings `there` takes, by place: as many as can be, by the nearest, in order."""
    unit, near = _unit(days), max(NEAR, _usual_gap(days) // 2)
    best: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(0, 0, ())] * (len(there) + 1)
    for at, day in enumerate(days):
        row = best[:1]
        for number, other in enumerate(there):
            options = [best[number + 1], row[-1]]
            if _key(other, unit) == _key(day, unit) or abs((other - day).days) <= near:
                count, distance, pairs = best[number]
                options.append((count - 1, distance + abs((other - day).days), (*pairs, (at, number))))
            row.append(min(options))
        best = row
    return dict(best[-1][2])


def _unit(days: Sequence[date]) -> str:
    """How densely the days lie: at most one a month, at most one a week, or closer."""
    for unit in ("month", "week"):
        if len({_key(day, unit) for day in days}) == len(days):
            return unit
    return "day"


def _key(day: date, unit: str) -> tuple[int, ...]:
    if unit == "day":
        return (day.toordinal(),)
    return (day.year, day.month) if unit == "month" else day.isocalendar()[:2]


def _usual_gap(days: Sequence[date]) -> int:
    """Days between one and the next, as a rule; 0 for fewer than two."""
    gaps = sorted((after - before).days for before, after in pairwise(sorted(days)))
    return gaps[len(gaps) // 2] if gaps else 0
