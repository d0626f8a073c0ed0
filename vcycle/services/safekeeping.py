"""Backups of a workspace, also of one whose data no longer opens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vcycle.errors import Damaged
from vcycle.services.workspace import open_workspace, parts
from vcycle.storage.backups import Backup, Backups
from vcycle.storage.recovery import recover

DATA = "vcycle"


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups of the workspace in `folder`, newest first; the data itself is not opened."""
    return Backups(folder / f"{DATA}.json", DATA).list()


def restore(folder: Path, name: str, *, today: date, who: str = "") -> str:
    """Go back to a backup; returns what to say about it. Undo takes it back, unless the data could not be opened."""
    try:
        line = open_workspace(folder, today=today, who=who).store.restore_backup(name)
    except Damaged:
        settings, _host, registry = parts(folder)
        kept = recover(folder, registry, name, who=who or settings.user)
        aside = f" Den skadade filen ligger kvar som {kept}." if kept else ""
        return f"Föreningens data är tillbaka från {name}.{aside}"
    if line is None:
        return f"Allt är redan som i {name}."
    return f"Föreningens data är tillbaka som i {name}. Ångra med ”vcycle undo”."
