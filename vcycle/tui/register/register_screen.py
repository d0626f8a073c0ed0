"""The register: every record type of the core and of plugins, and the records of one as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from vcycle.errors import InputError, StorageError
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.bulk import remove_all
from vcycle.services.records.columns import choose
from vcycle.services.records.csv_records import counted
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import WAYS_OUT, bindings_of
from vcycle.tui.live_screen import LiveScreen
from vcycle.tui.register.columns_dialog import ColumnsDialog
from vcycle.tui.register.controls import Line
from vcycle.tui.register.export import export
from vcycle.tui.register.fill_dialog import fill
from vcycle.tui.register.listing import Listing
from vcycle.tui.register.questions import KeysDialog, Removal
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.register.record_list import RecordList
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.sheet import Column, Sheet

REST = 0.08
"""Seconds that a type is marked before its records are read: walking past it costs nothing."""
NARROW = 96
_LABEL = 100
PURPOSE = """Här finns allt som föreningen har skrivit in, och det som tilläggen
håller reda på. Välj ett slag, sedan en post. Mellanslag, eller ett klick
i kanten till vänster, markerar; då gäller x, f och e alla markerade."""


class RegisterScreen(LiveScreen):
    """Types beside the records of one; in a narrow terminal first the one, then the other."""

    CSS_PATH = "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "öppna", tooltip="öppna slaget eller posten", id="register.open"),
        Binding("n", "new", "ny", tooltip="lägg till en post", id="register.new"),
        Binding("x,delete", "remove", "ta bort", tooltip="lägg posten i papperskorgen", id="register.remove"),
        Binding("slash", "filter", "filtrera", tooltip="visa bara det som passar", id="register.filter"),
        Binding("space", "tick", "markera", tooltip="markera posten, för att göra något med flera", id="register.mark"),
        Binding("s", "sort", "sortera", tooltip="sortera efter nästa kolumn", id="register.sort"),
        Binding("S", "turn", "vänd ordningen", show=False, id="register.turn"),
        Binding("k", "columns", "kolumner", tooltip="välj vilka kolumner listan har", id="register.columns"),
        Binding("f", "fill", "fyll i", tooltip="fyll i ett fält i alla markerade", id="register.fill"),
        Binding(
            "e", "export", "csv-fil", tooltip="skriv de markerade eller hela listan till en fil", id="register.csv"
        ),
        Binding("ctrl+a,A", "tick_all", "alla", show=False, tooltip="markera alla som visas", id="register.mark_all"),
        Binding("shift+down", "extend(1)", "fler", show=False, tooltip="markera flera i rad", id="register.mark_down"),
        Binding("shift+up", "extend(-1)", "fler", show=False, id="register.mark_up"),
        Binding("right", "records", "slag och poster", show=False, id="register.records"),
        Binding("left", "kinds", "slag och poster", show=False, id="register.kinds"),
        Binding("u,ctrl+z", "undo", "ångra", tooltip="ångra det senaste", id="register.undo"),
        Binding("r,ctrl+y", "redo", "gör om det som ångrades", show=False, id="register.redo"),
        Binding("question_mark", "help", "hjälp", id="register.help"),
        Binding("escape", "leave", "tillbaka", id="register.leave"),
    ]
    head = query_one(".head", Static)
    key_line = query_one(KeyLine)
    panes = query_one("#panes", Horizontal)
    side = query_one("#kinds", Sheet)
    records = query_one(RecordList)
    sheet = query_one("#records", Sheet)
    words = query_one("#words", Line)

    def __init__(self, space: Workspace, kind: RecordType | None = None) -> None:
        """With `kind`, its records are shown first."""
        super().__init__(space)
        self.kinds = [kind for kind in space.registry if kind.listed]
        self.kind: RecordType = kind or self.kinds[0]
        self._starts_in_records = kind is not None
        self.directory: Directory = directory_of(space)
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="head", markup=False)
        with Horizontal(id="panes"):
            yield Sheet(head=False, sheet_id="kinds")
            yield RecordList(self.space)
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def on_mount(self) -> None:
        self._fit(self.app.size.width)
        self._show_kinds()
        self._show_head()
        self.side.focus()
        if self._starts_in_records:
            self.call_after_refresh(self.action_records)

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
        """Show the records of a type, one of them marked."""
        self.kind = kind
        self.records.show(kind, self.directory, record_id)
        self._show_head()

    @property
    def listing(self) -> Listing | None:
        return self.records.listing

    @on(RecordList.Changed)
    def _show_head(self) -> None:
        parts: list[str | tuple[str, str]] = [("Register", "bold"), "  ", printable(self.space.settings.name)]
        if not self._is_alone and (listing := self.listing):
            some = f"{len(listing.order)} av " if listing.words else ""
            count = f"  {some}{len(listing.records)}"
            parts = [("Register", "bold"), " › ", (printable(self.kind.plural), "bold"), count, *self._ticked_words()]
        self.head.update(Text.assemble(*parts))
        self.key_line.show(with_ticks(self._keys()) if self._is_ticking else self._keys())

    @property
    def _is_ticking(self) -> bool:
        """Whether something is ticked, and somebody is where something can be done with it."""
        return bool(self.records.ticked) and self.in_records and self.focused is not self.words

    def _ticked_words(self) -> Iterator[str | tuple[str, str]]:
        """How many are ticked, and how many of them are not on the list as it is filtered."""
        if count := self.records.ticked:
            yield "  "
            yield f"{count} {'markerad' if count == 1 else 'markerade'}", "bold"
            if unseen := count - len(self.sheet.ticked):
                yield f" ({unseen} visas inte)"

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
        self.records.take_focus()
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
        self._show_head()

    def action_leave(self) -> None:
        """Nothing is ticked any more; then out of the filter, to the types, and out of the register."""
        if self._is_ticking:
            self.records.untick()
        elif self.records.is_filtering:
            self.records.close_filter()
        elif self.in_records:
            self.action_kinds()
        else:
            self.dismiss(None)

    # Filtering and sorting

    def action_filter(self) -> None:
        self.action_records()
        self.records.open_filter()

    def action_sort(self) -> None:
        self._show_marked_kind()
        listing = self.records.listed
        self.records.sort((listing.by + 1) % len(listing.specs))

    def action_turn(self) -> None:
        self._show_marked_kind()
        self.records.sort(self.records.listed.by)

    def action_columns(self) -> None:
        self._show_marked_kind()
        kind = self.kind

        def chosen(names: tuple[str, ...] | None) -> None:
            if names is not None:
                self.do(lambda: choose(self.space, kind, names))
                self.show_anew()

        self.app.push_screen(ColumnsDialog(kind, self.records.listed.specs), chosen)

    # Changing

    def action_open(self) -> None:
        """Open what is marked, a type or a record."""
        if self.in_records:
            self._open()
        else:
            self.action_records()

    @on(Sheet.Chosen, "#records")
    def _open(self) -> None:
        if record := self.records.marked:
            self.app.push_screen(RecordForm(self.space, self.kind, record), self._saved)

    def action_new(self) -> None:
        self._show_marked_kind()
        if not self.space.store.is_open(self.kind):
            self.complain(StorageError(f"{self.kind.plural.capitalize()} ligger i en fil som inte är öppnad."))
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
            self.tell(f"{verb} {self._called([record])}. Ångra med {{register.undo}}.")

    # Several at once, or the marked one

    def action_tick(self) -> None:
        if self._chosen("markera"):
            self.records.tick()

    def action_tick_all(self) -> None:
        if self._chosen("markera"):
            self.records.tick_all()

    def action_extend(self, step: int) -> None:
        if self._chosen("markera"):
            self.records.extend(step)

    def _chosen(self, what: str) -> list[Record]:
        """What is ticked, or marked; a word about it when there is nothing to do something with."""
        chosen = self.records.chosen if self.in_records else []
        if not chosen:
            self.complain(InputError(f"Välj först en post att {what}."))
        return chosen

    def action_remove(self) -> None:
        kind = self.kind
        if not (records := self._chosen("ta bort")):
            return

        def remove() -> None:
            what = self._called(records)
            remove_all(self.space, kind, records)
            self.tell(f"Tog bort {what}. Ångra med {{register.undo}}.")

        self.app.push_screen(Removal(kind, records, self.directory), lambda sure: self.do(remove) if sure else None)

    def _called(self, records: Sequence[Record]) -> str:
        """ "person ”Anna”", "12 personer"."""
        if len(records) > 1:
            return counted(len(records), self.kind)
        return f"{self.kind.singular} ”{shorten(printable(self.directory.name(self.kind, records[0])), _LABEL)}”"

    def action_fill(self) -> None:
        """Ask for a field, then for what it is to say in all of them."""

        def done(told: str) -> None:
            self.tell(told)
            self.look_for_changes()

        if records := self._chosen("fylla i"):
            fill(self.app, self.space, self.kind, records, done)

    def action_export(self) -> None:
        """Write what is ticked, or else the whole list as it is shown, to a file."""
        self._show_marked_kind()
        listing = self.records.listed
        if records := listing.ticked_records or listing.shown:
            export(self.app, self.space, self.kind, records)
        else:
            self.complain(InputError("Här finns inget att skriva."))

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Registret", PURPOSE, self._keys()))

    def show_anew(self) -> None:
        self._reread(self.records.marked_id)

    def _reread(self, record_id: str) -> None:
        self._token = self.space.store.token
        self.directory = directory_of(self.space)
        self._show_kinds()
        if self.listing is not None:
            self._show_kind(self.kind, record_id)
        if self.in_records and self.focused not in (self.sheet, self.words):
            self.records.take_focus()


def with_ticks(keys: Sequence[Binding]) -> list[Binding]:
    """The keys to show while something is ticked: first what can be done with it, and how to take that back."""
    own = {binding.action: binding for binding in keys}
    first = [replace(own[action], show=True) for action in ("fill", "remove", "export", "tick_all", "tick")]
    return [*first, replace(own["leave"], description="avmarkera"), *(b for b in keys if b.action in WAYS_OUT)]
