"""One fact noted in seconds: what was done, when, and what was counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from vcycle.errors import InputError
from vcycle.model.core import Activity, Goal, Log, Series
from vcycle.model.text import printable, shorten, slug
from vcycle.model.values import listed, nearest
from vcycle.services.marks import series_of
from vcycle.services.workspace import Workspace


def known_series(space: Workspace, *, goals: bool = True) -> list[str]:
    """Every series that somebody has declared.

    By an activity, a series of its own, a plugin's entry or marked date, an earlier fact, or (with `goals`) a goal that
    counts it.
    """
    declared = {a.series for a in space.store.find(Activity)} | {e.series for e in space.entries(space.this_year)}
    declared |= {series.key for series in space.store.find(Series)} | {log.series for log in space.store.find(Log)}
    declared |= {series_of(kind, mark) for kind in space.registry for mark in kind.marks}
    if goals and (measures := [goal.measure for goal in space.store.find(Goal) if goal.measure is not None]):
        from vcycle.rules.measures.faults import series_of as counted_by  # only goals need it

        declared |= {name for measure in measures for name in counted_by(measure, space.years)}
    return sorted(declared - {""})


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
