"""The panel beside the wheel as lines of styled text: legend, the chosen month, the next one; or a week. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.text import printable
from vcycle.model.values import MONTHS
from vcycle.rules.swedish import SHORT_MONTHS, SHORT_WEEKDAYS, days_in_words, week_label
from vcycle.services.wheel_page import WheelPage
from vcycle.tui.words import BY, SIGNS, SPAN
from vcycle.wheel import RGB, RING_KEYS, Palette, Selection

ROOMY = 50
"""Columns from which weekdays and hours are shown too."""
LEAST_MONTH = 6
"""Lines that a month is given before the legend is."""
TODO_WIDE, TODO_TALL, TODO_MOST = 32, 28, 4
"""Columns and lines from which the panel says what needs attention, and how many things at most."""
NOTHING = (
    "",
    "Avsluta med {quit}, och läs in en",
    "verksamhetsplan:",
    "  vcycle plan list",
    "  vcycle plan import NAMN",
    "",
    "eller lägg till en aktivitet:",
    "  vcycle record --help",
    "",
    "Ett färdigt exempel:",
    "  vcycle demo",
)
"""What to do in an empty association; no line longer than the panel at 80 columns."""
ELSEWHERE = ("", "{wheel.today} går till i dag.", "{wheel.previous_page} och {wheel.next_page} byter år.")
"""What to do in a year that is empty while others are not."""


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One line of the panel, and what it stands for: an entry, a ring, or the place of something in the list to do."""

    text: Text
    key: str | None = None
    ring: int | None = None
    todo: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the panel is drawn: its size in cells, its colours, if they may be used, and if rings have numbers.

    `worded` gives a text the names of the keys that it speaks of.
    """

    width: int
    height: int
    palette: Palette
    coloured: bool = True
    numbered: bool = False
    worded: Callable[[str], str] = str


def panel(page: WheelPage, selection: Selection, look: Look, todo: Sequence[str] = ()) -> list[PanelLine]:
    """The lines of the panel; the chosen entry is always among them.

    `todo` stands at the bottom where there is room beside the months: how much needs attention, then each thing.
    """
    if look.width < TODO_WIDE or look.height < TODO_TALL or not todo:
        return _months(page, selection, look)
    needed = _todo(todo[: TODO_MOST + 1], look)
    above = _months(page, selection, replace(look, height=look.height - len(needed)))
    return [*above, *[PanelLine(Text())] * (look.height - len(needed) - len(above)), *needed]


def _todo(todo: Sequence[str], look: Look) -> list[PanelLine]:
    heading, *rest = todo
    lines = [PanelLine(Text()), PanelLine(_fit(Text(heading, style="bold"), look.width), todo=0)]
    return lines + [PanelLine(_fit(Text(line), look.width), todo=place) for place, line in enumerate(rest)]


def _months(page: WheelPage, selection: Selection, look: Look) -> list[PanelLine]:
    """Legend, the chosen month, and as much of the next ones as there is room for."""
    if not page.begun or (page.zoom == "year" and not page.entries):
        return _nothing(page, look)
    legend = [PanelLine(_legend(page, i, selection.track, look), ring=i) for i in range(len(page.rings))]
    if look.height < len(legend) + 1 + LEAST_MONTH:
        legend = []
    else:
        legend.append(PanelLine(Text()))
    room = look.height - len(legend)
    lists = _lists(page, selection.segment or 0)
    name, rows = next(lists)
    heading = Text(name, style="bold")
    if not legend:
        heading.append("  ").append(_name(page, selection.track or 0, True, look))
    rows, more = _around(rows, _place(page, rows, selection), room - 1)
    said = f"  … {more} till" if more and rows else ""
    heading.truncate(look.width - len(said), overflow="ellipsis")
    heading.append(Text(said))
    shown = [PanelLine(heading), *_lines(page, rows, selection, look)]
    for name, rows in lists:
        if (left := room - len(shown) - 2) < 2:
            break
        below = _lines(page, rows[:left], selection, look)
        shown += [PanelLine(Text()), PanelLine(Text(name, style="bold")), *below]
    return [*legend, *shown[:room]]


def _nothing(page: WheelPage, look: Look) -> list[PanelLine]:
    heading = _fit(Text(f"Inget är planerat {page.label}.", style="bold"), look.width)
    lines = ELSEWHERE if page.begun else NOTHING
    return [PanelLine(heading), *(PanelLine(_fit(Text(look.worded(line)), look.width)) for line in lines)]


def _legend(page: WheelPage, index: int, ring: int | None, look: Look) -> Text:
    return _fit(_name(page, index, index == ring, look), look.width)


def _name(page: WheelPage, index: int, chosen: bool, look: Look) -> Text:
    """ "██ ▸Möten": the colour or the number of a ring, and its name."""
    text = Text()
    colour = _ring_colour(index, look)
    if look.numbered:
        text.append(f" {RING_KEYS[index]}", style=colour + Style(reverse=True))
    else:
        text.append("██", style=colour)
    return text.append(f" {'▸' if chosen else ' '}{printable(page.rings[index])}", style="bold" if chosen else "")


class Where(NamedTuple):
    """Stands below an entry in a week: at what time it is, and where."""

    entry: Entry

    def words(self, room: int) -> str:
        """ "18:30–20:30, Storgatan 4", without the end where that is too long; empty when nothing is known."""
        times = [f"{time:%H:%M}" for time in (self.entry.start_time, self.entry.end_time) if time]
        tries = [
            ", ".join(words for words in ("–".join(times[:count]), printable(self.entry.place)) if words)
            for count in (2, 1)
        ]
        return next((words for words in tries if cell_len(words) <= room), tries[-1])


Row = Entry | date | Where
"""An entry, what stands below it, or among them today or the chosen day that has none."""


def _lists(page: WheelPage, part: int) -> Iterator[tuple[str, list[Row]]]:
    """Headings and rows: of the chosen part, then of those after it; a week is one list of all its days."""
    if page.zoom == "week":
        first, last = page.period.start, page.period.end
        yield f"{week_label(first)}  {days_in_words(first, last, SHORT_MONTHS)}", _week(page, part)
        return
    for index in range(part, len(page.parts)):
        yield _heading(page, page.parts[index]), _rows(page, index)


def _week(page: WheelPage, chosen: int) -> list[Row]:
    rows: list[Row] = []
    for index, day in enumerate(page.parts):
        for row in _rows(page, index) or ([day.start] if index == chosen else []):
            rows.append(row)
            if isinstance(row, Entry) and (row.start_time or row.place):
                rows.append(Where(row))
    return rows


def _rows(page: WheelPage, part: int) -> list[Row]:
    """What happens in a month, week or day, with today among it."""
    entries = page.in_part(part)
    rows: list[Row] = [*entries]
    if page.today in page.parts[part]:
        after = next((i for i, e in enumerate(entries) if (e.due or page.today) > page.today), len(rows))
        rows.insert(after, page.today)
    return rows


def _lines(page: WheelPage, rows: Sequence[Row], selection: Selection, look: Look) -> list[PanelLine]:
    """The rows drawn; only those that are seen, for a month may hold hundreds."""
    lines = []
    if not any(isinstance(row, Entry) for row in rows):
        nothing = "  inget planerat i veckan" if page.zoom == "week" else "  inget planerat"
        lines.append(PanelLine(Text(nothing, style=_colour(look.palette.dim, look))))
    return lines + [_line(page, row, selection, look) for row in rows]


def _line(page: WheelPage, row: Row, selection: Selection, look: Look) -> PanelLine:
    if isinstance(row, date):
        return PanelLine(_no_entry(page, row, selection, look))
    entry = row.entry if isinstance(row, Where) else row
    text = _where(page, row, look) if isinstance(row, Where) else _entry(page, row, selection, look)
    return PanelLine(_marked(text, page, look) if entry.id == selection.key else text, entry.id)


def _heading(page: WheelPage, period: Period) -> str:
    """ "mars", with the year when it is not the one that the page begins in, or "v. 10  2–8 mars"."""
    if page.zoom == "month":
        return f"{week_label(period.start)}  {days_in_words(period.start, period.end)}"
    name = MONTHS[period.start.month - 1]
    return name if period.start.year == page.period.start.year else f"{name} {period.start.year}"


def _no_entry(page: WheelPage, day: date, selection: Selection, look: Look) -> Text:
    said, colour = ("◂ i dag", look.palette.today) if day == page.today else ("inget planerat", look.palette.dim)
    return Text(f"{_day(page, day, selection)}  {said}", style=_colour(colour, look))


def _day_width(page: WheelPage) -> int:
    """Columns of the day; its sign follows, then the ring's colour."""
    return 8 if page.zoom == "week" else 3


