"""Which fields the list of a record type shows, and in what order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from vcycle.model.fields import FieldSpec
from vcycle.model.records import RecordType
from vcycle.model.text import printable
from vcycle.services.records.columns import declared, may_show
from vcycle.tui.dialog import Dialog
from vcycle.tui.widgets.sheet import Column, Sheet, Ticks

ABOUT = "● visas i listan. Det översta står längst till vänster."
ONE_STAYS = "En kolumn måste vara kvar."


class ColumnsDialog(Dialog[tuple[str, ...]]):
    """Its result is the names of the fields to show, in their order."""

    CSS_PATH = "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "behåll", tooltip="ha listan så här från och med nu", id="columns.keep"),
        Binding("space", "tick", "visa", tooltip="visa kolumnen, eller visa den inte", id="columns.tick"),
        Binding("left", "shift(-1)", "flytta", tooltip="flytta kolumnen åt vänster eller höger", id="columns.earlier"),
        Binding("right", "shift(1)", "flytta", id="columns.later"),
        Binding("d", "declared", "från början", tooltip="som listan var från början", id="columns.declared"),
    ]
    AROUND = 9
    PURPOSE = "Välj vad listan ska visa. Valet gäller för alla som använder mappen, och ändrar inga poster."
    sheet = query_one(Sheet)
    about = query_one("#about", Static)

    def __init__(self, kind: RecordType, columns: Iterable[FieldSpec]) -> None:
        super().__init__(f"Kolumner för {kind.plural}")
        self.kind = kind
        self._begin(columns)

    def _begin(self, columns: Iterable[FieldSpec]) -> None:
        """These are shown; the others stand below them, as they were declared."""
        self.on = list(columns)
        self.order = [*self.on, *(spec for spec in may_show(self.kind) if spec not in self.on)]

    def body(self) -> ComposeResult:
        yield Static(ABOUT, id="about", classes="dim", markup=False)
        sheet = Sheet(head=False, ticks=Ticks(off="○", anywhere=True))
        sheet.add_class("scroll")
        sheet.styles.height = len(self.order)
        yield sheet

    def on_mount(self) -> None:
        self._show(0)
        self.sheet.focus()

    def _show(self, marked: int, said: str = ABOUT) -> None:
        rows = [(printable(spec.label), printable(spec.help)) for spec in self.order]
        ticked = {at for at, spec in enumerate(self.order) if spec in self.on}
        self.sheet.show([Column("Fält"), Column("Vad det är")], rows, marked, ticked)
        self.about.update(said)

    @on(Sheet.Ticked)
    def action_tick(self) -> None:
        spec = self.order[self.sheet.marked]
        if self.on == [spec]:
            self._show(self.sheet.marked, ONE_STAYS)
            return
        (self.on.remove if spec in self.on else self.on.append)(spec)
        self._show(self.sheet.marked)

    def action_shift(self, step: int) -> None:
        """Change places with the column before or after."""
        here = self.sheet.marked
        there = max(0, min(here + step, len(self.order) - 1))
        self.order[here], self.order[there] = self.order[there], self.order[here]
        self._show(there)

    def action_declared(self) -> None:
        self._begin(declared(self.kind))
        self._show(0)

    @on(Sheet.Chosen)
    def action_keep(self) -> None:
        self.dismiss(tuple(spec.name for spec in self.order if spec in self.on))
