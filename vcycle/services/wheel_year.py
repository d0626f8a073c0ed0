"""A year with all its rings, for what is not bound by a terminal: the wheel on paper and the wheel in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.values import MONTHS
from vcycle.rules.swedish import SHORT_MONTHS
from vcycle.services.workspace import Workspace

OTHER = "Övrigt"
"""The ring of what belongs to none."""
_TOGETHER = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class WholeYear:
    """One activity year of an association; `rings` is empty when it does not tell any apart."""

    name: str
    label: str
    period: Period
    rings: tuple[str, ...]
    entries: tuple[Entry, ...]

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The calendar months, or the parts of them, that lie in the year."""
        months, first = [], self.period.start
        while first <= self.period.end:
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            months.append(Period(first, min(after - timedelta(days=1), self.period.end)))
            first = after
        return tuple(months)

    def ring_of(self, entry: Entry) -> int:
        """The number of an entry's ring; 0 where there are none."""
        ring = entry.ring if entry.ring in self.rings else OTHER
        return self.rings.index(ring) if self.rings else 0


def whole_year(space: Workspace, year: int) -> WholeYear:
    """An activity year with every ring there is; the one for the rest only when something lies there."""
    period = space.years.year(year)
    entries, rings = tuple(space.entries(period)), space.rings
    rest = OTHER not in rings and any(entry.ring not in rings for entry in entries)
    return WholeYear(
        name=space.settings.name,
        label=space.years.label(year),
        period=period,
        rings=(*rings, OTHER) if rings and rest else rings,
        entries=entries,
    )


def dated(page: WholeYear, month: int) -> list[Entry]:
    """What begins in a month, or is going on when the year begins."""
    period = page.months[month]
    return [e for e in page.entries if e.start is not None and max(e.start, page.period.start) in period]


def undated(page: WholeYear) -> list[Entry]:
    """What has no day yet, soonest last day first."""
    return [entry for entry in page.entries if entry.start is None]


def day_words(day: date, page: WholeYear) -> str:
    """ "31 mars", with the year when the activity year does not tell which."""
    same = day in page.period and page.period.start.year == page.period.end.year
    return f"{day.day} {MONTHS[day.month - 1]}" + ("" if same else f" {day.year}")


def short_day(day: date, page: WholeYear) -> str:
    """ "31 aug", with the year when it lies outside the activity year; never broken between two lines."""
    year = () if day in page.period else (str(day.year),)
    return _TOGETHER.join((str(day.day), SHORT_MONTHS[day.month - 1], *year))


def month_words(page: WholeYear, month: int) -> str:
    """ "mars", or "mars 2018" in a year that crosses New Year."""
    first = page.months[month].start
    crossing = page.period.start.year != page.period.end.year
    return f"{MONTHS[first.month - 1]} {first.year}" if crossing else MONTHS[first.month - 1]


def clock(entry: Entry) -> str:
    """ "18.30", or nothing for what has no hour."""
    return f"{entry.start_time:%H.%M}" if entry.start_time else ""


def plain(text: str) -> str:
    """Words of people's own inside a sentence of ours: on one line, without a full stop of their own."""
    return " ".join(text.split()).rstrip(".")
