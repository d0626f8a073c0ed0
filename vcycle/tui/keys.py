"""Keys as people read them, taken from the bindings themselves: the line below a screen, and its help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.dom import DOMNode

NAMES = {
    "right": "→",
    "left": "←",
    "down": "↓",
    "up": "↑",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "enter": "⏎",
    "escape": "Esc",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "space": "mellanslag",
    "delete": "Del",
    "f1": "F1",
}
BETWEEN = "  "
WAYS_OUT = ("help", "app.quit")  # stand last, wherever they are declared


def bindings_of(node: DOMNode, above: type[DOMNode]) -> list[Binding]:
    """What our own classes declare, from the node's up to, but not with, `above`; a key means what the first says."""
    declared = (vars(cls).get("BINDINGS", ()) for cls in type(node).__mro__ if cls not in above.__mro__)
    found: dict[str, Binding] = {}
    for binding in (binding for bindings in declared for binding in bindings if isinstance(binding, Binding)):
        found.setdefault(binding.key, binding)
    return [*found.values()]


def key_line(bindings: Iterable[Binding], width: int) -> Text:
    """The shown bindings in their order on one line, each to be clicked on; what does not fit is left out.

    The ways back and out, and to help, always stay; of the others the last go first.
    """
    shown = sorted((b for b in bindings if b.show), key=lambda binding: binding.action in WAYS_OUT)
    groups = list(alike(shown))
    droppable = [group for group in groups if group[0].key != "escape" and group[0].action not in WAYS_OUT]
    while droppable and _width(groups) > width:
        groups.remove(droppable.pop())
    return Text(BETWEEN).join(map(_part, groups))


def _width(groups: list[list[Binding]]) -> int:
    return sum(cell_len(_part(group).plain) + len(BETWEEN) for group in groups) - len(BETWEEN)


def _part(group: list[Binding]) -> Text:
    """ "←→ månad": neighbours with the same description are one thing with several keys."""
    text = Text()
    for binding in group:
        text.append(key_name(binding.key.split(",")[0]), style=Style(bold=True) + _click(binding))
    return text.append(f" {group[-1].description}", style=_click(group[-1]))


def _click(binding: Binding) -> Style:
    action = binding.action if binding.action.startswith("app.") else f"own({binding.action!r})"
    return Style(meta={"@click": action})


def key_rows(bindings: Iterable[Binding]) -> list[tuple[str, str]]:
    """Keys and what they do: a row for each thing, with all its keys and its longest explanation."""
    rows: dict[str, list[str]] = {}
    for group in alike(bindings):
        keys = rows.setdefault(next((b.tooltip for b in group if b.tooltip), group[0].description), [])
        keys += [key_name(key) for binding in group for key in binding.key.split(",")]
    return [(" ".join(dict.fromkeys(keys)), text) for text, keys in rows.items()]


def beside_writing(bindings: Iterable[Binding]) -> list[Binding]:
    """Those that also work where somebody writes, without the keys that are letters there."""
    kept = (replace(b, key=",".join(key for key in b.key.split(",") if not _is_written(key))) for b in bindings)
    return [binding for binding in kept if binding.key]


def _is_written(key: str) -> bool:
    return len(key) == 1 or key in ("question_mark", "plus", "minus", "slash", "space")


def alike(bindings: Iterable[Binding]) -> Iterator[list[Binding]]:
    """Neighbours with the same description, which are one thing with several keys."""
    return (list(group) for _, group in groupby(bindings, key=lambda binding: binding.description))


def key_name(key: str) -> str:
    """ "ctrl+q" -> "^Q", "right" -> "→"."""
    if key.startswith("ctrl+"):
        return f"^{NAMES.get(key[5:], key[5:].upper())}"
    return NAMES.get(key, key)
