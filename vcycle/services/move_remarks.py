"""What a person should know of a new day: what else lies at the same hours, and that the day is a red one or an eve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from vcycle.model.derived import Entry
from vcycle.model.period import ONE_DAY
from vcycle.model.text import printable, shorten
from vcycle.model.wording.words import joined
from vcycle.services.collisions import LONG, TO_COME, collisions, on_free_days
from vcycle.services.workspace import Workspace

MOST = 2
"""Other things that are named at once."""
_LONGEST = 40
_WEEKS, _MONTHS = 14, 60
"""Days from which a time ahead is said in weeks, and in months."""

Pair = tuple[Entry | None, Entry | None]


def remarks(space: Workspace, pairs: Sequence[Pair]) -> list[str]:
    """For each entry, before and after, what to know of its day; nothing for one that lies where it did."""
    changed = {entry.id for pair in pairs for entry in pair if entry is not None}
    after = [entry for _, entry in pairs if entry is not None]
    return ["; ".join(_remarks(space, *pair, changed, after)) for pair in pairs]


def _remarks(
    space: Workspace, before: Entry | None, after: Entry | None, changed: set[str], news: Sequence[Entry]
) -> Iterator[str]:
    if after is None or after.start is None or after.state not in TO_COME or _when(before) == _when(after):
        return
    if after.start_time is not None:
        years = {space.years.year_of(day) for day in (after.start, after.end or after.start)}
        there = (e for year in sorted(years) for e in _year(space, year) if e.id not in changed)
        if clashing := list(_clashing(after, (*there, *news))):
            more = [f"{len(clashing) - MOST} till"] if len(clashing) > MOST else []
            yield f"krockar med {joined([*map(_called, clashing[:MOST]), *more])}"
    yield from (free.name if after.start == after.end else f"{free.name} {free.day}" for free in on_free_days([after]))


def _when(entry: Entry | None) -> object:
    """When an entry lies; nothing for what is not on."""
    return (entry.start, entry.start_time, entry.end_time) if entry is not None and entry.state in TO_COME else None


def _year(space: Workspace, year: int) -> Sequence[Entry]:
    """The entries of a year, kept while a day is looked for."""
    return space.kept(("entries of year", year), lambda: space.entries(space.years.year(year)))


def _clashing(entry: Entry, others: Iterable[Entry]) -> Iterator[Entry]:
    """What lies at the same hours as `entry`, each once."""
    assert entry.start is not None
    seen, first, last = {entry.id}, entry.start - timedelta(days=LONG), (entry.end or entry.start) + ONE_DAY
    for other in others:
        if other.start_time is None or other.start is None or not first <= other.start <= last:
            continue
        if other.id not in seen and collisions([entry, other]):
            seen.add(other.id)
            yield other


def _called(entry: Entry) -> str:
    assert entry.start_time is not None, "only what says when it begins lies at the same hours"
    return f"{shorten(printable(entry.title), _LONGEST)} kl {entry.start_time:%H.%M}"


def ahead(day: date, today: date) -> str:
    """ "ligger 3 månader framåt" of something that is marked as held; nothing for today and before."""
    days = (day - today).days
    if days <= 0:
        return ""
    count, one, several = days, "dag", "dagar"
    if days >= _MONTHS:
        count, one, several = round(days / 30.44), "månad", "månader"
    elif days >= _WEEKS:
        count, one, several = days // 7, "vecka", "veckor"
    return f"ligger {count} {one if count == 1 else several} framåt"
