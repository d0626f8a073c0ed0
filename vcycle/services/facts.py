"""What the core counts: rows of the log, and what was held or is planned of each series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from vcycle.model.core import Change, Log
from vcycle.model.derived import Entry, Fact
from vcycle.model.period import Period

IN_TIME, LATE = "i tid", "sent"
"""Labels of a step whose day of doing is known."""


def facts_of(
    logs: Iterable[Log], entries: Iterable[Entry], changes: Mapping[str, Change], period: Period, today: date
) -> list[Fact]:  # fmt: skip
    """The facts of `period`; an entry counts on its day, one without a day not at all.

    What is logged on a day after `today` has not happened: it is planned. `logs` come in the order they were entered in
    (that of their ids), so that of two readings of a day the later corrects the earlier.
    """
    return [*_logged(logs, period, today), *_from_entries(entries, changes, period)]


def _logged(logs: Iterable[Log], period: Period, today: date) -> Iterator[Fact]:
    for log in logs:
        if log.day in period:
            yield Fact(
                series=log.series,
                day=log.day,
                amount=log.amount,
                tags=log.tags,
                women=log.women,
                men=log.men,
                others=log.others,
                unknown=log.unknown,
                planned=log.day > today,
                ref=log.id,
            )


def _from_entries(entries: Iterable[Entry], changes: Mapping[str, Change], period: Period) -> Iterator[Fact]:
    for entry in entries:
        if not entry.series or entry.start is None or entry.start not in period or entry.state == "cancelled":
            continue
        base = Fact(
            series=entry.series, day=entry.start, tags=entry.tags + _punctual(entry), ref=entry.id, place=entry.place
        )
        change = changes.get(entry.id)
        if entry.state != "held" or change is None:
            yield replace(base, planned=True)
        else:
            yield replace(base, women=change.women, men=change.men, others=change.others, unknown=change.unknown)


def _punctual(entry: Entry) -> tuple[str, ...]:
    """Whether a step was done by its day, when that is known; by the rule's day, however it was moved."""
    last = entry.was or entry.start
    if entry.state != "held" or not entry.anchor or entry.done_on is None or last is None:
        return ()
    return (IN_TIME if entry.done_on <= last else LATE,)
