"""`vcycle shortcuts`: everything that keys do in the interface, by the names that the settings have for it."""

from __future__ import annotations

import argparse
from itertools import groupby

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, say_lines, table, tell
from vcycle.errors import BAD_INPUT, DONE
from vcycle.paths import SETTINGS_FILE

EXAMPLE = "vcycle shortcuts"


def arguments(_parser: Parser) -> None:
    """None: all of them fit on a few screens."""


def run(_args: argparse.Namespace, session: Session) -> int:
    from vcycle.tui.keymap import keyboard_of, keymap_of  # the whole interface is slow to import

    space = session.workspace()
    keyboard, written = keyboard_of(space), space.settings.keys
    faults = keyboard.faults(written)
    actions = keyboard.actions({} if faults else keymap_of(written))
    rows = table([(f"  {action.id}", action.shown_keys, action.words) for action in actions])
    for where, lines in groupby(zip(actions, rows, strict=True), key=lambda pair: pair[0].where):
        say(f"{where[:1].upper()}{where[1:]}:")
        say_lines(row for _action, row in lines)
    for fault in faults:
        tell(f"{SETTINGS_FILE}: {fault}. De vanliga tangenterna gäller.")
    return BAD_INPUT if faults else DONE
