"""The panel beside the wheel as a widget: it gives the pure lines a size, and says what was clicked on."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest

from rich.text import Text
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from vcycle.services.wheel_page import WheelPage
from vcycle.tui.keys import with_keys
from vcycle.tui.month_list import Look, PanelLine, panel
from vcycle.wheel import Palette, Selection


class MonthPanel(Widget):
    """Legend and month; posts `Clicked` with the line under the pointer."""

    class Clicked(Message):
        """Somebody clicked on a line."""

        def __init__(self, line: PanelLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, coloured: bool, numbered: bool, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self.coloured, self.numbered = coloured, numbered
        self.lines: list[PanelLine] = []
        self.todo: tuple[str, ...] = ()
        self._shown: tuple[WheelPage, Selection, Palette] | None = None
        self._made_for: object = None

    def show(self, page: WheelPage, selection: Selection, palette: Palette) -> None:
        """Show another year or selection; only the lines that differ are drawn anew."""
        before, width = self.lines, self.content_size.width
        self._shown = page, selection, palette
        self._draw(before, width)

    def show_todo(self, todo: tuple[str, ...]) -> None:
        """Show what needs attention: how much it is, then a line for each of the first things."""
        self.todo = todo
        self._draw(self.lines, self.content_size.width)

    def _draw(self, before: list[PanelLine], width: int) -> None:
        self._make()
        if not before:
            self.refresh()
        for y, (old, new) in enumerate(zip_longest(before, self.lines)):
            if old is None or new is None or not _alike(old.text, new.text):
                self.refresh(Region(0, y, width, 1))

    def render(self) -> Text:
        """The whole, as it is when text in it is selected with the mouse."""
        self._make()
        return Text("\n", no_wrap=True).join(line.text for line in self.lines)

    def render_line(self, y: int) -> Strip:
        """One line: a step draws those that differ, and not all."""
        self._make()
        if self.text_selection is not None:
            return super().render_line(y)
        text = self.lines[y].text if y < len(self.lines) else Text()
        console, style = self.app.console, self.rich_style
        strip = Strip(text.render(console)).apply_style(style + console.get_style(text.style))
        return strip.adjust_cell_length(self.content_size.width, style).apply_offsets(0, y)

    def _make(self) -> None:
        """The lines for what is shown, at the size that the widget has now."""
        wanted = self._shown, self.content_size, self.todo
        if self._shown is None or not self.content_size or self._made_for == wanted:
            return
        page, selection, palette = self._shown
        look = Look(*self.content_size, palette, self.coloured, self.numbered, partial(with_keys, self))
        self.lines = panel(page, selection, look, self.todo)
        self._made_for = wanted

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and place.y < len(self.lines):
            self.post_message(self.Clicked(self.lines[place.y]))


def _alike(one: Text, other: Text) -> bool:
    return one == other and one.style == other.style  # two texts are equal whatever style the whole has
