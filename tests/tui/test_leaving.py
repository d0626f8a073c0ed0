"""What is clicked twice, as people do, leaves one screen and not two."""

from __future__ import annotations

import pytest
from textual import events

from tests.tui.conftest import shown, wheel
from vcycle.tui.app import VcycleApp
from vcycle.tui.register.questions import KeysDialog


async def double_click(pilot, text):
    """Both clicks are on their way before the first is answered, as a terminal sends them."""
    rows = shown(pilot).split("\n")
    y = max(at for at, row in enumerate(rows) if text in row)
    x = rows[y].index(text)
    for kind in (events.MouseDown, events.MouseUp) * 2:
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
    for _ in range(10):
        await pilot.pause()


@pytest.mark.parametrize(
    "keys", [["2"], ["3"], ["4"], ["5"], ["3", "right", "enter"], ["5", "enter"], ["5", "end", "enter"]]
)
async def test_a_double_click_on_the_way_back_leaves_one_screen(space, keys):
    """Clicking twice on Esc in the line of keys must leave the screen that has it, and no other."""
    app = VcycleApp(space)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        stack = app.screen_stack
        await double_click(pilot, "Esc")
        assert app.screen_stack == stack[:-1]


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_key_pressed_twice_at_once_leaves_one_screen(space, key):
    """Enter or Escape pressed twice where an entry is shown must leave the program where it is."""
    app = VcycleApp(space)
    async with app.run_test(size=(120, 30)) as pilot:
        for entry in [e for e in space.entries(space.this_year) if e.anchor][:2]:
            wheel(pilot).walk.to(entry)
            await pilot.press("enter")
            for _ in range(2):
                app.post_message(events.Key(key, None))
            for _ in range(10):
                await pilot.pause()
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
        assert app.is_running


async def test_a_double_click_removes_one_record(space):
    """Clicking twice where a record is thrown away must throw away that one, without a word about a second."""
    app = VcycleApp(space)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("3", "right", "x")
        await pilot.pause()
        before = len(space.store.history())
        await double_click(pilot, "⏎ ta bort")
        assert len(space.store.history()) == before + 1
        assert [said.severity for said in app._notifications] == ["information"]


async def test_a_double_click_on_what_was_found_chooses_it_once(space):
    """Clicking twice on a line of a list must do that once, on the screen from which somebody asked."""
    app = VcycleApp(space)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("ctrl+p", *"till in")
        await pilot.pause()
        await double_click(pilot, "Till inställningar")
        assert [type(screen).__name__ for screen in app.screen_stack] == ["WheelScreen", "SettingsScreen"]


async def test_a_screen_that_opens_while_the_program_ends(space):
    """What is opened in the moment when the program ends must not end it with an error instead."""
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(KeysDialog("Tangenter", "", []))
        app.exit()
    assert not app.return_code
