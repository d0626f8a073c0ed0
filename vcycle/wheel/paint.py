"""Colours of every zone of the wheel along the year."""

from __future__ import annotations

from functools import lru_cache

from vcycle.wheel.arcs import chosen_arcs, seen_arcs
from vcycle.wheel.colour import RGB, mix, pack
from vcycle.wheel.layout import Layout, Zone
from vcycle.wheel.palette import Palette
from vcycle.wheel.strips import NOTHING, Strip
from vcycle.wheel.year import Arc, Segment, Selection, Track, WheelYear

SMALL_BASE, LARGE_BASE = (0.17, 0.21), (0.15, 0.20)
RING_BASE = (0.26, 0.30)
MONTH_BASE, CROSS_BASE = 0.38, 0.44
BAND_SELECTED = 0.95
PAST, FAINT, FAINT_PAST = 0.76, 0.66, 0.58
TODAY_WIDTH = 1.1
WEEK = (0.10, 0.26)
ONE_MONTH = 31


def paint(year: WheelYear, selection: Selection, layout: Layout, palette: Palette) -> tuple[Strip, ...]:
    """One strip of packed colours for each of `layout.zones()`."""
    return tuple(_zone(year, selection, layout, palette, zone) for zone in layout.zones())


def _zone(year: WheelYear, selection: Selection, layout: Layout, palette: Palette, zone: Zone) -> Strip:
    strip = Strip(year.days, pack(palette.core if zone.kind == "core" else palette.background))
    if zone.kind in ("core", "outside"):
        return strip
    if zone.kind == "month":
        _months(strip, year, selection, layout, palette)
    elif zone.kind == "week":
        _weeks(strip, year, palette)
    elif zone.kind == "track":
        strip = _track(strip, year, selection, layout, palette, zone.track)
    if year.today is not None:
        half = TODAY_WIDTH / 2 * layout.pace(zone.middle)
        moment = year.today + 0.5
        strip.paint(moment - half, moment + half, pack(palette.today))
    return strip


def _months(strip: Strip, year: WheelYear, selection: Selection, layout: Layout, palette: Palette) -> None:
    """The band of months, with a cut of background between neighbours."""
    cut = (0.45 if layout.large else 0.3) * layout.pace(layout.radius - layout.band / 2)
    for index, segment in enumerate(year.segments):
        edge = min(cut, (segment.last + 1 - segment.first) / 4)
        colour = band_colour(segment, index, selection, palette)
        strip.paint(segment.first + edge, segment.last + 1 - edge, pack(colour))


def band_colour(segment: Segment, index: int, selection: Selection, palette: Palette) -> RGB:
    """That of a segment in the band, where its name stands on a large wheel."""
    weight = BAND_SELECTED if index == selection.segment else palette.band[index & 1]
    return mix(palette.background, segment.season, weight)


def _weeks(strip: Strip, year: WheelYear, palette: Palette) -> None:
    """Ticks by ISO week, in a month by day; the current one in the colour of today."""
    pale = [pack(mix(palette.background, palette.week, weight)) for weight in WEEK]
    length = 1 if year.days <= ONE_MONTH else 7
    today = None if year.today is None else (year.first_ordinal + year.today - 1) // length
    last = year.first_ordinal + year.days - 1
    for tick in range((year.first_ordinal - 1) // length, (last - 1) // length + 1):
        first = tick * length + 1 - year.first_ordinal  # ordinal 1 was a Monday
        strip.paint(first, first + length, pack(palette.today) if tick == today else pale[tick & 1])


def _track(
    strip: Strip,
    year: WheelYear,
    selection: Selection,
    layout: Layout,
    palette: Palette,
    index: int,
) -> Strip:
    """A ring: its base, then its arcs, each with a little base left free around it."""
    track = year.tracks[index]
    base = _base(strip, year, selection, layout, palette, index)
    painted = _arcs(track, layout, palette, index).upon(base)
    for drawn in chosen_arcs(layout, index, track, selection.key):
        painted.restore(drawn.start - drawn.part, drawn.end + drawn.part, base)
        painted.paint(drawn.start, drawn.end, pack(palette.selected))
    return painted


@lru_cache(maxsize=32)
def _arcs(track: Track, layout: Layout, palette: Palette, index: int) -> Strip:
    """The arcs of a ring, nothing where its base is seen: the same for every selection."""
    strip = Strip(layout.days, NOTHING)
    for drawn in seen_arcs(layout, index, track):
        strip.paint(drawn.start - drawn.part, drawn.end + drawn.part, NOTHING)
        strip.paint(drawn.start, drawn.end, pack(_arc_colour(drawn.arc, track, palette)))
    return strip


def _base(
    strip: Strip,
    year: WheelYear,
    selection: Selection,
    layout: Layout,
    palette: Palette,
    index: int,
) -> Strip:
    ring = index == selection.track
    weights = RING_BASE if ring else LARGE_BASE if layout.large else SMALL_BASE
    colour = palette.base or year.tracks[index].colour
    for number, segment in enumerate(year.segments):
        weight = weights[number & 1]
        if number == selection.segment:
            weight = CROSS_BASE if ring else MONTH_BASE
        value = pack(mix(palette.background, colour, weight))
        strip.paint(segment.first, segment.last + 1, value)
    return strip


def _arc_colour(arc: Arc, track: Track, palette: Palette) -> RGB:
    if arc.faint:
        return mix(palette.background, track.colour, FAINT_PAST if arc.past else FAINT)
    return mix(palette.background, track.colour, PAST) if arc.past else track.colour
