"""The records of one type as rows: a column for each field that is shown, sorted and filtered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

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


class Listing:
    """All records of a type, and those of them that are shown, in their order.

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
        """Take over the filter, and the order as far as its column is here too, of a list that showed the same type."""
        sorted_by = before.specs[before.by]
        if sorted_by in self.specs:
            self.by, self.down = self.specs.index(sorted_by), before.down
        self.words = before.words
        self._sort()

    def _sort(self) -> None:
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
