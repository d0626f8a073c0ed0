"""The register: every record type of the core and of plugins, and the records of one as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from vcycle.errors import InputError, StorageError, VcycleError
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.records.input import action_label
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.register.controls import Line
from vcycle.tui.register.listing import Listing
from vcycle.tui.register.questions import KeysDialog, Removal
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.sheet import Column, Sheet

LOOK_FOR_CHANGES = 0.5
REST = 0.08
"""Seconds that a type is marked before its records are read: walking past it costs nothing."""
NARROW = 96
_LABEL = 100
PURPOSE = """Här finns allt som föreningen har skrivit in: aktiviteter, personer, uppdrag
och det som tilläggen håller reda på. Välj ett slag, sedan en post."""


class Empty(Static, can_focus=True):
    """Stands where there are no records, and holds the cursor for the keys of the screen."""


class RegisterScreen(Screen[None]):
    """Types beside the records of one; in a narrow terminal first the one, then the other."""

    CSS_PATH = "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "öppna", tooltip="öppna slaget eller posten", id="register.open"),
        Binding("n", "new", "ny", tooltip="lägg till en post", id="register.new"),
        Binding("x,delete", "remove", "ta bort", tooltip="lägg posten i papperskorgen", id="register.remove"),
        Binding("slash", "filter", "filtrera", tooltip="visa bara det som passar", id="register.filter"),
        Binding("s", "sort", "sortera", tooltip="sortera efter nästa kolumn", id="register.sort"),
        Binding("S", "turn", "vänd ordningen", show=False, id="register.turn"),
        Binding("right", "records", "slag och poster", show=False, id="register.records"),
        Binding("left", "kinds", "slag och poster", show=False, id="register.kinds"),
        Binding("u,ctrl+z", "undo", "ångra", tooltip="ångra det senaste", id="register.undo"),
        Binding("r,ctrl+y", "redo", "gör om det som ångrades", show=False, id="register.redo"),
        Binding("question_mark", "help", "hjälp", id="register.help"),
        Binding("escape", "leave", "tillbaka", id="register.leave"),
    ]
    head = query_one(".head", Static)
    panes = query_one("#panes", Horizontal)
    side = query_one("#kinds", Sheet)
    sheet = query_one("#records", Sheet)
    words = query_one("#words", Line)
    empty = query_one("#empty", Static)

    def __init__(self, space: Workspace, kind: RecordType | None = None) -> None:
        """With `kind`, its records are shown first."""
        super().__init__()
        self.space = space
        self.kinds = [kind for kind in space.registry if kind.listed]
        self.kind: RecordType = kind or self.kinds[0]
        self._starts_in_records = kind is not None
        self.directory: Directory = directory_of(space)
        self.listing: Listing | None = None
        self._token = space.store.token
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="head", markup=False)
        with Horizontal(id="panes"):
            yield Sheet(head=False, sheet_id="kinds")
            with Vertical(id="main"):
                yield Line(placeholder="ord som ska finnas", line_id="words")
                yield Empty(id="empty", markup=False)
                yield Sheet(sheet_id="records")
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def on_mount(self) -> None:
        self.words.display = False
        self._fit(self.app.size.width)
        self._show_kinds()
        self._show_head()
        self.side.focus()
        if self._starts_in_records:
            self.call_after_refresh(self.action_records)
        self.set_interval(LOOK_FOR_CHANGES, self._look_for_changes)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        self.panes.set_class(width < NARROW, "-narrow")
        if not self._is_alone:
            self.call_after_refresh(self._show_marked_kind)

    @property
    def _is_alone(self) -> bool:
        """Whether only the types are on the screen; then nobody waits for records."""
        return self.panes.has_class("-narrow") and not self.in_records

    # Showing

    def _show_kinds(self) -> None:
        counts = [len(self.space.store.find(kind.cls)) for kind in self.kinds]
        shown = [str(n) if self.space.store.is_open(k) else "–" for k, n in zip(self.kinds, counts, strict=True)]
        rows = [(printable(kind.plural), count) for kind, count in zip(self.kinds, shown, strict=True)]
        self.side.show([Column("Slag"), Column("Antal", right=True)], rows, self.kinds.index(self.kind))

    def _show_kind(self, kind: RecordType, record_id: str = "") -> None:
        """Show the records of a type, with the order and filter that there were, one of them marked."""
        before = self.listing if self.kind is kind else None
        self.kind = kind
        self.listing = Listing(kind, self.directory)
        if before is not None:
            self.listing.again(before)
        else:
            self._close_filter()
        self._show(record_id)

    def _show(self, record_id: str = "") -> None:
        listing = self._listed
        place = listing.place(record_id) if record_id else None
        self.sheet.show(listing.columns, listing.rows, self.sheet.marked if place is None else place)
        self.sheet.display = bool(listing.order)
        self.empty.display = not listing.order
        self.empty.update(with_keys(self, self._nothing()))
        self._show_head()

    @property
    def _listed(self) -> Listing:
        assert self.listing is not None, "a type is chosen before anything is done with its records"
        return self.listing

    def _show_head(self) -> None:
        parts: list[str | tuple[str, str]] = [("Register", "bold"), "  ", printable(self.space.settings.name)]
        if not self._is_alone and (listing := self.listing):
            some = f"{len(listing.order)} av " if listing.words else ""
            count = f"  {some}{len(listing.records)}"
            parts = [("Register", "bold"), " › ", (printable(self.kind.plural), "bold"), count]
        self.head.update(Text.assemble(*parts))

    def _nothing(self) -> str:
        """What to do where no record is shown."""
        kind, plural = self.kind, printable(self.kind.plural)
        if not self.space.store.is_open(kind):
            return f"{plural.capitalize()} ligger i filen {kind.store}, som inte är öppnad."
        if self._listed.records:
            return f"Ingenting här passar ”{printable(self._listed.words)}”.\n\n{{register.leave}} visar alla igen."
        how = f"vcycle record import {kind.key} FIL.csv"
        return (
            f"Här finns inga {plural} än.\n\n{{register.new}} lägger till.\nFrån ett kalkylblad, som kommando:\n  {how}"
        )

    @property
    def in_records(self) -> bool:
        """Whether somebody is among the records, and not among the types."""
        return self.panes.has_class("-records")

    # Moving between the two

    @on(Sheet.Marked, "#kinds")
    def _kind_marked(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = None if self._is_alone else self.set_timer(REST, self._show_marked_kind)

    def _show_marked_kind(self) -> None:
        kind = self.kinds[self.side.marked]
        if kind is not self.kind or self.listing is None:
            self._show_kind(kind)

    @on(Sheet.Chosen, "#kinds")
    def action_records(self) -> None:
        """To the records of the marked type."""
        self._show_marked_kind()
        self.panes.add_class("-records")
        (self.sheet if self.sheet.display else self.empty).focus()
        self._show_head()

    def go_to(self, kind: RecordType) -> None:
        """To the records of another type."""
        self.side.mark(self.kinds.index(kind))
        self.action_records()

    def action_kinds(self) -> None:
        """Back to the types."""
        self.panes.remove_class("-records")
        self.side.focus()
        self._show_head()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.panes.set_class(event.widget is not self.side, "-records")

    def action_leave(self) -> None:
        """Out of the filter, then to the types, then out of the register."""
        if self.words.display:
            marked = self._marked
            self._close_filter()
            self._show(marked.id if marked else "")
            self.sheet.focus()
        elif self.in_records:
            self.action_kinds()
        else:
            self.dismiss(None)

    # Filtering and sorting

    def action_filter(self) -> None:
        self.action_records()
        self.words.display = True
        self.words.focus()

    def _close_filter(self) -> None:
        self.words.display = False
        self.words.put("")
        self._listed.filter("")

    @on(Input.Changed, "#words")
    def _filtered(self) -> None:
        if self.words.display:
            self._listed.filter(self.words.value)
            self._show()
            self.sheet.mark(0)

    @on(Input.Submitted, "#words")
    def _filter_done(self) -> None:
        (self.sheet if self.sheet.display else self.words).focus()

    def action_sort(self) -> None:
        self._show_marked_kind()
        self._sort((self._listed.by + 1) % len(self._listed.specs))

    def action_turn(self) -> None:
        self._show_marked_kind()
        self._sort(self._listed.by)

    @on(Sheet.HeadClicked)
    def _head_clicked(self, event: Sheet.HeadClicked) -> None:
        self._sort(event.column)

    def _sort(self, column: int) -> None:
        marked = self._marked
        self._listed.sort(column)
        self._show(marked.id if marked else "")

    # Changing

    @property
    def _marked(self) -> Record | None:
        return self.listing.record(self.sheet.marked) if self.listing else None

    def action_open(self) -> None:
        """Open what is marked, a type or a record."""
        if self.in_records:
            self._open()
        else:
            self.action_records()

    @on(Sheet.Chosen, "#records")
    def _open(self) -> None:
        if record := self._marked:
            self.app.push_screen(RecordForm(self.space, self.kind, record), self._saved)

    def action_new(self) -> None:
        self._show_marked_kind()
        if not self.space.store.is_open(self.kind):
            self._complain(StorageError(with_keys(self, self._nothing())))
            return
        self.app.push_screen(RecordForm(self.space, self.kind), self._added)

    def _added(self, record: Record | None) -> None:
        self.action_records()
        self._tell_saved("Lade till", record)

    def _saved(self, record: Record | None) -> None:
        self._tell_saved("Ändrade", record)

    def _tell_saved(self, verb: str, record: Record | None) -> None:
        self._reread(record.id if record else "")
        if record is not None:
            name = shorten(printable(self.directory.name(self.kind, record)), _LABEL)
            self._tell(f"{verb} {self.kind.singular} ”{name}”. Ångra med {{register.undo}}.")

    def action_remove(self) -> None:
        if not self.in_records or (record := self._marked) is None:
            self._complain(InputError("Välj först en post att ta bort."))
            return
        question = Removal(self.kind, record, self.directory)
        self.app.push_screen(question, lambda sure: self._remove(record) if sure else None)

    def _remove(self, record: Record) -> None:
        name = self.directory.name(self.kind, record)

        def do() -> None:
            with self.space.store.transaction(action_label("Tog bort", self.kind, name)) as transaction:
                transaction.remove(self.kind.cls, record.id)
            self._tell(
                f"Tog bort {self.kind.singular} ”{shorten(printable(name), _LABEL)}”. Ångra med {{register.undo}}."
            )

        self._do(do)

    def action_undo(self) -> None:
        self._do(lambda: self._tell(f"Ångrade: {shorten(self.space.store.undo().label, _LABEL)}"))

    def action_redo(self) -> None:
        self._do(lambda: self._tell(f"Gjorde om: {shorten(self.space.store.redo().label, _LABEL)}"))

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Registret", PURPOSE, self._keys()))

    def _do(self, do: Callable[[], None]) -> None:
        """Do something to the records, or say why not, and show them as they are then."""
        try:
            do()
        except VcycleError as error:
            self._complain(error)
        marked = self._marked
        self._reread(marked.id if marked else "")

    def _look_for_changes(self) -> None:
        """Somebody else may have saved: another window, a command, a shared folder."""
        if self.space.store.token != self._token:
            marked = self._marked
            self._reread(marked.id if marked else "")

    def _reread(self, record_id: str) -> None:
        self._token = self.space.store.token
        self.directory = directory_of(self.space)
        self._show_kinds()
        if self.listing is not None:
            self._show_kind(self.kind, record_id)
        if self.in_records and self.focused not in (self.sheet, self.words):
            (self.sheet if self.sheet.display else self.empty).focus()

    def _tell(self, text: str) -> None:
        self.notify(printable(with_keys(self, text)), markup=False)

    def _complain(self, error: VcycleError) -> None:
        self.notify(shorten(printable(f"{error} {error.hint}".strip()), 400), severity="error", markup=False)
