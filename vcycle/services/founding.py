"""A new workspace, empty or from a plan: all of it, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from vcycle.config import Settings
from vcycle.errors import InputError
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, Years
from vcycle.paths import SETTINGS_FILE
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.format import Plan
from vcycle.services.plans.importing import import_plan
from vcycle.services.workspace import Workspace, create_workspace, open_workspace, refuse_workspace

DEFAULT_NAME = "Vår förening"
BUILDING = ".vcycle-init"
"""The folder inside the workspace's own where it is built; once it stands there is no such folder."""
_DATA = (".lock", "vcycle.json", "history.jsonl")


def found(
    folder: Path,
    *,
    today: date,
    who: str = "",
    plan: str | None = None,
    name: str | None = None,
    year: int | None = None,
    begun: date | None = None,
    then: Callable[[Workspace], None] = lambda _space: None,
) -> Workspace:
    """A new workspace in `folder`. `plan` is a shipped plan's name or a file; `year` its first activity year;
    nobody is asked about what should have been done before `begun`.

    `then` puts more into it before anybody sees it.

    The plan is read before anything is made, so that a faulty one leaves nothing behind. Raises `NotFound` when the
    folder already is a workspace.
    """
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(f"{year} är inget årtal vi räknar med.")
    read = read_plan(find_plan(plan), folder) if plan else None
    settings = _settings(read, name, year, begun)
    new = not folder.exists()
    _clear_interrupted(folder)
    refuse_workspace(folder)
    try:
        then(_build(folder / BUILDING, settings, read, today, who, year))
        _move_in(folder)
    except BaseException:
        _clear(folder, new)
        raise
    return open_workspace(folder, today=today, who=who)


def _build(folder: Path, settings: Settings, plan: Plan | None, today: date, who: str, year: int | None) -> Workspace:
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # its owner's alone: it tells who has which opinion
    space = create_workspace(folder, settings, today=today, who=who)
    if plan is not None:
        import_plan(space.store, plan, year=year, own=settings.name)
    return space


def _move_in(folder: Path) -> None:
    """What was built takes its place, the settings last: they are what makes a folder a workspace."""
    for name in (*_DATA, SETTINGS_FILE):
        (folder / BUILDING / name).replace(folder / name)
    shutil.rmtree(folder / BUILDING)


def _clear_interrupted(folder: Path) -> None:
    """Take away what a founding that was killed half-way left: nothing that anybody entered is in it."""
    if (folder / BUILDING).is_dir() and not (folder / SETTINGS_FILE).exists():
        _clear(folder, new=False)


def _clear(folder: Path, new: bool) -> None:
    for name in _DATA if (folder / BUILDING).is_dir() else ():
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder if new else folder / BUILDING, ignore_errors=True)


def _settings(plan: Plan | None, name: str | None, year: int | None, begun: date | None) -> Settings:
    own = plan.years if plan else Years()
    first = year if year is not None else plan.year if plan else None
    years = replace(own, first=first, begun=begun)
    return Settings(name=name or (plan.association if plan else DEFAULT_NAME), years=years)
