"""Keys of one's own: what they do, what is said of them, and which are refused."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.conftest import TODAY, counted, messages, shown
from vcycle import config
from vcycle.cli.main import run
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.key_names import key_name, read_keys
from vcycle.tui.keymap import FIRST_START, declared, keyboard_of, keymap_of
from vcycle.tui.keys_list import KeysList
from vcycle.tui.settings.settings_form import KEYS, SettingsForm
from vcycle.tui.settings.settings_screen import SettingsScreen
from vcycle.tui.step_dialog import MoveDialog
from vcycle.tui.wheel_screen import WheelScreen

MEETINGS = {"meetings": "vcycle_meetings"}


def with_keys(space, **keys):
    """The workspace opened anew, with keys in its file; `wheel__move` is wheel.move."""
    written = {name.replace("__", "."): value for name, value in keys.items()}
    config.save(space.folder, replace(space.settings, keys=written))
    return open_workspace(space.folder, today=TODAY, who="Siri")


async def until(pilot, holds):
    """Wait for what other threads find out."""
    for _turn in range(400):
        await pilot.pause(0.05)
        if holds():
            return
    raise AssertionError("it never was so")


@pytest.fixture(scope="module")
def keyboard(demo_folder):
    """All that has keys, with a plugin's own screens too."""
    space = open_workspace(demo_folder, today=TODAY)
    plugins = replace(space.settings, plugins=MEETINGS)
    from vcycle.hooks.host import Host

    space.host, space.settings = Host(MEETINGS, {}), plugins
    return keyboard_of(space)


# The bindings themselves


def test_every_action_has_an_id_of_its_own_and_no_key_means_two_things(keyboard):
    """On every screen each binding has an id, which no other class has, and no key does two things at once."""
    assert {"LayoutScreen", "AnotherDay", "WheelScreen", "RecordForm"} <= {node.__name__ for node in keyboard.screens}
    owners = {}
    for node in (VcycleApp, *keyboard.screens):
        for cls in node.__mro__:
            own = [] if cls.__module__.startswith("textual.") else vars(cls).get("BINDINGS", ())
            keys = [key for binding in own for key in binding.key.split(",")]
            assert len(set(keys)) == len(keys), cls
            for binding in own:
                assert binding.id, (cls, binding.key)
                owners.setdefault(binding.id, set()).add(cls)
    for id_, classes in owners.items():
        [first, *others] = sorted(classes, key=lambda cls: len(cls.__mro__))
        assert all(issubclass(other, first) for other in others), (id_, classes)
    assert list(keyboard.clashes({})) == []
    assert all(action.words and action.where for action in keyboard.actions({}))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"wheel.mov": "f"}, "wheel.mov: det finns inget att göra som heter så; menade du ”wheel.move”?"),
        ({"note": "ctlr+o"}, "note: tangenten ”ctlr+o” finns inte; menade du ”ctrl+o”?"),
        ({"note": "ctrl+i"}, "samma tangent som Tab; skriv ”tab”"),
        ({"note": "^M"}, "samma tangent som Enter; skriv ”enter”"),
        ({"note": "alt+n"}, "”alt+n” kan terminaler inte skicka"),
        ({"note": 5}, "ska vara en text inom citattecken"),
        ({"wheel.move": "f,"}, "en tangent saknas"),
        ({"palette": "ctrl+a"}, "(palette) kan inte ha ^A, som behövs i fält där man skriver"),
        ({"form.save": "q"}, "”spara allt på en gång” (form.save) kan inte ha q, ett tecken där man skriver"),
        ({"dialog.leave": "q"}, "(dialog.leave) kan inte ha q, ett tecken där man skriver"),
        ({"register.new": "end"}, "(register.new) kan inte ha End, som man går omkring med"),
        ({"meetings.drop": "ctrl+s"}, "(meetings.set) och ”ta bort mötet, eller ta tillbaka det” (meetings.drop)"),
        ({"note": "ctrl+n"}, "”skriv in det som inte finns än” (form.make) kan inte båda ha ^N"),
        ({"quit": "enter"}, "”spara” (step.save) och ”avsluta” (quit) kan inte båda ha ⏎"),
    ],
)
def test_what_cannot_hold_is_said_with_its_place(keyboard, written, said):
    """A name, a key or a clash that cannot be is told in Swedish, with where it stands and what is nearest."""
    faults = [str(fault) for fault in keyboard.faults(written)]
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith(f"[keys] {next(iter(written))}: ") for fault in faults)


