"""`vcycle done`: one entry held, with what was counted."""

from __future__ import annotations

import argparse

from vcycle.cli.counting import add_counts, counts
from vcycle.cli.days import understood
from vcycle.cli.entries import add_entry, add_step, open_and_find, show_or_save
from vcycle.cli.parser import Parser, day
from vcycle.cli.session import Session
from vcycle.services import moving

EXAMPLE = "vcycle done styrelsemote.2026-03 --women 5 --men 3"


def arguments(parser: Parser) -> None:
    add_entry(parser)
    parser.add_argument("--on", metavar="DAG", type=day, help="dagen det gjordes, om det inte var som det stod")
    add_counts(parser)
    add_step(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    space, entry = open_and_find(args, session)
    on = understood(args.on, session, entry.due, guess="past")
    return show_or_save(args, space, moving.done(space, entry, on, **counts(args)))
