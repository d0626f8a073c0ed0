"""The year as a wheel: from days to radii and angles, from those to terminal cells.

Pure functions of their arguments, standard library only::

    frame = draw(year, selection, (50, 22))
    hit(year, (12.5, 7.5), (50, 22))
"""

from vcycle.wheel.colour import RGB, mix
from vcycle.wheel.draw import draw
from vcycle.wheel.frame import Cell, Frame, changed_spans
from vcycle.wheel.hit import Hit, hit
from vcycle.wheel.layout import MIN_COLUMNS, MIN_ROWS, RING_KEYS, Glyphs, fits, room
from vcycle.wheel.palette import DARK, DARK_16, DARK_256, LIGHT, LIGHT_16, LIGHT_256, Palette
from vcycle.wheel.shader import Shader
from vcycle.wheel.year import Arc, Segment, Selection, Track, WheelYear

__all__ = [
    "DARK",
    "DARK_16",
    "DARK_256",
    "LIGHT",
    "LIGHT_16",
    "LIGHT_256",
    "MIN_COLUMNS",
    "MIN_ROWS",
    "RGB",
    "RING_KEYS",
    "Arc",
    "Cell",
    "Frame",
    "Glyphs",
    "Hit",
    "Palette",
    "Segment",
    "Selection",
    "Shader",
    "Track",
    "WheelYear",
    "changed_spans",
    "draw",
    "fits",
    "hit",
    "mix",
    "room",
]
