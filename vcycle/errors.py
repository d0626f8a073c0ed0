"""Every error that a user can meet: a Swedish sentence, an exit code and, where possible, a hint.

Anything that is not a `VcycleError` is a bug. The exit codes are part of the command line's contract (docs/cli.md).
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import ClassVar

DONE = 0
FINDINGS = 1
USAGE = 2
BAD_INPUT = 3
BUSY = 4
PLUGIN_FAILED = 5


class VcycleError(Exception):
    """Something the user can understand and act on; `str(error)` is the Swedish sentence."""

    exit_code: ClassVar[int] = BAD_INPUT

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(VcycleError):
    """The command was written in a way that vcycle does not understand."""

    exit_code = USAGE


class InputError(VcycleError):
    """Input that was refused as a whole; `problems` names every fault, not only the first."""

    def __init__(self, message: str, *, problems: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *(f"  {problem}" for problem in self.problems)))


class NotFound(VcycleError):
    """What was asked for does not exist, or its name fits several things."""


class StorageError(VcycleError):
    """The workspace could not be read or written; nothing was changed."""


class Damaged(StorageError):
    """A data file cannot be read as vcycle data; it is kept as it is."""


class Locked(VcycleError):
    """Another process held the workspace's lock for too long."""

    exit_code = BUSY


class Conflict(VcycleError):
    """Somebody else changed the record first; `mine` and `theirs` are the two versions."""

    exit_code = BUSY

    def __init__(self, message: str, *, mine: object, theirs: object, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.mine = mine
        self.theirs = theirs


class PluginError(VcycleError):
    """A plugin failed; the rest of the program goes on."""

    exit_code = PLUGIN_FAILED


_REASONS = {
    errno.ENOENT: "finns inte",
    errno.EEXIST: "finns redan",
    errno.ENOTDIR: "är ingen mapp",
    errno.EISDIR: "är en mapp",
    errno.EACCES: "får du inte komma åt",
    errno.EPERM: "får du inte komma åt",
    errno.EROFS: "kan bara läsas",
    errno.ENAMETOOLONG: "har ett för långt namn",
    errno.ENOSPC: "fick inte plats, disken är full",
    errno.EDQUOT: "fick inte plats, ditt utrymme är slut",
    errno.EFBIG: "fick inte plats",
    errno.EIO: "gick inte att läsa eller skriva, disken svarar med fel",
}


def os_reason(error: OSError) -> str:
    """What the operating system said of a file, as the end of a Swedish sentence that begins with its name."""
    return _REASONS.get(error.errno or 0) or f"gick inte att läsa eller skriva ({error.strerror or error})"
