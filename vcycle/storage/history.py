"""The history: one line of JSON per user action, with what every touched record was before and after.

The data file is replaced first and carries the lines that may not have reached the disk in `history.jsonl`; the line is
appended after it, without waiting for the disk. Whatever a crash leaves at the end of the history is mended from the
data file, and a line leaves the data file only when the history has been synced.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from vcycle.disk import Signature, append, signature, sync_file, write_durably
from vcycle.model.records import Document

NOTHING = Raw(b"null")
UNDO, REDO, ERASE, RECOVER = "undo", "redo", "erase", "recover"
FINAL = frozenset({ERASE, RECOVER})
"""Kinds of actions that undo leaves alone."""

_CARRIED_LINES = 32
_CARRIED_BYTES = 65_536
_BLOCK = 65_536


class RecordChange(NamedTuple):
    """One record in one action: what it was and what it became, None where there was or is none."""

    table: str
    record: str
    before: Document | None
    after: Document | None


class HistoryLine(msgspec.Struct, frozen=True):
    """One user action. `at` is real UTC, `kind` is do, import, restore, undo, redo, erase or recover; `of` is the
    action that an undo or redo is about, `undone` whether it is undone now."""

    id: str
    at: str
    who: str
    label: str
    kind: str
    of: str
    undone: bool
    changes: tuple[RecordChange, ...]


class Edit(msgspec.Struct, array_like=True, frozen=True):
    """A stored change; `null` stands for no record. `trash` is 1 when the record went into the trash, -1 when it left
    the trash, 0 otherwise."""

    table: str
    record: str
    before: Raw = NOTHING
    after: Raw = NOTHING
    trash: int = 0

    def inverse(self) -> Edit:
        """The change that takes this one back."""
        return Edit(self.table, self.record, self.after, self.before, -self.trash)


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stored history line. `versions` holds the version of every touched type that is not at its first."""

    id: str
    at: str
    who: str
    label: str
    kind: str = "do"
    of: str = ""
    edits: tuple[Edit, ...] = ()
    versions: dict[str, int] = {}

    @property
    def action(self) -> str:
        """The id of the action that this line did, undid or did again."""
        return self.of or self.id


_LINE = msgspec.json.Decoder(Line)


def encode_line(line: Line) -> bytes:
    """`line` as a line of the history, with its line break."""
    return msgspec.json.encode(line) + b"\n"


def decode_line(data: bytes | Raw) -> Line | None:
    """The line, or None for what is none (torn, or not ours)."""
    try:
        return _LINE.decode(data)
    except msgspec.DecodeError:
        return None


def document(raw: Raw) -> Document | None:
    """The document that a stored change holds."""
    found: Document | None = msgspec.json.decode(raw)
    return found


def public(line: Line, *, undone: bool) -> HistoryLine:
    """`line` as everything above the storage sees it."""
    changes = tuple(RecordChange(e.table, e.record, document(e.before), document(e.after)) for e in line.edits)
    return HistoryLine(line.id, line.at, line.who, line.label, line.kind, line.of, undone, changes)


class Carried(msgspec.Struct, frozen=True):
    """The lines that the data file carries, and where the first of them starts in the history file."""

    start: int
    lines: tuple[bytes, ...]

    @property
    def content(self) -> bytes:
        return b"".join(self.lines)

    @property
    def is_long(self) -> bool:
        return len(self.lines) >= _CARRIED_LINES or sum(map(len, self.lines)) >= _CARRIED_BYTES


