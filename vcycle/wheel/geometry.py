"""Which zones and days every sub-pixel of a wheel covers.

A sub-pixel is taken as a box along the radius and along the arc, each side as long as the
sub-pixel spreads in that direction. So coverage is exact arithmetic instead of sampling, and one
quarter of the wheel gives the other three by reflection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from math import atan2, hypot, pi, sqrt
from typing import NamedTuple

from vcycle.wheel.colour import SHARES
from vcycle.wheel.layout import Layout

Pure = tuple[int, float, float]
"""Index of a sub-pixel inside one zone, first and last day (with fractions) that it covers."""
Steps = tuple[tuple[int, int], ...]
"""What to blend into a colour, in turn: zones with their sixteenths."""
Mixed = tuple[int, float, float, int, Steps]
"""As `Pure` for a sub-pixel across an edge, then its innermost zone and the zones further out."""


class Geometry(NamedTuple):
    """The sub-pixels of a wheel, `width` in a row and `height` rows, indexed row by row.

    `pure[z]` lie inside zone z of `Layout.zones()`, `mixed` across an edge; those wholly outside
    the wheel are not listed.
    """

    width: int
    height: int
    pure: tuple[list[Pure], ...]
    mixed: list[Mixed]


@lru_cache(maxsize=16)
def geometry(layout: Layout, across: int, down: int) -> Geometry:
    """Geometry for `across` times `down` sub-pixels in each cell."""
    width, height = layout.columns * across, layout.rows * down
    edges = [zone.lo for zone in layout.zones()[1:]]
    pure: tuple[list[Pure], ...] = tuple([] for _ in range(len(edges) + 1))
    mixed: list[Mixed] = []
    days = layout.days
    for column, row, radius, half, day, spread in quarter(layout, across, down):
        near, far = bisect_right(edges, radius - half), bisect_right(edges, radius + half)
        steps = _steps(edges, near, far, radius, half) if near != far else ()
        left, right = width - 1 - column, column
        up, low = (height - 1 - row) * width, row * width
        boxes = (
            (up + right, day - spread if day > spread else 0.0, day + spread),
            (low + right, days / 2 - day - spread, days / 2 - day + spread),
            (low + left, days / 2 + day - spread, days / 2 + day + spread),
            (up + left, days - day - spread, days - day + spread if day > spread else float(days)),
        )
        if steps:
            mixed += [(*box, near, steps) for box in boxes]
        else:
            pure[near].extend(boxes)
    return Geometry(width, height, pure, mixed)


def quarter(layout: Layout, across: int, down: int) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Lower right quarter: column, row, radius and half its spread, day and half its spread.

    The day is counted as in the upper right quarter. Sub-pixels outside the wheel are left out.
    """
    width, height = layout.columns * across, layout.rows * down
    wide, high = 1 / across, layout.aspect / down
    turn = layout.days / (2 * pi)
    for row in range(height // 2, height):
        dy = (row + 0.5 - height / 2) * high
        for column in range(width // 2, width):
            dx = (column + 0.5 - width / 2) * wide
            radius = hypot(dx, dy)
            half = sqrt((dx * wide) ** 2 + (dy * high) ** 2) / (2 * radius)
            if radius - half >= layout.radius:
                break
            along = sqrt((dy * wide) ** 2 + (dx * high) ** 2) / (2 * radius)
            yield column, row, radius, half, atan2(dx, dy) * turn, along / radius * turn


def _steps(edges: list[float], near: int, far: int, radius: float, half: float) -> Steps:
    """How the zones `near` to `far` share a sub-pixel; a share below 1/32 is dropped."""
    inner = radius - half
    steps = []
    for zone in range(near + 1, far + 1):
        lo = edges[zone - 1]
        hi = min(edges[zone], radius + half) if zone < len(edges) else radius + half
        shares = round(SHARES * (hi - lo) / (hi - inner))
        if shares:
            steps.append((zone, shares))
    return tuple(steps)
