"""Asks for the name of a file, and writes there what takes a while to make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Literal

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Input, Static

from vcycle.model.text import printable, shorten
from vcycle.model.values import listed
from vcycle.paths import own_path
from vcycle.services.handing_out import write
from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import with_keys
from vcycle.tui.long_work import Job, Ways, work
from vcycle.tui.register.controls import Line

LONGEST = 400
THERE = "Filen finns redan. {file.write} en gång till skriver över den."


class FileDialog(Dialog[Path]):
    """Its result is where to write. A name without a folder means the home folder."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "write", "skriv", priority=True, id="file.write")]
    PURPOSE = "Skriv var filen ska ligga. Ett namn utan mapp hamnar i din hemmapp."
    words = query_one("#file", Line)
    warning = query_one("#warning", Static)

    def __init__(self, heading: str, name: str, endings: dict[str, str]) -> None:
        """`endings` are what the name may end with, each with what that gives."""
        super().__init__(heading)
        self.name_first = str(Path("~") / name)
        self.endings = endings
        self.warned: Path | None = None

    def body(self) -> ComposeResult:
        yield Line(self.name_first, line_id="file")
        with VerticalScroll(classes="scroll", can_focus=False):
            lines = [f".{ending}: {meaning}" for ending, meaning in self.endings.items()]
            yield Static("\n".join(lines), classes="dim", markup=False)
        yield Static(id="warning", classes="problem", markup=False)

    @on(Input.Changed)
    def _written(self) -> None:
        self.warning.update("")
        self.warned = None

    def action_write(self) -> None:
        """Leave with the place; where something lies already only when Enter is pressed again."""
        path = path_of(self.words.value)
        if path.suffix[1:].lower() not in self.endings:
            self._warn(f"Filens namn ska sluta på {listed(f'.{ending}' for ending in self.endings)}.")
        elif path.is_dir() or not path.parent.is_dir():
            wrong = "är en mapp" if path.is_dir() else "ligger i en mapp som inte finns"
            self._warn(f"{path} {wrong}. Skriv ett annat namn.")
        elif path.exists() and self.warned != path:
            self._warn(with_keys(self, THERE))
            self.warned = path
        else:
            self.dismiss(path)

    def _warn(self, text: str) -> None:
        self.warning.update(printable(shorten(text, LONGEST)))


def path_of(text: str) -> Path:
    """Where a name that somebody wrote leads: to their home folder, when it says no other."""
    return Path.home() / own_path(text.strip())


def write_meanwhile(
    app: App[None], path: Path, make: Callable[[], Any], told: str, put: Callable[[Any, Path], None] = write
) -> None:
    """Make a file and put it in place while the interface goes on; `told` is what is said when it is there."""

    def say(text: str, severity: Literal["information", "error"] = "information") -> None:
        app.notify(shorten(printable(text), LONGEST), severity=severity, markup=False)

    ways = Ways(make, lambda content: put(content, path), lambda _: say(told), lambda why: say(why, "error"))
    say(f"Skriver {path.name} …")
    work(app.screen_stack[0], Job(path.name), ways)
