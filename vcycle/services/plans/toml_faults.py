"""Everything that is wrong with one TOML file, each fault with its line and key."""

from __future__ import annotations

from typing import Any

from vcycle.model.text import printable, shorten
from vcycle.services.plans.toml_lines import KeyPath, key_lines


class Faults:
    """Collects what is wrong; lines are looked up only when something is."""

    def __init__(self, file: str, text: str, document: dict[str, Any]) -> None:
        self.file = file
        self._text = text
        self._document = document
        self._found: dict[tuple[KeyPath, str], None] = {}

    def add(self, path: KeyPath, sentence: str) -> None:
        """Note that what stands at `path` is wrong: `sentence` is Swedish, without the key."""
        self._found[path, sentence] = None

    def __len__(self) -> int:
        return len(self._found)

    def lines(self) -> list[str]:
        """ "fil.toml:12: activities.pizza.schedule: ..." for each fault, in the order of the file."""
        where = key_lines(self._text)
        found = sorted((_line(where, path), self._name(path), sentence) for path, sentence in self._found)
        return [f"{self.file}:{line}: {name}: {sentence}" for line, name, sentence in found]

    def _name(self, path: KeyPath) -> str:
        """The path in words people recognise: an item goes by its own key when it has one, else by its number."""
        at: Any = self._document
        words = []
        for part in path:
            at = at.get(part) if isinstance(at, dict) else at[part] if isinstance(part, int) else None
            own = at.get("key") if isinstance(part, int) and isinstance(at, dict) else None
            words.append(own if isinstance(own, str) and own else str(part + 1) if isinstance(part, int) else part)
        return ".".join(shorten(printable(word), 40) for word in words)


def _line(where: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of `path`, or of the nearest table around it that stands in the file."""
    while path and path not in where:
        path = path[:-1]
    return where.get(path, 1)
