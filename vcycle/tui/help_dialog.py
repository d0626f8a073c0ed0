"""The keys of the screen beneath, and what the signs in the list mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import key_rows, with_keys
from vcycle.tui.words import BY, SIGNS, SPAN, STATES

SIDE_BY_SIDE = 78
"""Columns from which the signs stand beside the keys."""
LEGEND = (
    *((sign, STATES[state]) for state, sign in SIGNS.items() if sign.strip()),
    (f"31{BY}", "senast den 31:a"),
    (f"15{SPAN}", "pågår från den 15:e"),
    ("▸", "där du står"),
)
IN_COLOUR = (("▌", "färgen visar ringen"), ("grått", "har redan varit"))
OTHERWISE = "Byta tangenter: {palette}, sök ”byt”\nSom kommandon: vcycle --help"
WITHOUT = (("1 2 3", "siffran visar ringen"),)


class HelpDialog(Dialog[None]):
    """A row for each thing that a key does, from the bindings themselves: here, and everywhere; and the signs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f1,question_mark", "leave", "stäng", show=False, id="help.close")
    ]
    AROUND = 6  # its keys stand right below the list

    def __init__(self, here: Sequence[Binding], everywhere: Sequence[Binding], *, coloured: bool) -> None:
        super().__init__("Tangenter och tecken")
        self.here = here
        self.everywhere = everywhere
        self.legend = (*LEGEND, *(IN_COLOUR if coloured else WITHOUT))

    def body(self) -> ComposeResult:
        keys = _rows(key_rows(self.here))
        general = _rows(key_rows([replace(binding, tooltip="") for binding in self.everywhere]))
        legend = Group(_rows(self.legend), "\nÖverallt:", general, with_keys(self, OTHERWISE))
        both = Table.grid(padding=(0, 3, 0, 0))
        if self.app.size.width >= SIDE_BY_SIDE:
            both.add_row(keys, legend)
        else:
            both.add_row(keys)
            both.add_row("")
            both.add_row(legend)
        with VerticalScroll(classes="scroll"):
            yield Static(both)


def _rows(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for sign, meaning in rows:
        table.add_row(Text(sign, style="bold"), meaning)
    return table
