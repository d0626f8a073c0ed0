"""Records: the typed, frozen things that somebody entered, and what their types declare beyond the class."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import msgspec

from vcycle.errors import VcycleError
from vcycle.model.fields import FieldSpec, describe

Document = dict[str, Any]
"""A record as it lies in the store: JSON values only, fields at their default left out."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every record has. `revision` counts saves; the times are real UTC ("2026-11-20T12:00:00Z") and only rise."""

    id: str = ""
    revision: int = 0
    created: str = ""
    changed: str = ""
    changed_by: str = ""


class Mark(msgspec.Struct, frozen=True):
    """A date field that becomes an entry in the wheel. What it says is names of fields of the record.

    `start` and `end` are date fields, `starts` and `ends` clock times, `place` a text. `series` is a text whose plain
    form others count and hang on ("Styrelsemöte": "styrelsemote"); without it the series is "plugin.type.field". `tags`
    become labels of the entry: tags as they are, the label of a choice, the label of what is ticked. `responsible` is a
    link to the role that sees to it. `title` is the entry's title, with the record's name as `{name}` and its fields by
    their names. `warn` is how many days ahead a planned entry starts to show among the findings, `exported` whether it
    goes into calendar files.
    """

    start: str
    end: str = ""
    title: str = "{name}"
    warn: int = 0
    exported: bool = True
    starts: str = ""
    ends: str = ""
    place: str = ""
    series: str = ""
    tags: tuple[str, ...] = ()
    responsible: str = ""


class Expiry(msgspec.Struct, frozen=True):
    """When a record is erased for good: `days` after `after`, a date field of its own or of what it links to.

    "meeting.day" is the field `day` of the record that the field `meeting` links to. With that record gone, or the date
    empty, the days are counted from when the record was last saved.
    """

    after: str
    days: int


def no_problems(_record: Any) -> Mapping[str, str]:
    """The validation of a record type whose fields never contradict each other."""
    return {}


class RecordType(msgspec.Struct, frozen=True):
    """What a record class cannot say about itself.

    `key` is "plugin.type"; `singular` and `plural` are Swedish; `name_field` is the field people know a record by, or
    several of them ("kind day"). `validate` returns {field: Swedish sentence} for faults that no single field shows.
    `migrations` turn a document of version n into version n + 1; the current version is their number plus one. `store`
    names another store file than the workspace's own. `undoable` is False for what must never go back (the calendar
    ledger). `listed` is False for the program's own bookkeeping, which no list or form offers. `expires` says when a
    record is erased for good.
    """

    cls: type[Record]
    key: str
    singular: str
    plural: str
    name_field: str = "name"
    marks: tuple[Mark, ...] = ()
    validate: Callable[[Any], Mapping[str, str]] = no_problems
    migrations: tuple[Callable[[Document], Document], ...] = ()
    store: str = ""
    undoable: bool = True
    listed: bool = True
    expires: Expiry | None = None

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        return describe(self.cls)

    @property
    def version(self) -> int:
        return len(self.migrations) + 1

    def name(self, record: Record) -> str:
        """What people call `record`."""
        return " ".join(text for name in self.name_field.split() if (text := self.text(record, name)))

    def text(self, record: Record, name: str) -> str:
        """What people read in the field `name` of `record`; the id of what a link leads to."""
        spec = next((spec for spec in self.fields if spec.name == name), None)
        return str(getattr(record, name)) if spec is None else spec.format(getattr(record, name))

    def problems(self, record: Record) -> dict[str, str]:
        """{field: Swedish sentence} for everything that is wrong with `record`; empty when it may be saved."""
        found: dict[str, str] = {}
        for spec in self.fields:
            try:
                spec.check(getattr(record, spec.name))
            except ValueError as error:
                found[spec.name] = str(error)
        return found or dict(self.validate(record))


class UnknownRecordType(VcycleError):
    """No enabled plugin has a record type of that name."""


class Registry(msgspec.Struct, frozen=True, dict=True):
    """The record types of the core and of every enabled plugin, by key and by class."""

    types: tuple[RecordType, ...]

    @cached_property
    def _by_key(self) -> dict[str, RecordType]:
        return {t.key: t for t in self.types}

    @cached_property
    def _by_class(self) -> dict[type[Record], RecordType]:
        return {t.cls: t for t in self.types}

    def of(self, cls: type[Record]) -> RecordType:
        try:
            return self._by_class[cls]
        except KeyError:
            raise UnknownRecordType(f"Posttypen {cls.__name__} är inte registrerad.") from None

    def get(self, key: str) -> RecordType | None:
        return self._by_key.get(key)

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self.types)


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter that looks like a digit


def new_id() -> str:
    """A new id, 16 characters: 55 bits of microseconds since 1970, then 25 random bits; sorts by time."""
    number = (time.time_ns() // 1000) << 25 | int.from_bytes(os.urandom(4)) >> 7
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def utc_now() -> str:
    """The real time in UTC to the second, as records hold it. The calendar's today is an argument, never this."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
