"""Asks which file to read: those that fit in a folder, the newest first, and the folders to go into."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from vcycle.model.text import printable, shorten
from vcycle.model.values import listed
from vcycle.rules.swedish import plain_date
from vcycle.services.search import plain
from vcycle.tui.file_dialog import path_of
from vcycle.tui.pick_dialog import PickDialog

_MOST, _LONGEST = 500, 80


class OpenDialog(PickDialog[Path]):
    """Its result is a file."""

    PURPOSE = "Skriv början av filens namn, eller en mapp. {pick.choose} öppnar filen, eller går in i mappen."
    PLACEHOLDER = "början av namnet, eller en mapp"

    def __init__(self, heading: str, endings: dict[str, str]) -> None:
        """`endings` are what the name may end with, each with what that is."""
        super().__init__(heading)
        self.endings = endings
        self.trouble = ""

    def find(self, words: str) -> Sequence[Path]:
        folder, begun = self._where(words)
        self.trouble = ""
        try:
            there = [path for path in folder.iterdir() if plain(path.name).startswith(plain(begun))]
            shown = [path for path in there if not path.name.startswith(".") or begun.startswith(".")]
            files = sorted((p for p in shown if p.suffix[1:].lower() in self.endings and p.is_file()), key=_newest)
            folders = sorted((p for p in shown if p.is_dir()), key=lambda path: plain(path.name))
        except OSError:
            self.trouble = f"{folder} går inte att läsa."
            return []
        return [*files, *folders][:_MOST]

    def _where(self, words: str) -> tuple[Path, str]:
        """The folder that is meant, and how the name in it begins."""
        path = path_of(words)
        inside = not words or words.endswith(("/", "\\"))
        return (path, "") if inside else (path.parent, path.name)

    def row(self, one: Path) -> tuple[str, ...]:
        if one.is_dir():
            return f"{shorten(printable(one.name), _LONGEST)}/", "mapp"
        return shorten(printable(one.name), _LONGEST), _day(one)

    def remark(self, words: str, count: int) -> str:
        folder = printable(str(self._where(words)[0]))
        wanted = listed(f".{ending}" for ending in self.endings)
        meaning = "; ".join(self.endings.values())
        return (
            self.trouble
            or f"{folder}: {'filer som slutar på' if count else 'ingen fil slutar på'} {wanted} ({meaning})"
        )

    def action_choose(self) -> None:
        """Open the file, or go into the folder."""
        if not self.found:
            return
        chosen = self.found[self.sheet.marked]
        if chosen.is_dir():
            self.words.value = f"{chosen}/"
            self.words.cursor_position = len(self.words.value)
        else:
            self.dismiss(chosen)


def _newest(path: Path) -> float:
    return -path.stat().st_mtime


def _day(path: Path) -> str:
    with suppress(OSError):  # it may be gone by now
        return plain_date(datetime.fromtimestamp(path.stat().st_mtime).date())  # noqa: DTZ006 - the computer's own time
    return ""
