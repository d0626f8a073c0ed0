"""The colours of the sub-pixels, from strips of colours along the year."""

from __future__ import annotations

from bisect import bisect_right
from math import inf

from vcycle.wheel.colour import blend
from vcycle.wheel.geometry import Geometry, Mixed, Pure
from vcycle.wheel.strips import Strip


class Shader:
    """Gives every sub-pixel its packed colour.

    It remembers the picture before and works out only what differs: a step marks other days, and of five thousand
    entries all others stay as they are.
    """

    def __init__(self) -> None:
        self._geometry: Geometry | None = None
        self._strips: tuple[Strip, ...] = ()
        self._colours: list[int] = []

    def shade(self, geometry: Geometry, strips: tuple[Strip, ...]) -> list[int]:
        """The colours of all sub-pixels; the list is used again for the next picture."""
        outside = strips[-1].values[0]
        if geometry is self._geometry and outside == self._strips[-1].values[0]:
            spans = [new.difference(old) for new, old in zip(strips, self._strips, strict=True)]
        else:
            self._geometry, self._colours = geometry, [outside] * (geometry.width * geometry.height)
            spans = [(0.0, strip.days) for strip in strips]
        self._strips = strips
        for strip, span, pixels in zip(strips, spans, geometry.pure, strict=True):
            if span is not None:
                self._fill(strip, pixels, *span)
        self._blend(strips, geometry.mixed, {zone: span for zone, span in enumerate(spans) if span is not None})
        return self._colours

    def _fill(self, strip: Strip, pixels: list[Pure], first: float, last: float) -> None:
        """What lies inside one zone, where it touches the days from `first` to `last`."""
        colours, starts, values, count = self._colours, strip.starts, strip.values, len(strip.starts)
        for index, start, end in pixels:
            if start <= last and end >= first:
                piece = bisect_right(starts, start)
                if piece == count or starts[piece] >= end:
                    colours[index] = values[piece - 1]
                else:
                    colours[index] = strip.mean(start, end)

    def _blend(self, strips: tuple[Strip, ...], pixels: list[Mixed], spans: dict[int, tuple[float, float]]) -> None:
        """What lies across the edge of zones of which one has changed, between the first and the last such day."""
        first = min((span[0] for span in spans.values()), default=inf)
        last = max((span[1] for span in spans.values()), default=-inf)
        for index, start, end, zone, steps in pixels:
            if start <= last and end >= first and (zone in spans or any(other in spans for other, _ in steps)):
                colour = _colour(strips[zone], start, end)
                for other, shares in steps:
                    colour = blend(colour, _colour(strips[other], start, end), shares)
                self._colours[index] = colour


def _colour(strip: Strip, start: float, end: float) -> int:
    starts = strip.starts
    piece = bisect_right(starts, start)
    if piece == len(starts) or starts[piece] >= end:
        return strip.values[piece - 1]
    return strip.mean(start, end)
