"""`vcycle doctor`: how the workspace is, without changing anything."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, say_lines, table
from vcycle.errors import BAD_INPUT, DONE, PLUGIN_FAILED
from vcycle.paths import SETTINGS_FILE
from vcycle.services.condition import condition
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle doctor"


def arguments(_parser: Parser) -> None:
    """None: doctor looks at everything."""


def run(_args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    found, keys = condition(space), _key_faults(space)
    say_lines(table([*found.rows]))
    for slow in found.slow:
        say(f"LÅNGSAMT  {slow.plugin}: {slow.cost}.")
        say(f"     Stäng av det med ”vcycle plugins disable {slow.plugin}”, eller säg till den som har gjort det.")
    for problem in (*found.damage, *keys, *found.failures):
        say(f"FEL  {problem}")
    if not found.damage:
        say("Föreningens data är hel.")
    return BAD_INPUT if found.damage or keys else PLUGIN_FAILED if found.failures else DONE


def _key_faults(space: Workspace) -> list[str]:
    """Why the keys of the settings do not hold; only the interface, which is slow to import, knows."""
    if not space.settings.keys:
        return []
    from vcycle.tui.keymap import keyboard_of

    faults = keyboard_of(space).faults(space.settings.keys)
    return [f"{SETTINGS_FILE}: {fault}. De vanliga tangenterna gäller." for fault in faults]
