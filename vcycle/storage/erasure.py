"""Erasing a person: nothing of the record's content is left in data, history or backups.

What stays is that somebody erased something: who, when and how many. The data file is written first with a note of
what is being erased; an erasure that a crash cut short is finished by the next opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Raw

from vcycle.disk import write_durably, writing
from vcycle.errors import Damaged, StorageError
from vcycle.model.fields import Kind
from vcycle.model.records import RecordType, new_id, utc_now
from vcycle.storage.datafile import ERASING, HISTORY, META, NEWEST, TRASH, Changes, DataFile
from vcycle.storage.lines import ERASE, NOTHING, Edit, Line, decode_line, document, encode_line
from vcycle.storage.pending import missing
from vcycle.storage.tables import decode_file, decode_rows, encode_file, row

_ERASED_LABEL = "(uppgifterna är raderade)"


class _Note(msgspec.Struct, frozen=True):
    """What the data file says while an erasure is under way; `words` are the texts that no label may show."""

    table: str
    record: str
    fields: tuple[str, ...]
    line: Line


def erase(file: DataFile, record_type: RecordType, record_id: str, who: str) -> None:
    """Erase one record for good; raises `NotFound` when nothing ever had that id. Called with the lock held."""
    key = record_type.key
    known = any(edit.table == key and edit.record == record_id for line in _lines(file) for edit in line.edits)
    if not known and record_id not in file.rows(key):
        raise missing(record_type, record_id)
    texts = tuple(spec.name for spec in record_type.fields if spec.kind in (Kind.TEXT, Kind.LONG_TEXT))
    line = Line(
        new_id(), utc_now(), who, f"Raderade för gott: {record_type.singular}", ERASE, edits=(Edit(key, record_id),)
    )
    note = _Note(key, record_id, texts, line)
    file.backups.daily(utc_now()[:10])
    file.write_uncarried(_removal(file, note), {META: {ERASING: row(note)}})
    try:
        finish(file)
    except StorageError as error:
        message = "Posten är borta, men raderingen ur historik och kopior hann inte bli klar."
        raise StorageError(message, hint="Den görs färdig nästa gång något sparas.") from error


def _removal(file: DataFile, note: _Note) -> Changes:
    here, trash = file.rows(note.table), f"{note.table}/{note.record}"
    changes: Changes = {}
    if note.record in here:
        changes[note.table] = {note.record: None}
    if trash in file.rows(TRASH):
        changes[TRASH] = {trash: None}
    return changes


def finish(file: DataFile) -> None:
    """Erase what the data file's note names from history and backups, then take the note away."""
    note = msgspec.json.decode(file.rows(META)[ERASING], type=_Note)
    lines = list(_lines(file))[::-1]
    hidden = _words({*_texts_of_lines(lines, note), *_texts_of_backups(file, note)})
    if all(line.id != note.line.id for line in lines):
        lines.append(note.line)
    with writing(file.history.path):
        file.history.rewrite(_scrubbed(line, note, hidden) for line in lines)
        for backup in file.backups.list():
            _scrub_backup(file.backups.folder / backup.name, note, hidden)
        for copy in file.history.copies_aside:  # what can be read of it is in the history too
            copy.unlink(missing_ok=True)
        _drop_leftovers(file)
    file.write_uncarried({}, {META: {ERASING: None, NEWEST: row({"id": note.line.id})}})


def _lines(file: DataFile) -> Iterator[Line]:
    return file.history.newest_first(file.carried())


def _texts_of_lines(lines: Iterable[Line], note: _Note) -> Iterator[str]:
    for line in lines:
        for edit in line.edits:
            if _is_erased(edit, note):
                yield from _texts(edit.before, note)
                yield from _texts(edit.after, note)


def _texts_of_backups(file: DataFile, note: _Note) -> Iterator[str]:
    for backup in file.backups.list():
        try:
            tables = decode_file(file.backups.folder / backup.name)
            raw = decode_rows(tables.get(note.table, Raw(b"{}")), note.table, file.path).get(note.record, NOTHING)
        except Damaged:
            continue
        yield from _texts(raw, note)


def _texts(raw: Raw, note: _Note) -> Iterator[str]:
    found = document(raw)
    if isinstance(found, dict):
        yield from (str(found[name]) for name in note.fields if found.get(name))


def _words(texts: set[str]) -> re.Pattern[str] | None:
    """What finds any of the texts as whole words; None when there are none."""
    if not texts:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in sorted(texts)), re.IGNORECASE)


def _is_erased(edit: Edit, note: _Note) -> bool:
    return (edit.table, edit.record) == (note.table, note.record)


def _scrubbed(line: Line, note: _Note, hidden: re.Pattern[str] | None) -> Line:
    """`line` with nothing left of the erased record but that there was one."""
    if line.kind == ERASE:
        return line
    touched = any(_is_erased(edit, note) for edit in line.edits)
    shows = hidden is not None and hidden.search(line.label) is not None
    edits = tuple(Edit(edit.table, edit.record) if _is_erased(edit, note) else edit for edit in line.edits)
    return msgspec.structs.replace(line, label=_ERASED_LABEL if touched or shows else line.label, edits=edits)


def _scrub_backup(path: Path, note: _Note, hidden: re.Pattern[str] | None) -> None:
    """Rewrite one backup; one that cannot be read can neither be cleaned nor used, and goes."""
    try:
        tables = decode_file(path)
        rows = {name: decode_rows(tables[name], name, path) for name in (note.table, TRASH, HISTORY) if name in tables}
    except Damaged:
        path.unlink()
        return
    rows.get(note.table, {}).pop(note.record, None)
    rows.get(TRASH, {}).pop(f"{note.table}/{note.record}", None)
    for number, raw in rows.get(HISTORY, {}).items():
        line = decode_line(raw)
        rows[HISTORY][number] = Raw(encode_line(_scrubbed(line, note, hidden))) if line else row(None)
    clean = {name: Raw(msgspec.json.encode(found)) for name, found in rows.items()}
    write_durably(path, encode_file({**tables, **clean}))


def _drop_leftovers(file: DataFile) -> None:
    """Half files that a killed process left may hold the record too."""
    for folder in (file.path.parent, file.backups.folder):
        for leftover in folder.glob(f"{file.name}*.tmp"):
            leftover.unlink(missing_ok=True)
