"""The store as it would be with some records saved: for showing what a step leads to before anybody takes it."""

from __future__ import annotations

from collections.abc import Iterable

from vcycle.model.records import Record
from vcycle.model.store import R, Reader


class Supposed:
    """Reads through to `store`, but for `records`, which count as saved."""

    def __init__(self, store: Reader, records: Iterable[Record]) -> None:
        self._store = store
        self._supposed: dict[type[Record], dict[str, Record]] = {}
        for record in records:
            self._supposed.setdefault(type(record), {})[record.id] = record

    def get(self, cls: type[R], record_id: str) -> R:
        """The record with that id; raises `NotFound`."""
        found = self._supposed.get(cls, {}).get(record_id)
        return found if isinstance(found, cls) else self._store.get(cls, record_id)

    def find(self, cls: type[R], **equal: object) -> list[R]:
        """The records whose fields equal these values, in the order of their ids."""
        supposed = self._supposed.get(cls)
        if not supposed:
            return self._store.find(cls, **equal)
        found = {record.id: record for record in self._store.find(cls)} | supposed
        matching = (r for r in found.values() if all(getattr(r, name) == value for name, value in equal.items()))
        return sorted((r for r in matching if isinstance(r, cls)), key=lambda record: record.id)
