"""A plugin's screen that fails in a real terminal: the terminal is given back, and starting without it is offered."""

import os
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal
from tests.spaces import a_space

HOSTILE = Path(__file__).parents[1] / "fixtures" / "hostile"
LEAVE_THE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def terminal(tmp_path, monkeypatch):
    """The interface in a terminal, with the plugin whose screens fail switched on."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HOSTILE), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    folder = tmp_path / "board"
    a_space(folder, plugins={"hostile": "vcycle_hostile"})
    started = []

    def start(*words):
        started.append(Terminal("--data", str(folder), "--today", "2026-03-08", *words, home=tmp_path))
        started[-1].wait(lambda text: "^Q avsluta" in text)
        return started[-1]

    yield start
    for left in started:
        left.child.close(force=True)


def open_screen(terminal, way):
    terminal.press("\x10")
    terminal.wait(lambda text: "Prova" in text)
    terminal.press(f"prova {way}".replace("_", " "))
    terminal.wait(lambda text: way.replace("_", " ") in text)
    terminal.press("\r")


def ended_by(terminal, way):
    """What stands in the terminal when the interface has ended, and asks."""
    open_screen(terminal, way)
    if way != "exit_in_compose":
        terminal.wait(lambda text: "Tryck b" in text)
        terminal.press("b")
    terminal.wait(lambda text: "[J/n]" in text)
    assert LEAVE_THE_SCREEN in terminal.raw
    assert b"Traceback" not in terminal.raw
    told = "".join(terminal.text.split())  # however the lines are broken
    assert "Tillägget”hostile”äravstängt(egenskärm):" in told
    assert "Ingentingsomvarsparatärborta." in told
    return told


@pytest.mark.parametrize("way", ["key", "exit_on_key", "exit_in_compose"])
def test_no_thanks_ends_with_the_code_of_plugins(terminal, way):
    """The cause is said on one line, and who says no gets exit code 5 and how to start without the plugin."""
    shown = terminal()
    told = ended_by(shown, way)
    assert ("försökteavslutahelaprogrammet" if "exit" in way else "RuntimeError:oj[/red]␛[31m") in told
    assert shown.leave("n\r") == 5
    assert "vcycle --without hostile" in " ".join(shown.text.split())
    assert b"Traceback" not in shown.raw


def test_yes_starts_without_it(terminal):
    """Enter starts again; the plugin is off, the year is there, and the interface ends as always."""
    shown = terminal()
    ended_by(shown, "timer")
    shown.raw = b""
    shown.press("\r")
    shown.wait(lambda text: "^Q avsluta" in text and "[J/n]" not in text)
    shown.press("\x10")
    shown.wait(lambda text: "Sök" in text or "sök" in text)
    assert "Prova" not in shown.text
    shown.press("\x1b")
    assert shown.leave("\x11") == 0


def test_without_it_from_the_start(terminal):
    """`--without hostile` starts with the plugin off, whatever the settings say, and changes none of them."""
    shown = terminal("--without", "hostile")
    shown.press("\x10")
    shown.wait(lambda text: "Sök" in text or "sök" in text)
    assert "Prova" not in shown.text
    shown.press("\x1b")
    assert shown.leave("\x11") == 0


def test_ctrl_c_inside_a_screen_is_the_users(terminal):
    """A KeyboardInterrupt ends the program as Ctrl-C does, with the terminal given back and no plugin to blame."""
    shown = terminal()
    open_screen(shown, "interrupt_on_key")
    shown.wait(lambda text: "Tryck b" in text)
    assert shown.leave("b") == 130
    assert LEAVE_THE_SCREEN in shown.raw
    assert b"Traceback" not in shown.raw
