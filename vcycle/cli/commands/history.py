"""`vcycle history`: who did what and when."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser, number
from vcycle.cli.session import Session, local_time, say, say_json, table, tell
from vcycle.errors import DONE
from vcycle.services.past import said

EXAMPLE = "vcycle history --limit 10"
_SHOWN = 20


def arguments(parser: Parser) -> None:
    parser.add_argument("--limit", metavar="N", type=number(1, 1_000_000), help=f"antal steg (annars {_SHOWN})")
    parser.add_argument("--json", action="store_true", help="som JSON, ett element för varje steg")


def run(args: argparse.Namespace, session: Session) -> int:
    store = session.workspace().store
    for warning in store.warnings():
        tell(warning)
    if args.json:
        say_json(store.history(args.limit))
        return DONE
    lines = store.history(args.limit or _SHOWN)
    rows = [
        (
            local_time(line.at),
            line.who or "–",
            said(line),
            "(ångrat)" if line.undone else "",
        )
        for line in lines
    ]
    for row in table(rows):
        say(row)
    if not rows:
        tell("Ingenting har hänt än.")
    return DONE
