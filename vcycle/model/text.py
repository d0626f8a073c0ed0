"""Text from people and files, made safe to keep and to show."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls, lone surrogates, and the marks that turn the direction of a line: shown as visible signs.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, *, newline: str = " ") -> str:
    """`text` on one line as it may be sent to a terminal: controls become visible signs, nothing is interpreted."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\n", newline).replace("\t", " ")
    return _UNSHOWABLE.sub(_visible, text) if _UNSHOWABLE.search(text) else text


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\n":
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def normal(text: str) -> str:
    """`text` as it is stored: NFC, line feeds only, without lone surrogates (which JSON cannot carry)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def slug(text: str) -> str:
    """A short plain name for a series or key: "Vänsterpizza!" -> "vansterpizza"."""
    plain = text.lower().replace("å", "a").replace("ä", "a").replace("ö", "o").replace("é", "e").replace(" ", "-")
    if plain.isascii() and "--" not in plain and plain.replace("-", "").isalnum():
        return plain.strip("-")  # most titles: a list of thousands must not wait for the careful way
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# Letters of the west, dashes, quotes, arrows: one cell each, and nearly everything that people write.
_EVEN = re.compile("[ -\u02ff\u2010-\u2027\u2190-\u2211]*")
_JOINER, _AS_EMOJI = "\u200d", "\ufe0f"


def is_even(text: str) -> bool:
    """Whether every character of a printable text takes one column; True for all that is written in Swedish."""
    return _EVEN.fullmatch(text) is not None


def cells(text: str) -> int:
    """How many columns of a terminal a printable text takes: an emoji or an ideograph two, an accent of its own none.

    The interface draws with Rich, which measures for itself; a test holds the two together.
    """
    if is_even(text):
        return len(text)
    return sum(_cells(char, before) for char, before in zip(text, f" {text}", strict=False))


def _cells(char: str, before: str) -> int:
    if char == _AS_EMOJI:
        return 2 - _width(before)
    joined = before == _JOINER or "\U0001f3fb" <= char <= "\U0001f3ff"  # a skin tone
    return 0 if joined or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") else _width(char)


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shorten(text: str, width: int) -> str:
    """`text` cut to at most `width` characters and columns, with an ellipsis when something was left out."""
    if len(text) <= width and cells(text) <= width:
        return text
    left = max(0, width - 1)
    for at, char in enumerate(text[:width]):
        left -= _width(char)
        if left < 0:
            return text[:at] + "…"
    return "…"


def quoted(value: object, width: int = 60) -> str:
    """`value` inside Swedish quotes for an error message: one line, short, safe to show."""
    if isinstance(value, int) and value.bit_length() > 64:  # Python refuses to write out the largest
        return "ett jättelikt tal"
    return f"”{shorten(printable(str(value)), width)}”"


def many(count: int, one: str, more: str) -> str:
    """ "1 roll", "2 roller"."""
    return f"{count} {one if count == 1 else more}"
