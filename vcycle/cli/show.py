"""Entries and consequences as text and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from vcycle.cli.agenda import STATES, days
from vcycle.cli.session import say_lines, table
from vcycle.model.derived import Entry
from vcycle.model.text import shorten
from vcycle.services.moving import Consequence


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


def _moment(day: date | None, moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else day.isoformat() if day is not None else None


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
        arrow, after = ("→", after) if before != after else ("", "")
        rows.append((before, arrow, after, shorten(c.entry.title, 56), f"({remark})" if remark else ""))
    say_lines(table(rows))
