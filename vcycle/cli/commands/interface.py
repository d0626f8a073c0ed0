"""`vcycle` without a command: the terminal interface."""

from __future__ import annotations

import argparse
import sys

from vcycle.cli.session import Session
from vcycle.errors import DONE, UsageError
from vcycle.services.workspace import Workspace


def run(_args: argparse.Namespace, session: Session) -> int:
    need_terminal()
    show(session.workspace())
    return DONE


def need_terminal() -> None:
    """Raise `UsageError` when there is nobody to show the wheel to."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "Årshjulet behöver en terminal.", hint="I skript och rör: ”vcycle list”, ”vcycle --help” visar resten."
        )


def show(space: Workspace) -> None:
    """The interface, until somebody leaves it."""
    from vcycle.tui.app import run_interface  # Textual is slow to import

    run_interface(space)
