"""The records that have a day in the year, of plugins that tell nothing of themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from vcycle.model.derived import Section
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import is_personal
from vcycle.services.workspace import Workspace


def dated(space: Workspace, period: Period, told: Collection[str]) -> Iterator[Section]:
    """A list for each record type with marked dates, unless it is about people or its plugin is in `told`."""
    directory = directory_of(space)
    for kind in space.registry:
        plugin = kind.key.partition(".")[0]
        if plugin in told or not kind.marks or not kind.listed or is_personal(kind):
            continue
        columns = [spec for spec in kind.fields if spec.hints.column]
        found = [record for record in directory.records(kind).values() if _lies_in(kind, record, period)]
        rows = [tuple(directory.shown(spec, getattr(record, spec.name)) for spec in columns) for record in found]
        if rows:
            header = tuple(spec.label for spec in columns)
            title = kind.plural[:1].upper() + kind.plural[1:]
            yield Section(title=title, header=header, rows=tuple(rows), plugin=plugin)


def _lies_in(kind: RecordType, record: Record, period: Period) -> bool:
    days = (getattr(record, mark.start) for mark in kind.marks)
    return any(day is not None and day in period for day in days)
