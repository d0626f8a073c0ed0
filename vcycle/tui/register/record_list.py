"""The list of one type's records: sorted, filtered as somebody types, and where there are none, what to do."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable
from vcycle.services.records.columns import columns_of
from vcycle.services.records.directory import Directory
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import with_keys
from vcycle.tui.register.controls import Line
from vcycle.tui.register.listing import Listing
from vcycle.tui.widgets.sheet import Sheet, Ticks


class Empty(Static, can_focus=True):
    """Stands where there are no records, and holds the cursor for the keys of the screen."""


class RecordList(Vertical):
    """Shows nothing until it is given a type."""

    words = query_one("#words", Line)
    sheet = query_one("#records", Sheet)
    empty = query_one("#empty", Empty)

    class Changed(Message):
        """Other records than before may be shown."""

    def __init__(self, space: Workspace) -> None:
        super().__init__(id="main")
        self.space = space
        self.listing: Listing | None = None

    def compose(self) -> ComposeResult:
        words = Line(placeholder="ord som ska finnas", line_id="words")
        words.display = False
        yield words
        yield Empty(id="empty", markup=False)
        yield Sheet(ticks=Ticks(), sheet_id="records")

    def show(self, kind: RecordType, directory: Directory, record_id: str = "") -> None:
        """Show the records of a type, with the order and filter that there were, one of them marked."""
        before = self.listing if self.listing and self.listing.kind is kind else None
        self.listing = Listing(kind, directory, columns_of(kind, self.space.settings))
        if before is not None:
            self.listing.again(before)
        else:
            self._close_words()
        self._show(record_id)

    def _show(self, record_id: str = "") -> None:
        listing = self.listed
        place = listing.place(record_id) if record_id else None
        marked = self.sheet.marked if place is None else place
        self.sheet.show(listing.columns, listing.rows, marked, listing.ticked_rows)
        self.sheet.display = bool(listing.order)
        self.empty.display = not listing.order
        self.empty.update(with_keys(self.screen, self._nothing()))
        self.post_message(self.Changed())

    @property
    def listed(self) -> Listing:
        assert self.listing is not None, "a type is chosen before anything is done with its records"
        return self.listing

    def _nothing(self) -> str:
        """What to do where no record is shown."""
        kind = self.listed.kind
        plural = printable(kind.plural)
        if not self.space.store.is_open(kind):
            return f"{plural.capitalize()} ligger i filen {kind.store}, som inte är öppnad."
        if self.listed.records:
            return f"Ingenting här passar ”{printable(self.listed.words)}”.\n\n{{register.leave}} visar alla igen."
        how = "{register.new} lägger till en. Flera ur ett kalkylblad: {palette}, läs in."
        return f"Här finns inga {plural} än.\n\n{how}"

    @property
    def marked(self) -> Record | None:
        return self.listing.record(self.sheet.marked) if self.listing else None

    @property
    def marked_id(self) -> str:
        return self.marked.id if self.marked else ""

    def take_focus(self) -> None:
        (self.sheet if self.sheet.display else self.empty).focus()

    # Ticking

    @property
    def ticked(self) -> int:
        """How many are ticked."""
        return len(self.listing.ticked) if self.listing else 0

    @property
    def chosen(self) -> list[Record]:
        """What is ticked; while nothing is, the marked record alone."""
        marked = self.marked
        return self.listed.ticked_records if self.ticked else [marked] if marked else []

    @on(Sheet.Ticked, "#records")
    def tick(self) -> None:
        """Tick the marked row, or no longer when it is."""
        self.listed.tick(self.sheet.marked)
        self._show_ticks()

    def tick_all(self) -> None:
        self.listed.tick_all()
        self._show_ticks()

    def untick(self) -> None:
        self.listed.untick()
        self._show_ticks()

    def extend(self, step: int) -> None:
        """Tick the marked row and the one beside it, and go there."""
        row = self.sheet.marked
        to = max(0, min(row + step, len(self.listed.order) - 1))
        self.listed.extend(row, to)
        self.sheet.mark(to)
        self._show_ticks()

    def _show_ticks(self) -> None:
        self.sheet.tick(self.listed.ticked_rows)
        self.post_message(self.Changed())

    # Filtering and sorting

    @property
    def is_filtering(self) -> bool:
        return bool(self.words.display)

    def open_filter(self) -> None:
        self.words.display = True
        self.words.focus()

    def close_filter(self) -> None:
        """Show all again, the same one marked."""
        marked = self.marked_id
        self._close_words()
        self.listed.filter("")
        self._show(marked)
        self.take_focus()

    def _close_words(self) -> None:
        self.words.display = False
        self.words.put("")

    @on(Input.Changed, "#words")
    def _filtered(self) -> None:
        if self.is_filtering:
            self.listed.filter(self.words.value)
            self._show()
            self.sheet.mark(0)

    @on(Input.Submitted, "#words")
    def _filter_done(self) -> None:
        (self.sheet if self.sheet.display else self.words).focus()

    @on(Sheet.HeadClicked)
    def _head_clicked(self, event: Sheet.HeadClicked) -> None:
        self.sort(event.column)

    def sort(self, column: int) -> None:
        """Sort by a column, the other way round when it is the one already."""
        marked = self.marked_id
        self.listed.sort(column)
        self._show(marked)
