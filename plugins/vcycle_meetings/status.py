"""How far each meeting has come, and how the meetings are spread over weekdays and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vcycle.api import Entry, Section
from vcycle_meetings.occasions import Occasion
from vcycle_meetings.terms import listed

BEFORE = (("dagordning", "Dagordning"), ("kallelse", "Kallelse"), ("protokoll", "Protokoll"))
AFTER = (
    ("protokoll", "Protokoll"),
    ("justering", "Justerat"),
    ("publicering", "Publicerat"),
    ("medlemsbrev", "Brev"),
)
WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
MISSING = "SAKNAS"
LEGEND = "✓ gjort · till 26/9: ska vara gjort då · SAKNAS: försenat · tomt: behövs inte"
NAMED = 8
"""Days that a sentence names before it only counts them."""


def status(occasions: Sequence[Occasion], today: date) -> Iterator[Section]:
    """What is missing in a sentence, then the steps of the meetings that have been and of those to come.

    Two tables, because nobody needs all steps of one meeting at once, and all of them are wider than a terminal.
    """
    been = [o for o in occasions if o.day < today or o.held]
    ahead = [o for o in occasions if o not in been]
    yield Section(title="Protokoll och kallelser", text="\n".join(_summary(been, ahead, today)))
    if been:
        yield _table("Möten som har varit", been, AFTER, today)
    if ahead:
        yield _table("Möten som kommer", ahead, BEFORE, today)


def _summary(been: Sequence[Occasion], ahead: Sequence[Occasion], today: date) -> Iterator[str]:
    if not been and not ahead:
        yield "Det finns inga möten den tiden."
        return
    late = [o for o in been if missing(o.steps.get("protokoll"), today)]
    yield _counted("Protokoll saknas från", late) if late else "Inga protokoll saknas."
    if unsent := [o for o in ahead if missing(o.steps.get("kallelse"), today)]:
        yield _counted("Kallelse saknas till", unsent)
    if open_ := [o for o in been if o.to_come]:
        words = "är varken avbockat eller inställt" if len(open_) == 1 else "är varken avbockade eller inställda"
        yield f"{_meetings(open_)} {words}: {_named(open_)}. Gör det i årshjulet."
    yield LEGEND


def _counted(words: str, occasions: Sequence[Occasion]) -> str:
    """ "Protokoll saknas från 2 möten: 12/9 och 10/10."."""
    return f"{words} {_meetings(occasions)}: {_named(occasions)}."


def _meetings(occasions: Sequence[Occasion]) -> str:
    return "1 möte" if len(occasions) == 1 else f"{len(occasions)} möten"


def _named(occasions: Sequence[Occasion]) -> str:
    """Their days, the first of them when they are many."""
    return listed([_day(o.day) for o in occasions[:NAMED]] + (["fler"] if len(occasions) > NAMED else []))


def _table(title: str, occasions: Iterable[Occasion], columns: Sequence[tuple[str, str]], today: date) -> Section:
    rows = tuple((f"{WEEKDAYS[o.day.weekday()]} {_day(o.day)}", o.title, *_steps(o, columns, today)) for o in occasions)
    return Section(title=title, header=("Dag", "Möte", *(label for _name, label in columns)), rows=rows)


def _steps(occasion: Occasion, columns: Sequence[tuple[str, str]], today: date) -> list[str]:
    """How far each step is; of a cancelled meeting only that."""
    if occasion.cancelled:
        return ["inställt", *("" for _ in columns[1:])]
    return [_step(occasion, name, today) for name, _label in columns]


def _step(occasion: Occasion, name: str, today: date) -> str:
    """ "✓ 5/3", "SAKNAS", "till 12/3", or nothing where the kind has no such step."""
    step = occasion.steps.get(name)
    if step is None or step.start is None or step.state == "cancelled":
        return ""
    if step.state == "held":
        return f"✓ {_day(step.done_on)}" if step.done_on else "✓"
    return MISSING if missing(step, today) else f"till {_day(step.start)}"


def missing(step: Entry | None, today: date) -> bool:
    """Whether a step's day has passed without anybody ticking it off."""
    return step is not None and step.start is not None and step.start < today and step.state in ("planned", "moved")


def _day(day: date) -> str:
    return f"{day.day}/{day.month}"


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
