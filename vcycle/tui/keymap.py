"""Which actions there are and on which keys, and whether the keys of the settings can hold.

All of `[keys]` holds or none of it: half of two keys that change places would be worse than the ordinary ones. To know
every action is to import every screen, so a start looks at what it shows anyway, and at the rest a little later.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import vcycle.tui
from vcycle.config import Fault
from vcycle.errors import PluginError
from vcycle.model.values import did_you_mean
from vcycle.services.screens import screens
from vcycle.services.workspace import Workspace
from vcycle.tui.key_names import is_written, key_name, read_keys
from vcycle.tui.keys import alike
from vcycle.tui.places import PLACES

Node = type[DOMNode]
SECTION = "keys"
OURS = "vcycle.tui"
FIRST_START = "vcycle.tui.start_screen"
"""An app of its own, from before there are settings."""
WHERE = {
    "": "överallt",
    "place": "överallt",
    "dialog": "i alla rutor",
    "wheel": "i årshjulet",
    "entry": "vid ett tillfälle",
    "step": "när ett tillfälle flyttas, ställs in eller bockas av",
    "done": "när ett tillfälle bockas av",
    "todo": "i Att göra",
    "log": "när något noteras",
    "goals": "bland målen",
    "goal": "vid ett mål",
    "ask": "när ett mål får sitt tal",
    "register": "i registret",
    "form": "i formulär",
    "removal": "när något ska tas bort",
    "unsaved": "när något inte är sparat",
    "discard": "när något ska slängas",
    "report": "i berättelsen",
    "settings": "i inställningarna",
    "plugin_page": "vid ett tillägg i inställningarna",
    "plugin": "i tilläggens egna skärmar",
    "command": "när ett tillägg frågas",
    "answer": "vid ett tilläggs svar",
    "pick": "när något söks och väljs",
    "file": "när en fil skrivs",
    "past": "i historiken och papperskorgen",
    "history": "i historiken",
    "trash": "i papperskorgen",
    "columns": "när en lista får sina kolumner",
    "fill": "när ett fält fylls i för flera",
    "conflict": "när två har skrivit i samma post",
    "help": "i hjälpen",
}
"""Where an action is at hand, by what its id begins with; those of a plugin begin with the plugin's name."""


class Action(NamedTuple):
    """Something that keys do: its id in the settings, its keys now, what it does, and where."""

    id: str
    keys: tuple[str, ...]
    words: str
    where: str

    @property
    def shown_keys(self) -> str:
        return " ".join(map(key_name, self.keys))


