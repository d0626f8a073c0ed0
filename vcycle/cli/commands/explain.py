"""`vcycle explain`: the arithmetic and the source of a date."""

from __future__ import annotations

import argparse

from vcycle.cli.agenda import days, times
from vcycle.cli.entries import add_entry, open_and_find
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say
from vcycle.errors import DONE
from vcycle.services.explain import explain

EXAMPLE = "vcycle explain kallelse.arsmote.2026"


def arguments(parser: Parser) -> None:
    add_entry(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    space, entry = open_and_find(args, session)
    say(f"{entry.title}  {days(entry)}  {times(entry)}".rstrip())
    for line in explain(space, entry):
        say(f"  {line}")
    return DONE
