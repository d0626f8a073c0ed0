"""What the name of a kind of meeting says: "Extra distriktsstyrelsemöte inför valet" is an extra board meeting. Pure.

Kinds are series here: plain names, as `slug` makes them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

BOARD, MEMBERS, GROUP, ANNUAL = "styrelsemote", "medlemsmote", "gruppmote", "arsmote"
HEADS = {BOARD: BOARD, MEMBERS: MEMBERS, GROUP: GROUP, ANNUAL: ANNUAL, "arskonferens": ANNUAL, "arsstamma": ANNUAL}
"""How the last word of a kind may end, and which kind that is."""
EXTRA = "extra"
NOT_OURS = ("kommunstyrelse", "regionstyrelse")
"""Boards that are no association's."""
_ENDINGS = ("", "t", "n", "na", "en", "er", "erna")
"""The definite form and the plural of the heads: "mötet", "möten", "konferenserna"."""
_AFTER_HEAD = {
    "av", "efter", "for", "fore", "fran", "hos", "i", "infor", "kring", "med", "mellan", "mot", "och", "om", "pa",
    "rorande", "till", "under", "utan", "vid",
}  # fmt: skip
"""What comes after one of these says more about the meeting, not what it is."""


def is_extra(series: str) -> bool:
    """Whether the kind says itself that it is not among the ordinary ones."""
    return series.startswith(EXTRA)


def body(series: str) -> str:
    """Who meets: "medlemsmote" for "extra-medlemsmote-i-april", "distriktsstyrelsemote" for itself."""
    for word in reversed(_words(series)):
        if head := _head(word):
            return head[0]
    return "-".join(_words(series)) or series


def general(series: str) -> str:
    """Which of the four kinds that have habits this is one of; "" for one of another sort."""
    return next((head[1] for word in reversed(_words(series)) if (head := _head(word))), "")


def parent(series: str, known: Container[str]) -> str:
    """The nearest of the `known` kinds that this one is a sort of; "" when it is of none but itself."""
    return next((name for name in _wider(series) if name != series and name in known), "")


def _wider(series: str) -> Iterator[str]:
    """Ever wider kinds: without "extra", without what stands before, then by its last word alone."""
    words = _words(series)
    yield from ("-".join(words[at:]) for at in range(len(words)))
    yield body(series)
    yield general(series)


def _words(series: str) -> list[str]:
    """The words that say what it is: not that it is extra, and not what follows a preposition."""
    words = series.split("-")
    end = next((at for at, word in enumerate(words) if word in _AFTER_HEAD), len(words))
    return [word for word in words[:end] if word != EXTRA]


def _head(word: str) -> tuple[str, str] | None:
    """The word in its plain form, with the general kind that it ends in."""
    for ending in _ENDINGS:
        plain = word.removesuffix(ending) if word.endswith(ending) else ""
        for head, kind in HEADS.items():
            if plain.endswith(head) and not plain.startswith(NOT_OURS):
                return plain.removeprefix(EXTRA), kind
    return None
