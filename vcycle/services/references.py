"""The short names that people type for entries and records, and what they stand for.

An entry's id is its record's id and its slot. Its handle is the same with each record's id replaced by a readable name,
"styrelsemote.2026-03": the series when only one record has it, else its title, else the id itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from vcycle.errors import NotFound
from vcycle.model.core import Activity
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.text import printable, shorten, slug
from vcycle.model.values import listed, nearest


def short_names(activities: Iterable[Activity]) -> dict[str, str]:
    """Record id to the readable name that handles use, for those activities that have one of their own."""
    wanted = {a.id: a.series or slug(a.title)[:32].strip("-") for a in activities}
    counts = Counter(wanted.values())
    return {id_: name for id_, name in wanted.items() if name and counts[name] == 1}


def handle(entry_id: str, names: Mapping[str, str]) -> str:
    """What people call an entry: "kallelse.arsmote.2026"."""
    return ".".join([names.get(part, part) for part in entry_id.split(".")])


def choose(reference: str, entries: Iterable[Entry], names: Mapping[str, str]) -> Entry:
    """The entry that `reference` means: its id, its handle, or the beginning of only one of them.

    Raises `NotFound` with the nearest handles, or with all that it could mean.
    """
    by_handle = {handle(entry.id, names): entry for entry in entries}
    by_name = {**{entry.id: entry for entry in by_handle.values()}, **by_handle}
    if reference in by_name:
        return by_name[reference]
    meant = {entry.id: name for name, entry in by_name.items() if name.startswith(reference)}
    if len(meant) == 1:
        return by_name[next(iter(meant.values()))]
    shown = printable(shorten(reference, 60))
    if meant:
        raise NotFound(f"”{shown}” passar på flera: {listed(sorted(meant.values())[:5])}.")
    near = nearest(reference, by_handle)
    hint = f"Menade du {listed(near)}?" if near else "”vcycle list” visar vad tillfällena heter."
    raise NotFound(f"Det finns inget tillfälle som heter ”{shown}”.", hint=hint)


_YEAR = re.compile(r"(?:^|\.)(\d{4})(?![\da-z]{2,})")


def period_of(reference: str, around: Period) -> Period:
    """Where to look for what `reference` names: the years of its slot, or `around` and a year on each side."""
    years = [int(year) for year in _YEAR.findall(reference) if 1 < int(year) < 9998]
    if not years:
        return around.widened(366)
    return Period(date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31))
