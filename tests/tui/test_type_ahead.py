"""Keys that arrive all at once, as they do over a slow line, do what they do one by one."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual import events
from textual.widgets import Input

from tests.tui.conftest import titled, wheel
from vcycle.model.core import Change
from vcycle.tui.app import VcycleApp

DAY = "2026-03-25"


async def at_once(pilot, *keys):
    """Every key is in the queue before the first is answered."""
    for key in keys:
        text = key if len(key) == 1 else None
        pilot.app.post_message(events.Key({"-": "minus"}.get(key, key), text))
    for _ in range(30):
        await pilot.pause()


def is_moved(space, entry):
    change = space.store.get(Change, entry.id)
    return change is not None and change.day == date(2026, 3, 25)


@pytest.mark.parametrize("first", [("ctrl+u",), ("end", *["backspace"] * len(DAY)), ("home", "ctrl+k")])
async def test_editing_and_saving_in_one_go(space, first):
    """Emptying a field, writing in it and saving are done in that order."""
    entry = titled(space, "Internationella kvinnodagen", 3)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(entry)
        await pilot.press("m")
        await at_once(pilot, *first, *DAY, "enter")
        assert is_moved(space, entry)


async def test_a_key_that_opens_a_question_and_its_answer_in_one_go(space):
    """What is written behind the key that opens a dialog goes into the dialog, and Enter saves it."""
    entry = titled(space, "Internationella kvinnodagen", 3)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(entry)
        await at_once(pilot, "m", *DAY, "enter")
        assert is_moved(space, entry)


async def test_a_pasted_text_is_there_when_enter_comes(space):
    """Enter saves what was pasted just before it."""
    entry = titled(space, "Internationella kvinnodagen", 3)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(entry)
        await pilot.press("m", "ctrl+u")
        pilot.app.post_message(events.Paste(DAY))
        await at_once(pilot, "enter")
        assert is_moved(space, entry)


async def test_a_field_that_hangs_does_not_lock_the_program(space, monkeypatch):
    """When a field never comes back from a key, Ctrl+Q still ends the program."""
    let_go = asyncio.Event()

    async def hang(_self, event):
        await let_go.wait()

    monkeypatch.setattr(Input, "_on_key", hang)
    monkeypatch.setattr("vcycle.tui.type_ahead.PATIENCE", 0.05)
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        app.post_message(events.Key("x", "x"))
        await asyncio.sleep(0.1)
        app.post_message(events.Key("ctrl+q", None))
        async with asyncio.timeout(5):
            while app.is_running and not app._exit:
                await asyncio.sleep(0.01)
        assert app._exit
        let_go.set()