def _day(page: WheelPage, day: date, selection: Selection) -> str:
    """ " 12", in a week "▸tors 12" with a sign at the chosen day; blank outside of what is shown."""
    words = f"{day.day:>3}" if day in page.period or page.zoom == "year" else ""
    if page.zoom != "week":
        return f"{words:3}"
    sign = "▸" if page.part_of(day) == selection.segment else " "
    return f"{sign}{SHORT_WEEKDAYS[day.weekday()] if words else '':<4}{words:3}"


def _where(page: WheelPage, row: Where, look: Look) -> Text:
    """Time and place, under the title and beside the same ring."""
    bar = "  " if look.numbered else "▌"
    text = Text(" " * (_day_width(page) + 1)).append(bar, style=_ring_colour(page.ring_of(row.entry), look))
    words = row.words(look.width - text.cell_len)
    return _fit(text.append(words, style=_colour(look.palette.dim, look)), look.width)


def _entry(page: WheelPage, entry: Entry, selection: Selection, look: Look) -> Text:
    """ "12–▌Styrelsemöte": its day if that is shown, a dash when it goes on, its ring, its state, its title."""
    day = _day(page, entry.due or page.today, selection)
    on = SPAN if entry.end and entry.start and entry.end > entry.start else BY if entry.start is None else " "
    ring = page.ring_of(entry)
    bar = f"{RING_KEYS[ring]} " if look.numbered else "▌"
    text = Text(f"{day}{on}", style=_colour(look.palette.dim, look))
    text.append(bar, style=_ring_colour(ring, look))
    sign = SIGNS[entry.state]
    title = f"{sign} {entry.title}" if sign.strip() else entry.title
    text.append(printable(title), style=_title_style(entry, page, look))
    when = _when(entry) if look.width >= ROOMY and page.zoom != "week" else ""
    return _fit(text, look.width - len(when)).append(when, style=_colour(look.palette.dim, look))


