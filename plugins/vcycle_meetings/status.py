"""How far each meeting has come, and how the meetings are spread over weekdays and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vcycle.api import Entry, Section, short_date
from vcycle_meetings.occasions import Occasion

COLUMNS = (
    ("dagordning", "Dagordning"),
    ("kallelse", "Kallelse"),
    ("protokoll", "Protokoll"),
    ("justering", "Justerat"),
    ("publicering", "Publicerat"),
    ("medlemsbrev", "Brev"),
)
WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
STATES = {"held": "hölls", "cancelled": "inställt", "planned": "", "moved": "flyttat"}


def status(occasions: Iterable[Occasion], today: date) -> Section:
    """A row for each meeting: which steps are done, which are missing and which are still to come."""
    rows = tuple(
        (
            short_date(o.day),
            o.entry.title,
            STATES.get(o.entry.state, ""),
            *(_step(o, name, today) for name, _ in COLUMNS),
        )
        for o in occasions
    )
    header = ("Dag", "Möte", "Läge", *(label for _name, label in COLUMNS))
    text = "" if rows else "Det finns inga möten den tiden."
    return Section(title="Mötenas läge", text=text, header=header, rows=rows)


def _step(occasion: Occasion, name: str, today: date) -> str:
    """ "✓ 5 mars", "SAKNAS", "till 12 mars", or a dash where the kind has no such step."""
    step = occasion.steps.get(name)
    if step is None or step.start is None or step.state == "cancelled":
        return "–"
    if step.state == "held":
        return f"✓ {_day(step.done_on)}".strip() if step.done_on else "✓"
    return "SAKNAS" if missing(step, today) else f"till {_day(step.start)}"


def missing(step: Entry | None, today: date) -> bool:
    """Whether a step's day has passed without anybody ticking it off."""
    return step is not None and step.start is not None and step.start < today and step.state in ("planned", "moved")


def _day(day: date | None) -> str:
    return short_date(day).partition(" ")[2] if day else ""


def spread(occasions: Sequence[Occasion]) -> Iterator[Section]:
    """The weekdays and the places of each kind, the most used first."""
    there = [o for o in occasions if not o.cancelled]
    kinds = list(dict.fromkeys(o.kind for o in there))
    yield Section(
        title="Mötenas veckodagar",
        text="" if there else "Det finns inga möten den tiden.",
        header=("Möte", *WEEKDAYS, "I allt"),
        rows=tuple(_weekdays(kind, [o for o in there if o.kind == kind]) for kind in kinds),
    )
    places = Counter((o.kind, o.entry.place or "ingen plats angiven") for o in there)
    rows = tuple(
        (kind, place, str(count)) for (kind, place), count in sorted(places.items(), key=lambda p: (p[0][0], -p[1]))
    )
    yield Section(title="Mötenas platser", header=("Möte", "Plats", "Antal"), rows=rows)


def _weekdays(kind: str, occasions: Sequence[Occasion]) -> tuple[str, ...]:
    count = Counter(o.day.weekday() for o in occasions)
    return (kind, *(str(count[n]) if count[n] else "·" for n in range(7)), str(len(occasions)))


def lopsided(occasions: Sequence[Occasion]) -> str:
    """The weekday that more than half of at least four meetings fall on; "" when they are spread."""
    count = Counter(o.day.weekday() for o in occasions)
    weekday, most = max(count.items(), key=lambda pair: pair[1], default=(0, 0))
    return WEEKDAYS[weekday] if len(occasions) >= ENOUGH and most * 2 > len(occasions) else ""


ENOUGH = 4
