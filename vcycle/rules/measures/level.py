"""How much there is on a day: at least, at most, so many percent more, or a share of something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.measure import Level, MeasureState, Number, Reading, Unit
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, keeps, undecided
from vcycle.rules.measures.level_words import Aim, level_sentence, no_baseline, no_reading
from vcycle.rules.measures.numbers import bound, fraction, grown
from vcycle.rules.measures.pace import Trend
from vcycle.rules.measures.periods import day_in
from vcycle.rules.offsets import shift


class Seen(NamedTuple):
    """A reading of the metric: the day, what it says, and the facts that say so."""

    day: date
    value: Number
    facts: tuple[Fact, ...]


class Dates(NamedTuple):
    """Readings count from `first`; the one that decides is the latest on `at`."""

    first: date
    at: date


def read_level(measure: Level, scope: Scope) -> Reading:
    """The reading of a level with a bound, a growth or a share."""
    dates = dates_of(measure, scope)
    aim = _aim(measure, scope)
    if isinstance(aim, Reading):
        return aim
    seen = list(seen_between(measure, scope, dates.first, min(scope.today, dates.at), plan=False))
    plan = list(seen_between(measure, scope, dates.first, dates.at, plan=True))
    newest = seen[0] if seen else None
    empty = bool(measure.share_of) and not seen and _is_empty(measure, scope, dates)
    state = _state(measure, aim, seen, dates, scope)
    return Reading(
        state=state,
        plan_state=_state(measure, aim, plan, dates, scope) if len(plan) > len(seen) else state,
        reason=level_sentence(measure, aim, seen, dates.at, scope)
        if seen
        else no_reading(measure, aim, dates.at, scope, empty=empty),
        value=newest.value if newest else None,
        target=aim.low if aim.low is not None else aim.high,
        unit=unit_of(measure),
        trend=_trend(aim, newest),
        period=Period(dates.first, dates.at),
        evidence=tuple(fact.ref for fact in newest.facts if fact.ref) if newest else (),
        applies=not empty,
    )


def dates_of(measure: Level, scope: Scope) -> Dates:
    """From when readings count, and when the level is read; that may lie after the activity year."""
    if not measure.at:
        return Dates(scope.period.start, scope.period.end)
    at = day_in(measure.at, scope.period)
    years = scope.basis.years
    return Dates(min(scope.period.start, years.first_day(years.year_of(at))), at)


def unit_of(measure: Level) -> Unit:
    """What the level is counted in."""
    return "öre" if measure.money else "share" if measure.share_of else ""


def latest(series: str, scope: Scope, first: date, last: date, *, plan: bool = False) -> Fact | None:
    """The last reading of a metric from `first` to `last`."""
    return next(readings(series, scope, first, last, plan=plan), None)


def readings(series: str, scope: Scope, first: date, last: date, *, plan: bool) -> Iterator[Fact]:
    """The readings of a metric, the latest first; of one day the last entered alone, for it corrects the others."""
    seen = None
    for fact in scope.basis.facts.back(series, last, first):
        if fact.day != seen and (plan or not fact.planned) and keeps(scope.measure, fact):
            seen = fact.day
            yield fact


def seen_between(measure: Level, scope: Scope, first: date, last: date, *, plan: bool) -> Iterator[Seen]:
    """What the metric was, the latest first; of a share only where both readings are known and there is a whole."""
    for fact in readings(measure.metric, scope, first, last, plan=plan):
        if not measure.share_of:
            yield Seen(fact.day, fact.amount, (fact,))
            continue
        whole = latest(measure.share_of, scope, first, last, plan=plan)
        if whole is not None and whole.amount > 0:
            yield Seen(max(fact.day, whole.day), Fraction(fact.amount, whole.amount), (fact, whole))
        last = fact.day


def _is_empty(measure: Level, scope: Scope, dates: Dates) -> bool:
    whole = latest(measure.share_of, scope, dates.first, min(scope.today, dates.at))
    return whole is not None and whole.amount <= 0


def _aim(measure: Level, scope: Scope) -> Aim | Reading:
    if measure.growth is not None:
        return _growth(measure, measure.growth, scope)
    if measure.share is not None:
        return Aim(fraction(measure.share), None)
    low, high = (
        None if limit is None else bound(limit, is_money=measure.money) for limit in (measure.min, measure.max)
    )
    return Aim(low, high)


def _growth(measure: Level, percent: int, scope: Scope) -> Aim | Reading:
    """Growth from the baseline given, or from the last reading of the year before or of the first day."""
    baseline = measure.baseline
    if baseline is None:
        before = shift(scope.period.start, "1y", -1)
        fact = latest(measure.metric, scope, before, scope.period.start)
        baseline = fact.amount if fact else None
    if baseline is None:
        return undecided(no_baseline(measure, scope), period=scope.period)
    if baseline <= 0:
        reason = f"Utgångsvärdet är {baseline}, och därifrån går det inte att räkna procent"
        return undecided(reason, period=scope.period)
    return Aim(Fraction(grown(baseline, percent)), None, percent, baseline)


def _state(measure: Level, aim: Aim, seen: list[Seen], dates: Dates, scope: Scope) -> MeasureState:
    """Judged on the day it is read; content with any day, as soon as there is one."""
    if not seen:
        return "undecided"
    if measure.reached == "any" and any(aim.holds(each.value) for each in seen):
        return "fulfilled"
    if not is_decided(seen[0].day, dates, scope):
        return "open"
    return "fulfilled" if aim.holds(seen[0].value) else "missed"


def is_decided(day: date, dates: Dates, scope: Scope) -> bool:
    """Whether no later reading can count: the day has passed, or it was read on that very day."""
    return scope.today > dates.at or day == dates.at


def _trend(aim: Aim, seen: Seen | None) -> Trend:
    if seen is None:
        return ""
    return "ahead" if aim.holds(seen.value) else "behind"
