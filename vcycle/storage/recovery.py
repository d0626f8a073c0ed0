"""Going back to a backup: as a reversible action while the data can be read, as a rescue when it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from vcycle.disk import write_durably, writing
from vcycle.errors import Damaged
from vcycle.model.core import CORE_TYPES, Ledger
from vcycle.model.records import Record, RecordType, Registry, new_id, utc_now
from vcycle.storage.datafile import HISTORY, META, TRASH, DataFile, locate
from vcycle.storage.history import RECOVER, Carried, Line
from vcycle.storage.lock import WriteLock
from vcycle.storage.migrations import refuse_newer, upgraded, versions_in
from vcycle.storage.pending import Pending, stamp
from vcycle.storage.tables import UNREADABLE, Rows, decode_file, decode_rows, encode_file, row


def copy_aside(file: DataFile, occasion: str) -> str:
    """Keep the data file as it is among the backups; returns the copy's name."""
    now = utc_now()
    return file.backups.copy(now[:10], f"{occasion}-{now[11:19].replace(':', '')}")


def restore(file: DataFile, types: Iterable[RecordType], backup: str, pending: Pending, who: str) -> None:
    """Note in `pending` every record that differs from `backup`. What must never go back stays as it is."""
    path = file.backups.path(backup)
    tables = decode_file(path)
    versions = versions_in(tables, path)
    wanted = [t for t in types if t.undoable]
    refuse_newer(path, versions, wanted)
    for record_type in wanted:
        then = decode_rows(tables.get(record_type.key, Raw(b"{}")), record_type.key, path)
        version = versions.get(record_type.key, 1)
        proved = {name: _proved(raw, record_type, version, path) for name, raw in then.items()}
        _restore_type(pending, file, record_type, proved, who)


def _restore_type(pending: Pending, file: DataFile, record_type: RecordType, then: Rows, who: str) -> None:
    trash = file.rows(TRASH)
    for record_id in sorted({*then, *file.rows(record_type.key)}):
        wanted: Record | None = None
        current = pending.current(record_type, record_id)
        if record_id in then:
            wanted = stamp(msgspec.json.decode(then[record_id], type=record_type.cls), current, who)
        was_trashed = f"{record_type.key}/{record_id}" in trash
        pending.set(record_type, record_id, wanted, trash=1 if wanted is None else -int(was_trashed))


def recover(folder: Path, registry: Registry, backup: str, *, who: str, name: str = "vcycle") -> str:
    """Put `backup` in the place of a data file that cannot be read; returns the name of the copy kept of that.

    For data that opens, `DocumentStore.restore_backup` is the reversible way. Raises `NotFound` for an unknown backup
    and `Damaged` when that cannot be read either; nothing is changed then.
    """
    with WriteLock(folder).held():
        return replace_by_backup(locate(folder, name), registry, backup, who)


def replace_by_backup(file: DataFile, registry: Registry, backup: str, who: str) -> str:
    """The rescue itself; called with the lock held."""
    path = file.backups.path(backup)
    tables = decode_file(path)
    versions = versions_in(tables, path)
    types = [t for t in registry if t.key in tables]
    refuse_newer(path, versions, types)
    for record_type in types:
        for raw in decode_rows(tables[record_type.key], record_type.key, path).values():
            _proved(raw, record_type, versions.get(record_type.key, 1), path)
    aside = copy_aside(file, "damaged") if file.path.exists() else ""
    with writing(file.path):
        carried = file.history.mend(Carried(0, ()))
        meta = decode_rows(tables[META], META, path) | {"history": row({"start": carried.start})}
        ledger = _ledger(file, tables, path)
        new = {**tables, **ledger, HISTORY: Raw(b"{}"), META: Raw(msgspec.json.encode(meta))}
        write_durably(file.path, encode_file(new))
    line = Line(new_id(), utc_now(), who, f"Räddade data från säkerhetskopian {backup}", RECOVER)
    file.commit({}, {}, line)
    return aside


def _ledger(file: DataFile, tables: Mapping[str, Raw], path: Path) -> dict[str, Raw]:
    """The calendar ledger after a rescue, in which nothing may lie behind what phones have seen.

    Each line that can still be read in the damaged file is as it was there. Those known from the backup alone count as
    changed at the next export, so that they rise.
    """
    backed_up = decode_rows(tables.get(_LEDGER, Raw(b"{}")), _LEDGER, path)
    lines = {
        name: replace(msgspec.json.decode(raw, type=Ledger), digest="?", timing="?") for name, raw in backed_up.items()
    }
    for line in _readable_ledger(file.path):
        if line.id not in lines or line.revision >= lines[line.id].revision:
            lines[line.id] = line
    rows = {name: row(lines[name]) for name in sorted(lines)}
    return {_LEDGER: Raw(msgspec.json.encode(rows))} if rows else {}


_LEDGER = next(record_type.key for record_type in CORE_TYPES if record_type.cls is Ledger)


def _readable_ledger(path: Path) -> Iterator[Ledger]:
    """The ledger lines that a damaged file still has; each record has a line of its own."""
    content = path.read_bytes() if path.is_file() else b""
    for found in re.findall(rb"\{[^{}\n]*\}(?=\n)", content):
        with suppress(*UNREADABLE):
            yield msgspec.json.decode(found, type=Ledger)


def _proved(raw: Raw, record_type: RecordType, version: int, path: Path) -> Raw:
    try:
        return upgraded(raw, record_type, version)
    except msgspec.DecodeError as error:
        raise Damaged(f"Säkerhetskopian {path.name} har en skadad post i {record_type.key}: {error}.") from error
