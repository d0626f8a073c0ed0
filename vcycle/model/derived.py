"""The words that are derived from records and never stored: entries, facts, findings and sections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Literal

from msgspec import Struct

from vcycle.model.period import Period

# The namespace of every UID that vcycle makes; changing it would double every event in every phone.
_UID_SPACE = "8f0c1c0e-6f4e-5d0a-9f3b-52a8f3c0d7e1"


@cache
def stockholm() -> tzinfo:
    """Swedish time; the zone files are read when the first clock time is asked for."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Stockholm")


EntryState = Literal["planned", "held", "moved", "cancelled", "undated"]


class Entry(Struct, frozen=True, kw_only=True):
    """Something with a date, or an open window, in the year.

    `record` is the id of what it comes from and `slot` the period it stands for: together they are its identity, kept
    when it moves or its rule changes. `start` and `end` are days, both included; both None while undated, when `window`
    holds the first and last possible day. `start_time` without `end_time` is an open-ended hour; an `end_time` not
    after `start_time` on the same day lies on the next. `series` is what others count and hang on. `anchor` is the
    entry id that this one hangs on; `was` the day the rule gives when the entry has been moved; `hard` a date that a
    move may not break. `done_on` is the day a held one was really done, when somebody has said so. `source` is where
    the plan says so.
    """

    record: str
    slot: str
    title: str
    start: date | None = None
    end: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    state: EntryState = "planned"
    window: tuple[date, date] | None = None
    type: str = "core.activity"
    plugin: str = "core"
    series: str = ""
    area: str = ""
    ring: str = ""
    responsible: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    description: str = ""
    anchor: str = ""
    was: date | None = None
    reason: str = ""
    note: str = ""
    done_on: date | None = None
    hard: bool = False
    pinned: bool = False
    exported: bool = True
    warn: int = 0

    @property
    def id(self) -> str:
        return f"{self.record}.{self.slot}"

    @property
    def uid(self) -> str:
        """The UID in calendar files: the same for ever, from identity alone (RFC 7986 5.3)."""
        from uuid import UUID, uuid5  # only files and JSON show it

        return str(uuid5(UUID(_UID_SPACE), self.id))

    @property
    def all_day(self) -> bool:
        return self.start_time is None

    @property
    def starts_at(self) -> datetime | None:
        """The local start of a timed entry, with its offset."""
        if self.start is None or self.start_time is None:
            return None
        return _real(datetime.combine(self.start, self.start_time, stockholm()))

    @property
    def ends_at(self) -> datetime | None:
        """The local end of a timed entry; None when it has none."""
        if self.end is None or self.start_time is None or self.end_time is None:
            return None
        over_midnight = self.end == self.start and self.end_time <= self.start_time
        return _real(datetime.combine(self.end + timedelta(days=over_midnight), self.end_time, stockholm()))

    def touches(self, period: Period) -> bool:
        """Whether any of its days, or of its window while it is undated, lies in `period`."""
        first, last = (self.start, self.end) if self.start else self.window or (None, None)
        return first is not None and last is not None and period.touches(first, last)

    @property
    def due(self) -> date | None:
        """The day it sorts under: its first day, or the last day of its window."""
        return self.start or (self.window[1] if self.window else None)


def _real(local: datetime) -> datetime:
    """`local`, an hour later when the clocks skip it in March: 02:30 is 03:30, as in calendar files."""
    return local.astimezone(UTC).astimezone(local.tzinfo)


class Fact(Struct, frozen=True, kw_only=True):
    """Something dated that counts. `amount` is a number of times, or öre for money; the people are counts.

    `place` is where it was, when that is known: goals may ask for it to vary.
    """

    series: str
    day: date
    amount: int = 1
    tags: tuple[str, ...] = ()
    women: int = 0
    men: int = 0
    others: int = 0
    unknown: int = 0
    planned: bool = False
    place: str = ""
    ref: str = ""
    plugin: str = "core"


Level = Literal["error", "warning", "info"]


class Finding(Struct, frozen=True, kw_only=True):
    """Something that needs attention: a Swedish sentence, what to do (`hint`), by when, and the record it is about."""

    level: Level
    message: str
    hint: str = ""
    due: date | None = None
    plugin: str = "core"
    ref: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """A titled piece of text and table about a period; `rows` are cells under `header`."""

    title: str
    text: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    plugin: str = "core"


LEVELS: Sequence[Level] = ("error", "warning", "info")
