"""Bringing data up to the record types' versions: all in memory, proved by decoding, written once or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Raw

from vcycle.errors import Damaged, StorageError
from vcycle.model.records import Document, RecordType, utc_now
from vcycle.storage.datafile import FORMAT, META, TRASH, Changes, DataFile
from vcycle.storage.lines import NOTHING, Edit
from vcycle.storage.lock import WriteLock
from vcycle.storage.tables import UNREADABLE, decode_rows, row


class _Version(msgspec.Struct):
    """What matters here of a row of `META`; rows about other things have no version."""

    version: int = 0


class MigrationFailed(StorageError):
    """Records could not be brought up to date and were left alone; `keys` are the types that failed."""

    def __init__(self, message: str, *, keys: Sequence[str], hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.keys = tuple(keys)


class NewerData(StorageError):
    """A newer program wrote the data, which is left alone; `keys` are the types, empty for the whole file."""

    def __init__(self, message: str, *, keys: Sequence[str], hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.keys = tuple(keys)


def migrate(file: DataFile, types: Sequence[RecordType], lock: WriteLock) -> None:
    """Bring every table of `types` in `file` up to date; raises `NewerData` or `MigrationFailed` and writes nothing."""
    versions = refuse_newer_in(file, types)
    present = [t for t in types if t.key in file.storage.encoded]
    if any(versions.get(t.key, 1) < t.version for t in present):
        with lock.held():
            _upgrade(file, present)


def refuse_newer_in(file: DataFile, types: Sequence[RecordType]) -> dict[str, int]:
    """The stored versions of `file` as it is now; raises `NewerData` as `refuse_newer` does."""
    file.storage.refresh()
    versions = versions_in(file.storage.encoded, file.path)
    refuse_newer(file.path, versions, [t for t in types if t.key in file.storage.encoded])
    return versions


def versions_in(tables: Mapping[str, Raw], path: Path) -> dict[str, int]:
    """The stored versions: "format" is the file's, the others are of record types."""
    rows = decode_rows(tables.get(META, Raw(b"{}")), META, path)
    try:
        found = {name: msgspec.json.decode(raw, type=_Version).version for name, raw in rows.items()}
    except UNREADABLE as error:
        raise Damaged(f"Det som {path} säger om sig själv är skadat.", hint="Se vcycle backup list.") from error
    return {name: version for name, version in found.items() if version}


def refuse_newer(path: Path, versions: Mapping[str, int], types: Sequence[RecordType]) -> None:
    """Raise `NewerData` when the file or any of `types` was written by a newer program."""
    if versions.get("format", FORMAT) > FORMAT:
        raise _newer(f"Uppgifterna i {path}", ())
    newer = [t for t in types if versions.get(t.key, 1) > t.version]
    if newer:
        raise _newer(_names(newer).capitalize(), newer)


def _newer(what: str, types: Sequence[RecordType]) -> NewerData:
    message = f"{what} är sparade av en nyare version av programmet och rörs inte."
    return NewerData(message, keys=[t.key for t in types], hint="Uppdatera vcycle eller tillägget.")


def _names(types: Sequence[RecordType]) -> str:
    return ", ".join(f"{t.plural} ({t.key})" for t in types)


def _upgrade(file: DataFile, types: Sequence[RecordType]) -> None:
    """Upgrade what is still old: another process may have done it while this one waited for the lock."""
    file.storage.refresh()
    versions = versions_in(file.storage.encoded, file.path)
    old = [t for t in types if versions.get(t.key, 1) < t.version]
    changes: Changes = {}
    failed: dict[str, str] = {}
    for record_type in old:
        try:
            _upgrade_type(file, record_type, versions.get(record_type.key, 1), changes)
        except Exception as error:  # noqa: BLE001 - a plugin's function, which may raise anything
            failed[record_type.key] = f"{type(error).__name__}: {error}"
    if failed:
        reasons = "; ".join(f"{key}: {reason}" for key, reason in failed.items())
        raise MigrationFailed(f"Sparade poster gick inte att uppdatera ({reasons}).", keys=list(failed))
    if old:
        file.backups.copy(utc_now()[:10], "before-migration")
        file.commit(changes, {t.key: t for t in old}, None)


def _upgrade_type(file: DataFile, record_type: RecordType, version: int, changes: Changes) -> None:
    rows = file.rows(record_type.key)
    changes[record_type.key] = {name: upgraded(raw, record_type, version) for name, raw in rows.items()}
    for name, raw in file.rows(TRASH).items():
        if name.partition("/")[0] == record_type.key:
            entry = msgspec.json.decode(raw, type=dict[str, Raw])
            entry["document"] = upgraded(entry["document"], record_type, version)
            changes.setdefault(TRASH, {})[name] = row(entry)


def upgraded(raw: Raw, record_type: RecordType, version: int) -> Raw:
    """The row of a record that was stored at `version`, as its type has it now; raises whatever a migration raises."""
    document: Document = msgspec.json.decode(raw)
    for migration in record_type.migrations[version - 1 :]:
        document = migration(document)
    return row(msgspec.convert(document, record_type.cls))


def migrated_edit(edit: Edit, record_type: RecordType, version: int) -> Edit:
    """A change from the history in the shape that its type has now."""
    if version >= record_type.version:
        return edit
    before, after = (
        raw if raw == NOTHING else upgraded(raw, record_type, version) for raw in (edit.before, edit.after)
    )
    return msgspec.structs.replace(edit, before=before, after=after)
