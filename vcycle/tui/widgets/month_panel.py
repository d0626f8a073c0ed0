"""The panel beside the wheel as a widget: it gives the pure lines a size, and says what was clicked on."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from vcycle.services.wheel_page import WheelPage
from vcycle.tui.month_list import Look, PanelLine, panel
from vcycle.wheel import Palette, Selection


class MonthPanel(Widget):
    """Legend and month; posts `Clicked` with the line under the pointer."""

    class Clicked(Message):
        """Somebody clicked on a line."""

        def __init__(self, line: PanelLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, coloured: bool, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self.coloured = coloured
        self.lines: list[PanelLine] = []
        self._shown: tuple[WheelPage, Selection, Palette] | None = None

    def show(self, page: WheelPage, selection: Selection, palette: Palette) -> None:
        """Show another year or selection."""
        self._shown = page, selection, palette
        self.refresh()

    def render(self) -> Text:
        if self._shown is None or not self.content_size:
            return Text()
        page, selection, palette = self._shown
        look = Look(*self.content_size, palette, self.coloured)
        self.lines = panel(page, selection, look)
        return Text("\n", no_wrap=True).join(line.text for line in self.lines)

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and place.y < len(self.lines):
            self.post_message(self.Clicked(self.lines[place.y]))
