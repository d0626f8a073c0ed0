"""What goes over the wire: little, and what stands on the screen is the same as if all had been sent."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tests.acceptance.terminal import Terminal
from tests.tui.conftest import TODAY
from vcycle.tui.compositor import encode

LIMIT = 12 * 1024
HOME = b"\x1b[1;1H"
"""Every update ends with the cursor there."""
RIGHT, LEFT = "\x1b[C", "\x1b[D"
MONTHS = ("mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")

colours = st.sampled_from([None, "#102030", "#c0ffee", "red", "bright_blue", "default"])
styles = st.builds(
    Style, color=colours, bgcolor=colours, bold=st.sampled_from([None, True]), reverse=st.sampled_from([None, True])
)
segments = st.tuples(st.text("ab ▌▛å", min_size=1, max_size=4), st.none() | styles).map(lambda pair: Segment(*pair))
pieces = st.lists(
    st.tuples(st.tuples(st.integers(0, 30), st.integers(0, 3)), st.lists(segments, max_size=5)), max_size=6
)


def seen(text: str) -> dict:
    """What a terminal of 60 by 4 makes of a text, and the style that it leaves."""
    screen = pyte.Screen(60, 4)
    pyte.Stream(screen).feed(text)
    return {(x, y): screen.buffer[y][x] for y in range(4) for x in range(60)} | {"left": screen.cursor.attrs}


@given(pieces, st.sampled_from(["truecolor", "256", "standard", None]))
def test_short_codes_look_like_long_ones(written, system):
    """Naming only what changes gives the very same cells as naming everything and resetting after each piece."""
    console = Console(color_system=system, force_terminal=True)
    long = "".join(f"\x1b[{y + 1};{x + 1}H{Strip(list(line)).render(console)}" for (x, y), line in written)
    short = encode(written, console)
    assert seen(short) == seen(long)
    assert len(short) <= len(long)


def cells(terminal: Terminal) -> list:
    screen = terminal.screen
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def step(terminal: Terminal, key: str, month: str) -> int:
    """Press a key and read until the month (or day) and all that belongs to it has come; the bytes that came."""
    before = len(terminal.raw)
    terminal.press(key)
    terminal.wait(lambda text: f" {month} " in text and terminal.raw.endswith(HOME) and len(terminal.raw) > before)
    return len(terminal.raw) - before


@pytest.fixture
def terminal(demo_folder, tmp_path) -> Terminal:
    begun = Terminal("--data", str(demo_folder), "--today", TODAY.isoformat(), home=tmp_path)
    begun.wait(lambda text: "◂ i dag" in text and begun.raw.endswith(HOME))
    step(begun, RIGHT, "april")
    step(begun, LEFT, "mars")
    yield begun
    begun.leave("\x11")


def test_a_step_is_little_to_send(terminal):
    """Every step by month and by day at 80x24 sends under 12 KiB, and leaves what a whole redraw would have."""
    taken = {month: step(terminal, RIGHT, month) for month in MONTHS[1:]}
    for shown in ("höstterminen 2026", "december 2026", "v. 53, 28 december 2026 – 3 januari 2027"):
        step(terminal, "+", shown)
    for day in ("▸fre   1", "▸lör   2"):
        taken[day] = step(terminal, RIGHT, day)
    assert max(taken.values()) < LIMIT, taken
    stepped = cells(terminal)
    for key, paper in (("t", "fafaf7"), ("t", "14161e")):  # light and dark again: all is drawn anew
        terminal.press(key)
        terminal.wait(lambda _, paper=paper: cells(terminal)[1][0].bg == paper and terminal.raw.endswith(HOME))
    assert cells(terminal) == stepped
