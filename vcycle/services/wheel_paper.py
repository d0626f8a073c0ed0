"""A year as a wheel on paper: what stands in its rings, and the list that says what each mark means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from vcycle.model.derived import Entry
from vcycle.model.values import MONTHS
from vcycle.rules.swedish import SHORT_WEEKDAYS
from vcycle.services.wheel_year import WholeYear, clock, dated, month_words, plain, short_day, undated
from vcycle.wheel.palette import LIGHT
from vcycle.wheel.svg import svg
from vcycle.wheel.svg_paper import Group, Item, Kind, Line, Paper
from vcycle.wheel.year import Segment

ALREADY = "…"
"""The mark of what began before the year."""
Window = tuple[int, tuple[date, date]]


def year_svg(page: WholeYear) -> str:
    """The SVG document of a year; the same year gives the same bytes whatever day it is."""
    return svg(paper_of(page))


def paper_of(page: WholeYear) -> Paper:
    """What is drawn of a year."""
    letters = _letters(page)
    return Paper(
        heading=f"Årshjul {page.label}",
        owner=plain(page.name),
        year=page.label,
        summary=_summary(page),
        days=page.period.days,
        first_ordinal=page.period.start.toordinal(),
        months=tuple(_segment(page, n) for n in range(len(page.months))),
        rings=tuple(map(_shown, page.rings)) or (("",) if page.entries else ()),
        items=tuple(_item(page, entry, letters) for entry in page.entries),
        groups=tuple(_groups(page, letters)),
    )


def _shown(name: str) -> str:
    """A ring needs a name to be drawn with one."""
    return plain(name) or "Utan namn"


def _summary(page: WholeYear) -> str:
    count = len(page.entries)
    things = "Inget är planerat" if not count else "En sak är planerad" if count == 1 else f"{count} saker är planerade"
    return (
        f"Ett hjul med årets månader medsols från klockan tolv. {things}. "
        "Allt som står i hjulet står också i listan under det."
    )


def _segment(page: WholeYear, index: int) -> Segment:
    month = page.months[index]
    number = month.start.month - 1
    return Segment(MONTHS[number], _day(page, month.start), _day(page, month.end), LIGHT.seasons[number])


def _day(page: WholeYear, day: date) -> int:
    return (day - page.period.start).days


def _letters(page: WholeYear) -> dict[Window, str]:
    """A letter for each window of each ring: all that may happen at the same time is drawn as one."""
    windows = dict.fromkeys(_window(page, entry) for entry in undated(page))
    return {window: _letter(number) for number, window in enumerate(windows)}


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    more, last = divmod(number, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + last)


def _window(page: WholeYear, entry: Entry) -> Window:
    assert entry.window is not None, "only what has a day has no window"
    return page.ring_of(entry), entry.window


def _item(page: WholeYear, entry: Entry, letters: dict[Window, str]) -> Item:
    ring, title = page.ring_of(entry), plain(entry.title)
    if entry.start is None:
        first, last = _window(page, entry)[1]
        return Item(ring, _day(page, first), _day(page, last), letters[_window(page, entry)], title, "window")
    kind: Kind = "cancelled" if entry.state == "cancelled" else "planned"
    last = entry.end or entry.start
    return Item(ring, _day(page, entry.start), _day(page, last), _mark(page, entry.start), title, kind)


def _mark(page: WholeYear, start: date) -> str:
    return str(start.day) if start in page.period else ALREADY


def _groups(page: WholeYear, letters: dict[Window, str]) -> Iterator[Group]:
    """The rings, then the months that hold something, then what has no day."""
    if page.rings:
        yield Group("Ringar, utifrån och in", tuple(Line("", _shown(n), ring=i) for i, n in enumerate(page.rings)))
    for month in range(len(page.months)):
        if entries := dated(page, month):
            yield Group(month_words(page, month).capitalize(), tuple(_line(page, e) for e in entries))
    if entries := undated(page):
        yield Group("Utan bestämd dag", tuple(_undated(page, entries, letters)))
    if not page.entries:
        yield Group(f"Inget är planerat {page.label}.", ())


def _line(page: WholeYear, entry: Entry) -> Line:
    assert entry.start is not None
    begun = entry.start in page.period
    lead = SHORT_WEEKDAYS[entry.start.weekday()] if begun else " "
    gone = entry.state == "cancelled"
    return Line(
        _mark(page, entry.start),
        ", ".join(part for part in _parts(page, entry) if part),
        lead,
        _ring(page, entry),
        struck=gone,
        note=(f"inställt: {plain(entry.reason)}" if entry.reason else "inställt") if gone else "",
    )


def _parts(page: WholeYear, entry: Entry) -> Iterator[str]:
    assert entry.start is not None
    yield plain(entry.title)
    yield clock(entry)
    yield "" if entry.start in page.period else f"sedan\N{NO-BREAK SPACE}{short_day(entry.start, page)}"
    if entry.end is not None and entry.end != entry.start:
        yield f"till\N{NO-BREAK SPACE}{short_day(entry.end, page)}"
    if entry.state == "moved" and entry.was is not None:
        yield f"flyttat från {short_day(entry.was, page)}"
    yield "genomfört" if entry.state == "held" else ""


def _undated(page: WholeYear, entries: Sequence[Entry], letters: dict[Window, str]) -> Iterator[Line]:
    """Lines in the order of their letters."""
    place = {window: number for number, window in enumerate(letters)}
    kinds = Counter((_window(page, e), plain(e.title), e.state == "cancelled") for e in entries)
    for (window, title, gone), count in sorted(kinds.items(), key=lambda kind: place[kind[0][0]]):
        times = f"{count} gånger, " if count > 1 else ""
        text = f"{title}, {times}senast\N{NO-BREAK SPACE}{short_day(window[1][1], page)}"
        ring = window[0] if page.rings else None
        yield Line(letters[window], text, "", ring, struck=gone, note="inställt" if gone else "")


def _ring(page: WholeYear, entry: Entry) -> int | None:
    return page.ring_of(entry) if page.rings else None
