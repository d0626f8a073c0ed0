"""A monkey at the keyboard finds nothing wrong, on any screen; the long run is in benchmarks/long_monkey.py."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.monkey import Monkey
from tests.tui.monkey_newcomer import Newcomer
from tests.tui.monkey_world import Everywhere, bundled, screens_of_ours
from vcycle.tui.start_screen import StartScreen

STROKES = 1000
"""Keys, clicks, resizes and so on, for each seed."""


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with everything in it, that nobody writes to."""
    return Everywhere(tmp_path_factory.mktemp("everywhere") / "space").folder


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are written land here."""
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_monkey_finds_nothing(everywhere: Path, tmp_path: Path, seed: int) -> None:
    """Random strokes on every screen, and others who save, must lead to no error, and to data that is whole."""
    monkey = Monkey(Path(shutil.copytree(everywhere, tmp_path / "space")), seed)
    await monkey.run(STROKES)
    missed = screens_of_ours() - monkey.seen - {StartScreen}
    assert not missed, "the monkey was never here; give it a way in tests/tui/monkey_ways.py"
    assert {one.split("-")[0] for one in bundled()} == {*monkey.settings.plugins}


async def test_a_monkey_on_the_first_start(tmp_path: Path) -> None:
    """Random answers to the first questions must lead to no error, and only to workspaces that are whole."""
    monkey = Newcomer(tmp_path / "spaces", 3)
    await monkey.run(150)
    assert monkey.seen >= {StartScreen}
