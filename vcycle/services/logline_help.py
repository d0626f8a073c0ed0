"""A line of words while somebody types it: where the name of the series ends, and which one may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from vcycle.model.core import Log, Series
from vcycle.model.text import printable, shorten
from vcycle.model.wording.words import series_words
from vcycle.services.log_fact import fact_from
from vcycle.services.logbook import found_series, known_series
from vcycle.services.logline import Line, parts_of, read_line
from vcycle.services.search import plain
from vcycle.services.workspace import Workspace

_MOST_WORDS = 6
_LONGEST = 40
_RECENT = 5


def parts_in(space: Workspace, text: str) -> list[str]:
    """The parts of a line: divided by semicolons, or else words after the longest beginning that names a series."""
    if ";" in text:
        return parts_of([text])
    words = re.findall(r"\"[^\"]*\"?|”[^”]*”?|\S+", text)
    for length in range(min(_MOST_WORDS, len(words)), 1, -1):
        if found_series(space, name := " ".join(words[:length])):
            return parts_of([name, *words[length:]])
    return parts_of(words)


def fact_in(space: Workspace, text: str, *, new: bool) -> tuple[Line, Log]:
    """What a line says, and the fact it would be noted as; raises `InputError` as `read_line` and `fact_of` do."""
    said = read_line(parts_in(space, text), space.today)
    return said, fact_from(space, said, new=new)


def names_of(space: Workspace, first: Sequence[str] = ()) -> dict[str, str]:
    """What people call every series, by its key: those in `first`, then the last noted, then by the alphabet."""
    titles = {series.key: series.title for series in space.store.find(Series)}
    known = known_series(space)
    order = dict.fromkeys([*(key for key in first if key in known), *_recent(space), *known])
    return {key: _name(space, key, titles.get(key, "")) for key in order}


def _recent(space: Workspace) -> Iterable[str]:
    found: dict[str, None] = {}
    for fact in reversed(space.store.find(Log)):
        found[fact.series] = None
        if len(found) == _RECENT:
            break
    return found


def _name(space: Workspace, key: str, title: str) -> str:
    """The title, or the key as people write it, where that is understood; else the key."""
    names = (shorten(printable(name), _LONGEST) for name in (title, series_words(key)) if name)
    return next((name for name in names if ";" not in name and found_series(space, name) == key), key)


def fitting_names(names: Mapping[str, str], words: str, most: int) -> list[str]:
    """The names that hold what was written, in themselves or their keys, those that begin with it first."""
    wanted = plain(words)
    folded = [((plain(name), key), name) for key, name in names.items()]
    begin = [name for flat, name in folded if any(text.startswith(wanted) for text in flat)]
    rest = [name for flat, name in folded if any(wanted in text for text in flat)]
    return [*dict.fromkeys([*begin, *rest])][:most]
