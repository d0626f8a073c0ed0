"""Sub-pixels to cells: two colours and a block character that come nearest to what they show."""

from __future__ import annotations

from functools import lru_cache

from vcycle.wheel.colour import unpack
from vcycle.wheel.frame import Cell
from vcycle.wheel.geometry import Geometry

QUADS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Quadrant blocks by mask: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""
Four = tuple[int, int, int, int]
Split = tuple[int, int, int]
"""A mask with the one or two sub-pixels in it, a single one given twice."""
SPLITS: tuple[Split, ...] = (
    (1, 0, 0),
    (2, 1, 1),
    (4, 2, 2),
    (8, 3, 3),
    (3, 0, 1),
    (5, 0, 2),
    (9, 0, 3),
)
"""All ways to part four sub-pixels in two groups."""
FLAT = 60
"""Squared distance of colours below which a cell is drawn in one colour."""


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
    reds = a >> 16, b >> 16, c >> 16, d >> 16
    greens = a >> 8 & 255, b >> 8 & 255, c >> 8 & 255, d >> 8 & 255
    blues = a & 255, b & 255, c & 255, d & 255
    wide = max(reds) - min(reds), max(greens) - min(greens), max(blues) - min(blues)
    if wide[0] ** 2 + wide[1] ** 2 + wide[2] ** 2 < FLAT:
        return Cell(" ", None, (_mean(reds), _mean(greens), _mean(blues)))
    mask, one, other = _best_split(reds, greens, blues)
    red, red_paper = _part(reds, one, other)
    green, green_paper = _part(greens, one, other)
    blue, blue_paper = _part(blues, one, other)
    return Cell(QUADS[mask], (red, green, blue), (red_paper, green_paper, blue_paper))


def _best_split(*channels: Four) -> Split:
    """The one of `SPLITS` that takes most of the variance.

    With e = 4 * pixel - sum of all, one pixel against three takes |e|^2 / 12, and two against two
    take |e1 + e2|^2 / 16.
    """
    first = second = third = fourth = right = below = across = 0
    for a, b, c, d in channels:
        total = a + b + c + d
        a, b, c, d = 4 * a - total, 4 * b - total, 4 * c - total, 4 * d - total
        first += a * a
        second += b * b
        third += c * c
        fourth += d * d
        right += (a + b) * (a + b)
        below += (a + c) * (a + c)
        across += (a + d) * (a + d)
    alone = 4 * first, 4 * second, 4 * third, 4 * fourth
    gains = (*alone, 3 * right, 3 * below, 3 * across)
    return SPLITS[gains.index(max(gains))]


def _part(channel: Four, one: int, other: int) -> tuple[int, int]:
    """Mean of the one or two pixels of the ink, and of the others."""
    ink = channel[one] + channel[other]
    if one == other:
        return channel[one], (sum(channel) - channel[one] + 1) // 3
    return (ink + 1) >> 1, (sum(channel) - ink + 1) >> 1


def _mean(channel: Four) -> int:
    return (sum(channel) + 2) >> 2
