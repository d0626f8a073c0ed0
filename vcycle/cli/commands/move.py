"""`vcycle move`: one entry to another day, with all that hangs on it."""

from __future__ import annotations

import argparse

from vcycle.cli.days import understood
from vcycle.cli.entries import add_entry, add_step, open_and_find, show_or_save
from vcycle.cli.parser import Parser, day, value
from vcycle.cli.session import Session
from vcycle.model.values import parse_time
from vcycle.rules.days_beside import beside
from vcycle.services.outer_dates import move_entry

EXAMPLE = "vcycle move vansterpizza.2026-03 2026-03-27 --dry-run"


def arguments(parser: Parser) -> None:
    add_entry(parser)
    parser.add_argument("day", metavar="DAG", type=day, help="den nya dagen, 2026-03-27, ”tors v 12” eller +1")
    parser.add_argument("--time", metavar="KL", type=value(parse_time), help="ny starttid, 18:30")
    parser.add_argument("--end-time", metavar="KL", type=value(parse_time), help="ny sluttid, 20:30")
    parser.add_argument("--force", action="store_true", help="flytta även om ett hårt datum bryts")
    add_step(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    if args.end_time and not args.time:
        Parser(prog="vcycle move").error("--end-time behöver --time")
    space, entry = open_and_find(args, session)
    args.day.text = beside(args.day.text)
    day = understood(args.day, session, entry.due)
    assert day is not None, "argparse asks for it"
    return show_or_save(args, space, move_entry(space, entry, day, args.time, args.end_time))
