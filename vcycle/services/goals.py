"""Every goal with its reading: the measures of a year read against all that is known of it and of the years before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from vcycle.errors import InputError
from vcycle.model.core import Area, Goal, Holder, Log, Person, Role, Series, Unit
from vcycle.model.derived import Fact
from vcycle.model.measure import Measure, Reading
from vcycle.model.period import Period
from vcycle.model.text import slug
from vcycle.rules.elections import election_windows
from vcycle.rules.measures import Basis, Entity, FactIndex, faults, read
from vcycle.services.facts import facts_of
from vcycle.services.logbook import known_series
from vcycle.services.workspace import Workspace

AFTERWARDS = timedelta(days=92)
"""How long after a year something may lie that still belongs to it: the letter after its last meeting."""

UNMEASURED = "Målet har inget mått, så det räknas inte"


class Standing(NamedTuple):
    """A goal and what its measure says."""

    goal: Goal
    reading: Reading


def readings(space: Workspace, year: int) -> list[Standing]:
    """All goals, in the order of their areas, each with its reading in the activity year `year` as of today."""
    goals = ordered(space)
    measured = [goal.measure for goal in goals if goal.measure is not None]
    basis = basis_of(space, year, measured) if measured else None
    return [Standing(goal, reading_of(goal.measure, basis)) for goal in goals]


def ordered(space: Workspace) -> list[Goal]:
    """The goals by the first of their areas, as these stand in the plan; those without one come last."""
    areas = sorted(space.store.find(Area), key=lambda area: area.position)
    places = {area.id: place for place, area in enumerate(areas)}
    last = len(places)
    return sorted(space.store.find(Goal), key=lambda g: min((places.get(a, last) for a in g.areas), default=last))


def reading_of(measure: Measure | None, basis: Basis | None) -> Reading:
    """What a measure says; of none, or of an impossible one from a file changed by hand, why it says nothing."""
    if measure is None or basis is None:
        return Reading(state="undecided", plan_state="undecided", reason=UNMEASURED)
    try:
        return read(measure, basis)
    except InputError as fault:
        reason = f"Måttet går inte att räkna ut: {'; '.join(fault.problems)}"
        return Reading(state="undecided", plan_state="undecided", reason=reason)


def basis_of(space: Workspace, year: int, measures: Iterable[Measure]) -> Basis:
    """What `measures` are read against in the activity year `year`."""
    windows = election_windows(space.years, year)
    period = _reach(space, year, measures, windows)
    return Basis(
        today=space.today,
        years=space.years,
        year=year,
        facts=space.kept(("facts", period), lambda: FactIndex(_facts(space, period))),
        entities=space.kept("entities", lambda: _entities(space)),
        windows=windows,
        titles={series.key: series.title for series in space.store.find(Series) if series.title},
    )


def _reach(space: Workspace, year: int, measures: Iterable[Measure], windows: dict[str, Period | None]) -> Period:
    """The days that entries are made of: the year, the one before it, and a term of office where one is asked for."""
    own = space.years.year(year)
    days = [space.years.year(year - 1).start, own.end + AFTERWARDS]
    office = windows["mandatperiod"]
    if office is not None and any(getattr(measure, "per", "") == "mandate" for measure in measures):
        days += [office.start, office.end]
    return Period(min(days), max(days))


def _facts(space: Workspace, period: Period) -> Iterator[Fact]:
    """All facts of `period`, and what was logged before and after: a reading may be older than any year asked for."""
    logs = space.store.find(Log)
    yield from facts_of(logs, (), {}, Period(date.min, period.start - timedelta(days=1)), space.today)
    yield from space.facts(period)
    yield from facts_of(logs, (), {}, Period(period.end + timedelta(days=1), date.max), space.today)


def _entities(space: Workspace) -> dict[str, Sequence[Entity]]:
    """The associations, the members, and who has held each role."""
    units = [Entity(id=unit.id, name=unit.name) for unit in space.store.find(Unit, kind="child")]
    people = [Entity(id=person.id, since=person.member_since) for person in space.store.find(Person)]
    return {"core.unit": units, "core.person": people, **_holders(space)}


def _holders(space: Workspace) -> dict[str, Sequence[Entity]]:
    by_role: defaultdict[str, list[Entity]] = defaultdict(list)
    for holder in space.store.find(Holder):
        by_role[holder.role].append(Entity(id=holder.person, since=holder.since, until=holder.until))
    found: dict[str, list[Entity]] = {}
    for role in space.store.find(Role):
        for name in role_names(role):
            found.setdefault(f"role:{name}", []).extend(by_role[role.id])
    return dict(found)


def said_of(space: Workspace, measure: Measure) -> list[str]:
    """What a measure that somebody has just written should be answered: names that nothing has, else what it reads."""
    roles = {name for role in space.store.find(Role) for name in role_names(role)}
    known = known_series(space, goals=False)
    if unknown := faults(measure, known_series=known, known_roles=roles, years=space.years, units=units_of(space)):
        return unknown
    return [reading_of(measure, basis_of(space, space.years.year_of(space.today), [measure])).reason]


def units_of(space: Workspace) -> dict[str, str]:
    """What the declared series are counted in, "number" or "kronor"."""
    return {series.key: series.unit for series in space.store.find(Series)}


def role_names(role: Role) -> set[str]:
    """What a measure may call a role: its key in its plan, its name as a key, or its id."""
    planned = role.plan_item.partition("@")[0].rpartition("/")[2]
    return {planned, slug(role.name), role.id} - {""}
