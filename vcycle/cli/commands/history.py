"""`vcycle history`: who did what and when."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser, value
from vcycle.cli.session import Session, say, say_json, table, tell
from vcycle.errors import DONE, UsageError
from vcycle.model.values import parse_integer

EXAMPLE = "vcycle history --limit 10"
_SHOWN = 20


def arguments(parser: Parser) -> None:
    parser.add_argument("--limit", metavar="N", type=value(parse_integer), help=f"antal steg (annars {_SHOWN})")
    parser.add_argument("--json", action="store_true", help="som JSON, ett element för varje steg")


def run(args: argparse.Namespace, session: Session) -> int:
    if args.limit is not None and args.limit < 1:
        raise UsageError("--limit ska vara minst 1.")
    store = session.workspace().store
    if args.json:
        say_json([_as_json(line) for line in store.history(args.limit)])
        return DONE
    lines = store.history(args.limit or _SHOWN)
    rows = [(_local(line.at), line.who or "–", line.label, "(ångrat)" if line.undone else "") for line in lines]
    for row in table(rows):
        say(row)
    if not rows:
        tell("Ingenting har hänt än.")
    return DONE


def _local(at: str) -> str:
    """Real UTC as Swedish time to the minute."""
    from datetime import datetime

    from vcycle.model.derived import stockholm

    return datetime.fromisoformat(at).astimezone(stockholm()).strftime("%Y-%m-%d %H:%M")


def _as_json(line: object) -> object:
    import msgspec

    return msgspec.to_builtins(line)
