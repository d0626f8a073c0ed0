"""What a day may be said to lie before or after: an entry, by the beginning of what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from vcycle.model.derived import Entry
from vcycle.model.text import printable, shorten, slug
from vcycle.model.values import listed, said
from vcycle.model.wording.words import series_name

# What a name ends with when it is definite, and what it then begins with: "festivalen", "lägret".
_ARTICLES = ((r"(?<=...)(?:e[nt]|na|[nt])$", ""), (r"(?<=[^e])ret$", "er"))
Anchors = Callable[[], Iterable[Entry]]
"""The entries that may be meant; asked only when a text names one of them."""
_FEW = 4
_TITLE = 40


def no_anchors() -> Sequence[Entry]:
    """For where nothing can be named."""
    return ()


def anchors_of(name: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries with a day that `name` means, by day: "årsmötet", "arsmote", "styrelsem".

    What it is called wholly comes before what only begins so. Raises ValueError when nothing is called so, or when
    several things are, with their names.
    """
    dated = sorted((e for e in entries if e.start and e.end and e.state != "cancelled"), key=_day)
    plain, base = slug(name), series_name(name)
    whole = {plain, base} - {""}
    for attribute in (_series, _title):
        if found := [entry for entry in dated if attribute(entry) in whole]:
            return found
    starts = tuple(whole | {re.sub(ending, short, plain) for ending, short in _ARTICLES if plain})
    found = [e for e in dated if starts and (_series(e).startswith(starts) or _title(e).startswith(starts))]
    return _one_thing(name, found)


def _one_thing(name: str, found: Sequence[Entry]) -> list[Entry]:
    """`found`, when all of it is one thing on its different days."""
    titles = {_series(entry) or _title(entry): entry.title for entry in reversed(found)}
    shown = sorted({shorten(printable(title), _TITLE) for title in titles.values()})
    if not found:
        raise ValueError(f"ingenting med en dag heter {said(name)}; skriv början av namnet, som i 3 mån före årsmötet")
    if len(shown) > 1:
        more = f", eller {len(shown) - _FEW} till" if len(shown) > _FEW else ""
        words = listed(shown) if not more else ", ".join(shown[:_FEW])
        raise ValueError(f"{said(name)} kan vara {words}{more}; skriv mer av namnet")
    return list(found)


def _day(entry: Entry) -> date:
    return entry.start or date.max


def _series(entry: Entry) -> str:
    return entry.series


def _title(entry: Entry) -> str:
    return slug(entry.title)
