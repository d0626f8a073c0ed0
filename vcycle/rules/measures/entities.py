"""Whom a fact is about: its tags name them, by id or by name, however it is spelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vcycle.model.derived import Fact
from vcycle.rules.measures.basis import Entity
from vcycle.rules.measures.tags import key, keys

Keys = Mapping[str, frozenset[str]]
"""What may be written of somebody -> the ids of those it may be."""


def keys_of(entities: Iterable[Entity]) -> Keys:
    """Every way to name the entities."""
    found: dict[str, frozenset[str]] = {}
    for entity in entities:
        for text in filter(None, (entity.id, entity.name)):
            found[key(text)] = found.get(key(text), frozenset()) | {entity.id}
    return found


def hits(fact: Fact, known: Keys) -> set[str]:
    """The ids of those that the fact is about, each once."""
    return {id_ for tag in keys(fact.tags) for id_ in known.get(tag, ())}
