"""The facts behind the numbers, each with a number of its own to be cited by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcycle.model.core import Series
from vcycle.model.derived import Fact, Section
from vcycle.model.values import format_money
from vcycle.rules.measures import number_text
from vcycle.rules.swedish import plain_date
from vcycle.services.counting import WORDS, counted_words
from vcycle.services.workspace import Workspace


class Evidence:
    """Facts in the order they were first cited."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def cite(self, facts: Iterable[Fact]) -> list[int]:
        """The numbers of `facts`, rising; a fact keeps its number wherever it is cited."""
        return sorted(self._number(fact) for fact in facts)

    def _number(self, fact: Fact) -> int:
        key = (fact.ref, fact.series)
        if key not in self._numbers:
            self.facts.append(fact)
            self._numbers[key] = len(self.facts)
        return self._numbers[key]

    def sections(self, space: Workspace) -> Iterator[Section]:
        """The list that the numbers lead to; without any names."""
        if not self.facts:
            return
        in_kronor = {series.key for series in space.store.find(Series, unit="kronor")}
        rows = tuple((str(number), *_row(fact, in_kronor)) for number, fact in enumerate(self.facts, 1))
        text = "Det som målen är räknade på. Siffrorna i målens tabeller hänvisar hit."
        yield Section(title="Underlag", text=text, header=("Nr", "Dag", "Vad", "Antal", "Vilka"), rows=rows)


def _row(fact: Fact, in_kronor: set[str]) -> tuple[str, str, str, str]:
    amount = format_money(fact.amount) if fact.series in in_kronor else number_text(fact.amount)
    return plain_date(fact.day), fact.series, amount, counted_words({name: getattr(fact, name) for name in WORDS})


def ranges(numbers: list[int]) -> str:
    """ "1, 3-7": rising numbers, neighbours joined."""
    parts: list[tuple[int, int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1] = parts[-1][0], number
        else:
            parts.append((number, number))
    return ", ".join(f"{first}" if first == last else f"{first}\N{EN DASH}{last}" for first, last in parts)
