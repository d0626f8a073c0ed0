"""The wheel as a widget: it gives the pure drawing a size and colours, and repaints only what changed."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from vcycle.wheel import (
    DARK,
    RGB,
    Cell,
    Frame,
    Glyphs,
    Hit,
    Palette,
    Selection,
    Shader,
    WheelYear,
    changed_spans,
    draw,
    fits,
    hit,
    room,
)


class WheelView(Widget):
    """Shows a `WheelYear` with a `Selection`; posts `Clicked` with what lies under the pointer."""

    class Clicked(Message):
        """Somebody clicked on the wheel; `hit` is None beside it."""

        def __init__(self, hit: Hit | None) -> None:
            super().__init__()
            self.hit = hit

    class Turned(Message):
        """Somebody turned the mouse's wheel over ours: one step forwards (1) or backwards (-1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Room(Message):
        """The widget has got another size; there is room for so many rings in it."""

        def __init__(self, rings: int) -> None:
            super().__init__()
            self.rings = rings

    def __init__(self, *, glyphs: Glyphs = "quad", widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self.glyphs = glyphs
        self.palette = DARK
        self.aspect = 2.0
        self._year: WheelYear | None = None
        self._selection = Selection()
        self._frame: Frame | None = None
        self._drawn: object = None
        self._shader = Shader()

    @property
    def has_room(self) -> bool:
        """Whether a wheel fits in the widget as it is now."""
        return self._year is not None and fits(*self.size, len(self._year.tracks), self.aspect)

    def show(self, year: WheelYear, selection: Selection, palette: Palette) -> None:
        """Draw another year or selection; only the cells that differ are sent to the terminal."""
        old, drawn = self._frame, self._drawn
        self._year, self._selection, self.palette = year, selection, palette
        if old is None or drawn != self._stage:
            self._drawn = None
            self.refresh()
            return
        self._draw()
        if self._frame is not None:
            for y, first, after in changed_spans(old, self._frame):
                self.refresh(Region(first, y, after - first, 1))

    @property
    def _stage(self) -> object:
        """What a drawing was made for besides the year; with another one it must be made anew."""
        return self.size, self.aspect

    def _draw(self) -> None:
        self._drawn = self._stage
        self._frame = None
        if self._year is not None and self.has_room:
            year, shown = self._year, (self._selection, self.size, self.glyphs, self.aspect, self.palette)
            self._frame = draw(year, *shown, self._shader)

    def render_line(self, y: int) -> Strip:
        # Drawn when the first line is asked for: after a resize the size is known before any event arrives.
        if self._drawn != self._stage:
            self._draw()
        if self._frame is None or y >= len(self._frame.rows):
            return Strip.blank(self.size.width, self.rich_style)
        strip = Strip(_segments(self._frame.rows[y]), self.size.width)
        return strip.apply_style(self.rich_style) if self.glyphs in ("braille", "mono") else strip

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Room(room(*event.size, self.aspect)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.post_message(self.Turned(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.post_message(self.Turned(-1))

    def on_click(self, event: events.Click) -> None:
        if self._year is None or self._frame is None:
            return
        place = (event.x + 0.5, event.y + 0.5)
        found = hit(self._year, place, self.size, self.aspect, self._selection.key)
        self.post_message(self.Clicked(found))


def aspect_of(event: events.Resize) -> float:
    """How many times as high as wide a cell of the terminal is, within what fonts really do."""
    if event.pixel_size is None or not (event.size and event.pixel_size):
        return 2.0
    wide = event.pixel_size.width / event.size.width
    high = event.pixel_size.height / event.size.height
    return min(2.6, max(1.6, high / wide))


def _segments(row: tuple[Cell, ...]) -> list[Segment]:
    """A row of cells with equal neighbours joined: a third of the bytes over a slow line."""
    segments: list[Segment] = []
    text, style = "", None
    for cell in row:
        own = _style(cell.fg, cell.bg, cell.bold, cell.reverse)
        if own is not style and text:
            segments.append(Segment(text, style))
            text = ""
        text, style = text + cell.char, own
    segments.append(Segment(text, style))
    return segments


@lru_cache(maxsize=16384)
def _style(fg: RGB | None, bg: RGB | None, bold: bool, reverse: bool) -> Style:
    """A step blends hundreds of new pairs of colours; a style of two colours alone is made much faster."""
    plain = Style.from_color(_colour(fg), _colour(bg))
    return plain + Style(bold=bold or None, reverse=reverse or None) if bold or reverse else plain


@lru_cache(maxsize=4096)
def _colour(colour: RGB | None) -> Color | None:
    return None if colour is None else Color.from_rgb(*colour)
