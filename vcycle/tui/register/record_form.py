"""The screen that one record is written in: a form around its fields, saved as one step."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from rich.text import Text
from textual.app import ComposeResult

from vcycle.errors import Conflict, NotFound, VcycleError
from vcycle.model.fields import Kind
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import action_label, draft
from vcycle.services.workspace import Workspace
from vcycle.tui.register.form import Form, first_texts
from vcycle.tui.register.form_screen import FormScreen
from vcycle.tui.register.notes import Notes

_NAME = 60


class RecordForm(FormScreen[Record]):
    """A new record when `record` is None. Its result is what was saved, None when nothing was."""

    PURPOSE = """Skriv i fälten och spara med {form.save}: allt sparas på en gång, eller inget.
Fält med * måste fyllas i. Det som står i ett fält är markerat när du kommer dit: skriv, så ersätts det;
→ eller End går in i det, och ^Z tar tillbaka.
Dagar skrivs som de sägs: 14 mars, på tors, v 12, sista to i mars, 3 mån före årsmötet.
I fält som hänvisar till något skriver du början av namnet; ↓ väljer bland dem som passar,
och {form.make} skriver in det som inte finns än.
← → eller första bokstaven väljer bland färdiga ord."""

    def __init__(self, space: Workspace, kind: RecordType, record: Record | None = None, *, begun: str = "") -> None:
        """A new one may have been `begun`, by its name."""
        super().__init__()
        self.begun = begun
        self.space = space
        self.kind = kind
        self.base = record
        self.notes = Notes(space)

    def heading(self) -> Text:
        if self.base is None:
            return Text.assemble((f"Lägg till {self.kind.singular}", "bold"))
        name = printable(self.notes.directory.name(self.kind, self.base))
        return Text.assemble((f"Ändra {self.kind.singular}", "bold"), "  ", shorten(name, _NAME))

    def body(self) -> ComposeResult:
        yield Form(self.kind.fields, self._texts(self.base), self.notes)

    def _texts(self, record: Record | None) -> Mapping[str, str]:
        if record is None:
            name = next(spec for spec in self.kind.fields if spec.name == self.kind.name_field.split()[0])
            begun = {name.name: self.begun} if self.begun and name.kind is Kind.TEXT else {}
            return {**first_texts(self.kind.fields), **begun}
        text = self.notes.directory.text
        return {spec.name: text(spec, getattr(record, spec.name)) for spec in self.kind.fields}

    def action_save(self) -> None:
        """Save everything as one step; faults are shown at their fields, all at once."""
        self.notes.refresh()
        texts = self.form.texts if self.base is None else self.form.changed
        made = draft(self.kind, texts, self.notes.directory, self.base)
        self.say("")
        if made.record is None:
            self.show_problems(made.problems)
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
            self.complain(error)
        else:
            self.dismiss(saved)

    def _meet(self, theirs: object) -> None:
        """Somebody saved the record meanwhile, or threw it away."""
        assert self.base is not None, "nobody else can have saved a record that is new"
        if not isinstance(theirs, Record):
            self.base = replace(self.base, revision=0)
            self.say("Någon har tagit bort posten medan du skrev. {form.save} en gång till sparar den igen.")
            return
        before, self.base = self.base, theirs
        self.notes.refresh()
        self.meet(theirs.changed_by or "Någon annan", self._texts(before), self._texts(theirs))


def form_of(space: Workspace, key: str, record_id: str) -> RecordForm:
    """The form of the record with that id; raises `NotFound` when no record of that type is behind it."""
    kind = space.registry.get(key)
    record = directory_of(space).records(kind).get(record_id) if kind else None
    if kind is None or record is None or not kind.listed:
        raise NotFound("Bakom tillfället finns ingen post att ändra; det kommer från ett tilläggs egen regel.")
    return RecordForm(space, kind, record)
