"""Backups of a workspace, also of one whose data no longer opens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vcycle.errors import Damaged
from vcycle.model.text import quoted
from vcycle.model.values import listed
from vcycle.services.workspace import open_workspace, parts
from vcycle.storage.backups import Backup, Backups
from vcycle.storage.recovery import Rescue, recover

DATA = "vcycle"


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups of the workspace in `folder`, newest first; the data itself is not opened."""
    return Backups(folder / f"{DATA}.json", DATA).list()


def restore(folder: Path, name: str, *, today: date, who: str = "") -> str:
    """Go back to a backup, called by its name or its day; returns what to say about it.

    Undo takes it back, unless the data could not be opened.
    """
    name = _in_full(folder, name)
    try:
        line = open_workspace(folder, today=today, who=who).store.restore_backup(name)
    except Damaged:
        settings, _host, registry = parts(folder)
        return _told(recover(folder, registry, name, who=who or settings.user), name)
    if line is None:
        return f"Allt är redan som i {name}."
    return f"Föreningens data är tillbaka som i {name}. Ångra med ”vcycle undo”."


def _in_full(folder: Path, name: str) -> str:
    """The name of the backup that a day alone means: that day's first copy."""
    daily = f"{DATA}-{name}.json"
    return daily if any(backup.name == daily for backup in backups(folder)) else name


def _told(rescue: Rescue, name: str) -> str:
    """What a rescue did, and what it could not do."""
    steps, missing = rescue.replayed.steps, rescue.replayed.missing
    done = "Historiken visar inget senare steg."
    if steps:
        what = "Ett senare steg" if steps == 1 else f"{steps} senare steg"
        done = f"{what} ur historiken är gjort om." if steps == 1 else f"{what} ur historiken är gjorda om."
    parts_ = [f"Föreningens data är tillbaka från {name}. {done}"]
    if missing:
        parts_.append(f"{len(missing)} steg gick inte att göra om och saknas: {listed(map(quoted, missing))}.")
    parts_ += [f"{lost}. Det som gjordes där saknas." for lost in rescue.replayed.lost]
    if rescue.aside:
        parts_.append(f"Den skadade filen ligger kvar som {rescue.aside}.")
    return "\n".join(parts_)
