"""Records and record types as tables, and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from vcycle.cli.session import local_time, say, say_lines, table
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.directory import Directory

_CELL = 48


def record_json(kind: RecordType, record: Record) -> dict[str, Any]:
    """A record in the shape that other programs rely on: every field, null where there is no value."""
    return {
        "id": record.id,
        "type": kind.key,
        "revision": record.revision,
        "created": record.created or None,
        "changed": record.changed or None,
        **{spec.name: _json_value(spec, getattr(record, spec.name)) for spec in kind.fields},
    }


def _json_value(spec: FieldSpec, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if spec.kind in (Kind.SCHEDULE, Kind.MEASURE) or isinstance(value, date | time):
        return spec.format(value) or None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if value == "" else value


def type_json(kind: RecordType) -> dict[str, Any]:
    """A record type in the shape that other programs rely on."""
    return {
        "key": kind.key,
        "singular": kind.singular,
        "plural": kind.plural,
        "fields": [_field_json(spec) for spec in kind.fields],
    }


def _field_json(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "label": spec.label,
        "kind": str(spec.kind),
        "required": spec.required,
        "choices": list(spec.choices) or None,
        "link": spec.link or None,
        "help": spec.help or None,
    }


def print_types(kinds: Iterable[RecordType], counts: dict[str, int]) -> None:
    """Key, Swedish plural, how many there are."""
    say_lines(table([(kind.key, kind.plural, str(counts[kind.key])) for kind in kinds]))


def print_records(kind: RecordType, records: Iterable[Record], directory: Directory) -> None:
    """A table of the fields that lists show, under their labels."""
    specs = [spec for spec in kind.fields if spec.hints.column]
    rows = [("ID", *(spec.label for spec in specs))]
    for record in records:
        cells = (_cell(spec, record, directory) for spec in specs)
        rows.append((directory.short_id(kind, record.id), *cells))
    say_lines(table(rows))


def _cell(spec: FieldSpec, record: Record, directory: Directory) -> str:
    return shorten(printable(directory.shown(spec, getattr(record, spec.name))), _CELL)


def print_record(kind: RecordType, record: Record, directory: Directory) -> None:
    """Every field that has a value, one on each line; a long text begins on its own."""
    rows = [("Id", record.id), ("Slag", kind.singular)]
    for spec in kind.fields:
        text = directory.shown(spec, getattr(record, spec.name))
        rows += [(spec.label, text)] if text else []
    width = max(len(label) for label, _ in rows)
    for label, text in rows:
        first, *more = text.split("\n")
        say(f"{printable(label):<{width}}  {printable(first)}")
        for line in more:
            say(f"{'':<{width}}  {printable(line)}")
    by = f" av {record.changed_by}" if record.changed_by else ""
    changed = f", ändrad {local_time(record.changed)}{by}" if record.revision > 1 else ""
    say(printable(f"Skapad {local_time(record.created)}{changed}."))
