"""What is sent to the terminal: exactly the spans that changed, each colour named only where it changes.

Textual 8.2 sends a dirty row from the left edge of its widget, and every piece of it with all its colours and a reset.
On a screen that is mostly one wide, many-coloured widget that is three times as much as what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.strip import Strip

Place = tuple[int, int]
"""Column and row."""


class SpanCompositor(Compositor):
    """A compositor whose updates are short."""

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        full = super().render_full_update(simplify)
        return WholeUpdate(full.strips, full.region)

    def render_partial_update(self) -> ChopsUpdate | None:
        part = super().render_partial_update()
        return part and SpanUpdate(part.chops, part.spans, part.chop_ends)


class WholeUpdate(LayoutUpdate):
    """All rows of the screen."""

    def render_segments(self, console: Console) -> str:
        rows = enumerate(self.strips, self.region.y)
        return encode((((self.region.x, y), [s for strip in line for s in strip]) for y, line in rows), console)


class SpanUpdate(ChopsUpdate):
    """The changed spans of rows, cut where they begin and end."""

    def render_segments(self, console: Console) -> str:
        return encode(self._pieces(), console)

    def _pieces(self) -> Iterator[tuple[Place, Strip]]:
        for y, first, after in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and x < after and first < end:
                    yield (max(x, first), y), strip.crop(max(first - x, 0), min(end, after) - x)


class Codes(NamedTuple):
    """The parameters of the escape sequences for a style; an empty one is what a reset gives."""

    attributes: str
    fg: str
    bg: str


RESET = Codes("", "", "")


def encode(pieces: Iterable[tuple[Place, Iterable[Segment]]], console: Console) -> str:
    """Segments at their places as text for a terminal, which they leave without any style."""
    system = COLOR_SYSTEMS.get(console.color_system or "truecolor", ColorSystem.TRUECOLOR)
    out: list[str] = []
    before = RESET
    for (x, y), segments in pieces:
        out.append(Control.move_to(x, y).segment.text)
        for text, style, control in segments:
            if not control:
                codes = RESET if style is None else _codes(style, system)
                out += _change(before, codes), text
                before = codes
    out.append(_change(before, RESET))
    return "".join(out)


@lru_cache(maxsize=1 << 14)
def _codes(style: Style, system: ColorSystem) -> Codes:
    fg, bg = (colour and colour.downgrade(system) for colour in (style.color, style.bgcolor))
    return Codes(
        Strip.render_ansi(style.without_color, system),
        ";".join(fg.get_ansi_codes()) if fg else "",
        ";".join(bg.get_ansi_codes(foreground=False)) if bg else "",
    )


@lru_cache(maxsize=1 << 14)
def _change(before: Codes, after: Codes) -> str:
    """The escape sequence that leads from one style to another."""
    if before == after:
        return ""
    if after == RESET or before.attributes not in ("", after.attributes):
        return "\x1b[" + ";".join(filter(None, ("0", *after))) + "m"
    attributes = "" if before.attributes else after.attributes
    fg = "" if before.fg == after.fg else after.fg or "39"
    bg = "" if before.bg == after.bg else after.bg or "49"
    return "\x1b[" + ";".join(filter(None, (attributes, fg, bg))) + "m"
