"""`vcycle doctor`: how the workspace is, without changing anything."""

from __future__ import annotations

from vcycle.cli.parser import Parser

EXAMPLE = "vcycle doctor"


def arguments(_parser: Parser) -> None:
    """None: doctor looks at everything."""
