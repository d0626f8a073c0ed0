"""The short names that people type for entries and records, and what they stand for.

An entry's id is its record's id and its slot. Its handle is the same with each record's id replaced by a readable name,
"styrelsemote.2026-03": the series when only one record has it, else its title, else the id itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from vcycle.errors import NotFound
from vcycle.model.core import Activity
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.text import printable, shorten, slug
from vcycle.model.values import listed, nearest


def short_names(activities: Mapping[str, Activity], wanted: Iterable[Entry]) -> dict[str, str]:
    """Record id to the readable name that the handles of `wanted` use, for records that have one of their own."""
    series = Counter(a.series for a in activities.values())
    titles = Counter(a.title for a in activities.values())
    names: dict[str, str] = {}
    for record in {part for entry in wanted for part in (entry.record, *entry.anchor.split("."))}:
        activity = activities.get(record)
        if activity is None:
            continue
        if activity.series and series[activity.series] == 1:
            names[record] = activity.series
        elif titles[activity.title] == 1 and (name := slug(activity.title)[:32].strip("-")):
            names[record] = name
    return names


def handle(entry_id: str, names: Mapping[str, str]) -> str:
    """What people call an entry: "kallelse.arsmote.2026"."""
    return ".".join([names.get(part, part) for part in entry_id.split(".")])


def choose(reference: str, entries: Sequence[Entry], names: Mapping[str, str]) -> Entry:
    """The entry that `reference` means: its id, its handle, or the beginning of only one of them.

    Raises `NotFound` with the nearest handles, or with all that it could mean.
    """
    meant = [e for e in entries if reference in (e.id, handle(e.id, names))]
    meant = meant or [e for e in entries if e.id.startswith(reference) or handle(e.id, names).startswith(reference)]
    if len(meant) == 1:
        return meant[0]
    shown = printable(shorten(reference, 60))
    handles = [handle(e.id, names) for e in meant or entries]
    if meant:
        alike = len(set(handles)) < len(handles)
        raise NotFound(f"”{shown}” passar på flera: {listed([e.id for e in meant[:5]] if alike else handles[:5])}.")
    near = nearest(reference, handles)
    hint = f"Menade du {listed(near)}?" if near else "”vcycle list” visar vad tillfällena heter."
    raise NotFound(f"Det finns inget tillfälle som heter ”{shown}”.", hint=hint)


_YEAR = re.compile(r"(?:^|\.)(\d{4})(?![\da-z]{2,})")


def period_of(reference: str, around: Period) -> Period:
    """Where to look for what `reference` names: the years of its slot, or `around` and a year on each side."""
    years = [int(year) for year in _YEAR.findall(reference) if 1 < int(year) < 9998]
    if not years:
        return around.widened(366)
    return Period(date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31))
