"""Every one of them: members, associations, holders of a role, names, occurrences, or only how many they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from vcycle.model.derived import Fact
from vcycle.model.measure import Bucket, Count, MeasureState, Reading
from vcycle.model.period import Period
from vcycle.model.wording.words import number_word
from vcycle.rules.measures.basis import Chosen, Entity, Scope, refs, undecided, worst
from vcycle.rules.measures.coverage_words import closed_words, missing_words, running_words
from vcycle.rules.measures.entities import Keys, hits, keys_of
from vcycle.rules.measures.occurrences import occurrences_of
from vcycle.rules.measures.pace import with_pace
from vcycle.rules.measures.periods import Span
from vcycle.rules.measures.tally import Target, amount, judge


class Cover(NamedTuple):
    """One period: whom it asks for with their names, how often each was met, and the facts that met them."""

    span: Span
    wanted: Mapping[str, str]
    held: Mapping[str, int]
    both: Mapping[str, int]
    needs: Mapping[str, int]
    facts: Chosen

    def reached(self, *, plan: bool = False) -> int:
        """How many were met as often as they should be."""
        counts = self.both if plan else self.held
        return sum(counts.get(id_, 0) >= self.needs[id_] for id_ in self.wanted)

    @property
    def left(self) -> list[str]:
        """Those who have not been met as often as they should."""
        return [name or id_ for id_, name in self.wanted.items() if self.held.get(id_, 0) < self.needs[id_]]


def read_coverage(measure: Count, scope: Scope) -> Reading:
    """The reading of "every one": how many are reached, who is left, and how fast that must go."""
    if measure.each_count is not None:
        return _known_number(measure, scope, measure.each_count)
    if not measure.each.startswith("series:") and entities(measure, scope) is None:
        return undecided(missing_words(measure), period=scope.period)
    covers = [_cover(measure, scope, span) for span in scope.spans]
    if not any(cover.wanted for cover in covers):
        return _nobody(measure, scope)
    return _read(measure, covers, scope)


def _read(measure: Count, covers: Sequence[Cover], scope: Scope) -> Reading:
    buckets = tuple(_bucket(cover, scope) for cover in covers)
    judged = [bucket for bucket, cover in zip(buckets, covers, strict=True) if cover.wanted]
    focus = next((cover for cover in covers if scope.today <= cover.span.period.end), None)
    shown = focus or min(covers, key=lambda cover: cover.reached() - len(cover.wanted))
    reading = Reading(
        state=worst(bucket.state for bucket in judged),
        plan_state=worst(bucket.plan_state for bucket in judged),
        reason="",
        value=shown.reached(),
        target=len(shown.wanted),
        period=Period(covers[0].span.period.start, covers[-1].span.period.end),
        buckets=buckets,
        evidence=refs(fact for cover in covers for fact in cover.facts.held),
        left=tuple(_together(shown.left) if measure.each.startswith("series:") else shown.left),
    )
    paced = with_pace(reading, len(shown.wanted), shown.span.period, scope)
    words = running_words if focus else closed_words
    return replace(paced, reason=words(measure, paced, shown.span, scope))


def _together(days: Sequence[str]) -> list[str]:
    """ "1 mars", and "två från 1 mars" for two of one day."""
    return [day if number == 1 else f"{number_word(number)} från {day}" for day, number in Counter(days).items()]


def entities(measure: Count, scope: Scope) -> Sequence[Entity] | None:
    """Those that the measure asks for, whenever they exist; None when nobody knows them."""
    if measure.each_of:
        return [Entity(id=name, name=name) for name in measure.each_of]
    return scope.basis.entities.get(measure.each)


def _cover(measure: Count, scope: Scope, span: Span) -> Cover:
    if measure.each.startswith("series:"):
        return _of_occurrences(measure, scope, span)
    facts = scope.choose(measure.series, span.period)
    there = there_at(entities(measure, scope) or (), _judged_on(span.period, scope.today))
    keys = keys_of(there)
    least = measure.min or 1
    return Cover(
        span,
        {entity.id: entity.name for entity in there},
        _met(facts.held, keys),
        _met(facts.all, keys),
        {entity.id: least for entity in there},
        facts,
    )


def there_at(every: Iterable[Entity], day: date) -> list[Entity]:
    """Those who are there on the day: who has left is not asked for, who has come is."""
    return [entity for entity in every if entity.is_there(day)]


def _judged_on(period: Period, today: date) -> date:
    return min(max(today, period.start), period.end)


def _met(facts: Iterable[Fact], keys: Keys) -> dict[str, int]:
    met: dict[str, int] = {}
    for fact in facts:
        for id_ in hits(fact, keys):
            met[id_] = met.get(id_, 0) + fact.amount
    return met


def _of_occurrences(measure: Count, scope: Scope, span: Span) -> Cover:
    found = occurrences_of(measure.each.removeprefix("series:"), measure.series, scope, span.period)
    least = measure.min or 1
    return Cover(
        span,
        found.names,
        {id_: amount(fact for fact in tied if not fact.planned) for id_, tied in found.tied.items()},
        {id_: amount(tied) for id_, tied in found.tied.items()},
        {id_: least * times for id_, times in found.times.items()},
        Chosen([fact for tied in found.tied.values() for fact in tied if not fact.planned], []),
    )


def _bucket(cover: Cover, scope: Scope) -> Bucket:
    held, both = cover.reached(), cover.reached(plan=True)
    return Bucket(
        period=cover.span.period,
        label=cover.span.label,
        held=held,
        planned=both - held,
        state=_state(held, len(cover.wanted), cover.span, scope),
        plan_state=_state(both, len(cover.wanted), cover.span, scope),
    )


def _state(reached: int, wanted: int, span: Span, scope: Scope) -> MeasureState:
    return judge(reached, Target(wanted), closed=scope.today > span.period.end) if wanted else "undecided"


def _nobody(measure: Count, scope: Scope) -> Reading:
    what = "tillfällen" if measure.each.startswith("series:") else "personer"
    what = "föreningar" if measure.each == "core.unit" else what
    return undecided(f"Ej tillämpligt: 0 {what}", applies=False, period=scope.period)


def _known_number(measure: Count, scope: Scope, number: int) -> Reading:
    """Those who are known by their number alone are counted by the amounts."""
    facts = scope.choose(measure.series)
    held, wanted = amount(facts.held), number * (measure.min or 1)
    reading = Reading(
        state=judge(held, Target(wanted), closed=scope.closed),
        plan_state=judge(held + amount(facts.planned), Target(wanted), closed=scope.closed),
        reason="",
        value=held,
        target=wanted,
        low=Fraction(min(held, wanted), wanted),
        period=scope.period,
        evidence=refs(facts.held),
    )
    span = Span(scope.period, scope.label)
    paced = with_pace(reading, wanted, scope.period, scope)
    return replace(paced, reason=(closed_words if scope.closed else running_words)(measure, paced, span, scope))
