"""Where somebody is in the year, and every way to go on from there. Knows the workspace, and no screen."""

from __future__ import annotations

from datetime import date

from vcycle.model.derived import Entry
from vcycle.services.stretch import ZOOMS, Stretch, Zoom, beside, stretch_at, year_stretch
from vcycle.services.wheel_page import MOST_RINGS, page_of
from vcycle.services.workspace import Workspace

REACH: dict[Zoom, int] = {"year": 1, "term": 4, "month": 24, "week": 104}
"""How many stretches without anything a step by entry passes over."""


class Walk:
    """A page and what is chosen on it: a part, a ring and, when there is one, an entry of both.

    `part` and `ring` are indexes into the page's parts (its months, weeks or days) and rings, `key` is the id of the
    chosen entry.
    """

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self.page = page_of(space, year_stretch(space.years, space.years.year_of(space.today)))
        self.most_rings = MOST_RINGS
        self.part = 0
        self.ring = 0
        self.key: str | None = None
        self._near_today()

    @property
    def chosen(self) -> Entry | None:
        """The entry that is marked, if one is."""
        return self.page.entry(self.key)

    def to(self, entry: Entry) -> None:
        """Mark an entry of the page, in its part and ring."""
        self.key = entry.id
        self.ring = self.page.ring_of(entry)
        if entry.due is not None:
            self.part = self.page.part_of(entry.due)

    def visit(self, entry: Entry) -> None:
        """To an entry wherever in time it lies."""
        if entry.due is not None and entry.due not in self.page.period:
            self._open(self._at(self.page.zoom, entry.due))
        self.to(entry)

    def to_ring(self, part: int, ring: int) -> None:
        """To a ring in a part, on the first entry there."""
        self.part, self.ring = part, ring
        here = [e for e in self.page.in_part(part) if self.page.ring_of(e) == ring]
        self.key = here[0].id if here else None

    def to_today(self) -> None:
        """To this month, week or day, on what comes next in it, else on the last that was."""
        self._open(self._at(self.page.zoom, self.space.today))
        self._near_today()

    def _near_today(self) -> None:
        today = self.space.today
        self.to_ring(self.page.part_of(today), self.ring)
        here = [e for e in self.page.in_part(self.part) if e.start is not None]
        coming = [e for e in here if e.start is not None and e.start >= today]
        if here:
            self.to(coming[0] if coming else here[-1])

    def by_part(self, step: int) -> None:
        """To the next month, week or day, or the one before, over the edge of what is shown."""
        part = self.part + step
        if not 0 <= part < len(self.page.parts):
            if not self._turn(step):
                return
            part = 0 if step > 0 else len(self.page.parts) - 1
        self.to_ring(part, self.ring)

    def by_ring(self, step: int) -> None:
        """To the next ring inwards or outwards; beyond the last lies the first."""
        self.to_ring(self.part, (self.ring + step) % len(self.page.rings))

    def by_page(self, step: int) -> None:
        """To the next year, term, month or week, or the one before, on the part that stands in the same place."""
        if self._turn(step):
            self.to_ring(self.part, self.ring)

    def by_entry(self, step: int) -> None:
        """To the next entry in time, or the one before, whatever its ring and part, over the edge of what is shown."""
        place = self._place() + step if self.chosen else self._place() - (step < 0)
        entries = self.page.in_order
        if 0 <= place < len(entries):
            self.to(entries[place])
        else:
            self._to_entry_beyond(step)

    def _to_entry_beyond(self, step: int) -> None:
        here = self.page, self.part, self.ring
        for _ in range(REACH[self.page.zoom]):
            if not self._turn(step):
                return
            if entries := [e for e in self.page.in_order if e.due and e.due in self.page.period]:
                self.to(entries[0 if step > 0 else -1])  # what goes on since earlier has been met where it began
                return
        if self.page.zoom == "year" and here[0].entries:
            self.to_ring(0 if step > 0 else len(self.page.parts) - 1, self.ring)
        else:  # Tab does not lead ever further away from everything
            self.page, self.part, self.ring = here

    def by_zoom(self, step: int) -> None:
        """To the term, month or week around what is chosen (1), or back to what lies around that (-1)."""
        day, level = self._day(), ZOOMS.index(self.page.zoom) + step
        while 0 <= level < len(ZOOMS):
            there = stretch_at(self.space.years, ZOOMS[level], day)
            if there is not None:
                self._open(there)
                self._stay(day)
                return
            level += step

    def _day(self) -> date:
        """A day that is chosen: of the entry, today, or where the part begins."""
        part = self.page.parts[self.part]
        due = self.chosen.due if self.chosen else self.space.today
        return due if due is not None and due in part else part.start

    def reread(self, day: date | None = None) -> None:
        """What is shown as it is now, still on the same entry, also when it was moved elsewhere or to `day`."""
        outside = day is not None and day not in self.page.period
        self._open(self._at(self.page.zoom, day) if day and outside else self.page.stretch)
        if self.key and not self.chosen and (gone := self.space.entry(self.key)) and gone.due:
            self._open(self._at(self.page.zoom, gone.due))
        self._stay(day)

    def make_room(self, most_rings: int) -> bool:
        """Show at most so many rings; says whether that changed anything."""
        before, day = self.page, self._day()
        self.most_rings = most_rings
        ring = self.page.rings[self.ring]
        self.page = self.page.with_room(most_rings)
        if self.page is before:
            return False
        self._keep_ring(ring)
        self._stay(day)
        return True

    def _stay(self, day: date | None) -> None:
        """Still on the same entry, else near a day in the same ring."""
        if entry := self.chosen:
            self.to(entry)
        else:
            self.to_ring(self.part if day is None else self.page.part_of(day), self.ring)

    def _place(self) -> int:
        """Where the chosen entry stands among all in order, or where the entries of the chosen part begin."""
        if self.chosen is not None:
            return self.page.places[self.chosen.id]
        return sum(len(self.page.in_part(part)) for part in range(self.part))

    def _turn(self, step: int) -> bool:
        """Open the next stretch of the same kind, or the one before; says whether there is one."""
        there = beside(self.space.years, self.page.stretch, step)
        if there is not None:
            self._open(there)
        return there is not None

    def _at(self, zoom: Zoom, day: date) -> Stretch:
        """What a day lies in; the whole year between the terms."""
        years = self.space.years
        return stretch_at(years, zoom, day) or year_stretch(years, years.year_of(day))

    def _open(self, stretch: Stretch) -> None:
        ring = self.page.rings[self.ring]
        self.page = page_of(self.space, stretch, self.most_rings)
        self._keep_ring(ring)
        self.part = min(self.part, len(self.page.parts) - 1)

    def _keep_ring(self, name: str) -> None:
        """Stand in the ring of that name, or as far in as before."""
        rings = self.page.rings
        self.ring = rings.index(name) if name in rings else min(self.ring, len(rings) - 1)
