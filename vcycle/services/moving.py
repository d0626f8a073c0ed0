"""One entry moved, cancelled or done, with everything that hangs on it: first shown, then saved as one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.core import Activity, Change
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.records import Mark, Record, RecordType
from vcycle.model.schedule import Dates
from vcycle.model.text import printable, quoted
from vcycle.rules.schedules import dated_span
from vcycle.services.chains.contradictions import Contradiction, contradictions, done_or_due
from vcycle.services.marks import date_field
from vcycle.services.move_remarks import ahead, remarks
from vcycle.services.preview import Preview, preview
from vcycle.services.workspace import Workspace, check_day


class Consequence(Struct, frozen=True):
    """What happens to one entry. `before` is None for what appears, `after` for what goes.

    `breaks` says which hard date it breaks, `note` what else a person should know.
    """

    before: Entry | None
    after: Entry | None
    breaks: str = ""
    note: str = ""

    @property
    def entry(self) -> Entry:
        entry = self.after or self.before
        assert entry is not None
        return entry

    @property
    def is_move(self) -> bool:
        return self.before is not None and self.after is not None and self.before.start != self.after.start


class Step(Struct, frozen=True):
    """What is done to one entry, not yet saved: the records to put, and all consequences, the entry's own first.

    `day` is where the entry lies afterwards, None while it has only a window.
    """

    label: str
    records: tuple[Record, ...]
    consequences: tuple[Consequence, ...]
    day: date | None

    @property
    def breaks(self) -> tuple[str, ...]:
        return tuple(c.breaks for c in self.consequences if c.breaks)

    @property
    def others(self) -> int:
        """How many entries change beside the one it is about."""
        return max(0, len(self.consequences) - 1)

    @property
    def notify(self) -> tuple[str, ...]:
        """The roles that are responsible for something that changes, each once."""
        return tuple(dict.fromkeys(c.entry.responsible for c in self.consequences if c.entry.responsible))


def move(space: Workspace, entry: Entry, day: date, starts: time | None = None, ends: time | None = None) -> Step:
    """`entry` to another day; a date that a record holds is changed in the record.

    What is derived is pinned: it no longer follows what it hangs on. With `starts` alone it takes as long as before.
    What was cancelled is on again; raises `InputError` for what is cancelled because that which it hangs on is.
    """
    check_day(day)
    _refuse_cancelled_with_anchor(space, entry)
    times = (starts, ends or _end_as_long(entry, starts)) if starts is not None else ()
    label = f"Flyttade {printable(entry.title)} till {day}"
    if found := date_field(space.registry, entry):
        return step_of(space, label, _moved_record(space, entry, *found, day, times), entry)
    pinned = bool(entry.anchor) or entry.pinned
    news: dict[str, Any] = {"day": day, "was": _rule_day(space, entry), "pinned": pinned}
    news |= {"cancelled": False, "reason": ""} | dict(zip(("start_time", "end_time"), times, strict=False))
    return step_of(space, label, (_changed(space, entry, **news),), entry)


def _moved_record(
    space: Workspace, entry: Entry, type_: RecordType, mark: Mark, day: date, times: Sequence[time | None]
) -> tuple[Record, ...]:
    """The record with its date changed, and what had been done to its entry without that which goes with a move."""
    record = space.store.get(type_.cls, entry.record)
    news: dict[str, Any] = {mark.start: day}
    if mark.end and (last := getattr(record, mark.end)) and entry.start:
        news[mark.end] = day + (last - getattr(record, mark.start))
    news |= {name: at for name, at in zip((mark.starts, mark.ends), times, strict=False) if name}
    done = space.sources.changes.get(entry.id)
    if done is None:
        return (replace(record, **news),)
    held = {"day": day, "was": day} if done.held else {"day": None, "was": None, "last_day": None}
    return (replace(record, **news), replace(done, cancelled=False, reason="", **held))


def _refuse_cancelled_with_anchor(space: Workspace, entry: Entry) -> None:
    anchor = space.entry(entry.anchor) if entry.anchor and entry.state == "cancelled" else None
    if anchor is not None and anchor.state == "cancelled":
        raise InputError(
            f"{quoted(entry.title)} hänger på {quoted(anchor.title)}, som är inställt.",
            hint="Flytta det i stället, så är båda på igen, eller ångra att det ställdes in.",
        )


def _end_as_long(entry: Entry, starts: time) -> time | None:
    """When something that begins at `starts` ends, as long after as it is now; it may be past midnight."""
    if entry.start_time is None or entry.end_time is None:
        return None
    some_day = date(2000, 1, 2)
    length = datetime.combine(some_day, entry.end_time) - datetime.combine(some_day, entry.start_time)
    return (datetime.combine(some_day, starts) + length).time()


def cancel(space: Workspace, entry: Entry, reason: str) -> Step:
    """`entry` cancelled, for a reason; what hangs on it is cancelled with it."""
    if entry.state == "held":
        raise InputError(f"”{printable(entry.title)}” är redan genomfört och kan inte ställas in.")
    change = _changed(space, entry, cancelled=True, reason=reason)
    return step_of(space, f"Ställde in {printable(entry.title)}", (change,), entry)


def done(space: Workspace, entry: Entry, on: date | None = None, **counted: Any) -> Step:
    """`entry` held, with what was counted (women, men, others, unknown, note); its day then stays whatever moves.

    `on` is the day it was really done. Without it, that is today for a step ticked off by its last day, and unknown for
    one ticked off later; what is no step was held on its day.
    """
    if entry.state == "cancelled":
        raise InputError(f"”{printable(entry.title)}” är inställt.", hint="Ångra det först med ”vcycle undo”.")
    day = entry.start or on or space.today
    in_time = entry.anchor and entry.start and space.today <= entry.start
    done_on = on or (space.today if in_time else None)
    news = {"held": True, "day": day, "was": _rule_day(space, entry) or day, "done_on": done_on, **counted}
    step = step_of(space, f"Genomförde {printable(entry.title)}", (_changed(space, entry, **news),), entry)
    if done_on is not None or not (remark := ahead(day, space.today)):
        return step
    own = (_noted(consequence, remark) for consequence in step.consequences[:1])
    return replace(step, consequences=(*own, *step.consequences[1:]))


def save(space: Workspace, step: Step, *, force: bool = False) -> tuple[Record, ...]:
    """Save `step` as one transaction; refuses what breaks a hard date unless forced."""
    if step.breaks and not force:
        raise InputError(
            "Ingenting har flyttats, för ett datum som inte får brytas skulle brytas:",
            problems=step.breaks,
            hint="Lägg till --force om ni ändå vill.",
        )
    with space.store.transaction(step.label) as transaction:
        return tuple([transaction.put(record) for record in step.records])


def _changed(space: Workspace, entry: Entry, **news: Any) -> Change:
    """The change record of `entry`, as it is or new, with `news` in it."""
    old = space.sources.changes.get(entry.id)
    return replace(old or Change(id=entry.id, record=entry.record, slot=entry.slot), **news)


def _rule_day(space: Workspace, entry: Entry) -> date | None:
    """Where the rule has `entry`, whatever has been done to it; None when it has only a window."""
    old = space.sources.changes.get(entry.id)
    chosen = old is not None and old.day is not None and old.was is None
    return entry.was or (None if chosen else entry.start)


def step_of(space: Workspace, label: str, records: tuple[Record, ...], entry: Entry) -> Step:
    """Saving `records`, the first of which is about `entry`, with all that follows from it."""
    consequences = _consequences(space, records, entry)
    after = next((c.after for c in consequences if c.entry.id == entry.id), entry)
    return Step(label, records, consequences, after.start if after else None)


def _consequences(space: Workspace, records: tuple[Record, ...], entry: Entry) -> tuple[Consequence, ...]:
    """What is different in the year when `records` are saved: the entry itself first, then by day."""
    seen = preview(space, records, entry, _within(space, records, entry))
    broken = _out_of_order(seen)
    moved = seen.after.get(entry.id)
    lies_ahead = moved is not None and moved.start is not None and moved.start >= space.today
    known = remarks(space, seen.different)
    return tuple(
        _noted(_consequence(space, before, after, broken.get((after or before or entry).id), ahead=lies_ahead), remark)
        for (before, after), remark in zip(seen.different, known, strict=True)
    )


def _out_of_order(seen: Preview) -> dict[str, Contradiction]:
    """The contradictions that were not there before, by the id of the entry that changes and is in one."""
    found = list(contradictions(seen.after.values(), seen.sources.activities))
    if not found:
        return {}
    known = {c.pair for c in contradictions(seen.before.values(), seen.sources.activities)}
    changed = {entry.id for both in seen.different for entry in both if entry is not None}
    new = [c for c in found if c.pair not in known]
    return {id_: c for c in reversed(new) for id_ in reversed(c.pair) if id_ in changed}


def _within(space: Workspace, records: tuple[Record, ...], entry: Entry) -> Period:
    """Where everything lies that hangs on `entry`, before and after its change: also what was moved by hand."""
    days = [entry.start, entry.end, *(entry.window or ())]
    supposed = [record for record in records if isinstance(record, Change)]
    for change in (*space.sources.changes.values(), *supposed):
        if change.id == entry.id or change.id.endswith(f".{entry.id}"):
            days += [change.day, change.last_day, change.was]
    if date_field(space.registry, entry):
        days += [getattr(record, entry.slot) for record in records if record.id == entry.record]
    for record in records:
        if isinstance(record, Activity) and isinstance(record.schedule, Dates):
            days += [day for text in record.schedule.days for day in dated_span(text)]
    known = [day for day in days if day is not None]
    length = (entry.end - entry.start).days if entry.start and entry.end else 0
    return Period(min(known), max(known)).widened(max(space.sources.reach) + length)


def _consequence(
    space: Workspace, before: Entry | None, after: Entry | None, wrong: Contradiction | None, *, ahead: bool
) -> Consequence:
    """`ahead` says that what is moved lies ahead afterwards, so that a hard day before it must be possible to keep."""
    note = breaks = ""
    if after is not None and after.state in ("planned", "moved") and after.start and after.start < space.today:
        days = (space.today - after.start).days
        ago = f"{days} {'dag' if days == 1 else 'dagar'}"
        note = f"ligger då {ago} bakåt i tiden"
        if ahead and after.hard and before is not None and before.start and before.start >= space.today:
            breaks = f"{printable(after.title)}: sista dag blir {after.start}, för {ago} sedan"
    breaks = breaks or _broken(before, after)
    if wrong is not None and wrong.is_stop:
        breaks = breaks or wrong.sentence
    elif wrong is not None:
        note = note or wrong.sentence
    return Consequence(before, after, breaks, note)


def _noted(consequence: Consequence, remark: str) -> Consequence:
    """The same with one more thing to know."""
    return replace(consequence, note="; ".join(filter(None, (consequence.note, remark)))) if remark else consequence


def _broken(before: Entry | None, after: Entry | None) -> str:
    """Which hard date is broken when `after` comes later than its rule allows; empty when none is.

    What has been done is judged by the day it was done, when that is known.
    """
    if after is None or not after.hard or after.start is None or after.state == "cancelled":
        return ""
    if before is not None and before.state != "held" and after.state == "held":
        return ""  # to tick off what was done late breaks nothing more
    last, day = last_day(after), done_or_due(after)
    if last is None or day is None or day <= last:
        return ""
    if before is not None and before.state != "cancelled" and (done_or_due(before), last_day(before)) == (day, last):
        return ""  # as it was already
    but = "men gjordes" if day != after.start else "inte"
    return f"{printable(after.title)}: sista dag är {last}, {but} {day}"


def last_day(entry: Entry) -> date | None:
    """The latest day by rule of what was moved, or given a day in a window."""
    return entry.was or (entry.window[1] if entry.window else None)
