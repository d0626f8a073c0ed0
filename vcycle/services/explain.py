"""Why an entry has the date it has: the rule, the arithmetic, what was done to it, and the plan's own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vcycle.errors import InputError
from vcycle.model.core import TIERS, Activity, Change, DateChange
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.schedule import Offset, Schedule
from vcycle.model.text import quoted
from vcycle.model.values import format_schedule, listed
from vcycle.rules import swedish
from vcycle.rules.offsets import explain_offset
from vcycle.rules.schedule_explain import explain as explain_rule
from vcycle.rules.schedules import occurrences
from vcycle.services.chains.showing import grounds
from vcycle.services.counting import WORDS, counted_words
from vcycle.services.source_words import source_words
from vcycle.services.workspace import Workspace
from vcycle.services.year import LOGGED


def explain(space: Workspace, entry: Entry) -> list[str]:
    """Swedish sentences, from the rule to what has been done."""
    activity = space.sources.activities.get(entry.record)
    lines: list[str] = []
    if activity is not None and activity.schedule is not None:
        lines.append(f"Regel: {format_schedule(activity.schedule)}.")
        if isinstance(activity.schedule, Offset):
            lines += _arithmetic(space, entry, activity.schedule)
        else:
            lines += _rule(space, entry, activity.schedule)
    lines += _known(space, activity) if activity is not None else []
    lines += _what_happened(space, entry)
    if activity is not None and activity.carried_from is not None:
        lines.append(f"Förd vidare: först tänkt för {space.years.label(activity.carried_from)}.")
    if activity is not None and activity.quote:
        lines.append(f"Planen: ”{activity.quote}”")
    if entry.source and (activity is None or activity.basis is None):
        lines.append(source_words(entry.source))
    return lines


def _known(space: Workspace, activity: Activity) -> Iterator[str]:
    """What kind of day it is, how we know of it, and how those who decide it have moved it."""
    if activity.stop:
        level = f", {TIERS[activity.level]}" if activity.level else ""
        yield f"Sista dag för {activity.stop}{level}."
    earlier = [found for id_ in activity.follows if (found := space.sources.activities.get(id_))]
    if earlier:
        yield f"Ska inte komma före {listed([quoted(a.title) for a in earlier])}."
    if activity.basis is not None or activity.paragraph or activity.checked:
        yield grounds(
            basis=activity.basis, paragraph=activity.paragraph, source=activity.source, checked=activity.checked
        )
    for moved in sorted(space.store.find(DateChange, record=activity.id), key=lambda m: (m.learnt, m.id)):
        where = f", {moved.source}" if moved.source else ""
        yield f"Flyttat från {moved.was} till {moved.day}, känt {moved.learnt}{where}."


def _rule(space: Workspace, entry: Entry, schedule: Schedule) -> list[str]:
    """How the rule comes to its day; nothing for a day that no rule gives any longer."""
    days = [day for day in (entry.was or entry.start, *(entry.window or ())) if day is not None]
    near = Period(min(days), max(days))
    try:
        given = occurrences(schedule, near, space.years)
    except InputError:
        return ["Regeln går inte att räkna ut; ”vcycle check” säger varför."]
    return [line for o in given if o.slot == entry.slot for line in explain_rule(schedule, o, space.years)]


def _arithmetic(space: Workspace, entry: Entry, offset: Offset) -> list[str]:
    anchor = space.entry(entry.anchor)
    if log := space.sources.logs.get(entry.anchor.removesuffix(f".{LOGGED}")):
        noted = f"Hänger på {quoted(log.series)}, som noterades {swedish.long_date(log.day)}."
        return [noted, *explain_offset(log.day, log.day, offset)]
    if anchor is None:
        return ["Hängde på något som inte finns längre."]
    if anchor.start is None or anchor.end is None:
        return [f"Hänger på {anchor.title}, som inte har fått någon dag än."]
    return [
        f"Hänger på {anchor.title} {swedish.long_date(anchor.start)}.",
        *explain_offset(anchor.start, anchor.end, offset),
    ]


def _what_happened(space: Workspace, entry: Entry) -> list[str]:
    change = space.sources.changes.get(entry.id)
    lines = []
    if entry.was is not None and entry.start is not None:
        lines.append(_moved(entry.was, entry.start, change))
    if change is not None and change.pinned and entry.anchor:
        lines.append("Har fått en egen dag och följer inte längre det som det hänger på.")
    if entry.state == "cancelled":
        lines.append(f"Inställt: {entry.reason or 'inget skäl angivet'}.")
    if entry.state == "undated" and entry.window and entry.anchor:  # else its own rule has said so
        lines.append(f"Ska ske {swedish.plain_date(entry.window[0])} till {swedish.plain_date(entry.window[1])}.")
    if change is not None and change.held:
        lines.append(_held(entry, change))
        lines += [f"Anteckning: {change.note}"] if change.note else []
        lines += [f"Avbockat av {change.changed_by}."] if change.changed_by and entry.hard else []
    return lines


def _moved(was: date, day: date, change: Change | None) -> str:
    """How an entry came from one day to another; what was held where its rule had it stays when that moves on."""
    if change is not None and change.held and change.was == change.day:
        return (
            f"Ligger kvar {swedish.long_date(day)}, som gällde när det gjordes; nu ger regeln {swedish.long_date(was)}."
        )
    return f"Flyttat från {swedish.long_date(was)} till {swedish.long_date(day)}."


def _held(entry: Entry, change: Change) -> str:
    counted = counted_words({name: getattr(change, name) for name in WORDS})
    when = f" {swedish.long_date(change.done_on)}" if change.done_on else ""
    last = entry.was or entry.start
    if change.done_on and entry.anchor and last:
        when += _in_time((last - change.done_on).days, hard=entry.hard)
    return f"Genomfört{when}{f': {counted}' if counted else ''}."


def _in_time(spare: int, *, hard: bool) -> str:
    """How a step lay to its last day; of a hard one the days to spare are told, for they may have to be proved."""
    days = f"{abs(spare)} {'dag' if abs(spare) == 1 else 'dagar'}"
    if spare < 0:
        return f", {days} för sent"
    return f", i tid med {days} till godo" if hard and spare else ", i tid"
