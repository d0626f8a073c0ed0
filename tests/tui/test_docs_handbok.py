"""docs/handbok.md says what the program does: its steps are walked, its commands run, its words and keys compared."""

from __future__ import annotations

import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen
from textual.worker import WorkerCancelled

from docs.pictures.draw import TODAY, lines, missing
from vcycle.cli.main import run
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.keys import bindings_of, key_rows
from vcycle.tui.places import PLACES
from vcycle.tui.start_screen import StartApp

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "handbok.md").read_text("utf-8")
SECTIONS = dict(part.split("\n", 1) for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:])
STEP = re.compile(r"^\d+\. (.+(?:\n   .+)*)", re.MULTILINE)
WALKED = [heading for heading, text in SECTIONS.items() if STEP.search(text)]
DONE = re.compile(
    r"(skriv\s+)?`([^`]+)`(?:\s+(två|tre|fyra|fem|sex)\s+gånger)?|\*\*(.+?)\*\*", re.IGNORECASE | re.DOTALL
)
TIMES = {"": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6}
KEYS = {
    "→": "right", "←": "left", "↑": "up", "↓": "down", "Enter": "enter", "Esc": "escape", "Tab": "tab", "/": "slash",
    "Skift+Tab": "shift+tab", "Home": "home", "End": "end", "PgDn": "pagedown", "mellanslag": "space",
    "?": "question_mark", "+": "plus", "-": "minus",
}  # fmt: skip
ASKS = ("vcycle --data forening", "vcycle demo", "vcycle --safe")
PATIENCE = 400


def key(name: str) -> str:
    """Textual's name of a key of the handbook's."""
    if name.startswith("Ctrl+"):
        return f"ctrl+{KEYS.get(name[5:], name[5:].lower())}"
    return name if len(name) == 1 and name.isalnum() else KEYS[name]


async def see(pilot, words, step):
    """Wait until the words stand on the screen."""
    for _ in range(PATIENCE):
        if not (lacking := missing(lines(pilot), [words])):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{lacking} in: {step}\n{lines(pilot)}")


async def follow(pilot, steps):
    """Do what the steps say: press, write, and see what they say is there."""
    while steps and pilot.app.return_value is None:
        step = steps.pop(0)
        for write, code, times, words in DONE.findall(step):
            if words:
                await see(pilot, " ".join(words.split()), step)
            else:
                await pilot.press(*([*code] if write else [key(code)]) * TIMES[times.lower()])
        if isinstance(pilot.app, StartApp):
            with suppress(WorkerCancelled):  # it ends as soon as it has made what was asked for
                await pilot.app.workers.wait_for_complete()


def opened(section: str, folder: Path) -> Iterator[App]:
    """What the section's command opens: the first start and then what it made, else the filled example."""
    if ASKS[0] in section:
        yield StartApp(Path("forening"), TODAY, "")
        yield VcycleApp(open_workspace(folder / "forening", today=TODAY))
    else:
        yield VcycleApp(open_workspace(folder / "exempel", today=TODAY))


@pytest.fixture
def here(april_folder, tmp_path, monkeypatch):
    """A home with a copy of the filled example, where the commands of the handbook are written."""
    shutil.copytree(april_folder, tmp_path / "exempel")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("heading", WALKED)
async def test_the_steps_lead_where_the_handbook_says(heading, here):
    """Every numbered step, its keys pressed in order, shows what the step says in bold."""
    steps = STEP.findall(SECTIONS[heading])
    apps = opened(SECTIONS[heading], here)
    while steps:
        async with next(apps).run_test(size=(80, 24), notifications=True) as pilot:
            await follow(pilot, steps)


def test_the_commands_do_what_they_should(here, monkeypatch, capsys):
    """Every command of the handbook does its work, in its order; one that opens the interface asks for a terminal."""
    monkeypatch.chdir(here / "exempel")
    monkeypatch.setenv("VCYCLE_TODAY", str(TODAY))
    commands = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    assert len(commands) >= 20
    for line in commands:
        code = run(shlex.split(line)[1:])
        err = capsys.readouterr().err
        if line.startswith(ASKS):
            assert (code, "behöver en terminal" in err) == (2, True), line
        else:
            assert code == 0, f"{line}\n{err}"


def test_the_words_in_bold_are_the_words_of_the_program():
    """What prose and tables, which nobody walks, say is on the screen stands in the program."""
    sources = [*ROOT.glob("vcycle/**/*.py"), *ROOT.glob("plugins/**/*.py"), *ROOT.glob("data/**/*.toml")]
    program = "\n".join(path.read_text("utf-8") for path in sources).lower()
    told = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", STEP.sub("", PAGE), re.DOTALL)}
    assert len(told) >= 10
    assert {words for words in told if words.lower() not in program} == {"fetstil", "31≤"}


async def test_the_key_card_is_the_programs(here):
    """The tables at the end are what `?` shows in each place; what most places share stands once, under Överallt."""
    said = {}
    async with VcycleApp(open_workspace(here / "exempel", today=TODAY)).run_test(size=(80, 24)) as pilot:
        for place in PLACES:
            await pilot.press(place.key)
            said[place.name] = key_rows(bindings_of(pilot.app.screen, Screen))
        everywhere = key_rows(bindings_of(pilot.app, App))
    times = Counter(row for rows in said.values() for row in rows)
    shared = [row for row in times if times[row] >= 3 and row[1] not in {does for _, does in everywhere}]
    card = [
        f"### {name.capitalize()}\n\n| tangent | gör |\n|---|---|\n"
        + "".join(f"| {keys} | {does} |\n" for keys, does in rows)
        for name, rows in {
            **{name: [row for row in rows if times[row] < 3] for name, rows in said.items()},
            "överallt": [*everywhere, *shared],
        }.items()
    ]
    assert SECTIONS["Tangenterna på en sida"].lstrip().partition("\n\n")[2] == "\n".join(card)
