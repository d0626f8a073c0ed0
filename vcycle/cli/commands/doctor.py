"""`vcycle doctor`: how the workspace is, without changing anything."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator

from vcycle import __version__
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, many, say, say_lines, table
from vcycle.errors import BAD_INPUT, DONE, PLUGIN_FAILED
from vcycle.hooks.host import Host
from vcycle.paths import SETTINGS_FILE
from vcycle.services.findings import findings
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle doctor"

SLOW_IMPORT, SLOW_WORK = 0.030, 0.100
"""Seconds that a plugin may take of every start, and for all that it is asked about a year, before it is named."""


def arguments(_parser: Parser) -> None:
    """None: doctor looks at everything."""


def run(_args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    _ask_all(space)
    say_lines(table([*_program(space), *_data(space), *_plugins(space.host)]))
    for name, imported, worked in filter(_is_slow, _times(space.host)):
        say(f"LÅNGSAMT  {name}: {' och '.join(_delays(imported, worked))}.")
        say(f"     Stäng av det med ”vcycle plugins disable {name}”, eller säg till den som har gjort det.")
    problems = [problem for file in space.store.diagnose() for problem in file.problems]
    keys = _key_faults(space)
    for problem in (*problems, *keys, *map(str, space.host.problems)):
        say(f"FEL  {problem}")
    if not problems:
        say("Föreningens data är hel.")
    return BAD_INPUT if problems or keys else PLUGIN_FAILED if space.host.problems else DONE


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


def _key_faults(space: Workspace) -> list[str]:
    """Why the keys of the settings do not hold; only the interface, which is slow to import, knows."""
    if not space.settings.keys:
        return []
    from vcycle.tui.keymap import keyboard_of

    faults = keyboard_of(space).faults(space.settings.keys)
    return [f"{SETTINGS_FILE}: {fault}. De vanliga tangenterna gäller." for fault in faults]


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
