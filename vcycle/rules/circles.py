"""Circles among things that lead to each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def loops(links: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The circles among keys and the keys they lead to, each as the way round: from every key that is stuck to one."""
    left = set(links)
    while free := {key for key in left if not left.intersection(links[key])}:
        left -= free
    found: list[list[str]] = []
    for key in links:
        if key in left:
            loop = _round_from(key, links, left)
            if all(set(loop) != set(known) for known in found):
                found.append(loop)
    return found


def _round_from(key: str, links: Mapping[str, Collection[str]], left: Collection[str]) -> list[str]:
    way = [key]
    while (key := next(other for other in links[key] if other in left)) not in way:
        way.append(key)
    return way[way.index(key) :]
