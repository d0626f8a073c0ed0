"""Text as calendar files carry it: cleaned for every reader, escaped once, folded where nothing can break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from icalendar.prop import vText

from vcycle.model.text import normal

LINE_OCTETS = 75  # RFC 5545 3.1, without the line break
SUMMARY_LENGTH = 255  # Outlook's limit for a subject

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls, lone surrogates, byte order marks, noncharacters, and the marks that turn the direction of what follows.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile("[ \n]+")
_PLAIN = re.compile("[\x20-\x7e]*")


def clean(text: str) -> str:
    """`text` in NFC with line feeds as its only control character; everything invisible that could do harm is gone."""
    if _PLAIN.fullmatch(text):
        return text
    return normal(_UNWANTED.sub("", _BREAKS.sub("\n", text).replace("\t", " ")))


def one_line(text: str, length: int = SUMMARY_LENGTH) -> str:
    """`text` for a title or a place: one line of at most `length` characters, never cut inside a joined character.

    A backslash becomes a slash, because several readers turn a correctly escaped `C:\\notes` into a line break.
    """
    text = _BLANKS.sub(" ", clean(text).replace("\\", "/")).strip()
    if len(text) <= length:
        return text
    return text[: _cut(text, 0, length - 1)].rstrip() + "…"


class LongText(vText):
    """A TEXT value escaped exactly once; the library would make a line break of a backslash before a capital N."""

    def to_ical(self) -> bytes:
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


def fold(line: str) -> bytes:
    """The physical lines of a content line: at most 75 octets each, CRLF after every one.

    The library folds between any two code points; here no break falls inside a joined emoji, an accented letter, an
    escape or beside a blank, so that even a reader that decodes or trims line by line shows the text unharmed.
    """
    return b"\r\n ".join(piece.encode() for piece in _pieces(line)) + b"\r\n"


def _pieces(line: str) -> Iterator[str]:
    if len(line) <= LINE_OCTETS // 4:
        yield line
        return
    start, room = 0, LINE_OCTETS
    while start < len(line):
        fits = line[start : start + room].encode()[:room].decode(errors="ignore")
        end = _cut(line, start, start + len(fits))
        yield line[start:end]
        start, room = end, LINE_OCTETS - 1  # the blank that begins a continuation counts


def _cut(text: str, start: int, end: int) -> int:
    """The last place in start+1..end where `text` may be cut; `end` itself when it is joined all the way."""
    if end >= len(text):
        return len(text)
    return next((at for at in range(end, start, -1) if not _joined(text, at, start)), end)


def _joined(text: str, at: int, start: int) -> bool:
    """Whether what stands on both sides of `at` belongs together, as far as one can see from `start` on."""
    before, after = text[at - 1], text[at]
    if after < "\u0300":
        return before in " \\\u200d" or after == " "
    if _regional(after):
        return sum(1 for _ in _regionals_before(text, at, start)) % 2 == 1
    return before in " \\\u200d" or after == "\u200d" or _modifies(after)


def _modifies(char: str) -> bool:
    """Whether `char` changes the one before it: an accent, a variation, a skin tone, a tag of a flag."""
    return (
        unicodedata.category(char)[0] == "M"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _regional(char: str) -> bool:
    """Whether `char` is half a flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _regionals_before(text: str, at: int, start: int) -> Iterator[str]:
    while at > start and _regional(text[at - 1]):
        at -= 1
        yield text[at]
