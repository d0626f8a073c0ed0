"""What in a year lies badly: things at the same time, and things on red days and eves. Pure: entries in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from vcycle.model.derived import Entry
from vcycle.model.period import Period, month_day
from vcycle.rules.swedish import eve, red_day

OPEN_ENDED = timedelta(hours=1)
"""How long something is taken to last that says when it begins and not when it ends."""
LONG = 3
"""Days: whatever goes on for longer has room in it, for a red day as for a meeting."""
TO_COME = ("planned", "moved")


class Collision(Struct, frozen=True):
    """Entries whose hours overlap, by when they begin; `day` is that of the first."""

    day: date
    entries: tuple[Entry, ...]


class FreeDay(Struct, frozen=True):
    """An entry that falls on a red day or an eve called `name`."""

    entry: Entry
    day: date
    name: str


def collisions(entries: Iterable[Entry]) -> list[Collision]:
    """What is to come and lies at the same time, by day. What hangs on one and the same thing belongs together."""
    timed = sorted((e for e in entries if e.start_time and _short(e)), key=_begins)
    found = (Collision(_begins(group[0]).date(), tuple(group)) for group in _overlapping(timed))
    return [collision for collision in found if len({_root(e) for e in collision.entries}) > 1]


def _overlapping(timed: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Runs of entries, sorted by when they begin, each of which begins before all that came before it has ended."""
    group: list[Entry] = []
    until: datetime | None = None
    for entry in timed:
        if until is not None and _begins(entry) >= until:
            yield group
            group, until = [], None
        group.append(entry)
        until = max(until or _ends(entry), _ends(entry))
    if group:
        yield group


def _short(entry: Entry) -> bool:
    """Whether it is to come, and goes on for so few days that something else may be in its way."""
    if entry.state not in TO_COME or entry.start is None or entry.end is None:
        return False
    return (entry.end - entry.start).days < LONG


def _begins(entry: Entry) -> datetime:
    assert entry.start is not None
    assert entry.start_time is not None
    return datetime.combine(entry.start, entry.start_time)


def _ends(entry: Entry) -> datetime:
    begins = _begins(entry)
    if entry.end_time is None:
        return begins + OPEN_ENDED
    ends = datetime.combine(entry.end or begins.date(), entry.end_time)
    return ends if ends > begins else ends + timedelta(days=1)


def _root(entry: Entry) -> str:
    """What an entry is, or hangs on in the end: the last two parts of its id."""
    return ".".join(entry.id.split(".")[-2:])


def on_free_days(entries: Iterable[Entry], fixed: Container[str] = ()) -> list[FreeDay]:
    """What is to come and falls on a red day or an eve, by day, but for what is about that day.

    `fixed` are the records that have the same day every year: those were meant for a red day that has it too.
    """
    found = (FreeDay(entry, day, name) for entry in entries if _short(entry) for day, name in _free(entry))
    unmeant = (free for free in found if not _meant(free, fixed))
    return sorted(unmeant, key=lambda free: (free.day, free.entry.title))


def _free(entry: Entry) -> Iterator[tuple[date, str]]:
    assert entry.start is not None
    assert entry.end is not None
    for day in Period(entry.start, entry.end):
        if name := red_day(day) or eve(day):
            yield day, name


def _meant(free: FreeDay, fixed: Container[str]) -> bool:
    """Whether somebody chose the day because it is what it is."""
    if free.name.casefold() in free.entry.title.casefold():
        return True
    before = month_day(f"{free.day.month}-{free.day.day}", free.day.year - 1)
    same = free.name in (red_day(before), eve(before))
    return same and free.entry.state == "planned" and free.entry.record in fixed
