"""The first start in a real terminal: three questions, a filled wheel, and leaving without anything made."""

from __future__ import annotations

import subprocess
import sys

from tests.acceptance.terminal import ROOT, Terminal
from tests.acceptance.test_story import CTRL_Q, TAB, restored

CTRL_S, ESCAPE, END = "\x13", "\x1b", "\x1b[F"


def said(*words: str) -> subprocess.CompletedProcess[str]:
    """One command line in a pipe."""
    return subprocess.run([sys.executable, "-m", "vcycle", *words], cwd=ROOT, capture_output=True, text=True)


def test_from_nothing_to_a_wheel(tmp_path):
    """`vcycle` in an empty folder asks, shows what it will make, makes it, and opens the wheel on it."""
    folder = tmp_path / "forening"
    terminal = Terminal("--data", str(folder), "--today", "2026-11-20", home=tmp_path)
    terminal.wait(lambda text: "Välkommen till vcycle" in text and "solna-2020" in text and "^S" in text)
    terminal.press(TAB, TAB, "14 mars")
    terminal.wait(lambda text: "söndag 14 mars 2027 (2027-03-14)" in text)
    terminal.press(TAB, "Vår lilla förening")
    terminal.wait(lambda text: "Vår lilla förening i mappen" in text)
    assert not folder.exists()
    terminal.press(CTRL_S)
    terminal.wait(lambda text: "2026  Vår lilla förening" in text and "◂ i dag" in text)
    assert terminal.leave(CTRL_Q) == 0
    assert restored(terminal.raw)
    assert b"Traceback" not in terminal.raw
    listed = said("--data", str(folder), "--today", "2026-11-20", "list", "--from", "2027-03-14", "--to", "2027-03-14")
    assert "Årsmöte" in listed.stdout

    again = Terminal("--data", str(folder), "--today", "2026-11-20", "--safe", home=tmp_path)
    again.wait(lambda text: "2026  Vår lilla förening" in text)
    assert again.leave(CTRL_Q) == 0


def test_escape_leaves_nothing_behind(tmp_path):
    """Escape ends the program with code 0, a word about the example, and no folder; a pipe is refused as before."""
    folder = tmp_path / "forening"
    terminal = Terminal("--data", str(folder), home=tmp_path)
    terminal.wait(lambda text: "Välkommen till vcycle" in text and "^S" in text)
    assert terminal.leave(ESCAPE) == 0
    assert restored(terminal.raw)
    assert "vcycle demo" in terminal.text
    assert not folder.exists()
    piped = said("--data", str(folder))
    assert piped.returncode == 2
    assert "behöver en terminal" in piped.stderr


def test_data_without_settings_are_not_begun_over(tmp_path):
    """Where data lie without their settings nobody is asked: that something is missing is told."""
    folder = tmp_path / "forening"
    folder.mkdir()
    (folder / "vcycle.json").write_text("{}")
    terminal = Terminal("--data", str(folder), home=tmp_path)
    assert terminal.leave("") == 3
    assert "vcycle.toml saknas" in " ".join(terminal.text.split())
    assert (folder / "vcycle.json").read_text() == "{}"
