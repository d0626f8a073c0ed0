"""The one way from a measure to its reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vcycle.errors import InputError
from vcycle.model.measure import Count, Level, Measure, Reading, Share, State, Unset
from vcycle.rules.measures.average import read_average
from vcycle.rules.measures.basis import Basis, Scope, refs, scope_of
from vcycle.rules.measures.bounds import read_bounds
from vcycle.rules.measures.coverage import read_coverage
from vcycle.rules.measures.faults import faults
from vcycle.rules.measures.gap import is_about_once, read_gaps
from vcycle.rules.measures.level import read_level
from vcycle.rules.measures.level_sums import read_balance, read_sum
from vcycle.rules.measures.level_trend import read_trend
from vcycle.rules.measures.rotation import read_rotation
from vcycle.rules.measures.share import read_share
from vcycle.rules.measures.state import read_state
from vcycle.rules.measures.tally import amount
from vcycle.rules.measures.variety import read_variety
from vcycle.rules.measures.words import planned_words, sentence, times, whole


def read(measure: Measure, basis: Basis) -> Reading:
    """What the measure says in the activity year of the basis, as of its today.

    Raises InputError with every fault for a measure that cannot be read (see `faults`).
    """
    try:
        scope = scope_of(measure, basis)
        return scope if isinstance(scope, Reading) else _READERS[type(measure)](measure, scope)
    except (ValueError, OverflowError, ZeroDivisionError) as fault:
        said = "en dag ligger utanför kalendern" if isinstance(fault, OverflowError) else str(fault)
        problems = faults(measure, years=basis.years) or [said]
        raise InputError("Måttet går inte att räkna ut.", problems=problems) from fault


def _count(measure: Count, scope: Scope) -> Reading:
    if measure.covers:
        return (read_rotation if measure.rotation else read_coverage)(measure, scope)
    if measure.distinct:
        return read_variety(measure, scope)
    if measure.average is not None:
        return read_average(measure, scope)
    return (read_gaps if is_about_once(measure) else read_bounds)(measure, scope)


def _level(measure: Level, scope: Scope) -> Reading:
    if measure.equals:
        return read_balance(measure, scope)
    if measure.direction:
        return read_trend(measure, scope)
    return (read_sum if measure.sum else read_level)(measure, scope)


def _unset(measure: Unset, scope: Scope) -> Reading:
    """Counted and shown, never judged."""
    facts = scope.choose(measure.series)
    held, planned = amount(facts.held), amount(facts.planned)
    more = planned_words(planned)
    head = f"{times(held, measure, measure.series)} {whole(scope)}"
    return Reading(
        state="undecided",
        plan_state="undecided",
        reason=sentence(head, more, "styrelsen har inte satt något tal"),
        value=held,
        period=scope.period,
        evidence=refs(facts.held),
    )


_READERS: dict[type, Callable[[Any, Any], Reading]] = {
    Count: _count, Share: read_share, Level: _level, State: read_state, Unset: _unset,
}  # fmt: skip
