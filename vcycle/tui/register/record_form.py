"""The screen that one record is written in: a form around its fields, saved as one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec.structs import replace
from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import Conflict, NotFound, VcycleError
from vcycle.model.fields import Kind
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import action_label, draft
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import beside_writing, bindings_of, with_keys
from vcycle.tui.register.form import Form, first_texts
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import KeysDialog, Leaving, Unsaved
from vcycle.tui.widgets.key_line import KeyLine

_NAME = 60
_THEIRS = 200
PURPOSE = """Skriv i fälten och spara med {form.save}: allt sparas på en gång, eller inget.
Fält med * måste fyllas i. Det som står i ett fält är markerat när du kommer dit: skriv, så ersätts det;
→ eller End går in i det, och ^Z tar tillbaka.
Dagar skrivs som de sägs: 14 mars, på tors, v 12, sista to i mars, 3 mån före årsmötet.
I fält som hänvisar till något skriver du början av namnet; ↓ väljer bland dem som passar,
och {form.make} skriver in det som inte finns än.
← → eller första bokstaven väljer bland färdiga ord."""


class RecordForm(Screen[Record | None]):
    """A new record when `record` is None. Its result is what was saved, None when nothing was."""

    CSS_PATH = "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "spara", priority=True, tooltip="spara allt på en gång", id="form.save"),
        Binding("tab", "app.focus_next", "nästa fält", tooltip="nästa och förra fältet", id="form.next"),
        Binding("shift+tab", "app.focus_previous", "nästa fält", show=False, id="form.previous"),
        Binding("f1", "help", "hjälp", id="form.help"),
        Binding("escape", "leave", "tillbaka", id="form.leave"),
    ]
    form = query_one(Form)
    banner = query_one("#banner", Static)

    def __init__(self, space: Workspace, kind: RecordType, record: Record | None = None, *, begun: str = "") -> None:
        """A new one may have been `begun`, by its name."""
        super().__init__()
        self.begun = begun
        self.space = space
        self.kind = kind
        self.base = record
        self.notes = Notes(space)

    def compose(self) -> ComposeResult:
        yield Static(self._head(), classes="head", markup=False)
        yield Form(self.kind.fields, self._texts(self.base), self.notes)
        yield Static(id="banner", classes="problem", markup=False)
        yield KeyLine(bindings_of(self, Screen))  # leaving the program is no matter of a form; F1 tells it

    def _keys(self) -> list[Binding]:
        return beside_writing([*bindings_of(self, Screen), *bindings_of(self.app, App)])

    def _head(self) -> Text:
        if self.base is None:
            return Text.assemble((f"Lägg till {self.kind.singular}", "bold"))
        name = printable(self.notes.directory.name(self.kind, self.base))
        return Text.assemble((f"Ändra {self.kind.singular}", "bold"), "  ", shorten(name, _NAME))

    def _texts(self, record: Record | None) -> Mapping[str, str]:
        if record is None:
            name = next(spec for spec in self.kind.fields if spec.name == self.kind.name_field.split()[0])
            begun = {name.name: self.begun} if self.begun and name.kind is Kind.TEXT else {}
            return {**first_texts(self.kind.fields), **begun}
        text = self.notes.directory.text
        return {spec.name: text(spec, getattr(record, spec.name)) for spec in self.kind.fields}

    # Saving

    @on(Form.Submitted)
    def action_save(self) -> None:
        """Save everything as one step; faults are shown at their fields, all at once."""
        self.notes.refresh()
        texts = self.form.texts if self.base is None else self.form.changed
        made = draft(self.kind, texts, self.notes.directory, self.base)
        self.say("")
        if made.record is None:
            elsewhere = self.form.show_problems(made.problems)
            self.say("\n".join(elsewhere) or _count(len(made.problems)))
        elif made.record == self.base and self.base.revision:
            self.dismiss(None)
        else:
            self._put(made.record)

    def _put(self, record: Record) -> None:
        verb = "Ändrade" if record.revision else "Lade till"
        label = action_label(verb, self.kind, self.notes.directory.name(self.kind, record))
        try:
            with self.space.store.transaction(label) as transaction:
                saved = transaction.put(record)
        except Conflict as conflict:
            self._meet(conflict.theirs)
        except VcycleError as error:
            self.say(f"{error} {error.hint}".strip())
        else:
            self.dismiss(saved)

    def _meet(self, theirs: object) -> None:
        """Somebody saved the record meanwhile: take in what this form has not changed, and tell the rest."""
        assert self.base is not None, "nobody else can have saved a record that is new"
        if not isinstance(theirs, Record):
            self.base = replace(self.base, revision=0)
            self.say("Någon har tagit bort posten medan du skrev. {form.save} en gång till sparar den igen.")
            return
        before, now = self._texts(self.base), self._texts(theirs)
        mine = self.form.changed
        who = theirs.changed_by or "Någon annan"
        touched = [name for name in self.form.rows if before[name] != now[name]]
        for name in touched:
            if name not in mine:
                self.form.put(name, now[name])
            elif mine[name] != now[name]:
                self.form.remark(name, f"{who} har sparat ”{shorten(printable(now[name]), _THEIRS)}”")
        self.base = theirs
        labels = ", ".join(self.form.rows[name].spec.label for name in touched) or "annat"
        said = f"{who} har sparat samma post medan du skrev: {labels}."
        self.say(f"{said} Det du skrev är kvar; {{form.save}} igen sparar det.")

    def say(self, text: str) -> None:
        """Say something about the whole form, above the keys."""
        self.banner.update(printable(with_keys(self, text), newline="\n"))
        self.banner.display = bool(text)

    # Leaving

    def action_leave(self) -> None:
        """Back; asks first when something was written that is not saved."""
        changed = self.form.changed
        if not changed:
            self.dismiss(None)
            return
        labels = [self.form.rows[name].spec.label for name in changed]
        self.app.push_screen(Unsaved(labels), self._left)

    def _left(self, answer: Leaving | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.dismiss(None)

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Formuläret", with_keys(self.form, PURPOSE), self._keys()))


def _count(problems: int) -> str:
    return "Ett fält behöver rättas." if problems == 1 else f"{problems} fält behöver rättas."


def form_of(space: Workspace, key: str, record_id: str) -> RecordForm:
    """The form of the record with that id; raises `NotFound` when no record of that type is behind it."""
    kind = space.registry.get(key)
    record = directory_of(space).records(kind).get(record_id) if kind else None
    if kind is None or record is None or not kind.listed:
        raise NotFound("Bakom tillfället finns ingen post att ändra; det kommer från ett tilläggs egen regel.")
    return RecordForm(space, kind, record)
