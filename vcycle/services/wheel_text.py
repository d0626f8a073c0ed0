"""A year in Swedish sentences, for screen readers and for reading aloud: no table, no sign, one sentence on a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from vcycle.model.derived import Entry
from vcycle.model.text import printable
from vcycle.model.values import MONTHS, WEEKDAYS
from vcycle.model.wording.words import joined, number_word
from vcycle.services.wheel_year import OTHER, WholeYear, clock, dated, day_words, month_words, plain, undated


def year_sentences(page: WholeYear) -> list[str]:
    """The year as lines: what it is, then each month, then what has no day; empty lines between the parts."""
    lines = list(_opening(page))
    for part in _months(page):
        lines += ["", *part]
    if loose := undated(page):
        count = _things(len(loose))
        lines += ["", f"Utan bestämd dag: {count}.", *_loose(page, loose)]
    return [printable(line) for line in lines]


def _opening(page: WholeYear) -> Iterator[str]:
    owner = f" för {plain(page.name)}" if page.name.strip() else ""
    yield f"Årshjulet {page.label}{owner}."
    yield f"Verksamhetsåret går från {_full(page.period.start)} till {_full(page.period.end)}."
    if page.rings:
        count = len(page.rings)
        names = ", ".join(plain(name) or "en utan namn" for name in page.rings)
        yield f"Hjulet har {_count(count, 'ring', 'ringar')}, räknat utifrån: {names}."
    yield _sum(page)


def _sum(page: WholeYear) -> str:
    loose = len(undated(page))
    fixed = len(page.entries) - loose
    if not page.entries:
        return "Inget är planerat under året."
    said = f"Året har {_things(len(page.entries))}"
    if not loose:
        return f"{said}, {'alla ' if fixed > 1 else ''}med bestämd dag."
    if not fixed:
        return f"{said}, {'alla ' if loose > 1 else ''}utan bestämd dag."
    return f"{said}: {number_word(fixed)} med bestämd dag och {number_word(loose)} utan."


def _things(count: int) -> str:
    return _count(count, "sak", "saker")


def _count(count: int, one: str, more: str) -> str:
    return f"{number_word(count)} {one if count == 1 else more}"


def _months(page: WholeYear) -> Iterator[list[str]]:
    """A part for each month; empty months in a row share a sentence, and an empty year says nothing more."""
    empty: list[str] = []
    for month in range(len(page.months)):
        entries = dated(page, month)
        if not entries:
            empty.append(month_words(page, month))
            continue
        if empty:
            yield [_nothing(empty)]
            empty = []
        heading = f"{month_words(page, month).capitalize()}: {_things(len(entries))}."
        yield [heading, *(_dated(page, entry) for entry in entries)]
    if empty and len(empty) < len(page.months):
        yield [_nothing(empty)]


def _nothing(months: list[str]) -> str:
    named = joined(months) if len(months) < 3 else f"från {months[0]} till {months[-1]}"
    return f"{named.capitalize()}: inget med bestämd dag."


def _dated(page: WholeYear, entry: Entry) -> str:
    assert entry.start is not None
    return _sentence(page, entry, _when(page, entry))


def _when(page: WholeYear, entry: Entry) -> str:
    """ "Torsdag 12 mars klockan 18.30 till 20.30", "Från fredag 3 juli till tisdag 7 juli"."""
    assert entry.start is not None
    last = entry.end or entry.start
    lasts = last != entry.start
    start = f"{'från ' if lasts else ''}{_day(page, entry.start)}"
    if entry.start_time:
        start += f" klockan {clock(entry)}"
    end = f" till {_day(page, last)}" if lasts else ""
    if entry.end_time:
        end = f"{end} klockan {entry.end_time:%H.%M}" if lasts else f" till {entry.end_time:%H.%M}"
    return f"{start}{end}".capitalize() if entry.start in page.period else f"Sedan {start.removeprefix('från ')}{end}"


def _day(page: WholeYear, day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day_words(day, page)}"


def _full(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _loose(page: WholeYear, entries: list[Entry]) -> Iterator[str]:
    """What is the same but for its name in the files is said once, with how many times."""
    said = Counter(_sentence(page, entry, _latest(page, entry)) for entry in entries)
    for sentence, times in said.items():
        yield sentence if times == 1 else f"{sentence.removesuffix('.')}, {number_word(times)} gånger."


def _latest(page: WholeYear, entry: Entry) -> str:
    assert entry.window is not None, "what has no day has a window"
    return f"Senast {day_words(entry.window[1], page)}, utan bestämd dag"


def _sentence(page: WholeYear, entry: Entry, when: str) -> str:
    return f"{when}: {', '.join(part for part in _parts(page, entry) if part)}."


def _parts(page: WholeYear, entry: Entry) -> Iterator[str]:
    yield plain(entry.title)
    yield f"plats {plain(entry.place)}" if plain(entry.place) else ""
    yield f"ansvarig {plain(entry.responsible)}" if plain(entry.responsible) else ""
    ring = plain(page.rings[page.ring_of(entry)]) if page.rings else ""
    yield "" if not ring or ring == OTHER else f"ring {ring}"
    yield _state(page, entry)


def _state(page: WholeYear, entry: Entry) -> str:
    if entry.state == "cancelled":
        return f"inställt, skäl {plain(entry.reason)}" if plain(entry.reason) else "inställt"
    if entry.state == "held":
        return "genomfört"
    return f"flyttat från {_day(page, entry.was)}" if entry.state == "moved" and entry.was else ""
