"""Where the monkey is let loose: the filled example with every bundled plugin, records of every type, and others."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace
from textual.screen import Screen

from vcycle import config
from vcycle.errors import VcycleError
from vcycle.hooks import installed
from vcycle.model.core import Goal
from vcycle.model.fields import Kind
from vcycle.model.measure import Level
from vcycle.model.records import Record, RecordType
from vcycle.services.demo import make_demo
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.testing.examples import Examples
from vcycle.testing.space import PluginSpace
from vcycle.testing.values import samples
from vcycle.tui.app import VcycleApp

TODAY = date(2026, 3, 4)
NAMES = ("Åsa Öberg", "[/red]", "=1+1", "👩‍👧 och\u202ea", "x" * 400, "%s {name}")


def bundled() -> dict[str, str]:
    """Every plugin that comes with the program, by name, and the module that it is."""
    return {plugin.name: plugin.module for plugin in installed.scan() if plugin.distribution == "vcycle"}


class Everywhere(PluginSpace):
    """A workspace with everything in it, in a new folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.today = folder, TODAY
        settings = make_demo(folder, today=TODAY).settings
        config.save(folder, replace(settings, plugins=bundled()))
        self.reopen()
        Examples().fill(self)
        self.add(Goal(text="Fler medlemmar", measure=Level(metric="medlemmar", growth=15)))  # asks where growth began

    @property
    def record_types(self) -> tuple[RecordType, ...]:
        """Those of every plugin."""
        return tuple(kind for kind in self.workspace.registry if not kind.key.startswith("core."))


def screens_of_ours() -> set[type[Screen[Any]]]:
    """Every screen and dialog of the interface and of bundled plugins; of those that others build on, what is made."""
    modules = [module for package in ("vcycle.tui", *bundled().values()) for module in _modules(package)]
    found: set[type[Screen[Any]]] = set()
    for module in modules:
        classes = (one for _name, one in inspect.getmembers(module, inspect.isclass))
        found |= {one for one in classes if issubclass(one, Screen) and one.__module__ == module.__name__}
    code = "\n".join(Path(module.__file__).read_text("utf-8") for module in modules)
    made = {one for one in found if re.search(rf"(?<!class )\b{one.__name__}\(", code)}
    return made | {one for one in found if not any(other is not one and issubclass(other, one) for other in found)}


def _modules(package: str) -> Iterator[Any]:
    top = importlib.import_module(package)
    yield top
    for found in pkgutil.walk_packages(top.__path__, f"{package}."):
        yield importlib.import_module(found.name)


class Watched(VcycleApp):
    """Knows whether somebody asked it to end."""

    CSS_PATH = Path(inspect.getfile(VcycleApp)).with_name("app.tcss")
    was_left = False

    def __init__(self, space: Workspace) -> None:
        super().__init__(space)
        self.opened: set[type] = set()

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Remember it: what waits for a thread may be gone before anybody looks."""
        self.opened.add(type(screen))
        return super().push_screen(screen, *given, **named)

    async def action_quit(self) -> None:
        self.was_left = True
        await super().action_quit()


# Others


def somebody_else(folder: Path, deed: str, number: int) -> None:
    """What another process does in the same workspace meanwhile; what it is refused it lets be."""
    dice = Random(number)
    try:
        space = open_workspace(folder, today=TODAY, who="Bo")
        if deed == "undo":
            space.store.undo()
        elif deed == "redo":
            space.store.redo()
        elif deed == "settings":
            name = dice.choice(NAMES)
            config.save(folder, replace(space.settings, name=name, theme=dice.choice([*config.THEMES])))
        else:
            _save(space, deed, dice)
    except VcycleError:
        pass


def edit(folder: Path, record: Record, number: int) -> None:
    """Another process changes this record; nothing when it is gone."""
    space = open_workspace(folder, today=TODAY, who="Bo")
    kind = space.registry.of(type(record))
    with suppress(VcycleError), space.store.transaction("Bo: rival") as changes:
        changes.put(_edited(kind, space.store.get(type(record), record.id), Random(number)))


DEEDS = ("edit", "edit", "edit", "add", "remove", "undo", "redo", "settings")


def _save(space: Workspace, deed: str, dice: Random) -> None:
    kind = dice.choice([kind for kind in space.registry if kind.undoable])
    found = space.store.find(kind.cls)
    if not found:
        return
    record = dice.choice(found)
    with space.store.transaction(f"Bo: {deed}") as changes:
        if deed == "remove":
            changes.remove(kind.cls, record.id)
        elif deed == "add":
            changes.put(_edited(kind, replace(record, id="", revision=0, created=""), dice))
        else:
            changes.put(_edited(kind, record, dice))


def _edited(kind: RecordType, record: Record, dice: Random) -> Record:
    spec = dice.choice([spec for spec in kind.fields if spec.kind not in (Kind.LINK, Kind.LINKS)])
    values = samples(spec)
    return replace(record, **{spec.name: dice.choice(values)}) if values else record
