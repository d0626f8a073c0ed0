"""What belongs to each occurrence of a series: the newsletter after each meeting, the letter to each new member."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from vcycle.model.derived import Fact
from vcycle.model.period import Period
from vcycle.rules.measures.basis import Scope, chosen
from vcycle.rules.measures.words import day_words

# What belongs to the last occurrence of a year may come in the next.
_AFTERWARDS = 92


class Occurrences(NamedTuple):
    """The held occurrences by key: their names, how many each stands for, and the facts that belong to each."""

    names: dict[str, str]
    times: dict[str, int]
    tied: dict[str, list[Fact]]


def occurrences_of(series: str, counted: Sequence[str], scope: Scope, period: Period) -> Occurrences:
    """Those of `series` held in `period`, with the facts of `counted` that belong to them."""
    after = Period(period.start, period.end + timedelta(days=_AFTERWARDS))
    held = chosen(scope.basis.facts.between((series,), after), scope.measure).held
    facts = scope.basis.facts.between(counted, after)
    tied: list[list[Fact]] = [[] for _ in held]
    owner = _Owners(held)
    for fact in facts:
        if (at := owner.of(fact)) is not None:
            tied[at].append(fact)
    inside = [at for at, fact in enumerate(held) if fact.day in period]
    return Occurrences(
        {str(at): day_words(held[at].day, scope.today) for at in inside},
        {str(at): max(1, held[at].amount) for at in inside},
        {str(at): tied[at] for at in inside},
    )


class _Owners:
    """Finds the occurrence that a fact belongs to: the one it hangs on, else the last that does not lie after it."""

    def __init__(self, held: Sequence[Fact]) -> None:
        self._days = [fact.day for fact in held]
        self._refs = {fact.ref: at for at, fact in enumerate(held) if fact.ref}

    def of(self, fact: Fact) -> int | None:
        slot = fact.ref.partition(".")[2]
        anchored = self._refs.get(slot, self._refs.get(slot.rpartition(".")[0]))
        if anchored is not None:
            return anchored
        if fact.planned or "." in slot:  # it hangs on something else
            return None
        before = bisect_right(self._days, fact.day)
        return before - 1 if before else None
