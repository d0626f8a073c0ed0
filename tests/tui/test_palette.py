"""Everything that can be done, found by typing; plugins asked in the interface; their screens, and when those fail."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import circle_screen
from tests.circle_plugin import Circle
from tests.spaces import a_space
from tests.tui.conftest import messages, shown
from vcycle.errors import PLUGIN_FAILED
from vcycle.tui.app import VcycleApp
from vcycle.tui.command_screen import AnswerScreen, CommandForm
from vcycle.tui.palette import Deed, Palette, deeds, fitting
from vcycle.tui.wheel_screen import WheelScreen


@pytest.fixture
def circles(tmp_path, monkeypatch):
    monkeypatch.setitem(circle_screen.WAYS, "fail_in", "")
    return a_space(tmp_path / "x", plugins={"circles": "tests.circle_plugin"})


def _deed(label):
    return Deed(label, "", lambda: None)


DEEDS = [_deed(label) for label in ("Ställ in", "Årshjul", "Lägg ut en termin", "Öppna register", "Ångra")]


FIRST = {
    "arshjul": "Årshjul",
    "lagg ut": "Lägg ut en termin",
    "reg": "Öppna register",
    "ånr": "Ångra",
    "lut": "Lägg ut en termin",
}


@pytest.mark.parametrize(("text", "first"), FIRST.items())
def test_letters_in_their_order_find_it(text, first):
    """Rings, dots and case do not matter, words before letters, and some letters in their order are enough."""
    assert fitting(DEEDS, text)[0].label == first


def test_what_nothing_has_finds_nothing():
    """Letters that no deed has give an empty list, no text gives all."""
    assert fitting(DEEDS, "xyz") == []
    assert fitting(DEEDS, " ") == DEEDS


@given(st.text(max_size=8))
def test_only_deeds_with_the_letters_are_found(text):
    """Nothing is made up: what is found is among the deeds, each once."""
    found = fitting(DEEDS, text)
    assert len(found) == len({deed.label for deed in found})
    assert set(found) <= set(DEEDS)


async def _palette(pilot, words):
    await pilot.press("ctrl+p")
    assert isinstance(pilot.app.screen, Palette)
    await pilot.press(*words)
    await pilot.press("enter")
    await pilot.pause()


async def test_a_deed_of_a_screen_that_was_closed_meanwhile_is_not_done(space):
    """What was chosen in the list of deeds is for the screen that was shown; without it nothing happens."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        [back] = [deed for deed in deeds(pilot.app) if deed.label.startswith("Avbryt")]
        back.do()
        pilot.app.pop_screen()
        await pilot.pause()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_a_key_of_the_screen_is_done_from_it(circles):
    """What the wheel's keys do is done from the list too."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "ljust")
        assert not pilot.app.current_theme.dark
        assert isinstance(pilot.app.screen, WheelScreen)


async def test_not_over_a_dialog(circles):
    """A dialog asks for an answer first."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", "ctrl+p")
        assert not isinstance(pilot.app.screen, Palette)


async def test_a_command_is_asked_in_a_form_and_saved(circles):
    """Arguments in a form, the answer shown with nothing saved, Enter saves it as one step."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "lagg ut")
        assert isinstance(pilot.app.screen, CommandForm)
        await pilot.press("ctrl+s")
        assert "måste fyllas i" in shown(pilot)
        await pilot.press(*"Kväll", "ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AnswerScreen)
        assert "2026-03-31" in shown(pilot)
        assert circles.store.find(Circle) == []
        await pilot.press("enter")
        await pilot.pause()
        assert [circle.day for circle in circles.store.find(Circle)] == [date(2026, 3, 1), date(2026, 3, 31)]
        assert isinstance(pilot.app.screen, WheelScreen)


async def test_what_a_command_refuses_is_said_at_the_form(circles):
    """A refusal stands above the keys, and what was written is kept."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "lagg ut")
        await pilot.press(*"fel", "ctrl+s")
        await pilot.pause()
        assert "Så får den inte heta. Välj ett annat namn." in shown(pilot)
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, CommandForm)
        await pilot.press("escape", "enter")
        assert isinstance(pilot.app.screen, WheelScreen)


async def test_a_command_without_arguments_answers_at_once(circles):
    """Nothing is asked that need not be; with nothing to save no key says so."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "vad ar det")
        assert "2026-03-01" in shown(pilot)
        assert "spara" not in shown(pilot)


async def test_other_words_for_it_and_its_plugin_are_found(circles):
    """What somebody calls it is enough; the plugin stands beside it by its Swedish name."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"datum")
        assert "Vad är det i dag" in shown(pilot)
        assert "Cirklar" in shown(pilot)


async def test_a_command_that_fails_is_named_and_the_rest_goes_on(circles):
    """The plugin is named with its cause, and the interface stays."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "ga sonder")
        assert "ZeroDivisionError" in messages(pilot)[-1]
        assert isinstance(pilot.app.screen, WheelScreen)
    assert pilot.app.return_code in (0, None)


async def test_hook_screens_open_and_save(circles):
    """A plugin's own screen opens from the list, sees the workspace, saves as one step, and Escape leaves it."""
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "tavlan")
        assert "I dag är det 2026-03-01" in shown(pilot)
        await pilot.press("s")
        assert len(circles.store.find(Circle)) == 1
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, WheelScreen)


async def test_a_screen_that_cannot_be_made_is_named(circles, monkeypatch):
    """When the plugin cannot even make its screen, the interface stays and says why."""
    monkeypatch.setitem(circle_screen.WAYS, "fail_in", "make")
    async with VcycleApp(circles).run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "tavlan")
        assert "circles" in messages(pilot)[-1]
        assert "oj i make" in messages(pilot)[-1]


@pytest.mark.parametrize("way", ["compose", "mount", "key", "worker"])
async def test_a_screen_that_fails_ends_the_app_and_is_named(circles, monkeypatch, way):
    """Wherever a plugin's screen fails, the app ends with the plugin named, and what was saved is there."""
    monkeypatch.setitem(circle_screen.WAYS, "fail_in", way)
    app = VcycleApp(circles)
    async with app.run_test(size=(80, 24)) as pilot:
        await _palette(pilot, "tavlan")
        if way in ("key", "worker"):
            await pilot.press("s", {"key": "b", "worker": "w"}[way])
            await pilot.pause()
    assert app.failed is not None
    assert (app.failed.plugin, app.return_code) == ("circles", PLUGIN_FAILED)
    assert "RuntimeError" in app.failed.cause
    assert len(circles.store.find(Circle)) == (way in ("key", "worker"))
