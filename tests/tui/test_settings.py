"""The settings in the interface: all of them in one form, plugins with what they add, and that it holds at once."""

import shutil
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.color import Color
from rich.style import Style

from tests.tui.conftest import TODAY, messages, shown, wheel
from vcycle import config
from vcycle.services.settings_form import field_name
from vcycle.services.settings_form import shown as settings_shown
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.looks import ENOUGH, contrast, readable
from vcycle.tui.register.questions import Unsaved
from vcycle.tui.settings.plugin_page import PluginPage
from vcycle.tui.settings.settings_form import SettingsForm
from vcycle.tui.settings.settings_screen import SettingsScreen
from vcycle.tui.wheel_screen import WheelScreen

SHADES = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Color.from_rgb(*rgb))


async def settled(pilot):
    """Wait for the threads and for what they have to show."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def marked(pilot, name):
    """Open the settings and mark a row."""
    await pilot.press("5")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    screen.sheet.mark(screen.names.index(name))
    await pilot.pause()
    return screen


async def opened(pilot, name):
    """Open the form with the cursor in a field."""
    await marked(pilot, name)
    await pilot.press("enter")
    await pilot.pause()
    form = pilot.app.screen
    assert isinstance(form, SettingsForm)
    return form


async def test_every_setting_and_every_plugin_has_a_row(space):
    """The place lists what the table of settings declares, with what it is now, and each plugin that is installed."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await marked(pilot, "wheel.glyphs")
        assert screen.names[: len(settings_shown())] == [field_name(setting) for setting in settings_shown()]
        assert {"plugin almanac", "plugin meetings"} <= set(screen.names)
        text = shown(pilot)
        assert "▸ Hjulets tecken      av sig själv" in text
        assert "Tillägg: almanac    ○ av – följer med vcycle" in text
        assert str(space.folder)[:40] in text


async def test_what_is_saved_holds_at_once_and_comes_back_where_it_was(space):
    """Name, person and terms are written, the wheel and the history know them, and the same row is marked."""
    async with VcycleApp(open_workspace(space.folder, today=TODAY)).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "user.name")
        form.form.rows["user.name"].control.value = "Amina"
        form.form.rows["association.name"].control.value = "Nya [b]namnet[/b]"
        form.form.rows["terms.*"].control.load_text("allt = hela året")
        await pilot.press("ctrl+s")
        await settled(pilot)
        settings = config.load(space.folder)
        assert (settings.user, settings.name) == ("Amina", "Nya [b]namnet[/b]")
        assert settings.years.terms == {"allt": ("", "")}
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert pilot.app.screen.marked == "user.name"
        assert len(pilot.app.screen_stack) == 2
        await pilot.press("1")
        await pilot.pause()
        assert "Nya [b]namnet[/b]" in shown(pilot)
        assert wheel(pilot).space.who == pilot.app.space.who == "Amina"


async def test_faults_stand_at_their_fields_all_at_once(space):
    """Nothing is saved while anything is wrong, and everything that is says so where it stands."""
    before = (space.folder / "vcycle.toml").read_bytes()
    async with VcycleApp(space).run_test(size=(100, 40)) as pilot:
        form = await opened(pilot, "years.start")
        form.form.rows["years.start"].control.value = "31 februari"
        form.form.rows["rings.*"].control.load_text("Möten Styrelsen")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is form
        assert "ingen dag på året" in form.form.rows["years.start"].problem
        assert "saknar =" in form.form.rows["rings.*"].problem
        assert form.form.rows["years.start"].control.has_focus
        assert "2 fält behöver rättas." in shown(pilot)
        assert (space.folder / "vcycle.toml").read_bytes() == before


