"""Stories of somebody at the wheel, with arrows and with the mouse, at several sizes and zooms."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tui.conftest import shown, titled, wheel
from vcycle.tui.app import VcycleApp
from vcycle.tui.entry_dialog import EntryDialog
from vcycle.wheel import hit
from vcycle.wheel.arcs import drawn_arcs
from vcycle.wheel.layout import layout


def middles(view):
    """Every arc that is alone in the cell of its middle: the cell, the arc's key and its ring."""
    year, aspect = view._year, view.aspect
    place = layout(*view.size, year.days, len(year.tracks), aspect)
    for ring, track in enumerate(year.tracks):
        for drawn in drawn_arcs(place, ring, track):
            x, y = place.point((drawn.start + drawn.end) / 2, place.track_zone(ring).middle)
            cell = int(x), int(y / aspect)
            key = drawn.arc.key
            at = (cell[0] + 0.5, cell[1] + 0.5)
            if all(hit(year, at, view.size, aspect, current).key == key for current in (None, key)):
                yield cell, key, ring


@pytest.mark.parametrize("size", [(44, 24), (80, 24), (100, 30), (120, 40)])
@pytest.mark.parametrize("zoom", [0, 1, 2])
async def test_a_click_on_a_drawn_entry_marks_it_and_another_opens_it(space, size, zoom):
    """Whatever the size and the zoom: the entry that was clicked on is marked, listed, and opened by a second click."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await pilot.press(*["+"] * zoom)
        screen = wheel(pilot)
        alone = [one for one in middles(screen.view) if one[1] != screen.walk.key]
        assert len({ring for _, _, ring in alone}) >= 3
        for cell, key, ring in alone[:: max(1, len(alone) // 6)]:
            await pilot.click("#wheel", offset=cell)
            assert (screen.walk.key, screen.walk.ring) == (key, ring)
            assert key in {line.key for line in screen.panel.lines}
        await pilot.click("#wheel", offset=cell)
        assert isinstance(pilot.app.screen, EntryDialog)
        assert screen.walk.key == key


async def test_a_click_on_a_name_goes_to_that_month(space):
    """A click on "okt" beside the wheel leads to October, in the same ring."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        lines = shown(pilot).splitlines()
        row = next(y for y, line in enumerate(lines) if " okt " in line[:50])
        ring = wheel(pilot).walk.ring
        await pilot.click(offset=(lines[row].index("okt") + 1, row))
        walk = wheel(pilot).walk
        assert (walk.part, walk.ring) == (9, ring)
        assert "oktober" in shown(pilot)


async def test_the_autumn_with_arrows_alone(space):
    """From today to the autumn's first member meeting, nearer, around it, out again and home."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        wanted = titled(space, "Medlemsmöte", 9)
        await pilot.press(*["right"] * 6)
        assert walk.page.parts[walk.part].start == date(2026, 9, 1)
        while walk.page.rings[walk.ring] != wanted.ring:
            await pilot.press("down")
        while walk.chosen != wanted:
            await pilot.press("tab")
        await pilot.press("+")
        assert shown(pilot).startswith(" höstterminen 2026 ")
        await pilot.press("left", "left", "left")
        assert shown(pilot).startswith(" vårterminen 2026 ")
        assert walk.page.parts[walk.part].start == date(2026, 6, 1)
        await pilot.press("right", "right", "right", "+")
        assert shown(pilot).startswith(" september 2026 ")
        assert walk.page.rings[walk.ring] == wanted.ring
        while walk.chosen != wanted:
            await pilot.press("tab")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, EntryDialog)
        assert "Medlemsmöte" in shown(pilot)
        await pilot.press("escape", "-", "-", "home")
        assert shown(pilot).startswith(" 2026 ")
        assert walk.page.parts[walk.part].start == date(2026, 3, 1)


async def test_moving_an_entry_while_zoomed_in_follows_it(space):
    """An entry moved out of the month that is shown takes the wheel along, in the same zoom, still marked."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        await pilot.press("+", "+")
        title = walk.chosen.title
        await pilot.press("m", *["delete"] * 20, *["backspace"] * 20, *"2026-04-16", "enter")
        await pilot.pause()
        assert walk.page.label == "april 2026"
        assert walk.chosen.title == title
        assert walk.chosen.start == date(2026, 4, 16)
        assert date(2026, 4, 16) in walk.page.parts[walk.part]
        await pilot.press("u")
        assert shown(pilot).startswith(" mars 2026 ")
        assert walk.chosen.title == title
