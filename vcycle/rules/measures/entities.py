"""Whom a fact is about: its tags name them, by id or by name, however it is spelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from vcycle.model.derived import Fact
from vcycle.model.text import slug
from vcycle.rules.measures.basis import Entity

Keys = Mapping[str, frozenset[str]]
"""What may be written of somebody -> the ids of those it may be."""


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What a name is compared by: without capitals, accents and signs."""
    return slug(text) or text.casefold()


def keys_of(entities: Iterable[Entity]) -> Keys:
    """Every way to name the entities."""
    found: dict[str, frozenset[str]] = {}
    for entity in entities:
        for text in filter(None, (entity.id, entity.name)):
            found[key(text)] = found.get(key(text), frozenset()) | {entity.id}
    return found


def hits(fact: Fact, keys: Keys) -> set[str]:
    """The ids of those that the fact is about, each once."""
    return {id_ for tag in fact.tags for id_ in keys.get(key(tag), ())}
