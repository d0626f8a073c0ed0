"""`vcycle redo`: what was undone, done again."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE

EXAMPLE = "vcycle redo"


def arguments(_parser: Parser) -> None:
    """None: redo does the last undone step again."""


def run(_args: argparse.Namespace, session: Session) -> int:
    line = session.workspace().store.redo()
    tell(f"Gjorde om: {line.label}.")
    return DONE
