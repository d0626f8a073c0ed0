"""What hangs on an entry, and what has been done to it: the two things that people ask when they look at one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from vcycle.model.derived import Entry
from vcycle.services.hanging import derive
from vcycle.services.past import local, said
from vcycle.services.workspace import Workspace
from vcycle.services.year import order

SEARCHED = 2000
"""How many of the last steps are looked through for those about one entry."""


def checklist(space: Workspace, entry: Entry) -> list[Entry]:
    """Everything that hangs on `entry`, also through other things, by day. Works out nothing else of the year."""
    found = {entry.id: entry}
    sources = space.sources
    derive(sources.ordered, sources.base, sources.changes, found, sources.years)
    return sorted((other for id_, other in found.items() if id_ != entry.id), key=order)


def remark(entry: Entry, today: date) -> str:
    """ "3 dagar sen" of a step that should have been done and is neither done nor cancelled; else nothing."""
    if entry.state not in ("planned", "moved") or entry.end is None or entry.end >= today or not entry.anchor:
        return ""
    days = (today - entry.end).days
    return f"{days} {'dag' if days == 1 else 'dagar'} sen"


class Past(NamedTuple):
    """One step about an entry: when, by whom (empty when nobody said), and what it was called."""

    when: str
    who: str
    what: str


def past_of(space: Workspace, entry: Entry, most: int = 4) -> list[Past]:
    """The last steps that changed `entry` or the record that it comes from, newest first."""
    return list(islice(_past(space, entry), most))


def _past(space: Workspace, entry: Entry) -> Iterator[Past]:
    about = {entry.id, entry.record}
    for line in space.store.history(SEARCHED):
        if any(change.record in about for change in line.changes):
            undone = " (ångrat)" if line.undone else ""
            yield Past(local(line.at, space.today), line.who, f"{said(line)}{undone}")
