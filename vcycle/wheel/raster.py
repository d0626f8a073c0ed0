"""Sub-pixels to cells: two colours and a block character that come nearest to what they show."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from vcycle.wheel.colour import blend, unpack
from vcycle.wheel.frame import Cell
from vcycle.wheel.geometry import Geometry
from vcycle.wheel.strips import Strip

QUADS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Quadrant blocks by mask: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""
SPLITS = (1, 2, 4, 8, 3, 5, 9)
"""All ways to part four sub-pixels in two groups, as the mask of one group."""
FLAT = 60
"""Squared distance of colours below which a cell is drawn in one colour."""


def shade(geometry: Geometry, strips: tuple[Strip, ...]) -> list[int]:
    """The packed colour of every sub-pixel."""
    colours = [strips[-1].values[0]] * (geometry.width * geometry.height)
    for strip, pixels in zip(strips, geometry.pure, strict=True):
        starts, values, count = strip.starts, strip.values, len(strip.starts)
        for index, start, end in pixels:
            piece = bisect_right(starts, start)
            if piece == count or starts[piece] >= end:
                colours[index] = values[piece - 1]
            else:
                colours[index] = strip.mean(start, end)
    for index, start, end, zone, steps in geometry.mixed:
        colour = _colour(strips[zone], start, end)
        for other, shares in steps:
            colour = blend(colour, _colour(strips[other], start, end), shares)
        colours[index] = colour
    return colours


def _colour(strip: Strip, start: float, end: float) -> int:
    starts = strip.starts
    piece = bisect_right(starts, start)
    if piece == len(starts) or starts[piece] >= end:
        return strip.values[piece - 1]
    return strip.mean(start, end)


def quad_rows(geometry: Geometry, colours: list[int]) -> list[list[Cell]]:
    """Cells of two by two sub-pixels."""
    width = geometry.width
    rows = []
    for top in range(0, len(colours), 2 * width):
        upper, lower = colours[top : top + width], colours[top + width : top + 2 * width]
        rows.append(list(map(fit, upper[::2], upper[1::2], lower[::2], lower[1::2])))
    return rows


def half_rows(geometry: Geometry, colours: list[int]) -> list[list[Cell]]:
    """Cells of one sub-pixel above another."""
    width = geometry.width
    return [
        list(map(_half, colours[top : top + width], colours[top + width : top + 2 * width]))
        for top in range(0, len(colours), 2 * width)
    ]


@lru_cache(maxsize=1 << 14)
def _half(upper: int, lower: int) -> Cell:
    if upper == lower:
        return Cell(" ", None, unpack(upper))
    return Cell("▀", unpack(upper), unpack(lower))


@lru_cache(maxsize=1 << 16)
def fit(a: int, b: int, c: int, d: int) -> Cell:
    """The cell nearest to four packed colours (upper left, upper right, lower left, lower right).

    Of the seven ways to part them in two groups the one with the least squared error is taken.
    """
    if a == b == c == d:
        return Cell(" ", None, unpack(a))
    pixels = [unpack(value) for value in (a, b, c, d)]
    reds, greens, blues = zip(*pixels, strict=True)
    spread = max(reds) - min(reds), max(greens) - min(greens), max(blues) - min(blues)
    if sum(value * value for value in spread) < FLAT:
        return Cell(" ", None, _mean(pixels))
    mask = _best_split(reds, greens, blues)
    ink = [pixel for bit, pixel in enumerate(pixels) if mask >> bit & 1]
    paper = [pixel for bit, pixel in enumerate(pixels) if not mask >> bit & 1]
    return Cell(QUADS[mask], _mean(ink), _mean(paper))


def _best_split(*channels: tuple[int, int, int, int]) -> int:
    """The mask of `SPLITS` that takes most of the variance.

    With e = 4 * pixel - sum of all, one pixel against three takes |e|^2 / 12, and two against two
    take |e1 + e2|^2 / 16.
    """
    alone = [0, 0, 0, 0]
    right = below = across = 0
    for a, b, c, d in channels:
        total = a + b + c + d
        a, b, c, d = 4 * a - total, 4 * b - total, 4 * c - total, 4 * d - total
        alone[0] += a * a
        alone[1] += b * b
        alone[2] += c * c
        alone[3] += d * d
        right += (a + b) ** 2
        below += (a + c) ** 2
        across += (a + d) ** 2
    gains = [4 * gain for gain in alone] + [3 * right, 3 * below, 3 * across]
    return SPLITS[gains.index(max(gains))]


def _mean(pixels: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    count = len(pixels)
    r, g, b = map(sum, zip(*pixels, strict=True))
    return round(r / count), round(g / count), round(b / count)
