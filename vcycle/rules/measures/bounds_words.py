"""What a count with bounds says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vcycle.model.measure import Bucket, Count
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.numbers import number_text
from vcycle.rules.measures.periods import Span
from vcycle.rules.measures.tally import Row, Target
from vcycle.rules.measures.words import PER_WORDS, before, during, names, noun, planned_words, sentence, shown, times
from vcycle.rules.swedish import is_free


def running_sentence(measure: Count, target: Target, row: Row, buckets: Sequence[Bucket], scope: Scope) -> str:
    """ "2 av 3 medlemsmöten denna termin; 1 saknas före 30 juni"."""
    missing = target.low - row.held
    parts = [_head(measure, target, row.held, scope, row.span)]
    if missing > 0:
        parts.append(f"{missing} saknas {before(row.span.period.end, scope.today)}")
        parts += _few_days(missing, row.span.period, scope)
    parts += [*_of_which(measure, row), *_plan(target, row, buckets), *_passed(row, scope)]
    parts += _other_periods(measure, buckets, scope, row.span)
    return sentence(*parts)


def closed_sentence(
    measure: Count, target: Target, rows: Sequence[Row], buckets: Sequence[Bucket], scope: Scope
) -> str:  # fmt: skip
    """ "5 av 8 styrelsemöten 2017; 3 fattades" or "1 av 2 terminer nådde minst 3 medlemsmöten; missat höstterminen"."""
    if len(rows) == 1:
        missing = target.low - rows[0].held
        parts = [_head(measure, target, rows[0].held, scope, rows[0].span)]
        parts += [f"{missing} fattades"] if missing > 0 else []
        return sentence(*parts, *_of_which(measure, rows[0]), *_passed(rows[0], scope))
    reached = sum(bucket.state == "fulfilled" for bucket in buckets)
    aim = _aim(measure, target)
    what = f"{aim} gång" if aim.split()[-1] == "1" else f"{aim} {noun(measure, measure.series)}"
    return sentence(f"{reached} av {len(rows)} {PER_WORDS[measure.per][1]} nådde {what}", *_missed(buckets))


def _head(measure: Count, target: Target, held: int, scope: Scope, span: Span) -> str:
    what, when = times(held, measure, measure.series), during(scope, span)
    if target.mild and target.high is not None and held > target.high:
        return f"{what} {when}, {held - target.high} fler än målet {target.high}"
    if measure.about is None and held <= target.low and (measure.max is None or target.mild):
        return f"{number_text(held)} av {times(target.low, measure, measure.series)} {when}"
    over = f", {held - target.high} för många" if target.high is not None and held > target.high else ""
    return f"{what} {when}, målet är {_aim(measure, target)}{over}"


def _aim(measure: Count, target: Target) -> str:
    """ "minst 3", "3–4", "cirka 6" or "högst 4"."""
    if measure.about is not None:
        return f"cirka {measure.about}"
    if target.high is None:
        return f"minst {number_text(target.low)}"
    if not target.low:
        return f"högst {target.high}"
    return str(target.low) if target.mild else f"{target.low}–{target.high}"


def _few_days(missing: int, period: Period, scope: Scope) -> Iterator[str]:
    """A warning when there are fewer working days left than what is missing."""
    first = max(period.start, scope.today)
    left = (period.end - first).days + 1
    if left > missing * 2 + 14:
        return
    working = sum(not is_free(day) for day in Period(first, period.end))
    if working < missing:
        yield f"bara {working} arbetsdag{'ar' * (working != 1)} kvar" if working else "ingen arbetsdag kvar"


def _of_which(measure: Count, row: Row) -> Iterator[str]:
    part = measure.of_which
    if part is not None:
        yield f"{row.part} av dem är {shown(part.tag)}, minst {part.min} ska vara det"


def _plan(target: Target, row: Row, buckets: Sequence[Bucket]) -> Iterator[str]:
    if not row.planned:
        return
    total = row.held + row.planned
    bucket = next(bucket for bucket in buckets if bucket.period == row.span.period)
    text = planned_words(row.planned)
    if target.high is not None and total > target.high:
        yield f"{text}, {total - target.high} fler än målet"
    elif bucket.plan_state == "fulfilled" and bucket.state != "fulfilled" and not any(_missed(buckets)):
        yield f"{text}, uppfyllt enligt plan"
    elif bucket.state != "fulfilled":
        yield text


def _passed(row: Row, scope: Scope) -> Iterator[str]:
    """A reminder of what was planned before today and not marked as held."""
    count = sum(fact.day < scope.today for fact in row.facts.planned)
    if count and row.held < row.held + row.planned:
        ending = "har passerat utan att markeras som genomförda" if count > 1 else "har passerat utan att markeras"
        yield f"{count} planerad{'e' * (count != 1)} {ending}"


def _other_periods(measure: Count, buckets: Sequence[Bucket], scope: Scope, focus: Span) -> Iterator[str]:
    yield from _missed(bucket for bucket in buckets if bucket.period.end < scope.today)
    ahead = [bucket for bucket in buckets if bucket.period.start > focus.period.start and bucket.state == "open"]
    if 0 < len(ahead) <= 2:
        yield f"{names(bucket.label for bucket in ahead)} återstår"
    elif ahead:
        yield f"{len(ahead)} {PER_WORDS[measure.per][1]} återstår"


def _missed(buckets: Iterator[Bucket] | Sequence[Bucket]) -> Iterator[str]:
    """ "missat vårterminen (2) och höstterminen"."""
    missed = [bucket for bucket in buckets if bucket.state == "missed"]
    if missed:
        held = (f" ({bucket.held})" if bucket.held else "" for bucket in missed)
        yield f"missat {names(f'{bucket.label}{number}' for bucket, number in zip(missed, held, strict=True))}"
