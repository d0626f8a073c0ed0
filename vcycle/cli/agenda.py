"""Entries for people: a table under months, cut to the terminal that shows it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from vcycle.cli.session import padded, say_lines, table
from vcycle.model.derived import Entry
from vcycle.model.text import cells, printable, shorten
from vcycle.model.values import MONTHS
from vcycle.services.references import handle, short_names
from vcycle.services.workspace import Workspace

STATES = {"planned": "", "held": "genomfört", "moved": "flyttat", "cancelled": "INSTÄLLT", "undated": ""}
_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_NARROWEST = 24
"""A title is cut to no less; a name that leaves less room beside it stands on a line of its own."""

Row = tuple[str, str, str, str]


def print_entries(entries: Sequence[Entry], space: Workspace, *, mark_today: bool = False) -> None:
    """Entries as a table under their months: day, time, title, state, and the name to use in other commands.

    What has no day yet stands last. With `mark_today` a line between two entries shows where today is.
    """
    names = short_names(space.sources, entries)
    ordered = sorted(entries, key=lambda entry: entry.start is None)
    lines = _lines([_row(entry, names) for entry in ordered])
    marked = _first_ahead(ordered, space.today) if mark_today else -1
    group = ""
    shown: list[str] = []
    for index, entry in enumerate(ordered):
        if index == marked:
            shown.append(f"  -- i dag, {' '.join(day(space.today).split())} --")
        if group != (group := _group(entry)):
            shown += ["", group] if shown else [group]
        shown.append(f"  {lines[index]}")
    say_lines(shown)


def _first_ahead(ordered: Sequence[Entry], today: date) -> int:
    """Where the entries from `today` on begin; -1 when all of them are past, or none."""
    ahead = next((n for n, e in enumerate(ordered) if e.start is not None and e.start >= today), -1)
    return ahead or -1


def _group(entry: Entry) -> str:
    return "utan dag än" if entry.start is None else _month_name(entry.start.year, entry.start.month)


@cache
def _month_name(year: int, month: int) -> str:
    return f"{MONTHS[month - 1]} {year}"


def _row(entry: Entry, names: dict[str, str]) -> Row:
    state = STATES[entry.state]
    return days(entry), times(entry), f"{entry.title} ({state})" if state else entry.title, handle(entry.id, names)


def _lines(rows: Sequence[Row]) -> list[str]:
    """Rows as lines: whole in a pipe or a file, cut to its width in a terminal."""
    if not sys.stdout.isatty():
        return table(rows)
    import shutil  # pipes do without

    return list(fitted(rows, shutil.get_terminal_size().columns - 2))


def fitted(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Rows as lines that a terminal does not wrap: titles are cut, names, which people type, are not."""
    whens = table([row[:2] for row in rows])
    when = max(map(cells, whens), default=0)
    room = width - when - 2
    fitting = [cells(name) for *_, name in rows if cells(name) + 2 + _NARROWEST <= room]
    title_width = min(max(cells(title) for _, _, title, _ in rows), room - 2 - max(fitting, default=0))
    for start, (*_, title, name) in zip(whens, rows, strict=True):
        beside = cells(name) + 2 + title_width <= room
        cut = shorten(printable(title), title_width if beside else max(room, _NARROWEST))
        under = max(4, min(when + 4, width + 2 - cells(name)))  # further left, rather than broken by the terminal
        title = f"{padded(cut, title_width)}  " if beside else f"{cut}\n{'':{under}}"
        yield f"{padded(start, when)}  {title}{printable(name)}"


@cache
def day(of: date) -> str:
    return f"{_WEEKDAYS[of.weekday()]:<4} {of.isoformat()}"


def days(entry: Entry) -> str:
    """ "tors 2026-03-26", with the last day of a span, or the end of the window."""
    if entry.start is None or entry.end is None:
        return f"senast {entry.window[1]}" if entry.window else ""
    return day(entry.start) if entry.start == entry.end else f"{day(entry.start)} – {entry.end}"


def times(entry: Entry) -> str:
    if entry.start_time is None:
        return ""
    start = entry.start_time.isoformat("minutes")
    return f"{start}–{entry.end_time.isoformat('minutes')}" if entry.end_time else start
