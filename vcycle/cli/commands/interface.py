"""`vcycle` without a command: the terminal interface."""

from __future__ import annotations

import argparse
import sys

from vcycle.cli.session import Session, tell
from vcycle.errors import DONE, PLUGIN_FAILED, UsageError
from vcycle.hooks.host import PluginProblem
from vcycle.paths import SETTINGS_FILE
from vcycle.services.workspace import Workspace, refuse_workspace


def run(_args: argparse.Namespace, session: Session) -> int:
    need_terminal()
    if not (session.folder / SETTINGS_FILE).exists() and not _begin(session):
        tell("Ingenting är gjort. ”vcycle demo” visar ett exempel.")
        return DONE
    while (problem := show(session.workspace(thorough=True))) is not None:
        tell(f"{problem}. Ingenting som var sparat är borta.")
        if not _go_on(problem.plugin):
            tell(f"Starta utan det med ”vcycle --without {problem.plugin}”.")
            return PLUGIN_FAILED
        session.without += (problem.plugin,)
    return DONE


def _begin(session: Session) -> bool:
    """Ask what a new association is asked; says whether there is one now."""
    from vcycle.tui.start_screen import ask_and_make  # as slow to import as the rest of the interface

    refuse_workspace(session.folder)  # data without settings: something is lost, and must not be begun anew over
    return ask_and_make(session.folder, session.today, session.who)


def _go_on(plugin: str) -> bool:
    """Whether to start again without the plugin; Enter means yes."""
    print(f"Starta igen utan {plugin}? [J/n] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer.endswith("\n") and answer.strip().casefold() in ("", "j", "ja", "y", "yes")


def need_terminal() -> None:
    """Raise `UsageError` when there is nobody to show the wheel to."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "Årshjulet behöver en terminal.", hint="I skript och rör: ”vcycle list”, ”vcycle --help” visar resten."
        )


def show(space: Workspace) -> PluginProblem | None:
    """The interface, until somebody leaves it; the problem when a plugin's screen ended it."""
    from vcycle.tui.app import run_interface  # Textual is slow to import

    return run_interface(space)
