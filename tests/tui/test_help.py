"""Help is one key away everywhere: `?`, and F1 also where somebody writes."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from tests.spaces import a_space
from tests.tui.conftest import shown
from vcycle.model.core import Person
from vcycle.tui.app import VcycleApp
from vcycle.tui.command_screen import CommandForm
from vcycle.tui.goals.goals_screen import GoalsScreen
from vcycle.tui.help_dialog import HelpDialog
from vcycle.tui.keys import beside_writing, key_rows
from vcycle.tui.register.columns_dialog import ColumnsDialog
from vcycle.tui.register.questions import KeysDialog
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.step_dialog import StepDialog


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_places_tell_their_keys(space, key):
    """On the wheel and in the register both keys give help, and the same key closes it."""
    async with VcycleApp(space).run_test(size=(80, 40)) as pilot:
        await pilot.press(key)
        assert isinstance(pilot.app.screen, HelpDialog)
        await pilot.press("escape", "3", key)
        assert isinstance(pilot.app.screen, KeysDialog)
        assert "? F1" in shown(pilot)
        await pilot.press(key)
        assert not isinstance(pilot.app.screen, KeysDialog)


async def test_a_dialog_tells_its_keys(space):
    """In a dialog with a field `?` is written and F1 helps; in one without both help; what was written stays."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "question_mark")
        assert isinstance(pilot.app.screen, KeysDialog)
        await pilot.press("f1", "escape", "c", *"Hur?", "f1")
        assert isinstance(pilot.app.screen, KeysDialog)
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, StepDialog)
        assert pilot.app.screen.query_one("#answer").value == "Hur?"


async def test_a_click_in_the_help_does_what_the_key_does(space):
    """Where the line of keys has no room, the mouse alone still reaches everything, also what has two keys."""
    async with VcycleApp(space).run_test(size=(80, 40)) as pilot:
        await pilot.press("3", "enter")
        register = pilot.app.screen
        line = shown(pilot).splitlines()[-1]
        assert "kolumner" not in line
        for said, there in (("välj vilka kolumner", ColumnsDialog), ("2 3 4 5", GoalsScreen)):
            await pilot.click("RegisterScreen > .keys", offset=(line.index("hjälp"), 0))
            await pilot.pause()
            row, text = next((row, text) for row, text in enumerate(shown(pilot).splitlines()) if said in text)
            await pilot.click(offset=(text.index(said), row))
            await pilot.pause()
            await pilot.pause()
            assert isinstance(pilot.app.screen, there)
            if there is ColumnsDialog:
                await pilot.press("escape")
                assert pilot.app.screen is register


async def test_the_help_of_a_form_lists_no_letters(space):
    """Where figures are written they lead nowhere, and are not listed."""
    async with VcycleApp(space).run_test(size=(80, 40)) as pilot:
        await pilot.app.push_screen(RecordForm(space, space.registry.of(Person)))
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, KeysDialog)
        assert "register" not in shown(pilot)
        assert "^Q" in shown(pilot)


async def test_a_command_tells_what_it_asks(tmp_path):
    """The form of a plugin's command says that nothing is saved before it is shown."""
    space = a_space(tmp_path / "x", plugins={"circles": "tests.circle_plugin"})
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await pilot.press("ctrl+p", *"lagg ut cirklar", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CommandForm)
        await pilot.press("f1")
        assert "Ingenting sparas innan du har sett det." in shown(pilot)


def test_keys_that_are_letters_are_left_out_and_the_same_thing_said_once():
    """Of a key and a letter for one thing the key stays; two bindings that do the same are one row."""
    both = Binding("f1,question_mark", "app.help", "hjälp")
    assert [b.key for b in beside_writing([Binding("1", "place", "plats"), both])] == ["f1"]
    rows = key_rows([Binding("question_mark", "help", "hjälp"), Binding("u", "undo", "ångra"), both])
    assert rows == [("? F1", "hjälp"), ("u", "ångra")]
