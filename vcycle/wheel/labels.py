"""Where words stand: month names around or inside the month band, lines in the core."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import floor, hypot, pi, sin, sqrt
from typing import NamedTuple
from unicodedata import combining, east_asian_width, normalize

from vcycle.wheel.layout import Layout
from vcycle.wheel.year import Segment, WheelYear

OUTSIDE = 1.15
"""Units between the wheel and a name outside it."""
CLEAR = 0.5
"""Units that a name outside keeps from the wheel where there is room."""
LONGEST = 4
"""Characters of a month's name that there is room for."""
SPILL = 2
"""Columns by which a line may reach out of the core."""


class Label(NamedTuple):
    """A word of one row; `segment` is the index of the month that it names."""

    row: int
    column: int
    text: str
    segment: int


def plain(text: str, width: int) -> str:
    """The text as at most `width` characters of one cell each; others become a middle dot.

    Line breaks become blanks, combining and formatting characters are left out.
    """
    kept = []
    for char in normalize("NFC", text[: 4 * width]):
        if char.isspace():
            kept.append(" ")
        elif not char.isprintable():
            continue
        elif not combining(char):
            kept.append("·" if east_asian_width(char) in "WF" else char)
    return "".join(kept)[:width].strip()


@lru_cache(maxsize=64)
def month_labels(layout: Layout, segments: tuple[Segment, ...]) -> tuple[Label, ...]:
    """The names of the segments, without those too short for theirs or in the way of another.

    Longer segments choose first. Names never overlap or touch.
    """
    placed: list[Label] = []
    for index in sorted(range(len(segments)), key=lambda i: segments[i].first - segments[i].last):
        label = _label(layout, segments[index], index)
        if label is not None and not any(_touch(label, other) for other in placed):
            placed.append(label)
    return tuple(placed)


def _label(layout: Layout, segment: Segment, index: int) -> Label | None:
    text = plain(segment.label, LONGEST)
    radius = layout.radius + (-layout.band / 2 if layout.large else OUTSIDE)
    length = segment.last + 1 - segment.first
    if not text or length / layout.pace(radius) < len(text) + 0.5:
        return None
    day = (segment.first + segment.last + 1) / 2
    if layout.large:
        return _placed(layout, day, radius, text, index)
    tries = [_placed(layout, day, radius + step / 4, text, index) for step in range(7)]
    return max(tries, key=lambda label: min(_clearance(layout, label), CLEAR))


def _placed(layout: Layout, day: float, radius: float, text: str, index: int) -> Label:
    """A name centred on its point inside the band, and beside it outside the wheel."""
    x, y = layout.point(day, radius)
    shift = 0.0 if layout.large else sin(2 * pi * day / layout.days)
    column = round(x + (shift - 1) * len(text) / 2)
    column = min(max(column, 0), layout.columns - len(text))
    row = min(max(floor(y / layout.aspect), 0), layout.rows - 1)
    return Label(row, column, text, index)


def _clearance(layout: Layout, label: Label) -> float:
    """Units between a name and the wheel; negative where it covers some of the wheel."""
    x, y = layout.centre
    across = max(label.column - x, x - label.column - len(label.text), 0.0)
    top = label.row * layout.aspect
    along = max(top - y, y - top - layout.aspect, 0.0)
    return hypot(across, along) - layout.radius


def _touch(one: Label, other: Label) -> bool:
    return (
        one.row == other.row
        and one.column <= other.column + len(other.text)
        and other.column <= one.column + len(one.text)
    )


def core_lines(layout: Layout, year: WheelYear) -> list[tuple[int, int, str]]:
    """Row, column and text of the lines in the core; the title is first and always there.

    Of the other lines as many are shown as there is room for in the core.
    """
    width = layout.columns
    lines = [plain(year.title, width), *(plain(line, width) for line in year.core)]
    while len(lines) > 1 and _spill(layout, lines, _top(layout, lines)) > SPILL:
        lines.pop()
    top = _top(layout, lines)
    return [(top + number, round((layout.columns - len(text)) / 2), text) for number, text in enumerate(lines)]


def _top(layout: Layout, lines: Sequence[str]) -> int:
    """The middle row for the first line that keeps the lines best inside the core."""
    upper = (layout.rows - len(lines)) // 2
    lower = (layout.rows - len(lines) + 1) // 2
    return min((lower, upper), key=lambda top: _spill(layout, lines, top))


def _spill(layout: Layout, lines: Sequence[str], top: int) -> float:
    """By how many columns the worst line reaches out of the core."""
    centre = layout.rows / 2
    worst = 0.0
    for number, text in enumerate(lines):
        off = (top + number + 0.5 - centre) * layout.aspect
        chord = 2 * sqrt(max(layout.core**2 - off**2, 0.0))
        worst = max(worst, len(text) - chord)
    return worst
