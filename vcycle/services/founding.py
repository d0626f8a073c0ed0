"""A new workspace, empty or from a plan: all of it, or nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from vcycle.config import Settings
from vcycle.errors import InputError
from vcycle.model.period import Years
from vcycle.services.plan_file import find_plan, read_plan
from vcycle.services.plan_format import Plan
from vcycle.services.plan_import import import_plan
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

    The plan is read before anything is made, so that a faulty one leaves nothing behind. Raises `InputError` when the
    folder already is a workspace.
    """
    if year is not None and not 1900 <= year <= 9000:
        raise InputError(f"{year} är inget årtal vi räknar med.")
    read = read_plan(find_plan(plan)) if plan else None
    settings = _settings(read, today, name, year)
    fresh = not folder.exists()
    space = create_workspace(folder, settings, today=today, who=who)
    try:
        if read is not None:
            import_plan(space.store, read, year=year, own=settings.name)
    except BaseException:
        _unmake(folder, fresh)
        raise
    return space


def _settings(plan: Plan | None, today: date, name: str | None, year: int | None) -> Settings:
    own = plan.years if plan else Years()
    first = year if year is not None else plan.year if plan else own.year_of(today)
    years = Years(start=own.start, starts=own.starts, first=first, terms=own.terms, windows=own.windows)
    return Settings(name=name or (plan.association if plan else DEFAULT_NAME), years=years)


def _unmake(folder: Path, fresh: bool) -> None:
    """Take back what was made; a folder that was there before keeps what it had."""
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for made in ("vcycle.toml", "vcycle.json", "history.jsonl"):
        (folder / made).unlink(missing_ok=True)
