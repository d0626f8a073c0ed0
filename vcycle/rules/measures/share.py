"""The reading of a share: at least half women, of each occurrence or of the year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from vcycle.model.measure import Bucket, MeasureState, Reading, Share
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, refs, worst
from vcycle.rules.measures.numbers import fraction
from vcycle.rules.measures.parts import Part, Wanted, holds, lost, part_of, wanted_of
from vcycle.rules.measures.share_sets import Judged, Set, sets_of
from vcycle.rules.measures.share_words import share_sentence


def read_share(measure: Share, scope: Scope) -> Reading:
    """The reading of a share, of each period as a whole or of each occurrence by itself."""
    wanted = wanted_of(measure)
    judged = _judge(measure, wanted, scope, plan=False)
    plan = judged if not _has_plan(measure, scope) else _judge(measure, wanted, scope, plan=True)
    total = Part(*(sum(numbers) for numbers in zip(*(one.part for one in judged), strict=True))) if judged else _NONE
    measured = total.whole > 0
    return Reading(
        state=_together(judged),
        plan_state=_together(plan),
        reason=share_sentence(measure, judged, total, scope),
        value=total.low if measured else None,
        target=wanted.least if measure.about is None else fraction(measure.about),
        unit="share",
        low=total.low if measured else None,
        high=min(Fraction(1), total.high) if measured else None,
        period=_stretch(judged, scope),
        buckets=tuple(_bucket(one, plan) for one in judged),
        evidence=refs(fact for one in judged for fact in one.set.facts),
        applies=measured or any(one.set.occurrence for one in judged),
    )


_NONE = Part(0, 0, 0)


def _judge(measure: Share, wanted: Wanted, scope: Scope, *, plan: bool) -> list[Judged]:
    found = []
    for one in sets_of(measure, scope, plan=plan):
        part = part_of(measure, one.facts, one.whole)
        found.append(Judged(one, part, _state(part, wanted, one, scope)))
    return found


def _has_plan(measure: Share, scope: Scope) -> bool:
    return bool(scope.choose((*measure.series, *measure.of)).planned)


def _stretch(judged: Sequence[Judged], scope: Scope) -> Period:
    if not judged or judged[0].set.occurrence:
        return scope.period
    return Period(judged[0].set.span.period.start, judged[-1].set.span.period.end)


def _bucket(one: Judged, plan: Sequence[Judged]) -> Bucket:
    """`held` and `planned` are those of the part: how many women."""
    planned = next((other for other in plan if other.set.span == one.set.span), one)
    return Bucket(
        period=one.set.span.period,
        label=one.set.span.label,
        held=one.part.sure,
        planned=max(0, planned.part.sure - one.part.sure),
        state=one.state,
        plan_state=planned.state,
    )


def _together(judged: Sequence[Judged]) -> MeasureState:
    """All of them must hold; a period without anybody is not judged, an occurrence that nobody measured is."""
    states = [one.state for one in judged if one.set.occurrence or one.part.whole > 0]
    return worst(states) if states else "undecided"


def _state(part: Part, wanted: Wanted, one: Set, scope: Scope) -> MeasureState:
    if part.whole <= 0:
        return "undecided"
    state = holds(part, wanted)
    final = one.occurrence or scope.today > one.span.period.end or lost(part, wanted)
    return "open" if state == "missed" and not final else state
