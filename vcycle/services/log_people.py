"""Whom a fact is about: a registered name becomes the person's id before it is kept, because facts hold no names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from vcycle.errors import InputError
from vcycle.model.core import Goal, Person, Unit
from vcycle.model.measure import Count
from vcycle.model.text import normal, quoted, slug
from vcycle.model.values import listed, nearest
from vcycle.services.workspace import Workspace

Ids = Mapping[str, Sequence[str]]
"""The ids of the persons with a name, by the name as a slug."""
_MISSPELT = 0.75
"""How alike a label and a name are, as difflib counts it, when the name was probably meant."""


def about(space: Workspace, series: str, tags: Iterable[str], labels: Collection[str] = ()) -> tuple[str, ...]:
    """The tags of a fact of `series`, with ids instead of the names of registered persons.

    `labels` are those of them that somebody has marked as labels. Raises `InputError` for a name that several persons
    have, and for what is none of those that a goal asks for, where a goal asks for every one of them.
    """
    tags = tuple(tags)
    if not tags:
        return tags
    ids = _ids(space)
    found = tuple(dict.fromkeys(_nameless(tag, ids) for tag in tags))
    for goal, measure in _asking(space, series):
        _refuse_nobody(goal, _names(space, measure), [tag for tag in found if tag not in labels])
    return found


def without_names(space: Workspace, text: str) -> str:
    """A note with ids instead of the full names of registered persons; raises `InputError` as `about` does."""
    return _nameless(text, _ids(space)) if text else text


def _ids(space: Workspace) -> Ids:
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for person in space.store.find(Person):
        ids[slug(person.name)].append(person.id)
    ids.pop("", None)
    return ids


def _nameless(text: str, ids: Ids) -> str:
    """`text` when it is a name, or the names of two words or more that stand in it, as ids."""
    if (whole := slug(text)) in ids:
        return _only(text, ids[whole])
    text = normal(text)
    for name in sorted((n for n in ids if "-" in n and f"-{n}" in f"-{whole}"), key=len, reverse=True):
        for first, last in reversed(list(_places(text, name))):
            text = text[:first] + _only(text[first:last], ids[name]) + text[last:]
    return text


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the words of a name, which is a slug, stand in a text, also with the s of a genitive: from and to."""
    words = list(re.finditer(r"[^\W_]+", text))
    length = name.count("-") + 1
    for at in range(len(words) - length + 1):
        first, last = words[at].start(), words[at + length - 1].end()
        if slug(text[first:last]) in (name, f"{name}s"):
            yield first, last


def _only(name: str, ids: Sequence[str]) -> str:
    if len(ids) > 1:
        raise InputError(f"{len(ids)} personer heter {quoted(name)}.", hint=f"Skriv id:t i stället: {', '.join(ids)}.")
    return ids[0]


def _asking(space: Workspace, series: str) -> Iterator[tuple[Goal, Count]]:
    """The goals that ask for every one of some persons or associations among the facts of a series."""
    for goal in space.store.find(Goal):
        measure = goal.measure
        if isinstance(measure, Count) and series in measure.series and (measure.each_of or _asks_of(measure)):
            yield goal, measure


def _asks_of(measure: Count) -> bool:
    return measure.each in ("core.unit", "core.person") or measure.each.startswith("role:")


def _names(space: Workspace, measure: Count) -> dict[str, str]:
    """What those are called that a goal asks for, by every slug that means one of them, and the goal's own labels."""
    own = (*measure.only, *measure.without, *([measure.of_which.tag] if measure.of_which else ()), *measure.each_of)
    found = {slug(name): name for name in own}
    if measure.each == "core.unit":
        found |= {slug(text): unit.name for unit in space.store.find(Unit) for text in (unit.name, unit.id)}
    elif measure.each:
        found |= {slug(text): person.name for person in space.store.find(Person) for text in (person.name, person.id)}
    return found


def _refuse_nobody(goal: Goal, names: Mapping[str, str], tags: Sequence[str]) -> None:
    """Raise `InputError` for tags that name nobody, unless they stand beside one who is and are unlike every name."""
    strangers = [tag for tag in tags if slug(tag) not in names]
    for tag in strangers:
        if len(strangers) < len(tags) and not get_close_matches(slug(tag), names, 1, _MISSPELT):
            continue
        near = dict.fromkeys(names[found] for found in nearest(slug(tag), names))
        raise InputError(
            f"Målet {quoted(goal.text)} räknar var och en, och {quoted(tag)} är ingen av dem."
            + (f" Närmast är {listed(map(quoted, near))}." if near else ""),
            hint=f"Är det en etikett, sätt # framför: {quoted(f'#{tag}')}.",
        )