async def test_what_somebody_else_saved_meanwhile_is_not_written_over(space):
    """Their change of another field is taken in, of the same field shown beside mine, and only Enter saves."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "user.name")
        form.form.rows["user.name"].control.value = "Amina"
        theirs = config.load(space.folder)
        config.save(space.folder, replace(theirs, user="Johan", name="Deras namn", plugins={"x": "finns_inte"}))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert config.load(space.folder).user == "Johan"
        text = shown(pilot)
        assert "● du           Amina" in text
        assert "○ Någon annan  Johan" in text
        assert form.form.texts["association.name"] == "Deras namn"
        await pilot.press("enter")
        await settled(pilot)
        settings = config.load(space.folder)
        assert (settings.user, settings.name, settings.plugins) == ("Amina", "Deras namn", {"x": "finns_inte"})


async def test_escape_asks_about_what_is_not_saved(space):
    """Escape from a form that was written in asks; going on keeps the words, throwing away leaves the file."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "user.name")
        await pilot.press("K", "i", "m", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Unsaved)
        await pilot.press("escape")
        await pilot.pause()
        assert form.form.texts["user.name"].endswith("Kim")
        await pilot.press("escape", "x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert config.load(space.folder).user == ""


async def test_a_plugin_is_switched_on_and_off_at_once(space):
    """Space switches it, the year has its days at once, and off hides them again."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await marked(pilot, "plugin almanac")
        await pilot.press("space")
        await settled(pilot)
        assert config.load(space.folder).plugins == {"almanac": "vcycle_almanac"}
        assert pilot.app.screen.marked == "plugin almanac"
        assert "● på – register: märkesdagar" in shown(pilot)
        assert any(entry.plugin == "almanac" for entry in wheel(pilot).space.entries(space.this_year))
        await pilot.press("space")
        await settled(pilot)
        assert config.load(space.folder).plugins == {}
        assert not any(entry.plugin == "almanac" for entry in wheel(pilot).space.entries(space.this_year))


async def test_a_plugin_says_what_it_adds_before_it_is_on(space):
    """The page of a plugin that is off names its registers, what can be done and its screens, and switches nothing."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await marked(pilot, "plugin meetings")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PluginPage)
        text = " ".join(shown(pilot).split())
        assert "Det skulle lägga till: Register: möten, dagordningspunkter" in text
        assert "Skärmar: Lägg ut en termins möten" in text
        await pilot.press("escape")
        await pilot.pause()
        assert config.load(space.folder).plugins == {}


async def test_a_plugins_own_settings_are_a_form(space):
    """What it declares can be written, faults stand at their fields, and what is saved holds at once."""
    config.save(space.folder, replace(space.settings, plugins={"almanac": "vcycle_almanac"}))
    async with VcycleApp(open_workspace(space.folder, today=TODAY)).run_test(size=(80, 24)) as pilot:
        await marked(pilot, "plugin almanac")
        await pilot.press("enter")
        await pilot.pause()
        page = pilot.app.screen
        page.form.rows["ahead"].control.value = "1000"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert page.form.rows["ahead"].problem
        assert config.load(space.folder).plugin_settings == {}
        page.form.rows["ahead"].control.value = "30"
        page.form.rows["eves"].control.at = 1
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert config.load(space.folder).plugin_settings == {"almanac": {"eves": False, "ahead": 30}}
        assert pilot.app.space.host.settings("almanac").ahead == 30


@dataclass
class Offer:
    """A plugin that some distribution offers."""

    name: str
    module: str
    distribution: str = "främmande"
    version: str = "1.0"
    summary: str = "Gör något"


async def test_a_plugin_that_fails_says_why_and_changes_nothing(space, tmp_path, monkeypatch):
    """Switching on what cannot be imported tells the cause, and the file stays as it was."""
    (tmp_path / "broken_plugin_of_somebody.py").write_text("raise RuntimeError('trasigt [red]inuti[/red]')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("vcycle.hooks.installed.scan", lambda: [Offer("broken", "broken_plugin_of_somebody")])
    before = (space.folder / "vcycle.toml").read_bytes()
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await marked(pilot, "plugin broken")
        await pilot.press("space")
        await pilot.pause()
        assert "går inte att slå på" in messages(pilot)[-1]
        assert "trasigt [red]inuti[/red]" in messages(pilot)[-1]
        assert "Ingenting har ändrats." in messages(pilot)[-1]
        await pilot.press("enter")
        await pilot.pause()
        assert "fungerar inte" in shown(pilot)
        assert (space.folder / "vcycle.toml").read_bytes() == before


async def test_what_another_window_saves_appears_by_itself(space):
    """Settings that somebody else writes are taken up where the list is open; a faulty file is told and left."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await marked(pilot, "plugin meetings")
        config.save(space.folder, replace(space.settings, name="Skrivet i ett annat fönster", user="Amina"))
        for _turn in range(100):
            await pilot.pause(0.05)
            if "Skrivet i ett annat" in shown(pilot):
                break
        assert "Skrivet i ett annat fönster" in shown(pilot)
        assert pilot.app.space.who == "Siri"  # who was said at the start stays for this time
        (space.folder / "vcycle.toml").write_text("[associatoin]\n")
        for _turn in range(100):
            await pilot.pause(0.05)
            if messages(pilot):
                break
        assert "menade du ”association”?" in messages(pilot)[-1]
        await pilot.press("enter", "escape", "1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WheelScreen)


@pytest.mark.parametrize("key", ["1", "question_mark", "3", "ctrl+p"])
async def test_a_key_pressed_while_it_begins_anew_does_no_harm(space, key):
    """Whatever is pressed just after a change, home and one place at most are open, all on the new settings."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await marked(pilot, "plugin almanac")
        await pilot.press("space", key)
        await settled(pilot)
        await pilot.press("escape", "escape", "1")
        await settled(pilot)
        assert [type(screen) for screen in pilot.app.screen_stack] == [WheelScreen]
        assert wheel(pilot).space is pilot.app.space
        assert pilot.app.space.host.enabled == ("almanac",)


async def test_a_workspace_that_cannot_be_opened_again_is_told(space):
    """When the data cannot be read anew, what was saved is saved, and the interface goes on with what it has."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "user.name")
        form.form.rows["user.name"].control.value = "Amina"
        kept = shutil.copy(space.folder / "vcycle.json", space.folder / "kept")
        (space.folder / "vcycle.json").write_text("{")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert any("gäller först när du startar nästa gång" in said for said in messages(pilot))
        assert config.load(space.folder).user == "Amina"
        shutil.move(kept, space.folder / "vcycle.json")
        assert isinstance(pilot.app.screen, SettingsScreen)


@pytest.mark.parametrize("theme", [*config.THEMES])
async def test_each_theme_is_worn_at_once_and_at_the_next_start(space, theme):
    """Choosing a theme shows it, and so does the next start; without colours nothing on the screen has one."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, "screen.theme")
        form.form.rows["screen.theme"].control.put(config.THEMES[theme])
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert config.load(space.folder).theme == theme
    async with VcycleApp(open_workspace(space.folder, today=TODAY)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app = pilot.app
        assert app.theme == ("textual-light" if theme == "light" else "textual-dark")
        assert app.no_color == (theme == "mono")
        styles = [
            s.style for strip in app.screen._compositor.render_strips() for s in strip if s.style and s.text.strip()
        ]
        colours = {style.color.get_truecolor() for style in styles if style.color}
        is_grey = all(colour.red == colour.green == colour.blue for colour in colours)
        assert is_grey == (theme == "mono")


async def test_high_contrast_makes_every_letter_readable(space):
    """With high contrast, every letter on wheel, list and form has at least 7 to 1 against what is behind it."""
    config.save(space.folder, replace(space.settings, theme="contrast"))
    async with VcycleApp(open_workspace(space.folder, today=TODAY)).run_test(size=(80, 24)) as pilot:
        for keys in (("1",), ("3",), ("5",), ("enter",)):
            await pilot.press(*keys)
            await settled(pilot)
            segments = [s for strip in pilot.app.screen._compositor.render_strips() for s in strip]
            letters = [s for s in segments if s.style and any(c.isalnum() for c in s.text)]
            assert len(letters) > 10
            for segment in letters:
                if not any("\u2580" <= c <= "\u28ff" for c in segment.text):
                    assert contrast(segment.style.color, segment.style.bgcolor) >= ENOUGH, segment


@given(letter=SHADES, ground=SHADES)
def test_any_letter_on_any_ground_becomes_readable(letter, ground):
    """Whatever two colours somebody wrote, what is shown has at least 7 to 1."""
    made = readable(Style(color=letter, bgcolor=ground), Color.from_rgb(0, 0, 0))
    assert contrast(made.color, made.bgcolor) >= ENOUGH


def test_a_letter_without_a_colour_gets_one():
    """What leaves the colour to the terminal is made readable on the ground it stands on."""
    white, black = Color.from_rgb(255, 255, 255), Color.from_rgb(0, 0, 0)
    assert readable(Style(), black).color == white
    assert readable(Style(), white).color == black
    assert readable(Style(bgcolor="#fafaf7", color="#686c7c"), black) == Style(bgcolor=white, color=black, dim=False)
