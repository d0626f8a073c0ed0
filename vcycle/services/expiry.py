"""Records that are kept for a time only: what says so of itself is erased for good when that time is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from vcycle.errors import NotFound, VcycleError
from vcycle.model.records import Expiry, Record, RecordType
from vcycle.services.workspace import Workspace


def expired(space: Workspace, today: date) -> Iterator[tuple[RecordType, Record]]:
    """The records whose time was over before `today`."""
    for kind in space.registry:
        if kind.expires is None:
            continue
        for record in space.store.find(kind.cls):
            if _counted_from(space, kind, kind.expires, record) + timedelta(kind.expires.days) < today:
                yield kind, record


def _counted_from(space: Workspace, kind: RecordType, expires: Expiry, record: Record) -> date:
    """The day that the rule names, or else the day the record was last saved."""
    name, _, further = expires.after.partition(".")
    found: object = getattr(record, name)
    link = next(spec.link for spec in kind.fields if spec.name == name)
    target = space.registry.get(link) if further else None
    if target is not None:
        try:
            found = getattr(space.store.get(target.cls, str(found)), further, None)
        except NotFound:
            found = None
    return found if isinstance(found, date) else date.fromisoformat(record.changed[:10])


def sweep(space: Workspace, today: date) -> int:
    """Erase what has expired, also from trash, history and backups; returns how many there were.

    When somebody else is writing, or the disk fails, the rest waits until next time.
    """
    count = 0
    with suppress(VcycleError):
        for kind, record in list(expired(space, today)):
            space.store.erase(kind.cls, record.id)
            count += 1
    return count
