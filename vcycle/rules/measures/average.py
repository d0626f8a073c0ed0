"""On average so many per week, month or term, over the whole activity year."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from vcycle.model.measure import Bucket, Count, MeasureState, Reading
from vcycle.model.period import ONE_DAY, Period
from vcycle.rules.measures.basis import Scope, refs
from vcycle.rules.measures.numbers import ceiling, counted, floor, fraction, number_text
from vcycle.rules.measures.pace import trend_of
from vcycle.rules.measures.periods import Span, units
from vcycle.rules.measures.tally import Target, amount, judge
from vcycle.rules.measures.words import PER_WORDS, before, planned_words, sentence, times, whole


class Course(NamedTuple):
    """How far a year has come: the periods that have passed, and those that are left, in the measure's unit."""

    period: Period
    elapsed: Fraction
    left: Fraction


def read_average(measure: Count, scope: Scope) -> Reading:
    """The reading of a mean: so far, and what the whole year still needs for it."""
    course = _course(measure, scope)
    facts = scope.choose(measure.series, course.period)
    held, planned = amount(facts.held), amount(facts.planned)
    aim = fraction(measure.average or 0)
    wanted = ceiling(aim * (course.elapsed + course.left))
    value = held / course.elapsed if course.elapsed else None
    pace = (wanted - held) / course.left if held < wanted and course.left and course.elapsed else None
    return Reading(
        state=_state(held, wanted, scope, course),
        plan_state=_state(held + planned, wanted, scope, course),
        reason=_sentence(measure, held, planned, wanted, course, scope),
        value=value,
        target=aim,
        forecast=value if course.left else None,
        pace=pace,
        pace_per=measure.per if pace else "",
        trend=trend_of(value, aim) if value is not None else "",
        period=course.period,
        buckets=tuple(_buckets(measure, scope)),
        evidence=refs(facts.held),
    )


def _course(measure: Count, scope: Scope) -> Course:
    """Whole weeks where weeks are counted; otherwise the year as it is, parts of months by their days."""
    period, years = scope.period, scope.basis.years
    if measure.per == "week":
        weeks = scope.spans
        period = Period(weeks[0].period.start, weeks[-1].period.end)
    now = min(scope.today, period.end)
    elapsed = units(measure.per, period.start, now, years)
    return Course(period, elapsed, units(measure.per, max(now + ONE_DAY, period.start), period.end, years))


def _state(number: int, wanted: int, scope: Scope, course: Course) -> MeasureState:
    return judge(number, Target(wanted), closed=scope.today > course.period.end)


def _buckets(measure: Count, scope: Scope) -> list[Bucket]:
    """What each period gave; one below the mean is no miss, so it is not judged by itself."""
    least = ceiling(fraction(measure.average or 0))
    return [_bucket(measure, scope, span, least) for span in scope.spans]


def _bucket(measure: Count, scope: Scope, span: Span, least: int) -> Bucket:
    facts = scope.choose(measure.series, span.period)
    held, planned = amount(facts.held), amount(facts.planned)
    return Bucket(
        period=span.period,
        label=span.label,
        held=held,
        planned=planned,
        state="fulfilled" if held >= least else "undecided",
        plan_state="fulfilled" if held + planned >= least else "undecided",
    )


def _sentence(measure: Count, held: int, planned: int, wanted: int, course: Course, scope: Scope) -> str:
    """ "22 på sex månader är 3,67 i månaden, målet är 4; ligger efter, i den takten 44 av 48; 26 till före ..."."""
    one, several, each = PER_WORDS[measure.per]
    aim = number_text(fraction(measure.average or 0))
    if not course.elapsed:
        return sentence(f"{times(wanted, measure, measure.series)} {whole(scope)}, {aim} {each}")
    so_far = number_text(held / course.elapsed)
    unit = one if course.elapsed == 1 else several
    head = f"{number_text(held)} på {counted(course.elapsed)} {unit} är {so_far} {each}, målet är {aim}"
    return sentence(head, *_rest(measure, held, planned, wanted, course, scope, each))


def _rest(measure: Count, held: int, planned: int, wanted: int, course: Course, scope: Scope, each: str) -> list[str]:
    missing = wanted - held
    if scope.today > course.period.end:
        return [f"{number_text(missing)} fattades"] if missing > 0 else []
    if missing <= 0:
        return ["nått för hela året"]
    pace = f", {number_text(missing / course.left)} {each}" if course.left else ""
    rest = [
        *_behind(measure, held, wanted, course),
        f"{number_text(missing)} till {before(course.period.end, scope.today)}{pace}",
    ]
    if planned:
        by_plan = ", uppfyllt enligt plan" if planned >= missing else ""
        rest.append(f"{planned_words(planned)}{by_plan}")
    return rest


def _behind(measure: Count, held: int, wanted: int, course: Course) -> Iterator[str]:
    """What the whole year comes to at this rate, when that is too little: number against number, mean against mean."""
    whole_year = course.elapsed + course.left
    if course.left and held < fraction(measure.average or 0) * course.elapsed:
        end = floor(held / course.elapsed * whole_year)
        yield f"ligger efter, i den takten {number_text(end)} av {number_text(wanted)}"
