"""What held meetings still wait for: minutes written, checked and published, and the letter to members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from vcycle.api import Context, Entry, Finding, Period, plain_date, slug
from vcycle_meetings.occasions import AROUND, Occasion, assembled
from vcycle_meetings.practice import AFTER, practices
from vcycle_meetings.records import Meeting
from vcycle_meetings.status import missing
from vcycle_meetings.terms import listed

MANY = 3
"""More meetings than this that wait for something are told in one line."""
OLDEST = 10
"""Annual meetings longer ago than the activity year before, the last ones, whose minutes are still asked for."""


Waiting = tuple[Occasion, dict[str, Entry]]
DONE = "Påminner tills det är gjort."


def findings(context: Context, there: Sequence[Occasion], since: date) -> Iterator[Finding]:
    """What the meetings `there`, which are all from `since` on, wait for; and annual meetings from before it."""
    everything = (*_old_annual(context, since), *there)
    waiting = [(o, late) for o in everything if (late := _late(o, context.today))]
    yield from _told([pair for pair in waiting if pair[0].practice.yearly], lambda _occasion: DONE)
    yield from _told(
        [pair for pair in waiting if not pair[0].practice.yearly],
        lambda occasion: f"Påminner till och med {plain_date(_limit(context, occasion))}.",
    )


def _told(waiting: Sequence[Waiting], until: Callable[[Occasion], str]) -> Iterator[Finding]:
    """A line for each, or one for all; of that the oldest, which comes first, says until when."""
    if len(waiting) > MANY:
        yield _together(waiting, until(waiting[0][0]))
    else:
        yield from (_alone(occasion, late, until(occasion)) for occasion, late in waiting)


def _late(occasion: Occasion, today: date) -> dict[str, Entry]:
    """What is missing after a held meeting, in words, with the entry that was to be done."""
    if not occasion.held:
        return {}
    steps = [(step.missing, occasion.steps.get(step.series)) for step in AFTER]
    return {name: entry for name, entry in steps if entry is not None and missing(entry, today)}


def _limit(context: Context, occasion: Occasion) -> date:
    """The last day that a meeting's minutes are asked for: that of the activity year after its own."""
    return context.years.year(context.years.year_of(occasion.day) + 1).end


def _old_annual(context: Context, before: date) -> Iterator[Occasion]:
    """Annual meetings that have a record, from before a day."""
    every = practices(context.store)
    days = {m.day for m in context.store.find(Meeting) if m.day < before and every[slug(m.kind)].yearly}
    for day in sorted(days)[-OLDEST:]:
        period = Period(day, day)
        found = assembled(context, context.entries(period.widened(AROUND)), period)
        yield from (occasion for occasion in found if occasion.practice.yearly)


def _first(entries: dict[str, Entry]) -> date:
    return min(entry.start for entry in entries.values() if entry.start is not None)


def _alone(occasion: Occasion, late: dict[str, Entry], until: str) -> Finding:
    """What one meeting waits for, in one line."""
    due = _first(late)
    return Finding(
        level="warning",
        message=f"Efter {occasion.name} saknas {listed(late)}.",
        hint=f"Skulle ha varit klart {plain_date(due)}. Bocka av; ”vcycle meetings status” visar allt. {until}",
        due=due,
        ref=next(iter(late.values())).id,
    )


def _together(waiting: Sequence[Waiting], until: str) -> Finding:
    """What many meetings wait for; the first of them is the oldest."""
    oldest, late = waiting[0]
    names = [step.missing for step in AFTER if any(step.missing in late for _o, late in waiting)]
    of = "årsmöten" if oldest.practice.yearly else "möten"
    return Finding(
        level="warning",
        message=f"Efter {len(waiting)} {of} saknas {listed(names)}; äldst är {oldest.name}.",
        hint=f"Bocka av; ”vcycle meetings status” visar vilka. {until}",
        due=_first(late),
        ref=next(iter(late.values())).id,
    )
