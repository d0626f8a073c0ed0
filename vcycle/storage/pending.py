"""A transaction while it is open: what is to change, checked record by record against what is stored."""

from __future__ import annotations

from typing import TypeVar, cast

import msgspec
from msgspec import Raw

from vcycle.errors import Conflict, InputError, NotFound, StorageError
from vcycle.model.fields import BOOKKEEPING
from vcycle.model.records import Record, RecordType, Registry, new_id, utc_now
from vcycle.storage.datafile import TRASH, Changes, DataFile, Trashed
from vcycle.storage.faults import record_fault
from vcycle.storage.lines import NOTHING, Edit
from vcycle.storage.tables import row

R = TypeVar("R", bound=Record)


class Change(msgspec.Struct):
    """One record in an open transaction. `trash` says where its document goes or comes from, as in `Edit`."""

    record_type: RecordType
    before: Record | None
    after: Record | None
    trash: int = 0


class TrashEntry(msgspec.Struct, frozen=True):
    """A removed record: its type's key, when (real UTC), by whom."""

    key: str
    record: Record
    at: str
    who: str


def same_content(one: Record | None, other: Record | None) -> bool:
    """Whether two versions differ in bookkeeping at most."""
    if one is None or other is None:
        return one is other
    names = (name for name in one.__struct_fields__ if name not in BOOKKEEPING)
    return type(one) is type(other) and all(getattr(one, name) == getattr(other, name) for name in names)


class Pending:
    """The open transaction of a `DocumentStore`; `file` is the data file that it touches, known after the first."""

    def __init__(self, registry: Registry, files: dict[str, DataFile], who: str) -> None:
        self.changes: dict[tuple[str, str], Change] = {}
        self.file: DataFile | None = None
        self.steps = 0
        self._registry = registry
        self._files = files
        self._who = who

    def put(self, record: R) -> R:
        """Save a new record (revision 0) or a new version; see `Transaction.put`."""
        record_type = self._registry.of(type(record))
        record = checked(record_type, record)
        record_id = record.id or new_id()
        stored = cast("R | None", self.current(record_type, record_id))
        if (stored.revision if stored else 0) != record.revision:
            raise _conflict(record_type, record, stored)
        if stored is not None and same_content(stored, record):
            return stored
        trashed = self._trashed(record_type, record_id) if stored is None and record.id else None
        known = stored or trashed or self._removed_here(record_type, record_id)
        stamped = stamp(msgspec.structs.replace(record, id=record_id), known, self._who)
        self.set(record_type, record_id, stamped, trash=-1 if trashed else 0)
        return stamped

    def _trashed(self, record_type: RecordType, record_id: str) -> Record | None:
        """What lies in the trash under the id that a new record brings: it comes back under its old count."""
        file, name = self._file_of(record_type), f"{record_type.key}/{record_id}"
        if name not in file.rows(TRASH):
            return None
        return file.decode(file.trash()[name].document, TRASH, name, record_type.cls)

    def _removed_here(self, record_type: RecordType, record_id: str) -> Record | None:
        change = self.changes.get((record_type.key, record_id))
        return change.before if change else None

    def remove(self, cls: type[R], record_id: str) -> None:
        """Put a record into the trash; see `Transaction.remove`."""
        record_type = self._registry.of(cls)
        if self.current(record_type, record_id) is None:
            raise missing(record_type, record_id)
        self.set(record_type, record_id, None, trash=1)

    def set(self, record_type: RecordType, record_id: str, after: Record | None, *, trash: int = 0) -> None:
        """Note what a record is to become, without any check."""
        change = self.changes.get((record_type.key, record_id))
        if change is None:
            before = self._stored(record_type, record_id)
            change = self.changes[record_type.key, record_id] = Change(record_type, before, after)
        change.after = after
        change.trash = trash
        self.steps += 1

    def of_type(self, key: str) -> dict[str, Record | None]:
        """What this transaction made of records of one type."""
        return {record_id: change.after for (table, record_id), change in self.changes.items() if table == key}

    def current(self, record_type: RecordType, record_id: str) -> Record | None:
        """A record as it is inside this transaction, None when there is none."""
        change = self.changes.get((record_type.key, record_id))
        return change.after if change else self._stored(record_type, record_id)

    def _stored(self, record_type: RecordType, record_id: str) -> Record | None:
        file = self._file_of(record_type)
        raw = file.rows(record_type.key).get(record_id)
        return None if raw is None else file.decode(raw, record_type.key, record_id, record_type.cls)

    def _file_of(self, record_type: RecordType) -> DataFile:
        file = self._files.get(record_type.store)
        if file is None:
            raise StorageError(f"Filen {record_type.store} är inte öppnad, så {record_type.plural} går inte att ändra.")
        if self.file not in (None, file):
            raise StorageError("En ändring kan inte röra två datafiler på en gång; spara dem var för sig.")
        self.file = file
        return file

    def edits(self) -> tuple[Edit, ...]:
        """What is left to do when what comes to nothing is taken away, in the order it was asked for."""
        found = []
        for (key, record_id), change in self.changes.items():
            if not same_content(change.before, change.after):
                found.append(Edit(key, record_id, _raw(change.before), _raw(change.after), self._trash(change)))
        return tuple(found)

    def _trash(self, change: Change) -> int:
        return change.trash if change.before is not None or change.trash < 0 else 0


