"""Days that have come in the wrong order: a local stop after the district's or the national, a step before its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from vcycle.model.core import TIERS, Activity
from vcycle.model.derived import Entry
from vcycle.model.schedule import Dates, Offset, Yearly
from vcycle.model.text import quoted

LEVELS = tuple(TIERS)


class Contradiction(Struct, frozen=True):
    """`earlier` lies after `later`, which it must not, as a stop or as a step. `sentence` has no full stop."""

    earlier: Entry
    later: Entry
    sentence: str
    is_stop: bool

    @property
    def pair(self) -> tuple[str, str]:
        return self.earlier.id, self.later.id


def contradictions(entries: Iterable[Entry], activities: Mapping[str, Activity]) -> Iterator[Contradiction]:
    """All contradictions among entries with a day that are still to be done.

    Compared are those that hang on the same anchor, and stops with one day of their own in the same calendar year.
    """
    ordered = in_order(activities)
    by_root: defaultdict[str, list[tuple[Entry, Activity]]] = defaultdict(list)
    by_year: defaultdict[int, list[tuple[Entry, Activity]]] = defaultdict(list)
    for entry in entries:
        activity = activities.get(entry.record) if entry.record in ordered else None
        if activity is not None and entry.start is not None and entry.state != "cancelled":
            by_root[root_of(entry.id, activities)].append((entry, activity))
            if is_fixed_stop(activity):
                by_year[entry.start.year].append((entry, activity))
    for fixed in by_year.values():
        count = Counter(entry.record for entry, _ in fixed)
        yield from _stops([pair for pair in fixed if count[pair[0].record] == 1])
    for group in by_root.values():
        yield from _stops(group)
        yield from _follows(group)


def in_order(activities: Mapping[str, Activity]) -> set[str]:
    """The ids of the activities whose days must lie before or after those of others."""
    ordered = {a.id for a in activities.values() if a.follows or (a.stop and a.level)}
    return ordered.union(*(a.follows for a in activities.values() if a.follows))


def is_fixed_stop(activity: Activity) -> bool:
    """Whether it is a last day that nothing else moves, as days are that somebody else decides."""
    return bool(activity.stop and activity.level) and isinstance(activity.schedule, Dates | Yearly)


def root_of(id_: str, activities: Mapping[str, Activity]) -> str:
    """The id of the entry that an entry hangs on in the end, or its own."""
    while (activity := activities.get(id_.partition(".")[0])) and isinstance(activity.schedule, Offset):
        id_ = id_.partition(".")[2]
    return id_


def _stops(group: list[tuple[Entry, Activity]]) -> Iterator[Contradiction]:
    kinds: defaultdict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for entry, activity in group:
        if activity.stop and activity.level:
            kinds[activity.stop].append((LEVELS.index(activity.level), entry))
    for stop, ranked in kinds.items():
        for rank, entry in ranked:
            for upper, other in ranked:
                if rank < upper and _is_after(entry, other):
                    levels = f"{TIERS[LEVELS[rank]]} före {TIERS[LEVELS[upper]]}"
                    sentence = f"{_dated(entry)} kommer efter {_dated(other)}; {quoted(stop)} går {levels}"
                    yield Contradiction(entry, other, sentence, is_stop=True)


def _follows(group: list[tuple[Entry, Activity]]) -> Iterator[Contradiction]:
    by_record = {entry.record: entry for entry, _ in group}
    for entry, activity in group:
        for record in activity.follows:
            earlier = by_record.get(record)
            if earlier is not None and _is_after(earlier, entry):
                sentence = f"{_dated(entry)} kommer före {_dated(earlier)}, som det ska följa på"
                yield Contradiction(earlier, entry, sentence, is_stop=False)


def _is_after(earlier: Entry, later: Entry) -> bool:
    """Whether what should come first is still to be done and comes last."""
    first, last = earlier.start, done_or_due(later)
    assert first is not None
    assert last is not None
    return earlier.state != "held" and first > last


def done_or_due(entry: Entry) -> date | None:
    """The day an entry is judged by: the one it was done on, when that is known, else the one it lies on."""
    return entry.done_on if entry.state == "held" and entry.done_on else entry.start


def _dated(entry: Entry) -> str:
    return f"{quoted(entry.title)} {entry.start}"
