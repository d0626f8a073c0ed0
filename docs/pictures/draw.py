"""Draws every picture of the docs from the running program: `python -m docs.pictures.draw`, or some of them by name.

A picture is a row of `PICTURES`: the filled example (or the first start) on a day that stands still, the size of the
terminal, the keys that were pressed, and what is to be seen. What stands between ” and ” there stands on the screen.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.app import App
from textual.pilot import Pilot

from docs.pictures.terminal_svg import drawn
from vcycle.services.demo import make_demo
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.start_screen import StartApp

HERE = Path(__file__).parent
TODAY = date(2026, 4, 2)
SMALL, LARGE = (80, 24), (120, 40)
NAMES = {"?": "question_mark", "+": "plus", "-": "minus", "/": "slash", " ": "space"}
PATIENCE, SETTLED = 10.0, 0.1  # seconds


class Picture(NamedTuple):
    """What is shown after `keys`, each a key of Textual's or, after "=", words that are written."""

    name: str
    size: tuple[int, int]
    keys: str
    shows: str
    is_start: bool = False

    @property
    def words(self) -> list[str]:
        """What must stand on the screen."""
        return re.findall("”(.+?)”", self.shows)


class Screen(NamedTuple):
    """What stood on it, as lines and as a picture."""

    text: str
    svg: str


PICTURES = (
    Picture(
        "arshjul", LARGE, "",
        "Årshjulet för ”Föreningen Exempelstad”: ringarna, ”april” och ”maj” bredvid, ”Att göra” längst ned",
    ),
    Picture("arshjul-80x24", SMALL, "", "Årshjulet i ett litet fönster: ”Föreningen Exempelstad” och ”saker att göra”"),
    Picture(
        "flytta", SMALL, 'right right right right right tab tab tab m "=9 sep"',
        "”Flytta Medlemsmöte”: ”4 tillfällen ändras:”, bland dem ”Kallelse till medlemsmötet”",
    ),
    Picture("bocka-av", SMALL, "shift+tab d =14", "”Bocka av Medlemsmöte”, med 14 i rutan ”Uppgift saknas”"),
    Picture(
        "notera", SMALL, "ctrl+l =medlemsb down",
        "Rutan ”Notera”: ”medlemsblad torsdag 2 april 2026: antal 1”, och att det ”Räknas i” två mål",
    ),
    Picture(
        "forsta-start", SMALL, 'tab tab "=14 mars" tab "=Vår förening"',
        "”Välkommen till vcycle”: tre frågor, och under ”Det här görs:” vad det blir", is_start=True,
    ),
    Picture(
        "att-gora", SMALL, "a",
        "Listan ”Att göra”: ”8 roller har ingen”, och att ⏎ ”skriver in vem som har rollen”",
    ),
    Picture(
        "mal", SMALL, "2 down down down down down down",
        "”Mål › 2026”: målen i området ”Medlemsvård”, med tecken och mätare, och ett som ”pågår” längst ned",
    ),
    Picture(
        "berattelse", SMALL, "4",
        "”Verksamhetsberättelse 2026 för Föreningen Exempelstad”, som börjar med ”Målen i korthet”",
    ),
    Picture(
        "lagg-ut", SMALL, '5 end space ctrl+p "=lägg ut" enter',
        "”Lägg ut en termins möten”: ”Regel”, ”Klockan” och ”Plats”, och under dem dagarna",
    ),
)  # fmt: skip


async def shot(picture: Picture, folder: Path) -> Screen:
    """Run the program on the filled example in `folder`, press the keys, and look at what is to be seen."""
    async with opened(picture, folder).run_test(size=picture.size) as pilot:
        for key in re.findall(r'"=[^"]*"|\S+', picture.keys):
            await press(pilot, key.strip('"'))
        return Screen(await still(pilot, picture.words), drawn(rows(pilot), picture.shows))


def opened(picture: Picture, folder: Path) -> App[Any]:
    if picture.is_start:
        return StartApp(Path("forening"), TODAY, "")
    return VcycleApp(open_workspace(folder, today=TODAY))


async def still(pilot: Pilot[Any], words: list[str]) -> str:
    """The screen once the words stand on it and nothing more happens there; raises TimeoutError if they never do."""
    before = ""
    async with asyncio.timeout(PATIENCE):
        while missing(text := lines(pilot), words) or text != before:
            before = text
            await pilot.pause(SETTLED)
    return text


async def press(pilot: Pilot[Any], key: str) -> None:
    keys = key[1:] if key.startswith("=") else [key]
    await pilot.press(*(NAMES.get(one, one) for one in keys))
    await pilot.pause()


def rows(pilot: Pilot[Any]) -> list[list[Segment]]:
    """The rows of the screen. Textual's own picture of it, which is public, has fonts from elsewhere and seams."""
    return [[*strip] for strip in pilot.app.screen._compositor.render_strips()]


def lines(pilot: Pilot[Any]) -> str:
    return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows(pilot))


def missing(text: str, words: list[str]) -> list[str]:
    """Those that do not stand in the text, wherever its lines were broken."""
    said = " ".join(text.replace("▌", " ").split())
    return [word for word in words if word not in said]


def main(names: list[str]) -> None:
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as place:
        example = Path(place) / "exempel"
        make_demo(example, today=TODAY)
        for picture in (picture for picture in PICTURES if picture.name in names or not names):
            folder = Path(shutil.copytree(example, Path(place) / picture.name))
            screen = asyncio.run(shot(picture, folder))
            (HERE / f"{picture.name}.svg").write_text(screen.svg, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
