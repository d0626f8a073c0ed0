"""Type on paper: how wide words come out, where lines break, and which characters XML may carry. Lengths in mm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FAMILY = "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', sans-serif"
BOLD = 1.08
"""How much wider bold letters are."""

_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile("[ \t\n\r\f\v]+")
# Widths of the letters of Arial and its likenesses, in parts of the size.
_NARROW = dict.fromkeys("ijl'|", 0.24) | dict.fromkeys("ftI.,:;!/\\[] \xa0·", 0.3) | dict.fromkeys('r()-"`*', 0.36)
_WIDE = dict.fromkeys("mMw", 0.84) | dict.fromkeys("W@%—…", 1.0) | dict.fromkeys("ckszxyvJ", 0.5)
_WIDTHS = _NARROW | _WIDE
_CAPITAL, _LETTER, _IDEOGRAPH = 0.7, 0.56, 1.3


def clean(text: str) -> str:
    """`text` on one line with single spaces; what XML forbids, or what turns a line, becomes a visible sign."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text)).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how long `text` becomes in letters of `size`; rather too long than too short."""
    return sum(map(_width, text)) * size * (BOLD if bold else 1.0)


def _width(char: str) -> float:
    if char in _WIDTHS:
        return _WIDTHS[char]
    if char < "\u0300":
        return _CAPITAL if char.isupper() else _LETTER
    return _IDEOGRAPH if unicodedata.east_asian_width(char) in "WF" else _CAPITAL


def fitted(text: str, size: float, room: float, *, bold: bool = False, least: int = 1) -> str:
    """`text`, cut with an ellipsis to `room`; nothing when fewer than `least` characters of it would be left."""
    room /= size * (BOLD if bold else 1.0)
    used = 0.0
    kept = 0
    for at, char in enumerate(text):
        used += _width(char)
        if used > room:
            return f"{text[:kept].rstrip(' ,')}…" if kept >= least else ""
        if used + 1.0 <= room:
            kept = at + 1
    return text


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """`text` in lines of at most `room`, broken between words where possible; the last of `most` lines is cut."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text[: int(most * room / size / 0.2)], size, room):
        joined = f"{line} {word}" if line else word
        if line and width(joined, size) > room:
            lines.append(line)
            line = word
        else:
            line = joined
        if len(lines) == most:
            return [*lines[:-1], fitted(f"{lines[-1]} {line}…", size, room)]
    return [*lines, line]


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    """The words of `text`; what is longer than a line in parts."""
    for word in text.split(" "):
        part, used = "", 0.0
        for char in word:
            used += _width(char) * size
            if part and used > room:
                yield part
                part, used = "", _width(char) * size
            part += char
        yield part
