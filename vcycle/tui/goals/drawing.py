"""A line of the list of goals as parts, each with the name of its style. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from vcycle.model.text import printable
from vcycle.tui.goals.board import STATE_SIGNS, Heading, Line, Row, State
from vcycle.tui.goals.meter import meter

Part = tuple[str, str]
MARK, BLANK, GAP = "▸ ", "  ", "  "
METERS = ((100, 16), (70, 12), (52, 8))
"""From how many columns of the list a meter is so wide; where the list is narrower there is none."""
ROOMY = 130
"""From how many columns every goal has its sentence beside it, and not only the marked one."""
LEAST_NUMBER, MOST_NUMBER = 6, 24
LEAST_NAME = 16
STYLES: dict[State, str] = {
    "fulfilled": "goals--good", "missed": "goals--bad", "open": "goals--going", "undecided": "goals--unclear",
    "unset": "goals--unclear", "away": "goals--dim", "none": "goals--dim",
}  # fmt: skip


def number_width(lines: Iterable[Line]) -> int:
    """How wide the column of numbers is."""
    numbers = (line.number for line in lines if isinstance(line, Row) and line.gauge)
    return min(MOST_NUMBER, max((LEAST_NUMBER, *map(cell_len, numbers))))


def parts_of(line: Line, width: int, numbers: int, *, marked: bool) -> list[Part]:
    """The line in exactly `width` columns, with `numbers` of them for the numbers where there is room."""
    parts = _heading(line) if isinstance(line, Heading) else _row(line, width, numbers, marked=marked)
    return fitted(parts, width)


def _heading(heading: Heading) -> list[Part]:
    counts = [(f"{GAP}{STATE_SIGNS[state]} {count}", STYLES[state]) for state, count in heading.counts]
    return [(heading.name, "goals--heading"), *counts]


def _row(row: Row, width: int, numbers: int, *, marked: bool) -> list[Part]:
    style = STYLES[row.state]
    standing = _standing(row, width, numbers)
    room = width - len(MARK) - 2 - cell_len(standing)
    said = room // 2 if width >= ROOMY else 0
    return [
        (MARK if marked else BLANK, ""),
        (f"{row.sign} ", style),
        (padded(row.name, room - said), "goals--dim" if style == "goals--dim" else ""),
        (standing, style),
        (GAP + padded(printable(row.standing.reading.reason), said - len(GAP)) if said else "", "goals--dim"),
    ]


def _standing(row: Row, width: int, numbers: int) -> str:
    """The meter and the number behind a gap, as far as there is room for them; words where there is no meter."""
    bar = next((size for least, size in METERS if width >= least), 0)
    if width - numbers - bar - 3 * len(GAP) < LEAST_NAME:
        bar = 0
    room = (bar and bar + len(GAP)) + numbers
    if width - room - 3 * len(GAP) < LEAST_NAME:
        return ""
    if row.gauge is None:
        return GAP + padded(row.number, room)
    drawn = f"{meter(*row.gauge, bar)}{GAP}" if bar else ""
    return GAP + drawn + padded(row.number, numbers)


def padded(text: str, width: int) -> str:
    """`text` in exactly `width` columns, with an ellipsis when it is cut."""
    if cell_len(text) > width > 0:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, max(0, width))


def fitted(parts: Sequence[Part], width: int) -> list[Part]:
    """The parts in exactly `width` columns: what is too much is left out, what is missing is blank."""
    found = []
    for text, style in parts:
        text = set_cell_size(text, min(cell_len(text), width))
        width -= cell_len(text)
        found.append((text, style))
    return [*found, (" " * width, "")]
