"""What can still be read of a data file that does not open: each of its rows stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from vcycle.model.core import CORE_TYPES, UNSURE, Floor, Ledger
from vcycle.storage.datafile import CALENDAR
from vcycle.storage.lines import RECOVER, Carried, Line, decode_line
from vcycle.storage.tables import UNREADABLE, Rows, row

LEDGER = next(record_type.key for record_type in CORE_TYPES if record_type.cls is Ledger)

_UNTOLD = 100
"""How often an event may have changed without a line of history, for instance because of the settings."""


def carried_lines(damaged: bytes, history: bytes) -> Carried:
    """What the damaged file carried that its history lacks, and where it belongs."""
    known = {line.id for data in history.split(b"\n") if (line := decode_line(data))}
    found = re.findall(rb'"\d{3}":(\{"id":.*\}\n)', damaged)
    missing = tuple(data for data in found if (line := decode_line(data)) and line.id not in known)
    told = re.search(rb'"history":\{"start":(\d{1,15})\}', damaged)
    return Carried(max(history.rfind(b"\n") + 1, int(told[1]) if told else 0), missing)


def ledger(damaged: bytes, backed_up: Rows) -> dict[str, Ledger]:
    """The calendar ledger, in which nothing may lie behind what phones have seen.

    Each line that can still be read in the damaged file is as it was there. Those known from the backup alone count as
    changed at the next export.
    """
    decoded = {name: msgspec.json.decode(raw, type=Ledger) for name, raw in backed_up.items()}
    lines = {name: replace(line, digest=UNSURE, timing=UNSURE) for name, line in decoded.items()}
    for line in _readable_ledger(damaged):
        if line.id not in lines or line.revision >= lines[line.id].revision:
            lines[line.id] = line
    return dict(sorted(lines.items()))


def _readable_ledger(damaged: bytes) -> Iterator[Ledger]:
    for found in re.findall(rb"\{[^{}\n]*\}(?=\n)", damaged):
        with suppress(*UNREADABLE):
            yield msgspec.json.decode(found, type=Ledger)


def floor(lines: Mapping[str, Ledger], meta: Mapping[str, Raw], newer: list[Line]) -> Raw:
    """The row of `META` that says what no event which the ledger is not sure of may lie below.

    An event rises once per export, and only when something was changed between: as often as history has `newer` lines,
    and again for each rescue among them, which put a floor of its own.
    """
    before = msgspec.json.decode(meta[CALENDAR], type=Floor) if CALENDAR in meta else Floor()
    steps = (len(newer) + _UNTOLD) * (1 + sum(line.kind == RECOVER for line in newer))
    later = (datetime.now(UTC) + timedelta(seconds=steps)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return row(
        Floor(
            sequence=max([before.sequence, *(line.sequence for line in lines.values())]) + steps,
            modified=max(before.modified, later),
        )
    )
