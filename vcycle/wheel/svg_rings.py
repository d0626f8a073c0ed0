"""The rings of a wheel on paper: bands with their names along them, and what lies in them. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import pi
from xml.etree.ElementTree import Element

from vcycle.wheel.colour import RGB, mix
from vcycle.wheel.palette import LIGHT
from vcycle.wheel.svg_lanes import Block, Packed, pack, room_after
from vcycle.wheel.svg_paper import Item, Paper
from vcycle.wheel.svg_shapes import Circle, element
from vcycle.wheel.svg_type import fitted, width

NAME = 2.9
"""Height of the strip that a ring's name stands in."""
NAME_SIZE, MARK_SIZE, TITLE_SIZE = 2.25, 2.15, 2.2
LEAST_LANE = 2.35
WINDOW_LANE, FREE_WINDOW_LANE = 3.2, 4.4
"""No lane of windows is higher, beside days and alone: what has no day must not outshine what has."""
BETWEEN = 0.3
"""Free space between two blocks."""
WHITE = "#fff"
INK: RGB = (24, 26, 34)
_PAPER: RGB = (255, 255, 255)
_GROUND = ((0.05, 0.1), (0.09, 0.15))
"""Weight of its colour in the ground of every other ring, and there of every other month: seen in grey too."""
LONGEST_WORDS = 0.32
"""Turns that words may follow the circle: further on they would stand on their heads."""
FAR = 0.3
"""Turns after which words are so far from their mark that it is said again."""
_NAMES_AT = (1 / 12, 5 / 12, 9 / 12)
"""Where a ring's name stands: turns of the wheel."""


@dataclass(frozen=True)
class Band:
    """One ring between two radii; `number` counts from 0, the outermost."""

    number: int
    name: str
    inner: float
    outer: float

    @property
    def colour(self) -> str:
        return hexed(ring_colour(self.number))

    @property
    def top(self) -> float:
        """The radius below which things lie."""
        return self.outer - (NAME if self.name else BETWEEN)

    @property
    def middle(self) -> float:
        return (self.inner + self.top) / 2


