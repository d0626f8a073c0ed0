"""What a command makes for others: to a file that is whole or not there, or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path

from vcycle.disk import write_whole
from vcycle.errors import StorageError, os_reason
from vcycle.model.text import quoted
from vcycle.paths import own_path

_FOR_OTHERS = 0o666
"""The mode of files that are no secret; the system's umask takes from it."""


def put_out(content: bytes, output: str | None) -> bool:
    """Write `content` to the file `output`, or to stdout when that is None or "-"; says whether it is in a file."""
    if output in (None, "-"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return False
    write(content, own_path(output))
    return True


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
        raise StorageError(f"Filen är inte skriven: {quoted(target)} {os_reason(error)}.") from error
