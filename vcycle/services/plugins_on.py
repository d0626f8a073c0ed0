"""Plugins switched on and off in the settings of a workspace, and what is known of those that are installed."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from vcycle import config
from vcycle.errors import InputError, NotFound, PluginError
from vcycle.hooks import installed
from vcycle.hooks.host import Host
from vcycle.hooks.installed import Installed
from vcycle.model.values import meant

UNCHANGED = "Ingenting har ändrats."


def offered() -> dict[str, list[Installed]]:
    """What is installed, by name: several when several distributions offer modules under one name."""
    found: dict[str, list[Installed]] = {}
    for plugin in installed.scan():
        same = found.setdefault(plugin.name, [])
        if plugin.module not in {other.module for other in same}:
            same.append(plugin)
    return found


def origin(found: list[Installed]) -> str:
    """Where a plugin comes from; what it is for stands in its own help."""
    if not found:
        return "inte installerat"
    if len(found) > 1:
        return f"namnet erbjuds av flera: {_sources(found)}"
    (plugin,) = found
    if not plugin.module:
        return f"{plugin.distribution}: säger inte vilken modul det ligger i"
    return "följer med vcycle" if plugin.distribution == "vcycle" else f"{plugin.distribution}: {plugin.summary}"


def _sources(found: list[Installed]) -> str:
    return ", ".join(f"{plugin.distribution or 'okänt paket'} ({plugin.module})" for plugin in found)


def the_one(name: str) -> str:
    """The module of the installed plugin called `name`; raises `NotFound` for none, `InputError` for several."""
    known = offered()
    if name not in known:
        hint = meant(name, known) or "”vcycle plugins list” visar vilka som finns."
        raise NotFound(f"Inget installerat tillägg heter ”{name}”.", hint=hint)
    found = known[name]
    if not found[0].module:
        message = f"Tillägget ”{name}” säger inte vilken modul det ligger i."
        raise PluginError(message, hint=f"Felet ligger i paketet {found[0].distribution}. {UNCHANGED}")
    if len(found) > 1:
        hint = f"Avinstallera alla utom ett, eller skriv modulen själv under [plugins] i vcycle.toml. {UNCHANGED}"
        raise InputError(f"Tillägget ”{name}” erbjuds av flera: {_sources(found)}.", hint=hint)
    return found[0].module


def enable(folder: Path, name: str) -> None:
    """Switch an installed plugin on, once it has been seen to work; raises `PluginError` with the cause otherwise."""
    settings = config.load(folder)
    plugins = {**settings.plugins, name: the_one(name)}
    tried = Host(plugins, settings.plugin_settings)
    for problem in tried.problems:
        if problem.plugin == name:
            raise PluginError(f"Tillägget {name} går inte att slå på: {problem.cause}", hint=UNCHANGED)
    config.save(folder, replace(settings, plugins=plugins))


def disable(folder: Path, name: str) -> None:
    """Switch a plugin off, whatever it does; its data and its settings stay. Raises `NotFound` when it is not on."""
    settings = config.load(folder)
    if name not in settings.plugins:
        raise NotFound(f"Tillägget ”{name}” är inte på.")
    plugins = {other: module for other, module in settings.plugins.items() if other != name}
    config.save(folder, replace(settings, plugins=plugins))