class Keyboard:
    """An app with the screens over it, and the widgets on them whose keys have ids.

    `titles` are the plugins' own words for themselves. `elsewhere` gives the names of plugins that are not on now,
    whose actions nobody can know.
    """

    def __init__(
        self,
        app: type[App[Any]],
        nodes: Iterable[Node],
        titles: Mapping[str, str] | None = None,
        elsewhere: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        nodes = [*nodes]
        self.app = [*declared(app)]
        self.screens = {node: [*declared(node)] for node in nodes if issubclass(node, Screen)}
        self.parts = [b for node in nodes if not issubclass(node, Screen) for b in declared(node) if b.id]
        own = {plugin: f"i {title}" for plugin, title in (titles or {}).items() if plugin not in WHERE}
        self.where = {**WHERE, **own}
        self._elsewhere = elsewhere
        self.bindings: dict[str, list[Binding]] = {}
        for binding in (*self.app, *(b for own in self.screens.values() for b in own), *self.parts):
            if binding.id is not None:
                self.bindings.setdefault(binding.id, []).append(binding)
        places = {f"place.{place.name}": f"till {place.name}" for place in PLACES}
        self.words = dict(_said([app, *nodes])) | places

    def actions(self, keymap: Mapping[str, str]) -> list[Action]:
        """Every action that has an id, by where it is at hand."""
        order = [*self.where]
        found = [
            Action(id_, _keys_now(keymap, *bindings), self.words[id_], self.where[_place(id_)])
            for id_, bindings in self.bindings.items()
        ]
        return sorted(found, key=lambda action: order.index(_place(action.id)))

    def faults(self, written: Mapping[str, Any]) -> list[Fault]:
        """Everything for which `written`, the table of the settings, cannot hold."""
        keymap, found = self._read(written)
        found += [Fault(SECTION, id_, sentence) for id_ in keymap for sentence in self._taken_by_fields(id_, keymap)]
        for key, one, other in self.clashes(keymap):
            if changed := next((b.id for b in (one, other) if b.id in keymap), None):
                both = f"{self._name(one)} och {self._name(other)}"
                found.append(Fault(SECTION, changed, f"{both} kan inte båda ha {key_name(key)}"))
        return list(dict.fromkeys(found))

    def _read(self, written: Mapping[str, Any]) -> tuple[dict[str, str], list[Fault]]:
        """The keys of each action that is known here, and what cannot be read."""
        keymap: dict[str, str] = {}
        found = []
        for id_, keys in written.items():
            try:
                if self._is_unknown(id_):
                    near = did_you_mean(id_, self.bindings) or "; ”vcycle shortcuts” visar vad som finns"
                    raise ValueError(f"det finns inget att göra som heter så{near}")
                read = read_keys(keys)
                if id_ in self.bindings:
                    keymap[id_] = read
            except ValueError as error:
                found.append(Fault(SECTION, id_, str(error)))
        return keymap, found

    def _is_unknown(self, id_: str) -> bool:
        """Whether no action has the id, nor can have it when a plugin that is off now is on."""
        return id_ not in self.bindings and (_place(id_) in self.where or _place(id_) not in self._elsewhere())

    def clashes(self, keymap: Mapping[str, str]) -> Iterator[tuple[str, Binding, Binding]]:
        """Each key that means two things at once: on a screen, with what holds over it, and with its fields."""
        for screen, own in self.screens.items():
            over = [b for b in self.app if b.priority] if issubclass(screen, ModalScreen) else self.app
            by_key: dict[str, list[Binding]] = {}
            for binding in (*own, *over, *(self.parts if _is_written_in(own) else ())):
                for key in _keys_now(keymap, binding):
                    by_key.setdefault(key, []).append(binding)
            for key, bindings in by_key.items():
                yield from ((key, one, other) for one, other in combinations(bindings, 2) if _differ(one, other))

    def _taken_by_fields(self, id_: str, keymap: Mapping[str, str]) -> Iterator[str]:
        """Why keys cannot be had: fields and lists take them first, or would miss them."""
        bindings, keys = self.bindings[id_], _keys_now(keymap, self.bindings[id_][0])
        usual = _keys_now({}, *bindings)
        homes = [own for own in self.screens.values() if any(b.id == id_ for b in own)]
        own_keys = {b.key for own in homes for b in own} or {*usual}
        goes_first = any(binding.priority for binding in bindings)
        reaches_fields = any(map(_is_written_in, homes)) if homes else not all(map(is_written, usual))
        is_lost = reaches_fields and all(map(is_written, keys))
        for key in keys:
            refusal = f"{self._name(bindings[0])} kan inte ha {key_name(key)}"
            if (goes_first or is_lost) and is_written(key):
                yield f"{refusal}, ett tecken där man skriver; ta en av F2 till F12, eller Ctrl och en bokstav"
            elif goes_first and key in _field_keys() and key not in own_keys:
                yield f"{refusal}, som behövs i fält där man skriver"
            elif key in _WALKING and key not in own_keys:
                yield f"{refusal}, som man går omkring med i listor och fält"

    def _name(self, binding: Binding) -> str:
        """ "”flytta” (wheel.move)"; a plugin's action that has no id by its words alone."""
        words = self.words.get(binding.id or "", binding.tooltip or binding.description)
        return f"”{words}” ({binding.id})" if binding.id else f"”{words}”"


_WALKING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "space", "backspace", "delete")


