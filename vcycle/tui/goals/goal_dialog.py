"""One goal with all that is known about it: how it was counted, its periods, and the facts behind the number."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from vcycle.model.derived import Section
from vcycle.model.text import printable
from vcycle.services.goals import Standing
from vcycle.services.goals_shown import told
from vcycle.services.workspace import Workspace
from vcycle.tui.command_screen import sections
from vcycle.tui.dialog import LONGEST_TITLE, Dialog
from vcycle.tui.goals.drawing import padded
from vcycle.tui.goals.words import help_of
from vcycle.tui.keys import with_keys

MANY = 40
"""Rows from which a table is set as plain lines."""
WIDEST = 40


class GoalDialog(Dialog[str]):
    """Shows a goal; its result is the action of the screen beneath that was asked for."""

    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "dismiss('set')", "sätt tal", tooltip="sätt ett tal eller ett mått", id="goal.set"),
        Binding("l", "dismiss('log')", "notera", tooltip="notera något som målet räknar", id="goal.log"),
        Binding("o", "dismiss('edit')", "ändra", tooltip="ändra målet i ett formulär", id="goal.edit"),
        Binding("enter", "leave", "stäng", show=False, id="goal.close"),
    ]

    def __init__(self, space: Workspace, standing: Standing, year: int) -> None:
        first, *rest = told(space, standing, year)
        super().__init__(first.title)
        state, _, more = first.text.partition("\n")
        whole = first.title if len(first.title) > LONGEST_TITLE else ""
        text = "\n".join(filter(None, (whole, with_keys(self, help_of(standing, "goal.set")), more)))
        self.sections = (Section(title=state, text=text), *(part for part in rest if len(part.rows) <= MANY))
        self.long = [part for part in rest if len(part.rows) > MANY]

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll"):
            yield Static(sections(self.sections))
            for section in self.long:
                yield Static(aligned(section), markup=False)


def aligned(section: Section) -> Text:
    """A table as plain lines, its columns lined up: a long one takes a second to lay out in any other way."""
    rows = [tuple(map(printable, row)) for row in (section.header, *section.rows)]
    room = [min(max(map(cell_len, cells)), WIDEST) for cells in zip(*rows, strict=True)]
    lines = ["  ".join(map(padded, row[:-1], room)) + f"  {row[-1]}" for row in rows]
    return Text.assemble((printable(section.title), "bold"), "\n", (lines[0], "dim"), "\n", "\n".join(lines[1:]))
