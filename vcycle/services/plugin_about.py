"""What a plugin brings into a workspace, and its own settings as texts of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from vcycle import config
from vcycle.errors import PluginError
from vcycle.hooks.host import Host
from vcycle.model.fields import FieldSpec, Kind, describe
from vcycle.services.plugins_on import UNCHANGED, the_one

_BRINGS = {
    "vcycle_activities": "regler med datum",
    "vcycle_entries": "tillfällen i året",
    "vcycle_facts": "sådant som målen räknar",
    "vcycle_findings": "det som behöver uppmärksamhet",
    "vcycle_sections": "delar av berättelsen",
}
_AS_THEY_ARE = (Kind.INTEGER, Kind.FLAG, Kind.DATE, Kind.TIME, Kind.CHOICE, Kind.TEXT, Kind.LONG_TEXT, Kind.LINK)
"""Kinds whose values a settings file holds as they are; others are written as people write them."""


class Adding(NamedTuple):
    """One sort of thing that a plugin adds, in Swedish, and each by its name."""

    what: str
    names: tuple[str, ...]


def adding(host: Host, plugin: str) -> list[Adding]:
    """All that a plugin that works adds."""
    kinds = tuple(kind.plural for kind in host.record_types() if kind.key.partition(".")[0] == plugin)
    found = (
        Adding("Register", kinds),
        Adding("Går att göra", tuple(command.label for command in host.commands(plugin))),
        Adding("Skärmar", tuple(screen.label for screen in host.screens(plugin))),
        Adding("Räknar fram", tuple(words for hook, words in _BRINGS.items() if hook in host.hooks(plugin))),
    )
    return [one for one in found if one.names]


def tried(folder: Path, plugin: str) -> Host:
    """A host with the plugin alone, on or off; raises `PluginError` with the cause when it does not work."""
    settings = config.load(folder)
    module = settings.plugins.get(plugin) or the_one(plugin)
    return _works(plugin, module, settings.plugin_settings.get(plugin, {}))


def _works(plugin: str, module: str, table: Mapping[str, Any]) -> Host:
    host = Host({plugin: module}, {plugin: table})
    for problem in host.problems:
        raise PluginError(f"Tillägget {plugin} fungerar inte: {problem.cause}", hint=UNCHANGED)
    return host


# Its own settings


def own_specs(host: Host, plugin: str) -> tuple[FieldSpec, ...]:
    """The fields of the plugin's own settings; none when it has no settings."""
    settings = host.settings(plugin)
    if settings is None:
        return ()
    cls: type[Struct] = type(settings)
    return describe(cls)


def own_texts(host: Host, plugin: str) -> dict[str, str]:
    """What each field says now."""
    settings = host.settings(plugin)
    return {spec.name: spec.format(getattr(settings, spec.name)) for spec in own_specs(host, plugin)}


def save_own(folder: Path, plugin: str, specs: Sequence[FieldSpec], values: Mapping[str, Any]) -> None:
    """Write the plugin's own table, once the plugin has been seen to take it; raises `PluginError` otherwise."""
    settings = config.load(folder)
    before = settings.plugin_settings.get(plugin, {})
    known = {spec.name: spec for spec in specs}
    table = {name: value for name, value in before.items() if name not in known}
    table |= {
        name: _toml(known[name], value)
        for name, value in values.items()
        if name in before or value != known[name].default
    }
    _works(plugin, settings.plugins.get(plugin) or the_one(plugin), table)
    tables = {**settings.plugin_settings, plugin: table}
    config.save(folder, replace(settings, plugin_settings=tables))


def _toml(spec: FieldSpec, value: Any) -> Any:
    """A value as the settings file holds it, to be read back as the same."""
    if isinstance(value, tuple):
        return list(value)
    return value if spec.kind in _AS_THEY_ARE and value is not None else spec.format(value)
