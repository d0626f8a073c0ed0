"""`python -m vcycle` and the `vcycle` command."""

from __future__ import annotations

import gc
import sys

_OBJECTS = 50_000
"""How many new objects are worth looking for garbage among: a command makes few that do not live until it ends."""


def main() -> int:
    """Run the command line and return its exit code. The collector's rests save a tenth of a long list's time."""
    gc.set_threshold(_OBJECTS)
    try:
        from vcycle.cli.main import run
    except KeyboardInterrupt:
        return 130
    code = run(sys.argv[1:])
    gc.freeze()  # the process ends now, and all it holds with it
    return code


if __name__ == "__main__":
    sys.exit(main())
