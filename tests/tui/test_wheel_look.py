"""What the wheel looks like where there is little room, few colours, or many rings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.color import ColorSystem, ColorType
from textual.widget import Widget

from tests.spaces import a_space
from tests.tui.conftest import TODAY, shown, wheel
from vcycle.model.core import Activity, Area
from vcycle.model.schedule import Dates
from vcycle.services.wheel_page import OTHER
from vcycle.tui.app import VcycleApp
from vcycle.wheel import DARK, DARK_16, DARK_256, LIGHT_16, LIGHT_256, MIN_COLUMNS, MIN_ROWS

BLOCKS = set("▘▝▀▖▌▞▛▗▚▐▜▄▙▟")
SIXTEEN = {"TERM": "xterm", "COLORTERM": ""}


@pytest.mark.parametrize("size", [(44, 24), (50, 26), (60, 24), (73, 24), (60, 50), (74, 22), (80, 24), (200, 60)])
async def test_from_44_columns_there_is_a_wheel(space, size):
    """Wheel, names of the months, today and the chosen entry are all there, beside each other or under each other."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        text, view = shown(pilot), wheel(pilot).view
        assert view.display
        assert view.size.width >= MIN_COLUMNS
        assert view.size.height >= MIN_ROWS
        assert BLOCKS & set(text)
        assert all(name in text for name in ("jan", "mar", "okt", "4 mar", "Vår politik"))
        assert wheel(pilot).walk.chosen.title[:8] in text


@pytest.mark.parametrize("size", [(43, 24), (44, 20), (60, 23), (73, 21), (80, 21)])
async def test_below_that_there_is_the_list(space, size):
    """Without room for the wheel the list has all the room there is."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        screen = wheel(pilot)
        assert not screen.view.display
        assert screen.panel.size.height == size[1] - 2
        assert screen.walk.chosen.title[:8] in shown(pilot)


async def test_a_ring_without_a_legend_is_named_above_the_list(space):
    """Where there is no room for the legend the heading says which ring is chosen."""
    async with VcycleApp(space).run_test(size=(44, 24)) as pilot:
        await pilot.press("down")
        heading = shown(pilot).splitlines()[21]
        assert heading.startswith(" mars  ██ ▸Möten")
        assert heading.endswith(" till")


@pytest.mark.parametrize("palette", [DARK_16, LIGHT_16], ids=["dark", "light"])
def test_sixteen_colours_are_met_exactly(palette):
    """Every colour of the palettes for old terminals is one of theirs, and no two rings share one or the paper's."""
    from rich.color import Color

    def standard(rgb):
        colour = Color.from_rgb(*rgb).downgrade(ColorSystem.STANDARD)
        assert colour.type is ColorType.STANDARD
        return colour.number

    numbers = [standard(colour) for colour in palette.tracks]
    assert len({*numbers, standard(palette.background)}) == len(numbers) + 1
    assert standard(palette.text) != standard(palette.background) != standard(palette.dim)


async def test_with_sixteen_colours_dots_have_the_colours_of_their_rings(space, monkeypatch):
    """Braille, numbers in legend and list, and the same colour for a ring on the wheel and in the legend."""
    for name, value in SIXTEEN.items():
        monkeypatch.setenv(name, value)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = wheel(pilot)
        used = {cell.fg for row in screen.view._frame.rows for cell in row if ord(cell.char) > 0x2800}
        assert used >= set(DARK_16.tracks[:5])
        text = shown(pilot)
        assert " 3 ▸Vår politik" in text
        assert not BLOCKS & set(text)
        strips = screen.panel.render_lines(screen.panel.size.region)
        legend = [next(iter(strip)).style for strip in strips[:5]]
        assert [style.color.triplet for style in legend] == list(DARK_16.tracks[:5])
        assert all(style.reverse for style in legend)
        await pilot.press("t")
        await pilot.pause()
        assert screen.palette is LIGHT_16


