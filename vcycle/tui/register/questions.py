"""Small questions that a list or a form asks before something is lost, and the keys of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.directory import Directory
from vcycle.services.records.links import links_to
from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import key_rows, with_keys

_MANY = 50
_NAME = 60


class Removal(Dialog[bool]):
    """Whether a record is to be thrown away; names what links to it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "dismiss(True)", "ta bort", id="removal.remove")]

    def __init__(self, kind: RecordType, record: Record, directory: Directory) -> None:
        super().__init__(f"Ta bort {kind.singular} ”{directory.name(kind, record)}”?")
        self.lines = linked_lines(kind, record, directory)

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll"):
            if self.lines:
                yield Static("Det här hänvisar till den och mister sin länk:", markup=False)
                yield Static("\n".join((*(f"· {line}" for line in self.lines), "")), classes="problem", markup=False)
            yield Static("Den ligger kvar i papperskorgen i 90 dagar, och u ångrar.", classes="dim", markup=False)


def linked_lines(kind: RecordType, record: Record, directory: Directory) -> list[str]:
    """What links to a record, each by its name and the field that does."""
    links = links_to(kind, record.id, directory)
    lines = [
        f"{other.singular} ”{shorten(printable(directory.name(other, linking)), _NAME)}” ({label})"
        for other, linking, label in links
        if other.listed
    ]
    if kept := sum(not other.listed for other, _, _ in links):
        lines.append(f"{kept} flyttade, inställda eller genomförda tillfällen")
    return [*lines[:_MANY], f"och {len(lines) - _MANY} till"] if len(lines) > _MANY else lines


Leaving = Literal["save", "discard"]


class Unsaved(Dialog[Leaving]):
    """What to do with what was written and not saved; None goes on writing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "dismiss('save')", "spara", id="unsaved.save"),
        Binding("x", "dismiss('discard')", "släng", id="unsaved.discard"),
        Binding("escape", "leave", "skriv vidare", id="dialog.leave"),
    ]

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__("Spara det du har skrivit?")
        self.labels = labels

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll"):
            yield Static(f"Inte sparat än: {', '.join(self.labels)}.", markup=False)


class Discard(Dialog[bool]):
    """Whether to leave what was written, where there is nothing to save."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "släng", id="discard.discard"),
        Binding("escape", "leave", "skriv vidare", id="dialog.leave"),
    ]

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__("Släng det du har skrivit?")
        self.labels = labels

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll"):
            yield Static(f"Du har skrivit i: {', '.join(self.labels)}.", markup=False)


class KeysDialog(Dialog[None]):
    """What a screen is for, and a row for each thing that its keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f1,question_mark", "leave", "stäng", show=False, id="help.close_keys")
    ]

    def __init__(self, heading: str, purpose: str, bindings: Sequence[Binding]) -> None:
        super().__init__(heading)
        self.purpose = purpose
        self.bindings = bindings

    def body(self) -> ComposeResult:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        for keys, meaning in key_rows(self.bindings):
            table.add_row(Text(keys, style="bold"), meaning)
        with VerticalScroll(classes="scroll"):
            yield Static(f"{with_keys(self, self.purpose)}\n", markup=False)
            yield Static(table)
