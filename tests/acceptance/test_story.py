"""The first five minutes with the program, in a real terminal: look, walk, move, leave, export."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.acceptance.terminal import ROOT, Terminal
from vcycle.services.demo import make_demo

TODAY = "2026-03-04"
RIGHT, TAB, ENTER, CTRL_Q, CTRL_U = "\x1b[C", "\t", "\r", "\x11", "\x15"
TITLE = "Internationella kvinnodagen"


def command(*words: str) -> str:
    """One command line after the screen is closed; what it says on stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "vcycle", "--today", TODAY, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def events(path: Path) -> dict[str, tuple[str, date]]:
    """Title to UID and day, of the titles that occur once in a calendar file."""
    found: dict[str, list[tuple[str, date]]] = {}
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start = event["DTSTART"].dt
        found.setdefault(str(event["SUMMARY"]), []).append(
            (str(event["UID"]), getattr(start, "date", lambda s=start: s)())
        )
    return {title: those[0] for title, those in found.items() if len(those) == 1}


def restored(raw: bytes) -> bool:
    """Whether the main screen, the cursor and the mouse were given back."""
    switches = re.findall(rb"\x1b\[\?(1049|25|1000|1003|2004)([hl])", raw)
    last = dict(switches)
    return (last[b"1049"], last[b"25"], last[b"1000"], last[b"1003"], last[b"2004"]) == (b"l", b"h", b"l", b"l", b"l")


def test_the_story(tmp_path):
    """Look at the example, walk to a day, move it, leave; its calendar file has the new date under the old UID."""
    folder, first, second = tmp_path / "exempel", tmp_path / "first.ics", tmp_path / "second.ics"
    terminal = Terminal("--today", TODAY, "demo", "--dir", str(folder), home=tmp_path)
    terminal.wait(lambda text: "2026" in text and "◂ i dag" in text and "v. 10" in text and TITLE[:18] in text)
    command("--data", str(folder), "export", "ics", "-o", str(first))

    terminal.press(RIGHT)
    terminal.wait(lambda text: "\n" in text and "Medlemsmöte om kampanje" in text and "april" in text)
    terminal.press("\x1b[D")
    terminal.wait(lambda text: "◂ i dag" in text and "april" not in text)
    terminal.press("\x1b[H")
    terminal.press(TAB, "m")
    terminal.wait(lambda text: f"Flytta {TITLE}" in text)
    terminal.press(CTRL_U, "2026-03-25")
    terminal.wait(lambda text: "sön 8 mars → ons 25 mars" in text)
    terminal.press(ENTER)
    terminal.wait(lambda text: "25 ▌→ Internationella" in text)
    assert terminal.leave(CTRL_Q) == 0
    assert restored(terminal.raw)
    assert b"Traceback" not in terminal.raw

    command("--data", str(folder), "export", "ics", "-o", str(second))
    uid, day = events(first)[TITLE]
    assert day == date(2026, 3, 8)
    assert events(second)[TITLE] == (uid, date(2026, 3, 25))


def test_keys_that_arrive_in_one_piece_are_answered_in_order(tmp_path):
    """Over a slow line "move, empty the field, the day, save" arrives as one piece, and the day is what was written."""
    folder = tmp_path / "exempel"
    make_demo(folder, today=date(2026, 3, 4))
    terminal = Terminal("--data", str(folder), "--today", TODAY, home=tmp_path)
    terminal.wait(lambda text: "v. 10" in text and TITLE[:18] in text)
    terminal.press("\x1b[H" + TAB + "m" + CTRL_U + "2026-03-24" + ENTER)
    terminal.wait(lambda text: "24 ▌→ Internationella" in text)
    assert terminal.leave(CTRL_Q) == 0


def test_the_demo_leaves_nothing_behind(tmp_path):
    """`vcycle demo` alone shows the year, ends with Ctrl+Q and code 0, and its data are gone."""
    terminal = Terminal("--today", TODAY, "demo", home=tmp_path)
    terminal.wait(lambda text: "Föreningen Exempelstad" in text and "v. 10" in text)
    assert terminal.leave(CTRL_Q) == 0
    assert restored(terminal.raw)
    assert list(tmp_path.rglob("vcycle.json")) == []


@pytest.mark.parametrize("keys", ["", "m", "?"])
def test_resizing_is_safe(tmp_path, keys):
    """The window may become a sliver and a wall again, with a dialog open or not; the wheel is whole afterwards."""
    folder = tmp_path / "exempel"
    make_demo(folder, today=date(2026, 3, 4))
    terminal = Terminal("--data", str(folder), "--today", TODAY, home=tmp_path)
    terminal.wait(lambda text: "v. 10" in text)
    terminal.press(keys)
    for columns, rows in ((20, 5), (60, 18), (1, 1), (200, 60), (80, 24)):
        terminal.resize(columns, rows)
        terminal.press("")
    if keys:
        terminal.press("\x1b")
    terminal.wait(lambda text: "v. 10" in text and "◂ i dag" in text and "^Q avsluta" in text)
    assert terminal.leave(CTRL_Q) == 0
    assert b"Traceback" not in terminal.raw


def test_two_terminals_see_each_other(tmp_path):
    """What the command line saves shows in an open window without a key being pressed."""
    folder = tmp_path / "exempel"
    make_demo(folder, today=date(2026, 3, 4))
    terminal = Terminal("--data", str(folder), "--today", TODAY, home=tmp_path)
    terminal.wait(lambda text: " 8 ▌Internationella kvinnod" in text)
    command("--data", str(folder), "move", "internationella-kvinnodagen.2026", "2026-03-24")
    terminal.wait(lambda text: "24 ▌→ Internationella" in text)
    assert terminal.leave(CTRL_Q) == 0
