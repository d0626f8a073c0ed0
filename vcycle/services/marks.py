"""Marked date fields of any record type, as entries: a plugin declares the date, the wheel shows it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.records import Mark, Record, RecordType, Registry
from vcycle.model.store import Reader


def entries(
    registry: Registry, store: Reader, period: Period, rings: Mapping[str, str], also: Container[str] = ()
) -> Iterator[Entry]:
    """An entry for every marked date of every record that touches `period`, and those with an id in `also`.

    Slot: the name of the date field. Series: see `series_of`.
    """
    for type_ in registry:
        if not type_.marks:
            continue
        for record in store.find(type_.cls):
            for mark in type_.marks:
                entry = _entry(type_, record, mark)
                if entry is not None and (entry.touches(period) or entry.id in also):
                    yield ringed(entry, rings)


def series_of(type_: RecordType, mark: Mark) -> str:
    """The series of a marked date, which activities may hang on: "studies.circle.start"."""
    return f"{type_.key}.{mark.start}"


def _entry(type_: RecordType, record: Record, mark: Mark) -> Entry | None:
    start: date | None = getattr(record, mark.start)
    if start is None:
        return None
    return Entry(
        record=record.id,
        slot=mark.start,
        title=mark.title.format(name=type_.name(record)),
        start=start,
        end=max((getattr(record, mark.end) if mark.end else None) or start, start),
        series=series_of(type_, mark),
        type=type_.key,
        plugin=type_.key.partition(".")[0],
        exported=mark.exported,
        warn=mark.warn,
    )


def ringed(entry: Entry, rings: Mapping[str, str]) -> Entry:
    """`entry` in the ring that the settings give its area or plugin."""
    ring = rings.get(entry.area) or rings.get(entry.plugin) or entry.ring
    return entry if ring == entry.ring else replace(entry, ring=ring)