class HistoryFile:
    """`history.jsonl` of one data file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: tuple[Signature, Carried] | None = None  # the last version that was seen to hold what it should

    @property
    def size(self) -> int:
        try:
            return os.stat(self.path).st_size
        except FileNotFoundError:
            return 0

    def holds(self, carried: Carried) -> bool:
        """Whether the file ends with the lines that the data file carries."""
        found = signature(self.path)
        if (found, carried) != self._held:
            if found[2] < carried.start or self._tail(carried.start) != carried.content:
                return False
            self._held = found, carried
        return True

    def settle(self, carried: Carried, *, sync: bool = False) -> Carried:
        """Mend what a crash left at the end, and sync when much is carried; returns what is to be carried on."""
        if not self.holds(carried):
            return self.mend(carried)
        if not carried.lines or not (sync or carried.is_long):
            return carried
        sync_file(self.path)
        return Carried(carried.start + len(carried.content), ())

    def append(self, line: bytes, carried: Carried) -> None:
        """Add `line`, after which the file holds `carried`."""
        written = append(self.path, line)
        if carried.start + len(carried.content) == written[2]:
            self._held = written, carried

    def mend(self, carried: Carried) -> Carried:
        """Keep every whole line, drop what is torn, add what is missing; all of it synced, nothing left to carry."""
        kept = [line for line in self._lines() if line.endswith(b"\n") and decode_line(line) is not None]
        known = set(kept)
        content = b"".join((*kept, *(line for line in carried.lines if line not in known)))
        write_durably(self.path, content)
        return Carried(len(content), ())

    def _lines(self) -> list[bytes]:
        return self._tail(0).splitlines(keepends=True)

    def _tail(self, start: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                return file.read()
        except FileNotFoundError:
            return b""

    def newest_first(self, carried: Carried) -> Iterator[Line]:
        """Every line, also those that only the data file has; what is torn or foreign is passed over."""
        there = set(self._tail(carried.start).splitlines(keepends=True))
        missing = [line for line in reversed(carried.lines) if line not in there]
        in_file = (data for line in _backwards(self.path) if (data := line + b"\n") not in missing)
        for data in chain(missing, in_file):
            if (found := decode_line(data)) is not None:
                yield found

    def foreign_lines(self) -> int:
        """How many lines cannot be read."""
        return sum(decode_line(line) is None for line in self._lines())

    def rewrite(self, lines: Iterable[Line]) -> None:
        """Replace the whole history."""
        write_durably(self.path, b"".join(map(encode_line, lines)))


def _backwards(path: Path) -> Iterator[bytes]:
    """The lines of a file from its end, without their line breaks, read in blocks."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        position = file.seek(0, os.SEEK_END)
        pieces: list[bytes] = []  # of the line that starts before `position`, last piece first
        while position > 0:
            size = min(_BLOCK, position)
            position = file.seek(position - size)
            first, *rest = file.read(size).split(b"\n")
            if rest:
                pieces.append(rest[-1])
                yield from _whole_lines(pieces, rest[:-1])
                pieces = []
            pieces.append(first)
        yield from _whole_lines(pieces, [])


def _whole_lines(pieces: list[bytes], earlier: list[bytes]) -> Iterator[bytes]:
    for line in (b"".join(reversed(pieces)), *reversed(earlier)):
        if line:
            yield line


def resolved(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line, newest first, with whether it is the newest about its action: that one says whether it is undone."""
    seen: set[str] = set()
    for line in lines:
        yield line, line.action not in seen
        seen.add(line.action)


def to_undo(lines: Iterable[Line]) -> Line | None:
    """The line whose inverse is the next undo."""
    for line, newest in resolved(lines):
        if newest and line.kind != UNDO and line.kind not in FINAL and _has_content(line):
            return line
    return None


def to_redo(lines: Iterable[Line]) -> Line | None:
    """The undo line whose inverse is the next redo; None when something new was done since."""
    for line, newest in resolved(lines):
        if newest and line.kind == UNDO and _has_content(line):
            return line
        if newest and line.kind not in (UNDO, REDO):
            return None
    return None


def _has_content(line: Line) -> bool:
    return any(edit.before != NOTHING or edit.after != NOTHING for edit in line.edits)


def with_undone(lines: Iterable[Line]) -> Iterator[HistoryLine]:
    """The public history, newest first."""
    newest_kind: dict[str, Any] = {}
    for line in lines:
        newest_kind.setdefault(line.action, line.kind)
        undone = line.kind not in (UNDO, REDO) and newest_kind[line.action] == UNDO
        yield public(line, undone=undone)