def hexed(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def ring_colour(index: int) -> RGB:
    """The colour that a ring has on a light screen, dark enough for white figures on it."""
    return darkened(LIGHT.tracks[index % len(LIGHT.tracks)])


def darkened(colour: RGB) -> RGB:
    """The colour itself, or the lightest darker one that white figures can be read on (contrast 4.5)."""
    while 1.05 / (_luminance(colour) + 0.05) < 4.5:
        colour = mix((0, 0, 0), colour, 0.95)
    return colour


def _luminance(colour: RGB) -> float:
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def tint(colour: RGB, weight: float) -> str:
    """A pale colour for a ground."""
    return hexed(mix(_PAPER, colour, weight))


def draw_ring(parent: Element, paper: Paper, circle: Circle, band: Band) -> None:
    """One ring with all that lies in it."""
    group = element(parent, "g")
    if band.name:
        element(group, "title", band.name)
    _ground(group, paper, circle, band)
    if band.name:
        _names(group, circle, band)
    packed = _packed(paper, band)
    artist = _Artist(group, paper, circle, band)
    levels = _levels(packed, band)
    for block in packed.windows:
        artist.window(block, *levels.window(block))
    for block in packed.blocks:
        artist.block(block, levels.block(block), room_after(packed.blocks, block, paper.days))


def _ground(group: Element, paper: Paper, circle: Circle, band: Band) -> None:
    """The ring's own pale colour, and a line around it."""
    colour = ring_colour(band.number)
    for index, month in enumerate(paper.months):
        start, end = month.first / paper.days, (month.last + 1) / paper.days
        fill = tint(colour, _GROUND[band.number & 1][index & 1])
        element(group, "path", d=circle.sector(band.inner, band.outer, start, end), fill=fill)
    line = {"fill": "none", "stroke": band.colour, "stroke_width": 0.45}
    element(group, "circle", cx=circle.x, cy=circle.y, r=band.outer, **line)


def _names(group: Element, circle: Circle, band: Band) -> None:
    """The name along the ring, again every third of the wheel."""
    radius = band.outer - NAME / 2
    room = 2 * pi * radius / 3 - 6
    text = fitted(band.name, NAME_SIZE, room - width(f"{band.number + 1}  ", NAME_SIZE, bold=True), bold=True)
    for turn in _NAMES_AT:
        span = (turn - 0.16, turn + 0.16)
        look = {"fill": band.colour, "font_weight": "bold"}
        circle.words(group, f"{band.number + 1} · {text}", radius, span, NAME_SIZE, "middle", **look)


def _packed(paper: Paper, band: Band) -> Packed:
    """The ring's items as blocks, none narrower than its mark."""
    days, per = paper.days, paper.days / (2 * pi * band.middle)
    items = [i for i in paper.items if i.ring == band.number and i.last >= 0 and i.first < days and i.first <= i.last]
    most = int((band.top - band.inner - BETWEEN) / LEAST_LANE)
    if most < 2:
        items = [_due(item, days) if item.kind == "window" else item for item in items]
    windows = [_block(group, days, per) for group in _together(items, windows=True)]
    blocks = [_block(group, days, per) for group in _together(items, windows=False)]
    return pack(blocks, windows, max(2, most)) if windows else pack(blocks, (), max(1, most))


def _due(item: Item, days: int) -> Item:
    """A window where there is no room for windows: its last day alone, drawn as what may still change."""
    last = min(item.last, days - 1)
    return replace(item, first=last, last=last, kind="due")


def _together(items: list[Item], *, windows: bool) -> Iterator[tuple[Item, ...]]:
    """Things of one day, or one window, stand together under one mark; what lasts, or will not happen, alone."""
    found: dict[object, list[Item]] = {}
    for number, item in enumerate(items):
        if (item.kind == "window") == windows:
            alone = not windows and (item.first != item.last or item.kind == "cancelled")
            found.setdefault(number if alone else (item.first, item.last, item.mark), []).append(item)
    return map(tuple, found.values())


def _block(items: tuple[Item, ...], days: int, per: float) -> Block:
    """The items' days, widened to hold their mark; it stays within the year."""
    first, after = max(items[0].first, 0), min(items[0].last + 1, days)
    least = (width(items[0].mark, MARK_SIZE, bold=True) + 1.0) * per
    length = min(max(least, after - first), days)
    start = min(max((first + after - length) / 2, 0.0), days - length)
    return Block(start, start + length, items)


@dataclass(frozen=True)
class _Levels:
    """Radii of lanes: those with days hang from `top`, each `step` high, windows stand on `floor`."""

    top: float
    step: float
    floor: float
    window_step: float
    window_lanes: int

    def block(self, block: Block) -> tuple[float, float]:
        return self.top - (block.bottom + 1) * self.step + BETWEEN / 2, self.top - block.top * self.step - BETWEEN / 2

    def window(self, block: Block) -> tuple[float, float]:
        above = self.window_lanes - block.top
        low = self.floor + (above - 1) * self.window_step
        return low + BETWEEN / 2, low + self.window_step - BETWEEN / 2


def _levels(packed: Packed, band: Band) -> _Levels:
    floor, top = band.inner + BETWEEN, band.top
    together = (top - floor) / max(1, packed.lanes + packed.window_lanes)
    window_step = min(WINDOW_LANE if packed.lanes else FREE_WINDOW_LANE, together)
    left = top - floor - packed.window_lanes * window_step
    return _Levels(top, left / max(1, packed.lanes), floor, window_step, packed.window_lanes)


class _Artist:
    """Draws the blocks of one ring."""

    def __init__(self, parent: Element, paper: Paper, circle: Circle, band: Band) -> None:
        self.parent, self.paper, self.circle, self.band = parent, paper, circle, band

    def block(self, block: Block, level: tuple[float, float], room: float) -> None:
        """Something with a day: a full block, or an empty one with a line across when it was cancelled."""
        item = block.items[0]
        kinds = {i.kind for i in block.items}
        group = self._group(block.items)
        start, end, length = self._inset(block, level)
        path = element(group, "path", d=self.circle.sector(*level, start, end), fill=self.band.colour)
        if "planned" not in kinds:
            self._hollow(path)
        if kinds == {"cancelled"}:
            across = f"M{self.circle.at(level[0], start)}L{self.circle.at(level[1], end)}"
            element(group, "path", d=across, stroke=self.band.colour, stroke_width=0.3)
        ink = WHITE if "planned" in kinds else self.band.colour
        if item.first != item.last and len(block.items) == 1:
            self._titled(group, block, level, ink)
        else:
            self._mark(group, block, level, length, ink)
            self._beside(group, block, level, room)

    def window(self, block: Block, low: float, high: float) -> None:
        """Time to find a day in: a dashed frame, with what is to happen along it."""
        group = self._group(block.items)
        start, end, _length = self._inset(block, (low, high))
        self._hollow(element(group, "path", d=self.circle.sector(low, high, start, end)), dashes="0.9 0.6")
        self._titled(group, block, (low, high), self.band.colour)

    def _hollow(self, path: Element, dashes: str = "") -> None:
        """A shape as a frame of the ring's colour."""
        look = {"fill": WHITE, "stroke": self.band.colour, "stroke-width": "0.25"}
        path.attrib.update(look | ({"stroke-dasharray": dashes} if dashes else {}))

    def _group(self, items: tuple[Item, ...]) -> Element:
        group = element(self.parent, "g")
        element(group, "title", "; ".join(f"{item.mark} {item.title}" for item in items[:20]))
        return group

    def _inset(self, block: Block, level: tuple[float, float]) -> tuple[float, float, float]:
        """Both angles with a little space to the neighbours, and the length between them along the middle."""
        radius = sum(level) / 2
        space = BETWEEN / 2 / (2 * pi * radius)
        start, end = block.start / self.paper.days + space, block.end / self.paper.days - space
        return start, end, (end - start) * 2 * pi * radius

    def _mark(self, group: Element, block: Block, level: tuple[float, float], length: float, ink: str) -> None:
        text = _marks(block.items)
        if width(text, MARK_SIZE, bold=True) <= length + BETWEEN:
            turn = (block.start + block.end) / 2 / self.paper.days
            self.circle.sign(group, text, sum(level) / 2, turn, MARK_SIZE, fill=ink, font_weight="bold")

    def _titled(self, group: Element, block: Block, level: tuple[float, float], ink: str) -> None:
        """A mark where the block begins, and what it stands for along the rest, where there is room."""
        radius = sum(level) / 2
        start, end, length = self._inset(block, level)
        mark = _marks(block.items)
        needed = width(mark, MARK_SIZE, bold=True) + 1.0
        if length < needed:
            self._mark(group, block, level, length, ink)
            return
        after = start + needed / (2 * pi * radius)
        self.circle.sign(group, mark, radius, (start + after) / 2, MARK_SIZE, fill=ink, font_weight="bold")
        room = min(length - needed - 0.6, LONGEST_WORDS * 2 * pi * radius)
        again = f"{mark} " if end - start > FAR else ""
        if text := fitted(again + _titles(block.items), TITLE_SIZE, room, least=6):
            self.circle.words(group, text, radius, (after, end), TITLE_SIZE, "middle", fill=ink)

    def _beside(self, group: Element, block: Block, level: tuple[float, float], room: float) -> None:
        """What a mark stands for, after it in time, where nothing else is before it has been said."""
        radius = sum(level) / 2
        free = room / self.paper.days * 2 * pi * radius - 1.2
        text = _whole(_titles(block.items), free)
        if text:
            space = 0.7 / (2 * pi * radius)
            span = (block.end / self.paper.days + space, (block.end + room) / self.paper.days)
            look: dict[str, object] = {"fill": hexed(INK)}
            if block.items[0].kind == "cancelled":
                look["text_decoration"] = "line-through"
            self.circle.words(group, text, radius, span, TITLE_SIZE, "start", **look)


def _whole(text: str, room: float) -> str:
    """`text` when most of it fits."""
    return fitted(text, TITLE_SIZE, room, least=min(14, len(text)))


def _titles(items: tuple[Item, ...]) -> str:
    return ", ".join(dict.fromkeys(item.title for item in items))


def _marks(items: tuple[Item, ...]) -> str:
    """ "12", or "12–17" for what is drawn as one."""
    first, last = items[0].mark, items[-1].mark
    return first if first == last else f"{first}\N{EN DASH}{last}"
