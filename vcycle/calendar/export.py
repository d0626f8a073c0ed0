"""Entries -> one iCalendar file (RFC 5545) that phones show right and update.

The file is flat: every dated entry is an event of its own. The same entries and ledger give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from icalendar import Calendar
from icalendar.prop import vText

from vcycle.calendar.event import event
from vcycle.calendar.ledger import entered, stamps
from vcycle.calendar.text import fold, one_line
from vcycle.calendar.zone import TZID, VTIMEZONE
from vcycle.errors import InputError
from vcycle.model.core import Floor, Ledger
from vcycle.model.derived import Entry

PRODID = "-//vcycle//vcycle//SV"  # without a version: an upgrade alone must not change a file
REFRESH = timedelta(hours=12)
_NO_FLOOR = Floor()
LARGE = 1_000_000  # bytes; Google Calendar refuses to import more


@dataclass(frozen=True)
class Export:
    """A calendar file and what must be stored before it is written.

    `content` is the whole file. `ledger` holds the new and changed ledger records, to be stored in one transaction
    before the file is written, or a later export could go back in time. `entries` is the number of events, `left_out`
    the number of entries that belong in the file but have no date yet.
    """

    content: bytes
    ledger: tuple[Ledger, ...]
    entries: int
    left_out: int

    @property
    def large(self) -> bool:
        """Whether some services refuse the file for its size (Google Calendar at 1 MB)."""
        return len(self.content) > LARGE


def export(
    entries: Iterable[Entry], ledger: Mapping[str, Ledger], *, name: str, now: str, floor: Floor = _NO_FLOOR
) -> Export:
    """The calendar file of `entries`, called `name`; those with `exported` False do not belong in it.

    `ledger` holds what has been exported before, by UID; `now` is the real time in UTC ("2026-11-20T12:00:00Z"), used
    for new and changed events only; `floor` is what a rescue left. Raises InputError when nothing has a date, when two
    entries are the same occurrence (a bug of the caller), or when the end of one is past the last day there is.
    """
    wanted = [entry for entry in entries if entry.exported]
    dated = _by_uid(entry for entry in wanted if entry.start is not None)
    if not dated:
        raise InputError(
            "Inget att exportera: inget i urvalet har något datum.",
            hint="Sätt datum på något, eller välj en annan period.",
        )
    parts, new = [_head(name, dated.values())], []
    for uid, entry in sorted(dated.items(), key=_order):
        lines = event(entry).content_lines(sorted=False)[:-1]
        record = entered(ledger.get(uid), uid, lines, now, floor)
        parts.append(_event_bytes(lines, record))
        if ledger.get(uid) is not record:
            new.append(record)
    return Export(b"".join((*parts, b"END:VCALENDAR\r\n")), tuple(new), len(dated), len(wanted) - len(dated))


def _by_uid(entries: Iterable[Entry]) -> dict[str, Entry]:
    """`entries` by UID. Readers lose one of two events that share one, and servers refuse the whole file."""
    found: dict[str, Entry] = {}
    for entry in entries:
        other = found.setdefault(entry.uid, entry)
        if other is not entry:
            titles = f"”{one_line(other.title)}” och ”{one_line(entry.title)}”"
            raise InputError(f"{titles} har samma identitet i kalendern ({entry.id}).")
    return found


def _order(item: tuple[str, Entry]) -> tuple[date, time, str]:
    uid, entry = item
    return entry.start or date.min, entry.start_time or time.min, uid


def _head(name: str, entries: Iterable[Entry]) -> bytes:
    """Everything before the first event: the calendar's own properties, and the zone when something has a time."""
    title = one_line(name) or "Kalender"
    head = Calendar()
    head["VERSION"] = vText("2.0")
    head["PRODID"] = vText(PRODID)
    head["CALSCALE"] = vText("GREGORIAN")
    head["NAME"] = vText(title)
    head["X-WR-CALNAME"] = vText(title)
    head["X-WR-TIMEZONE"] = vText(TZID)
    head.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    head["X-PUBLISHED-TTL"] = vText("PT12H")
    lines = head.content_lines(sorted=False)[:-2]
    timed = any(not entry.all_day for entry in entries)
    return b"".join(map(fold, lines)) + (VTIMEZONE if timed else b"")


def _event_bytes(lines: Sequence[str], record: Ledger) -> bytes:
    """The event's physical lines, with what the ledger knows after BEGIN and UID."""
    return b"".join(map(fold, (*lines[:2], *stamps(record), *lines[2:])))
