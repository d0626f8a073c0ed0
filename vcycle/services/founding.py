"""A new workspace, empty or from a plan: all of it, or nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from vcycle.config import Settings
from vcycle.errors import InputError
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, Years
from vcycle.paths import SETTINGS_FILE
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.format import Plan
from vcycle.services.plans.importing import import_plan
from vcycle.services.workspace import Workspace, create_workspace

DEFAULT_NAME = "Vår förening"


def found(
    folder: Path,
    *,
    today: date,
    who: str = "",
    plan: str | None = None,
    name: str | None = None,
    year: int | None = None,
) -> Workspace:
    """A new workspace in `folder`. `plan` is a shipped plan's name or a file; `year` its first activity year.

    The plan is read before anything is made, so that a faulty one leaves nothing behind. Raises `NotFound` when the
    folder already is a workspace.
    """
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(f"{year} är inget årtal vi räknar med.")
    read = read_plan(find_plan(plan)) if plan else None
    settings = _settings(read, today, name, year)
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else None
    try:
        space = create_workspace(folder, settings, today=today, who=who)
        if read is not None:
            import_plan(space.store, read, year=year, own=settings.name)
    except BaseException:
        _unmake(folder, there)
        raise
    return space


def _settings(plan: Plan | None, today: date, name: str | None, year: int | None) -> Settings:
    own = plan.years if plan else Years()
    first = year if year is not None else plan.year if plan else None
    years = Years(start=own.start, starts=own.starts, first=first, terms=own.terms, windows=own.windows)
    return Settings(name=name or (plan.association if plan else DEFAULT_NAME), years=years)


def _unmake(folder: Path, there: set[str] | None) -> None:
    """Take back what was made in `folder`, where `there` was before; the folder too when it is None."""
    if there is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for made in {SETTINGS_FILE, "vcycle.json", "history.jsonl", ".lock"} - there:
        (folder / made).unlink(missing_ok=True)
