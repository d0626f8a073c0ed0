"""What the storage tests share: a registry with two data files, and workspaces in a given folder."""

from datetime import date
from pathlib import Path
from typing import Annotated

from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.fields import field
from vcycle.model.records import Record, RecordType, Registry
from vcycle.storage.documents import DocumentStore, create_store, open_store

TODAY = date(2026, 11, 20)


class Candidate(Record, frozen=True):
    """A record that lives in a file of its own."""

    name: Annotated[str, field("Namn", min_length=1)]


CANDIDATE = RecordType(Candidate, "nominating.candidate", "kandidat", "kandidater", store="nominating")
REGISTRY = Registry((*CORE_TYPES, CANDIDATE))


def created(folder: Path, registry: Registry = REGISTRY, *, who: str = "Anna", today: date = TODAY) -> DocumentStore:
    """A new workspace."""
    return create_store(folder, registry, who=who, today=today)


def opened(folder: Path, registry: Registry = REGISTRY, *, who: str = "Bo", today: date = TODAY) -> DocumentStore:
    """The workspace as another run of the program opens it."""
    return open_store(folder, registry, who=who, today=today)


def add(store: DocumentStore, title: str = "Styrelsemöte", **fields: object) -> Activity:
    """One action: a new activity, with a label that names it."""
    with store.transaction(f"Lade till {title}") as changes:
        return changes.put(Activity(title=title, **fields))


def titles(store: DocumentStore) -> list[str]:
    """What the activities are called, sorted."""
    return sorted(activity.title for activity in store.find(Activity))
