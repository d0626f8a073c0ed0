"""What the interface can look like: dark, light, with high contrast, or without colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Shade
from textual.filter import LineFilter, Monochrome

from vcycle.config import Theme

ENOUGH = 7.0
"""The least contrast between a letter and what is behind it, as WCAG 2.2 asks for at its level AAA."""
PLENTY = 10.0
"""From this contrast a letter keeps its own colour."""
_NEAR_BLACK, _NEAR_WHITE = 0.02, 0.8
_LIGHT = 0.18
"""The luminance from which black letters are easier to read than white ones."""
_DRAWN = re.compile("[\u2580-\u259f\u2800-\u28ff\U0001fb00-\U0001fbff]")
"""Signs that are drawn with, whose two colours both mean something."""

BLACK, WHITE = Color.from_rgb(0, 0, 0), Color.from_rgb(255, 255, 255)


class HighContrast(LineFilter):
    """Makes every letter readable on what is behind it, whatever screen or plugin wrote it; drawings keep theirs."""

    def apply(self, segments: list[Segment], background: Shade) -> list[Segment]:
        behind = background.rich_color
        return [
            segment
            if segment.control or segment.style is None or _DRAWN.search(segment.text)
            else Segment(segment.text, readable(segment.style, behind))
            for segment in segments
        ]


@lru_cache(maxsize=1024)
def readable(style: Style, behind: Color) -> Style:
    """`style` with a letter of enough contrast; what is nearly black or white behind it becomes so."""
    ground = style.bgcolor if style.bgcolor is not None and not style.bgcolor.is_default else behind
    light = luminance(ground)
    best = WHITE if light < _LIGHT else BLACK
    if light <= _NEAR_BLACK or light >= _NEAR_WHITE or contrast(best, ground) < ENOUGH:
        ground = BLACK if best is WHITE else WHITE
    keeps = style.color is not None and contrast(style.color, ground) >= PLENTY
    letter = style.color if keeps else best
    return style + Style(color=letter, bgcolor=ground, dim=False)


def contrast(one: Color, other: Color) -> float:
    """From 1 to 21, as WCAG reckons it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Color) -> float:
    """From 0 (black) to 1 (white); what is left to the terminal counts as black."""
    if colour.type is ColorType.DEFAULT:
        return 0.0
    parts = (part / 255 for part in colour.get_truecolor())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Look(NamedTuple):
    """A theme of Textual's, what every line is passed through, and whether colours may carry anything."""

    theme: str
    filters: Sequence[LineFilter] = ()
    has_colours: bool = True


LOOKS: dict[Theme, Look] = {
    "dark": Look("textual-dark"),
    "light": Look("textual-light"),
    "contrast": Look("textual-dark", (HighContrast(),)),
    "mono": Look("textual-dark", (Monochrome(),), has_colours=False),
}