def _when(entry: Entry) -> str:
    """ "  tors 18:30", as wide for all entries."""
    day = SHORT_WEEKDAYS[entry.start.weekday()] if entry.start else ""
    return f"  {day:<4} {entry.start_time:%H:%M}" if entry.start_time else f"  {day:<10}"


def _marked(text: Text, page: WheelPage, look: Look) -> Text:
    """A line as the chosen one: its ring keeps its colour."""
    if look.numbered:
        return Text(text.plain, style=Style(reverse=True, bold=True))
    text.stylize(Style(bold=True, bgcolor=_hex(look.palette.selected)))
    bar = _day_width(page) + 1
    for first, after in ((0, bar), (bar + 1, len(text))):
        text.stylize(Style(color=_hex(look.palette.on_selected)), first, after)
    return text


def _title_style(entry: Entry, page: WheelPage, look: Look) -> Style:
    past = (entry.end or page.today) < page.today
    gone = Style(strike=entry.state == "cancelled" or None)
    return gone + _colour(look.palette.dim if past else look.palette.text, look)


def _place(page: WheelPage, rows: list[Row], selection: Selection) -> int:
    """Where the chosen entry stands among the rows; without one, where its day or the chosen one begins."""
    chosen = (i for i, row in enumerate(rows) if isinstance(row, Entry) and row.id == selection.key)
    begins = (i for i, row in enumerate(rows) if (day := _due(row)) and page.part_of(day) == selection.segment)
    return next(chosen, next(begins, 0))


def _due(row: Row) -> date | None:
    if isinstance(row, date):
        return row
    return row.entry.due if isinstance(row, Where) else row.due


def _around(rows: list[Row], at: int, room: int) -> tuple[list[Row], int]:
    """At most `room` rows, that at a place always among them, and how many more entries follow."""
    if len(rows) <= room:
        return rows, 0
    first = min(max(0, at - room // 2), len(rows) - room)
    shown, below = rows[first : first + room], rows[first + room :]
    if shown and isinstance(shown[0], Where):
        del shown[0]  # its entry is not seen
    return shown, sum(isinstance(row, Entry) for row in below)


def _ring_colour(index: int, look: Look) -> Style:
    return _colour(look.palette.track(index), look)


def _colour(colour: RGB, look: Look) -> Style:
    return Style(color=_hex(colour)) if look.coloured else Style()


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _fit(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis", pad=True)
    return text
