"""About once a week, month or term: watched by the longest time without, not by the calendar's edges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from vcycle.model.measure import Count, MeasureState, Reading
from vcycle.model.period import ONE_DAY, Period
from vcycle.rules.measures.basis import Scope, refs
from vcycle.rules.measures.numbers import counted, fraction
from vcycle.rules.measures.periods import reach
from vcycle.rules.measures.tally import amount
from vcycle.rules.measures.words import PER_WORDS, day_words, planned_words, sentence, stretch_words, times, whole

DEFAULT_GAP = Fraction(3, 2)


def is_about_once(measure: Count) -> bool:
    """Whether the count is watched by its gaps."""
    return measure.about == 1 and measure.per in ("week", "month", "term")


def read_gaps(measure: Count, scope: Scope) -> Reading:
    """The reading of "about once a month": the first time counts from the first day of the period."""
    facts = scope.choose(measure.series)
    held = [fact.day for fact in facts.held]
    state = _state(measure, held, scope)
    return Reading(
        state=state,
        plan_state=_plan_state(measure, sorted(fact.day for fact in facts.all), scope) if facts.planned else state,
        reason=_sentence(measure, amount(facts.held), held, len(facts.planned), scope),
        value=amount(facts.held),
        target=len(scope.spans),
        period=scope.period,
        evidence=refs(facts.held),
    )


def limit(measure: Count) -> Fraction:
    """The longest time without, in periods."""
    return DEFAULT_GAP if measure.longest_gap is None else fraction(measure.longest_gap)


def _next_by(measure: Count, day: date) -> date:
    """The last day that the next may lie on."""
    return reach(day, measure.per, limit(measure))


def _broken(measure: Count, days: Sequence[date], scope: Scope, until: date) -> Period | None:
    """The first gap that is too long, from one time to the next or to the last day looked at."""
    since = scope.period.start
    for day in [*days, until]:
        if day > _next_by(measure, since):
            return Period(since, day)
        since = max(since, day)
    return None


def _state(measure: Count, days: Sequence[date], scope: Scope) -> MeasureState:
    if _broken(measure, [day for day in days if day <= scope.until_now], scope, scope.until_now):
        return "missed"
    return "fulfilled" if scope.closed else "open"


def _plan_state(measure: Count, days: Sequence[date], scope: Scope) -> MeasureState:
    if _broken(measure, days, scope, scope.period.end) is None:
        return "fulfilled"
    return _state(measure, days, scope)


def _sentence(measure: Count, number: int, days: Sequence[date], planned: int, scope: Scope) -> str:
    """ "7 medlemsbrev i år; nästa senast 14 augusti"."""
    head = f"{times(number, measure, measure.series)} {whole(scope)}"
    if gap := _broken(measure, [day for day in days if day <= scope.until_now], scope, scope.until_now):
        return sentence(head, f"uppehållet {stretch_words(gap, scope.today)} är {_too_long(measure, gap)}")
    plan = planned_words(planned)
    if scope.closed:
        return sentence(head, f"aldrig längre uppehåll än {_limit_words(measure)}")
    since = max([scope.period.start, *(day for day in days if day <= scope.until_now)])
    due = min(_next_by(measure, since), scope.period.end)
    return sentence(head, f"nästa senast {day_words(due, scope.today)}" if due < scope.period.end else "", plan)


def _too_long(measure: Count, gap: Period) -> str:
    return f"{gap.days - ONE_DAY.days} dagar, längre än {_limit_words(measure)}"


def _limit_words(measure: Count) -> str:
    one, several, _ = PER_WORDS[measure.per]
    times = limit(measure)
    return f"{counted(times)} {one if times == 1 else several}"
