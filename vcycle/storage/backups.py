"""Copies of a data file: one per day at the first write, and one before every step that touches everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from vcycle.disk import reading, write_durably, writing
from vcycle.errors import Damaged, NotFound
from vcycle.storage.tables import decode_file

KEPT = 7
"""How many days' copies, and how many copies of other occasions, are kept."""


class Backup(Struct, frozen=True):
    """One copy: its name, the real UTC day it was made, its size in bytes."""

    name: str
    day: str
    size: int


class Backups:
    """The copies of one data file, in `backups/` beside it."""

    def __init__(self, data: Path, name: str) -> None:
        self.folder = data.parent / "backups"
        self._data = data
        self._name = name
        self._pattern = re.compile(rf"{re.escape(name)}-(\d{{4}}-\d\d-\d\d)(-[a-z0-9.-]+)?\.json")

    def list(self) -> tuple[Backup, ...]:
        """Every copy, newest first."""
        return tuple(sorted(self._found(), key=lambda backup: (backup.day, backup.name), reverse=True))

    def _found(self) -> Iterator[Backup]:
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if match := self._pattern.fullmatch(path.name):
                yield Backup(path.name, match[1], path.stat().st_size)

    def path(self, name: str) -> Path:
        """Where the copy called `name` lies; raises `NotFound`."""
        if not any(backup.name == name for backup in self._found()):
            raise NotFound(f"Det finns ingen säkerhetskopia som heter {name}.", hint="Se vcycle backup list.")
        return self.folder / name

    def newest_good(self) -> str:
        """The name of the newest copy that can be read, empty when there is none."""
        for backup in self.list():
            try:
                decode_file(self.folder / backup.name)
            except Damaged:
                continue
            return backup.name
        return ""

    def daily(self, today: str) -> None:
        """Copy the data file unless that was done today (real UTC, YYYY-MM-DD)."""
        if not (self.folder / f"{self._name}-{today}.json").exists():
            self.copy(today)

    def copy(self, today: str, occasion: str = "") -> str:
        """Copy the data file as it is; returns the copy's name. OSError becomes `StorageError`."""
        name = f"{self._name}-{today}{'-' if occasion else ''}{occasion}.json"
        with reading(self._data):
            content = self._data.read_bytes()
        with writing(self.folder / name):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            write_durably(self.folder / name, content)
        self._drop_old(daily=not occasion)
        return name

    def _drop_old(self, *, daily: bool) -> None:
        plain = len(f"{self._name}-2000-01-01.json")
        same = [backup for backup in self.list() if (len(backup.name) == plain) is daily]
        for backup in same[KEPT:]:
            with writing(self.folder / backup.name):
                (self.folder / backup.name).unlink(missing_ok=True)
