"""The same done to several records of a type: to all of them or none, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from vcycle.errors import Conflict
from vcycle.model.fields import FieldSpec
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.model.values import said
from vcycle.services.records.csv_records import counted
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.records.input import action_label, judged
from vcycle.services.supposed import Supposed
from vcycle.services.workspace import Workspace

_FEW = 5
_NAME = 60


@dataclass(frozen=True, slots=True)
class Filled:
    """Records with a field filled in, those that change by it, and a sentence for each that cannot be saved so."""

    changed: tuple[Record, ...]
    problems: tuple[str, ...]


def filled(space: Workspace, kind: RecordType, records: Sequence[Record], spec: FieldSpec, text: str) -> Filled:
    """The records with what `text` says in a field, judged beside each other; raises ValueError when it says nothing.

    The sentence is that of the field itself, so that it can be shown there.
    """
    value = directory_of(space).value(spec, text)
    made = [replace(record, **{spec.name: value}) for record in records if getattr(record, spec.name) != value]
    then = Directory(space.registry, Supposed(space.store, made))
    problems = [
        f"{name_of(kind, record, then)}: {_label(kind, field)} {sentence}"
        for record in made
        for field, sentence in judged(kind, record, then).problems.items()
    ]
    return Filled(tuple(made), tuple(problems))


def save_filled(space: Workspace, kind: RecordType, made: Filled, spec: FieldSpec) -> None:
    """Save them all; raises `Conflict`, with their names, when somebody has changed some of them meanwhile."""
    label = f"Fyllde i {said(spec.label)} för {counted(len(made.changed), kind)}"
    with space.store.transaction(label) as transaction:
        _refuse_changed(space, kind, made.changed)
        for record in made.changed:
            transaction.put(record)


def remove_all(space: Workspace, kind: RecordType, records: Sequence[Record]) -> None:
    """Put them all into the trash; raises `Conflict`, with their names, when somebody has changed some meanwhile."""
    if len(records) == 1:
        label = action_label("Tog bort", kind, directory_of(space).name(kind, records[0]))
    else:
        label = f"Tog bort {counted(len(records), kind)}"
    with space.store.transaction(label) as transaction:
        _refuse_changed(space, kind, records)
        for record in records:
            transaction.remove(kind.cls, record.id)


def _refuse_changed(space: Workspace, kind: RecordType, records: Sequence[Record]) -> None:
    now = {record.id: record for record in space.store.find(kind.cls)}
    touched = [record for record in records if record.id not in now or now[record.id].revision != record.revision]
    if touched:
        directory = directory_of(space)
        names = [name_of(kind, record, directory) for record in touched[:_FEW]]
        *first, last = [*names, f"{len(touched) - _FEW} till"] if len(touched) > _FEW else names
        some = f"{', '.join(first)} och {last}" if first else last
        raise Conflict(
            f"Någon annan har ändrat eller tagit bort {some} under tiden. Ingenting har sparats.",
            mine=touched[0],
            theirs=now.get(touched[0].id),
            hint="Se efter hur det ser ut nu, och gör om det.",
        )


def name_of(kind: RecordType, record: Record, directory: Directory) -> str:
    """What a record is called, in quotes and on one line."""
    return f"”{shorten(printable(directory.name(kind, record)), _NAME)}”"


def _label(kind: RecordType, field: str) -> str:
    return next((spec.label for spec in kind.fields if spec.name == field), field)
