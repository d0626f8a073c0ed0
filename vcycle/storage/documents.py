"""The store of a workspace: records, transactions, undo, history, trash and backups over TinyDB data files."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from vcycle.disk import append, write_durably, writing
from vcycle.errors import Conflict, NotFound, StorageError, VcycleError
from vcycle.model.core import Floor
from vcycle.model.records import Record, RecordType, Registry, new_id, utc_now
from vcycle.storage.backups import Backup
from vcycle.storage.datafile import TRASH, Changes, DataFile, empty_file, open_data_file
from vcycle.storage.history import to_redo, to_undo, with_undone
from vcycle.storage.lines import LOST, NOTHING, Edit, HistoryLine, Line
from vcycle.storage.lock import WriteLock
from vcycle.storage.migrations import migrate, migrated_edit, refuse_newer_in
from vcycle.storage.pending import Pending, TrashEntry, checked_document, missing, rows_of, same_content, stamp

if TYPE_CHECKING:
    from vcycle.storage.diagnosis import Diagnosis

R = TypeVar("R", bound=Record)

TRASH_DAYS = 90
"""How long a removed record can be brought back."""


class DocumentStore:
    """A `model.store.Store`. Reads inside an open transaction see, in the thread that holds it, what it has done."""

    def __init__(self, folder: Path, registry: Registry, *, who: str, today: date, name: str) -> None:
        self.folder = folder
        self.registry = registry
        self.who = storable(who)
        self.today = today
        self.lock = WriteLock(folder)
        self.files: dict[str, DataFile] = {}
        self._pending: Pending | None = None
        self._owner = 0
        self._opened = 0
        self._open("", name)

    def _open(self, store: str, name: str) -> None:
        file = open_data_file(self.folder, name, extra=bool(store))
        migrate(file, self._types(store), self.lock)
        if file.is_erasing or not file.history.holds(file.carried()):
            with suppress(VcycleError), self.lock.held():  # reading does without; the next write insists
                self._mend(file)
        self.files[store] = file

    def _types(self, store: str) -> list[RecordType]:
        return [record_type for record_type in self.registry if record_type.store == store]

    def _mend(self, file: DataFile) -> None:
        """Finish what a crash cut short; called with the lock held."""
        file.mend_history()
        self._finish_erasing(file)

    def _finish_erasing(self, file: DataFile) -> None:
        if file.is_erasing:
            from vcycle.storage.erasure import finish  # only after a crash in the middle of one

            finish(file)

    def open_extra(self, store: str) -> None:
        """Open the data file that record types call `store`; until then they read as empty and refuse writes."""
        if store not in self.files:
            self._open(store, store)

    def is_open(self, record_type: RecordType) -> bool:
        """Whether the data file that holds this type is open."""
        return record_type.store in self.files

    # Reading

    @property
    def token(self) -> object:
        """Changes whenever anything was saved, by this process or another; costs a stat per open data file."""
        mine = self._mine()
        return tuple(file.signature for file in self.files.values()), mine and (self._opened, mine.steps)

    def _mine(self) -> Pending | None:
        return self._pending if self._owner == threading.get_ident() else None

    def get(self, cls: type[R], record_id: str) -> R:
        """The record with that id; raises `NotFound`."""
        record_type = self.registry.of(cls)
        mine = self._mine()
        if mine is not None and (change := mine.changes.get((record_type.key, record_id))):
            record = cast("R | None", change.after)
        else:
            file = self.files.get(record_type.store)
            record = file.record(record_type, cls, record_id) if file else None
        if record is None:
            raise missing(record_type, record_id)
        return record

    def find(self, cls: type[R], **equal: object) -> list[R]:
        """The records whose fields equal these values, in the order of their ids."""
        found = self._all(self.registry.of(cls), cls)
        for name, value in equal.items():
            found = [record for record in found if getattr(record, name) == value]
        return found

    def _all(self, record_type: RecordType, cls: type[R]) -> list[R]:
        file = self.files.get(record_type.store)
        stored = file.records(record_type, cls) if file else {}
        mine = self._mine()
        changed = mine.of_type(record_type.key) if mine else {}
        if not changed:
            return list(stored.values())
        both = {**stored, **cast("dict[str, R | None]", changed)}
        return [record for _, record in sorted(both.items()) if record is not None]

    # Writing

    @contextmanager
    def transaction(self, label: str, *, kind: str = "do") -> Iterator[Pending]:
        """One user action: one write and one line of history, or nothing. `kind` tells for example an import apart.

        Raises `Locked` when another process writes for more than five seconds, `StorageError` when the disk refuses;
        after any exception everything is as it was.
        """
        with self._opening() as pending:
            yield pending
            self._commit(pending, label, kind)

    @contextmanager
    def _opening(self) -> Iterator[Pending]:
        if self._mine() is not None:
            raise RuntimeError("a transaction is open already: one user action is one transaction")
        with self.lock.held():
            for store, file in self.files.items():
                refuse_newer_in(file, self._types(store))  # a newer program may have come and gone since the opening
                self._finish_erasing(file)
            self._opened += 1
            self._pending, self._owner = Pending(self.registry, self.files, self.who), threading.get_ident()
            try:
                yield self._pending
            finally:
                self._pending, self._owner = None, 0

    def _commit(self, pending: Pending, label: str, kind: str, of: str = "") -> Line | None:
        edits = pending.edits()
        file = pending.file
        if file is None or not (edits or of):
            return None
        types = {edit.table: self.registry.get(edit.table) for edit in edits}
        touched = {key: found for key, found in types.items() if found}
        shown = tuple(edit for edit in edits if touched[edit.table].undoable)
        versions = {key: found.version for key, found in touched.items() if found.version > 1}
        line = None
        if shown or of:  # an undo counts even where a migration left nothing of what it undoes
            line = Line(new_id(), utc_now(), self.who, storable(label), kind, of, shown, versions)
        changes = rows_of(edits, self.today.isoformat(), self.who)
        self._purge(file, changes)
        file.commit(changes, touched, line)
        for key in touched:
            written = {e.record: pending.changes[key, e.record].after for e in edits if e.table == key}
            file.keep_decoded(key, written)
        return line

    def _purge(self, file: DataFile, changes: Changes) -> None:
        """Let go of what has lain in the trash for its time."""
        oldest = (self.today - timedelta(days=TRASH_DAYS)).isoformat()
        for name, trashed in file.trash().items():
            if trashed.day < oldest:
                changes.setdefault(TRASH, {}).setdefault(name, None)

    # Going back

    def undo(self) -> HistoryLine:
        """Take back the newest action that stands, also one from an earlier run; returns its line.

        Raises `NotFound` when nothing is left to take back, `Conflict` when its records were changed since, and
        `StorageError` when lines of the history that cannot be read come first: they may be what was to be undone.
        """
        with self._opening() as pending:
            return self._invert(pending, to_undo(self._lines()), "undo", "Det finns inget att ångra.")

    def redo(self) -> HistoryLine:
        """Do again what the newest undo took back; raises `NotFound` when anything else was done since."""
        with self._opening() as pending:
            return self._invert(pending, to_redo(self._lines()), "redo", "Det finns inget att göra om.")

    def _invert(self, pending: Pending, target: Line | None, kind: str, nothing: str) -> HistoryLine:
        if target is None:
            raise NotFound(nothing)
        if target.kind == LOST:
            raise StorageError(f"{target.label}. Därför är inget ändrat.", hint="Se vcycle history och vcycle doctor.")
        for edit in reversed(target.edits):
            if edit.before != NOTHING or edit.after != NOTHING:  # both gone: a person was erased
                self._apply(pending, edit.inverse(), target)
        written = self._commit(pending, target.label, kind, target.action)
        assert written is not None, "the action that it is about makes it a line"
        return next(with_undone([written]))

    def _apply(self, pending: Pending, edit: Edit, target: Line) -> None:
        record_type = self.registry.get(edit.table)
        if record_type is None:
            message = f"”{target.label}” hör till ett tillägg som är avstängt och kan inte ändras nu."
            raise StorageError(message, hint="Slå på tillägget först: vcycle plugins")
        edit = migrated_edit(edit, record_type, target.versions.get(edit.table, 1))
        expected, wanted = (checked_document(record_type, raw) for raw in (edit.before, edit.after))
        current = pending.current(record_type, edit.record)
        if not same_content(current, expected):
            message = f"”{target.label}” går inte att ändra tillbaka: {record_type.singular} ändrades på annat sätt."
            raise Conflict(message, mine=wanted, theirs=current)
        stamped = stamp(wanted, current or expected, self.who) if wanted else None
        pending.set(record_type, edit.record, stamped, trash=edit.trash)

    # History and trash

    def _lines(self) -> Iterator[Line]:
        """The lines of every open data file, newest first."""
        files = [file.history.newest_first(file.carried()) for file in self.files.values()]
        return heapq.merge(*files, key=lambda line: line.id, reverse=True)

    def history(self, limit: int | None = None) -> list[HistoryLine]:
        """What was done, newest first, one line per user action; at most `limit` lines."""
        return list(islice(with_undone(self._lines()), limit))

    def warnings(self) -> list[str]:
        """What is or was wrong with the history, in Swedish; reads all of it the first time."""
        return [warning for file in self.files.values() for warning in file.warnings()]

    def trash(self) -> list[TrashEntry]:
        """The removed records that can be brought back, latest first."""
        found = []
        for file in self.files.values():
            for name, trashed in file.trash().items():
                key = name.partition("/")[0]
                if record_type := self.registry.get(key):
                    record = file.decode(trashed.document, TRASH, name, record_type.cls)
                    found.append(TrashEntry(key, record, trashed.at, trashed.who))
        return sorted(found, key=lambda entry: (entry.at, entry.record.id), reverse=True)

    def restore(self, cls: type[R], record_id: str) -> R:
        """Bring a removed record back from the trash; raises `NotFound`, or `Conflict` when its id is taken."""
        record_type = self.registry.of(cls)
        with self._opening() as pending:
            found = next((e for e in self.trash() if e.key == record_type.key and e.record.id == record_id), None)
            if found is None:
                raise NotFound(f"I papperskorgen finns inte {record_type.singular} med id {record_id}.")
            current = pending.current(record_type, record_id)
            if current is not None:
                message = f"Det finns redan {record_type.singular} med id {record_id}."
                raise Conflict(message, mine=found.record, theirs=current)
            restored = stamp(cast("R", found.record), None, self.who)
            pending.set(record_type, record_id, restored, trash=-1)
            self._commit(pending, f"Återställde {record_type.singular} ur papperskorgen", "do")
            return restored

    def erase(self, cls: type[R], record_id: str) -> None:
        """Erase a record for good, from data, trash, history and backups; what stays is who did it and when.

        Labels of the history that show any of its texts go too. Raises `NotFound` when nothing ever had that id.
        """
        from vcycle.storage.erasure import erase  # rare, and no command needs it to open a file

        record_type = self.registry.of(cls)
        with self._opening():
            file = self.files.get(record_type.store)
            if file is None:
                raise missing(record_type, record_id)
            erase(file, record_type, record_id, self.who)

    # Backups

    def backups(self, store: str = "") -> tuple[Backup, ...]:
        """The backups of a data file, newest first."""
        return self._file(store).backups.list()

    def _file(self, store: str) -> DataFile:
        if store not in self.files:
            raise StorageError(f"Filen {store} är inte öppnad.")
        return self.files[store]

    def restore_backup(self, name: str, store: str = "") -> HistoryLine | None:
        """Bring every record back to what it was in a backup; returns the history line, None when nothing differed.

        A copy of the current file is kept among the backups, and undo takes the step back. Tables of plugins that are
        switched off, and what must never go back, stay as they are. Raises `NotFound`, or `Damaged` when the backup
        cannot be read or the present data cannot (which `recover` helps with).
        """
        from vcycle.storage import recovery  # rare, and no command needs it to open a file

        file = self._file(store)
        with self._opening() as pending:
            recovery.restore(file, self._types(store), name, pending, self.who)
            if not pending.edits():
                return None
            recovery.copy_aside(file, "before-restore")
            line = self._commit(pending, f"Återställde säkerhetskopian {name}", "restore")
            return next(with_undone([line])) if line else None

    @property
    def calendar_floor(self) -> Floor:
        """What no event that the calendar ledger does not know for sure may lie below."""
        return self._file("").calendar_floor

    def diagnose(self) -> list[Diagnosis]:
        """How each open data file is, with every table read."""
        from vcycle.storage.diagnosis import diagnose  # only the doctor asks

        return [diagnose(file, self.registry) for file in self.files.values()]


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: what a terminal could not decode comes as lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def open_store(folder: Path, registry: Registry, *, who: str, today: date, name: str = "vcycle") -> DocumentStore:
    """Open the workspace in `folder`; `who` is written to the history, `today` is the calendar's.

    Raises `Damaged` when the data cannot be read (the file stays as it is), `NewerData` when a newer program wrote it,
    `MigrationFailed` when a record type cannot bring its records up to date; both name the types, so that their
    plugins can be left out. In a folder that cannot be written, reading works.
    """
    return DocumentStore(folder, registry, who=who, today=today, name=name)


def create_store(folder: Path, registry: Registry, *, who: str, today: date, name: str = "vcycle") -> DocumentStore:
    """Make an empty data file in `folder` (made too, when missing) and open it; refuses when there is one."""
    path = folder / f"{name}.json"
    with writing(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with WriteLock(folder).held(), writing(path):
        if path.exists():
            raise StorageError(f"Det finns redan en förenings data i {folder}.")
        append(folder / "history.jsonl", b"")
        write_durably(path, empty_file())
    return open_store(folder, registry, who=who, today=today, name=name)
