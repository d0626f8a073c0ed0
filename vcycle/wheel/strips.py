"""A year as a strip of values, painted over piece by piece."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vcycle.wheel.colour import SHARES, blend

NOTHING = -1
"""The value where a strip lets another one be seen."""


class Strip:
    """Values along the days from 0 to `days`, constant between `starts`.

    A value is a packed colour on a colour wheel and a small code on a braille wheel.
    """

    __slots__ = ("days", "starts", "values")

    def __init__(self, days: float, value: int) -> None:
        self.days = days
        self.starts = [0.0]
        self.values = [value]

    def copy(self) -> Strip:
        """An independent strip with the same values."""
        twin = Strip(self.days, 0)
        twin.starts, twin.values = self.starts[:], self.values[:]
        return twin

    def paint(self, start: float, end: float, value: int) -> None:
        """Give the days from `start` to `end` a value; what lies outside the year is ignored."""
        start, end = max(start, 0.0), min(end, self.days)
        if start < end:
            i, j = self._split(start), self._split(end)
            self.starts[i:j], self.values[i:j] = [start], [value]

    def restore(self, start: float, end: float, base: Strip) -> None:
        """Give the days from `start` to `end` the values that they have in `base`."""
        start, end = max(start, 0.0), min(end, self.days)
        if start < end:
            i, j = bisect_right(base.starts, start), bisect_left(base.starts, end)
            inner, values = base.starts[i:j], base.values[i - 1 : j]
            i, j = self._split(start), self._split(end)
            self.starts[i:j], self.values[i:j] = [start, *inner], values

    def upon(self, base: Strip) -> Strip:
        """This strip laid upon `base`, which is seen wherever this one has nothing."""
        laid = Strip(self.days, NOTHING)
        laid.starts, laid.values = [], []
        for start, end, value in zip(self.starts, [*self.starts[1:], self.days], self.values, strict=True):
            if value == NOTHING:
                i, j = bisect_right(base.starts, start), bisect_left(base.starts, end)
                laid.starts += start, *base.starts[i:j]
                laid.values += base.values[i - 1 : j]
            else:
                laid.starts.append(start)
                laid.values.append(value)
        return laid

    def at(self, day: float) -> int:
        """The value at a moment of the year."""
        return self.values[bisect_right(self.starts, day) - 1]

    def mean(self, start: float, end: float) -> int:
        """The mean colour between two moments."""
        starts, values = self.starts, self.values
        i, j = bisect_right(starts, start) - 1, bisect_left(starts, end)
        colour = values[i]
        for k in range(i + 1, j):
            upto = starts[k + 1] if k + 1 < j else end
            share = round(SHARES * (upto - starts[k]) / (upto - start))
            colour = blend(colour, values[k], share)
        return colour

    def difference(self, other: Strip) -> tuple[float, float] | None:
        """The first and the last moment between which all lies that differs from a strip of the same days."""
        own = list(zip(self.starts, self.values, strict=True))
        its = list(zip(other.starts, other.values, strict=True))
        if own == its:
            return None
        same, after = _alike(own, its), _alike(own[::-1], its[::-1])
        first = min(pieces[same][0] for pieces in (own, its) if same < len(pieces))
        return first, own[-after][0] if after else self.days

    def _split(self, day: float) -> int:
        """Index of the piece that begins at `day`, made if there is none."""
        i = bisect_left(self.starts, day)
        if day < self.days and (i == len(self.starts) or self.starts[i] != day):
            self.starts.insert(i, day)
            self.values.insert(i, self.values[i - 1])
        return i


def _alike(one: list[tuple[float, int]], other: list[tuple[float, int]]) -> int:
    """How many pieces both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