def keymap_of(written: Mapping[str, Any]) -> dict[str, str]:
    """The keys of the settings as Textual takes them, once `Keyboard.faults` finds nothing in them."""
    return {id_: read_keys(keys) for id_, keys in written.items()}


def keyboard_of(space: Workspace) -> Keyboard:
    """The whole of it: imports every screen, also those of the plugins that are on."""
    from vcycle.tui.app import VcycleApp  # which asks for this, once it is open

    for module in pkgutil.walk_packages(vcycle.tui.__path__, f"{OURS}."):
        importlib.import_module(module.name)
    nodes = [node for node in _below(Widget) if node.__module__ != FIRST_START and _is_in(node, OURS)]
    for plugin, screen in [*screens(space)]:
        module_name = screen.factory.partition(":")[0]
        with suppress(PluginError):  # the host has switched it off, and says so
            space.host.guarded(plugin, f"skärmen {screen.name}", lambda: importlib.import_module(module_name))  # noqa: B023 - called at once
        own = (module_name, space.settings.plugins[plugin])
        nodes += [node for node in _below(Screen) if any(_is_in(node, module) for module in own)]
    on = space.host.enabled
    titles = {plugin: space.host.title(plugin) for plugin in on}

    def elsewhere() -> set[str]:
        from vcycle.services.plugins_on import offered  # slow to import, and only for a name that nothing has

        return {*space.settings.plugins, *offered()} - {*on}

    return Keyboard(VcycleApp, dict.fromkeys(nodes), titles, elsewhere)


def declared(node: Node) -> Iterator[Binding]:
    """What our own classes declare for a class, one key each: what a subclass has on a key hides its base's."""
    seen = set[str]()
    for cls in node.__mro__:
        own = [] if cls.__module__.startswith("textual.") else [*_own(cls)]
        yield from (binding for binding in own if binding.key not in seen)
        seen.update(binding.key for binding in own)


def _own(cls: type) -> Iterator[Binding]:
    for binding in _listed(cls):
        yield from (replace(binding, key=key) for key in binding.key.split(","))


def _listed(cls: type) -> list[Binding]:
    return [binding for binding in vars(cls).get("BINDINGS", ()) if isinstance(binding, Binding)]


def _said(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """What each action does, in words: the explanation that it shares with its neighbour, or its name."""
    classes = dict.fromkeys(cls for node in nodes for cls in node.__mro__)
    for cls in sorted(classes, key=lambda cls: -len(cls.__mro__)):  # what a base class says stays
        for group in alike(_listed(cls)):
            words = next((b.tooltip for b in group if b.tooltip), group[0].description)
            yield from ((binding.id, words) for binding in group if binding.id is not None)


def _keys_now(keymap: Mapping[str, str], *bindings: Binding) -> tuple[str, ...]:
    keys = (key for b in bindings for key in keymap.get(b.id or "", b.key).split(","))
    return tuple(dict.fromkeys(keys))


def _is_written_in(bindings: Iterable[Binding]) -> bool:
    """Whether a screen with these keys is one to write in: priority is what gets a key past a field.

    One that has letters as well has lists beside its fields.
    """
    return any(b.priority for b in bindings) and not any(len(b.key) == 1 for b in bindings)


def _differ(one: Binding, other: Binding) -> bool:
    """Whether they do different things; a screen's own help comes before the app's, and is what that shows."""
    return one.id != other.id and one.action.removeprefix("app.") != other.action.removeprefix("app.")


def _place(id_: str) -> str:
    return id_.rpartition(".")[0]


@cache
def _field_keys() -> frozenset[str]:
    """The keys with which people go about and change things in a field, as Textual has them."""
    from textual.widgets import Input, TextArea  # slow to import

    return frozenset(key for field in (Input, TextArea) for key, _ in BindingsMap(field.BINDINGS))


def _below(cls: Node) -> Iterator[Node]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _below(sub)


def _is_in(node: Node, module: str) -> bool:
    return node.__module__ == module or node.__module__.startswith(f"{module}.")
