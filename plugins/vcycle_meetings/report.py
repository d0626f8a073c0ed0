"""What meetings count for: lengths and associations as facts for goals, and the annual report's part on meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from vcycle.api import Context, Fact, NotFound, Period, Section, Unit
from vcycle_meetings.occasions import Occasion, assembled, occasions
from vcycle_meetings.practice import STEPS
from vcycle_meetings.records import FORMS

LENGTH, PRESENCE = "motestid", "representation"
KEPT, OVER = "höll tiden", "drog över"


def facts(context: Context, period: Period) -> Iterator[Fact]:
    """Minutes of every meeting whose hours are known, and every association that was at one."""
    for occasion in assembled(context, context.entries(period), period):
        if occasion.record is not None and not occasion.cancelled:
            yield from _length(occasion)
            yield from _presence(context, occasion)


def _length(occasion: Occasion) -> Iterator[Fact]:
    """Actual minutes of a held meeting, planned ones of one to come; "höll tiden": no longer than planned."""
    planned = minutes(occasion.entry.start_time, occasion.entry.end_time)
    actual = minutes(occasion.entry.start_time, occasion.record.ended if occasion.record else None)
    tags = (occasion.practice.series, *occasion.entry.tags)
    if occasion.held and actual:
        kept = ((KEPT if actual <= planned else OVER),) if planned else ()
        yield Fact(series=LENGTH, day=occasion.day, amount=actual, tags=tags + kept, ref=occasion.entry.id)
    elif not occasion.held and planned:
        yield Fact(series=LENGTH, day=occasion.day, amount=planned, tags=tags, planned=True, ref=occasion.entry.id)


def minutes(start: time | None, end: time | None) -> int:
    """From one time of day to another, over midnight when that is earlier; 0 when either is unknown."""
    if start is None or end is None:
        return 0
    day = date(2000, 1, 1)
    length = datetime.combine(day, end) - datetime.combine(day, start)
    return int((length + timedelta(days=length < timedelta(0))).total_seconds() // 60)


def _presence(context: Context, occasion: Occasion) -> Iterator[Fact]:
    if occasion.held and occasion.record is not None:
        for unit_id in occasion.record.units:
            tags = (unit_name(context, unit_id), occasion.practice.series)
            yield Fact(series=PRESENCE, day=occasion.day, tags=tags, ref=occasion.entry.id)


def unit_name(context: Context, unit_id: str) -> str:
    try:
        return context.store.get(Unit, unit_id).name
    except NotFound:
        return unit_id


def sections(context: Context, period: Period) -> Iterator[Section]:
    """Meetings of the period for the annual report; nothing for a period without any."""
    there = occasions(context, period)
    if not there:
        return
    held = [o for o in there if o.held]
    people = {fact.ref: fact for fact in context.facts(period) if not fact.planned and fact.plugin == "core"}
    yield Section(
        title="Möten",
        text=_summary(there, held, context.today),
        header=("Möte", "Hållna", "Inställda", "Snitt närvarande", "Kvinnor", "Män", "Annat kön", "Uppgift saknas"),
        rows=tuple(_row(name, own, people) for name, own in _by_kind(there).items()),
    )
    if held:
        yield Section(title="Mötenas form", header=("Form", "Möten", "Andel"), rows=tuple(_forms(held)))
        yield Section(title="I tid", header=("Vad", "Gjort", "I tid", "Andel"), rows=tuple(_in_time(held)))


def _summary(there: Sequence[Occasion], held: Sequence[Occasion], today: date) -> str:
    """How many of the meetings that have been were held, and what became of the others; then those to come."""
    ahead = [o for o in there if o.to_come and o.day >= today]
    open_ = sum(o.to_come for o in there) - len(ahead)
    been = len(there) - len(ahead)
    parts = [f"{len(held)} av {been} möten hölls"] if been else ["Inga möten har varit än"]
    if extra := sum(o.extra for o in held):
        parts[0] += f" ({len(held) - extra} ordinarie, {extra} extra)"
    if cancelled := sum(o.cancelled for o in there):
        parts.append(f"{cancelled} ställdes in")
    if open_:
        parts.append(f"{open_} är inte {'avbockat' if open_ == 1 else 'avbockade'}")
    rest = f" {len(ahead)} {'möte' if len(ahead) == 1 else 'möten'} återstår." if ahead else ""
    return f"{', '.join(parts)}.{rest}"


def _by_kind(there: Iterable[Occasion]) -> dict[str, list[Occasion]]:
    """The meetings of each kind, extra ones apart, under what the row is called."""
    found: dict[str, list[Occasion]] = {}
    for occasion in there:
        apart = occasion.extra and not occasion.practice.extra
        found.setdefault(f"{occasion.kind}, extra" if apart else occasion.kind, []).append(occasion)
    return found


def _row(name: str, there: Sequence[Occasion], people: dict[str, Fact]) -> tuple[str, ...]:
    held = [o for o in there if o.held]
    counted = [f for o in held if (f := people.get(o.entry.id)) and f.women + f.men + f.others + f.unknown]
    sums = [sum(getattr(fact, name) for fact in counted) for name in ("women", "men", "others", "unknown")]
    cancelled = sum(o.cancelled for o in there)
    average = f"{sum(sums) / len(counted):.1f}".replace(".", ",") if counted else "–"
    return (name, str(len(held)), str(cancelled), average, *(_share(part, sum(sums)) for part in sums))


def _share(part: int, whole: int) -> str:
    """ "12 (60 %)"; a dash when nobody was counted."""
    return f"{part} ({percent(part, whole)})" if whole else "–"


def percent(part: int, whole: int) -> str:
    """Rounded half up, so that 103 of 175 is 59 %."""
    return f"{(200 * part + whole) // (2 * whole)} %"


def _forms(held: Sequence[Occasion]) -> Iterator[tuple[str, str, str]]:
    known = Counter(next((tag for tag in o.entry.tags if tag in FORMS.values()), "form saknas") for o in held)
    for form, count in known.most_common():
        yield form, str(count), percent(count, len(held))


def _in_time(held: Iterable[Occasion]) -> Iterator[tuple[str, str, str, str]]:
    """Of the steps whose day of doing is known, how many were done by their day."""
    done: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for occasion in held:
        for name, step in occasion.steps.items():
            if step.state == "held" and step.done_on is not None and step.start is not None:
                done[name] += 1
                kept[name] += step.done_on <= (step.was or step.start)
    for kind in STEPS:
        if count := done[kind.series]:
            label = kind.missing or kind.series
            yield label.capitalize(), str(count), str(kept[kind.series]), percent(kept[kind.series], count)
