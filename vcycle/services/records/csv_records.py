"""Records out to a CSV file and in again: the whole file or nothing, and nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.records import Record, RecordType, new_id
from vcycle.model.store import Store
from vcycle.model.values import listed, nearest, said
from vcycle.services.records.csv_file import Sheet, guarded, read_sheet, write_sheet
from vcycle.services.records.directory import Directory, fold
from vcycle.services.records.input import draft, fields_by_word, find_field, refuse_bookkeeping, worded

ID = "id"
# A sign in front of these is arithmetic and no formula, and a spreadsheet should go on counting with them.
_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)


def export_records(kind: RecordType, directory: Directory, path: Path) -> int:
    """Write all records of a type to `path`, headings being labels; returns how many."""
    records = directory.records(kind).values()
    write_sheet(path, rows_of(kind, records, directory))
    return len(records)


def rows_of(kind: RecordType, records: Iterable[Record], directory: Directory) -> list[list[str]]:
    """Records as the rows of a sheet, which can be read in again, below the headings."""
    header = [ID, *(_heading(kind, spec) for spec in kind.fields)]
    return [header, *(_row(kind, record, directory) for record in records)]


def _heading(kind: RecordType, spec: FieldSpec) -> str:
    """The label of a field, or its name where the label would be read as something else."""
    found = fields_by_word(kind.fields).get(fold(spec.label))
    return spec.label if found is spec and fold(spec.label) != ID else spec.name


def _row(kind: RecordType, record: Record, directory: Directory) -> list[str]:
    texts = ((spec, directory.text(spec, getattr(record, spec.name))) for spec in kind.fields)
    return [guarded(record.id), *(text if spec.kind in _NUMBERS else guarded(text) for spec, text in texts)]


@dataclass(frozen=True, slots=True)
class Import:
    """What reading a file in comes to. `known` counts rows without id that say what a record says already."""

    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    unchanged: int
    known: int
    notice: str

    @property
    def count(self) -> int:
        return len(self.added) + len(self.changed)


def read_records(kind: RecordType, directory: Directory, path: Path) -> Import:
    """What the file at `path` would add and change; raises `InputError` with every fault of every row.

    A row with an id changes that record, only in the columns that the file has. A row without one is a new record,
    unless a record that no other row has claimed says the same in all these columns.
    """
    refuse_bookkeeping(kind)
    directory = directory.exact()
    words = {ID, *fields_by_word(kind.fields)}
    sheet = read_sheet(path, lambda heading: fold(heading) in words)
    faults: list[str] = []
    columns = _columns(kind, sheet, faults)
    if faults:
        raise InputError(f"{path.name} går inte att läsa in:", problems=faults, hint=_column_hint(kind))
    known = dict(directory.records(kind))
    rows = _Reading(kind, directory, columns, len(sheet.header), faults).rows(sheet.rows)
    faults.extend(_twice(rows))
    if faults:
        raise InputError(f"{path.name} går inte att läsa in; ingenting har ändrats:", problems=faults)
    return _sorted_out(rows, known, [name for name in columns if name != ID], sheet.notice)


def _column_hint(kind: RecordType) -> str:
    names = ", ".join(_heading(kind, spec) for spec in kind.fields if not spec.hints.hidden)
    return f"Rubrikerna kan vara {names}. Döp om det som motsvarar dem, och ta bort andra kolumner."


def save_records(kind: RecordType, store: Store, found: Import, name: str) -> None:
    """Save what was read from the file called `name`, as one action; nothing when nothing is new."""
    if not found.count:
        return
    with store.transaction(f"Läste in {counted(found.count, kind)} från {name}") as transaction:
        for record in (*found.added, *found.changed):
            transaction.put(record)


def counted(number: int, kind: RecordType) -> str:
    """ "1 person", "12 personer"."""
    return f"{number} {kind.singular if number == 1 else kind.plural}"


def _columns(kind: RecordType, sheet: Sheet, faults: list[str]) -> dict[str, int]:
    """Field name (and "id") to the number of its column; headings that fit no field go to `faults`."""
    columns: dict[str, int] = {}
    for at, heading in enumerate(sheet.header):
        if not heading.strip() and not any(_cell(cells, at).strip() for _, cells in sheet.rows):
            continue
        try:
            name = ID if fold(heading) == ID else find_field(kind.fields, heading).name
        except ValueError:
            faults.append(_column_fault(kind, heading, at))
            continue
        if name in columns:
            faults.append(f"Kolumn {at + 1}: {name} står två gånger")
        columns.setdefault(name, at)
    return columns


def _column_fault(kind: RecordType, heading: str, at: int) -> str:
    words = fields_by_word(kind.fields)
    near = dict.fromkeys(words[word].label for word in nearest(fold(heading), words))
    sentence = f"rubriken {said(heading)} finns inte{f'; menade du {listed(near)}?' if near else ''}"
    if "personn" in fold(heading):
        sentence = "vcycle sparar aldrig personnummer; ta bort kolumnen"
    return f"Kolumn {at + 1}: {sentence if heading.strip() else 'saknar rubrik'}"


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    record: Record
    base: Record | None


# How many rows may hang on each other in a chain whose last comes first; each costs one more reading.
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file on its way to records: `columns` is field name to column, `width` how many headings there are."""

    kind: RecordType
    directory: Directory
    columns: Mapping[str, int]
    width: int
    faults: list[str]

    def rows(self, cells_of: Sequence[tuple[int, Sequence[str]]]) -> list[_Row]:
        """The records of all rows; rows may link to each other by name, whichever comes first."""
        made: dict[int, _Row] = {}
        for _ in range(_DEEPEST if self._links_to_itself else 1):
            before = len(made)
            self.faults.clear()
            for number, cells in cells_of:
                if number not in made and (row := self.row(number, cells)):
                    made[number] = row
            if len(made) in (before, len(cells_of)):
                break
        return [made[number] for number in sorted(made)]

    @property
    def _links_to_itself(self) -> bool:
        return any(spec.link == self.kind.key for spec in self.kind.fields)

    def row(self, number: int, cells: Sequence[str]) -> _Row | None:
        """The record that a row makes; None when its faults were noted instead."""
        texts = {name: cells[at] for name, at in self.columns.items() if at < len(cells)}
        record_id = texts.pop(ID, "").strip()
        base = self.directory.records(self.kind).get(record_id)
        problems = []
        if any(cell.strip() for cell in cells[self.width :]):
            problems.append("har fler kolumner än rubrikraden")
        made = draft(self.kind, texts, self.directory, base)
        if record_id and base is None:
            problems.append("id: finns inte; lämna id tomt för att lägga till en ny")
        else:
            problems += worded(self.kind.fields, made.problems)
        self.faults.extend(f"Rad {number}, {problem}" for problem in problems)
        if made.record is None or problems:
            return None
        record = made.record
        if base is None and self._links_to_itself:
            record = replace(record, id=new_id())
            self.directory.expect(self.kind, record)
        return _Row(number, record, base)


def _twice(rows: Sequence[_Row]) -> Iterator[str]:
    first: dict[str, int] = {}
    for row in rows:
        if row.base is not None and first.setdefault(row.base.id, row.number) != row.number:
            yield f"Rad {row.number}, id: står redan på rad {first[row.base.id]}"


def _sorted_out(rows: Sequence[_Row], records: Mapping[str, Record], names: Sequence[str], notice: str) -> Import:
    """Which rows are new, which change something, and which say what is known."""

    def content(record: Record) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in names)

    claimed = {row.base.id for row in rows if row.base is not None}
    left = Counter(content(record) for id_, record in records.items() if id_ not in claimed)
    added = []
    for row in rows:
        if row.base is None:
            said = content(row.record)
            if not left[said]:
                added.append(row.record)
            left[said] -= bool(left[said])
    changed = [row.record for row in rows if row.base is not None and row.record != row.base]
    fresh = sum(row.base is None for row in rows)
    return Import(tuple(added), tuple(changed), len(rows) - fresh - len(changed), fresh - len(added), notice)
