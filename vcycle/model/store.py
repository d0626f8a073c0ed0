"""The door to stored records: what everything above knows about storage."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from vcycle.model.records import Record

R = TypeVar("R", bound=Record)


class Transaction(Protocol):
    """Changes that become one write and one line of history, or nothing."""

    def put(self, record: R) -> R:
        """Save a new record (revision 0) or a new version; returns it with id, revision and times set.

        Raises `InputError` when the record breaks its type's rules, `Conflict` when somebody saved it meanwhile.
        """

    def remove(self, cls: type[R], record_id: str) -> None:
        """Put a record into the trash, from where undo and `restore` bring it back for 90 days."""


class Reader(Protocol):
    """Reading records; what a `Context` offers to plugins."""

    def get(self, cls: type[R], record_id: str) -> R:
        """The record with that id; raises `NotFound`."""

    def find(self, cls: type[R], **equal: object) -> list[R]:
        """The records whose fields equal these values, in the order of their ids."""


class Store(Reader, Protocol):
    """One workspace's records. Nothing of the database beneath shows through."""

    def transaction(self, label: str) -> AbstractContextManager[Transaction]:
        """One user action, called `label` (Swedish) in the history. An exception inside leaves everything as it was."""

    @property
    def token(self) -> object:
        """Something that changes whenever anything was saved, by this process or another."""
