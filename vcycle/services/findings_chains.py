"""What needs attention about chains: what lies in the wrong order, and when there would be time for what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vcycle.model.derived import Entry, Finding
from vcycle.model.period import Period
from vcycle.model.text import quoted
from vcycle.services.chains.contradictions import contradictions, root_of
from vcycle.services.chains.timing import OPEN, timing
from vcycle.services.references import handle
from vcycle.services.workspace import Workspace


def out_of_order(space: Workspace, entries: Sequence[Entry], names: Mapping[str, str]) -> Iterator[Finding]:
    """Stops and steps to come that lie in the wrong order; `names` are those that people type."""
    for found in contradictions(entries, space.sources.activities):
        if found.earlier.start is not None and found.earlier.start >= space.today:
            name = handle(found.earlier.id, names)
            yield Finding(
                level="error" if found.is_stop else "warning",
                message=f"{found.sentence}.",
                hint=f"Flytta ett av dem, till exempel ”vcycle move {name} {found.later.start}”.",
                due=found.later.start,
                ref=found.earlier.id,
            )


def out_of_order_with(space: Workspace, record: str) -> list[str]:
    """A sentence for each stop or step to come in the wrong order that is one of an activity's, or one against it."""
    period = Period(space.today, space.today).widened(_FAR)
    found = contradictions(space.entries(period), space.sources.activities)
    return [c.sentence for c in found if record in (c.earlier.record, c.later.record)]


_FAR = 3 * 366
"""Days before and after today in which the order is looked at when something is saved."""


def ways_out(space: Workspace, entries: Sequence[Entry]) -> dict[str, str]:
    """What else can be done about the hard step that is most days late for each anchor to come, by the step's id.

    `entries` reach as far back and ahead as anything is looked for.
    """
    by_id = {entry.id: entry for entry in entries}
    late = (
        e for e in entries if e.hard and e.anchor and e.state in OPEN and e.start is not None and e.start < space.today
    )
    found = {}
    for id_ in dict.fromkeys(root_of(entry.id, space.sources.activities) for entry in late):
        anchor = by_id.get(id_)
        if anchor is None or anchor.state not in OPEN or anchor.due is None or anchor.due < space.today:
            continue
        times = timing(space, anchor, entries)
        if times.worst is not None and times.earliest is not None:
            what = f"Första dag för {quoted(anchor.title)} som alla bindande steg hinner före"
            found[times.worst.entry.id] = f"{what} är {times.earliest}."
    return found
