"""Parts of a whole, exactly: 4 of 7 is at least half, 3 of 7 is not, and what is unknown makes it an interval."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.measure import UNKNOWN_AMOUNT, MeasureState, Share
from vcycle.rules.measures.numbers import ceiling, floor, fraction
from vcycle.rules.measures.tags import has


class Part(NamedTuple):
    """`sure` of `whole` belong, and `unknown` more may."""

    sure: int
    unknown: int
    whole: int

    @property
    def low(self) -> Fraction:
        return Fraction(self.sure, self.whole)

    @property
    def high(self) -> Fraction:
        return Fraction(self.sure + self.unknown, self.whole)


class Wanted(NamedTuple):
    """The shares that hold, both ends included."""

    least: Fraction
    most: Fraction | None

    def numbers(self, whole: int) -> tuple[int, int | None]:
        """How many of `whole` hold: from, and to (None for no end)."""
        return ceiling(self.least * whole), None if self.most is None else floor(self.most * whole)


def wanted_of(measure: Share) -> Wanted:
    """The bounds of the share."""
    if measure.about is None:
        return Wanted(fraction(measure.min or 0), None)
    middle, slack = fraction(measure.about), fraction(measure.tolerance)
    return Wanted(max(Fraction(0), middle - slack), min(Fraction(1), middle + slack))


def part_of(measure: Share, facts: Sequence[Fact], whole: Sequence[Fact]) -> Part:
    """The part that the facts are of the whole."""
    if measure.who:
        sure = sum(getattr(fact, measure.who) for fact in facts)
        return Part(sure, sum(fact.unknown for fact in facts), sum(map(people, whole)))
    unknown = sum(fact.amount for fact in facts if has(fact, UNKNOWN_AMOUNT))
    counted = [fact for fact in facts if not has(fact, UNKNOWN_AMOUNT)]
    sure = sum(fact.amount for fact in counted if not measure.tag or has(fact, measure.tag))
    return Part(sure, unknown, sum(fact.amount for fact in whole))


def people(fact: Fact) -> int:
    """All who were counted, whatever is known of them."""
    return fact.women + fact.men + fact.others + fact.unknown


def holds(part: Part, wanted: Wanted) -> MeasureState:
    """Whether every way to fill in what is unknown holds, none does, or it depends."""
    least, most = wanted.numbers(part.whole)
    lowest, highest = part.sure, part.sure + part.unknown
    if lowest >= least and (most is None or highest <= most):
        return "fulfilled"
    return (
        "missed" if highest < least or (most is not None and lowest > most) or _between(part, wanted) else "undecided"
    )


def _between(part: Part, wanted: Wanted) -> bool:
    """Whether no whole number at all lies in the band: half of 3, give or take nothing."""
    least, most = wanted.numbers(part.whole)
    return most is not None and least > most


def lost(part: Part, wanted: Wanted) -> bool:
    """Whether no more of the right kind can mend it: all were wanted, and one is not."""
    return wanted.least >= 1 and part.sure + part.unknown < part.whole


def more_needed(part: Part, wanted: Wanted) -> int | None:
    """How many more of the right kind would do, if none of another comes; None when no number would."""
    if wanted.least >= 1:
        return None
    return max(0, ceiling((wanted.least * part.whole - part.sure) / (1 - wanted.least)))
