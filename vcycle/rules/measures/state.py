"""How things are: a role is filled, something is done, something is fresh, something lies after something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vcycle.model.derived import Fact
from vcycle.model.measure import After, MeasureState, Reading, State
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, chosen, refs, undecided
from vcycle.rules.measures.fault_words import day_faults
from vcycle.rules.measures.periods import day_in, window_in
from vcycle.rules.measures.state_words import after_words, done_words, fresh_words, role_words
from vcycle.rules.measures.tally import amount
from vcycle.rules.measures.words import shown
from vcycle.rules.offsets import shift


def read_state(measure: State, scope: Scope) -> Reading:
    """The reading of a role, of something done, of something fresh, or of an order."""
    if measure.role:
        return _role(measure, scope)
    if measure.after:
        return _after(measure.after, scope)
    return _done(measure, scope) if measure.done else _fresh(measure, scope)


def due(measure: State, scope: Scope) -> date:
    """The last day: the one the measure names, or that of the period."""
    return day_in(measure.by, scope.period) if measure.by else scope.period.end


def _role(measure: State, scope: Scope) -> Reading:
    """Holders are counted on the last day that can be judged; one who has resigned holds nothing."""
    every = scope.basis.entities.get(f"role:{measure.role}")
    if every is None:
        reason = f"Kan inte avgöras: rollen ”{shown(measure.role)}” finns inte"
        return undecided(reason, period=scope.period)
    last = due(measure, scope)
    day = max(scope.until_now, scope.period.start)
    now = sum(holder.is_there(day) for holder in every)
    soon = sum(holder.is_there(max(day, last)) for holder in every)
    left = max((h.until for h in every if h.until and h.until < day), default=None)
    late = scope.today > last
    return Reading(
        state=_reached(now >= measure.holders_min, late),
        plan_state=_reached(max(now, soon) >= measure.holders_min, late),
        reason=role_words(measure, now, soon, last, left, scope),
        value=now,
        target=measure.holders_min,
        period=scope.period,
    )


def _reached(holds: bool, late: bool) -> MeasureState:
    return "fulfilled" if holds else "missed" if late else "open"


def _done(measure: State, scope: Scope) -> Reading:
    facts = scope.choose((measure.done,))
    last = due(measure, scope)
    in_time = [fact for fact in facts.held if fact.day <= last]
    planned = [fact for fact in facts.planned if fact.day <= last]
    late = scope.today > last
    return Reading(
        state=_reached(bool(in_time), late),
        plan_state=_reached(bool(in_time or planned), late),
        reason=done_words(facts, last, scope),
        value=amount(facts.held),
        target=1,
        period=scope.period,
        evidence=refs(facts.held),
    )


def _fresh(measure: State, scope: Scope) -> Reading:
    """The latest, in this year or the one before, and the day it is too old."""
    day = scope.until_now
    since = shift(min(day, scope.period.start), measure.max_age, -1)
    found = chosen(scope.basis.facts.between((measure.fresh,), Period(since, scope.period.end)), measure)
    held = [fact for fact in found.held if fact.day <= day]
    if not held and not _ever(measure, scope):
        reason = fresh_words(measure, None, day, scope)
        return undecided(reason, period=scope.period)
    limit = shift(held[-1].day, measure.max_age, 1) if held else since
    ahead = [fact for fact in found.planned if fact.day >= day]
    state = _reached(day <= limit, scope.closed)
    return Reading(
        state=state,
        plan_state="fulfilled" if state == "fulfilled" or (ahead and not scope.closed) else state,
        reason=fresh_words(measure, held[-1].day if held else None, limit, scope),
        value=(day - held[-1].day).days if held else None,
        period=scope.period,
        evidence=refs(held[-1:]),
    )


def _ever(measure: State, scope: Scope) -> bool:
    facts = scope.basis.facts.back(measure.fresh, scope.until_now)
    return any(not fact.planned for fact in facts)


def _after(after: After, scope: Scope) -> Reading:
    facts = scope.choose((after.series,))
    held_until, planned_until = (_limit(after.of, scope, plan=plan) for plan in (False, True))
    return Reading(
        state=_order(facts.held, held_until, scope),
        plan_state=_order(facts.all, planned_until, scope),
        reason=after_words(after, facts, held_until, planned_until, scope),
        period=scope.period,
        evidence=refs(facts.held),
    )


def _limit(of: str, scope: Scope, *, plan: bool) -> date | None:
    """The last day of what must come before; None when nobody knows it."""
    if of in scope.basis.windows:
        window = scope.basis.windows[of]
        return window.end if window else None
    if not day_faults(of):
        return day_in(of, scope.period)
    bounds = scope.basis.years.window(of)
    if bounds is not None:
        part = window_in(bounds, scope.period, scope.basis.years)
        return part.end if part else None
    facts = scope.basis.facts.between((of,), scope.period)
    return max((fact.day for fact in facts if plan or not fact.planned), default=None)


def _order(facts: Sequence[Fact], until: date | None, scope: Scope) -> MeasureState:
    """A day before, or the same day, breaks the order; nothing held yet is open while there is time."""
    if until is None:
        return "undecided"
    if any(fact.day <= until for fact in facts):
        return "missed"
    return _reached(bool(facts), scope.closed)
