"""The facts behind the numbers, each with a number of its own to be cited by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vcycle.model.core import Goal, Series
from vcycle.model.derived import Fact, Section
from vcycle.model.measure import Level
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

    def sections(self, space: Workspace, names: Mapping[str, str]) -> Iterator[Section]:
        """The list that the numbers lead to, each series by its name; without any names of people."""
        if not self.facts:
            return
        in_kronor = kronor_series(space)
        rows = tuple((str(number), *_row(fact, in_kronor, names)) for number, fact in enumerate(self.facts, 1))
        text = "Det som berättelsen är räknad på. Siffrorna i kolumnen Underlag hänvisar hit."
        yield Section(title="Underlag", text=text, header=("Nr", "Dag", "Vad", "Antal", "Vilka"), rows=rows)


def kronor_series(space: Workspace) -> set[str]:
    """The series whose amounts are money, in öre."""
    declared = {series.key for series in space.store.find(Series, unit="kronor")}
    measures = [goal.measure for goal in space.store.find(Goal)]
    return declared | {measure.metric for measure in measures if isinstance(measure, Level) and measure.money}


def _row(fact: Fact, in_kronor: set[str], names: Mapping[str, str]) -> tuple[str, str, str, str]:
    amount = format_money(fact.amount) if fact.series in in_kronor else number_text(fact.amount)
    people = counted_words({name: getattr(fact, name) for name in WORDS})
    return plain_date(fact.day), named(fact.series, names), amount, people


def named(series: str, names: Mapping[str, str]) -> str:
    """What people call a series; one that nothing is said of by its plain name: "Ny medlem" for "ny-medlem"."""
    return names.get(series) or capital(series.replace("-", " "))


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def ranges(numbers: list[int]) -> str:
    """ "1, 3-7": rising numbers, neighbours joined."""
    parts: list[tuple[int, int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1] = parts[-1][0], number
        else:
            parts.append((number, number))
    return ", ".join(f"{first}" if first == last else f"{first}\N{EN DASH}{last}" for first, last in parts)
