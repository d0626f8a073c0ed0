"""How the screen looks and fits: sizes, colours, hostile texts, help, and leaving from anywhere."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len
from textual.binding import Binding

from tests.spaces import a_space
from tests.tui.conftest import counted, messages, shown, wheel
from vcycle.model.core import Activity
from vcycle.model.schedule import Dates
from vcycle.tui.app import MOST_SAID, VcycleApp
from vcycle.tui.keys import key_line, key_rows
from vcycle.tui.wheel_screen import WheelScreen

HOSTILE = (
    "[/red] [bold]",
    "\x1b[31mrött\x1b]0;titel\x07",
    "högerifrån \u202e vänster",
    "🎉🎊 fest för 家族 allihop i hela lokalen",
    "x" * 10_000,
    "e\u0301\u0301\u0301 hopade",
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_year_without_colour_looks_as_it_should(space, matches, monkeypatch, size):
    """The whole screen at two sizes, drawn with dots; with colours it is held with every other screen."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with VcycleApp(space).run_test(size=size) as pilot:
        await counted(pilot)
        matches(shown(pilot), f"braille-{size[0]}x{size[1]}")


async def test_an_empty_association_is_told_what_to_do(tmp_path):
    """Without anything planned the screen says how to begin, uncut."""
    space = a_space(tmp_path / "ny", today=date(2026, 3, 4))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        text = shown(pilot)
        assert "Inget är planerat 2026." in text
        assert "vcycle plan import NAMN" in text
        assert "…" not in text
        await pilot.press("enter", "m", "tab", "shift+tab", "up", "down", "right", "home", "u")
        assert len(pilot.app.screen_stack) == 1


async def test_an_empty_year_among_others_tells_the_way_back(space):
    """Before the first year there is nothing, and nothing to import: the screen says how to get back."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("pageup")
        text = shown(pilot)
        assert "Inget är planerat 2025." in text
        assert "Home går till i dag." in text
        assert "vcycle plan" not in text


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (44, 20), (60, 18), (73, 24), (100, 30), (200, 60)])
async def test_every_size_works(space, size):
    """From a sliver to a wall, nothing crashes; the year and the marked entry are there where a line has room."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await pilot.press("right", "tab", "m")
        await pilot.press("escape", "enter")
        await pilot.press("escape", "question_mark")
        await pilot.press("escape")
        text = shown(pilot)
        if size[0] >= 20:
            assert "2026" in text.splitlines()[0]
            assert wheel(pilot).walk.chosen.title[:8] in text


async def test_below_the_wheels_size_the_list_has_the_whole_width(space):
    """Where the wheel does not fit, the list is shown alone, with weekdays and hours."""
    async with VcycleApp(space).run_test(size=(60, 18)) as pilot:
        assert not wheel(pilot).view.display
        assert "  6 ▌→ Initiativskrivande med kommunala grupp…  fre  18:00" in shown(pilot)


