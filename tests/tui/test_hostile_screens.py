"""A plugin's screen may fail in every way there is: the interface goes on, or ends cleanly with the plugin named."""

import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from tests.spaces import a_space, put
from tests.tui.conftest import messages, shown
from vcycle.errors import PLUGIN_FAILED
from vcycle.tui.app import VcycleApp
from vcycle.tui.command_screen import AnswerScreen
from vcycle.tui.wheel_screen import WheelScreen

HOSTILE = Path(__file__).parents[1] / "fixtures" / "hostile"
sys.path.insert(0, str(HOSTILE))
try:
    hostile = import_module("vcycle_hostile")
finally:
    sys.path.remove(str(HOSTILE))


@pytest.fixture
def space(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(HOSTILE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return a_space(tmp_path / "space", plugins={"hostile": "vcycle_hostile"})


def open_screen(app, way):
    (screen,) = [s for s in app.space.host.screens("hostile") if s.name == way.replace("_", "-")]
    app.open_plugin_screen("hostile", screen)


@pytest.mark.parametrize("way", hostile.IN_MAKING)
async def test_a_screen_that_cannot_be_made(space, way):
    """The interface must stay, and say in one short line which plugin it was and why."""
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24)) as pilot:
        open_screen(app, way)
        await pilot.pause()
        assert isinstance(app.screen, WheelScreen)
        assert "hostile" in messages(pilot)[-1]
        assert messages(pilot)[-1].isprintable()
        assert len(messages(pilot)[-1]) <= 400
        await pilot.press("right")
    assert app.failed is None
    assert not app.return_code


PILOTED = [way for way in hostile.ONCE_SHOWN if way not in ("exit_in_compose", "exit_on_key", "interrupt_on_key")]


@pytest.mark.parametrize("way", PILOTED)
async def test_a_screen_that_fails_once_it_is_shown(space, way):
    """The app must end with the plugin named in words that are safe to print, and without Python's own report."""
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24)) as pilot:
        open_screen(app, way)
        await pilot.pause()
        if app.failed is None:
            await pilot.press("b")
            for _ in range(100):
                await pilot.pause(0.01)
                if app.failed is not None:
                    break
    assert app.failed is not None
    assert (app.failed.plugin, app.return_code) == ("hostile", PLUGIN_FAILED)
    assert str(app.failed).startswith("Tillägget ”hostile” är avstängt (egen skärm): ")
    assert str(app.failed).isprintable()
    assert len(str(app.failed)) < 400
    assert space.host.enabled == ()


async def test_a_screen_that_is_left_is_no_failure(space):
    """A screen that closes itself must leave the interface as it was."""
    app = VcycleApp(space)
    async with app.run_test(size=(80, 24)) as pilot:
        open_screen(app, "leave")
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, WheelScreen)
    assert app.failed is None


async def test_texts_of_a_plugin_are_drawn_and_never_obeyed(tmp_path, monkeypatch):
    """Markup, escapes and endless words from a plugin must be drawn as text, wherever the interface shows them."""
    monkeypatch.syspath_prepend(HOSTILE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    space = a_space(tmp_path / "space", plugins={"texts": "vcycle_texts"}, today=date(2026, 3, 8))
    own = import_module("vcycle_texts")
    put(space, own.Thing(day=date(2026, 3, 10)))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for keys in (
            ["tab"] * 4, ["enter"], ["escape"], ["ctrl+p"], [*"100"], ["escape"], ["slash", *"abc"], ["escape"],
            ["question_mark"], ["escape"], ["l", *["down"] * 20], ["enter"], ["n"], ["escape"], ["escape"],
        ):  # fmt: skip
            await pilot.press(*keys)
            await pilot.pause()
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown(pilot)), keys
        (command,) = space.host.commands("texts")
        pilot.app.open_command("texts", command)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AnswerScreen)
        assert "[/red]" in shown(pilot)
    assert space.host.problems == []
