"""The records of one type as rows: a column for each field that is shown, sorted and filtered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.records.directory import Directory
from vcycle.services.search import plain
from vcycle.tui.widgets.sheet import WIDEST, Column, Row

_RIGHT = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
_ORDERED = (*_RIGHT, Kind.FLAG, Kind.DATE, Kind.TIME)
_SWEDISH = str.maketrans("äå", "åä")  # Unicode has them the other way round
UP, DOWN = " ↑", " ↓"


class Stretch(NamedTuple):
    """The rows that are ticked one after the other, and what was ticked before."""

    begin: int
    end: int
    before: frozenset[str]


class Listing:
    """All records of a type, and those of them that are shown, in their order.

    Any may be ticked, by its id: it stays so wherever it stands, and while it is not shown.
    `by` is the number of the column that they are sorted by, `down` whether the largest comes first.
    """

    def __init__(self, kind: RecordType, directory: Directory, columns: Sequence[FieldSpec]) -> None:
        self.kind = kind
        self.specs = columns
        self.records = [*directory.records(kind).values()]
        self.cells = [self._row(record, directory) for record in self.records]
        self.by, self.down = first_order(self.specs)
        self.words = ""
        self._folded: list[str] = []
        self.order: list[int] = []
        self.ticked: set[str] = set()
        self._stretch: Stretch | None = None
        self._sort()

    def _row(self, record: Record, directory: Directory) -> Row:
        return tuple(_cell(spec, getattr(record, spec.name), directory) for spec in self.specs)

    @property
    def columns(self) -> list[Column]:
        """The headings, with an arrow on the one that the rows are sorted by."""
        arrows = [(DOWN if self.down else UP) if at == self.by else "" for at in range(len(self.specs))]
        return [Column(s.label + arrow, s.kind in _RIGHT) for s, arrow in zip(self.specs, arrows, strict=True)]

    @property
    def rows(self) -> list[Row]:
        return [self.cells[at] for at in self.order]

    @property
    def shown(self) -> list[Record]:
        """The records of the rows."""
        return [self.records[at] for at in self.order]

    def record(self, row: int) -> Record | None:
        """The record that stands in a row."""
        return self.records[self.order[row]] if 0 <= row < len(self.order) else None

    def place(self, record_id: str) -> int | None:
        """The row that a record stands in; None when it is not shown."""
        return next((row for row, at in enumerate(self.order) if self.records[at].id == record_id), None)

    def sort(self, by: int) -> None:
        """Sort by a column, the other way round when it is the one already."""
        self.by, self.down = by, by == self.by and not self.down
        self._sort()

    def filter(self, words: str) -> None:
        """Show only rows that hold all the words, whatever their case and accents."""
        self.words = words
        self._sort()

    def again(self, before: Listing) -> None:
        """Take over what was filtered and ticked, and the order if its column is here too, from a list of the same."""
        sorted_by = before.specs[before.by]
        if sorted_by in self.specs:
            self.by, self.down = self.specs.index(sorted_by), before.down
        self.words = before.words
        self.ticked = before.ticked & {record.id for record in self.records}
        self._sort()

    # Ticking

    @property
    def ticked_rows(self) -> set[int]:
        """The rows of what is ticked, as far as it is shown."""
        return {row for row, at in enumerate(self.order) if self.records[at].id in self.ticked}

    @property
    def ticked_records(self) -> list[Record]:
        """What is ticked: first what is shown, in its order, then the rest."""
        hidden = [self.records[at] for at in sorted({*range(len(self.records))} - {*self.order})]
        return [record for record in (*self.shown, *hidden) if record.id in self.ticked]

    def tick(self, row: int) -> None:
        """Tick the record in a row, or no longer when it is."""
        self._stretch = None
        if record := self.record(row):
            self.ticked ^= {record.id}

    def tick_all(self) -> None:
        """Tick everything that is shown."""
        self._stretch = None
        self.ticked |= {self.records[at].id for at in self.order}

    def untick(self) -> None:
        self._stretch = None
        self.ticked = set()

    def extend(self, row: int, to: int) -> None:
        """Tick the rows from where this began up to `to`, and no longer those it has drawn back from.

        `row` is where somebody stands: elsewhere than where the last one ended, it begins anew.
        """
        if self._stretch is None or self._stretch.end != row:
            self._stretch = Stretch(row, row, frozenset(self.ticked))
        self._stretch = self._stretch._replace(end=to)
        first, last = sorted((self._stretch.begin, to))
        self.ticked = {*self._stretch.before, *(self.records[at].id for at in self.order[first : last + 1])}

    # Sorting and filtering

    def _sort(self) -> None:
        self._stretch = None
        key = self._key(self.specs[self.by])
        self.order = sorted(self._fitting(), key=key, reverse=self.down)
        if self.down:  # what has no value stands last either way
            self.order.sort(key=lambda at: key(at)[0])

    def _fitting(self) -> Sequence[int]:
        wanted = plain(self.words).split()
        if not wanted:
            return range(len(self.records))
        if not self._folded:
            self._folded = [plain("\n".join(row)) for row in self.cells]
        return [at for at, text in enumerate(self._folded) if all(word in text for word in wanted)]

    def _key(self, spec: FieldSpec) -> Callable[[int], tuple[bool, Any]]:
        """What a row is sorted by: a number or day by its value, a text as Swedes do."""
        if spec.kind in _ORDERED:
            values = [getattr(record, spec.name) for record in self.records]
            return lambda at: (values[at] is None, 0 if values[at] is None else values[at])
        texts = [row[self.by].casefold().translate(_SWEDISH) for row in self.cells]
        return lambda at: (not texts[at], texts[at])


def first_order(specs: Sequence[FieldSpec]) -> tuple[int, bool]:
    """How a list is sorted at first: the newest day first where every record has one, else by the first column."""
    days = [at for at, spec in enumerate(specs) if spec.kind is Kind.DATE and not spec.optional]
    return (days[0], True) if days else (0, False)


def _cell(spec: FieldSpec, value: Any, directory: Directory) -> str:
    if spec.kind is Kind.FLAG:
        return "✓" if value else ""
    return shorten(printable(directory.shown(spec, value)), WIDEST)
