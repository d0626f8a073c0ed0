"""Entries and consequences as text and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from vcycle.cli.session import say, say_lines, table
from vcycle.model.derived import Entry
from vcycle.model.values import MONTHS
from vcycle.services.moving import Consequence
from vcycle.services.references import handle, short_names
from vcycle.services.workspace import Workspace

_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
STATES = {"planned": "", "held": "genomfört", "moved": "flyttat", "cancelled": "INSTÄLLT", "undated": ""}


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry in the shape that other programs rely on."""
    return {
        "id": entry.id,
        "uid": entry.uid,
        "title": entry.title,
        "start": _moment(entry.start, entry.starts_at),
        "end": _moment(entry.end, entry.ends_at) if entry.all_day or entry.ends_at else _moment(None, entry.starts_at),
        "all_day": entry.all_day,
        "state": entry.state,
        "window": [day.isoformat() for day in entry.window] if entry.window and entry.start is None else None,
        "plugin": entry.plugin,
        "series": entry.series or None,
        "area": entry.area or None,
        "responsible": entry.responsible or None,
        "place": entry.place or None,
        "tags": list(entry.tags),
        "source": entry.source or None,
    }


def _moment(day: date | None, moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else day.isoformat() if day is not None else None


def print_entries(entries: Sequence[Entry], space: Workspace) -> None:
    """Entries as a table under their months: day, time, title, state, and the name to use in other commands.

    What has no day yet stands last.
    """
    names = short_names(space.sources.activities, entries)
    groups: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(entries, key=lambda entry: entry.start is None):
        groups.setdefault(_group(entry), []).append(_row(entry, names))
    lines = iter(table([row for rows in groups.values() for row in rows]))
    shown: list[str] = []
    for group, rows in groups.items():
        shown += ["", group] if shown else [group]
        shown += [f"  {next(lines)}" for _row_of_group in rows]
    say_lines(shown)


def _group(entry: Entry) -> str:
    return "utan dag än" if entry.start is None else _month_name(entry.start.year, entry.start.month)


@cache
def _month_name(year: int, month: int) -> str:
    return f"{MONTHS[month - 1]} {year}"


def _row(entry: Entry, names: dict[str, str]) -> tuple[str, ...]:
    state = STATES[entry.state]
    title = entry.title if len(entry.title) <= 56 else entry.title[:55] + "…"
    return (days(entry), times(entry), f"{title} ({state})" if state else title, handle(entry.id, names))


@cache
def day(of: date) -> str:
    return f"{_WEEKDAYS[of.weekday()]:<4} {of.isoformat()}"


def days(entry: Entry) -> str:
    """ "tors 2026-03-26", with the last day of a span, or the end of the window."""
    if entry.start is None or entry.end is None:
        return f"senast {entry.window[1]}" if entry.window else ""
    return day(entry.start) if entry.start == entry.end else f"{day(entry.start)} – {entry.end}"


def times(entry: Entry) -> str:
    if entry.start_time is None:
        return ""
    start = entry.start_time.isoformat("minutes")
    return f"{start}–{entry.end_time.isoformat('minutes')}" if entry.end_time else start


def consequence_json(consequence: Consequence) -> dict[str, Any]:
    """One change of a preview in the shape that other programs rely on."""
    before, after = consequence.before, consequence.after
    return {
        "id": consequence.entry.id,
        "title": consequence.entry.title,
        "from": before.start.isoformat() if before and before.start else None,
        "to": after.start.isoformat() if after and after.start else None,
        "hard": consequence.entry.hard,
        "breaks": consequence.breaks or None,
        "state": after.state if after else None,
        "note": consequence.note or None,
    }


def print_consequences(consequences: Iterable[Consequence]) -> None:
    """Old day, new day and title for everything that changes."""
    rows = []
    for c in consequences:
        remark = c.breaks or c.note or (STATES[c.entry.state] if not c.is_move else "")
        before = days(c.before) if c.before else "–"
        after = days(c.after) if c.after else "–"
        rows.append((before, "→", after, c.entry.title[:56], f"({remark})" if remark else ""))
    for line in table(rows):
        say(line)
