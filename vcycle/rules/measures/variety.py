"""Spread over weekdays, places or whatever tags say: "på varierade dagar och platser"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.measure import Count, MeasureState, Reading
from vcycle.model.values import WEEKDAYS
from vcycle.rules.measures.basis import Scope, refs
from vcycle.rules.measures.numbers import fraction, share_words
from vcycle.rules.measures.tags import key
from vcycle.rules.measures.words import sentence, shown, times, whole

# Fewer say nothing about how they are spread.
FEWEST = 2
_MANY = {"weekday": ("veckodag", "veckodagar"), "place": ("plats", "platser")}
Answer = Literal["yes", "no", "unsure"]


class Spread(NamedTuple):
    """How occurrences are spread over one attribute; `unknown` have none noted."""

    attribute: str
    values: Counter[str]
    unknown: int

    @property
    def number(self) -> int:
        return self.values.total() + self.unknown

    @property
    def most(self) -> int:
        return max(self.values.values(), default=0)

    @property
    def different(self) -> int:
        return len(self.values)


def read_variety(measure: Count, scope: Scope) -> Reading:
    """The reading of a spread over the whole period: each occurrence counts once."""
    facts = scope.choose(measure.series)
    spreads = [spread(attribute, facts.held) for attribute in measure.distinct]
    return Reading(
        state=_state(measure, facts.held, scope),
        plan_state=_state(measure, facts.all, scope),
        reason=_sentence(measure, spreads, scope),
        value=min(each.different for each in spreads),
        target=measure.min_distinct,
        period=scope.period,
        evidence=refs(facts.held),
    )


def spread(attribute: str, facts: Iterable[Fact]) -> Spread:
    """How the facts are spread over an attribute."""
    values = [_value(attribute, fact) for fact in facts]
    spelt: dict[str, str] = {}
    known = [spelt.setdefault(key(value), value) for value in values if value]
    return Spread(attribute, Counter(known), values.count(""))


def _value(attribute: str, fact: Fact) -> str:
    """The weekday, the place, or what a tag "attribute:..." says; empty when it is not known."""
    if attribute == "weekday":
        return WEEKDAYS[fact.day.weekday()]
    if attribute == "place" and fact.place:
        return fact.place.strip()
    parts = (tag.partition(":") for tag in fact.tags)
    return next((value.strip() for name, colon, value in parts if colon and key(name) == key(attribute)), "")


def _state(measure: Count, facts: Sequence[Fact], scope: Scope) -> MeasureState:
    if len(facts) < FEWEST:
        return "undecided" if scope.closed else "open"
    answers = {answer for name in measure.distinct for answer in _answers(measure, spread(name, facts))}
    if "no" in answers:
        return "missed" if scope.closed else "open"
    return "undecided" if "unsure" in answers else "fulfilled"


def _answers(measure: Count, found: Spread) -> list[Answer]:
    """Whether there are enough different ones, and whether none is too common, whatever the unknown ones are."""
    answers = []
    if measure.min_distinct is not None:
        least = found.different or min(1, found.unknown)
        answers.append(_answer(least >= measure.min_distinct, found.different + found.unknown >= measure.min_distinct))
    if measure.max_share is not None:
        share = fraction(measure.max_share)
        worst, best = found.most + found.unknown, max(found.most, min(1, found.unknown))
        answers.append(_answer(worst <= share * found.number, best <= share * found.number))
    return answers


def _answer(surely: bool, possibly: bool) -> Answer:
    return "yes" if surely else "unsure" if possibly else "no"


def _sentence(measure: Count, spreads: Sequence[Spread], scope: Scope) -> str:
    """ "8 möten i år på 3 olika veckodagar (torsdag 4); målet är minst 3, högst hälften på samma"."""
    number = spreads[0].number
    what = times(number, measure, measure.series)
    if number < FEWEST:
        return sentence(f"{what} {whole(scope)}, det behövs minst {FEWEST} för att bedöma variationen")
    where = " och ".join(_spread_words(each) for each in spreads)
    return sentence(f"{what} {whole(scope)} på {where}", f"målet är {_aim(measure)}")


def _spread_words(found: Spread) -> str:
    one, many = _MANY.get(
        found.attribute, (f"värde av {shown(found.attribute)}", f"värden av {shown(found.attribute)}")
    )
    common = found.values.most_common(1)
    top = f"mest {shown(common[0][0])}, {common[0][1]}" if common and common[0][1] > 1 else ""
    unknown = f"{found.unknown} utan uppgift" if found.unknown else ""
    notes = "; ".join(note for note in (top, unknown) if note)
    return f"{found.different} {one if found.different == 1 else 'olika ' + many}" + (f" ({notes})" if notes else "")


def _aim(measure: Count) -> str:
    least = f"minst {measure.min_distinct} olika" if measure.min_distinct else ""
    share = Fraction(0) if measure.max_share is None else fraction(measure.max_share)
    most = f"högst {share_words(share)} på samma" if share else ""
    return " och ".join(part for part in (least, most) if part)
