"""Keys as people read them, taken from the bindings themselves: the line below a screen, and its help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.dom import DOMNode

from vcycle.tui.key_names import is_written, key_name

BETWEEN = "  "
WAYS_OUT = ("help", "app.quit")  # stand last, wherever they are declared


def bindings_of(node: DOMNode, above: type[DOMNode]) -> list[Binding]:
    """What our own classes declare, from the node's up to, but not with, `above`; a key means what the first says.

    The keys are those of the settings where these say other ones.
    """
    declared = (vars(cls).get("BINDINGS", ()) for cls in type(node).__mro__ if cls not in above.__mro__)
    found: dict[str, Binding] = {}
    for binding in (binding for bindings in declared for binding in bindings if isinstance(binding, Binding)):
        found.setdefault(binding.key, binding)
    return _as_set(found.values(), keymap_of(node))


def _as_set(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[Binding]:
    return [replace(b, key=keymap[b.id or ""]) if b.id in keymap else b for b in bindings]


def keymap_of(node: DOMNode) -> Mapping[str, str]:
    """The keys of actions that the settings say other ones for; the app of the first start has no settings."""
    return getattr(node.app, "keymap", {})


def with_keys(node: DOMNode, text: str) -> str:
    """ "Ångra med {wheel.undo}." -> "Ångra med u.": the first key of an action that is open or around it."""
    around = (node, node.app, *node.app.screen_stack)
    keys = {b.id: key_name(b.key.split(",")[0]) for one in around for b in bindings_of(one, DOMNode)}
    return re.sub(r"\{([\w.]+)\}", lambda match: keys.get(match[1], match[0]), text)


def key_line(bindings: Iterable[Binding], width: int) -> Text:
    """The shown bindings in their order on one line, each to be clicked on; what does not fit is left out.

    The ways back and out, and to help, always stay; of the others the last go first.
    """
    shown = sorted((b for b in bindings if b.show), key=lambda binding: binding.action in WAYS_OUT)
    groups = list(alike(shown))
    droppable = [group for group in groups if not _is_way_out(group[0])]
    while droppable and _width(groups) > width:
        groups.remove(droppable.pop())
    return Text(BETWEEN).join(map(_part, groups))


def _is_way_out(binding: Binding) -> bool:
    """Whether it leads back, out or to help, also on a key that the settings give it."""
    back = binding.key == "escape" or (binding.id or "").endswith((".leave", ".back"))
    return back or binding.action in WAYS_OUT


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
    return [(" ".join(actions), text) for actions, text in key_actions(bindings)]


def key_actions(bindings: Iterable[Binding]) -> list[tuple[dict[str, str], str]]:
    """The same with the action of each key by its name."""
    rows: dict[str, dict[str, str]] = {}
    for group in alike(bindings):
        keys = rows.setdefault(next((b.tooltip for b in group if b.tooltip), group[0].description), {})
        for binding in group:
            for key in binding.key.split(","):
                keys.setdefault(key_name(key), binding.action)
    return [(actions, text) for text, actions in rows.items()]


def beside_writing(bindings: Iterable[Binding]) -> list[Binding]:
    """Those that also work where somebody writes, without the keys that are letters there."""
    kept = (replace(b, key=",".join(key for key in b.key.split(",") if not is_written(key))) for b in bindings)
    return [binding for binding in kept if binding.key]


def alike(bindings: Iterable[Binding]) -> Iterator[list[Binding]]:
    """Neighbours with the same description, which are one thing with several keys."""
    return (list(group) for _, group in groupby(bindings, key=lambda binding: binding.description))
