"""What every command is given: the folder, the day, the name, and a way to speak."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from vcycle import config
from vcycle.errors import UsageError
from vcycle.model.text import cells, is_even, many, printable, quoted
from vcycle.model.values import meant

if TYPE_CHECKING:
    from vcycle.services.workspace import Workspace


class Session(msgspec.Struct):
    """One run of the program. `today` is the calendar's today; real times are taken where something is saved.

    `without` names plugins that stay off this time.
    """

    folder: Path
    today: date
    who: str = ""
    without: tuple[str, ...] = ()
    opened: Workspace | None = None

    def workspace(self, *, thorough: bool = False) -> Workspace:
        """The workspace, opened without the plugins in `without`; what was kept for a time only and is past it goes.

        When `thorough`, what only the history remembers goes too; reading all of it takes a while.
        """
        from vcycle.services.workspace import open_workspace

        self._know_without()
        self.opened = open_workspace(self.folder, today=self.today, who=self.who, without=self.without)
        if any(kind.expires for kind in self.opened.registry):
            from vcycle.services.expiry import sweep

            # By the real calendar: whoever looks ahead with --today must not erase anything by it.
            if gone := sweep(self.opened, min(self.today, date.today()), thorough=thorough):  # noqa: DTZ011 - the user's own day
                tell(f"Raderade för gott {many(gone, 'uppgift', 'uppgifter')} som inte skulle sparas längre.")
        return self.opened

    def _know_without(self) -> None:
        """Raise `UsageError` for a name after --without that no plugin of the settings has: it would do nothing."""
        if not self.without:
            return
        known = config.load(self.folder).plugins
        if unknown := [name for name in self.without if name not in known]:
            raise UsageError(f"Inget påslaget tillägg heter {quoted(unknown[0])}.", hint=meant(unknown[0], known))

    def tell_problems(self) -> None:
        """Name the plugins that failed meanwhile: the command went on without them."""
        for problem in self.opened.host.problems if self.opened else ():
            tell(str(problem))


def say(text: str = "") -> None:
    """One line on stdout; control characters become visible signs, nothing in it is interpreted."""
    print(printable(text, newline="\n"))


def say_lines(lines: Iterable[str]) -> None:
    """Many lines on stdout at once, each already made printable (by `table`)."""
    if text := "\n".join(lines):
        print(text)


def tell(text: str) -> None:
    """One message on stderr: what was done, or what went wrong. Nobody may be there to read it."""
    try:
        print(printable(text, newline="\n"), file=sys.stderr)
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """The reader is gone, or the disk full; keep Python from complaining, with a code of its own, when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_json(value: Any) -> None:
    """`value` as UTF-8 JSON on stdout, and nothing else."""
    from vcycle.services.section_files import encoded  # only those who ask for it need it

    sys.stdout.buffer.write(encoded(value) + b"\n")
    sys.stdout.buffer.flush()


_WIDEST = 56
"""Columns are no wider: one long title must not push what follows it away from all the others."""


def table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines with aligned columns, two spaces between, empty columns left out; controls become visible signs."""
    if not rows:
        return []
    clean = [row if "".join(row).isprintable() else tuple(map(printable, row)) for row in rows]
    even = is_even("".join(map("".join, clean)))  # then lengths are widths, in one look at thousands of cells
    measure = len if even else cells
    widths = [min(max(map(measure, column)), _WIDEST) for column in zip(*clean, strict=True)]
    if even:
        line = "  ".join(f"{{{at}:<{width}}}" for at, width in enumerate(widths) if width).format
        return [line(*row).rstrip() for row in clean]
    return [
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True) if width).rstrip()
        for row in clean
    ]


def padded(text: str, width: int) -> str:
    """`text` with blanks after it up to `width` columns."""
    return text + " " * (width - cells(text))


def local_time(at: str) -> str:
    """Real UTC as Swedish time to the minute; what is no time, in a file changed by hand, as it is."""
    from datetime import datetime

    from vcycle.model.derived import stockholm

    try:
        return datetime.fromisoformat(at).astimezone(stockholm()).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return at
