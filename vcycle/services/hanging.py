"""What hangs on a series: derived entries follow their anchors unless they are pinned or done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec.structs import replace

from vcycle.model.core import Activity, Change
from vcycle.model.derived import Entry
from vcycle.model.period import Years
from vcycle.model.schedule import Offset
from vcycle.rules.circles import loops
from vcycle.rules.offsets import derived_day, parse_amount
from vcycle.services.occurrence import apply


def derive(
    ordered: Iterable[Activity],
    base: Callable[[Activity], Entry],
    changes: Mapping[str, Change],
    found: dict[str, Entry],
    years: Years,
) -> None:
    """Add to `found` every entry that hangs on one in it; `ordered` is as `anchors_first` has it.

    What holds for one activity year only hangs on what lies in that year.
    """
    by_series: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in found.values():
        by_series[entry.series].append(entry)
    for activity in ordered:
        offset = activity.schedule
        assert isinstance(offset, Offset)
        anchors = [*chain.from_iterable(by_series[series] for series in offset.series if series in by_series)]
        if activity.year is not None:
            anchors = [anchor for anchor in anchors if in_its_year(activity, anchor, years)]
        if not anchors:
            continue
        own = [_changed(e, changes) for e in _following(base(activity), offset, anchors)]
        by_series[activity.series].extend(own)
        found.update((entry.id, entry) for entry in own)


def _changed(entry: Entry, changes: Mapping[str, Change]) -> Entry:
    change = changes.get(entry.id)
    return apply(change, entry) if change else entry


def in_its_year(activity: Activity, anchor: Entry, years: Years) -> bool:
    """Whether the activity, which may hold for one activity year only, hangs on what falls due then."""
    due = anchor.was or anchor.due
    return activity.year is None or (due is not None and due in years.year(activity.year))


def hang(shared: Entry, offset: Offset, anchor: Entry, changes: Mapping[str, Change]) -> Entry | None:
    """The one entry that hangs on `anchor`, after what was done to it; None when the offset leaves that anchor out."""
    return next((_changed(entry, changes) for entry in _following(shared, offset, (anchor,))), None)


def _following(shared: Entry, offset: Offset, anchors: Iterable[Entry]) -> Iterator[Entry]:
    for anchor in anchors:
        if _wanted(offset, anchor.tags):
            try:
                yield _follow(shared, offset, anchor)
            except (ValueError, OverflowError):
                continue  # an amount written into the file by hand, or a day after the calendar's last


def _wanted(offset: Offset, tags: Sequence[str]) -> bool:
    kept = not offset.only or any(tag in tags for tag in offset.only)
    return kept and not any(tag in tags for tag in offset.without)


def _follow(shared: Entry, offset: Offset, anchor: Entry) -> Entry:
    """The entry that hangs on `anchor`: a day, or a window while the anchor has only a window."""
    on = anchor.id
    entry: Entry
    if anchor.start is not None and anchor.end is not None:
        day = derived_day(anchor.start, anchor.end, offset)
        place = shared.place or ("" if offset.before or offset.after else anchor.place)
        entry = replace(shared, slot=on, anchor=on, hard=offset.hard, start=day, end=day, place=place)
    elif anchor.window is not None:
        window = _window(anchor.window, offset)
        entry = replace(shared, slot=on, anchor=on, hard=offset.hard, window=window, state="undated")
    else:
        entry = replace(shared, slot=on, anchor=on, hard=offset.hard)
    if anchor.state == "cancelled":
        entry = replace(entry, state="cancelled", reason=f"{anchor.title} är inställt")
    return entry


def _window(window: tuple[date, date], offset: Offset) -> tuple[date, date]:
    first, last = (derived_day(day, day, offset) for day in window)
    return first, last


def anchors_first(hanging: Iterable[Activity]) -> list[Activity]:
    """The activities in an order where nothing comes before what it hangs on; those in a circle are left out."""
    waiting = list(hanging)
    ordered: list[Activity] = []
    while waiting:
        names = {a.series for a in waiting if a.series}
        later = [a for a in waiting if not names.isdisjoint(series_hung_on(a))]
        if len(later) == len(waiting):
            break
        ordered += (a for a in waiting if names.isdisjoint(series_hung_on(a)))
        waiting = later
    return ordered


def circular(hanging: Sequence[Activity]) -> list[Activity]:
    """The activities that hang on themselves through others."""
    ordered = anchors_first(hanging)
    return [a for a in hanging if a not in ordered]


def circles(hanging: Sequence[Activity]) -> list[list[Activity]]:
    """The ways round by which activities hang on themselves, each from what hangs to what it hangs on."""
    stuck = circular(hanging)
    links = {a.id: [b.id for b in stuck if b.series and b.series in series_hung_on(a)] for a in stuck}
    by_id = {a.id: a for a in stuck}
    return [[by_id[id_] for id_ in loop] for loop in loops(links)]


_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}
_FREE_DAYS_IN_A_ROW = 5  # Easter, Christmas: how far a free day may move one more


def reach(hanging: Iterable[Activity]) -> tuple[int, int]:
    """At most how many days back and ahead the farthest lies that one of these hangs on, through others too."""
    far: dict[str, tuple[int, int]] = {}
    for activity in anchors_first(hanging):
        back, ahead = _reach(activity)
        beyond = [far.get(series, (0, 0)) for series in series_hung_on(activity)]
        known = far.get(activity.series, (0, 0))
        far[activity.series] = (
            max(known[0], back + max((b for b, _ in beyond), default=0)),
            max(known[1], ahead + max((a for _, a in beyond), default=0)),
        )
    return max((b for b, _ in far.values()), default=0), max((a for _, a in far.values()), default=0)


def _reach(activity: Activity) -> tuple[int, int]:
    """The same for one activity and what it hangs on itself; nothing for an amount that cannot be read."""
    offset = activity.schedule
    assert isinstance(offset, Offset)
    moved = 0 if offset.weekend == "keep" else _FREE_DAYS_IN_A_ROW
    try:
        number, unit = parse_amount(offset.before or offset.after or "1d")
    except ValueError:
        return 0, 0
    days = number * _DAYS[unit]
    return moved + (0 if offset.before else days), moved + (days if offset.before else 0)


def series_hung_on(activity: Activity) -> tuple[str, ...]:
    """The series that an activity hangs on; none for one with dates of its own."""
    return activity.schedule.series if isinstance(activity.schedule, Offset) else ()
