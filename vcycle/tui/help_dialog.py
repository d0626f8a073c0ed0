"""The keys of the screen beneath, and what the signs in the list mean."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import key_rows
from vcycle.tui.words import SIGNS, STATES


class HelpDialog(Dialog[None]):
    """A row for each thing that a key does, from the bindings themselves."""

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__("Tangenter")
        self.bindings = bindings

    def body(self) -> ComposeResult:
        table = Table.grid(padding=(0, 3, 0, 0))
        for keys, meaning in key_rows(self.bindings):
            table.add_row(Text(keys, style="bold"), meaning)
        with VerticalScroll(classes="scroll"):
            yield Static(table)
            yield Static(f"\n{signs()}", classes="dim", markup=False)


def signs() -> str:
    """ "✓ genomfört   → flyttat": what the signs in the list mean."""
    return "   ".join(f"{sign} {STATES[state]}" for state, sign in SIGNS.items() if sign.strip())
