"""The steps of a chain as items of a plan: activities that hang on the anchor's series, and the roles they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vcycle.model.text import slug
from vcycle.services.chains.checks import offset_of

Values = dict[str, Any]
_SAME = ("title", "level", "stop", "paragraph", "source", "checked", "description")
"""What a step and the activity that it becomes call the same."""


class Roles:
    """The roles there are, by key; those that steps name besides become new ones."""

    def __init__(self, known: Iterable[Mapping[str, Any]]) -> None:
        self._keys: dict[str, str] = {
            _plain(role["name"]): role["key"] for role in known if "key" in role and "name" in role
        }
        self._keys |= {role["key"]: role["key"] for role in known if "key" in role}
        self.new: list[Values] = []

    def key(self, name: str) -> str:
        """The key of the role with that name, or with that key."""
        plain = _plain(name)
        if plain not in self._keys:
            self.new.append({"key": plain, "name": name})
            self._keys[plain] = plain
        return self._keys[plain]


def _plain(name: str) -> str:
    return slug(name) or "roll"


def step_series(series: str, key: str) -> str:
    """The series of a step, which others may hang on: "kongress-motioner"."""
    return f"{series}-{key}"


def items_of(steps: Sequence[Values], series: str, roles: Roles) -> list[Values]:
    """An activity of a plan for each step; the steps must be right."""
    return [_item(step, series, roles) for step in steps]


def _item(step: Values, series: str, roles: Roles) -> Values:
    name = step_series(series, step["key"])
    counted_from = step_series(series, step["of"]) if step.get("of") else series
    item = {field: step[field] for field in _SAME if field in step}
    item |= {"key": name, "series": name, "schedule": offset_of(step, counted_from)}
    item |= {"basis": step.get("basis", "default")}
    item |= {"follows": tuple(step_series(series, key) for key in step.get("follows", ()))}
    if responsible := step.get("responsible", "").strip():
        item["responsible"] = roles.key(responsible)
    return item
