"""Facts by series and day, so that a reading looks them up and never scans the years it does not speak of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from vcycle.model.derived import Fact
from vcycle.model.period import Period

_by_day = attrgetter("day")
_Row = tuple[list[date], list[Fact]]


class FactIndex:
    """All facts of a workspace. A series is put in the order of its days when it is first asked for.

    Facts of one day keep the order they were given in, so the last of them is the latest.
    """

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._given: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self._given[fact.series].append(fact)
        self._rows: dict[str, _Row] = {}

    @property
    def series(self) -> Collection[str]:
        """The names of all series that have a fact."""
        return self._given.keys()

    def between(self, series: Sequence[str], period: Period) -> list[Fact]:
        """The facts of the series in `period`, by day."""
        found = [fact for name in dict.fromkeys(series) for fact in self._slice(name, period.start, period.end)]
        return found if len(series) == 1 else sorted(found, key=_by_day)

    def back(self, series: str, last: date, first: date = date.min) -> Iterator[Fact]:
        """The facts of one series from `last` back to `first`, the latest first."""
        return reversed(self._slice(series, first, last))

    def _slice(self, series: str, first: date, last: date) -> list[Fact]:
        if series not in self._given:
            return []
        days, facts = self._row(series)
        return facts[bisect_left(days, first) : bisect_right(days, last)]

    def _row(self, series: str) -> _Row:
        row = self._rows.get(series)
        if row is None:
            facts = sorted(self._given[series], key=_by_day)
            row = self._rows[series] = ([fact.day for fact in facts], facts)
        return row
