"""`vcycle list`: the entries of a period."""

from __future__ import annotations

import argparse

from vcycle.cli import show
from vcycle.cli.agenda import print_entries
from vcycle.cli.days import understood
from vcycle.cli.parser import Parser, day, year
from vcycle.cli.session import Session, say_json, tell
from vcycle.errors import DONE, PluginError, UsageError
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle list --from 2026-03-01 --to 2026-03-31 --series styrelsemote"


def arguments(parser: Parser) -> None:
    parser.add_argument("--from", dest="first", metavar="DAG", type=day, help="första dagen")
    parser.add_argument("--to", dest="last", metavar="DAG", type=day, help="sista dagen")
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret som börjar det året")
    parser.add_argument("--plugin", metavar="NAMN", help="bara det här tilläggets tillfällen")
    parser.add_argument("--series", metavar="SERIE", help="bara den här serien")
    parser.add_argument("--undated", action="store_true", help="bara det som ännu inte har någon dag")
    parser.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    args.first = understood(args.first, session, guess="nearest")
    args.last = understood(args.last, session, guess="nearest" if args.first is None else "coming", since=args.first)
    entries = [e for e in space.entries(_period(args, space)) if _wanted(args, e)]
    _need_plugin(args.plugin, space)
    if args.json:
        say_json([show.as_json(entry) for entry in entries])
    elif entries:
        print_entries(entries, space, mark_today=True)
    else:
        tell("Inget att visa för den perioden.")
        _tell_beginning(_period(args, space), space)
    return DONE


def _tell_beginning(period: Period, space: Workspace) -> None:
    """Why a year before the first is empty, so that nobody thinks that something was lost."""
    if space.years.first is not None and period.end < space.years.begins:
        first = space.years.label(space.years.first)
        tell(f"Föreningens första verksamhetsår här är {first}; det står som ”first” i vcycle.toml.")


def _period(args: argparse.Namespace, space: Workspace) -> Period:
    """What was asked for, else the activity year that today lies in; one end alone reaches to that year's other."""
    if args.year is not None and (args.first or args.last):
        raise UsageError("Välj antingen --year eller --from och --to.")
    year = space.years.year(args.year) if args.year is not None else space.this_year
    if args.first and not args.last:
        year = space.years.year(space.years.year_of(args.first))
    if args.last and not args.first:
        year = space.years.year(space.years.year_of(args.last))
    period = Period(args.first or year.start, args.last or year.end)
    if period.end < period.start:
        raise UsageError(f"--to {period.end} ligger före --from {period.start}.")
    return period


def _need_plugin(name: str | None, space: Workspace) -> None:
    """An empty list because a plugin failed must not look like an empty year."""
    for problem in space.host.problems:
        if problem.plugin == name:
            raise PluginError(f"Tillägget {name} kunde inte visa något: {problem.cause}")


def _wanted(args: argparse.Namespace, entry: Entry) -> bool:
    return (
        (not args.undated or entry.start is None)
        and (args.series is None or entry.series == args.series)
        and (args.plugin is None or entry.plugin == args.plugin)
    )
