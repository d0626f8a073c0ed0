"""Going back to a backup: as a reversible action while the data can be read, as a rescue when it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from vcycle.disk import write_durably, writing
from vcycle.errors import Damaged
from vcycle.model.records import Record, RecordType, Registry, new_id, utc_now
from vcycle.storage.datafile import CALENDAR, HISTORY, META, NEWEST, TRASH, DataFile, Trashed, locate
from vcycle.storage.faults import record_fault
from vcycle.storage.lines import RECOVER, Line
from vcycle.storage.lock import WriteLock
from vcycle.storage.migrations import refuse_newer, upgraded, versions_in
from vcycle.storage.pending import Pending, stamp
from vcycle.storage.replay import Replayed, newer, replay
from vcycle.storage.salvage import LEDGER, carried_lines, floor, ledger
from vcycle.storage.tables import UNREADABLE, Rows, decode_file, decode_rows, encode_file, row


class Rescue(Struct, frozen=True):
    """What a rescue did: the copy kept of the damaged file (empty when there was none), and what was done again."""

    aside: str
    replayed: Replayed


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


def recover(folder: Path, registry: Registry, backup: str, *, who: str, name: str = "vcycle") -> Rescue:
    """Put `backup` in the place of a data file that cannot be read, and do again what history says came after it.

    For data that opens, `DocumentStore.restore_backup` is the reversible way. Raises `NotFound` for an unknown backup
    and `Damaged` when that cannot be read either; nothing is changed then.
    """
    with WriteLock(folder).held():
        return _rescue(locate(folder, name), registry, backup, who)


def _rescue(file: DataFile, registry: Registry, backup: str, who: str) -> Rescue:
    path = file.backups.path(backup)
    tables = decode_file(path)
    versions = versions_in(tables, path)
    rows = _proved_rows(tables, versions, registry, path)
    meta = decode_rows(tables[META], META, path)
    damaged = file.path.read_bytes() if file.path.is_file() else b""
    aside = copy_aside(file, "damaged") if damaged or file.path.exists() else ""
    with writing(file.path):
        carried = file.history.mend(carried_lines(damaged, file.history.content))
    newest = msgspec.json.decode(meta.get(NEWEST, Raw(b"{}"))).get("id", "")
    later = newer(list(file.history.newest_first(carried))[::-1], newest)
    replayed = replay(later, rows, versions, registry)
    lines = ledger(damaged, rows.get(LEDGER, {}))
    rows[LEDGER] = {name: row(line) for name, line in lines.items()}
    meta |= {key: row({"version": version}) for key, version in versions.items()}
    meta |= {"history": row({"start": carried.start}), CALENDAR: floor(lines, meta, later)}
    encoded = {name: Raw(msgspec.json.encode(dict(sorted(found.items())))) for name, found in rows.items()}
    new = {**tables, **encoded, HISTORY: Raw(b"{}"), META: Raw(msgspec.json.encode(dict(sorted(meta.items()))))}
    with writing(file.path):
        write_durably(file.path, encode_file(new))
    again = f" och gjorde om senare steg: {replayed.steps}" if replayed.steps else ""
    file.commit({}, {}, Line(new_id(), utc_now(), who, f"Räddade data från säkerhetskopian {backup}{again}", RECOVER))
    return Rescue(aside, replayed)


def _proved_rows(tables: dict[str, Raw], versions: dict[str, int], registry: Registry, path: Path) -> dict[str, Rows]:
    """Every table of records in today's shape, and the trash; `versions` is brought up to that.

    Tables of plugins that are switched off are as they were. Raises `Damaged` for what cannot be read.
    """
    types = {t.key: t for t in registry if t.key in tables}
    refuse_newer(path, versions, list(types.values()))
    names = (name for name in tables if not name.startswith("_"))
    rows = {name: decode_rows(tables[name], name, path) for name in (*names, TRASH) if name in tables}
    old = {key: versions.get(key, 1) for key in types}
    for key, record_type in types.items():
        rows[key] = {name: _proved(raw, record_type, old[key], path) for name, raw in rows[key].items()}
        versions[key] = record_type.version
    for name, raw in rows.get(TRASH, {}).items():
        key = name.partition("/")[0]
        if key in types:
            entry = msgspec.json.decode(raw, type=Trashed)
            document = _proved(entry.document, types[key], old[key], path)
            rows[TRASH][name] = row(msgspec.structs.replace(entry, document=document))
    return rows


def _proved(raw: Raw, record_type: RecordType, version: int, path: Path) -> Raw:
    try:
        return upgraded(raw, record_type, version)
    except UNREADABLE as error:
        what = record_fault(error, record_type.cls)
        raise Damaged(f"Säkerhetskopian {path.name} har en skadad post i {record_type.key}: {what}.") from error
