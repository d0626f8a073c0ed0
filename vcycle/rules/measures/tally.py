"""What is counted in one period, and how a number is judged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.measure import MeasureState
from vcycle.rules.measures.basis import Chosen
from vcycle.rules.measures.periods import Span


class Target(NamedTuple):
    """From `low` to `high`, None for no end; where `mild`, more than `high` is a note and no miss."""

    low: int
    high: int | None = None
    mild: bool = False


class Row(NamedTuple):
    """One period: its facts, and how many they are; `part` counts those with the tag of `of_which`."""

    span: Span
    facts: Chosen
    held: int
    planned: int
    part: int
    planned_part: int


def judge(number: int, target: Target, *, closed: bool, begun: bool = True) -> MeasureState:
    """The state of one number: what holds now is fulfilled, and what may still be reached is open."""
    if target.high is not None and number > target.high and not target.mild:
        return "missed"
    if number >= target.low and (begun or target.low):
        return "fulfilled"
    return "missed" if closed else "open"


def amount(facts: Iterable[Fact]) -> int:
    """How many the facts are together."""
    return sum(fact.amount for fact in facts)
