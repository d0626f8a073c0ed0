"""Colours and cells: fitting, differences between frames, the palettes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem

from vcycle.wheel import DARK, DARK_256, LIGHT, LIGHT_256, Cell, Frame, Selection, changed_spans, draw, mix
from vcycle.wheel.colour import blend, pack, unpack
from vcycle.wheel.labels import plain
from vcycle.wheel.raster import FLAT, QUADS, fit

packed = st.integers(0, 0xFFFFFF)
COLOUR_BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""


def error(pixels, shown):
    """Squared error of four colours against those shown."""
    return sum(
        (p - s) ** 2 for pixel, show in zip(pixels, shown, strict=True) for p, s in zip(pixel, show, strict=True)
    )


def means(pixels, mask):
    """What four sub-pixels look like when parted by a mask, each group in its mean colour."""
    groups = [[p for i, p in enumerate(pixels) if (mask >> i & 1) == side] for side in (0, 1)]
    mean = [tuple(sum(c) / len(group) for c in zip(*group, strict=True)) if group else () for group in groups]
    return [mean[mask >> i & 1] for i in range(4)]


@given(st.lists(packed, min_size=4, max_size=4))
def test_fit_is_the_best_of_all_masks(values):
    """No block character with two colours comes nearer to four sub-pixels than the chosen one."""
    pixels = [unpack(value) for value in values]
    cell = fit(*values)
    mask = QUADS.index(cell.char)
    shown = [cell.fg if mask >> i & 1 else cell.bg for i in range(4)]
    best = min(error(pixels, means(pixels, mask)) for mask in range(16))
    assert error(pixels, shown) <= best + (4 * FLAT if cell.char == " " else 4)


@given(packed)
def test_fit_of_one_colour_is_a_blank(value):
    """Four equal sub-pixels need no character."""
    assert fit(value, value, value, value) == Cell(" ", None, unpack(value))


@given(packed, packed, st.integers(0, 16))
def test_blend_is_mix_in_sixteenths(under, over, shares):
    """The fast blend of packed colours agrees with mixing triples, and with its ends exactly."""
    exact = mix(unpack(under), unpack(over), shares / 16)
    assert all(abs(a - b) <= 1 for a, b in zip(unpack(blend(under, over, shares)), exact, strict=True))
    assert blend(under, over, 0) == under
    assert blend(under, over, 16) == over
    assert pack(unpack(under)) == under


cells = st.builds(Cell, st.sampled_from(" ab"))
frames = st.integers(1, 4).flatmap(
    lambda width: st.tuples(*[st.lists(st.tuples(*[cells] * width), min_size=3, max_size=3)] * 2)
)


@given(frames)
def test_changed_spans_repaint_exactly(pair):
    """Painting the spans over the old frame gives the new one, and each span begins and ends with a change."""
    old, new = (Frame(tuple(rows)) for rows in pair)
    painted = [list(row) for row in old.rows]
    for y, x0, x1 in changed_spans(old, new):
        assert old.rows[y][x0] != new.rows[y][x0]
        assert old.rows[y][x1 - 1] != new.rows[y][x1 - 1]
        painted[y][x0:x1] = new.rows[y][x0:x1]
    assert tuple(map(tuple, painted)) == new.rows


def test_changed_spans_of_another_size_are_all_rows():
    """After a resize everything is painted."""
    small, large = Frame(((Cell(),),)), Frame(((Cell(), Cell()), (Cell(), Cell())))
    assert changed_spans(small, large) == [(0, 0, 2), (1, 0, 2)]


def oklab(colour, matrix):
    """The colour as somebody sees it, in a space where distances are even."""
    light = [((v / 255 + 0.055) / 1.055) ** 2.4 if v > 10 else v / 255 / 12.92 for v in colour]
    r, g, b = (max(0.0, sum(m * v for m, v in zip(row, light, strict=True))) for row in matrix)
    long = (0.4122 * r + 0.5363 * g + 0.0514 * b) ** (1 / 3)
    middle = (0.2119 * r + 0.6807 * g + 0.1074 * b) ** (1 / 3)
    short = (0.0883 * r + 0.2817 * g + 0.6300 * b) ** (1 / 3)
    return (
        0.2105 * long + 0.7936 * middle - 0.0041 * short,
        1.9780 * long - 2.4286 * middle + 0.4506 * short,
        0.0259 * long + 0.7828 * middle - 0.8087 * short,
    )


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("kind", COLOUR_BLINDNESS)
def test_tracks_are_told_apart(palette, kind):
    """Six track colours differ by 0.10 in Oklab at least, whatever kind of colour blindness one has."""
    assert len(palette.tracks) >= 6
    seen = [oklab(colour, COLOUR_BLINDNESS[kind]) for colour in palette.tracks]
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.10


@pytest.mark.parametrize(("palette", "paper"), [(DARK_256, "#14161e"), (LIGHT_256, "#fafaf7")], ids=["dark", "light"])
def test_with_256_colours_the_paper_is_one_and_empty_rings_are_grey(make_year, palette, paper):
    """What is around the wheel rounds to the colour of the screen, and a wheel without entries to greys and that."""

    def rounded(colour):
        return colour.downgrade(ColorSystem.EIGHT_BIT).number

    assert rounded(Color.from_rgb(*palette.background)) == rounded(Color.parse(paper))
    frame = draw(replace(make_year(palette=palette), core=()), Selection(None, 1), (50, 22), palette=palette)
    used = {
        rounded(Color.from_rgb(*rgb)) for row in frame.rows[5:17] for cell in row[13:37] for rgb in cell[1:3] if rgb
    }
    assert {number for number in used if 16 < number < 231} == set()
    assert len(used) >= 4


@given(st.text(max_size=60), st.integers(1, 20))
def test_plain_text_is_harmless(text, width):
    """Text from outside comes out printable, one cell per character, and no longer than asked."""
    result = plain(text, width)
    assert len(result) <= width
    assert result.isprintable()


def test_plain_text_keeps_swedish():
    """Letters with rings and dots stay, also when they come as two code points."""
    assert plain("a\u030ar 2026\u20132027 \u00f6", 20) == "år 2026–2027 ö"
    assert plain("\x1b[31mröd\u202e🎡", 20) == "[31mröd·"
