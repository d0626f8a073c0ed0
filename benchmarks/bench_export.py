"""`vcycle.calendar.export` of a thousand events against the bare icalendar library building and writing the same ones.

Run `python benchmarks/bench_export.py`. The ratio is what counts: at most 1.3 on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from icalendar import Calendar, Event, Timezone

from vcycle.calendar.event import description, summary, times
from vcycle.calendar.export import export
from vcycle.calendar.zone import VTIMEZONE
from vcycle.model.derived import Entry

EVENTS = 1000
ROUNDS = 15
NOW = "2026-11-20T12:00:00Z"
LIMIT = 1.3


def entries() -> list[Entry]:
    """A year of meetings and deadlines as boards have them, three in ten of them timed."""
    return [
        Entry(
            record=f"activity{n % 40}",
            slot=f"{n:04}",
            title=f"Styrelsemöte {n}: verksamhetsplan, budget och uppföljning",
            start=date(2026, 1, 1) + timedelta(days=n % 365),
            end=date(2026, 1, 1) + timedelta(days=n % 365 + n % 3),
            start_time=time(18) if n % 10 < 3 else None,
            end_time=time(20, 30) if n % 10 < 3 else None,
            place="Föreningslokalen, Storgatan 1",
            ring="Möten",
            area="Styrelsen",
            responsible="Ordförande",
            source="Verksamhetsplan 2026, sidan 4",
            description="Dagordning går ut en vecka före.\nAlla ledamöter kallas, även ersättare.",
        )
        for n in range(EVENTS)
    ]


def properties(entry: Entry) -> dict[str, Any]:
    """What vcycle writes about `entry`, as Python values; made before the clock starts."""
    start, end = times(entry)
    return {
        "uid": entry.uid,
        "dtstamp": datetime(2026, 11, 20, 12, tzinfo=UTC),
        "last-modified": datetime(2026, 11, 20, 12, tzinfo=UTC),
        "sequence": 0,
        "dtstart": start,
        "dtend": end,
        "summary": summary(entry),
        "description": description(entry),
        "location": entry.place,
        "categories": [entry.ring, entry.area],
        "status": "CONFIRMED",
    } | ({"transp": "TRANSPARENT"} if entry.all_day else {})


def library(given: list[dict[str, Any]]) -> bytes:
    """The same calendar without vcycle, built as the library's own documentation does it."""
    calendar = Calendar()
    for name, value in {"version": "2.0", "prodid": "-//x//x//SV", "calscale": "GREGORIAN", "name": "Året"}.items():
        calendar.add(name, value)
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    for values in given:
        event = Event()
        for name, value in values.items():
            event.add(name, value)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes once."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def main() -> int:
    """Prints medians of interleaved runs; 1 when the ratio is over the limit."""
    given = entries()
    bare = [properties(entry) for entry in given]
    known = {record.id: record for record in export(given, {}, name="Året", now=NOW).ledger}
    runs = {
        "bare library": lambda: library(bare),
        "vcycle, first export": lambda: export(given, {}, name="Året", now=NOW),
        "vcycle, nothing changed": lambda: export(given, known, name="Året", now=NOW),
    }
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, work in runs.items():
            taken[name].append(seconds(work))
    floor = median(taken["bare library"])
    for name, values in taken.items():
        print(f"{name:<26}{median(values) * 1000:8.1f} ms  {median(values) / floor:5.2f} x")
    return int(max(map(median, taken.values())) > LIMIT * floor)


if __name__ == "__main__":
    sys.exit(main())
