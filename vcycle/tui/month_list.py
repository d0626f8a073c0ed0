"""The panel beside the wheel as lines of styled text: legend, the chosen month, the next one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rich.style import Style
from rich.text import Text

from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.text import printable
from vcycle.model.values import MONTHS
from vcycle.rules.swedish import SHORT_WEEKDAYS
from vcycle.services.wheel_page import WheelPage
from vcycle.tui.words import BY, SIGNS, SPAN
from vcycle.wheel import RGB, RING_KEYS, Palette, Selection

ROOMY = 50
"""Columns from which weekdays and hours are shown too."""
MORE = 11
"""Columns of "  … 99 till"."""
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
    part = selection.segment or 0
    heading = Text(_heading(page, page.parts[part]), style="bold")
    if not legend:
        heading.append("  ").append(_name(page, selection.track or 0, True, look))
        heading.truncate(look.width - MORE, overflow="ellipsis")
    rows, more = _around(_rows(page, part), selection.key, room - 1)
    if more and rows:
        heading.append(Text(f"  … {more} till"))
    shown = [PanelLine(heading), *_lines(page, rows, selection.key, look)]
    while room - len(shown) > 3 and (part := part + 1) < len(page.parts):
        heading = Text(_heading(page, page.parts[part]), style="bold")
        rows = _rows(page, part)[: room - len(shown) - 2]
        shown += [PanelLine(Text()), PanelLine(heading), *_lines(page, rows, selection.key, look)]
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


Row = Entry | date
"""An entry, or today among them."""


def _rows(page: WheelPage, part: int) -> list[Row]:
    """What happens in a month or week, by day, with today among it."""
    entries = page.in_part(part)
    rows: list[Row] = [*entries]
    if page.today in page.parts[part]:
        after = next((i for i, e in enumerate(entries) if (e.due or page.today) > page.today), len(rows))
        rows.insert(after, page.today)
    return rows


def _lines(page: WheelPage, rows: Sequence[Row], key: str | None, look: Look) -> list[PanelLine]:
    """The rows drawn; only those that are seen, for a month may hold hundreds."""
    if not rows:
        return [PanelLine(Text("  inget planerat", style=_colour(look.palette.dim, look)))]
    return [
        PanelLine(_entry(page, row, row.id == key, look), row.id)
        if isinstance(row, Entry)
        else PanelLine(_today(row, look))
        for row in rows
    ]


def _heading(page: WheelPage, period: Period) -> str:
    """ "mars", with the year when it is not the one that the page begins in, or "v. 10  2–8 mars"."""
    name = MONTHS[period.start.month - 1]
    if page.zoom == "month":
        days = f"{period.start.day}–{period.end.day}" if period.days > 1 else f"{period.start.day}"
        return f"v. {period.start.isocalendar().week}  {days} {name}"
    return name if period.start.year == page.period.start.year else f"{name} {period.start.year}"


def _today(day: date, look: Look) -> Text:
    return Text(f"{day.day:>3}  ◂ i dag", style=_colour(look.palette.today, look))


DAY = 4
"""Columns of the day and its sign; the ring's colour follows."""


def _entry(page: WheelPage, entry: Entry, chosen: bool, look: Look) -> Text:
    """ "12–▌Styrelsemöte": its day if that is shown, a dash when it goes on, its ring, its state, its title."""
    due = entry.due or page.today
    day = f"{due.day:>3}" if due in page.period or page.zoom == "year" else "   "
    on = SPAN if entry.end and entry.start and entry.end > entry.start else BY if entry.start is None else " "
    ring = page.ring_of(entry)
    bar = f"{RING_KEYS[ring]} " if look.numbered else "▌"
    text = Text(f"{day}{on}", style=_colour(look.palette.dim, look))
    text.append(bar, style=_ring_colour(ring, look))
    sign = SIGNS[entry.state]
    title = f"{sign} {entry.title}" if sign.strip() else entry.title
    text.append(printable(title), style=_title_style(entry, page, look))
    when = _when(entry) if look.width >= ROOMY else ""
    text = _fit(text, look.width - len(when)).append(when, style=_colour(look.palette.dim, look))
    return _marked(text, look) if chosen else text


def _when(entry: Entry) -> str:
    """ "  tors 18:30", as wide for all entries."""
    day = SHORT_WEEKDAYS[entry.start.weekday()] if entry.start else ""
    return f"  {day:<4} {entry.start_time:%H:%M}" if entry.start_time else f"  {day:<10}"


def _marked(text: Text, look: Look) -> Text:
    """A line as the chosen one: its ring keeps its colour."""
    if look.numbered:
        return Text(text.plain, style=Style(reverse=True, bold=True))
    text.stylize(Style(bold=True, bgcolor=_hex(look.palette.selected)))
    for first, after in ((0, DAY), (DAY + 1, len(text))):
        text.stylize(Style(color=_hex(look.palette.on_selected)), first, after)
    return text


def _title_style(entry: Entry, page: WheelPage, look: Look) -> Style:
    past = (entry.end or page.today) < page.today
    gone = Style(strike=entry.state == "cancelled" or None)
    return gone + _colour(look.palette.dim if past else look.palette.text, look)


def _around(rows: list[Row], key: str | None, room: int) -> tuple[list[Row], int]:
    """At most `room` rows, the chosen one always among them, and how many more follow."""
    if len(rows) <= room:
        return rows, 0
    at = next((i for i, row in enumerate(rows) if key and isinstance(row, Entry) and row.id == key), 0)
    first = min(max(0, at - room // 2), len(rows) - room)
    shown = rows[first : first + room]
    return shown, len(rows) - first - len(shown)


def _ring_colour(index: int, look: Look) -> Style:
    return _colour(look.palette.track(index), look)


def _colour(colour: RGB, look: Look) -> Style:
    return Style(color=_hex(colour)) if look.coloured else Style()


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _fit(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis", pad=True)
    return text
