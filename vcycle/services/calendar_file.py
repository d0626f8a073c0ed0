"""The calendar file of a year, and the ledger of what phones have seen."""

from __future__ import annotations

from pathlib import Path

from vcycle.calendar.export import Export, export
from vcycle.disk import write_whole
from vcycle.errors import StorageError, os_reason
from vcycle.model.core import Ledger
from vcycle.model.records import utc_now
from vcycle.model.text import quoted
from vcycle.services.workspace import Workspace

_FOR_OTHERS = 0o666
"""The mode of files that are no secret; the system's umask takes from it."""


def export_year(space: Workspace, year: int) -> Export:
    """The iCalendar file of an activity year. The ledger is saved first: a phone never sees what vcycle forgets."""
    entries = space.entries(space.years.year(year))
    seen = {line.id: line for line in space.store.find(Ledger)}
    made = export(entries, seen, name=space.settings.name, now=utc_now(), floor=space.store.calendar_floor)
    if made.ledger:
        with space.store.transaction("Skrev kalenderfil") as transaction:
            for line in made.ledger:
                transaction.put(line)
    return made


def write(content: bytes, target: Path) -> None:
    """Put the whole file in place at once: a phone that reads it meanwhile sees the old one or the new.

    Others may read it, a web server for instance. What is no plain file, such as a pipe or /dev/null, is written to.
    """
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            write_whole(target.resolve(), content, _FOR_OTHERS)
    except OSError as error:
        raise StorageError(f"Kalenderfilen är inte skriven: {quoted(target)} {os_reason(error)}.") from error
