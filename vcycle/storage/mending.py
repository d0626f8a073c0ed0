"""What the history should be, from what lies in its file and what the data file carries.

Where lines cannot be read, or are gone, a line of the kind `LOST` stands in their place: it is shown among the others,
and undo never steps over it, because what it hides may be what was to be undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vcycle.model.records import utc_now
from vcycle.storage.lines import LOST, Carried, Line, decode_line, encode_line

Read = tuple[bytes, Line]
"""A line as it lies in the file, and what it says."""


class Whole(NamedTuple):
    """The history as it should be, oldest line first; `damaged` when more goes than a crash can have left."""

    lines: list[Read]
    damaged: bool


def whole(content: bytes, carried: Carried) -> Whole:
    """The history of a file with this `content`.

    What lies before `carried.start` had reached the disk, so whatever is wrong there is damage. After it a crash may
    have left anything; the lines that the data file carries are in its place.
    """
    place = _place(content, carried)
    before, after = _pieces(content[:place]), _pieces(content[place:])
    old = list(readable(reversed(before)))[::-1]
    told = any(line.kind == LOST for _, line in old[-1:]) or not all(map(_is_read, before))
    if place != carried.start and not told:
        old.append(_lost(old[-1][1] if old else None, _gone(carried.start - len(content))))
    known = set(carried.lines)
    added = [data for piece in after if (data := _closed(piece)) not in known and not _is_torn(piece, carried)]
    new = list(readable(reversed((*carried.lines, *added))))[::-1]
    damaged = place != carried.start or not all(map(_is_read, before)) or any(map(_is_foreign, after))
    return Whole([*old, *new], damaged)


def _place(content: bytes, carried: Carried) -> int:
    """Where the carried lines start, or would: not where the data file says when something before them changed."""
    start = carried.start
    if start == 0 or content[start - 1 : start] == b"\n":
        return start
    found = [place for line in carried.lines if (place := content.find(line)) >= 0]
    return min(found, default=len(content) + (len(content) == start))


def _pieces(content: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]+\n?", content)


def _closed(piece: bytes) -> bytes:
    return piece if piece.endswith(b"\n") else piece + b"\n"


def _is_read(piece: bytes) -> bool:
    return decode_line(piece) is not None


def _is_foreign(piece: bytes) -> bool:
    """Whether no crash leaves such a line: it has an end, no zeros, and is none of ours."""
    return piece.endswith(b"\n") and b"\0" not in piece and not _is_read(piece)


def _is_torn(piece: bytes, carried: Carried) -> bool:
    """Whether nothing is lost with this piece: the data file carries what was to stand there."""
    return not _is_read(piece) and (bool(carried.lines) or not _is_foreign(piece))


def readable(newest_first: Iterable[bytes]) -> Iterator[Read]:
    """The lines that can be read, and one `LOST` line for each run of those that cannot."""
    unread, newer = 0, None
    for piece in newest_first:
        line = decode_line(piece)
        if line is None:
            unread += 1
            continue
        if unread:
            yield _lost(line, _unread(unread))
        unread, newer = 0, line
        yield _closed(piece), line
    if unread:
        yield _lost(None, _unread(unread), at=newer.at if newer else "")


def _lost(older: Line | None, what: str, *, at: str = "") -> Read:
    """The line that stands where history is lost, after `older`."""
    when = older.at if older else at or utc_now()
    line = Line(f"{older.id if older else ''}+", when, "", f"Här saknas historik: {what}", LOST)
    return encode_line(line), line


def _unread(count: int) -> str:
    return "en rad går inte att läsa" if count == 1 else f"{count} rader går inte att läsa"


def _gone(size: int) -> str:
    return f"omkring {max(size // 1000, 1)} kB är borta" if size > 0 else "rader är borta"
