"""`vcycle undo`: the last step taken back."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE

EXAMPLE = "vcycle undo"


def arguments(_parser: Parser) -> None:
    """None: undo takes back the last step, whoever took it."""


def run(_args: argparse.Namespace, session: Session) -> int:
    store = session.workspace().store
    for warning in store.warnings():
        tell(warning)
    line = store.undo()
    tell(f"Ångrade: {line.label}. Gör om med ”vcycle redo”.")
    return DONE
