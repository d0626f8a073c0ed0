"""What facts are marked with, compared as people mean it: "Syninge" is "syninge"."""

from __future__ import annotations

from functools import lru_cache

from vcycle.model.derived import Fact
from vcycle.model.text import slug


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What a name is compared by: without capitals, accents and signs."""
    return slug(text) or text.casefold()


@lru_cache(maxsize=8192)
def keys(tags: tuple[str, ...]) -> frozenset[str]:
    """What several are compared by; facts share their few combinations, so each is worked out once."""
    return frozenset(map(key, tags))


def has(fact: Fact, tag: str) -> bool:
    """Whether the fact is marked with `tag`, however it is spelt."""
    return key(tag) in keys(fact.tags)
