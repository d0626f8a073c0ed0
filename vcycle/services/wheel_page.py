"""A stretch of time as the wheel shows it: rings of arcs, the parts between them, the entries behind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from vcycle.model.derived import Entry
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, Period
from vcycle.model.text import printable, shorten
from vcycle.model.values import MONTHS
from vcycle.rules.swedish import SHORT_WEEKDAYS, week_label
from vcycle.services.stretch import PARTS, Part, Stretch, Zoom, parts_of, year_stretch
from vcycle.services.workspace import Workspace
from vcycle.wheel import DARK, Arc, Palette, Segment, Track, WheelYear

MOST_RINGS = 5
OTHER = "Övrigt"
LONGEST_TITLE = 9
NAMES: dict[Part, Callable[[date], str]] = {
    "month": lambda day: MONTHS[day.month - 1][:3],
    "week": lambda day: f"v.{day.isocalendar().week}",
    "day": lambda day: f"{SHORT_WEEKDAYS[day.weekday()]} {day.day}",
}
"""What a part is called on the wheel, by the day that it begins with."""


@dataclass(frozen=True)
class WheelPage:
    """One stretch of time, ready to draw and to walk through.

    `names` are all rings that there are, `used` those that anything lies in during the whole year, and `rings`
    those that are drawn.
    """

    year: int
    stretch: Stretch
    today: date
    names: tuple[str, ...]
    used: frozenset[str]
    rings: tuple[str, ...]
    entries: tuple[Entry, ...]
    begun: bool = True
    """Whether the association has anything in any year."""

    @property
    def label(self) -> str:
        """What is shown: "2026", "höstterminen 2026", "oktober 2026", "v. 10, 2–8 mars 2026"."""
        return self.stretch.label

    @property
    def period(self) -> Period:
        return self.stretch.period

    @property
    def zoom(self) -> Zoom:
        return self.stretch.zoom

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The calendar months, or the parts of them, that lie in the period."""
        return tuple(parts_of(self.period, "month"))

    @cached_property
    def parts(self) -> tuple[Period, ...]:
        """What is stepped through: the months, in a single month its weeks, in a week its days."""
        return tuple(parts_of(self.period, PARTS[self.zoom]))

    def part_of(self, day: date) -> int:
        """The index of the part that holds `day`; the nearest one outside the period."""
        return bisect_right(self._part_starts, self._shown_day(day)) - 1

    @cached_property
    def _part_starts(self) -> list[date]:
        return [part.start for part in self.parts]

    def ring_of(self, entry: Entry) -> int:
        """The index of the ring that `entry` is drawn in; what has none of its own lies in the one for that."""
        places = self._ring_places
        return places[entry.ring if entry.ring in places else OTHER]

    @cached_property
    def _ring_places(self) -> dict[str, int]:
        return {ring: place for place, ring in enumerate(self.rings)}

    def in_part(self, index: int) -> list[Entry]:
        """The entries that begin in a part, or whose window ends there."""
        return self._by_part[index]

    @cached_property
    def _by_part(self) -> list[list[Entry]]:
        found: list[list[Entry]] = [[] for _ in self.parts]
        for entry in self.entries:
            if entry.due is not None:
                found[self.part_of(entry.due)].append(entry)
        return found

    def _shown_day(self, day: date) -> date:
        return min(max(day, self.period.start), self.period.end)

    def with_room(self, most: int) -> WheelPage:
        """The same with at most so many rings; this very page when that makes no difference."""
        rings = _rings(self.names, self.used, most)
        return self if rings == self.rings else replace(self, rings=rings)

    def entry(self, key: str | None) -> Entry | None:
        """The entry with that id, if it is on the page."""
        return None if key is None else self._by_id.get(key)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def in_order(self) -> tuple[Entry, ...]:
        """The entries that have a day, part by part."""
        return tuple(entry for part in self._by_part for entry in part)

    @cached_property
    def places(self) -> dict[str, int]:
        """The ids of the entries with their places in that order."""
        return {entry.id: place for place, entry in enumerate(self.in_order)}

    def wheel(self, palette: Palette = DARK) -> WheelYear:
        """What is drawn, in the colours of `palette`; the same one each time it is asked for."""
        if palette not in self._wheels:
            self._wheels[palette] = self._wheel(palette)
        return self._wheels[palette]

    @cached_property
    def _wheels(self) -> dict[Palette, WheelYear]:
        return {}

    def _wheel(self, palette: Palette) -> WheelYear:
        inside = self.today in self.period
        now = (week_label(self.today), f"{self.today.day} {MONTHS[self.today.month - 1][:3]}")
        core = (self.stretch.under, *(now if inside else ()))
        return WheelYear(
            days=self.period.days,
            title=shorten(printable(self.stretch.short), LONGEST_TITLE),
            first_ordinal=self.period.start.toordinal(),
            segments=tuple(self._segment(part, palette) for part in self.parts),
            tracks=tuple(self._track(i, name, palette) for i, name in enumerate(self._drawn_rings)),
            today=self._day(self.today) if inside else None,
            core=tuple(line for line in core if line not in ("", self.stretch.short)),
        )

    @property
    def _drawn_rings(self) -> tuple[str, ...]:
        """All rings, but no disc of a single ring that nothing lies in."""
        return self.rings if self.entries or len(self.rings) > 1 else ()

    def _day(self, day: date) -> int:
        return (day - self.period.start).days

    def _segment(self, part: Period, palette: Palette) -> Segment:
        name = NAMES[PARTS[self.zoom]](part.start)
        return Segment(name, self._day(part.start), self._day(part.end), palette.seasons[part.start.month - 1])

    def _track(self, index: int, name: str, palette: Palette) -> Track:
        return Track(name, palette.track(index), tuple(self._arcs[index]))

    @cached_property
    def _arcs(self) -> list[list[Arc]]:
        """The arcs of each ring."""
        found: list[list[Arc]] = [[] for _ in self.rings]
        for entry in self.entries:
            if (due := entry.due) is not None:
                found[self.ring_of(entry)].append(self._arc(entry, due))
        return found

    def _arc(self, entry: Entry, first: date) -> Arc:
        """What has no day yet stands, faintly, where it must have happened."""
        last = entry.end or first
        faint = entry.state in ("cancelled", "undated")
        return Arc(entry.id, self._day(first), self._day(last), past=last < self.today, faint=faint)