@pytest.mark.parametrize(
    "written",
    [
        {"wheel.move": "f", "note": "F2, ctrl+o", "meetings.drop": "b"},
        {"wheel.move": "d", "wheel.done": "m"},
        {"wheel.next_month": "←", "wheel.previous_month": "→"},
        {"goals.turn": "f", "wheel.move": "f", "wheel.zoom_in": ".", "wheel.copy": "å"},
        {"almanac.anything": "f"},
    ],
)
def test_what_can_hold_is_let_through(keyboard, written):
    """Keys may change places, be the same on different screens, and belong to a plugin that is off."""
    assert keyboard.faults(written) == []


def test_all_faults_are_told_at_once(keyboard):
    """A file with several faults names each of them."""
    faults = keyboard.faults({"wheel.mov": "f", "note": "ctrl+i", "wheel.move": "/", "form.save": "q"})
    assert [fault.key for fault in faults] == ["wheel.mov", "note", "form.save", "wheel.move"]


def test_keys_are_read_as_they_are_shown(keyboard):
    """What the line of keys says of a key may be written in the settings."""
    for binding in (binding for node in (VcycleApp, *keyboard.screens) for binding in declared(node)):
        assert read_keys(key_name(binding.key).replace(",", "comma")) == binding.key


def test_the_example_of_the_page_can_hold(keyboard):
    """The keys that docs/settings.md gives as an example are keys that hold."""
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    [example] = re.findall(r"```toml\n(\[keys\].*?)```", page, re.DOTALL)
    settings, faults = config.read(tomllib.loads(example))
    assert not faults
    assert keyboard.faults(settings.keys) == []
    assert keymap_of(settings.keys) == {"wheel.move": "f", "wheel.undo": "z,ctrl+z", "note": "f2"}


NAMED = re.compile(r"⏎|\bEsc\b|\bTab\b|\^[A-PR-Y]\b|Ctrl\+|\bF1\b|med u\b")
DISPLAYS = ("key_names.py",)


