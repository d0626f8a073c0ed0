"""The panel beside the wheel as lines of styled text: legend, the chosen month, the next one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rich.style import Style
from rich.text import Text

from vcycle.model.derived import Entry
from vcycle.model.text import printable
from vcycle.model.values import MONTHS
from vcycle.services.wheel_page import WheelPage
from vcycle.wheel import RGB, Palette


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One line of the panel, and the entry it stands for when it stands for one."""

    text: Text
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the panel is drawn: its size in cells, its colours, and whether colours may carry meaning."""

    width: int
    height: int
    palette: Palette
    coloured: bool = True


def panel(page: WheelPage, month: int, ring: int | None, key: str | None, look: Look) -> list[PanelLine]:
    """The lines of the panel; the chosen entry is always among them."""
    legend = [PanelLine(_legend(page, index, ring, look)) for index in range(len(page.rings))]
    room = look.height - len(legend) - 1
    chosen = _month(page, month, key, look)
    shown = _around(chosen, key, room)
    if room - len(shown) > 3 and month + 1 < len(page.months):
        shown += [PanelLine(Text()), *_month(page, month + 1, None, look)][: room - len(shown)]
    return [*legend, PanelLine(Text()), *shown]


def _legend(page: WheelPage, index: int, ring: int | None, look: Look) -> Text:
    chosen = index == ring
    text = Text()
    if look.coloured:
        text.append("██", style=_colour(_ring_colour(index, look)))
    else:
        text.append(f" {index + 1}", style="reverse")
    text.append(f" {'▸' if chosen else ' '}{printable(page.rings[index])}", style="bold" if chosen else "")
    return _fit(text, look.width)


def _month(page: WheelPage, month: int, key: str | None, look: Look) -> list[PanelLine]:
    """A month's heading and its entries, with today among them."""
    period = page.months[month]
    year = f" {period.start.year}" if period.start.year != page.period.start.year else ""
    heading = Text(f"{MONTHS[period.start.month - 1]}{year}", style="bold")
    entries = page.in_month(month)
    lines = [PanelLine(_entry(page, e, e.id == key, look), e.id) for e in entries]
    if page.today in period:
        after = next((i for i, e in enumerate(entries) if (e.due or page.today) > page.today), len(lines))
        lines.insert(after, PanelLine(_today(page.today, look)))
    if not lines:
        lines = [PanelLine(Text("  inget planerat", style=_colour(look.palette.dim)))]
    return [PanelLine(heading), *lines]


def _today(day: date, look: Look) -> Text:
    return Text(f"{day.day:>3}  ◂ i dag", style=_colour(look.palette.today))


SIGNS = {"planned": " ", "held": "✓", "moved": "→", "cancelled": "✗", "undated": "?"}


def _entry(page: WheelPage, entry: Entry, chosen: bool, look: Look) -> Text:
    """ "12– ▌Styrelsemöte": the day, a dash when it goes on, its ring's colour, its state as a sign, its title."""
    day = entry.due or page.today
    on = "–" if entry.end and entry.start and entry.end > entry.start else "≤" if entry.start is None else " "
    ring = page.ring_of(entry)
    bar = "▌" if look.coloured else f"{ring + 1} "
    text = Text(f"{day.day:>3}{on}", style=_colour(look.palette.dim))
    text.append(bar, style=_colour(_ring_colour(ring, look)))
    sign = SIGNS[entry.state]
    title = f"{sign} {entry.title}" if sign.strip() else entry.title
    text.append(printable(title), style="strike" if entry.state == "cancelled" else _title_style(entry, page, look))
    text = _fit(text, look.width)
    if chosen:
        text.stylize(_chosen_style(look))
    return text


def _chosen_style(look: Look) -> Style:
    if not look.coloured:
        return Style(reverse=True, bold=True)
    return _colour(look.palette.on_selected) + Style(bold=True, bgcolor=_colour(look.palette.selected).color)


def _title_style(entry: Entry, page: WheelPage, look: Look) -> Style:
    past = (entry.end or page.today) < page.today
    return _colour(look.palette.dim if past else look.palette.text)


def _around(lines: list[PanelLine], key: str | None, room: int) -> list[PanelLine]:
    """At most `room` lines, the heading and the chosen one always among them, with signs where more follow."""
    if len(lines) <= room:
        return lines
    heading, rest = lines[0], lines[1:]
    at = next((i for i, line in enumerate(rest) if line.key == key and key), 0)
    first = min(max(0, at - (room - 1) // 2), max(0, len(rest) - (room - 1)))
    shown = rest[first : first + room - 1]
    more = len(rest) - first - len(shown)
    if more and shown:
        heading = PanelLine(heading.text + Text(f"  … {more} till"))
    return [heading, *shown]


def _ring_colour(index: int, look: Look) -> RGB:
    return look.palette.tracks[index % len(look.palette.tracks)]


def _colour(colour: RGB) -> Style:
    return Style(color="#{:02x}{:02x}{:02x}".format(*colour))


def _fit(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis", pad=True)
    return text
