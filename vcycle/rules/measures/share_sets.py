"""The sets that a share is asked of: a year, a term, or one occurrence after the other."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.measure import MeasureState, Share
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.parts import Part
from vcycle.rules.measures.periods import Span
from vcycle.rules.measures.words import day_words


class Set(NamedTuple):
    """The facts that hold the part, and those that hold the whole; `occurrence` when it is one, over and done."""

    span: Span
    facts: list[Fact]
    whole: list[Fact]
    occurrence: bool = False


class Judged(NamedTuple):
    """One set with what it came to."""

    set: Set
    part: Part
    state: MeasureState


def sets_of(measure: Share, scope: Scope, *, plan: bool) -> list[Set]:
    """The sets, of what was held alone or with what is planned besides."""
    if not measure.each:
        return [_of_period(measure, scope, span, plan) for span in scope.spans]
    if measure.of:
        return _of_named(measure, scope, plan)
    chosen = scope.choose(measure.series)
    return [_of_fact(fact, [fact], scope.today) for fact in (chosen.all if plan else chosen.held)]


def _of_period(measure: Share, scope: Scope, span: Span, plan: bool) -> Set:
    part = scope.choose(measure.series, span.period)
    whole = scope.choose(measure.of, span.period) if measure.of else part
    return Set(span, part.all if plan else part.held, whole.all if plan else whole.held)


def _of_named(measure: Share, scope: Scope, plan: bool) -> list[Set]:
    """The occurrences of `of`, each with what measured it: what comes from the same record, or lies on its day."""
    chosen = scope.choose(measure.of)
    measured = [fact for fact in scope.basis.facts.between(measure.series, scope.period) if plan or not fact.planned]
    sets = []
    for occurrence in chosen.all if plan else chosen.held:
        same = [fact for fact in measured if fact.ref and fact.ref == occurrence.ref]
        sets.append(
            _of_fact(occurrence, same or [fact for fact in measured if fact.day == occurrence.day], scope.today)
        )
    return sets


def _of_fact(occurrence: Fact, facts: list[Fact], today: date) -> Set:
    day = occurrence.day
    return Set(Span(Period(day, day), day_words(day, today)), facts, facts, occurrence=True)
