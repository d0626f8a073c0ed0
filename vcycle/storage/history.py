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

from vcycle.disk import Signature, append, signature, sync_file, write_durably
from vcycle.model.records import utc_now
from vcycle.storage.lines import (
    FINAL,
    LOST,
    NOTHING,
    REDO,
    UNDO,
    Carried,
    HistoryLine,
    Line,
    decode_line,
    encode_line,
    public,
)
from vcycle.storage.mending import readable, whole

_BLOCK = 65_536


class Seen(NamedTuple):
    """How far a version of the file was looked through for lines that cannot be read, and which they are."""

    inode: int = 0
    end: int = 0
    lines: int = 0
    bad: tuple[int, ...] = ()


class HistoryFile:
    """`history.jsonl` of one data file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: tuple[Signature, Carried] | None = None  # the last version that was seen to hold what it should
        self._seen = Seen()

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
        """Drop what is torn, add what is missing, mark what is lost; all synced, nothing left to carry.

        When more has to go than a crash leaves, the file is kept among the backups first.
        """
        found = self._tail(0)
        mended = whole(found, carried)
        if mended.damaged:
            self._copy_aside(found)
        content = b"".join(data for data, _ in mended.lines)
        write_durably(self.path, content)
        return Carried(len(content), ())

    def _copy_aside(self, content: bytes) -> None:
        folder = self.path.parent / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        name, number = f"{self.path.stem}-damaged-{utc_now()[:10]}", 1
        while (path := folder / f"{name}-{number}.jsonl").exists():
            number += 1
        write_durably(path, content)

    @property
    def copies_aside(self) -> list[Path]:
        """The copies that were made before damage was mended, oldest first."""
        return sorted((self.path.parent / "backups").glob(f"{self.path.stem}-damaged-*.jsonl"))

    def _tail(self, start: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                return file.read()
        except FileNotFoundError:
            return b""

    @property
    def content(self) -> bytes:
        """All of the file."""
        return self._tail(0)

    def fits(self, carried: Carried) -> bool:
        """Whether a line ends where the data file says that what it carries starts."""
        return carried.start == 0 or self._tail(carried.start - 1)[:1] == b"\n"

    def newest_first(self, carried: Carried) -> Iterator[Line]:
        """Every line, also those that only the data file has, and `LOST` lines where some cannot be read."""
        start = carried.start if self.fits(carried) else None
        if start is None:
            yield from (line for _, line in reversed(whole(self._tail(0), carried).lines))
            return
        fresh = whole(self._tail(start), Carried(0, carried.lines)).lines
        older = _backwards(self.path, start)
        yield from (line for _, line in chain(reversed(fresh), readable(older)))

    def unreadable(self) -> tuple[int, ...]:
        """The numbers of the lines that cannot be read, from 1; looks only at what was added since it last looked."""
        inode, _, size = signature(self.path)
        seen = self._seen if self._seen.inode == inode and self._seen.end <= size else Seen(inode)
        added = self._tail(seen.end)
        lines = added[: added.rfind(b"\n") + 1].split(b"\n")[:-1]
        bad = [seen.lines + n for n, line in enumerate(lines, 1) if line and decode_line(line) is None]
        end = seen.end + sum(map(len, lines)) + len(lines)
        self._seen = Seen(inode, end, seen.lines + len(lines), (*seen.bad, *bad))
        return self._seen.bad

    def rewrite(self, lines: Iterable[Line]) -> None:
        """Replace the whole history."""
        write_durably(self.path, b"".join(map(encode_line, lines)))


def _backwards(path: Path, end: int) -> Iterator[bytes]:
    """The lines of a file from `end` back to its start, without their line breaks, read in blocks."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        position = end
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
    """The line whose inverse is the next undo; a `LOST` one when it lies beyond what can be read."""
    for line, newest in resolved(lines):
        if line.kind == LOST:
            return line
        if newest and line.kind != UNDO and line.kind not in FINAL and _has_content(line):
            return line
    return None


def to_redo(lines: Iterable[Line]) -> Line | None:
    """The undo line whose inverse is the next redo; None when something new was done since, `LOST` as in undo."""
    for line, newest in resolved(lines):
        if line.kind == LOST:
            return line
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
