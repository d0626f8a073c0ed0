"""A year as the wheel shows it: rings of arcs, months, and the entries behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.values import MONTHS
from vcycle.services.workspace import Workspace
from vcycle.wheel import DARK, Arc, Palette, Segment, Track, WheelYear

MOST_RINGS = 5
OTHER = "Övrigt"


@dataclass(frozen=True)
class WheelPage:
    """One activity year, ready to draw and to walk through."""

    year: int
    label: str
    period: Period
    today: date
    rings: tuple[str, ...]
    entries: tuple[Entry, ...]
    begun: bool = True
    """Whether the association has anything in any year."""

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The calendar months, or the parts of them, that lie in the year."""
        months, first = [], self.period.start
        while first <= self.period.end:
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            last = min(after - timedelta(days=1), self.period.end)
            months.append(Period(first, last))
            first = after
        return tuple(months)

    def month_of(self, day: date) -> int:
        """The index of the month that holds `day`; the nearest one outside the year."""
        inside = min(max(day, self.period.start), self.period.end)
        return next(i for i, month in enumerate(self.months) if inside in month)

    def ring_of(self, entry: Entry) -> int:
        """The index of the ring that `entry` is drawn in; what has none of its own lies in the one for that."""
        return self.rings.index(entry.ring if entry.ring in self.rings else OTHER)

    def in_month(self, month: int) -> list[Entry]:
        """The entries that begin in a month, or whose window ends there."""
        period = self.months[month]
        return [e for e in self.entries if (due := e.due) is not None and self._shown_day(due) in period]

    def _shown_day(self, day: date) -> date:
        return min(max(day, self.period.start), self.period.end)

    def wheel(self, palette: Palette = DARK) -> WheelYear:
        """What is drawn, in the colours of `palette`."""
        inside = self.today in self.period
        week = f"v. {self.today.isocalendar().week}"
        day = f"{self.today.day} {MONTHS[self.today.month - 1][:3]}"
        return WheelYear(
            days=self.period.days,
            title=self.label,
            first_ordinal=self.period.start.toordinal(),
            segments=tuple(self._segment(month, palette) for month in self.months),
            tracks=tuple(self._track(i, name, palette) for i, name in enumerate(self._drawn_rings)),
            today=self._day(self.today) if inside else None,
            core=(week, day) if inside else (),
        )

    @property
    def _drawn_rings(self) -> tuple[str, ...]:
        """All rings, but no disc of a single ring that nothing lies in."""
        return self.rings if self.entries or len(self.rings) > 1 else ()

    def _day(self, day: date) -> int:
        return (day - self.period.start).days

    def _segment(self, month: Period, palette: Palette) -> Segment:
        number = month.start.month - 1
        return Segment(MONTHS[number][:3], self._day(month.start), self._day(month.end), palette.seasons[number])

    def _track(self, index: int, name: str, palette: Palette) -> Track:
        arcs = (self._arc(e, e.due) for e in self.entries if e.due is not None and self.ring_of(e) == index)
        return Track(name, palette.tracks[index % len(palette.tracks)], tuple(arcs))

    def _arc(self, entry: Entry, first: date) -> Arc:
        """What has no day yet stands, faintly, where it must have happened."""
        last = entry.end or first
        faint = entry.state in ("cancelled", "undated")
        return Arc(entry.id, self._day(first), self._day(last), past=last < self.today, faint=faint)


def wheel_page(space: Workspace, year: int) -> WheelPage:
    """The page of an activity year."""
    period = space.years.year(year)
    entries = tuple(space.entries(period))
    begun = bool(entries or space.sources.activities)
    return WheelPage(year, space.years.label(year), period, space.today, _rings(space, entries), entries, begun)


def _rings(space: Workspace, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """At most five rings; what belongs to none of them shares one."""
    rings = space.rings if len(space.rings) <= MOST_RINGS else space.rings[: MOST_RINGS - 1]
    if rings and all(entry.ring in rings for entry in entries):
        return rings
    return rings if OTHER in rings else (*rings[: MOST_RINGS - 1], OTHER)
