"""Why an entry has the date it has: the rule, the arithmetic, what was done to it, and the plan's own words."""

from __future__ import annotations

from vcycle.errors import InputError
from vcycle.model.core import Change
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.schedule import Offset, Schedule
from vcycle.model.text import quoted
from vcycle.model.values import format_schedule
from vcycle.rules import swedish
from vcycle.rules.offsets import explain_offset
from vcycle.rules.schedule_explain import explain as explain_rule
from vcycle.rules.schedules import occurrences
from vcycle.services.counting import WORDS, counted_words
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
    lines += _what_happened(space, entry)
    if activity is not None and activity.carried_from is not None:
        lines.append(f"Förd vidare: först tänkt för {space.years.label(activity.carried_from)}.")
    if activity is not None and activity.quote:
        lines.append(f"Planen: ”{activity.quote}”")
    if entry.source:
        lines.append(f"Källa: {entry.source}")
    return lines


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
        lines.append(f"Flyttat från {swedish.long_date(entry.was)} till {swedish.long_date(entry.start)}.")
    if change is not None and change.pinned and entry.anchor:
        lines.append("Har fått en egen dag och följer inte längre det som det hänger på.")
    if entry.state == "cancelled":
        lines.append(f"Inställt: {entry.reason or 'inget skäl angivet'}.")
    if entry.state == "undated" and entry.window and entry.anchor:  # else its own rule has said so
        lines.append(f"Ska ske {swedish.plain_date(entry.window[0])} till {swedish.plain_date(entry.window[1])}.")
    if change is not None and change.held:
        lines.append(_held(entry, change))
        lines += [f"Anteckning: {change.note}"] if change.note else []
    return lines


def _held(entry: Entry, change: Change) -> str:
    counted = counted_words({name: getattr(change, name) for name in WORDS})
    when = f" {swedish.long_date(change.done_on)}" if change.done_on else ""
    last = entry.was or entry.start
    if change.done_on and entry.anchor and last:
        when += ", i tid" if change.done_on <= last else f", {(change.done_on - last).days} dagar för sent"
    return f"Genomfört{when}{f': {counted}' if counted else ''}."
