"""The list of goals: one line each with sign, name, meter and number, under the headings of their areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from vcycle.tui.goals.board import Line, Row
from vcycle.tui.goals.drawing import STYLES, number_width, parts_of


class GoalList(ScrollView, can_focus=True):
    """One goal is marked; headings never are. A click on the marked goal posts `Chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {*STYLES.values(), "goals--heading", "goals--marked", "goals--rest"}

    class Marked(Message):
        """Another goal is marked."""

    class Chosen(Message):
        """Somebody wants the marked goal."""

    def __init__(self, *, list_id: str | None = None) -> None:
        super().__init__(id=list_id)
        self.lines: Sequence[Line] = ()
        self.rows: list[int] = []
        self.at = 0
        self._numbers = 0

    def show(self, lines: Sequence[Line], goal: str) -> None:
        """Show these lines, the goal with that id marked, or else the one nearest to the place of the last."""
        self.lines = lines
        self.rows = [at for at, line in enumerate(lines) if isinstance(line, Row)]
        self._numbers = number_width(lines)
        place = next((at for at in self.rows if self._goal_at(at) == goal), self.at)
        self.at = min(self.rows, key=lambda at: abs(at - place), default=0)
        self._fit()
        self.refresh()

    def _goal_at(self, at: int) -> str:
        line = self.lines[at]
        return line.id if isinstance(line, Row) else ""

    @property
    def row(self) -> Row | None:
        """The marked goal."""
        line = self.lines[self.at] if self.rows else None
        return line if isinstance(line, Row) else None

    def _fit(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.lines))
        self._reveal()

    def on_resize(self) -> None:
        self._fit()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        at = y + round(self.scroll_y)
        if at >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        marked = at == self.at
        base = self._marked_style() if marked else self.rich_style
        parts = parts_of(self.lines[at], width, self._numbers, marked=marked)
        return Strip([Segment(text, self._style(name, base, marked=marked)) for text, name in parts if text], width)

    def _marked_style(self) -> Style:
        return self.get_component_rich_style("goals--marked" if self.has_focus else "goals--rest")

    def _style(self, name: str, base: Style, *, marked: bool) -> Style:
        """A part's own colour over that of the line; what is dim elsewhere is as clear as the rest of a marked line."""
        if not name or (marked and name == "goals--dim"):
            return base
        return base + self.get_component_rich_style(name, partial=True)

    # Moving

    def action_move(self, step: int) -> None:
        if self.rows:
            place = self.rows.index(self.at) + step
            self.mark(self.rows[max(0, min(place, len(self.rows) - 1))])

    def action_first(self) -> None:
        self.action_move(-len(self.rows))

    def action_last(self) -> None:
        self.action_move(len(self.rows))

    def mark(self, at: int) -> None:
        """Mark the goal on that line."""
        if at != self.at:
            self.refresh_line(self.at)
            self.refresh_line(at)
            self.at = at
            self.post_message(self.Marked())
        self._reveal()

    def _reveal(self) -> None:
        """Scroll to the marked goal, with the heading above it where it is the first of its area."""
        height, top = self.size.height, round(self.scroll_y)
        first = self.at - 1 if self.at and self.at - 1 not in self.rows else self.at
        if height > 0 and not (top <= first and self.at < top + height):
            self.scroll_to(y=first if first < top else self.at - height + 1, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        at = event.y + round(self.scroll_y)
        if at == self.at and self.rows:
            self.post_message(self.Chosen())
        elif at in self.rows:
            self.mark(at)

    def on_focus(self) -> None:
        self.refresh(Region(0, 0, *self.size))

    def on_blur(self) -> None:
        self.refresh(Region(0, 0, *self.size))
