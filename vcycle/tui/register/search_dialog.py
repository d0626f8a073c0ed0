"""Search over everything: results as somebody types, Enter opens one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static

from vcycle.model.derived import Entry
from vcycle.model.text import printable, shorten
from vcycle.services.search import Found, Index
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.register.controls import Line
from vcycle.tui.widgets.sheet import WIDEST, Column, Sheet

MOST = 200
HOW = "Skriv ett eller flera ord. Sökningen ser allt i årets hjul och i registret, och bryr sig inte om prickar."


class SearchDialog(Dialog[Found]):
    """Its result is what was chosen."""

    CSS_PATH = "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "öppna", priority=True, id="search.open"),
        Binding("up", "move(-1)", "välj", priority=True, id="search.up"),
        Binding("down", "move(1)", "välj", priority=True, id="search.down"),
        Binding("pageup", "page(-1)", "bläddra", show=False, priority=True, id="search.page_up"),
        Binding("pagedown", "page(1)", "bläddra", show=False, priority=True, id="search.page_down"),
    ]
    AROUND = 10
    words = query_one("#words", Line)
    sheet = query_one("#found", Sheet)
    about = query_one("#about", Static)

    def __init__(self, space: Workspace, entries: Iterable[Entry] | None = None) -> None:
        super().__init__("Sök")
        self.space = space
        self.entries = entries
        self.found: list[Found] = []

    @cached_property
    def index(self) -> Index:
        """Made once the dialog is seen, so that it opens at once."""
        return Index(self.space, self.entries)

    def body(self) -> ComposeResult:
        yield Line(placeholder="arshjul hittar Årshjul", line_id="words")
        yield Static(HOW, id="about", classes="dim", markup=False)
        sheet = Sheet(head=False, sheet_id="found")
        sheet.add_class("scroll", "-always")
        sheet.can_focus = False
        yield sheet

    def on_mount(self) -> None:
        super().on_mount()
        self.sheet.display = False
        self.call_after_refresh(lambda: self.index)

    @on(Input.Changed, "#words")
    def _search(self) -> None:
        words = self.words.value.strip()
        self.found = self.index.find(words, MOST)
        self.sheet.display = bool(self.found)
        self.sheet.show([Column("")] * 3, [_row(one) for one in self.found])
        self.sheet.styles.height = len(self.found)
        self.about.update(_about(words, len(self.found)))

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


def _row(one: Found) -> tuple[str, ...]:
    name = shorten(printable(one.name), WIDEST)
    return name, printable(one.what), one.detail


def _about(words: str, count: int) -> str:
    if not words:
        return HOW
    if count == 0:
        return "Ingenting hittades. Pröva ett kortare ord, eller början av det."
    return f"De {MOST} som passar bäst" if count == MOST else f"{count} {'träff' if count == 1 else 'träffar'}"
