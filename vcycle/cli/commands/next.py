"""`vcycle next`: what comes, from today, deadlines first."""

from __future__ import annotations

import argparse
from datetime import timedelta

from vcycle.cli import show
from vcycle.cli.agenda import print_entries
from vcycle.cli.parser import Parser, number
from vcycle.cli.session import Session, say, say_json, tell
from vcycle.errors import DONE
from vcycle.model.derived import Entry
from vcycle.model.period import Period

EXAMPLE = "vcycle next --days 30"


def arguments(parser: Parser) -> None:
    parser.add_argument("--days", metavar="N", type=number(0, 3660), default=14, help="antal dagar framåt (annars 14)")
    parser.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    last = session.today + timedelta(days=args.days)
    coming = [e for e in space.entries(Period(session.today, last)) if _is_coming(e)]
    deadlines = [e for e in coming if is_deadline(e) and (e.due or last) <= last]
    others = [e for e in coming if not is_deadline(e)]
    if args.json:
        say_json([show.as_json(entry) for entry in (*deadlines, *others)])
    elif not deadlines and not others:
        tell(f"Inget är planerat de närmaste {args.days} dagarna.")
    for title, entries in (("Sista dagar", deadlines), ("Kommer", others)):
        if entries and not args.json:
            say(f"== {title} ==")
            print_entries(entries, space)
    return DONE


def _is_coming(entry: Entry) -> bool:
    return entry.state in ("planned", "moved", "undated")


def is_deadline(entry: Entry) -> bool:
    """A last day: something to be done before what it hangs on, or a window that ends."""
    return (bool(entry.anchor) and entry.all_day) or entry.state == "undated"
