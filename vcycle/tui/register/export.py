"""Records of a list written to a CSV file while the interface goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import App

from vcycle.model.records import Record, RecordType
from vcycle.model.text import slug
from vcycle.services.records.csv_file import write_sheet
from vcycle.services.records.csv_records import counted, rows_of
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import is_personal
from vcycle.services.workspace import Workspace, reopened
from vcycle.tui.file_dialog import FileDialog, write_meanwhile

ENDINGS = {"csv": "öppnas i kalkylprogram, med alla fält; ”vcycle record import” läser in den igen"}
PERSONAL = " Den innehåller personuppgifter: ta bort den när du är klar."


def export(app: App[Any], space: Workspace, kind: RecordType, records: Sequence[Record]) -> None:
    """Ask where to write these records, with all their fields, and write them there."""
    what = counted(len(records), kind)

    def make() -> list[list[str]]:
        return rows_of(kind, records, directory_of(reopened(space)))  # in a thread, which shares no store with others

    def go(path: Path | None) -> None:
        if path is not None:
            told = f"Skrev {what} till {path}.{PERSONAL if is_personal(kind) else ''}"
            write_meanwhile(app, path, make, told, lambda rows, path: write_sheet(path, rows))

    app.push_screen(FileDialog(f"Skriv {what} till en csv-fil", f"{slug(kind.plural)}.csv", ENDINGS), go)
