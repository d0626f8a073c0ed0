"""Marked date fields of any record type, as entries: a plugin declares the date, the wheel shows it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from vcycle.model.derived import Entry
from vcycle.model.fields import Kind
from vcycle.model.period import Period
from vcycle.model.records import Mark, Record, RecordType, Registry
from vcycle.model.store import Reader
from vcycle.model.text import slug


def entries(registry: Registry, store: Reader, period: Period, also: Container[str] = ()) -> Iterator[Entry]:
    """An entry for every marked date of every record that touches `period`, and those with an id in `also`.

    Slot: the name of the date field. Series: see `series_of`. `responsible` is the id of a role.
    """
    for type_ in registry:
        if not type_.marks:
            continue
        for record in store.find(type_.cls):
            for mark in type_.marks:
                entry = _entry(type_, record, mark)
                if entry is not None and (entry.touches(period) or entry.id in also):
                    yield entry


def series_of(type_: RecordType, mark: Mark, record: Record | None = None) -> str:
    """The series of a marked date, which activities may hang on: what the mark says, else "studies.circle.start"."""
    named = slug(getattr(record, mark.series)) if mark.series and record is not None else ""
    return named or f"{type_.key}.{mark.start}"


def _entry(type_: RecordType, record: Record, mark: Mark) -> Entry | None:
    start: date | None = getattr(record, mark.start)
    if start is None:
        return None
    return Entry(
        record=record.id,
        slot=mark.start,
        title=_title(type_, record, mark),
        start=start,
        end=max((getattr(record, mark.end) if mark.end else None) or start, start),
        start_time=getattr(record, mark.starts) if mark.starts else None,
        end_time=getattr(record, mark.ends) if mark.ends else None,
        place=getattr(record, mark.place) if mark.place else "",
        responsible=getattr(record, mark.responsible) if mark.responsible else "",
        tags=tuple(tag for name in mark.tags for tag in _tags(type_, record, name)),
        series=series_of(type_, mark, record),
        type=type_.key,
        plugin=type_.key.partition(".")[0],
        exported=mark.exported,
        warn=mark.warn,
    )


def _title(type_: RecordType, record: Record, mark: Mark) -> str:
    if mark.title == "{name}":
        return type_.name(record)
    words = {spec.name: spec.format(getattr(record, spec.name)) for spec in type_.fields}
    return mark.title.format(**{**words, "name": type_.name(record)})


def _tags(type_: RecordType, record: Record, name: str) -> tuple[str, ...]:
    """The labels that one field gives: its tags, its choice in words, or its own label when it is ticked."""
    spec = next(spec for spec in type_.fields if spec.name == name)
    value = getattr(record, name)
    if spec.kind is Kind.TAGS:
        return tuple(value)
    text = spec.label.lower() if value is True else spec.format(value) if spec.kind is Kind.CHOICE else ""
    return (text,) if text else ()


def date_field(registry: Registry, entry: Entry) -> tuple[RecordType, Mark] | None:
    """The type and the mark that `entry` was made by; None for an entry that comes from a rule."""
    type_ = registry.get(entry.type)
    mark = next((mark for mark in type_.marks if mark.start == entry.slot), None) if type_ else None
    return (type_, mark) if type_ and mark else None


def ringed(entry: Entry, rings: Mapping[str, str]) -> Entry:
    """`entry` in the ring that the settings give its area or plugin."""
    ring = rings.get(entry.area) or rings.get(entry.plugin) or entry.ring
    return entry if ring == entry.ring else replace(entry, ring=ring)
