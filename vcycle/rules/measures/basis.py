"""What a measure is read against, and the part of time that a reading speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from vcycle.model.derived import Fact
from vcycle.model.measure import Measure, MeasureState, Per, Reading, State, Unset
from vcycle.model.period import Period, Years
from vcycle.rules.measures.index import FactIndex
from vcycle.rules.measures.periods import Span, common, middle, spans, touching, window_in
from vcycle.rules.measures.tags import keys

MANDATE = "mandatperiod"


SHORT = ("week", "month", "term")
"""What is counted apart within a year."""


class Entity(Struct, frozen=True):
    """One of those that a measure asks for every one of, from when and until when (both included, None is always).

    `id` is a record's id. `name` is left out of what is shown when it is empty: persons have none here.
    """

    id: str
    name: str = ""
    since: date | None = None
    until: date | None = None

    def is_there(self, day: date) -> bool:
        """Whether it exists, or holds its role, on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Basis(Struct, frozen=True, kw_only=True):
    """Everything besides the measure itself that a reading depends on.

    `year` is the activity year that is read. `entities` holds those of "core.unit" and "core.person", and those who
    hold or have held a role under "role:KEY". `windows` holds periods that are no yearly spans, by name ("valår",
    "valrörelse", "mandatperiod"); None for one that the year does not have. `titles` has what people call a series.
    """

    today: date
    years: Years
    year: int
    facts: FactIndex
    entities: Mapping[str, Sequence[Entity]] = {}
    windows: Mapping[str, Period | None] = {}
    titles: Mapping[str, str] = {}
    _spans: dict[tuple[str, Period], list[Span]] = {}

    @property
    def period(self) -> Period:
        return self.years.year(self.year)

    def spans(self, per: Per, period: Period) -> list[Span]:
        """The periods that are counted apart; made once, because most measures ask for the same."""
        key = (per, period)
        if key not in self._spans:
            self._spans[key] = spans(per, period, self.years)
        return self._spans[key]


class Chosen(NamedTuple):
    """Facts that count, by day: what was held, and what is planned besides."""

    held: list[Fact]
    planned: list[Fact]

    @property
    def all(self) -> list[Fact]:
        return [*self.held, *self.planned]


class Scope(Struct, frozen=True):
    """A basis, and the `period` of it that one measure speaks of."""

    basis: Basis
    measure: Measure
    period: Period

    @property
    def today(self) -> date:
        return self.basis.today

    @property
    def closed(self) -> bool:
        return self.today > self.period.end

    @property
    def until_now(self) -> date:
        """The last day that can be judged: today, or the last of the period."""
        return min(self.today, self.period.end)

    @property
    def spans(self) -> list[Span]:
        assert not isinstance(self.measure, State | Unset)
        if self.measure.per in SHORT:
            return self.basis.spans(self.measure.per, self.period)
        return [Span(self.period, self.label)]

    @property
    def label(self) -> str:
        """The name of the whole period: "2026", or "mandatperioden"."""
        per = "activity_year" if isinstance(self.measure, State | Unset) else self.measure.per
        if per == "mandate":
            return "mandatperioden"
        return str(middle(self.period).year) if per == "calendar_year" else self.basis.years.label(self.basis.year)

    def choose(self, series: Sequence[str], period: Period | None = None) -> Chosen:
        """The facts of the series in `period` that the measure's tags let through."""
        return chosen(self.basis.facts.between(series, period or self.period), self.measure)


def chosen(facts: Iterable[Fact], measure: Measure) -> Chosen:
    """The facts that the measure's tags let through."""
    if measure.only or measure.without:
        facts = [fact for fact in facts if keeps(measure, fact)]
    result = Chosen([], [])
    for fact in facts:
        (result.planned if fact.planned else result.held).append(fact)
    return result


def keeps(measure: Measure, fact: Fact) -> bool:
    """Whether `only` and `without` let the fact through."""
    if measure.only and keys(measure.only).isdisjoint(keys(fact.tags)):
        return False
    return keys(measure.without).isdisjoint(keys(fact.tags))


def scope_of(measure: Measure, basis: Basis) -> Scope | Reading:
    """The period that the measure speaks of; a reading that says why when there is none."""
    per = "activity_year" if isinstance(measure, State | Unset) else measure.per
    whole = _whole(per, basis)
    if whole is None:
        return undecided("Mandatperioden är inte angiven, så målet kan inte avgöras")
    whole = _in_force(measure, whole, basis)
    if not measure.when:
        return Scope(basis, measure, whole)
    if not _is_known(measure.when, basis):
        return undecided(f"Kan inte avgöras: det är inte angivet när ”{measure.when}” är")
    part = _window(measure.when, whole, basis)
    if part is None:
        label = basis.years.label(basis.year)
        return undecided(f"Ej tillämpligt {label}: gäller bara {measure.when}", applies=False)
    return Scope(basis, measure, part)


def _in_force(measure: Measure, whole: Period, basis: Basis) -> Period:
    """Of what is counted by the week, month or term what lies after vcycle was begun with, or after the first fact."""
    begun = basis.years.begun
    if begun is None or isinstance(measure, State | Unset) or measure.per not in SHORT or begun not in whole:
        return whole
    facts = basis.facts.between(getattr(measure, "series", ()), Period(whole.start, begun))
    held = min((fact.day for fact in facts if not fact.planned), default=None)
    if held is None:
        return Period(begun, whole.end)
    first = touching(measure.per, Period(held, held), basis.years)
    return Period(max(whole.start, first[0].period.start if first else held), whole.end)


def _whole(per: Per, basis: Basis) -> Period | None:
    if per == "mandate":
        return basis.windows.get(MANDATE)
    return basis.spans(per, basis.period)[0].period if per == "calendar_year" else basis.period


def _is_known(name: str, basis: Basis) -> bool:
    return name in basis.windows or basis.years.window(name) is not None


def _window(name: str, whole: Period, basis: Basis) -> Period | None:
    if name in basis.windows:
        window = basis.windows[name]
        return common(whole, window) if window else None
    bounds = basis.years.window(name)
    return window_in(bounds, whole, basis.years) if bounds else None


def undecided(reason: str, *, applies: bool = True, period: Period | None = None) -> Reading:
    """The reading of what cannot be decided, and why."""
    return Reading(state="undecided", plan_state="undecided", reason=reason, applies=applies, period=period)


_WORST: tuple[MeasureState, ...] = ("missed", "undecided", "open")


def worst(states: Iterable[MeasureState]) -> MeasureState:
    """The state of several together: all of them must be fulfilled."""
    found = set(states)
    return next((state for state in _WORST if state in found), "fulfilled")


def refs(facts: Iterable[Fact]) -> tuple[str, ...]:
    """What the facts come from, each once, in their order."""
    return tuple(dict.fromkeys(fact.ref for fact in facts if fact.ref))
