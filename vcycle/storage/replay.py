"""Doing again, on the tables of a backup, what the history says was done after it."""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct

from vcycle.model.records import Registry
from vcycle.storage.datafile import TRASH, Trashed
from vcycle.storage.lines import LOST, NOTHING, Edit, Line
from vcycle.storage.migrations import migrated_edit
from vcycle.storage.tables import Rows, row


class Replayed(Struct):
    """How many steps were done again, the labels of those that could not be, and what is told of lost lines."""

    steps: int = 0
    missing: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def newer(lines: list[Line], newest: str) -> list[Line]:
    """Those of `lines`, oldest first, that came after the one with the id `newest`; all of them when that is empty."""
    ids = [line.id for line in lines]
    if newest in ids:
        return lines[ids.index(newest) + 1 :]
    return [line for line in lines if line.id > newest]  # it is lost, but ids sort by time


def replay(lines: list[Line], tables: dict[str, Rows], versions: dict[str, int], registry: Registry) -> Replayed:
    """Apply `lines` to the rows in `tables`, which are at `versions`; each line as a whole or not at all."""
    done = Replayed()
    for line in lines:
        if line.kind == LOST:
            done.lost = (*done.lost, line.label)
            continue
        edits = [_fitting(edit, line, versions, registry) for edit in line.edits]
        if None in edits:
            done.missing = (*done.missing, line.label)
            continue
        for edit in filter(None, edits):
            _apply(edit, line, tables)
        done.steps += bool(edits)
    return done


def _fitting(edit: Edit, line: Line, versions: dict[str, int], registry: Registry) -> Edit | None:
    """The change in the shape that its table has now, None when there is no way to that."""
    record_type, version = registry.get(edit.table), line.versions.get(edit.table, 1)
    if record_type is None:
        return edit if versions.setdefault(edit.table, version) == version else None
    if version > record_type.version:
        return None
    try:
        edit = migrated_edit(edit, record_type, version)
        for raw in (edit.before, edit.after):
            msgspec.json.decode(raw, type=record_type.cls | None)
    except Exception:  # noqa: BLE001 - a plugin's migration, which may raise anything
        return None
    versions[edit.table] = record_type.version
    return edit


def _apply(edit: Edit, line: Line, tables: dict[str, Rows]) -> None:
    rows, trash = tables.setdefault(edit.table, {}), tables.setdefault(TRASH, {})
    name = f"{edit.table}/{edit.record}"
    if edit.after == NOTHING:
        rows.pop(edit.record, None)
    else:
        rows[edit.record] = Raw(bytes(edit.after) + b"\n")
    if edit.trash > 0:
        trash[name] = row(Trashed(line.at[:10], line.at, line.who, edit.before))
    elif edit.trash < 0 or edit.before == NOTHING == edit.after:  # nothing on both sides: it was erased
        trash.pop(name, None)
