"""Shapes of a wheel as SVG elements: sectors, lines along a circle, and words that follow them.

Angles are fractions of a turn, 0 at twelve o'clock, clockwise; lengths are mm.
"""

from __future__ import annotations

from itertools import count
from math import cos, pi, sin
from xml.etree.ElementTree import Element, SubElement

from vcycle.wheel.svg_type import clean

MIDDLE = 0.35
"""The middle of small letters above their base line, in parts of the size."""


def number(value: float) -> str:
    """A length with as many decimals as print can show."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(parent: Element, tag: str, text: str = "", /, **attributes: object) -> Element:
    """A new child; attributes are written with "-" for "_", and "class_" as "class"."""
    made = SubElement(parent, tag)
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), number(value) if isinstance(value, float) else str(value))
    if text:
        made.text = clean(text)
    return made


def is_lower(turn: float) -> bool:
    """Whether words at an angle must run the other way round not to stand on their heads."""
    return cos(2 * pi * turn) < -1e-9


class Circle:
    """The centre that all shapes lie around, and the names of the lines that words follow."""

    def __init__(self, x: float, y: float, prefix: str) -> None:
        self.x, self.y, self.prefix = x, y, prefix
        self._numbers = count(1)

    def at(self, radius: float, turn: float) -> str:
        """A point as a path writes it."""
        return f"{number(self.x + radius * sin(2 * pi * turn))} {number(self.y - radius * cos(2 * pi * turn))}"

    def _along(self, radius: float, start: float, end: float) -> str:
        """Arcs from where the pen is; more than one, since a whole turn ends where it began."""
        parts = max(1, round(abs(end - start) * 3 + 0.49))
        step = (end - start) / parts
        size = number(radius)
        sweep = int(end > start)
        return "".join(f"A{size} {size} 0 0 {sweep} {self.at(radius, start + step * (n + 1))}" for n in range(parts))

    def sector(self, inner: float, outer: float, start: float, end: float) -> str:
        """The path around what lies between two radii and two angles."""
        there, back = self._along(outer, start, end), self._along(inner, end, start)
        return f"M{self.at(outer, start)}{there}L{self.at(inner, end)}{back}Z"

    def curve(self, radius: float, start: float, end: float) -> str:
        return f"M{self.at(radius, start)}{self._along(radius, start, end)}"

    def spoke(self, inner: float, outer: float, turn: float) -> str:
        return f"M{self.at(inner, turn)}L{self.at(outer, turn)}"

    def words(
        self,
        parent: Element,
        text: str,
        radius: float,
        span: tuple[float, float],
        size: float,
        anchor: str,
        **look: object,
    ) -> None:
        """`text` along the circle between two angles, its letters centred on `radius` and never upside down.

        `anchor` is where the words stand in time: at the "start" of the span, in its "middle" or at its "end".
        """
        start, end = span
        line = SubElement(parent, "path", id=f"{self.prefix}{next(self._numbers)}", fill="none")
        if is_lower((start + end) / 2):
            line.set("d", self.curve(radius + MIDDLE * size, end, start))
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        else:
            line.set("d", self.curve(radius - MIDDLE * size, start, end))
        offset = {"start": "0%", "middle": "50%", "end": "100%"}[anchor]
        holder = element(parent, "text", font_size=size, text_anchor=anchor, **look)
        path = SubElement(holder, "textPath", {"xlink:href": f"#{line.get('id')}", "startOffset": offset})
        path.text = clean(text)

    def sign(self, parent: Element, text: str, radius: float, turn: float, size: float, **look: object) -> None:
        """A short text across the radius, straight, never upside down."""
        angle = 360 * turn + (180 if is_lower(turn) else 0)
        where = f"translate({self.at(radius, turn)}) rotate({number(angle % 360)})"
        element(parent, "text", text, transform=where, y=MIDDLE * size, font_size=size, text_anchor="middle", **look)
