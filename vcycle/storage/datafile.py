"""One data file with its history and its backups: what is read from it, and how a set of changes is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw

from vcycle.disk import MISSING, Signature, reading, signature, write_durably, writing
from vcycle.errors import Damaged
from vcycle.model.core import Floor
from vcycle.model.records import Record, RecordType, utc_now
from vcycle.storage.backups import Backups
from vcycle.storage.faults import record_fault
from vcycle.storage.history import HistoryFile
from vcycle.storage.lines import Carried, Line, encode_line
from vcycle.storage.tables import UNREADABLE, Database, FileStorage, Rows, encode_file, merged, row

FORMAT = 1
META, HISTORY, TRASH = "_vcycle", "_history", "_trash"
ERASING = "erasing"
"""The row of `META` that stands there while an erasure is under way."""
NEWEST = "newest"
"""The row of `META` with the id of the newest history line, by which a rescue knows what came after a backup."""
CALENDAR = "calendar"
"""The row of `META` with the `Floor` that a rescue left for the calendar."""

_NO_WAY_BACK = "Det finns ingen säkerhetskopia. Ändra inget i filen, och lägg en äldre kopia av den i dess ställe."

T = TypeVar("T")
R = TypeVar("R", bound=Record)
Changes = dict[str, dict[str, Raw | None]]
"""What to write: table name -> record id -> its new row, None to take it away."""


class Trashed(msgspec.Struct, frozen=True):
    """A removed record as it is stored: `day` by the calendar that the program went by, `at` in real UTC."""

    day: str
    at: str
    who: str
    document: Raw


def empty_file() -> bytes:
    """A data file without records."""
    meta = {"format": {"version": FORMAT}, "history": {"start": 0}}
    return encode_file({HISTORY: Raw(b"{}"), TRASH: Raw(b"{}"), META: Raw(msgspec.json.encode(meta))})


class DataFile:
    """`NAME.json`, `NAME.history.jsonl` (for the main file `history.jsonl`) and the backups called NAME."""

    def __init__(self, path: Path, history: Path, name: str) -> None:
        self.path = path
        self.name = name
        self.history = HistoryFile(history)
        self.backups = Backups(path, name)
        self.storage = FileStorage(path)
        self._records: dict[str, tuple[Raw, dict[str, Record]]] = {}
        self._previous: dict[str, Raw] = {}

    @property
    def has_rows(self) -> bool:
        """Whether anything was ever saved in the file."""
        return any(not name.startswith("_") for name in self.storage.encoded)

    @property
    def is_erasing(self) -> bool:
        """Whether a crash cut an erasure short."""
        return ERASING in self.rows(META)

    @property
    def signature(self) -> Signature:
        return signature(self.path)

    def rows(self, table: str) -> Rows:
        """The rows of a table as they lie in the file now."""
        self.storage.refresh()
        return self.storage.rows(table)

    def records(self, record_type: RecordType, cls: type[R]) -> dict[str, R]:
        """Every record of a type by id, in the order of the ids; decoded once per version of the table."""
        self.storage.refresh()
        key = record_type.key
        raw = self.storage.encoded.get(key)
        if raw is None:
            return {}
        cached = self._records.get(key)
        if cached is None or cached[0] is not raw:
            cached = self._records[key] = raw, self._decode(raw, key, cls)
        return cached[1]  # type: ignore[return-value]  # a key has one class

    def record(self, record_type: RecordType, cls: type[R], record_id: str) -> R | None:
        """One record without decoding the others, None when there is none."""
        raw = self.rows(record_type.key).get(record_id)
        return None if raw is None else self.decode(raw, record_type.key, record_id, cls)

    def _decode(self, raw: Raw, key: str, cls: type[R]) -> dict[str, R]:
        try:
            found: dict[str, R] = msgspec.json.decode(raw, type=dict[str, cls])  # type: ignore[valid-type]
        except UNREADABLE:  # say which record: one by one is slower, and only done now
            return {name: self.decode(row, key, name, cls) for name, row in self.storage.rows(key).items()}
        ids = sorted(found)
        return found if ids == list(found) else {name: found[name] for name in ids}

    def decode(self, raw: Raw, table: str, row_id: str, shape: type[T]) -> T:
        """One row as a `shape`; raises `Damaged` naming table and id."""
        try:
            return msgspec.json.decode(raw, type=shape)
        except UNREADABLE as error:
            message = f"Posten {row_id} i tabellen {table} i {self.path} är skadad: {record_fault(error, shape)}."
            raise Damaged(message, hint=self.way_back() or _NO_WAY_BACK) from error

    def way_back(self) -> str:
        """The hint that names the newest good backup."""
        name = self.backups.newest_good()
        return f"Återställ den senaste hela kopian med: vcycle backup restore {name}" if name else ""

    def trash(self) -> dict[str, Trashed]:
        """The rows of the trash, by "type key/record id"."""
        return {name: self.decode(raw, TRASH, name, Trashed) for name, raw in self.rows(TRASH).items()}

    def carried(self) -> Carried:
        """The history lines that this version of the data file carries.

        While an erasure is under way the history is rewritten and may have any length, with all of it synced.
        """
        if self.is_erasing:
            return Carried(0, ())
        position = self.decode(self.rows(META).get("history", Raw(b"{}")), META, "history", dict[str, int])
        return Carried(position.get("start", 0), tuple(bytes(line) for line in self.rows(HISTORY).values()))

    @property
    def calendar_floor(self) -> Floor:
        """What a rescue left for events that the ledger does not know for sure."""
        return self.decode(self.rows(META).get(CALENDAR, Raw(b"{}")), META, CALENDAR, Floor)

    def mend_history(self) -> None:
        """Bring the history up to the data file after a crash; called with the lock held."""
        if self.is_erasing or self.history.fits(self.carried()):
            self._settled()
        else:  # what the file says about the history is no longer so
            self.write_uncarried({}, {})

    def warnings(self) -> list[str]:
        """What is or was wrong with the history, in Swedish."""
        with reading(self.history.path):
            return list(self._warnings())

    def _warnings(self) -> Iterator[str]:
        name = self.history.path.name
        if bad := self.history.unreadable():
            yield f"{_lines(len(bad))} i {name} går inte att läsa: {_numbers(bad)}."
        if not self.history.fits(self.carried()):
            yield f"En del av {name} är borta."
        for copy in self.history.copies_aside:
            unread = len(HistoryFile(copy).unreadable())
            what = f", och {_lines(unread).lower()} i den går inte att läsa" if unread else ""
            yield f"{name} har varit skadad. Så som den var ligger den i backups/{copy.name}{what}."

    def _settled(self, *, sync: bool = False) -> Carried:
        with writing(self.history.path):
            return self.history.settle(self.carried(), sync=sync)

    def commit(self, changes: Changes, types: Mapping[str, RecordType], line: Line | None) -> None:
        """Write `changes` and their history line (None: nothing that a user did) as one; called with the lock held."""
        if self.storage.version.signature == MISSING:
            with writing(self.path):
                write_durably(self.path, empty_file())
        if self.has_rows:  # a copy of nothing would be the only one on the day that everything is entered
            self.backups.daily(utc_now()[:10])
        carried = self._settled()
        if line is not None:
            carried = Carried(carried.start, (*carried.lines, encode_line(line)))
        own = self._bookkeeping(carried, changes, types)
        if line is not None:
            own[META][NEWEST] = row({"id": line.id})
        self._write({**changes, **own})
        if line is not None:
            with suppress(OSError):  # the data file carries the line: the next write or opening adds it
                self.history.append(carried.lines[-1], carried)

    def write_uncarried(self, changes: Changes, note: Changes) -> None:
        """Write `changes` with the whole history synced, so that the data file carries none of its lines.

        `note` is what the file is to say about itself besides. Called with the lock held.
        """
        carried = self._settled(sync=True)
        own = self._bookkeeping(carried, changes, {})
        self._write({**changes, **own, META: {**own[META], **note.get(META, {})}})

    def _bookkeeping(self, carried: Carried, changes: Changes, types: Mapping[str, RecordType]) -> Changes:
        """What the file says about itself after `changes`."""
        meta: dict[str, Raw | None] = {"history": row({"start": carried.start})}
        for key in changes.keys() & types.keys():
            meta[key] = row({"version": types[key].version})
        lines: dict[str, Raw | None] = dict.fromkeys(self.rows(HISTORY))
        lines |= {f"{number:03d}": Raw(line) for number, line in enumerate(carried.lines)}
        return {META: meta, HISTORY: lines}

    def _write(self, changes: Changes) -> None:
        database = Database(self.storage.read())
        for table, rows in changes.items():
            database.apply(table, rows)
        self._previous = self.storage.encoded
        self.storage.write(database.data)

    def keep_decoded(self, key: str, changed: Mapping[str, Record | None]) -> None:
        """Bring decoded records up to the write that was just made, instead of decoding the table again."""
        cached = self._records.get(key)
        if cached is not None and cached[0] is self._previous.get(key):
            self._records[key] = self.storage.encoded[key], merged(cached[1], changed)


def _lines(count: int) -> str:
    return "En rad" if count == 1 else f"{count} rader"


def _numbers(bad: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, bad[:5]))
    return f"rad {shown}{' med flera' if len(bad) > 5 else ''}"


def locate(folder: Path, name: str, *, extra: bool = False) -> DataFile:
    """The data file `name` of a workspace, unread."""
    history = folder / (f"{name}.history.jsonl" if extra else "history.jsonl")
    return DataFile((folder / f"{name}.json").resolve(), history, name)


def open_data_file(folder: Path, name: str, *, extra: bool = False) -> DataFile:
    """The data file `name` of a workspace; an extra one may be missing, and is made by its first write."""
    file = locate(folder, name, extra=extra)
    try:
        file.storage.refresh()
    except Damaged as error:
        raise Damaged(str(error), hint=file.way_back() or _NO_WAY_BACK) from error
    if not extra and file.storage.version.signature == MISSING:
        hint = file.way_back() or "Lägg tillbaka den, eller börja i en annan mapp med: vcycle init"
        raise Damaged(f"Filen {name}.json saknas i {folder}.", hint=hint)
    return file
