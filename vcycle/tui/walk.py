"""Where somebody is in the year, and every way to go on from there. Knows the workspace, and no screen."""

from __future__ import annotations

from datetime import date

from vcycle.model.derived import Entry
from vcycle.model.period import FIRST_YEAR, LAST_YEAR
from vcycle.services.wheel_page import WheelPage, wheel_page
from vcycle.services.workspace import Workspace


class Walk:
    """A year's page and what is chosen on it: a month, a ring and, when there is one, an entry of both.

    `month` and `ring` are indexes into the page's months and rings, `key` is the id of the chosen entry.
    """

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self.page: WheelPage
        self.month = 0
        self.ring = 0
        self.key: str | None = None
        self.to_today()

    @property
    def chosen(self) -> Entry | None:
        """The entry that is marked, if one is."""
        return next((e for e in self.page.entries if e.id == self.key), None)

    def to(self, entry: Entry) -> None:
        """Mark an entry of the page, in its month and ring."""
        self.key = entry.id
        self.ring = self.page.ring_of(entry)
        if entry.due is not None:
            self.month = self.page.month_of(entry.due)

    def to_ring(self, month: int, ring: int) -> None:
        """To a ring in a month, on the first entry there."""
        self.month, self.ring = month, ring
        here = [e for e in self.page.in_month(month) if self.page.ring_of(e) == ring]
        self.key = here[0].id if here else None

    def to_today(self) -> None:
        """To this month, on what comes next in it, else on the last that was."""
        today = self.space.today
        self._open(self.space.years.year_of(today))
        self.to_ring(self.page.month_of(today), self.ring)
        here = [e for e in self.page.in_month(self.month) if e.start is not None]
        coming = [e for e in here if e.start is not None and e.start >= today]
        if here:
            self.to(coming[0] if coming else here[-1])

    def by_month(self, step: int) -> None:
        """To the next month or the one before, over the edge of the year."""
        month = self.month + step
        if not 0 <= month < len(self.page.months):
            if not self._turn(step):
                return
            month = 0 if step > 0 else len(self.page.months) - 1
        self.to_ring(month, self.ring)

    def by_ring(self, step: int) -> None:
        """To the next ring inwards or outwards; beyond the last lies the first."""
        self.to_ring(self.month, (self.ring + step) % len(self.page.rings))

    def by_year(self, step: int) -> None:
        """To the same month of another year."""
        if self._turn(step):
            self.to_ring(self.month, self.ring)

    def by_entry(self, step: int) -> None:
        """To the next entry in time, or the one before, whatever its ring and month, over the edge of the year."""
        place = self._place() + step if self.chosen else self._place() - (step < 0)
        entries = self._in_order()
        if not 0 <= place < len(entries):
            here = self.page, self.month, self.ring
            if not self._turn(step):
                return
            entries = self._in_order()
            if not entries and not here[0].entries:  # Tab does not lead ever further away from everything
                self.page, self.month, self.ring = here
                return
            place = 0 if step > 0 else len(entries) - 1
            self.to_ring(0 if step > 0 else len(self.page.months) - 1, self.ring)
        if entries:
            self.to(entries[place])

    def reread(self, day: date | None = None) -> None:
        """The year as it is now, still on the same entry; the year of `day` when the entry was moved there."""
        self._open(self.page.year if day is None else self.space.years.year_of(day))
        if entry := self.chosen:
            self.to(entry)
        else:
            self.to_ring(self.month, self.ring)

    def _in_order(self) -> list[Entry]:
        return [e for month in range(len(self.page.months)) for e in self.page.in_month(month)]

    def _place(self) -> int:
        """Where the chosen entry stands among all in order, or where the entries of the chosen month begin."""
        if self.chosen is not None:
            return [e.id for e in self._in_order()].index(self.chosen.id)
        return sum(len(self.page.in_month(month)) for month in range(self.month))

    def _turn(self, step: int) -> bool:
        """Open another year; says whether there is one."""
        year = self.page.year + step
        if FIRST_YEAR <= year <= LAST_YEAR:
            self._open(year)
        return year == self.page.year

    def _open(self, year: int) -> None:
        self.page = wheel_page(self.space, year)
        self.ring = min(self.ring, len(self.page.rings) - 1)
        self.month = min(self.month, len(self.page.months) - 1)
