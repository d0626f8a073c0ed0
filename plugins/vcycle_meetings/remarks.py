"""What there is to know about a day that a meeting may have: free days, other things that day, others of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from vcycle.api import Entry, eve, red_day, short_date

if TYPE_CHECKING:
    from vcycle_meetings.layout import Slot, Wish

SHORT = 3
"""Days: what goes on for longer leaves room for a meeting, and is only mentioned."""
LONG = 31
"""Days: what goes on for longer is no reason to mention it."""


def remarks(slot: Slot, wish: Wish, around: Iterable[Entry], others: Sequence[date], close: int) -> list[str]:
    """Sentences without a full stop; none for a day that nothing is to be said about.

    `others` are the days of the other meetings of the kind, `close` the days nearer than which that is worth a remark.
    """
    said = list(_about(slot))
    if slot.entry is None:
        said += _free_day(slot.day)
        said += [text for entry in around if (text := _meets(entry, slot.day, wish))]
        said += _close(slot.day, others, close)
    return list(dict.fromkeys(said))


def _about(slot: Slot) -> Iterator[str]:
    if slot.entry is not None:
        yield "finns redan" if slot.entry.state != "held" else "har hållits"
        if "extra" in slot.entry.tags:
            yield "extra"
    elif slot.day != slot.first:
        yield f"flyttat från {short_date(slot.first)}"


def _free_day(day: date) -> Iterator[str]:
    if name := red_day(day):
        yield f"röd dag, {name}"
    elif name := eve(day):
        yield name


def _meets(entry: Entry, day: date, wish: Wish) -> str:
    """What is said about another entry of the same day; "" for one that does not matter."""
    if not _matters(entry, day, wish):
        return ""
    assert entry.start is not None
    if _length(entry) > SHORT:
        return f"under {entry.title}"
    clock = f" kl {entry.start_time:%H.%M}" if entry.start_time else ""
    return f"{'krockar med' if collides(entry, day, wish) else 'samma dag:'} {entry.title}{clock}"


def _matters(entry: Entry, day: date, wish: Wish) -> bool:
    if entry.start is None or entry.end is None or not entry.start <= day <= entry.end:
        return False
    if entry.series == wish.series or _length(entry) > LONG:
        return False
    if entry.title.casefold() in (str(red_day(day)).casefold(), str(eve(day)).casefold()):
        return False  # the almanac's, which is said already
    return not entry.anchor or entry.start_time is not None  # a deadline takes nobody's evening


def collides(entry: Entry, day: date, wish: Wish) -> bool:
    """Whether nobody could be at both: short things at the same hours, or of which the hours are not known."""
    if not _matters(entry, day, wish) or _length(entry) > SHORT:
        return False
    if entry.start_time is None:
        return False
    return wish.starts is None or _overlap(entry.start_time, entry.end_time, wish.starts, wish.ends)


def _length(entry: Entry) -> int:
    assert entry.start is not None
    return ((entry.end or entry.start) - entry.start).days + 1


def _overlap(first: time, first_end: time | None, second: time, second_end: time | None) -> bool:
    """Whether two stretches of a day share a moment; one without an end, or ending after midnight, lasts the day."""
    return first < _end(second, second_end) and second < _end(first, first_end)


def _end(start: time, end: time | None) -> time:
    return end if end is not None and end > start else time.max


def _close(day: date, others: Sequence[date], close: int) -> Iterator[str]:
    gap = min((abs((day - other).days) for other in others), default=close)
    if gap < close:
        yield f"bara {gap} {'dag' if gap == 1 else 'dagar'} från ett annat"
