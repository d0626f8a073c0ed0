"""The lines of the history: one user action each, with what every touched record was before and after."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from msgspec import Raw

from vcycle.model.records import Document

NOTHING = Raw(b"null")
UNDO, REDO, ERASE, RECOVER, LOST = "undo", "redo", "erase", "recover", "lost"
FINAL = frozenset({ERASE, RECOVER})
"""Kinds of actions that undo leaves alone. It stops at `LOST`, which stands where lines cannot be read."""

CARRIED_LINES = 32
CARRIED_BYTES = 65_536


class RecordChange(NamedTuple):
    """One record in one action: what it was and what it became, None where there was or is none."""

    table: str
    record: str
    before: Document | None
    after: Document | None


class HistoryLine(msgspec.Struct, frozen=True):
    """One user action. `at` is real UTC, `kind` is do, import, restore, undo, redo, erase, recover or lost (no action:
    here lines are missing); `of` is the action that an undo or redo is about, `undone` whether it is undone now.
    """

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
        str(memoryview(data), "utf-8")  # also what stays encoded inside, which the decoder passes over
        return _LINE.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
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
        return len(self.lines) >= CARRIED_LINES or sum(map(len, self.lines)) >= CARRIED_BYTES
