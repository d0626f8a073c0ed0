"""Stretches of time in Swedish words: "en vecka" is "1w", as an `Offset` wants it."""

from __future__ import annotations

import re

NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
UNITS = {"d": ("dag", "dagar"), "w": ("vecka", "veckor"), "m": ("månad", "månader"), "y": ("år", "år")}
NEVER = "aldrig"
"""What somebody writes to switch off a step that a kind of meeting has by default."""

_LETTER_OF = {word: letter for letter, words in UNITS.items() for word in words}
_NUMBER_OF = {word: number for number, word in enumerate(NUMBERS) if number} | {"ett": 1, "fjorton": 14, "trettio": 30}
_WORDS = re.compile(rf"([0-9]{{1,3}}|{'|'.join(_NUMBER_OF)}) ({'|'.join(_LETTER_OF)})")


def amount(text: str) -> str:
    """ "1w" from "en vecka" or "1 vecka", "" from "aldrig" and from nothing; raises ValueError in Swedish."""
    words = " ".join(text.casefold().split())
    if words in ("", NEVER):
        return ""
    match = _WORDS.fullmatch(words)
    count = 0 if match is None else int(match[1]) if match[1].isdecimal() else _NUMBER_OF[match[1]]
    if match is None or not count:
        raise ValueError("ska vara en tid, till exempel ”en vecka” eller ”10 dagar”; ”aldrig” stänger av")
    return f"{count}{_LETTER_OF[match[2]]}"


def words(amount: str) -> str:
    """ "två veckor" from "2w"."""
    count, unit = int(amount[:-1]), amount[-1]
    number = "ett" if count == 1 and unit == "y" else NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {UNITS[unit][count != 1]}"
