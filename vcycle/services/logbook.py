"""One fact noted in seconds: what was done, when, and what was counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from vcycle.errors import InputError
from vcycle.model.core import Activity, Log
from vcycle.model.text import printable, shorten, slug
from vcycle.model.values import listed, nearest
from vcycle.services.workspace import Workspace


def known_series(space: Workspace) -> list[str]:
    """Every series that somebody has declared: an activity, a plugin's entry, or an earlier fact."""
    declared = {a.series for a in space.store.find(Activity)} | {e.series for e in space.entries(space.this_year)}
    return sorted((declared | {log.series for log in space.store.find(Log)}) - {""})


def log(space: Workspace, series: str, *, day: date | None = None, new: bool = False, **counted: Any) -> Log:
    """Note one fact. A series that nothing declares is refused with the nearest names, unless `new`."""
    known = known_series(space)
    name = series if series in known else slug(series)
    if not name:
        raise InputError("Serien behöver ett namn med bokstäver eller siffror.")
    if name not in known and not new:
        near = nearest(name, known)
        shown = printable(shorten(series, 60))
        raise InputError(
            f"Det finns ingen serie som heter ”{shown}”." + (f" Närmast är {listed(near)}." if near else ""),
            hint=f"Är den ny? Skriv ”vcycle log {name} --new”.",
        )
    fact = Log(series=name, day=day or space.today, **counted)
    with space.store.transaction(f"Loggade {name}") as transaction:
        return transaction.put(fact)