async def test_a_resize_beneath_a_dialog_is_there_when_it_closes(space):
    """The screen beneath fits the new size, wheel or no wheel, as if no dialog had been open."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.resize_terminal(60, 18)
        await pilot.pause(0.1)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert not wheel(pilot).view.display
        await pilot.press("enter")
        await pilot.resize_terminal(120, 40)
        await pilot.pause(0.1)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert wheel(pilot).view.display
        await counted(pilot)
        large = shown(pilot)
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        await counted(pilot)
        assert shown(pilot) == large


async def test_light_and_dark_differ_and_the_choice_covers_dialogs(space):
    """t turns everything light, also what is opened after it, and back."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = wheel(pilot)
        dark = (screen.background_colors, screen.view.palette)
        await pilot.press("t")
        await pilot.pause()
        assert screen.background_colors[1].brightness > 0.8
        await pilot.press("m")
        assert pilot.app.screen.query_one(".box").background_colors[1].brightness > 0.8
        await pilot.press("escape", "t")
        await pilot.pause()
        assert (screen.background_colors, screen.view.palette) == dark


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm-16color", "COLORTERM": ""}])
async def test_without_colours_nothing_depends_on_them(space, monkeypatch, environment):
    """Rings have numbers instead of colours, in the legend, the list and on the wheel, light or dark."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            text = shown(pilot)
            assert " 3 ▸Vår politik" in text
            assert "  6 3 → Initiativskrivande" in text
            assert not set("▘▝▖▗▌▐") & set(text)
            await pilot.press("t")
            await pilot.pause()


@pytest.mark.parametrize("title", HOSTILE)
async def test_hostile_titles_are_only_text(tmp_path, title):
    """Markup, escapes, turned text and very long or wide titles keep every column in its place, in every dialog."""
    activity = Activity(
        title=title, description=f"{title}\n\t{title}", place=title, schedule=Dates(days=("2026-03-06",))
    )
    space = a_space(tmp_path / "lömsk", activity, today=date(2026, 3, 4))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for keys in ((), ("enter",), ("escape", "m"), ("escape", "c")):
            await pilot.press(*keys)
            text = shown(pilot)
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert all(cell_len(line) <= 80 for line in text.splitlines())
        assert all(strip.cell_length == 80 for strip in pilot.app.screen._compositor.render_strips())
        assert "Esc tillbaka" in text
        await pilot.press(*"regn", "enter")
        assert wheel(pilot).walk.chosen.state == "cancelled"


def test_wide_titles_are_cut_by_cells(tmp_path):
    """A title of wide characters is cut where its cells end, and every line of the panel is as wide."""
    from vcycle.services.wheel_page import wheel_page
    from vcycle.tui.month_list import Look, panel
    from vcycle.wheel import DARK, Selection

    activity = Activity(title="家" * 40, schedule=Dates(days=("2026-03-06",)))
    space = a_space(tmp_path / "bred", activity, today=date(2026, 3, 4))
    lines = panel(wheel_page(space, 2026), Selection(2, 0, None), Look(29, 22, DARK))
    assert {cell_len(line.text.plain) for line in lines if line.key} == {29}


@pytest.mark.parametrize("keys", [(), ("m",), ("enter",), ("question_mark",), ("c", "x")])
async def test_ctrl_q_leaves_from_everywhere(space, keys):
    """Ctrl+Q ends the program with exit code 0, also with the cursor in a field, and saves nothing half."""
    before = space.store.token
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "ctrl+q")
        await pilot.pause()
        assert not app.is_running
    assert (app.return_code, space.store.token) == (0, before)


async def test_ctrl_c_tells_how_to_leave(space):
    """The key that ends other programs says, in Swedish, which one ends this."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert messages(pilot) == ["Avsluta med ^Q."]


def test_every_key_is_declared_once_and_explained():
    """Each binding has an id of its own and words, and no two of a screen share a key."""
    bindings = [b for b in WheelScreen.BINDINGS if isinstance(b, Binding)]
    keys = [key for b in bindings for key in b.key.split(",")]
    assert len(set(keys)) == len(keys)
    assert len({b.id for b in bindings}) == len(bindings)
    assert all(meaning for _, meaning in key_rows(bindings))


def test_the_line_of_keys_fits_and_keeps_the_way_out():
    """Whatever the width, the last two keys stay, and nothing is cut where there is room for them."""
    bindings = [b for b in (*WheelScreen.BINDINGS, *VcycleApp.BINDINGS) if isinstance(b, Binding)]
    for width in range(100):
        line = key_line(bindings, width).plain
        assert line.endswith("? hjälp  ^Q avsluta")
        assert cell_len(line) <= max(width, len("? hjälp  ^Q avsluta"))


async def test_a_key_held_down_leaves_the_screen_to_be_seen(space):
    """What a key says again and again must never cover more than a few rows, the newest of it seen."""
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for number in range(30):
            app.notify(f"Nummer {number}")
            await pilot.pause()
        assert len(messages(pilot)) <= MOST_SAID
        assert messages(pilot)[-1] == "Nummer 29"
