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
"""Units that a name outside keeps from the wheel where there is room, and one inside may reach out of its band."""
LONGEST = 7
"""Characters of a name that there is room for."""
SPILL = 2
"""Columns by which a line may reach out of the core."""


class Label(NamedTuple):
    """What stands on one row; `segment` is the index of the segment that it names."""

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

    Longer segments choose first. Names never overlap or touch. One of several words that has no room on a row has a
    row for each.
    """
    placed: list[Label] = []
    for index in sorted(range(len(segments)), key=lambda i: segments[i].first - segments[i].last):
        name = _name(layout, segments[index], index)
        if not any(_touch(label, other) for label in name for other in placed):
            placed += name
    return tuple(placed)


def _name(layout: Layout, segment: Segment, index: int) -> list[Label]:
    text = plain(segment.label, LONGEST)
    radius = layout.radius + (-layout.band / 2 if layout.large else OUTSIDE)
    length = segment.last + 1 - segment.first
    if not text or length / layout.pace(radius) < len(text) + 0.5:
        return []
    day = (segment.first + segment.last + 1) / 2
    shapes = ([text], text.split()) if " " in text else ([text],)
    return min((_best(layout, day, radius, words, index) for words in shapes), key=lambda name: _lack(layout, name))


def _best(layout: Layout, day: float, radius: float, words: Sequence[str], index: int) -> list[Label]:
    if layout.large:
        return _placed(layout, day, radius, words, index)
    tries = [_placed(layout, day, radius + step / 4, words, index) for step in range(7)]
    return max(tries, key=lambda name: min(*(_nearest(layout, label) - layout.radius for label in name), CLEAR))


def _placed(layout: Layout, day: float, radius: float, words: Sequence[str], index: int) -> list[Label]:
    """A name centred on its point inside the band, and beside it outside the wheel; a row for each of the words."""
    x, y = layout.point(day, radius)
    shift = 0.0 if layout.large else sin(2 * pi * day / layout.days)
    width, height = max(map(len, words)), len(words)
    column = round(x + (shift - 1) * width / 2)
    column = min(max(column, 0), layout.columns - width)
    row = min(max(floor(y / layout.aspect - (height - 1) / 2), 0), layout.rows - height)
    return [Label(row + number, column, word.center(width), index) for number, word in enumerate(words)]


def _lack(layout: Layout, name: Sequence[Label]) -> float:
    """How much room a name lacks inside the band, or outside the wheel with a blank to the edge of the frame."""
    nearest = min(_nearest(layout, label) for label in name)
    if layout.large:
        farthest = max(_farthest(layout, label) for label in name)
        return max(layout.radius - layout.band - nearest - CLEAR, farthest - layout.radius - CLEAR, 0.0)
    beside = min(min(label.column, layout.columns - label.column - len(label.text)) for label in name)
    return max(1 - beside, layout.radius - nearest, 0.0)


def _nearest(layout: Layout, label: Label) -> float:
    """The radius of the point of a name that is nearest to the middle."""
    x, y = layout.centre
    across = max(label.column - x, x - label.column - len(label.text), 0.0)
    top = label.row * layout.aspect
    along = max(top - y, y - top - layout.aspect, 0.0)
    return hypot(across, along)


def _farthest(layout: Layout, label: Label) -> float:
    x, y = layout.centre
    across = max(x - label.column, label.column + len(label.text) - x)
    top = label.row * layout.aspect
    return hypot(across, max(y - top, top + layout.aspect - y))


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
