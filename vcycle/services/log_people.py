"""Whom a fact is about: a name becomes the person's id before it is kept, because facts hold no names."""

from __future__ import annotations

from collections.abc import Iterable

from vcycle.errors import InputError
from vcycle.model.core import Goal, Person
from vcycle.model.measure import Count
from vcycle.model.text import quoted, slug
from vcycle.services.workspace import Workspace


def about(space: Workspace, series: str, tags: Iterable[str]) -> tuple[str, ...]:
    """The labels of a fact of `series`, where a goal asks it of every person with ids instead of their names.

    Raises `InputError` for a name that several persons have.
    """
    tags = tuple(tags)
    if not tags or not _asks_for_persons(space, series):
        return tags
    ids: dict[str, list[str]] = {}
    for person in space.store.find(Person):
        ids.setdefault(slug(person.name), []).append(person.id)
    return tuple(dict.fromkeys(_id_of(tag, ids.get(slug(tag), [])) for tag in tags))


def _asks_for_persons(space: Workspace, series: str) -> bool:
    measures = [goal.measure for goal in space.store.find(Goal)]
    asking = (m for m in measures if isinstance(m, Count) and series in m.series)
    return any(measure.each == "core.person" or measure.each.startswith("role:") for measure in asking)


def _id_of(tag: str, ids: list[str]) -> str:
    if len(ids) > 1:
        raise InputError(f"{len(ids)} personer heter {quoted(tag)}.", hint=f"Skriv id:t i stället: {', '.join(ids)}.")
    return ids[0] if ids else tag
