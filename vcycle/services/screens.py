"""Plugins' own screens: which there are, and opening one through the guard."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping

from vcycle.errors import PluginError
from vcycle.model.offers import ScreenType
from vcycle.services.asking import PluginDesk
from vcycle.services.workspace import Workspace


def screens(space: Workspace) -> Iterator[tuple[str, ScreenType]]:
    """Every screen of the plugins that work, with the plugin's name; none is imported."""
    for plugin in space.host.enabled:
        for screen in space.host.screens(plugin):
            yield plugin, screen


def make_screen(space: Workspace, plugin: str, screen: ScreenType) -> object:
    """The Textual screen, made by the plugin; raises `PluginError` when it cannot be imported or made."""
    return space.host.guarded(plugin, f"skärmen {screen.name}", lambda: _make(space, plugin, screen))


def _make(space: Workspace, plugin: str, screen: ScreenType) -> object:
    module, _, name = screen.factory.partition(":")
    factory = getattr(importlib.import_module(module), name, None)
    if not callable(factory):
        raise PluginError(f"{screen.factory} finns inte")
    return factory(PluginDesk(space, plugin))


def plugin_of(modules: Iterable[str], owners: Mapping[str, str]) -> str | None:
    """The plugin that the first known one of `modules` belongs to; `owners` maps modules and packages to plugins."""
    for module in modules:
        for own, plugin in owners.items():
            if module == own or module.startswith(f"{own}."):
                return plugin
    return None
