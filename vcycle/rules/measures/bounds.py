"""At least, at most, exactly, between, about: counted in each period apart."""

from __future__ import annotations

from msgspec.structs import replace

from vcycle.model.derived import Fact
from vcycle.model.measure import Bucket, Count, MeasureState, Reading
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, refs, worst
from vcycle.rules.measures.bounds_words import closed_sentence, running_sentence
from vcycle.rules.measures.numbers import ceiling, floor, fraction
from vcycle.rules.measures.pace import with_pace
from vcycle.rules.measures.periods import Span
from vcycle.rules.measures.tags import has
from vcycle.rules.measures.tally import Row, Target, amount, judge


def target_of(measure: Count) -> Target:
    """The bounds of a count; 5 to 7 from "about 6, give or take a quarter"."""
    if measure.about is not None:
        slack = fraction(measure.tolerance)
        return Target(max(1, ceiling(measure.about * (1 - slack))), floor(measure.about * (1 + slack)))
    low = max(measure.min or 0, measure.of_which.min if measure.of_which else 0)
    return Target(low, measure.max, mild=measure.min is not None and measure.min == measure.max)


def read_bounds(measure: Count, scope: Scope) -> Reading:
    """The reading of a count with bounds, over all its periods."""
    target = target_of(measure)
    rows = [_row(measure, scope, span) for span in scope.spans]
    buckets = tuple(_bucket(measure, target, row, scope) for row in rows)
    focus = next((row for row in rows if scope.today <= row.span.period.end), None)
    reading = Reading(
        state=worst(bucket.state for bucket in buckets),
        plan_state=worst(bucket.plan_state for bucket in buckets),
        reason="",
        target=target.low or target.high,
        period=Period(rows[0].span.period.start, rows[-1].span.period.end),
        buckets=buckets,
        evidence=refs(fact for row in rows for fact in row.facts.held),
    )
    if focus is not None:
        reason = running_sentence(measure, target, focus, buckets, scope)
        return with_pace(replace(reading, value=focus.held, reason=reason), target.low, focus.span.period, scope)
    reason = closed_sentence(measure, target, rows, buckets, scope)
    if len(rows) == 1:
        return replace(reading, value=rows[0].held, reason=reason)
    reached = sum(bucket.state == "fulfilled" for bucket in buckets)
    return replace(reading, value=reached, target=len(rows), unit="periods", reason=reason)


def _row(measure: Count, scope: Scope, span: Span) -> Row:
    facts = scope.choose(measure.series, span.period)
    part, planned_part = (_tagged(measure, some) for some in facts)
    return Row(span, facts, amount(facts.held), amount(facts.planned), part, planned_part)


def _tagged(measure: Count, facts: list[Fact]) -> int:
    part = measure.of_which
    return amount(fact for fact in facts if has(fact, part.tag)) if part else 0


def _bucket(measure: Count, target: Target, row: Row, scope: Scope) -> Bucket:
    period, label = row.span
    return Bucket(
        period=period,
        label=label,
        held=row.held,
        planned=row.planned,
        state=_state(measure, target, row.held, row.part, scope, period),
        plan_state=_state(measure, target, row.held + row.planned, row.part + row.planned_part, scope, period),
    )


def _state(measure: Count, target: Target, number: int, part: int, scope: Scope, period: Period) -> MeasureState:
    closed, begun = scope.today > period.end, scope.today >= period.start
    total = judge(number, target, closed=closed, begun=begun)
    if measure.of_which is None:
        return total
    return worst((total, judge(part, Target(measure.of_which.min), closed=closed)))
