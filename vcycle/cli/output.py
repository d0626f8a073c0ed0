"""What a command makes for others: to a file that is whole or not there, or to stdout."""

from __future__ import annotations

import sys

from vcycle.paths import own_path


def put_out(content: bytes, output: str | None) -> bool:
    """Write `content` to the file `output`, or to stdout when that is None or "-"; says whether it is in a file."""
    if output in (None, "-"):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return False
    from vcycle.services.handing_out import write  # only needed for files

    write(content, own_path(output))
    return True
