"""More or less than the year before, over the same part of it; the same as the year before is neither."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from vcycle.model.measure import Level, MeasureState, Reading
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, chosen, refs, undecided
from vcycle.rules.measures.level import dates_of, is_decided, latest, unit_of
from vcycle.rules.measures.level_sums import Sum, sum_of
from vcycle.rules.measures.level_words import amount_words, subject
from vcycle.rules.measures.numbers import number_text
from vcycle.rules.measures.words import day_words, sentence, whole
from vcycle.rules.offsets import shift


class Before(NamedTuple):
    """The year before, and the day in it that has come as far as today."""

    period: Period
    until: date


def before_of(scope: Scope) -> Before:
    """The year before: by the calendar where both begin on the same day, else by days."""
    years, year = scope.basis.years, scope.basis.year
    period = scope.period
    if period == years.year(year):
        last = years.year(year - 1)
    else:
        last = Period(shift(period.start, "1y", -1), shift(period.end, "1y", -1))
    return Before(last, same_day(scope.until_now, period, last))


def same_day(day: date, period: Period, last: Period) -> date:
    """The day of `last` that has come as far as `day` has in `period`; the last day when the period is over."""
    if day >= period.end:
        return last.end
    if shift(period.start, "1y", -1) == last.start:
        moved = shift(day, "1y", -1) if day >= period.start else last.start
    else:
        moved = last.start + (day - period.start)
    return min(max(moved, last.start), last.end)


def read_trend(measure: Level, scope: Scope) -> Reading:
    """The reading of a direction, of sums or of readings."""
    return _of_sums(measure, scope) if measure.sum else _of_readings(measure, scope)


def _of_sums(measure: Level, scope: Scope) -> Reading:
    before = before_of(scope)
    facts = scope.choose((measure.metric,))
    last = scope.choose((measure.metric,), before.period).held
    then = sum_of(fact for fact in last if fact.day <= before.until)
    held, whole_last = sum_of(facts.held), sum_of(last)
    if not last:
        return undecided(_no_data(measure, scope), period=scope.period)
    target = whole_last.known + (1 if measure.direction == "up" else -1)
    return Reading(
        state=_sum_state(measure, held, whole_last, scope),
        plan_state=_sum_state(measure, sum_of(facts.all), whole_last, scope),
        reason=_sum_words(measure, held, then, whole_last, scope),
        value=held.known,
        target=target,
        unit=unit_of(measure),
        trend=trend_against(held.known, then.known),
        period=scope.period,
        evidence=refs(facts.held),
    )


def _sum_state(measure: Level, now: Sum, last: Sum, scope: Scope) -> MeasureState:
    """What is counted only grows: more than all of last year is won, and as much as all of it is lost."""
    if now.unknown or last.unknown:
        return "undecided"
    more = now.known > last.known
    if measure.direction == "up":
        return "fulfilled" if more else "missed" if scope.closed else "open"
    if now.known >= last.known:
        return "missed"
    return "fulfilled" if scope.closed else "open"


def _sum_words(measure: Level, now: Sum, then: Sum, last: Sum, scope: Scope) -> str:
    """ "12 inlägg i år mot 10 vid samma tid året före; målet är fler än 24"."""
    unit = unit_of(measure)
    aim = f"målet är {_more(measure)} än {number_text(last.known, unit)}"
    versus = number_text(last.known if scope.closed else then.known, unit)
    at = "" if scope.closed else " vid samma tid"
    return sentence(f"{amount_words(measure, now.known)} {whole(scope)} mot {versus}{at} året före", aim)


def _of_readings(measure: Level, scope: Scope) -> Reading:
    dates, before = dates_of(measure, scope), before_of(scope)
    now = latest(measure.metric, scope, dates.first, min(scope.today, dates.at))
    same_at = same_day(dates.at, scope.period, before.period)
    last = latest(measure.metric, scope, before.period.start, same_at)
    if last is None:
        return undecided(_no_data(measure, scope), period=scope.period)
    if now is None:
        what = subject(measure, scope)
        return undecided(sentence(f"Ingen avläsning av {what} {whole(scope)}"), period=scope.period)
    then = latest(measure.metric, scope, before.period.start, min(before.until, same_at)) or last
    planned = chosen(scope.basis.facts.between((measure.metric,), Period(dates.first, dates.at)), measure).planned
    soon = latest(measure.metric, scope, dates.first, dates.at, plan=True) if planned else now
    decided = is_decided(now.day, dates, scope)
    against = last if decided else then
    return Reading(
        state=_won(measure, now.amount, last.amount) if decided else "open",
        plan_state=_plan(measure, soon.amount if soon else now.amount, last.amount, decided or bool(planned)),
        reason=sentence(
            f"{amount_words(measure, now.amount)} den {day_words(now.day, scope.today)} mot "
            f"{number_text(against.amount, unit_of(measure))} den {day_words(against.day, scope.today)}",
            f"målet är {_more(measure)} än {number_text(last.amount, unit_of(measure))} "
            f"den {day_words(dates.at, scope.today)}",
        ),
        value=now.amount,
        target=last.amount + (1 if measure.direction == "up" else -1),
        unit=unit_of(measure),
        trend=trend_against(now.amount, then.amount),
        period=Period(dates.first, dates.at),
        evidence=refs((now, last)),
    )


def _won(measure: Level, now: int, last: int) -> MeasureState:
    """Equal is neither an increase nor a decrease."""
    return "fulfilled" if (now > last if measure.direction == "up" else now < last) else "missed"


def _plan(measure: Level, soon: int, last: int, known: bool) -> MeasureState:
    return _won(measure, soon, last) if known else "open"


def _more(measure: Level) -> str:
    if measure.money:
        return "mer" if measure.direction == "up" else "mindre"
    return "fler" if measure.direction == "up" else "färre"


def trend_against(now: int, then: int) -> Literal["ahead", "even", "behind"]:
    """Whether there is more now than there was then."""
    return "ahead" if now > then else "even" if now == then else "behind"


def _no_data(measure: Level, scope: Scope) -> str:
    what = subject(measure, scope)
    return f"Kan inte avgöras: det finns inget underlag om {what} från året före"
