"""A dialog that finds things as somebody types, and gives the one that is chosen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static

from vcycle.tui.dialog import Dialog
from vcycle.tui.register.controls import Line
from vcycle.tui.widgets.sheet import Column, Sheet

T = TypeVar("T")


class PickDialog(Dialog[T]):
    """Its result is what was chosen; subclasses say what is found, and how it is shown."""

    CSS_PATH = Path(__file__).parent / "register" / "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "öppna", priority=True, id="pick.choose"),
        Binding("up", "move(-1)", "välj", priority=True, id="pick.up"),
        Binding("down", "move(1)", "välj", priority=True, id="pick.down"),
        Binding("pageup", "page(-1)", "bläddra", show=False, priority=True, id="pick.page_up"),
        Binding("pagedown", "page(1)", "bläddra", show=False, priority=True, id="pick.page_down"),
    ]
    AROUND = 10
    PLACEHOLDER = ""
    COLUMNS = 2
    words = query_one("#words", Line)
    sheet = query_one("#found", Sheet)
    about = query_one("#about", Static)

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.found: Sequence[T] = ()

    @abstractmethod
    def find(self, words: str) -> Sequence[T]:
        """What fits the words, best first."""

    @abstractmethod
    def row(self, one: T) -> tuple[str, ...]:
        """A line of the list, its cells made printable."""

    @abstractmethod
    def remark(self, words: str, count: int) -> str:
        """What is said above the list."""

    def body(self) -> ComposeResult:
        yield Line(placeholder=self.PLACEHOLDER, line_id="words")
        yield Static(id="about", classes="dim", markup=False)
        sheet = Sheet(head=False, sheet_id="found")
        sheet.add_class("scroll", "-always")
        sheet.can_focus = False
        yield sheet

    def on_mount(self) -> None:
        super().on_mount()
        self._look()

    @on(Input.Changed, "#words")
    def _look(self) -> None:
        words = self.words.value.strip()
        self.found = self.find(words)
        self.sheet.display = bool(self.found)
        self.sheet.show([Column("")] * self.COLUMNS, [self.row(one) for one in self.found])
        self.sheet.styles.height = len(self.found)
        self.about.update(self.remark(words, len(self.found)))

    def action_move(self, step: int) -> None:
        self.sheet.action_move(step)

    def action_page(self, step: int) -> None:
        self.sheet.action_page(step)

    def action_choose(self) -> None:
        if self.found:
            self.dismiss(self.found[self.sheet.marked])

    @on(Sheet.Chosen)
    def _clicked(self) -> None:
        self.action_choose()
