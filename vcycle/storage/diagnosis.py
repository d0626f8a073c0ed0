"""What `vcycle doctor` says about the stored data."""

from __future__ import annotations

from pathlib import Path

from msgspec import Raw, Struct

from vcycle.errors import Damaged
from vcycle.model.records import RecordType, Registry
from vcycle.storage.datafile import TRASH, DataFile


class Diagnosis(Struct, frozen=True):
    """One data file: sizes in bytes, records per table, how many lie in the trash, and what is wrong (Swedish).

    `unused` are tables that no enabled plugin reads. `last_backup` is a name, empty when there is none.
    `history_matches` says that the history ends with what the data file last saved.
    """

    path: Path
    size: int
    history_size: int
    records: dict[str, int]
    unused: tuple[str, ...]
    trashed: int
    last_backup: str
    history_matches: bool
    problems: tuple[str, ...]


def diagnose(file: DataFile, registry: Registry) -> Diagnosis:
    """Read everything in `file` and say how it is."""
    problems: list[str] = []
    matches = file.history.holds(file.carried())
    if not matches:
        problems.append("Historiken slutar inte med det som sparades sist; nästa ändring lagar det.")
    problems += file.warnings()
    backups = file.backups.list()
    tables = [name for name in sorted(file.storage.encoded) if not name.startswith("_")]
    return Diagnosis(
        path=file.path,
        size=file.signature[2],
        history_size=file.history.size,
        records={name: _count(file, name, registry, problems) for name in tables},
        unused=tuple(name for name in tables if registry.get(name) is None),
        trashed=len(file.rows(TRASH)),
        last_backup=backups[0].name if backups else "",
        history_matches=matches,
        problems=tuple(problems),
    )


def _count(file: DataFile, name: str, registry: Registry, problems: list[str]) -> int:
    """How many records a table has; adds to `problems` what of it cannot be read."""
    record_type = registry.get(name)
    try:
        rows = file.rows(name)
    except Damaged as error:
        problems.append(str(error))
        return 0
    if record_type is not None:
        problems += filter(None, (_fault(file, raw, record_type, record_id) for record_id, raw in rows.items()))
    return len(rows)


def _fault(file: DataFile, raw: Raw, record_type: RecordType, record_id: str) -> str:
    """What is wrong with one record; empty when nothing is."""
    try:
        record = file.decode(raw, record_type.key, record_id, record_type.cls)
    except Damaged as error:
        return str(error)
    if record.id != record_id:
        return f"Posten {record_id} i tabellen {record_type.key} säger sig ha id {record.id}."
    return ""
