"""What a day in words is understood by, and which of the days that it fits is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from vcycle.model.values import said
from vcycle.rules.day_anchors import Anchors

EXAMPLES = "14 mars, på tors, v 12, sista to i mars eller 3 mån före årsmötet"
_YEARS = 8
"""How far from its own year a day is looked for that not every year has: 29 February may be eight years away."""

Guess = Literal["coming", "past", "nearest"]
"""Which is meant of the days that a text fits, when nothing else tells."""


class Saying(Struct, frozen=True):
    """What was written, blanks and dots put right, and what it is understood by."""

    text: str
    today: date
    around: date | None
    anchors: Anchors
    guess: Guess
    since: date

    def pick(self, days: Mapping[int, date], number: Callable[[date], int]) -> date:
        """One of `days`, by the number of the year, month or week that each stands for, which `number` tells of a day.

        The one that `around` lies in, or else the nearest, unless it is over and `around` is not; without `around` as
        `guess` says.
        """
        ordered = sorted(days.values())
        coming = [day for day in ordered if day >= self.since]
        if self.around is not None and days:
            home = number(self.around)
            nearest = days[min(days, key=lambda one: (abs(one - home), -one))]
            return coming[0] if coming and nearest < self.since <= self.around else nearest
        found = coming
        if self.guess == "past":
            found = [day for day in reversed(ordered) if day <= self.today]
        elif self.guess == "nearest":
            found = sorted(ordered, key=lambda day: abs(day - self.today))
        if not found:
            raise ValueError(f"{said(self.text)} finns inte de närmaste åren; skriv till exempel {EXAMPLES}")
        return found[0]

    @property
    def base(self) -> date:
        """The day that "a week later" counts from."""
        return self.around or self.since

    @property
    def years(self) -> range:
        """The years that a day without a year may lie in."""
        return range(max(1, self.base.year - _YEARS), min(9999, self.base.year + _YEARS) + 1)
