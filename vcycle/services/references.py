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
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, Period
from vcycle.model.text import normal, printable, shorten, slug
from vcycle.model.values import listed, meant
from vcycle.services.workspace import Workspace
from vcycle.services.year import Sources, anchor_of


def short_names(sources: Sources, wanted: Sequence[Entry]) -> dict[str, str]:
    """Record id to the readable name that the handles of `wanted` use, for records that have one of their own.

    What a record dates, or a fact that something hangs on, has a name as a whole: its id to series and day,
    "styrelsemote.2026-09-15".
    """
    names = _readable(sources.activities)
    records = {part for entry in wanted for part in (entry.record, *entry.anchor.split("."))}
    return {record: names[record] for record in records if record in names} | _dated(sources, wanted)


def _dated(sources: Sources, wanted: Iterable[Entry]) -> dict[str, str]:
    """The id of each entry that comes from no activity to its series and day, where no other is called the same."""
    entries = (*wanted, *map(anchor_of, sources.logs.values()))
    given = [e for e in entries if e.record not in sources.activities and e.start and _typeable(e.series)]
    names = {entry.id: f"{entry.series}.{entry.start}" for entry in given}
    taken = Counter(names.values())
    return {id_: name for id_, name in names.items() if taken[name] == 1}


def _readable(activities: Mapping[str, Activity]) -> dict[str, str]:
    """Record id to its series, else its title as plain text, where no other record is called the same.

    What was carried over from the year before leaves the old record its name, and has its own year in its own.
    """
    own = {id_: a for id_, a in activities.items() if a.carried_from is None}
    series = Counter(a.series for a in own.values())
    names = {id_: a.series for id_, a in own.items() if series[a.series] == 1 and _typeable(a.series)}
    titles = {id_: _plain_title(a) for id_, a in own.items() if id_ not in names}
    if len(own) < len(activities):
        carried = {id_: a for id_, a in activities.items() if a.carried_from is not None}
        titles |= {id_: f"{title}-{a.year}" for id_, a in carried.items() if (title := _plain_title(a))}
    taken = Counter((*names.values(), *titles.values()))
    return names | {id_: title for id_, title in titles.items() if title and taken[title] == 1}


def _plain_title(activity: Activity) -> str:
    return slug(activity.title[:200])[:32].strip("-")


def _typeable(text: str) -> bool:
    return bool(text) and text.isprintable() and not {" ", "."} & set(text)


def handle(entry_id: str, names: Mapping[str, str]) -> str:
    """What people call an entry: "kallelse.arsmote.2026"."""
    parts = entry_id.split(".")
    named = names.get(".".join(parts[-2:]))  # what it is, or hangs on in the end, may have a name as a whole
    rest = parts[:-2] if named else parts
    return ".".join([*(names.get(part, part) for part in rest), *([named] if named else [])])


def find(reference: str, space: Workspace) -> Entry:
    """The entry that `reference` means: in full wherever in time it lies, else shortened, around the year it names.

    Raises `NotFound` with the nearest handles, or with all that it could mean.
    """
    if (entry := space.entry(_id_of(reference, space.sources.activities))) is not None:
        return entry
    for period in (period_of(reference, space.this_year), space.this_year):
        entries = space.entries(period.widened(max(space.sources.reach)))
        names = short_names(space.sources, entries)
        if _meant(reference, entries, names):
            break
    return choose(reference, entries, names)


def _id_of(reference: str, activities: Mapping[str, Activity]) -> str:
    """The id that a whole handle stands for."""
    ids = {name: id_ for id_, name in _readable(activities).items()}
    return ".".join([ids.get(part, part) for part in _plain(reference).split(".")])


def _plain(reference: str) -> str:
    return normal(reference.strip())


def choose(reference: str, entries: Sequence[Entry], names: Mapping[str, str]) -> Entry:
    """The entry that `reference` means: its id, its handle, or the beginning of only one of them.

    Raises `NotFound` with the nearest handles, or with all that it could mean.
    """
    found = _meant(reference, entries, names)
    if len(found) == 1:
        return found[0]
    shown = printable(shorten(reference, 60))
    handles = [handle(e.id, names) for e in found or entries]
    if found:
        alike = len(set(handles)) < len(handles)
        ways = [e.id for e in found] if alike else handles
        some = listed(ways) if len(ways) <= 5 else f"{', '.join(ways[:5])} och {len(ways) - 5} till"
        hint = "Skriv mer av namnet; ”vcycle list” visar hela."
        raise NotFound(f"”{shown}” passar på flera: {some}.", hint=hint)
    hint = meant(reference, handles) or "”vcycle list” visar vad tillfällena heter."
    raise NotFound(f"Det finns inget tillfälle som heter ”{shown}”.", hint=hint)


def _meant(reference: str, entries: Sequence[Entry], names: Mapping[str, str]) -> list[Entry]:
    """Those that are called `reference`, else those whose id or handle begins with it."""
    wanted = _plain(reference)
    called = [(entry, (entry.id, handle(entry.id, names))) for entry in entries]
    exact = [entry for entry, ways in called if wanted in ways]
    return exact or [entry for entry, ways in called if any(way.startswith(wanted) for way in ways)]


_YEAR = re.compile(r"(?:^|\.)(\d{4})(?![\da-z]{2,})", re.ASCII)


def period_of(reference: str, around: Period) -> Period:
    """Where to look for what `reference` names: the year of its slot, or `around`, and a year on each side."""
    years = [int(year) for year in _YEAR.findall(reference[-200:]) if FIRST_YEAR <= int(year) <= LAST_YEAR]
    if not years:
        return around.widened(366)
    return Period(date(years[-1] - 1, 1, 1), date(years[-1] + 1, 12, 31))
