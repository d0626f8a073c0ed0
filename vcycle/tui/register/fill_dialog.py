"""One field of several records, filled in at once: first which field, then what it is to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from vcycle.errors import Conflict, VcycleError
from vcycle.model.fields import FieldSpec
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.bulk import Filled, filled, save_filled
from vcycle.services.records.csv_records import counted
from vcycle.services.search import plain
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.pick_dialog import PickDialog
from vcycle.tui.register.form import Form
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import at_most

_VALUE = 60
AGAIN = "Det som står där försvinner. Spara en gång till om det är meningen."


def fill(
    app: App[Any], space: Workspace, kind: RecordType, records: Sequence[Record], done: Callable[[str], None]
) -> None:
    """Ask for a field, then for what it is to say in these records; `done` is told what came of it."""

    def ask(spec: FieldSpec | None) -> None:
        if spec is not None:
            app.push_screen(FillDialog(space, kind, records, spec), partial(tell, spec))

    def tell(spec: FieldSpec, count: int | None) -> None:
        if count is not None:
            said = f"Fyllde i {spec.label} för {counted(count, kind)}. Ångra med {{register.undo}}."
            done(said if count else "Ingenting behövde ändras.")

    app.push_screen(FieldDialog(kind, len(records)), ask)


class FieldDialog(PickDialog[FieldSpec]):
    """Its result is the field to fill in."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "välj", priority=True, id="pick.choose")]
    PLACEHOLDER = "början av fältets namn"

    def __init__(self, kind: RecordType, count: int) -> None:
        super().__init__(f"Fyll i ett fält för {counted(count, kind)}")
        self.fields = [spec for spec in kind.fields if not spec.hints.hidden]

    def find(self, words: str) -> Sequence[FieldSpec]:
        wanted = plain(words)
        fitting = [spec for spec in self.fields if wanted in plain(spec.label)]
        return sorted(fitting, key=lambda spec: not plain(spec.label).startswith(wanted))

    def row(self, one: FieldSpec) -> tuple[str, ...]:
        return printable(one.label), printable(one.help)

    def remark(self, words: str, count: int) -> str:  # noqa: ARG002 - the same for all words
        return "Vilket fält?" if count else "Det finns inget sådant fält."


class FillDialog(Dialog[int]):
    """Shows what it would come to while it is written; its result is how many records it changed."""

    CSS_PATH = "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "spara", tooltip="spara det i alla, eller i ingen", id="fill.save"),
        Binding("enter", "save", "spara", show=False, id="fill.enter"),
    ]
    AROUND = 12
    PURPOSE = """Skriv det som ska stå i fältet hos alla. Under det står vad det skulle bli.
Går det inte för någon av dem sparas ingenting. Allt tas tillbaka med ett enda u."""
    form = query_one(Form)
    preview = query_one("#preview", Static)
    scroll = query_one(".scroll", VerticalScroll)
    told = query_one("#told", Static)

    def __init__(self, space: Workspace, kind: RecordType, records: Sequence[Record], spec: FieldSpec) -> None:
        super().__init__(f"Fyll i {spec.label} för {counted(len(records), kind)}")
        self.space = space
        self.kind = kind
        self.records = records
        self.spec = spec
        self.notes = Notes(space)
        self._warned = False

    def body(self) -> ComposeResult:
        first, *others = (getattr(record, self.spec.name) for record in self.records)
        common = "" if any(other != first for other in others) else self.notes.directory.text(self.spec, first)
        yield Form([self.spec], {self.spec.name: common}, self.notes)
        yield Static(id="preview", markup=False)
        with VerticalScroll(classes="scroll"):
            yield Static(id="told", classes="problem", markup=False)

    def on_mount(self) -> None:
        self._preview()

    @property
    def text(self) -> str:
        """What is written."""
        return self.form.texts[self.spec.name]

    @on(Form.Changed)
    def _preview(self) -> None:
        """Say what it would come to; nothing while it cannot be read."""
        self._warned = False
        self._say("")
        try:
            value = self.notes.directory.value(self.spec, self.text)
        except (ValueError, VcycleError):
            self.preview.update("")
            return
        said = shorten(printable(self.notes.directory.shown(self.spec, value)), _VALUE)
        what = f"{counted(len(self.records), self.kind)}: {self.spec.label}"
        self.preview.update(f"{what} {f'→ {said}' if said else 'töms'}.{self._against(value)}")

    def _against(self, value: object) -> str:
        """How many say it already, and how many say something else."""
        now = [getattr(record, self.spec.name) for record in self.records]
        same = sum(one == value for one in now)
        other = sum(one != value and one not in (None, "", ()) for one in now)
        parts = [f" {same} säger det redan." if same else "", f" {other} säger något annat nu." if other else ""]
        return "".join(parts)

    @on(Form.Submitted)
    def action_save(self) -> None:
        """Save it in all of them as one step, or say for each of them why not."""
        self.notes.refresh()
        problem = self.notes.problem(self.spec, self.text)
        self.form.show_problems({self.spec.name: problem} if problem else {})
        if problem:
            return
        made = filled(self.space, self.kind, self.records, self.spec, self.text)
        if made.problems:
            self._say("\n".join(("Ingenting har sparats:", *(f"· {line}" for line in at_most(made.problems)))))
        elif self._empties(made) and not self._warned:
            self._warned = True
            self._say(AGAIN)
        else:
            self._save(made)

    def _empties(self, made: Filled) -> bool:
        """Whether something is lost that nothing takes the place of."""
        return bool(made.changed) and not self.text.strip()

    def _save(self, made: Filled) -> None:
        try:
            save_filled(self.space, self.kind, made, self.spec)
        except Conflict as conflict:
            self._meet(conflict)
        except VcycleError as error:
            self._say(f"{error} {error.hint}".strip())
        else:
            self.dismiss(len(made.changed))

    def _meet(self, conflict: Conflict) -> None:
        """Somebody saved some of them meanwhile: go on with them as they are now, once that has been read."""
        now = {record.id: record for record in self.space.store.find(self.kind.cls)}
        self.records = [now[record.id] for record in self.records if record.id in now]
        self._preview()
        self._say(f"{conflict} Spara en gång till för att fylla i {counted(len(self.records), self.kind)} ändå.")

    def _say(self, text: str) -> None:
        self.told.update(printable(text, newline="\n"))
        self.scroll.display = bool(text)
