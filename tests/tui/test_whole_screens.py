"""What each screen looks like as a whole, small and large, in three themes: the text, and who wears which colours."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from itertools import chain

import pytest
from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style

from tests.tui.conftest import TODAY, counted, shown, titled, wheel
from vcycle import config
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp

SIZES = [(80, 24), (120, 40)]
THEMES: list[config.Theme] = ["dark", "light", "contrast"]
DRAWN = re.compile("[\u2580-\u259f\u2800-\u28ff]")
SAMPLE = 70
STILL = 0.12
"""Seconds without a change after which a screen is taken for finished: some are drawn in several steps."""
Steps = Callable[..., Awaitable[None]]


def pressing(*keys: str) -> Steps:
    async def press(pilot):
        await pilot.press(*keys)

    return press


async def chosen_meeting(pilot):
    """The member meeting in April, which much hangs on."""
    screen = wheel(pilot)
    screen.walk.to(titled(screen.space, "Medlemsmöte", 4))
    screen.show()


async def moved_meeting(pilot):
    """A move of that meeting that has consequences and a collision with a weekday."""
    await chosen_meeting(pilot)
    await pilot.press("m", "ctrl+u", *"2026-04-22")


async def opened_meeting(pilot):
    await chosen_meeting(pilot)
    await pilot.press("enter")


SCREENS: dict[str, Steps] = {
    "wheel": pressing(),
    "month": pressing("plus", "plus"),
    "entry": opened_meeting,
    "move": moved_meeting,
    "todo": pressing("a"),
    "palette": pressing("ctrl+p"),
    "help": pressing("question_mark"),
    "goals": pressing("2"),
    "register": pressing("3", "enter"),
    "form": pressing("3", "enter", "enter"),
    "settings": pressing("5"),
}
"""How each is reached from the start. The report is laid out in pieces, in threads, and held in tests of its own."""


def colours(segments: Iterable[Segment]) -> str:
    """Every style with the words that wear it, in the order in which they come; what is drawn by its colours alone."""
    worn: dict[Style, list[str]] = {}
    drawn: set[str] = set()
    for segment in segments:
        if segment.style is None or not segment.text.strip():
            continue
        if DRAWN.search(segment.text):
            drawn |= {_name(colour) for colour in (segment.style.color, segment.style.bgcolor)}
        else:
            worn.setdefault(segment.style.without_color + _colours_of(segment.style), []).append(segment.text.strip())
    lines = [f"{_worn(style)}: {' · '.join(words)[:SAMPLE].rstrip()}" for style, words in worn.items()]
    return "\n".join([*lines, f"ritat: {' '.join(sorted(drawn))}", ""])


def _colours_of(style: Style) -> Style:
    return Style(color=style.color, bgcolor=style.bgcolor)


def _name(colour: object) -> str:
    return str(getattr(colour, "name", "") or "-")


def _worn(style: Style) -> str:
    attributes = [name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)]
    return " ".join([_name(style.color), "on", _name(style.bgcolor), *attributes])


def lasting(text: str) -> str:
    """The text without what differs from run to run and theme to theme: the clock, the folder, the theme's name."""
    text = re.sub(r"\d+ \w+ \d\d:\d\d", "4 mars 18:30", text)
    text = re.sub(r"(Utseende +).*", r"\1…", text)
    return re.sub(r"Skrivs i\s(.*\n)+?(?= ⏎|$|#)", "Skrivs i …\n", text)


async def settled(pilot):
    """Everything that is worked out behind the screen is there, and nothing moves on it any longer."""
    await pilot.app.workers.wait_for_complete()
    await counted(pilot)
    before = ""
    while (now := shown(pilot)) != before:
        before = now
        await pilot.pause(STILL)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
async def test_every_screen_looks_as_it_should(space, matches, size, theme):
    """Nothing on any screen has moved, been reworded or recoloured unseen: VCYCLE_SNAPSHOTS=write keeps what is new."""
    config.save(space.folder, replace(space.settings, theme=theme))
    wrong = []
    for name, reach in SCREENS.items():
        async with VcycleApp(open_workspace(space.folder, today=TODAY, who="Siri")).run_test(size=size) as pilot:
            await settled(pilot)
            await reach(pilot)
            await settled(pilot)
            worn = colours(chain.from_iterable(pilot.app.screen._compositor.render_strips()))
            looks = lasting(f"{shown(pilot)}\n{worn}")
        stored = f"whole/{name}-{size[0]}x{size[1]}-{theme}"
        try:
            matches(looks, stored)
        except (AssertionError, FileNotFoundError):
            wrong.append(stored)
    assert wrong == []