def wheel_page(space: Workspace, year: int) -> WheelPage:
    """The page of an activity year."""
    return page_of(space, year_stretch(space.years, year))


def page_of(space: Workspace, stretch: Stretch, most: int = MOST_RINGS) -> WheelPage:
    """The page of a stretch, with at most so many rings: those of all its year, so that zooming keeps them."""
    if stretch.zoom == "year":
        return space.kept(("page", stretch, most), lambda: _page(space, stretch, most))
    return _page(space, stretch, most)


def _page(space: Workspace, stretch: Stretch, most: int) -> WheelPage:
    year = space.years.year_of(stretch.period.start)
    entries = around = _entries_around(space, stretch.period)
    if stretch.zoom != "year":
        here = (e for e in around if e.touches(stretch.period))
        entries = tuple(e for e in here if e.start is not None or (e.due and e.due in stretch.period))
    used = frozenset(entry.ring for entry in around)
    rings = _rings(space.rings, used, most)
    begun = bool(around or space.sources.activities)
    return WheelPage(year, stretch, space.today, space.rings, used, rings, entries, begun)


def _entries_around(space: Workspace, period: Period) -> tuple[Entry, ...]:
    """Those of the activity year that a period lies in, or of both; remembered, for steps stay in them."""
    first, last = (space.years.year(space.years.year_of(day)) for day in (period.start, period.end))
    whole = Period(first.start, last.end)
    return space.kept(("entries around", whole), lambda: tuple(space.entries(whole)))


def read_beside(space: Workspace, year: int, most: int, palette: Palette) -> None:
    """Have the pages of the years before and after remembered, sorted and painted, so that a step into one is quick."""
    for other in (year - 1, year + 1):
        if FIRST_YEAR < other < LAST_YEAR:
            page = page_of(space, year_stretch(space.years, other), most)
            page.in_part(0)
            page.wheel(palette)


def _rings(names: tuple[str, ...], used: Collection[str], most: int) -> tuple[str, ...]:
    """At most so many rings; what belongs to none of them shares one."""
    rings = names if len(names) <= most else names[: most - 1]
    if rings and all(ring in rings for ring in used):
        return rings
    return rings if OTHER in rings else (*rings[: most - 1], OTHER)
