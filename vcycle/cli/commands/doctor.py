"""`vcycle doctor`: how the workspace is, without changing anything."""

from __future__ import annotations

import argparse
import platform

from vcycle import __version__
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, many, say, say_lines, table
from vcycle.errors import BAD_INPUT, DONE, PLUGIN_FAILED
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle doctor"


def arguments(_parser: Parser) -> None:
    """None: doctor looks at everything."""


def run(_args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    space.entries(space.this_year)  # so that plugins have had something to do before their time is shown
    say_lines(table([*_program(space), *_data(space), *_plugins(space)]))
    problems = [problem for file in space.store.diagnose() for problem in file.problems]
    for problem in (*problems, *map(str, space.host.problems)):
        say(f"FEL  {problem}")
    if not problems:
        say("Föreningens data är hel.")
    return BAD_INPUT if problems else PLUGIN_FAILED if space.host.problems else DONE


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


def _plugins(space: Workspace) -> list[tuple[str, str]]:
    rows = [(f"tillägg {name}", f"{seconds * 1000:.0f} ms") for name, seconds in space.host.seconds.items()]
    return rows or [("tillägg", "inga på")]
