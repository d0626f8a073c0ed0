"""The counts of people that `done` and `log` share; gender is counted, never named."""

from __future__ import annotations

import argparse
from typing import Any

from vcycle.cli.parser import Parser, number, words

_COUNTS = {"women": "antal kvinnor", "men": "antal män", "others": "antal annat", "unknown": "antal där uppgift saknas"}


def add_counts(parser: Parser) -> None:
    for name, text in _COUNTS.items():
        parser.add_argument(f"--{name}", metavar="N", type=number(0, 1_000_000), default=0, help=text)
    parser.add_argument("--note", metavar="TEXT", type=words, default="", help="en anteckning, utan namn på personer")


def counts(args: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(args, name) for name in (*_COUNTS, "note")}