async def test_without_colour_dots_have_none(space, monkeypatch):
    """NO_COLOR wins over everything, and no cell of the wheel has a colour of its own."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        frame = wheel(pilot).view._frame
        assert all(cell.fg is None and cell.bg is None for row in frame.rows for cell in row)


def ringed(tmp_path, count):
    """An association with so many rings, one entry in each."""
    numbers = range(1, count + 1)
    areas = [Area(id=f"omr{n}", name=f"Område {n}") for n in numbers]
    rings = {f"Ring {n}": (f"Område {n}",) for n in numbers}
    activities = [
        Activity(title=f"Möte {n}", areas=(f"omr{n}",), schedule=Dates(days=(f"2026-04-{n:02}",))) for n in numbers
    ]
    return a_space(tmp_path / "ringar", *areas, *activities, today=TODAY, rings=rings)


async def marked(pilot, title):
    """Step by entry until the one with that title is marked, through a whole year at most."""
    for _ in range(20):
        if (chosen := wheel(pilot).walk.chosen) is not None and chosen.title == title:
            return
        await pilot.press("tab")
    raise AssertionError(f"never met: {title}")


@pytest.mark.parametrize(("size", "most"), [((80, 24), 5), ((100, 30), 7), ((120, 40), 7), ((200, 60), 11)])
async def test_there_are_as_many_rings_as_there_is_room_for(tmp_path, size, most):
    """The rest of nine or thirteen rings share the last one, in which they are listed, marked and clicked on."""
    for count in (1, 5, 9, 13):
        async with VcycleApp(ringed(tmp_path / str(count), count)).run_test(size=size) as pilot:
            await pilot.pause()
            walk = wheel(pilot).walk
            named = min(count, most if count <= most else most - 1)
            expected = [f"Ring {n}" for n in range(1, named + 1)] + [OTHER] * (count > most)
            assert list(walk.page.rings) == expected
            assert [track.name for track in wheel(pilot).view._year.tracks] == expected
            assert sum(len(track.arcs) for track in wheel(pilot).view._year.tracks) == count
            await marked(pilot, f"Möte {count}")
            assert walk.page.rings[walk.ring] == expected[-1]


async def test_another_size_keeps_the_ring(tmp_path):
    """When the terminal grows and shrinks the same entry stays marked, in its own ring or in the shared one."""
    async with VcycleApp(ringed(tmp_path, 7)).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        await marked(pilot, "Möte 7")
        assert walk.page.rings[walk.ring] == OTHER
        for size, ring in (((120, 40), "Ring 7"), ((80, 24), OTHER)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
            assert (walk.chosen.title, walk.page.rings[walk.ring]) == ("Möte 7", ring)


def test_colours_begin_anew_paler():
    """More rings than colours: the second round differs from the first; sixteen colours have nothing between."""
    count = len(DARK.tracks)
    assert len({DARK.track(index) for index in range(3 * count)}) == 3 * count
    assert DARK.track(0) == DARK.tracks[0]
    assert replace(DARK_16).track(count) == DARK_16.tracks[0]


async def test_with_256_colours_the_wheel_has_its_own_palette(space, monkeypatch):
    """Blocks in colours that come out as meant."""
    monkeypatch.setenv("COLORTERM", "")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        assert wheel(pilot).palette is DARK_256
        assert BLOCKS & set(shown(pilot))
        await pilot.press("t")
        await pilot.pause()
        assert wheel(pilot).palette is LIGHT_256


async def test_a_line_of_the_panel_looks_alone_as_it_does_in_the_whole(space):
    """Headings stay bold and today keeps its colour, whether one line is drawn or, to select text, all are."""
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        panel = wheel(pilot).panel
        panel.refresh()
        for y, line in enumerate(panel.lines):
            width = len(line.text)
            assert looks(panel.render_line(y))[:width] == looks(Widget.render_line(panel, y))[:width]


def looks(strip):
    """Each character with what is seen of its style."""
    seen = [(s.text, s.style.color, s.style.bgcolor, bool(s.style.bold), bool(s.style.strike)) for s in strip]
    return [(char, *style) for text, *style in seen for char in text]
