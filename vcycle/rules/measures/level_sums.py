"""Sums of a period: within a frame, or two that must be the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from vcycle.model.derived import Fact
from vcycle.model.measure import UNKNOWN_AMOUNT, Bucket, Level, MeasureState, Reading
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, refs, worst
from vcycle.rules.measures.level import unit_of
from vcycle.rules.measures.level_words import Aim, amount_words
from vcycle.rules.measures.numbers import bound, number_text
from vcycle.rules.measures.periods import touching
from vcycle.rules.measures.tags import has
from vcycle.rules.measures.words import before, called, sentence, whole


class Sum(NamedTuple):
    """What is known of a sum, how many facts have an unknown amount, and how many there are."""

    known: int
    unknown: int
    facts: int


def sum_of(facts: Iterable[Fact]) -> Sum:
    """The sum of the facts."""
    every = list(facts)
    known = [fact.amount for fact in every if not has(fact, UNKNOWN_AMOUNT)]
    return Sum(sum(known), len(every) - len(known), len(every))


def read_sum(measure: Level, scope: Scope) -> Reading:
    """The reading of a frame, or of a sum that must be reached. What comes back is a negative amount.

    A frame of the calendar year is read in each that the activity year touches; the one that today lies in is told of.
    """
    low, high = (None if each is None else bound(each, is_money=measure.money) for each in (measure.min, measure.max))
    aim = Aim(low, high)
    tallies = [_tally(measure, aim, scope), *(_tally(measure, Aim(None, high), other) for other in _beside(aim, scope))]
    tallies.sort(key=lambda tally: tally.scope.period)
    running = (tally for tally in tallies if scope.today in tally.scope.period)
    shown = next(running, None) or next(tally for tally in tallies if tally.scope is scope)
    others = [_beside_words(measure, aim, tally) for tally in tallies if tally is not shown and tally.held.facts]
    return Reading(
        state=worst(tally.state for tally in tallies),
        plan_state=worst(tally.plan_state for tally in tallies),
        reason=sentence(_sentence(measure, shown.aim, shown.held, shown.both, shown.scope), *others),
        value=shown.held.known,
        target=low if low is not None else high,
        unit=unit_of(measure),
        period=shown.scope.period,
        buckets=tuple(map(_bucket, tallies)) if len(tallies) > 1 else (),
        evidence=refs(fact for tally in tallies for fact in tally.facts),
    )


class Tally(NamedTuple):
    """What one period came to, against what is wanted of it."""

    scope: Scope
    aim: Aim
    held: Sum
    both: Sum
    state: MeasureState
    plan_state: MeasureState
    facts: Sequence[Fact]


def _tally(measure: Level, aim: Aim, scope: Scope) -> Tally:
    facts = scope.choose((measure.metric,))
    held, both = sum_of(facts.held), sum_of(facts.all)
    return Tally(scope, aim, held, both, _state(aim, held, scope), _state(aim, both, scope), facts.held)


def _beside(aim: Aim, scope: Scope) -> list[Scope]:
    """The other calendar years that the activity year touches, as far as it reaches: a frame holds in each of them."""
    measure, year, years = scope.measure, scope.basis.period, scope.basis.years
    if aim.high is None or measure.when or getattr(measure, "per", "") != "calendar_year":
        return []
    found = (span.period for span in touching("calendar_year", year, years) if span.period != scope.period)
    seen = (Period(period.start, min(period.end, year.end)) for period in found)
    return [replace(scope, period=period) for period in seen if period.start <= scope.today]


def _beside_words(measure: Level, aim: Aim, tally: Tally) -> str:
    """ "60 000 kr 2018, 10 000 kr för mycket"."""
    unit, over = unit_of(measure), tally.held.known - (aim.high or 0)
    too_much = f", {number_text(over, unit)} för mycket" if over > 0 else ""
    return f"{number_text(tally.held.known, unit)} {tally.scope.label}{too_much}"


def _bucket(tally: Tally) -> Bucket:
    return Bucket(
        period=tally.scope.period,
        label=tally.scope.label,
        held=tally.held.known,
        planned=tally.both.known - tally.held.known,
        state=tally.state,
        plan_state=tally.plan_state,
    )


def _state(aim: Aim, total: Sum, scope: Scope) -> MeasureState:
    if aim.high is not None and total.known > aim.high:
        return "missed"
    if total.unknown and not (aim.high is None and aim.holds(total.known)):
        return "undecided"
    if aim.holds(total.known) and (scope.today >= scope.period.start or aim.low is not None):
        return "fulfilled"
    return "missed" if scope.closed else "open"


def _sentence(measure: Level, aim: Aim, held: Sum, both: Sum, scope: Scope) -> str:
    """ "32 000 kr av högst 50 000 kr i år; 18 000 kr kvar"."""
    unit, total = unit_of(measure), held.known
    parts = [f"{amount_words(measure, total)} {whole(scope)}, målet är {aim.words(unit)}"]
    if aim.low is not None and total < aim.low:
        missing = number_text(aim.low - total, unit)
        parts.append(
            f"{missing} fattades" if scope.closed else f"{missing} till {before(scope.period.end, scope.today)}"
        )
    elif aim.high is not None and (aim.low is None or total > aim.high):
        left = aim.high - total
        parts.append(f"{number_text(abs(left), unit)} {'kvar' if left >= 0 else 'för mycket'}")
    parts.append(f"{number_text(both.known - total, unit)} till är planerat" if both.known != total else "")
    return sentence(*parts, f"{held.unknown} med okänt belopp" if held.unknown else "")


def read_balance(measure: Level, scope: Scope) -> Reading:
    """The reading of two sums that must be the same; one that is not known cannot be the same as anything."""
    sides = [scope.choose((series,)) for series in (measure.metric, measure.equals)]
    held = [sum_of(side.held) for side in sides]
    return Reading(
        state=_balance(held, scope),
        plan_state=_balance([sum_of(side.all) for side in sides], scope),
        reason=_balance_words(measure, held, scope),
        value=held[0].known if held[0].facts else None,
        target=held[1].known if held[1].facts else None,
        unit=unit_of(measure),
        period=scope.period,
        evidence=refs(fact for side in sides for fact in side.held),
    )


def _balance(sides: Sequence[Sum], scope: Scope) -> MeasureState:
    if any(side.unknown or not side.facts for side in sides):
        return "undecided"
    if sides[0].known == sides[1].known:
        return "fulfilled"
    return "missed" if scope.closed else "open"


def _balance_words(measure: Level, sides: Sequence[Sum], scope: Scope) -> str:
    """ "Kostnad 90 000 kr, finansiering 80 000 kr; 10 000 kr skiljer"."""
    unit = unit_of(measure)
    labels = [called(name, scope) for name in (measure.metric, measure.equals)]
    empty = [label for label, side in zip(labels, sides, strict=True) if not side.facts]
    if empty:
        return sentence(f"Kan inte avgöras: underlag saknas för {' och '.join(empty)} {whole(scope)}")
    head = ", ".join(f"{label} {number_text(side.known, unit)}" for label, side in zip(labels, sides, strict=True))
    unknown = sum(side.unknown for side in sides)
    apart = number_text(abs(sides[0].known - sides[1].known), unit)
    rest = f"{unknown} med okänt belopp" if unknown else "lika stora" if sides[0].known == sides[1].known else ""
    return sentence(head, rest or f"{apart} skiljer")
