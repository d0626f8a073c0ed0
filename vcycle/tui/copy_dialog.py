"""Asking on which day to have something once more."""

from __future__ import annotations

from vcycle.model.derived import Entry
from vcycle.model.records import new_id
from vcycle.rules.days_beside import beside
from vcycle.services import copying, moving
from vcycle.services.days import day_of
from vcycle.services.workspace import Workspace
from vcycle.tui.step_dialog import MoveDialog, StepDialog

EMPTY = "Skriv dagen för kopian, till exempel 14 mars, tisdag eller en vecka senare."


def copying_to(space: Workspace, entry: Entry) -> StepDialog:
    """Asks on which day to have an entry once more; raises `VcycleError` for what cannot be copied."""
    copying.original(space, entry)
    id_ = new_id()

    def make(entry: Entry, text: str) -> moving.Step:
        if not text:
            raise ValueError(EMPTY)
        return copying.copy(space, entry, day_of(space, beside(text), entry.due), id_)

    dialog = MoveDialog(space, entry, f"Kopiera {entry.title}", make)
    dialog.placeholder = "14 mars, tisdag, v 12, +1, en vecka senare"
    return dialog
