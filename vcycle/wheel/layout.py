"""Radii of the wheel for a size in cells, and where a day lies on the screen.

The unit is the width of a cell; a cell is `aspect` units high. Angles run clockwise from twelve
o'clock. Ring edges lie on whole vertical sub-pixels, which is what makes small rings crisp.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, floor, hypot, inf, pi, sin
from typing import Literal, NamedTuple

Glyphs = Literal["quad", "half", "braille", "mono"]
ZoneKind = Literal["core", "track", "gap", "week", "month", "outside"]

MIN_COLUMNS = 44
MIN_ROWS = 20
MAX_TRACKS = 35
RING_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""Marks of the rings, from the outermost, as keys to a legend."""
SMALL_CORE, LEAST_CORE = 4.0, 3.0
"""Radius that rings of a small wheel leave for the title, and the least that many rings leave."""
WIDEST_STEP = 5.0
"""Units from ring to ring, on a large wheel in proportion: one ring alone is a ring and no disc."""


class Zone(NamedTuple):
    """A band between two radii; `track` is the index of the track for kind "track"."""

    kind: ZoneKind
    lo: float
    hi: float
    track: int = 0

    @property
    def middle(self) -> float:
        """Radius halfway through the zone."""
        return (self.lo + self.hi) / 2


class Layout(NamedTuple):
    """Radii in units: `radius` of the wheel, `rim` inside month band and weeks, `core` inside all.

    Track i lies between `rim - (i+1)*step` and `rim - i*step - gap`. On a `large` wheel the month
    names stand inside the month band, otherwise outside the wheel.
    """

    columns: int
    rows: int
    aspect: float
    days: int
    tracks: int
    large: bool
    pixel: float
    radius: float
    band: float
    rim: float
    step: float
    gap: float
    core: float

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the wheel in units."""
        return self.columns / 2, self.rows * self.aspect / 2

    def point(self, day: float, radius: float) -> tuple[float, float]:
        """Where a day lies at a radius, in units from the upper left corner."""
        turn = 2 * pi * day / self.days
        x, y = self.centre
        return x + radius * sin(turn), y - radius * cos(turn)

    def polar(self, x: float, y: float) -> tuple[float, float]:
        """Radius and day (with its fraction) of a point in units."""
        cx, cy = self.centre
        dx, dy = x - cx, y - cy
        return hypot(dx, dy), (atan2(dx, -dy) / (2 * pi) % 1.0) * self.days

    def pace(self, radius: float) -> float:
        """Days per unit of arc at a radius."""
        return self.days / (2 * pi * max(radius, 1.0))

    def track_zone(self, index: int) -> Zone:
        """The band of a track."""
        hi = self.rim - index * self.step - self.gap
        return Zone("track", self.rim - (index + 1) * self.step, hi, index)

    def zones(self) -> tuple[Zone, ...]:
        """All zones from the core outwards, without holes between them."""
        zones = [Zone("core", 0.0, self.core)]
        for index in reversed(range(self.tracks)):
            track = self.track_zone(index)
            zones += [track, Zone("gap", track.hi, track.hi + self.gap)]
        inside = self.radius - self.band
        if inside > self.rim:
            week = self.rim + self.pixel
            zones += [Zone("week", self.rim, week), Zone("gap", week, inside)]
        zones += [Zone("month", inside, self.radius), Zone("outside", self.radius, inf)]
        return tuple(zones)


def fits(columns: int, rows: int, tracks: int = 5, aspect: float = 2.0) -> bool:
    """Whether a wheel with so many tracks can be drawn in so many cells."""
    if columns < MIN_COLUMNS or rows < MIN_ROWS or tracks > MAX_TRACKS or aspect <= 0:
        return False
    return layout(columns, rows, 365, tracks, aspect).core >= LEAST_CORE


@lru_cache(maxsize=256)
def layout(columns: int, rows: int, days: int, tracks: int, aspect: float = 2.0) -> Layout:
    """The radii for a size in cells; `fits` says whether they are of any use."""
    pixel = aspect / 2
    reach = min(columns / 2 - 0.5, rows * aspect / 2 - 0.4)
    count = max(1, tracks)
    radii = _small(columns, rows, aspect, count) if reach < 30 else _large(reach, pixel, count)
    radius, band, rim, step, gap = radii
    core = rim - tracks * step
    return Layout(columns, rows, aspect, days, tracks, reach >= 30, pixel, radius, band, rim, step, gap, core)


def room(columns: int, rows: int, aspect: float = 2.0) -> int:
    """How many tracks of two sub-pixels with one between them there is room for; five at least."""
    found = [tracks for tracks in range(5, MAX_TRACKS) if fits(columns, rows, tracks, aspect)]
    wide = [tracks for tracks in found if layout(columns, rows, 365, tracks, aspect).step >= 1.5 * aspect]
    return max(wide, default=5)


_Radii = tuple[float, float, float, float, float]


def _small(columns: int, rows: int, aspect: float, tracks: int) -> _Radii:
    """Radius, band, rim, step, gap; room for names is kept outside."""
    pixel = aspect / 2
    radius = floor(min(columns / 2 - 5, rows * aspect / 2 - aspect) / pixel) * pixel
    band = pixel * max(1, round(1 / pixel))
    thick = max(1, floor(min((radius - band - SMALL_CORE) / tracks, WIDEST_STEP) / pixel))
    gap = pixel if thick >= 3 else pixel / 2
    return radius, band, radius - band, thick * pixel, gap


def _large(reach: float, pixel: float, tracks: int) -> _Radii:
    """Radius, band, rim, step, gap; names stand inside the band, weeks inside that."""
    radius = floor(reach / pixel) * pixel
    wished = 4.0 if radius < 44 else min(7.0, 0.10 * radius)
    band = -(-wished // pixel) * pixel
    rim = radius - band - (2 * pixel if radius > 34 else 0.0)
    thick = max(1, floor(min((rim - max(6.0, 0.24 * radius)) / tracks, WIDEST_STEP * radius / 30) / pixel))
    gap = pixel * max(1, round(0.14 * thick)) if thick > 1 else pixel / 2
    return radius, band, rim, thick * pixel, gap