def _raw(record: Record | None) -> Raw:
    return NOTHING if record is None else Raw(msgspec.json.encode(record))


def rows_of(edits: tuple[Edit, ...], today: str, who: str) -> Changes:
    """The rows that `edits` change: in the records' tables and in the trash."""
    changes: Changes = {}
    for edit in edits:
        after = None if edit.after == NOTHING else Raw(bytes(edit.after) + b"\n")
        changes.setdefault(edit.table, {})[edit.record] = after
        if edit.trash:
            entry = row(Trashed(today, utc_now(), who, edit.before)) if edit.trash > 0 else None
            changes.setdefault(TRASH, {})[f"{edit.table}/{edit.record}"] = entry
    return changes


def checked(record_type: RecordType, record: R) -> R:
    """`record` as it will be read back; raises `InputError` naming every problem."""
    try:
        record = msgspec.json.decode(msgspec.json.encode(record), type=type(record))
    except (msgspec.DecodeError, UnicodeError, TypeError) as error:
        raise _refused(record_type, (f"Värdet kan inte sparas: {record_fault(error, record_type.cls)}.",)) from error
    problems = record_type.problems(record)
    if problems:
        labels = {spec.name: spec.label for spec in record_type.fields}
        raise _refused(record_type, tuple(f"{labels.get(name, name)}: {why}" for name, why in problems.items()))
    return record


def checked_document(record_type: RecordType, raw: Raw) -> Record | None:
    """The record that a history line holds, None for none; raises `Conflict` when it fits its type no more."""
    try:
        return msgspec.json.decode(raw, type=record_type.cls | None)
    except msgspec.DecodeError as error:
        what = record_fault(error, record_type.cls)
        message = f"Historiken om {record_type.singular} går inte längre att läsa: {what}."
        raise Conflict(message, mine=None, theirs=None) from error


def _refused(record_type: RecordType, problems: tuple[str, ...]) -> InputError:
    return InputError(f"Det gick inte att spara {record_type.singular}:", problems=problems)


def stamp(record: R, stored: Record | None, who: str) -> R:
    """`record` with the bookkeeping of one more save: revision and times only rise, whatever clock the machine has."""
    now = utc_now()
    old = stored or record
    return msgspec.structs.replace(
        record,
        revision=max(record.revision, old.revision) + 1,
        created=old.created or now,
        changed=max(now, old.changed, record.changed),
        changed_by=who,
    )


def _conflict(record_type: RecordType, mine: Record, theirs: Record | None) -> Conflict:
    what = "togs bort" if theirs is None else "ändrades"
    message = f"Någon annan hann före: {record_type.singular} ”{record_type.name(mine)}” {what} under tiden."
    return Conflict(message, mine=mine, theirs=theirs, hint="Läs in posten på nytt och gör ändringen igen.")


def missing(record_type: RecordType, record_id: str) -> NotFound:
    """The error for a record that is not there."""
    return NotFound(f"Hittar inte {record_type.singular} med id {record_id}.")
