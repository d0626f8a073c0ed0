"""The interface on a copy of the filled example, on a frozen day, as a terminal with all colours would have it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from docs.pictures.draw import TODAY as PICTURED
from vcycle.model.derived import Entry
from vcycle.services.demo import make_demo
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.todo_dialog import TodoDialog
from vcycle.tui.todo_items import Todo
from vcycle.tui.wheel_screen import WheelScreen

TODAY = date(2026, 3, 4)
SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled example that nobody writes to."""
    folder = tmp_path_factory.mktemp("demo") / "exempel"
    make_demo(folder, today=TODAY)
    return folder


@pytest.fixture(scope="session")
def april_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example of the handbook and its pictures, that nobody writes to."""
    folder = tmp_path_factory.mktemp("demo") / "exempel"
    make_demo(folder, today=PICTURED)
    return folder


@pytest.fixture
def space(demo_folder: Path, tmp_path: Path) -> Workspace:
    """The filled example, to write in."""
    return open_workspace(Path(shutil.copytree(demo_folder, tmp_path / "exempel")), today=TODAY, who="Siri")


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def wheel(pilot: Pilot[None]) -> WheelScreen:
    """The screen that everything else opens over."""
    assert isinstance(pilot.app, VcycleApp)
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, WheelScreen)
    return screen


def titled(space: Workspace, title: str, month: int) -> Entry:
    """The entry with that title in a month of 2026."""
    [found] = [e for e in space.entries(space.this_year) if e.title == title and e.due and e.due.month == month]
    return found


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen, as lines without colours."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines) + "\n"


async def counted(pilot: Pilot[None]) -> tuple[Todo, ...]:
    """What needs attention, once it is known, also after the last change, and shown."""
    screen = wheel(pilot)
    for _ in range(1000):
        screen._look_for_todo()
        await pilot.pause(0.01)
        if screen.todo.items is not None and not screen.todo._busy and not screen.todo.is_late:
            break
    else:
        raise AssertionError("nobody ever found anything")
    if isinstance(pilot.app.screen, TodoDialog):
        pilot.app.screen._look()
    await pilot.pause()
    return screen.todo.items


def messages(pilot: Pilot[None]) -> list[str]:
    """What has been said in the line above the keys."""
    return [notification.message for notification in pilot.app._notifications]


@pytest.fixture
def matches() -> Callable[[str, str], None]:
    """Hold a text against a stored one; VCYCLE_SNAPSHOTS=write stores it instead."""

    def check(text: str, name: str) -> None:
        path = SNAPSHOTS / f"{name}.txt"
        if os.environ.get("VCYCLE_SNAPSHOTS") == "write":
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check
