"""A list with columns that draws only the lines it shows: ten thousand rows open and scroll as fast as ten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from vcycle.model.text import is_even

MARK = "▸"
GAP = "  "
LEAST = 4
"""Columns that the narrowest column keeps, its ellipsis included."""
WIDEST = 120


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and whether what stands under it is lined up to the right."""

    title: str
    right: bool = False


Row = tuple[str, ...]


class Ticks(NamedTuple):
    """What stands before rows that are ticked and before those that are not, one column each.

    A click there ticks, and so does Ctrl with a click on the row; any click on it when `anywhere`.
    """

    on: str = "●"
    off: str = " "
    anywhere: bool = False


class Sheet(ScrollView, can_focus=True):
    """Rows of printable texts; one is marked. A click on the marked row posts `Chosen`.

    With `ticks`, any number of them may be ticked besides: what a click asks for is posted as `Ticked`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--head", "sheet--marked", "sheet--rest", "sheet--ticked"}

    class Marked(Message):
        """Another row than before is marked: the one with this number."""

        def __init__(self, sheet: Sheet, row: int) -> None:
            super().__init__()
            self.sheet, self.row = sheet, row

        @property
        def control(self) -> Sheet:
            return self.sheet

    class Chosen(Message):
        """Somebody wants the row with this number."""

        def __init__(self, sheet: Sheet, row: int) -> None:
            super().__init__()
            self.sheet, self.row = sheet, row

        @property
        def control(self) -> Sheet:
            return self.sheet

    class Ticked(Message):
        """Somebody wants the row with this number ticked, or no longer so."""

        def __init__(self, sheet: Sheet, row: int) -> None:
            super().__init__()
            self.sheet, self.row = sheet, row

        @property
        def control(self) -> Sheet:
            return self.sheet

    class HeadClicked(Message):
        """Somebody clicked on the heading of the column with this number."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, head: bool = True, ticks: Ticks | None = None, sheet_id: str | None = None) -> None:
        super().__init__(id=sheet_id)
        self.head = int(head)
        self.ticks = ticks
        self.ticked: Collection[int] = ()
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[Row] = ()
        self.marked = 0
        self._natural: list[int] = []
        self._widths: list[int] = []

    def show(
        self, columns: Sequence[Column], rows: Sequence[Row], marked: int = 0, ticked: Collection[int] = ()
    ) -> None:
        """Show other rows, one of them marked, those with some numbers ticked."""
        self.columns, self.rows, self.ticked = columns, rows, ticked
        self.marked = max(0, min(marked, len(rows) - 1))
        self._natural = natural_widths(columns if self.head else (), rows)
        self._fit()
        self.refresh()

    def tick(self, rows: Collection[int]) -> None:
        """Show these rows as ticked, and no others."""
        self.ticked = rows
        self.refresh()

    @property
    def margin(self) -> int:
        """Columns before the first one's text."""
        return len(self._before(0))

    def _before(self, row: int) -> str:
        sign = "" if self.ticks is None else self.ticks.on if row in self.ticked else self.ticks.off
        return f"{MARK if row == self.marked else ' '}{sign} "

    def _fit(self) -> None:
        width = self.scrollable_content_region.width
        self._widths = widths(self._natural, width - self.margin)
        self.virtual_size = Size(width, len(self.rows) + self.head)
        self._reveal()

    def on_resize(self) -> None:
        self._fit()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the headings stay above whatever is scrolled to."""
        width = self.scrollable_content_region.width
        if y < self.head:
            return self._line(" " * self.margin, tuple(c.title for c in self.columns), self._style("head"), width)
        row = y - self.head + round(self.scroll_y)
        if row >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        style = "marked" if row == self.marked else "ticked" if row in self.ticked else ""
        return self._line(self._before(row), self.rows[row], self._style(style), width)

    def _style(self, name: str) -> Style:
        if not name:
            return self.rich_style
        if name == "marked" and not self.has_focus and not self.has_class("-always"):
            name = "rest"
        return self.get_component_rich_style(f"sheet--{name}")

    def _line(self, before: str, cells: Row, style: Style, width: int) -> Strip:
        right = [column.right for column in self.columns]
        parts = [_padded(*part) for part in zip(cells, self._widths, right, strict=False) if part[1]]
        return Strip([Segment(set_cell_size(before + GAP.join(parts), width), style)], width)

    # Moving

    def action_move(self, step: int) -> None:
        self.mark(self.marked + step)

    def action_page(self, step: int) -> None:
        self.mark(self.marked + step * max(1, self.size.height - self.head - 1))

    def action_first(self) -> None:
        self.mark(0)

    def action_last(self) -> None:
        self.mark(len(self.rows) - 1)

    def mark(self, row: int) -> None:
        """Mark the row with this number, or the nearest there is, and scroll to it."""
        row = max(0, min(row, len(self.rows) - 1))
        if row != self.marked:
            self.marked = row
            self.refresh()
            self.post_message(self.Marked(self, row))
        self._reveal()

    def _reveal(self) -> None:
        lines = self.size.height - self.head
        top = round(self.scroll_y)
        if lines > 0 and not top <= self.marked < top + lines:
            wanted = self.marked if self.marked < top else self.marked - lines + 1
            self.scroll_to(y=wanted, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        if event.y < self.head:
            self._head_clicked(event.x)
            return
        row = event.y - self.head + round(self.scroll_y)
        if row >= len(self.rows):
            return
        if self.ticks and (self.ticks.anywhere or event.ctrl or event.x < self.margin):
            self.mark(row)
            self.post_message(self.Ticked(self, row))
        elif row == self.marked:
            self.post_message(self.Chosen(self, row))
        else:
            self.mark(row)

    def _head_clicked(self, x: int) -> None:
        right = self.margin
        for number, width in enumerate(self._widths):
            right += width + len(GAP) * bool(width)
            if x < right:
                self.post_message(self.HeadClicked(number))
                return

    def on_focus(self) -> None:
        self.refresh(Region(0, 0, *self.size))

    def on_blur(self) -> None:
        self.refresh(Region(0, 0, *self.size))


def natural_widths(columns: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    """How wide each column would be with nothing cut."""
    heads = [cell_len(column.title) for column in columns]
    if not rows:
        return heads
    measure = len if is_even("".join(map("".join, rows))) else cell_len  # then lengths are widths, at once for all
    found = [min(max(map(measure, cells)), WIDEST) for cells in zip(*rows, strict=True)]
    return [max(pair) for pair in zip(found, heads, strict=True)] if heads else found


def widths(natural: Sequence[int], room: int) -> list[int]:
    """The widths of columns that share `room`: the widest give way first, the first column last.

    0 for columns at the right that have no room at all, and for those with nothing in them.
    """
    shown = [width for width in natural if width]
    while len(shown) > 1 and len(shown) * (LEAST + len(GAP)) - len(GAP) > room:
        shown.pop()
    room -= len(GAP) * max(0, len(shown) - 1)
    if shown and sum(shown) > room:
        first = min(shown[0], max(room // len(shown), room * 9 // 20), room - LEAST * (len(shown) - 1))
        shown = [first, *_shared(shown[1:], room - first)] if len(shown) > 1 else [room]
    left = iter(shown)
    return [max(0, next(left, 0)) if width else 0 for width in natural]


def _shared(natural: Sequence[int], room: int) -> list[int]:
    """What each gets of `room` when nobody gets more than the others while they lack something."""
    found = [0] * len(natural)
    for place, at in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        found[at] = min(natural[at], room // (len(natural) - place))
        room -= found[at]
    return found


def _padded(text: str, width: int, right: bool) -> str:
    """`text` in exactly `width` columns of the terminal, with an ellipsis when it is cut."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(set_cell_size(text[:width], width - 1).rstrip() + "…", width)
    return " " * (width - size) + text if right else text + " " * (width - size)
