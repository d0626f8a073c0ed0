"""The wheel of a year as a frame of terminal cells."""

from __future__ import annotations

from vcycle.wheel.colour import mix
from vcycle.wheel.frame import Cell, Frame
from vcycle.wheel.geometry import geometry
from vcycle.wheel.labels import Label, core_lines, month_labels
from vcycle.wheel.layout import Glyphs, Layout, fits, layout
from vcycle.wheel.paint import band_colour, paint
from vcycle.wheel.palette import DARK, Palette
from vcycle.wheel.raster import half_rows, quad_rows
from vcycle.wheel.shader import Shader
from vcycle.wheel.year import Selection, WheelYear

NAME_WEIGHT = 0.85
"""How strongly a name outside the wheel has the colour of its season."""


def draw(
    year: WheelYear,
    selection: Selection,
    size: tuple[int, int],
    glyphs: Glyphs = "quad",
    aspect: float = 2.0,
    palette: Palette = DARK,
    shader: Shader | None = None,
) -> Frame:
    """The wheel in `size` = (columns, rows) cells that are `aspect` times as high as wide.

    "quad" and "half" give coloured blocks, "braille" dots in the colours of the rings, "mono" dots
    without any colour. The same arguments always give an equal frame; with the `shader` of the frame before, blocks
    cost only what differs. Raises ValueError where `fits` says no.
    """
    columns, rows = size
    if not fits(columns, rows, len(year.tracks), aspect):
        raise ValueError(f"no room for {len(year.tracks)} tracks in {columns} x {rows} cells")
    place = layout(columns, rows, year.days, len(year.tracks), aspect)
    if glyphs in ("braille", "mono"):
        # Imported here because terminals with many colours, which are nearly all, never need it.
        from vcycle.wheel.braille import braille_rows

        cells = braille_rows(year, selection, place, palette if glyphs == "braille" else None)
        _write_plain(cells, year, selection, place)
    else:
        cells = _blocks(year, selection, place, glyphs, palette, shader or Shader())
        _write_names(cells, year, selection, place, palette)
        _write_core(cells, year, place, palette)
    return Frame(tuple(map(tuple, cells)))


def _blocks(
    year: WheelYear, selection: Selection, place: Layout, glyphs: Glyphs, palette: Palette, shader: Shader
) -> list[list[Cell]]:
    pixels = geometry(place, 1 if glyphs == "half" else 2, 2)
    colours = shader.shade(pixels, paint(year, selection, place, palette))
    return half_rows(pixels, colours) if glyphs == "half" else quad_rows(pixels, colours)


def _write_names(
    cells: list[list[Cell]],
    year: WheelYear,
    selection: Selection,
    place: Layout,
    palette: Palette,
) -> None:
    """Names of the segments: the selected one bold on its season's colour, others melting in.

    Those in the band cover the line of today, which would make them hard to read.
    """
    for label in month_labels(place, year.segments):
        segment = year.segments[label.segment]
        chosen = label.segment == selection.segment
        if place.large:
            ground = band_colour(segment, label.segment, selection, palette)
            cell = Cell(" ", palette.on_selected if chosen else palette.text, ground, True)
        elif chosen:
            cell = Cell(" ", palette.on_selected, segment.season, True)
        else:
            cell = Cell(" ", mix(palette.background, segment.season, NAME_WEIGHT), palette.background)
        _write(cells, label, cell)


def _write_core(cells: list[list[Cell]], year: WheelYear, place: Layout, palette: Palette) -> None:
    """The title, then dim lines, of which the last has the colour of today."""
    lines = core_lines(place, year)
    for number, (row, start, text) in enumerate(lines):
        colour = palette.title if number == 0 else palette.dim
        if number == len(year.core) > 0 and year.today is not None:
            colour = palette.today
        for column, char in enumerate(text, start):
            cells[row][column] = Cell(char, colour, palette.core, number == 0)


def _write_plain(cells: list[list[Cell]], year: WheelYear, selection: Selection, place: Layout) -> None:
    """Names and core without colour: the selected month in reverse, the title bold."""
    for label in month_labels(place, year.segments):
        chosen = label.segment == selection.segment
        _write(cells, label, Cell(bold=chosen, reverse=chosen))
    for number, (row, start, text) in enumerate(core_lines(place, year)):
        _write(cells, Label(row, start, text, -1), Cell(bold=number == 0))


def _write(cells: list[list[Cell]], label: Label, style: Cell) -> None:
    for column, char in enumerate(label.text, label.column):
        cells[label.row][column] = style._replace(char=char)
