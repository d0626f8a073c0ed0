"""TinyDB as vcycle uses it: a file that is replaced whole, tables that are decoded when somebody asks.

The file is one JSON object with a table per record type and one record per line. A table that nobody asks for stays
the bytes it was, and is written back as them: a list of activities never decodes the log, and tables of a plugin that
is switched off, or newer than this program, survive unread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.storages import MemoryStorage, Storage
from tinydb.table import Table

from vcycle.disk import MISSING, Signature, reading, signature, write_durably, writing
from vcycle.errors import Damaged, StorageError
from vcycle.storage.faults import file_fault

V = TypeVar("V")
Rows = dict[str, Raw]
"""One table in the order of the ids: record id -> the record's JSON with a line break after it."""

_BLANK = b" \r\n\t\0"  # what a crash of the system can leave of a file
_BOM = b"\xef\xbb\xbf"  # what some editors put first
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError)
_TOP = msgspec.json.Decoder(dict[str, Raw])


def row(value: object) -> Raw:
    """`value` as one line of a table."""
    return Raw(msgspec.json.encode(value) + b"\n")


def merged(rows: dict[str, V], changes: Mapping[str, V | None]) -> dict[str, V]:
    """`rows` after `changes` (None takes a row away), in the order of the ids as `rows` are."""
    result = {**rows, **changes}
    for key, value in changes.items():
        if value is None:
            del result[key]
    added = [key for key in changes if key not in rows]
    if added and ((rows and added[0] < next(reversed(rows))) or added != sorted(added)):
        result = dict(sorted(result.items()))
    return cast("dict[str, V]", result)


class Tables(dict[str, Any]):
    """What TinyDB calls the data: table name -> rows, decoded at the first look."""

    def __init__(self, storage: FileStorage) -> None:
        super().__init__(storage.encoded)
        self._storage = storage

    def __getitem__(self, name: str) -> Rows:
        table: Rows | Raw = super().__getitem__(name)
        if isinstance(table, Raw):
            table = self[name] = self._storage.rows(name)
        return table


class Version(msgspec.Struct, frozen=True):
    """One version of a data file, swapped whole, so that threads never see half of the next.

    `encoded` are its tables as bytes, `rows` those that somebody asked for.
    """

    signature: Signature | None = None
    encoded: dict[str, Raw] = {}
    rows: dict[str, Rows] = {}


class FileStorage(Storage):
    """The TinyDB storage of one data file: cached by signature, written whole, never half."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = Version()

    @property
    def encoded(self) -> dict[str, Raw]:
        """The tables as bytes, as of the last look."""
        return self.version.encoded

    def read(self) -> Tables:
        """The tables as they lie in the file now; raises `Damaged` when it is not ours to read."""
        self.refresh()
        return Tables(self)

    def refresh(self) -> None:
        """Read the file again if anybody replaced it since the last look."""
        with reading(self.path):
            found = signature(self.path)
        if found != self.version.signature:
            self.version = self._next(self.version, found)

    def _next(self, old: Version, found: Signature) -> Version:
        if found == MISSING:
            if old.signature is not None:
                raise StorageError(f"Datafilen {self.path} har försvunnit.", hint="Se vcycle backup list.")
            return Version(found)
        new = decode_file(self.path)
        for name in new.keys() & old.encoded.keys():
            if old.encoded[name] == new[name]:
                new[name] = old.encoded[name]  # the same object: what was decoded from it still holds
        kept = {name: rows for name, rows in dict(old.rows).items() if new.get(name) is old.encoded.get(name)}
        return Version(found, new, kept)

    def rows(self, name: str) -> Rows:
        """One table, decoded to rows; raises `Damaged` when it is no table."""
        version = self.version
        if name not in version.rows:
            raw = version.encoded.get(name)
            version.rows[name] = {} if raw is None else decode_rows(raw, name, self.path)
        return version.rows[name]

    def write(self, data: Mapping[str, Any]) -> None:
        """Replace the file by `data`; only tables that are not the ones that were read are encoded again."""
        new = {name: self._encoded(name, table) for name, table in data.items()}
        with writing(self.path):
            written = write_durably(self.path, encode_file(new), self.version.signature or MISSING)
        changed = {name: table for name, table in data.items() if not isinstance(table, Raw)}
        self.version = Version(written, new, self.version.rows | changed)

    def _encoded(self, name: str, table: Rows | Raw) -> Raw:
        if isinstance(table, Raw):
            return table
        if name in self.encoded and table is self.version.rows.get(name):
            return self.encoded[name]
        return Raw(msgspec.json.encode(table))


def encode_file(tables: Mapping[str, Raw]) -> bytes:
    """The bytes of a data file with these tables."""
    parts: list[bytes | Raw] = []
    for name in sorted(tables):
        parts += b",\n" if parts else b"{\n", msgspec.json.encode(name), b":", tables[name]
    return b"".join((*parts, b"\n}\n"))


def decode_file(path: Path) -> dict[str, Raw]:
    """The tables of a data file or a backup, undecoded; raises `Damaged` with the place when it is none."""
    with reading(path):
        content = path.read_bytes().removeprefix(_BOM)
    if not content[:1].strip(_BLANK) and not content.strip(_BLANK):  # stripping copies megabytes: only when in doubt
        raise Damaged(f"Datafilen {path} är tom.")
    try:
        tables = _TOP.decode(content)
    except UNREADABLE as error:
        raise Damaged(f"Datafilen {path} är skadad: {file_fault(error, content)}.") from error
    if "_vcycle" not in tables:
        raise Damaged(f"Filen {path} är ingen datafil från vcycle.")
    return tables


def decode_rows(raw: Raw, name: str, path: Path) -> Rows:
    """The rows of one table."""
    try:
        found = _TOP.decode(raw)
    except UNREADABLE as error:
        raise Damaged(f"Tabellen {name} i {path} är skadad: den innehåller inte poster.") from error
    return {key: Raw(b"%b\n" % found[key]) for key in sorted(found)}


class RecordTable(Table):
    """A TinyDB table whose ids are the records' own and whose documents stay encoded."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's hints know only counted ids

    def apply(self, changes: Mapping[str, Raw | None]) -> None:
        """Set each row to its new value, or take it away where that is None."""

        self._update_table(lambda rows: merged(rows, changes))

    def _update_table(self, updater: Callable[[Any], Any]) -> None:
        """As TinyDB's, but the ids are text already: converting 10 000 of them twice took a third of a save."""
        tables = self.storage.read() or {}
        tables[self.name] = updater(self._read_table())
        self.storage.write(tables)


class Database(TinyDB):
    """TinyDB over tables in memory: a transaction changes these, and the file is written once."""

    table_class = RecordTable

    def __init__(self, tables: Tables) -> None:
        super().__init__(storage=MemoryStorage)
        self.storage.write(tables)

    def apply(self, name: str, changes: Mapping[str, Raw | None]) -> None:
        """Change rows of one table."""
        table = self.table(name, cache_size=0)  # the query cache does not see what other processes write
        assert isinstance(table, RecordTable)
        table.apply(changes)

    @property
    def data(self) -> Mapping[str, Any]:
        """The tables as changed."""
        return self.storage.read() or {}
