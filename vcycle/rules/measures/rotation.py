"""One of them in each period, and all before anyone comes again: "en nämnd per månad"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.measure import Bucket, Count, MeasureState, Reading
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Entity, Scope, refs, undecided
from vcycle.rules.measures.coverage import entities, there_at
from vcycle.rules.measures.coverage_words import missing_words
from vcycle.rules.measures.entities import hits, keys_of
from vcycle.rules.measures.periods import Span
from vcycle.rules.measures.words import PER_WORDS, before, day_words, names, sentence, shown, whole


class Turn(NamedTuple):
    """One who came, and when."""

    fact: Fact
    id: str


class Round(NamedTuple):
    """Whom a sequence of turns has reached, and the first who came again before `waiting` had come at all."""

    had: list[str]
    again: Turn | None
    waiting: list[Entity]


def read_rotation(measure: Count, scope: Scope) -> Reading:
    """The reading of a rotation; with more of them than periods, as many as there are periods are enough."""
    every = entities(measure, scope)
    if every is None:
        return undecided(missing_words(measure), period=scope.period)
    there = there_at(every, min(max(scope.today, scope.period.start), scope.period.end))
    if not there:
        return undecided("Ej tillämpligt: 0 att turas om", applies=False, period=scope.period)
    facts = scope.choose(measure.series)
    done, plan = _round(_turns(facts.held, every), every), _round(_turns(facts.all, every), every)
    wanted = min(len(there), len(scope.spans))
    buckets = tuple(_bucket(measure, span, scope) for span in scope.spans)
    return Reading(
        state=_state(done, there, wanted, scope),
        plan_state=_state(plan, there, wanted, scope),
        reason=_sentence(measure, done, there, wanted, buckets, scope),
        value=len(_reached(done, there)),
        target=wanted,
        period=Period(buckets[0].period.start, buckets[-1].period.end),
        buckets=buckets,
        evidence=refs(facts.held),
        left=tuple(_left(done, there)),
    )


def _turns(facts: Sequence[Fact], every: Sequence[Entity]) -> list[Turn]:
    keys = keys_of(every)
    ordered = sorted(facts, key=lambda fact: fact.day)
    return [Turn(fact, id_) for fact in ordered for id_ in sorted(hits(fact, keys))]


def _round(turns: Sequence[Turn], every: Sequence[Entity]) -> Round:
    """Those who are there on the day of a turn wait for theirs; newcomers enter the round that goes on."""
    had: list[str] = []
    current: set[str] = set()
    for turn in turns:
        if turn.id in current:
            waiting = [entity for entity in there_at(every, turn.fact.day) if entity.id not in current]
            if waiting:
                return Round(had, turn, waiting)
            current = set()
        current.add(turn.id)
        had.append(turn.id)
    return Round(had, None, [])


def _reached(done: Round, there: Sequence[Entity]) -> set[str]:
    return {entity.id for entity in there} & set(done.had)


def _left(done: Round, there: Sequence[Entity]) -> list[str]:
    return [entity.name or entity.id for entity in there if entity.id not in done.had]


def _state(done: Round, there: Sequence[Entity], wanted: int, scope: Scope) -> MeasureState:
    if done.again:
        return "missed"
    if len(_reached(done, there)) >= wanted:
        return "fulfilled"
    return "missed" if scope.today > scope.spans[-1].period.end else "open"


def _bucket(measure: Count, span: Span, scope: Scope) -> Bucket:
    """A period without anyone is passed over, and two in the next make up for it: none is judged by itself."""
    facts = scope.choose(measure.series, span.period)
    held, planned = len(facts.held), len(facts.planned)
    return Bucket(
        period=span.period,
        label=span.label,
        held=held,
        planned=planned,
        state="fulfilled" if held else "undecided",
        plan_state="fulfilled" if held + planned else "undecided",
    )


def _sentence(
    measure: Count, done: Round, there: Sequence[Entity], wanted: int, buckets: Sequence[Bucket], scope: Scope
) -> str:  # fmt: skip
    """ "5 av 8 i år, en per månad; kvar: Byggnadsnämnden, Kulturnämnden; överhoppat: mars"."""
    head = f"{len(_reached(done, there))} av {wanted} {whole(scope)}"
    if done.again:
        who = next(entity.name or entity.id for entity in there_at_all(there, done) if entity.id == done.again.id)
        day = day_words(done.again.fact.day, scope.today)
        return sentence(head, f"{shown(who)} kom igen {day} före {names(e.name or e.id for e in done.waiting)}")
    left, closed = _left(done, there), scope.today > buckets[-1].period.end
    until = "" if closed else f" {before(buckets[-1].period.end, scope.today)}"
    rest = f"kvar{until}: {names(left)}" if left else ""
    skipped = [bucket.label for bucket in buckets if bucket.period.end < scope.today and not bucket.held]
    return sentence(
        f"{head}, en per {PER_WORDS[measure.per][0]}", rest, f"överhoppat: {names(skipped)}" * bool(skipped)
    )


def there_at_all(there: Sequence[Entity], done: Round) -> list[Entity]:
    """Those who are there now, and the one who came again even if it has left since."""
    again = [Entity(id=done.again.id)] if done.again else []
    return [*there, *again]
