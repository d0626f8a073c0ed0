"""`vcycle doctor`: how the workspace is, without changing anything."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, say_lines, table
from vcycle.errors import BAD_INPUT, DONE, PLUGIN_FAILED
from vcycle.services.condition import condition

EXAMPLE = "vcycle doctor"


def arguments(_parser: Parser) -> None:
    """None: doctor looks at everything."""


def run(_args: argparse.Namespace, session: Session) -> int:
    found = condition(session.workspace())
    say_lines(table([*found.rows]))
    for slow in found.slow:
        say(f"LÅNGSAMT  {slow.plugin}: {slow.cost}.")
        say(f"     Stäng av det med ”vcycle plugins disable {slow.plugin}”, eller säg till den som har gjort det.")
    for problem in (*found.damage, *found.failures):
        say(f"FEL  {problem}")
    if not found.damage:
        say("Föreningens data är hel.")
    return BAD_INPUT if found.damage else PLUGIN_FAILED if found.failures else DONE
