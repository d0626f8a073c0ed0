"""Who did what and when, and what was thrown away: two lists that nothing is ever lost from unseen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.model.text import printable, shorten
from vcycle.services.past import Touched, local, said, touched
from vcycle.services.workspace import Workspace
from vcycle.storage.documents import TRASH_DAYS
from vcycle.storage.lines import HistoryLine
from vcycle.storage.pending import TrashEntry
from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import bindings_of
from vcycle.tui.live_screen import LiveScreen
from vcycle.tui.register.questions import KeysDialog
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.sheet import Column, Row, Sheet

MOST = 1000
"""Steps that are shown; older ones are told by `vcycle history`."""
_LONGEST, _MANY = 120, 50


class PastScreen(LiveScreen):
    """One list that follows what others save; subclasses say of what."""

    CSS_PATH = str(Path(__file__).parent / "register" / "register.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "ångra", tooltip="ångra det senaste", id="past.undo"),
        Binding("r,ctrl+y", "redo", "gör om", tooltip="gör om det som ångrades", id="past.redo"),
        Binding("question_mark", "help", "hjälp", id="past.help"),
        Binding("escape", "dismiss", "tillbaka", id="past.leave"),
    ]
    HEADING: ClassVar[str]
    PURPOSE: ClassVar[str]
    NOTHING: ClassVar[str]
    COLUMNS: ClassVar[Sequence[Column]]
    sheet = query_one(Sheet)
    empty = query_one("#empty", Static)

    def compose(self) -> ComposeResult:
        heading = Text.assemble((self.HEADING, "bold"), "  ", printable(self.space.settings.name))
        yield Static(heading, classes="head", markup=False)
        yield Sheet()
        yield Static(self.NOTHING, id="empty", markup=False)
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def on_mount(self) -> None:
        self.show_anew()
        self.sheet.focus()

    def show_anew(self) -> None:
        rows = self.rows()
        self.sheet.show(self.COLUMNS, rows, self.sheet.marked)
        self.sheet.display, self.empty.display = bool(rows), not rows

    def rows(self) -> list[Row]:
        """What is there now, newest first; remembers what each row stands for."""
        raise NotImplementedError

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog(self.HEADING, self.PURPOSE, self._keys()))


class HistoryScreen(PastScreen):
    """Every step, with who took it; one opens to show what it changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "vad som ändrades", id="history.open"),
        Binding("p", "trash", "papperskorg", tooltip="det som har tagits bort", id="history.trash"),
    ]
    HEADING = "Historik"
    PURPOSE = """Allt som har sparats, det senaste överst: när, av vem, och vad.
{history.open} visar vilka fält som ändrades. {past.undo} ångrar det senaste steget, flera gånger om det behövs."""
    NOTHING = "Ingenting har hänt än."
    COLUMNS = (Column("När"), Column("Vem"), Column("Vad"), Column(""))

    def __init__(self, space: Workspace) -> None:
        super().__init__(space)
        self.lines: list[HistoryLine] = []

    def rows(self) -> list[Row]:
        self.lines = self.space.store.history(MOST)
        return [self._row(line) for line in self.lines]

    def _row(self, line: HistoryLine) -> Row:
        what = shorten(printable(said(line)), _LONGEST)
        return local(line.at, self.space.today), printable(line.who or "–"), what, "ångrat" if line.undone else ""

    @on(Sheet.Chosen)
    def action_open(self) -> None:
        """What the marked step changed."""
        if self.lines:
            line = self.lines[self.sheet.marked]
            when = f"{local(line.at, self.space.today)}{f', {line.who}' if line.who else ''}"
            self.do(lambda: self.app.push_screen(StepTold(said(line), when, [*touched(self.space, line)])))

    def action_trash(self) -> None:
        self.app.push_screen(TrashScreen(self.space), lambda _: self.look_for_changes())


class StepTold(Dialog[None]):
    """One step: its records, each with the fields that changed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "stäng", show=False, id="history.close")]

    def __init__(self, heading: str, when: str, records: Sequence[Touched]) -> None:
        super().__init__(heading)
        self.when = when
        self.records = records

    def body(self) -> ComposeResult:
        yield Static(printable(self.when), classes="dim", markup=False)
        with VerticalScroll(classes="scroll"):
            yield Static(self._told())

    def _told(self) -> Text:
        text = Text()
        for record in self.records[:_MANY]:
            text.append(f"{record.deed}: ", "bold").append(f"{printable(record.name)}\n")
            for field in record.fields:
                before, after = (shorten(printable(one), _LONGEST) for one in (field.before, field.after))
                text.append(f"  {field.label}: {f'{before} → ' if before else ''}{after or '–'}\n")
        if (left := len(self.records) - _MANY) > 0:
            text.append(f"och {left} till\n")
        return text if self.records else Text("Inga poster som visas här ändrades.")


class TrashScreen(PastScreen):
    """What was thrown away; one comes back as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "restore", "ta tillbaka", id="trash.restore")]
    HEADING = "Papperskorg"
    PURPOSE = f"""Det som har tagits bort ligger här i {TRASH_DAYS} dagar, det senaste överst.
{{trash.restore}} tar tillbaka det som är markerat, som det var."""
    NOTHING = f"Papperskorgen är tom.\n\nDet som tas bort ligger kvar här i {TRASH_DAYS} dagar."
    COLUMNS = (Column("När"), Column("Vem"), Column("Slag"), Column("Namn"))

    def __init__(self, space: Workspace) -> None:
        super().__init__(space)
        self.entries: list[TrashEntry] = []

    def rows(self) -> list[Row]:
        kinds = {kind.key: kind for kind in self.space.registry if kind.listed}
        self.entries = [entry for entry in self.space.store.trash() if entry.key in kinds]
        return [self._row(entry, kinds[entry.key].singular) for entry in self.entries]

    def _row(self, entry: TrashEntry, kind: str) -> Row:
        name = self.space.registry.of(type(entry.record)).name(entry.record)
        when = local(entry.at, self.space.today)
        return when, printable(entry.who or "–"), kind, shorten(printable(name), _LONGEST)

    @on(Sheet.Chosen)
    def action_restore(self) -> None:
        """Take back what is marked."""
        if self.entries:
            record = self.entries[self.sheet.marked].record
            kind = self.space.registry.of(type(record))

            def restore() -> None:
                self.space.store.restore(kind.cls, record.id)
                self.tell(f"Tog tillbaka {kind.singular} ”{kind.name(record)}”. Ångra med {{past.undo}}.")

            self.do(restore)
