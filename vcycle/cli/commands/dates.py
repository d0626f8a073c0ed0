"""`vcycle dates`: days that authorities and laws decide, taken in and moved with all that hangs on them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from vcycle.cli.days import understood
from vcycle.cli.entries import add_step, show_or_save
from vcycle.cli.parser import Parser, day, words
from vcycle.cli.session import Session, say, say_json, say_lines, table, tell
from vcycle.errors import DONE
from vcycle.model.core import Activity, DateChange
from vcycle.model.text import quoted
from vcycle.model.values import format_schedule
from vcycle.services.outer_dates import add_date, added, history, move_date
from vcycle.services.outer_dates_file import Moved, OuterDate, outer_dates
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle dates add intaktsredovisning"


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL", title="Delar", parser_class=Parser)
    shown = parts.add_parser("list", help="kända datum, och hur era har flyttats", example="vcycle dates list")
    shown.add_argument("--json", action="store_true", help="som JSON")
    add = parts.add_parser("add", help="lägg till ett datum", example=EXAMPLE)
    add.add_argument("name", metavar="NAMN", help="datumets namn i ”vcycle dates list”")
    add.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    move = parts.add_parser(
        "move", help="flytta ett datum, med allt som hänger på det",
        example="vcycle dates move kandidatanmalan-2022 2022-04-29 --dry-run",
    )  # fmt: skip
    move.add_argument("name", metavar="NAMN", help="datumets namn")
    move.add_argument("day", metavar="DAG", type=day, help="den nya dagen")
    move.add_argument("--learnt", metavar="DAG", type=day, help="dagen ni fick veta det (annars i dag)")
    move.add_argument("--source", metavar="KÄLLA", type=words, default="", help="var det står")
    move.add_argument("--force", action="store_true", help="flytta även om ett hårt datum bryts")
    add_step(move)


def run(args: argparse.Namespace, session: Session) -> int:
    return {"list": _list, "add": _add, "move": _move}[args.part](args, session)


def _list(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    rows = list(_rows(space))
    if args.json:
        say_json(rows)
        return DONE
    say_lines(table([(r["name"], r["day"] or "", "tillagt" if r["added"] else "", r["title"]) for r in rows]))
    for row in rows:
        for move in row["history"]:
            say(f"{row['name']}: {move['from']} → {move['to']}, känt {move['learnt']} {move['source'] or ''}".rstrip())
    tell("Lägg till ett med ”vcycle dates add NAMN”.")
    return DONE


def _rows(space: Workspace) -> Iterator[dict[str, Any]]:
    """The dates of the files, each as the workspace has it when it does, then those that no file has any longer."""
    own = added(space)
    for _, outer in outer_dates(space.folder):
        mine = own.pop(outer.key, None)
        yield _row(space, outer.key, mine) if mine else _told(outer.key, outer, outer.history, added=False)
    for key, activity in own.items():
        yield _row(space, key, activity)


def _row(space: Workspace, key: str, activity: Activity) -> dict[str, Any]:
    return _told(key, activity, history(space, activity), added=True)


def _told(key: str, date: OuterDate | Activity, moves: Sequence[Moved | DateChange], *, added: bool) -> dict[str, Any]:
    return {
        "name": key,
        "day": format_schedule(date.schedule) if date.schedule else None,
        "title": date.title,
        "added": added,
        "source": date.source or None,
        "checked": date.checked.isoformat() if date.checked else None,
        "history": [
            {"from": str(m.was), "to": str(m.day), "learnt": str(m.learnt), "source": m.source or None} for m in moves
        ],
    }


def _add(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    records = add_date(space, args.name, dry_run=args.dry_run)
    if not records:
        tell(f"Datumet {quoted(args.name)} är redan tillagt; ingenting har ändrats.")
        return DONE
    activity = next(record for record in records if isinstance(record, Activity))
    when = format_schedule(activity.schedule) if activity.schedule else ""
    tell(f"{activity.title}: {when}. Källa: {activity.source} (läst {activity.checked}).")
    if args.dry_run:
        tell("Ingenting har ändrats.")
    else:
        tell(f"Tillagt. Annat kan hänga på serien {activity.series}. Ångra med ”vcycle undo”.")
    return DONE


def _move(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    day, learnt = understood(args.day, session), understood(args.learnt, session, guess="past")
    assert day is not None, "argparse asks for it"
    return show_or_save(args, space, move_date(space, args.name, day, learnt=learnt, source=args.source))
