"""What would be different in the year if some records were saved.

Moving one entry changes that entry and what hangs on it, so only those are worked out, twice. When more may change,
because a plugin answers otherwise or a record has dates of its own, the whole year is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from vcycle.model.core import Activity, Change, DateChange
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.records import Record
from vcycle.model.schedule import Offset
from vcycle.rules.offsets import derived_day
from vcycle.services.chains.contradictions import in_order, is_fixed_stop, root_of
from vcycle.services.hanging import derive, hang
from vcycle.services.workspace import Workspace
from vcycle.services.year import FARTHEST, Sources, order, single


class Difference(NamedTuple):
    """An entry as it is and as it would be; one of them is None for what goes or appears."""

    before: Entry | None
    after: Entry | None


class Preview(NamedTuple):
    """What is different, the entry asked about first, then by day; `before` and `after` have all entries as they are
    and would be, by id, as far as they may have changed, and `sources` what the latter would be made from."""

    different: Sequence[Difference]
    before: Mapping[str, Entry]
    after: Mapping[str, Entry]
    sources: Sources


def preview(space: Workspace, records: Sequence[Record], entry: Entry, period: Period) -> Preview:
    """What saving `records`, which are about `entry`, would change; all that may change must touch `period`."""
    sources = space.sources_with(records)
    found = _tree(space, records, entry, period, sources)
    if found is None:
        found = _by_id(space.entries(period)), _by_id(space.entries_with(records, period))
    was, then = found
    different = [Difference(before, then.get(id_)) for id_, before in was.items() if then.get(id_) != before]
    different += [Difference(None, after) for id_, after in then.items() if id_ not in was]
    different.sort(key=lambda d: (_of(d).start != entry.start or _of(d).id != entry.id, order(_of(d))))
    return Preview(different, was, then, sources)


def _of(difference: Difference) -> Entry:
    entry = difference.before or difference.after
    assert entry is not None
    return entry


def _by_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries}


def _tree(
    space: Workspace, records: Sequence[Record], entry: Entry, period: Period, after: Sources
) -> tuple[dict[str, Entry], dict[str, Entry]] | None:
    """The entry and all that hangs on it, before and after, by id; None when something else may change too."""
    before = space.sources
    brought = {id_: before.activities[id_] for id_ in before.brought}
    if not _only_moves(records, before) or brought != {id_: after.activities[id_] for id_ in after.brought}:
        return None
    after.__dict__.update(derived=before.derived, ordered=before.ordered, reach=before.reach)
    top = entry.id
    activity = before.activities.get(entry.record)
    if activity is not None and is_fixed_stop(activity):  # compared with those of the whole year
        return None
    if entry.record in in_order(before.activities):  # what else hangs on the same decides whether it is in order
        top = root_of(entry.id, before.activities)
    first, then = single(before, top), single(after, top)
    if first is None or then is None:
        return None
    if space.given_with((), before, period) != space.given_with(records, after, period):
        return None
    bases: dict[str, Entry] = {}  # what hangs is called the same before and after

    def base(activity: Activity) -> Entry:
        return bases.get(activity.id) or bases.setdefault(activity.id, before.base(activity))

    tree = {top: first}
    derive(before.ordered, base, before.changes, tree, before.years)
    if tree.get(entry.id) != entry or any(_for_a_year(e, before) for e in tree.values()):
        return None
    if max(before.reach) < FARTHEST:  # then no day falls out of the calendar, and as many hang as before
        return tree, _again(tree, then, after, base)
    other = {top: then}
    derive(after.ordered, base, after.changes, other, after.years)
    return tree, other


def _for_a_year(entry: Entry, sources: Sources) -> bool:
    """Whether it hangs on something in one activity year only, which it may leave or come into."""
    activity = sources.activities.get(entry.record)
    return activity is not None and activity.year is not None and isinstance(activity.schedule, Offset)


def _again(
    tree: Mapping[str, Entry], root: Entry, sources: Sources, base: Callable[[Activity], Entry]
) -> dict[str, Entry]:
    """`tree`, which has anchors before what hangs on them, with `root` in the place of its first."""
    again = {next(iter(tree)): root}
    for id_, entry in islice(tree.items(), 1, None):
        anchor, activity = again[entry.anchor], sources.activities[entry.record]
        offset = activity.schedule
        assert isinstance(offset, Offset)
        plain = entry.state == "planned" and anchor.state != "cancelled" and id_ not in sources.changes
        if plain and anchor.start is not None and anchor.end is not None:
            day = derived_day(anchor.start, anchor.end, offset)
            again[id_] = replace(entry, start=day, end=day)
        elif (hung := hang(base(activity), offset, anchor, sources.changes)) is not None:
            again[id_] = hung
    return again


def _only_moves(records: Sequence[Record], before: Sources) -> bool:
    """Whether the records change when something is and nothing else: not what it is called, counted as or hangs on."""
    return all(
        isinstance(record, Change | DateChange) or (isinstance(record, Activity) and _same_but_days(record, before))
        for record in records
    )


def _same_but_days(record: Activity, before: Sources) -> bool:
    old = before.activities.get(record.id)
    if old is None or isinstance(record.schedule, Offset) or isinstance(old.schedule, Offset):
        return False
    names = ("series", "tags", "title", "areas", "place")
    return all(getattr(old, name) == getattr(record, name) for name in names)
