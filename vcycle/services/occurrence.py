"""What happened to one occurrence, put on top of what its rule says."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from vcycle.model.core import Change
from vcycle.model.derived import Entry, EntryState


def apply(change: Change, entry: Entry) -> Entry:
    """`entry` as it stands after `change`; a span keeps its length when only its first day was moved."""
    start, end = _days(change, entry)
    state = _state(change, entry, start)
    start_time, end_time = (
        (change.start_time, change.end_time) if change.start_time else (entry.start_time, entry.end_time)
    )
    return replace(
        entry,
        start=start,
        end=end,
        start_time=start_time,
        end_time=end_time,
        state=state,
        was=entry.start if start != entry.start else None,
        reason=change.reason or (entry.reason if state == "cancelled" else ""),
        pinned=change.pinned,
        done_on=change.done_on,
        note=change.note,
    )


def _days(change: Change, entry: Entry) -> tuple[date | None, date | None]:
    if change.day is None:
        return entry.start, entry.end
    length = entry.end - entry.start if entry.start and entry.end else timedelta(0)
    last = change.last_day or change.day + min(length, date.max - change.day)
    return change.day, max(last, change.day)


def _state(change: Change, entry: Entry, start: date | None) -> EntryState:
    if change.held:
        return "held"
    if change.cancelled or entry.state == "cancelled":  # what hangs on something cancelled is so too, also when moved
        return "cancelled"
    if start is None:
        return "undated"
    return "moved" if entry.start is not None and start != entry.start else "planned"


def alone(change: Change, base: Entry) -> Entry:
    """An occurrence that its rule no longer gives, from what was noted about it: what happened is never lost."""
    day = change.day or change.was
    return apply(change, replace(base, slot=change.slot, start=change.was or day, end=change.was or day))