def test_no_text_names_a_key_that_may_be_another():
    """What is said in the interface takes keys from their bindings: no text of it holds one."""
    root = Path(__file__).parents[2]
    for path in (*root.glob("vcycle/tui/**/*.py"), *root.glob("plugins/*/tui/**/*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert path.name in DISPLAYS or not NAMED.search(node.value), (path.name, node.value)


# In the interface


async def test_a_key_of_ones_own_works_and_is_what_everything_says(space):
    """The new key does it and the old one nothing; line, help, list of deeds and messages say the new one."""
    keys = {"wheel__move": "f", "step__save": "f10", "wheel__undo": "z", "wheel__todo": "j"}
    async with VcycleApp(with_keys(space, **keys)).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "f flytta" in shown(pilot)
        await counted(pilot)
        assert re.search("  j [0-9]+ saker att göra", shown(pilot))
        await pilot.press("tab", "m")
        assert isinstance(pilot.app.screen, WheelScreen)
        await pilot.press("f")
        assert isinstance(pilot.app.screen, MoveDialog)
        await pilot.pause()
        assert "F10 spara" in shown(pilot)
        await pilot.press(*"+1", "enter")
        assert isinstance(pilot.app.screen, MoveDialog)
        await pilot.press("f10")
        await pilot.pause()
        assert messages(pilot)[-1].endswith("Ångra med z.")
        before = pilot.app.space.store.token
        await pilot.press("u")
        assert pilot.app.space.store.token == before
        await pilot.press("z", "question_mark")
        await pilot.pause()
        assert pilot.app.space.store.token != before
        assert re.search("f +flytta, med allt som hänger på", shown(pilot))
        await pilot.press("escape", "ctrl+p", *"flytta")
        await pilot.pause()
        assert "Flytta, med allt som hänger på  f" in shown(pilot)


async def test_a_wrong_file_opens_with_the_ordinary_keys_and_says_so(space):
    """Two actions on one key, or a name that nothing has, leave all keys as they are, and both are named."""
    for keys, said in (
        ({"wheel__move": "/", "wheel__done": "b"}, "”sök i året och registret” (wheel.search)"),
        ({"register__new": "s", "wheel__move": "f"}, "”sortera efter nästa kolumn” (register.sort)"),
    ):
        async with VcycleApp(with_keys(space, **keys)).run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: messages(pilot))
            assert said in messages(pilot)[0]
            assert messages(pilot)[0].startswith("De vanliga tangenterna gäller")
            await pilot.press("tab", "m")
            assert isinstance(pilot.app.screen, MoveDialog)


async def test_a_clash_is_refused_at_its_field_with_both_names(space):
    """The form says which two actions would share a key and saves nothing; what is right holds at once."""
    async with VcycleApp(space).run_test(size=(100, 40)) as pilot:
        pilot.app.push_screen(SettingsScreen(space, KEYS))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, SettingsForm)
        form.form.rows[KEYS].control.load_text("wheel.move = /")
        await pilot.press("ctrl+s")
        await pilot.pause()
        problem = form.form.rows[KEYS].problem
        assert "”sök i året och registret” (wheel.search) och ”flytta, med allt som hänger på” (wheel.move)" in problem
        assert config.load(space.folder).keys == {}
        form.form.rows[KEYS].control.load_text("wheel.move = f, F3")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await until(pilot, lambda: pilot.app.keymap == {"wheel.move": "f,f3"})
        assert config.load(space.folder).keys == {"wheel.move": "f, F3"}


async def test_every_key_is_found_by_what_it_does(space):
    """The list of keys finds an action by words and shows its name in the settings; choosing leads there."""
    async with VcycleApp(with_keys(space, wheel__move="f")).run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p", *"byt tang", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, KeysList) and pilot.app.screen.actions)
        await pilot.press(*"arshjulet flytta")
        await pilot.pause()
        assert re.search("f +wheel.move +flytta, med allt som hänger på", shown(pilot))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert pilot.app.screen.marked == KEYS


# On the command line


def test_the_command_line_lists_keys_and_doctor_says_what_is_wrong(space, capsys):
    """`shortcuts` shows ids, keys, words and places; a wrong one is told there and by doctor, and nowhere else."""
    words = ["--data", str(space.folder), "--today", str(TODAY)]
    (space.folder / "vcycle.toml").write_text('[keys]\nwheel.move = "f"\n"note" = "f2"\n')
    assert run([*words, "shortcuts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "I årshjulet:" in lines
    assert ["wheel.move", "f", "flytta,", "med"] in [line.split()[:4] for line in lines]
    (space.folder / "vcycle.toml").write_text('[keys]\n"wheel.move" = "d"\n')
    assert run([*words, "list"]) == 0
    assert "[keys]" not in capsys.readouterr().err
    assert run([*words, "shortcuts"]) == run([*words, "doctor"]) == 3
    heard = capsys.readouterr()
    both = "”flytta, med allt som hänger på” (wheel.move) och ”bocka av som genomfört” (wheel.done) kan inte båda ha d"
    assert both in heard.err
    assert both in heard.out


def test_the_first_start_has_no_keys_of_its_own():
    """The screen of the first start, before there are settings, is not among what can be changed."""
    from vcycle.tui.start_screen import StartScreen

    assert StartScreen.__module__ == FIRST_START
