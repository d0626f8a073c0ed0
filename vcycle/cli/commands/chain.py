"""`vcycle chain`: steps before and after a date, put to use, and whether there is time left for them."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any

from vcycle.cli import show
from vcycle.cli.days import understood
from vcycle.cli.parser import Parser, SaidDay, day
from vcycle.cli.session import Session, say, say_json, say_lines, table, tell
from vcycle.errors import DONE, InputError
from vcycle.model.core import TIERS
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, month_length
from vcycle.model.text import many, quoted
from vcycle.rules import swedish
from vcycle.services.chains.adding import add_chain, is_known
from vcycle.services.chains.file import chain_files, find_chain, read_chain
from vcycle.services.chains.format import Chain
from vcycle.services.chains.showing import StepRow, rows
from vcycle.services.chains.timing import StepTime, Timing, around, find_anchor, timing

EXAMPLE = "vcycle chain add arsmote --dry-run"


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL", title="Delar", parser_class=Parser)
    parts.add_parser("list", help="kedjor som går att använda", example="vcycle chain list")
    shown = parts.add_parser(
        "show", help="en kedjas steg", example="vcycle chain show distriktsarskonferens --on 2020-03-07"
    )
    shown.add_argument("name", metavar="NAMN", help="kedjans namn")
    shown.add_argument(
        "--on", metavar="DAG", type=day, help="räkna ut stegens dagar för ett möte den dagen, eller månaden: 2018-02"
    )
    add = parts.add_parser("add", help="lägg till en kedjas steg", example=EXAMPLE)
    add.add_argument("name", metavar="NAMN", help="kedjans namn")
    add.add_argument(
        "--series", metavar="SERIE", default="", help="vad stegen ska hänga på (annars kedjans egen serie)"
    )
    add.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    check = parts.add_parser("check", help="räcker tiden, och annars: när?", example="vcycle chain check arsmote")
    check.add_argument("what", metavar="SERIE|TILLFÄLLE", help="en serie (nästa tillfälle) eller ett tillfälle")
    check.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    return {"list": _list, "show": _show, "add": _add, "check": _check}[args.part](args, session)


def _list(_args: argparse.Namespace, session: Session) -> int:
    chains, faults = [], []
    for path in chain_files(session.folder).values():
        try:
            chains.append(read_chain(path))
        except InputError as error:
            faults.append(f"{path.name} går inte att läsa: {'; '.join(error.problems) or error}")
    say_lines(table([(c.name, many(len(c.steps), "steg", "steg"), f"på {c.series}", c.title) for c in chains]))
    for fault in faults:
        tell(fault)
    tell("Se en med ”vcycle chain show NAMN”, lägg till den med ”vcycle chain add NAMN”.")
    return DONE


def _show(args: argparse.Namespace, session: Session) -> int:
    chain = read_chain(find_chain(args.name, session.folder))
    say(f"{chain.title} (hänger på serien {chain.series})")
    if chain.description:
        say(chain.description)
    first, last = _span(args.on, session)
    until = {row.step.key: row.day for row in rows(chain, last)}
    for row in rows(chain, first):
        _show_step(row, until[row.step.key])
    _tell_unsure(chain)
    return DONE


def _span(on: SaidDay | None, session: Session) -> tuple[date | None, date | None]:
    """The day that the anchor is on, twice, or the first and last of "2018-02", when only the month is known."""
    if on is not None and (match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", on.text.strip(), re.ASCII)):
        year, month = int(match[1]), int(match[2])
        if FIRST_YEAR <= year <= LAST_YEAR:
            return date(year, month, 1), date(year, month, month_length(year, month))
    day = understood(on, session)
    return day, day


def _show_step(row: StepRow, until: date | None) -> None:
    """One step, on its day, or on the first to the last of the days that it may have."""
    days = f"{row.day}" if row.day == until else f"{row.day} till {until}"
    when = f"{days}  {row.when}" if row.day else row.when
    say()
    say(f"{row.step.title}  [{row.step.key}]")
    marks = ["bindande"] if row.step.hard else []
    marks += [TIERS[row.step.level]] if row.step.level else []
    marks += [f"sista dag för {row.step.stop}"] if row.step.stop else []
    say(f"  {', '.join([when, *marks])}")
    if row.step.responsible:
        say(f"  Ansvarig: {row.step.responsible}")
    say(f"  {row.grounds}")
    if row.step.description:
        say(f"  {row.step.description}")


def _tell_unsure(chain: Chain) -> None:
    unsure = sum(step.basis != "rule" for step in chain.steps)
    if unsure:
        tell(f"{many(unsure, 'steg', 'steg')} är ingen regel som vi har läst: kontrollera stadgarna.")


def _add(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    result = add_chain(space, args.name, series=args.series, dry_run=args.dry_run)
    series = args.series or read_chain(find_chain(args.name, space.folder)).series
    counts = {
        "nya": result.created,
        "ändrade": result.updated,
        "oförändrade": result.unchanged,
        "behållna som ni har dem": result.kept,
        "som ni har tagit bort görs inte om": result.removed,
        "finns inte längre i kedjan men ligger kvar": result.dropped,
    }
    parts = [f"{len(records)} {word}" for word, records in counts.items() if records]
    tell(f"Kedjan {args.name} på {series}: {', '.join(parts) or 'ingenting'}.")
    if not is_known(space, series):
        tell(f"Ingenting har serien {quoted(series)} än. Stegen får sina dagar när något har det:")
        tell(f"vcycle record add aktivitet --title … --series {series} --schedule ÅÅÅÅ-MM-DD")
    if args.dry_run:
        tell("Ingenting har ändrats.")
    elif result.changes:
        tell(f"Ångra med ”vcycle undo”. Se om tiden räcker med ”vcycle chain check {series}”.")
    return DONE


def _check(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    anchor = find_anchor(space, args.what)
    found = timing(space, anchor, around(space, anchor))
    if args.json:
        say_json(_timing_json(found))
    else:
        _say_timing(found)
    return DONE


def _say_timing(found: Timing) -> None:
    when = f"{found.anchor.start}" if found.anchor.start else "utan dag än"
    say(f"{found.anchor.title} {when}")
    lines = [(str(s.last or ""), _left(s), s.entry.title, "bindande" if s.entry.hard else "") for s in found.steps]
    say_lines(f"  {line}" for line in table(lines))
    if not found.steps:
        tell("Ingenting hänger på det. Lägg till en kedja med ”vcycle chain add NAMN --series SERIE”.")
    elif found.worst is None or found.earliest is None:
        say("Tiden räcker för alla bindande steg som inte är gjorda.")
    else:
        worst = found.worst
        ago = _days(-(worst.days or 0))
        say(f"För sent: {quoted(worst.entry.title)} skulle ha varit gjort {worst.last}, för {ago} sedan.")
        say(f"Första dag som alla bindande steg hinner före: {swedish.long_date(found.earliest)}.")


def _left(step: StepTime) -> str:
    if step.entry.state == "cancelled":
        return "inställt"
    if step.entry.state == "held":
        return "gjort" if step.days is None else f"gjort {_spare(step.days)}"
    if step.days is None:
        return ""
    return f"{_days(-step.days)} sent" if step.days < 0 else f"{_days(step.days)} kvar"


def _spare(days: int) -> str:
    return f"{_days(-days)} för sent" if days < 0 else f"{_days(days)} till godo"


def _days(count: int) -> str:
    return many(count, "dag", "dagar")


def _timing_json(found: Timing) -> dict[str, Any]:
    worst = found.worst
    return {
        "anchor": show.as_json(found.anchor),
        "steps": [
            {
                "id": step.entry.id,
                "title": step.entry.title,
                "last": step.last.isoformat() if step.last else None,
                "days": step.days,
                "state": step.entry.state,
                "hard": step.entry.hard,
            }
            for step in found.steps
        ],
        "late": -(worst.days or 0) if worst else 0,
        "earliest": found.earliest.isoformat() if found.earliest else None,
    }
