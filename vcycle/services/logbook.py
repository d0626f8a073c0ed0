"""One fact noted in seconds: what was done, when, and what was counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from vcycle.errors import InputError
from vcycle.model.core import Activity, Goal, Log, Series
from vcycle.model.measure import Count, Level, Share
from vcycle.model.text import printable, shorten, slug
from vcycle.model.values import listed, nearest
from vcycle.model.wording.words import series_name
from vcycle.services.marks import series_of
from vcycle.services.workspace import Workspace

UNKNOWN = "uppgift saknas"
"""The label of a figure that nobody knows."""


def known_series(space: Workspace, *, goals: bool = True) -> list[str]:
    """Every series that somebody has declared.

    By an activity, a series of its own, a plugin's entry or marked date, an earlier fact, or (with `goals`) a goal that
    counts it.
    """
    return space.kept(("known series", goals), lambda: _known_series(space, goals=goals))


def _known_series(space: Workspace, *, goals: bool) -> list[str]:
    declared = {a.series for a in space.store.find(Activity)} | {e.series for e in space.entries(space.this_year)}
    declared |= {series.key for series in space.store.find(Series)} | {log.series for log in space.store.find(Log)}
    declared |= {series_of(kind, mark) for kind in space.registry for mark in kind.marks}
    if goals and (measures := [goal.measure for goal in space.store.find(Goal) if goal.measure is not None]):
        from vcycle.rules.measures.faults import series_of as counted_by  # only goals need it

        declared |= {name for measure in measures for name in counted_by(measure, space.years)}
    return sorted(declared - {""})


def log(
    space: Workspace,
    series: str,
    *,
    day: date | None = None,
    new: bool = False,
    amount: int | None = None,
    is_money: bool | None = None,
    **counted: Any,
) -> Log:
    """Note one fact, as `fact_of` makes it."""
    return note(space, fact_of(space, series, day=day, new=new, amount=amount, is_money=is_money, **counted))


def note(space: Workspace, fact: Log) -> Log:
    """Save one fact, as one step."""
    with space.store.transaction(f"Loggade {fact.series}") as transaction:
        return transaction.put(fact)


def fact_of(
    space: Workspace,
    series: str,
    *,
    day: date | None = None,
    new: bool = False,
    amount: int | None = None,
    is_money: bool | None = None,
    **counted: Any,
) -> Log:
    """One fact as it would be noted. A series that nothing declares is refused with the nearest names, unless `new`.

    `amount` is 1 unless said, except where a series is read off or is money: there somebody must say it. `is_money`
    tells that it was said as an amount of money, in öre; None is not known, and not checked.
    """
    name = name_of(space, series, new=new)
    if amount is None and any(slug(tag) == slug(UNKNOWN) for tag in counted.get("tags", ())):
        amount = 0  # measures do not read it
    else:
        _check_amount(space, name, amount, is_money)
    return Log(series=name, day=day or space.today, amount=1 if amount is None else amount, **counted)


def name_of(space: Workspace, series: str, *, new: bool = False) -> str:
    """The series that `series` means: its name, what it is called, or its plural; raises `InputError`."""
    found = found_series(space, series)
    if found is not None:
        return found
    name = slug(series)
    if not name:
        raise InputError("Serien behöver ett namn med bokstäver eller siffror.")
    if not new:
        near = nearest(name, known_series(space))
        shown = printable(shorten(series, 60))
        raise InputError(
            f"Det finns ingen serie som heter ”{shown}”." + (f" Närmast är {listed(near)}." if near else ""),
            hint=_LINE if len(series.split()) >= _WORDS_OF_A_LINE else f"Är den ny? Skriv ”vcycle log {name} --new”.",
        )
    return name


_LINE = "Skilj radens delar med semikolon, till exempel ”insändare; SN; 4 mars; kvinna”."
_WORDS_OF_A_LINE = 3


def found_series(space: Workspace, words: str) -> str | None:
    """The known series that words mean: its name, what it is called, or its plural; None when there is none."""
    known = known_series(space)
    name = slug(words)
    titles = {slug(declared.title): declared.key for declared in space.store.find(Series) if declared.title}
    return next((n for n in (words, name, series_name(words), titles.get(name)) if n and n in known), None)


def _check_amount(space: Workspace, name: str, amount: int | None, is_money: bool | None) -> None:
    """Refuse kronor where things are counted, numbers where money is, and nothing at all where there is a reading."""
    declared = next(iter(space.store.find(Series, key=name)), None)
    in_kronor = declared is not None and declared.unit == "kronor"
    is_figure = in_kronor or _is_figure(space, name)
    if amount is None:
        if in_kronor or _is_read_off(space, name):
            example = '"100 000 kr"' if in_kronor else "87"
            hint = f'Skriv till exempel: vcycle log {name} {example}. Vet ni inte: vcycle log {name} "#{UNKNOWN}"'
            raise InputError(f"Det saknas hur mycket {name} är.", hint=hint)
        return
    if amount < (0 if is_figure else 1) and not is_money and not in_kronor:
        least = "Det minsta är 0." if is_figure else "Det som inte har hänt behöver inte noteras; ”vcycle undo” ångrar."
        raise InputError(
            f"{amount} är inget antal gånger." if not is_figure else f"{amount} är inget antal.", hint=least
        )
    if is_money is None or declared is None or is_money == in_kronor:
        return
    if in_kronor:
        raise InputError(f"{name} räknas i kronor.", hint="Skriv beloppet med kr, till exempel ”100 000 kr”.")
    raise InputError(f"{name} räknas i antal, inte i kronor.")


def _is_read_off(space: Workspace, name: str) -> bool:
    """Whether a goal reads the series as a level: there the number is all that is said."""
    return any(not level.sum and name in (level.metric, level.share_of) for level in _levels(space))


def _is_figure(space: Workspace, name: str) -> bool:
    """Whether a number of the series may be none: a goal reads or sums it, or it is declared and nobody counts it."""
    if any(name in (level.metric, level.share_of) for level in _levels(space)):
        return True
    counted = (goal.measure.series for goal in space.store.find(Goal) if isinstance(goal.measure, Count | Share))
    return bool(space.store.find(Series, key=name)) and not any(name in series for series in counted)


def _levels(space: Workspace) -> list[Level]:
    return [goal.measure for goal in space.store.find(Goal) if isinstance(goal.measure, Level)]
