"""Counts of people in words, both ways: "5 kvinnor, 3 män; livlig debatt"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WORDS = {"women": "kvinnor", "men": "män", "others": "annat kön", "unknown": "uppgift saknas"}
_READ = {
    "women": r"k|kvinna|kvinnor",
    "men": r"m|man|män",
    "others": r"a|annat|andra|annat kön|ickebinära?",
    "unknown": r"o|okända?|okänt|uppgift saknas|deltagare|personer|st|pers",
}
# The longest word first: "m" must not take the beginning of "män".
_COUNT = re.compile(
    rf"(\d{{1,6}})\s*({'|'.join(sorted('|'.join(_READ.values()).split('|'), key=len, reverse=True))})\b[,\s]*",
    re.IGNORECASE,
)


def counted_words(counts: Mapping[str, int]) -> str:
    """ "5 kvinnor, 3 män"; "14 personer" when nobody's gender is known; empty when nobody was counted."""
    given = [name for name in WORDS if counts.get(name)]
    if given == ["unknown"]:
        return f"{counts['unknown']} {'person' if counts['unknown'] == 1 else 'personer'}"
    single = {"women": "kvinna", "men": "man"}
    parts = (
        f"{counts[name]} {single.get(name, word) if counts[name] == 1 else word}"
        for name, word in WORDS.items()
        if name in given
    )
    return ", ".join(parts)


def read_counted(text: str) -> dict[str, Any]:
    """What was counted, and the rest as `note`: "5 kvinnor 3 män; bra". A number alone counts people of unknown gender.

    Counts stand first; the first other word begins the note, so that a note may hold numbers.
    """
    counts: dict[str, Any] = {}
    rest = text.strip()
    if match := re.fullmatch(r"(\d{1,6})(?:\s*[;.]\s*(.*))?", rest, re.DOTALL):
        return {"unknown": int(match[1]), "note": match[2] or ""}
    while match := _COUNT.match(rest):
        name = next(name for name, words in _READ.items() if re.fullmatch(words, match[2], re.IGNORECASE))
        counts[name] = counts.get(name, 0) + int(match[1])
        rest = re.sub(r"^och\b\s*", "", rest[match.end() :])
    return {**counts, "note": rest.lstrip(" ;.,")}
