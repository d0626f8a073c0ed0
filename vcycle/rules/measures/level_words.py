"""What a level says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from vcycle.model.measure import Level, Number, Unit
from vcycle.model.wording.words import series_words
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.numbers import number_text
from vcycle.rules.measures.words import before, called, day_words, noun, sentence, shown, whole


class Aim(NamedTuple):
    """From `low` to `high`, None for no end; `percent` more than `baseline` where that is how it is said."""

    low: Fraction | None
    high: Fraction | None
    percent: int = 0
    baseline: int = 0

    def holds(self, value: Number) -> bool:
        """Whether a value lies within."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def words(self, unit: Unit) -> str:
        """ "minst 570", "minst 2 och högst 5", "precis 10 000 kr"."""
        if self.low is not None and self.low == self.high:
            return f"precis {number_text(self.low, unit)}"
        limits = [f"minst {number_text(self.low, unit)}"] if self.low is not None else []
        limits += [f"högst {number_text(self.high, unit)}"] if self.high is not None else []
        return " och ".join(limits)


class Seen(Protocol):
    """A reading: its day and what it says."""

    @property
    def day(self) -> date: ...

    @property
    def value(self) -> Number: ...


def metric_noun(measure: Level) -> str:
    """What the metric counts, "medlemmar"; nothing for money."""
    if measure.money and not measure.noun:
        return ""
    plural = noun(measure, (measure.metric,))
    return shown(series_words(measure.metric).replace("-", " ")) if plural == "gånger" else plural


def subject(measure: Level, scope: Scope) -> str:
    """What the metric is, where no number stands before it: its noun when it has one, else its title."""
    has_plural = not measure.money and noun(measure, (measure.metric,)) != "gånger"
    return metric_noun(measure) if measure.noun or has_plural else called(measure.metric, scope)


def amount_words(measure: Level, value: Number) -> str:
    """ "575 medlemmar", "112 000 kr", "36 % aktiva"."""
    unit: Unit = "öre" if measure.money else "share" if measure.share_of else ""
    what = "" if value == 1 and not unit else metric_noun(measure)  # a plural alone is known
    return f"{number_text(value, unit)} {what}".rstrip()


def level_sentence(measure: Level, aim: Aim, seen: Sequence[Seen], at: date, scope: Scope) -> str:
    """ "575 medlemmar den 1 mars; målet är minst 570 den 31 december"."""
    latest, today = seen[0], scope.today
    head = f"{amount_words(measure, latest.value)} den {day_words(latest.day, today)}"
    parts = [head, _aim_words(measure, aim, at, today)]
    if aim.low is not None and latest.value < aim.low:
        parts.append(_missing(measure, aim.low - latest.value, latest, at, today))
    reached = next((each for each in reversed(seen) if aim.holds(each.value)), None)
    if reached and (measure.reached == "any" or not aim.holds(latest.value)):
        parts.append(f"nåddes {day_words(reached.day, today)}")
    return sentence(*parts)


def _missing(measure: Level, missing: Number, latest: Seen, at: date, today: date) -> str:
    if measure.share_of:
        return ""
    number = number_text(missing, "öre" if measure.money else "")
    return f"{number} fattades" if today > at or latest.day == at else f"{number} till {before(at, today)}"


def _aim_words(measure: Level, aim: Aim, at: date, today: date) -> str:
    unit: Unit = "öre" if measure.money else "share" if measure.share_of else ""
    on = f" den {day_words(at, today)}" if measure.reached == "end" else f" senast {day_words(at, today)}"
    if aim.percent and aim.low is not None:
        more = f"{aim.percent} % {'mer' if measure.money else 'fler'} än {number_text(aim.baseline, unit)}"
        return f"målet är {number_text(aim.low, unit)}, {more},{on}"
    return f"målet är {aim.words(unit)}{on}"


def no_reading(measure: Level, aim: Aim, at: date, scope: Scope, *, empty: bool) -> str:
    """What is missing when nothing was read."""
    what = subject(measure, scope)
    if measure.share_of:
        of = shown(series_words(measure.share_of).replace("-", " "))
        if empty:
            return f"Ej tillämpligt: 0 {of}"
        return sentence(f"Kan inte avgöras: {what} eller {of} har inte lästs av {whole(scope)}")
    return sentence(f"Ingen avläsning av {what} {whole(scope)}", _aim_words(measure, aim, at, scope.today))


def no_baseline(measure: Level, scope: Scope) -> str:
    """What to do when growth has nothing to grow from."""
    what = subject(measure, scope)
    first = day_words(scope.period.start, scope.today)
    return f"Utgångsvärde saknas för {what}: ange det i målet, eller logga hur många det var senast {first}"
