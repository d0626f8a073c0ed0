"""Records that are kept for a time only: what says so of itself is erased for good when that time is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import msgspec

from vcycle.errors import NotFound, VcycleError
from vcycle.model.records import Document, Expiry, Record, RecordType
from vcycle.services.workspace import Workspace


def expired(space: Workspace, today: date, *, thorough: bool = False) -> Iterator[tuple[RecordType, str]]:
    """Type and id of the records whose time was over before `today`: those in use and those in the trash.

    When `thorough`, also those that only the history remembers, because somebody undid them.
    """
    for kind in space.registry:
        if kind.expires is None:
            continue
        found = {record.id: (record, record.changed) for record in space.store.find(kind.cls)}
        found |= {old.record.id: (old.record, old.at) for old in space.store.trash() if old.key == kind.key}
        remembered = _remembered(space, kind) if thorough else {}
        for id_, (record, at) in {**remembered, **found}.items():
            if _counted_from(space, kind, kind.expires, record, at) + timedelta(kind.expires.days) < today:
                yield kind, id_


def _remembered(space: Workspace, kind: RecordType) -> dict[str, tuple[Record | None, str]]:
    """The records of a type that the history holds anything of, as they last were, and when."""
    found: dict[str, tuple[Record | None, str]] = {}
    for line in space.store.history():
        for change in line.changes:
            document = change.after or change.before
            if change.table == kind.key and document and change.record not in found:
                found[change.record] = _record(kind, document), line.at
    return found


def _record(kind: RecordType, document: Document) -> Record | None:
    """The record of a document from the history; None when the type has changed since."""
    try:
        return msgspec.convert(document, kind.cls)
    except msgspec.ValidationError:
        return None


def _counted_from(space: Workspace, kind: RecordType, expires: Expiry, record: Record | None, at: str) -> date:
    """The day that the rule names, or else the day the record was last saved, or taken away."""
    name, _, further = expires.after.partition(".")
    found: object = getattr(record, name, None)
    link = next(spec.link for spec in kind.fields if spec.name == name)
    target = space.registry.get(link) if further else None
    if target is not None:
        try:
            found = getattr(space.store.get(target.cls, str(found)), further, None)
        except NotFound:
            found = None
    return found if isinstance(found, date) else date.fromisoformat(at[:10])


def sweep(space: Workspace, today: date, *, thorough: bool = False) -> int:
    """Erase what has expired, also from trash, history and backups; returns how many there were.

    When somebody else is writing, or the disk fails, the rest waits until next time.
    """
    count = 0
    with suppress(VcycleError):
        for kind, id_ in list(expired(space, today, thorough=thorough)):
            space.store.erase(kind.cls, id_)
            count += 1
    return count
