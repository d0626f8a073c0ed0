"""A long text that was laid out beforehand: only the lines that are seen are drawn, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.console import Console, RenderableType
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

NARROWEST = 20


class Layout(NamedTuple):
    """Parts of a text as lines of at most `width` columns; `starts` are the lines that parts begin on."""

    width: int
    lines: tuple[Strip, ...]
    starts: tuple[int, ...]


def lay_out(parts: Sequence[RenderableType], width: int) -> Layout:
    """The parts, one below the other. It may be called in any thread, and takes a while for thousands of lines."""
    width = max(width, NARROWEST)
    console = Console(width=width, color_system=None, legacy_windows=False, _environ={})
    lines: list[Strip] = []
    starts = []
    for part in parts:
        starts.append(len(lines))
        lines += (Strip(line) for line in console.render_lines(part, pad=False))
    return Layout(width, tuple(lines), tuple(starts))


class Pages(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a `Layout`; the other keys than those for a line or all of it are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.layout_shown = Layout(0, (), ())

    def show(self, layout: Layout) -> None:
        """Show another text, from its beginning; the same text in another width from the part that was read."""
        at = self.part if len(layout.starts) == len(self.layout_shown.starts) else 0
        self.layout_shown = layout
        self.virtual_size = Size(layout.width, len(layout.lines))
        self.to(at)
        self.refresh()

    @property
    def part(self) -> int:
        """The number of the part that the first line seen belongs to."""
        top = round(self.scroll_y)
        return max((number for number, start in enumerate(self.layout_shown.starts) if start <= top), default=0)

    def to(self, part: int) -> None:
        """Put the beginning of a part at the top, or as near as there are lines for."""
        if starts := self.layout_shown.starts:
            self.scroll_to(y=starts[max(0, min(part, len(starts) - 1))], animate=False, force=True)

    def by_page(self, step: int) -> None:
        """A screenful on or back, but for two lines."""
        self.scroll_to(y=self.scroll_y + step * max(1, self.size.height - 2), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        at = y + round(self.scroll_y)
        lines = self.layout_shown.lines
        if at >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        return lines[at].crop_extend(0, self.size.width, None).apply_style(self.rich_style)
