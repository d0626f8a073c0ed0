"""What was done, when, by whom, and what it changed: the history in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from vcycle.model.derived import stockholm
from vcycle.model.fields import BOOKKEEPING
from vcycle.model.records import Record, RecordType
from vcycle.rules.swedish import plain_date
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.workspace import Workspace
from vcycle.storage.lines import HistoryLine, RecordChange

_VERBS = {"undo": "Ångrade: ", "redo": "Gjorde om: "}
UNREADABLE = "en post i en äldre form, som inte går att visa"


def said(line: HistoryLine) -> str:
    """What a step was called, and whether it was itself an undo."""
    return f"{_VERBS.get(line.kind, '')}{line.label}"


def local(at: str, today: date) -> str:
    """ "4 mars 18:22" in Swedish time, with the year when it is another; what is no time as it stands in the file."""
    try:
        moment = datetime.fromisoformat(at).astimezone(stockholm())
    except (ValueError, OverflowError):
        return at
    day = plain_date(moment.date())
    return f"{day.removesuffix(f' {moment.year}') if moment.year == today.year else day} {moment:%H:%M}"


class FieldChange(NamedTuple):
    """One field of one record: its label, and what it said before and after; empty where it said nothing."""

    label: str
    before: str
    after: str


class Touched(NamedTuple):
    """One record of a step: what was done to it, what it is called, and its fields that changed."""

    deed: str
    name: str
    fields: tuple[FieldChange, ...]


def touched(space: Workspace, line: HistoryLine) -> Iterator[Touched]:
    """The records that a step changed, in its order."""
    directory = directory_of(space)
    for change in line.changes:
        if kind := space.registry.get(change.table):
            yield _touched(kind, change, directory)


def _touched(kind: RecordType, change: RecordChange, directory: Directory) -> Touched:
    deed = "Ny" if change.before is None else "Borttagen" if change.after is None else "Ändrad"
    try:
        before, after = (_record(kind, document) for document in (change.before, change.after))
    except msgspec.ValidationError:
        return Touched(deed, f"{kind.singular}: {UNREADABLE}", ())
    whole = after or before
    name = directory.name(kind, whole) if whole else ""
    return Touched(deed, f"{kind.singular} ”{name}”", tuple(_fields(kind, before, after, directory)))


def _record(kind: RecordType, document: Mapping[str, Any] | None) -> Record | None:
    return None if document is None else msgspec.convert(document, kind.cls)


def _fields(
    kind: RecordType, before: Record | None, after: Record | None, directory: Directory
) -> Iterator[FieldChange]:
    for spec in kind.fields:
        was, now = (directory.shown(spec, getattr(r, spec.name)) if r else "" for r in (before, after))
        if was != now and spec.name not in BOOKKEEPING:
            yield FieldChange(spec.label, was, now)
