"""What stands on a terminal as an SVG picture of its own: no font, style or address from anywhere else.

Fonts differ in how they draw blocks, dots and bars, if they have them at all, so these are drawn as shapes; letters are
text in whatever monospaced font there is, each run of them held to its columns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

WIDE, HIGH = 8, 16  # of a cell; both can be parted in eight
AROUND = 12
STEP = 12  # between the colours that a wheel is drawn with, so that there are few
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
PAPER, INK, FRAME = "#14161e", "#e0e0e0", "#808080"
QUADRANTS = dict(zip("▘▝▀▖▌▞▛▗▚▐▜▄▙▟█", range(1, 16), strict=True))
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
RUNS = re.compile(r"[!-~À-öø-ÿ”’–…·§]+(?: [!-~À-öø-ÿ”’–…·§]+)*|[^ ]")
"""Letters that every font has as wide as the others, with single spaces between; any other sign stands alone."""

Box = tuple[int, int, int, int]
Rows = Sequence[Sequence[Segment]]


class Drawing:
    """Boxes and letters in their colours, gathered so that each colour is said once."""

    def __init__(self) -> None:
        self.boxes: dict[tuple[str, int], list[Box]] = defaultdict(list)
        self.letters: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, colour: str, *boxes: Box) -> None:
        for box in boxes:
            self.boxes[colour, box[3]].append(box)

    def piece(self, x: int, y: int, text: str, style: Style) -> None:
        """A piece in one style: what lies behind it, its shapes, its letters, and the line under or through them."""
        front, behind = _colours(style)
        if QUADRANTS.keys() & set(text):
            front, behind = (colour if colour == PAPER else _near(colour) for colour in (front, behind))
        all_of_it = (x * WIDE, y * HIGH, cell_len(text) * WIDE, HIGH)
        if behind != PAPER:
            self.add(behind, all_of_it)
        letters = ""
        for place, sign in enumerate(text):
            shape = [((x + place) * WIDE + a, y * HIGH + b, c, d) for a, b, c, d in _shape(sign)]
            self.add(front, *shape)
            letters += " " if shape else sign
        weight = ' font-weight="bold"' if style.bold else ""
        slant = ' font-style="italic"' if style.italic else ""
        self.letters[front, weight + slant] += _runs(x, y, letters)
        for is_there, line in ((style.underline, HIGH - 2), (style.strike, HIGH // 2)):
            if is_there:
                self.add(front, (all_of_it[0], y * HIGH + line, all_of_it[2], 1))

    def svg(self, columns: int, rows: int, title: str) -> str:
        width, height = columns * WIDE + 2 * AROUND, rows * HIGH + 2 * AROUND
        shapes = (
            f'<path stroke="{colour}" stroke-width="{high}" d="{_path(boxes)}"/>'
            for (colour, high), boxes in sorted(self.boxes.items(), key=lambda item: -item[0][1])
        )
        texts = (f'<g fill="{colour}"{how}>{"".join(runs)}</g>' for (colour, how), runs in self.letters.items() if runs)
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="{-AROUND} {-AROUND} {width} {height}" role="img">',
                f"<title>{escape(title)}</title>",
                f'<rect x="{0.5 - AROUND}" y="{0.5 - AROUND}" width="{width - 1}" height="{height - 1}" rx="8" '
                f'fill="{PAPER}" stroke="{FRAME}"/>',
                '<g shape-rendering="crispEdges">',
                *shapes,
                "</g>",
                f'<g font-family="{FONT}" font-size="13.3">',
                *texts,
                "</g>",
                "</svg>\n",
            )
        )


def drawn(rows: Rows, title: str) -> str:
    """A picture of the rows of a terminal, with a title that says what it shows."""
    drawing = Drawing()
    columns = max(sum(cell_len(segment.text) for segment in row) for row in rows)
    for y, row in enumerate(rows):
        x = 0
        for text, style, _ in Segment.simplify(row):
            drawing.piece(x, y, text, style or Style())
            x += cell_len(text)
    return drawing.svg(columns, len(rows), title)


def _colours(style: Style) -> tuple[str, str]:
    """Of the letters, and of what is behind them."""
    front, behind = _hex(style.color, INK), _hex(style.bgcolor, PAPER)
    return (behind, front) if style.reverse else (front, behind)


def _runs(x: int, y: int, text: str) -> Iterator[str]:
    """Each run in its columns; a sign that fonts draw differently is set in the middle of its own."""
    for run in RUNS.finditer(text):
        left, count = (x + run.start()) * WIDE, len(run[0])
        if count > 1:
            place = f'x="{left}" textLength="{count * WIDE}" lengthAdjust="spacingAndGlyphs"'
        else:
            place = f'x="{left + WIDE // 2}" text-anchor="middle"'
        yield f'<text {place} y="{y * HIGH + 12}">{escape(run[0], quote=False)}</text>'


def _shape(sign: str) -> Iterator[Box]:
    """The boxes that a sign to draw with consists of, in its cell; none of a letter."""
    half, code = (WIDE // 2, HIGH // 2), ord(sign)
    if sign in QUADRANTS:
        for bit in (bit for bit in range(4) if QUADRANTS[sign] >> bit & 1):
            yield (bit % 2 * half[0], bit // 2 * half[1], *half)
    elif 0x2581 <= code <= 0x2587:  # from below
        part = HIGH * (code - 0x2580) // 8
        yield 0, HIGH - part, WIDE, part
    elif 0x2589 <= code <= 0x258F:  # from the left
        yield 0, 0, WIDE * (0x2590 - code) // 8, HIGH
    elif 0x2800 < code <= 0x28FF:
        for dot in (dot for bit, dot in enumerate(DOTS) if code - 0x2800 >> bit & 1):
            yield dot[0] * 4 + 1, dot[1] * 4 + 1, 2, 2
    else:
        yield from BARS.get(sign, ())


BARS: dict[str, tuple[Box, ...]] = {
    "▔": ((0, 0, 8, 2),),
    "▕": ((7, 0, 1, 16),),
    "│": ((3, 0, 1, 16),),
    "▰": ((1, 4, 6, 8),),
    "▱": ((1, 4, 6, 1), (1, 11, 6, 1), (1, 5, 1, 6), (6, 5, 1, 6)),
    "◆": ((3, 4, 2, 8), (2, 5, 4, 6), (1, 6, 6, 4)),
}
"""Lines at the edges of a cell, and the signs of a goal's meter."""


def _path(boxes: Sequence[Box]) -> str:
    """Boxes of one height as strokes through their middles, each from where the one before it ended."""
    path, at = "", (-1.0, -1.0)
    for x, y, width, height in boxes:
        middle = y + height // 2 if height % 2 == 0 else y + height / 2
        if at == (x, middle):
            path = f"{path[: path.rindex('h')]}h{int(path[path.rindex('h') + 1 :]) + width}"
        elif at[1] == middle:
            path += f"m{x - at[0]} 0h{width}"
        else:
            path += f"M{x} {middle}h{width}"
        at = (x + width, middle)
    return path


def _near(colour: str) -> str:
    """The nearest of fewer colours: each has its own line in the file, and those of a wheel run into each other."""
    return "#" + "".join(f"{min(255, round(int(colour[at : at + 2], 16) / STEP) * STEP):02x}" for at in (1, 3, 5))


def _hex(colour: Color | None, default: str) -> str:
    return default if colour is None or colour.is_default else colour.get_truecolor().hex
