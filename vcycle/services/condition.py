"""How the workspace is, without changing anything: the program, the data, the plugins and what time they take."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from msgspec import Struct

from vcycle import __version__
from vcycle.hooks.host import Host
from vcycle.model.text import many
from vcycle.services.findings import findings
from vcycle.services.workspace import Workspace

SLOW_IMPORT, SLOW_WORK = 0.030, 0.100
"""Seconds that a plugin may take of every start, and for all that it is asked about a year, before it is named."""


class Slow(Struct, frozen=True):
    """A plugin that takes too long, and what that costs those who use the program."""

    plugin: str
    cost: str


class Condition(Struct, frozen=True):
    """`rows` are labels with what stands by them, `damage` is about the data, `failures` about plugins."""

    rows: tuple[tuple[str, str], ...]
    slow: tuple[Slow, ...]
    damage: tuple[str, ...]
    failures: tuple[str, ...]


def condition(space: Workspace) -> Condition:
    """Look at everything; every plugin is asked for all that it has to say about the year."""
    _ask_all(space)
    return Condition(
        rows=(*_program(space), *_data(space), *_plugins(space.host)),
        slow=tuple(Slow(time[0], " och ".join(_delays(*time[1:]))) for time in _times(space.host) if _is_slow(time)),
        damage=tuple(problem for file in space.store.diagnose() for problem in file.problems),
        failures=tuple(map(str, space.host.problems)),
    )


def _program(space: Workspace) -> list[tuple[str, str]]:
    return [
        ("vcycle", f"{__version__}, Python {platform.python_version()}, {platform.system()}"),
        ("förening", space.settings.name),
        ("mapp", str(space.folder)),
    ]


def _data(space: Workspace) -> list[tuple[str, str]]:
    rows = []
    for file in space.store.diagnose():
        counted = ", ".join(many(count, *_words(space, key)) for key, count in file.records.items() if count)
        rows += [
            ("data", f"{file.path.name}, {file.size / 1000:.0f} kB; historik {file.history_size / 1000:.0f} kB"),
            ("poster", counted or "inga än"),
            ("papperskorg", str(file.trashed)),
            ("säkerhetskopia", file.last_backup or "ingen än"),
        ]
        if file.unused:
            rows.append(("utan tillägg", f"{', '.join(file.unused)} (ligger kvar orört)"))
    return rows


def _words(space: Workspace, key: str) -> tuple[str, str]:
    """What one and several of a record type are called."""
    found = space.registry.get(key)
    return (found.singular, found.plural) if found else (key, key)


def _ask_all(space: Workspace) -> None:
    """Ask every plugin for all that it has to say about the year, so that its time is worth showing."""
    findings(space)
    space.facts(space.this_year)
    space.host.sections(space.context, space.this_year)
    for plugin in space.host.enabled:
        space.host.commands(plugin)
        space.host.screens(plugin)


_Times = tuple[str, float, float]


def _times(host: Host) -> list[_Times]:
    """Each plugin with the seconds of its import and of its hooks, those that took longest first."""
    imports = host.import_seconds
    times = [(name, imports.get(name, 0.0), spent - imports.get(name, 0.0)) for name, spent in host.seconds.items()]
    return sorted(times, key=lambda time: (-time[1] - time[2], time[0]))


def _plugins(host: Host) -> list[tuple[str, str]]:
    rows = []
    for name, imported, worked in _times(host):
        off = "" if name in host.enabled else ", avstängt"
        rows.append((f"tillägg {name}", f"inläsning {imported * 1000:.0f} ms, arbete {worked * 1000:.0f} ms{off}"))
    return rows or [("tillägg", "inga på")]


def _is_slow(time: _Times) -> bool:
    _name, imported, worked = time
    return imported > SLOW_IMPORT or worked > SLOW_WORK


def _delays(imported: float, worked: float) -> Iterator[str]:
    """What a slow plugin costs those who use the program."""
    if imported > SLOW_IMPORT:
        yield f"varje start tar {imported * 1000:.0f} ms längre (gränsen är {SLOW_IMPORT * 1000:.0f})"
    if worked > SLOW_WORK:
        yield f"det räknar i {worked * 1000:.0f} ms på ett år (gränsen är {SLOW_WORK * 1000:.0f})"
