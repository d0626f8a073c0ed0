"""Goals that need attention: missed, behind, soon over, or waiting for a number that only the board can give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from vcycle.model.core import Role
from vcycle.model.derived import Finding
from vcycle.model.measure import Level, Measure, State, Unset
from vcycle.model.period import Period
from vcycle.model.text import quoted
from vcycle.model.wording.words import joined
from vcycle.rules.measures import faults, roles_of, series_of
from vcycle.rules.measures.periods import day_in
from vcycle.services.goals import Standing, readings, role_names, units_of
from vcycle.services.goals_shown import handles
from vcycle.services.logbook import known_series
from vcycle.services.workspace import Workspace

SOON = 30
"""Days before the end of a period that something still open in it is told of; of a short one its last quarter."""
_NAMED = 3


def goal_findings(space: Workspace) -> Iterator[Finding]:
    """What the goals of this activity year need."""
    standings = [s for s in readings(space, space.years.year_of(space.today)) if s.goal.measure is not None]
    known = _known(space) if standings else Known(set(), set(), {})
    names = handles(space) if standings else {}
    for standing in standings:
        found = _broken(standing, known, space) or _judged(standing, space.today) or _baseline(standing, space)
        if found:
            yield _finding(*found, standing, names[standing.goal.id])
    yield from _unset(standings)


Found = tuple[str, str, str, date | None]
"""Level, sentence after the goal's name, hint, and by when."""


def _finding(level: Any, what: str, hint: str, due: date | None, standing: Standing, name: str) -> Finding:
    message = f"Målet {quoted(standing.goal.text)} {what}."
    return Finding(
        level=level, message=message, hint=hint.format(goal=name, id=standing.goal.id), due=due, ref=standing.goal.id
    )


_SHOW = "Se ”vcycle goals {goal}”."
_SET = "Ändra med ”vcycle record set mål {id} --measure …”."


class Known(NamedTuple):
    """The series that something besides a goal has, what roles are called, and what series are counted in."""

    series: set[str]
    roles: set[str]
    units: dict[str, str]


def _known(space: Workspace) -> Known:
    roles = {name for role in space.store.find(Role) for name in role_names(role)}
    return Known(set(known_series(space, goals=False)), roles, units_of(space))


def _broken(standing: Standing, known: Known, space: Workspace) -> Found | None:
    """A measure that cannot be read, or reads what does not exist."""
    measure = _measure(standing)
    if wrong := faults(measure, years=space.years, units=known.units):
        return "error", f"har ett mått som inte går att räkna ut: {'; '.join(wrong)}", _SET, None
    if missing := [name for name in series_of(measure, space.years) if name not in known.series]:
        hint = f"{_SET} En ny serie läggs till med ”vcycle record add serie --key {missing[0]}”."
        return "warning", f"räknar {joined(map(quoted, missing))}, som inget annat har", hint, None
    if missing := [name for name in roles_of(measure) if name not in known.roles]:
        return "warning", f"frågar efter rollen {joined(map(quoted, missing))}, som inte finns", _SET, None
    return None


def _measure(standing: Standing) -> Measure:
    assert standing.goal.measure is not None
    return standing.goal.measure


def _judged(standing: Standing, today: date) -> Found | None:
    reading = standing.reading
    if reading.state == "missed":
        return "warning", f"är inte uppnått: {reading.reason}", _SHOW, None
    if reading.state != "open" or reading.plan_state == "fulfilled":
        return None
    if reading.plan_state == "missed" and _is_order(standing):
        return "warning", f"bryts av det som är planerat: {reading.reason}", _SHOW, None
    end = _soon_over(standing, today)
    if end is not None:
        return "warning", f"är inte nått än: {reading.reason}", _SHOW, end
    if reading.trend != "behind":
        return None
    # The sentence of a mean says it itself.
    return "info", f"ligger efter: {reading.reason.replace('ligger efter, ', '')}", _SHOW, None


def _is_order(standing: Standing) -> bool:
    """Whether the goal is that something lies after something else: what is planned too early can still be moved."""
    measure = _measure(standing)
    return isinstance(measure, State) and measure.after is not None


def _soon_over(standing: Standing, today: date) -> date | None:
    """The last day of what is still open, when it is near."""
    stretch = _stretch(standing, today)
    if stretch is None:
        return None
    left = (stretch.end - today).days
    return stretch.end if 0 <= left <= min(SOON, stretch.days // 4) else None


def _stretch(standing: Standing, today: date) -> Period | None:
    """The period that is still open: the one of the periods that are counted apart, or up to a day of its own."""
    measure, reading = _measure(standing), standing.reading
    for bucket in reading.buckets:
        if today in bucket.period:
            return bucket.period if bucket.state == "open" else None
    day = getattr(measure, "by", "") or getattr(measure, "at", "")
    if reading.period is None or not day:
        return reading.period
    last = day_in(day, reading.period)
    return Period(reading.period.start, last) if last >= reading.period.start else None


def _baseline(standing: Standing, space: Workspace) -> Found | None:
    """Growth from a number that nobody has given."""
    measure = _measure(standing)
    if not isinstance(measure, Level) or measure.growth is None or standing.reading.target is not None:
        return None
    if not standing.reading.applies or standing.reading.state != "undecided":
        return None
    hint = f"Skriv in det med ”vcycle log {measure.metric} TAL --date {space.this_year.start}”."
    return "info", f"behöver ett utgångsvärde: {standing.reading.reason}", hint, None


def _unset(standings: Sequence[Standing]) -> Iterator[Finding]:
    """One line for all goals that wait for a number."""
    waiting = [s.goal for s in standings if isinstance(s.goal.measure, Unset) and s.reading.applies]
    if not waiting:
        return
    names = ", ".join(quoted(goal.text, 40) for goal in waiting[:_NAMED])
    more = f" och {len(waiting) - _NAMED} till" if len(waiting) > _NAMED else ""
    hint = "Ge dem ett tal med ”vcycle record set mål MÅL --measure …”, när styrelsen har bestämt det."
    message = f"{len(waiting)} mål har ingen siffra än: {names}{more}."
    yield Finding(level="info", message=message, hint=hint, ref=waiting[0].id)
