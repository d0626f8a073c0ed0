"""`vcycle year`: the next activity year from the rules, shown and begun."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from vcycle.cli import show
from vcycle.cli.agenda import day, days, print_entries, times
from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, say, say_json, say_lines, table, tell
from vcycle.errors import DONE
from vcycle.model.text import many, quoted, shorten
from vcycle.rules.swedish import long_date
from vcycle.services.next_year import Gone, NextYear, Task, begin, next_year
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle year new 2027 --dry-run"


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL", title="Delar", parser_class=Parser)
    new = parts.add_parser("new", help="lägg upp ett verksamhetsår från reglerna", example=EXAMPLE)
    new.add_argument("year", metavar="ÅR", type=year, help="verksamhetsåret som börjar det året")
    new.add_argument("--dry-run", action="store_true", help="visa bara hur det skulle bli")
    new.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    plan = next_year(space, args.year)
    if not args.dry_run:
        begin(space, plan)
    if args.json:
        say_json(_json(plan))
    else:
        _print(plan, space)
    _tell(plan, space, saved=not args.dry_run)
    return DONE


# As JSON


def _json(plan: NextYear) -> dict[str, Any]:
    """The shape that other programs rely on; `entries` come whole, all else names them by id."""
    return {
        "year": plan.year,
        "label": plan.label,
        "start": plan.period.start.isoformat(),
        "end": plan.period.end.isoformat(),
        "entries": [show.as_json(entry) for entry in plan.entries],
        "collisions": [{"day": c.day.isoformat(), "entries": [e.id for e in c.entries]} for c in plan.collisions],
        "free_days": [{"day": f.day.isoformat(), "name": f.name, "entry": f.entry.id} for f in plan.free_days],
        "undated": [entry.id for entry in plan.undated],
        "gone": [_gone_json(gone) for gone in plan.gone],
        "tasks": [_task_json(task) for task in plan.tasks],
        "annual_meeting": plan.meeting.isoformat() if plan.meeting else None,
    }


def _gone_json(gone: Gone) -> dict[str, Any]:
    last = gone.entry.due
    return {
        "title": gone.title,
        "series": gone.entry.series or None,
        "count": gone.count,
        "last": last.isoformat() if last else None,
        "hangs_on": gone.hangs_on or None,
    }


def _task_json(task: Task) -> dict[str, Any]:
    there = task.fate in ("carried", "already", "needless")
    return {
        "id": task.activity.id,
        "title": task.activity.title,
        "fate": task.fate,
        "copy": task.copy.id if there else None,
        "carried_from": task.copy.carried_from,
    }


# For people

_WIDEST = 56


def _print(plan: NextYear, space: Workspace) -> None:
    say(f"Verksamhetsåret {plan.label}: {plan.period.start} – {plan.period.end}")
    say()
    print_entries(plan.entries, space)
    _print_part("Krockar", _collision_rows(plan), len(plan.collisions))
    free = [(day(f.day), times(f.entry), _short(f.entry.title), f.name) for f in plan.free_days]
    _print_part("På röda dagar och aftnar", free)
    _print_part("Kommer inte tillbaka av sig självt", [_gone_row(gone) for gone in plan.gone])
    carried = [(_short(t.activity.title), _since(t, plan)) for t in plan.with_fate("carried")]
    _print_part(f"Förs vidare från {space.years.label(plan.since)}", carried)


def _print_part(title: str, rows: Sequence[tuple[str, ...]], count: int | None = None) -> None:
    if rows:
        say()
        say(f"{title} ({len(rows) if count is None else count})")
        say_lines(f"  {line}" for line in table(rows))


def _collision_rows(plan: NextYear) -> list[tuple[str, ...]]:
    """A row for each entry; the day stands at the first of those that collide."""
    rows: list[tuple[str, ...]] = []
    for collision in plan.collisions:
        for number, entry in enumerate(collision.entries):
            rows.append(("" if number else day(collision.day), times(entry), _short(entry.title)))
    return rows


def _gone_row(gone: Gone) -> tuple[str, ...]:
    when = f"{gone.count} tillfällen" if gone.count > 1 else days(gone.entry)
    return _short(gone.title), when, f"hänger på {_short(gone.hangs_on)}" if gone.hangs_on else ""


def _since(task: Task, plan: NextYear) -> str:
    first = task.copy.carried_from
    return "" if first in (None, plan.since) else f"(från {first})"


def _short(title: str) -> str:
    return shorten(title, _WIDEST)


# What was done, and what to do


def _tell(plan: NextYear, space: Workspace, *, saved: bool) -> None:
    dated = [entry for entry in plan.entries if entry.start]
    counts = f"{many(len(dated), 'tillfälle', 'tillfällen')} med dag, {len(plan.undated)} utan"
    tell(f"{plan.label}: {counts}, {many(len(plan.collisions), 'krock', 'krockar')}.")
    for sentence in (*_about_year(plan, space), *_about_tasks(plan, space), *_about_meeting(plan)):
        tell(sentence)
    carried = len(plan.with_fate("carried"))
    if not saved or not carried:
        tell("Så skulle det bli. Ingenting har ändrats." if carried else "Ingenting har ändrats.")
    else:
        tell(f"Förde vidare {many(carried, 'uppgift, obockad', 'uppgifter, obockade')}. Ångra allt med ”vcycle undo”.")


def _about_year(plan: NextYear, space: Workspace) -> Iterable[str]:
    if plan.since < plan.year - 1:
        last = space.years.label(plan.year - 1)
        yield f"{plan.label} är inte nästa år, så ingenting förs vidare förrän {last} har börjat."


def _about_tasks(plan: NextYear, space: Workspace) -> Iterable[str]:
    last = space.years.label(plan.since)
    if already := plan.with_fate("already"):
        yield f"{many(len(already), 'uppgift', 'uppgifter')} från {last} är redan {_carried(len(already))} vidare."
    if needless := plan.with_fate("needless"):
        names = ", ".join(quoted(_short(task.activity.title)) for task in needless)
        yield f"Förda vidare, men sedan dess klara eller inställda i {last}: {names}."
        yield f"Ta bort den nya med ”vcycle record rm aktivitet {needless[0].copy.id}”."
    if removed := plan.with_fate("removed"):
        yield f"{many(len(removed), 'uppgift', 'uppgifter')} som ni har tagit bort görs inte om."
    if plan.with_fate("carried") and space.today <= space.years.year(plan.since).end:
        yield f"{last} är inte slut än; det som hinns med bockas av som vanligt, och samma kommando igen säger till."


def _carried(count: int) -> str:
    return "förd" if count == 1 else "förda"


def _about_meeting(plan: NextYear) -> Iterable[str]:
    if plan.meeting is not None:
        yield (
            f"Årsmötet är {long_date(plan.meeting)}, men i vcycle.toml börjar verksamhetsåret {plan.period.start}. "
            f"Ska det börja på årsmötet, skriv {plan.year} = {plan.meeting} under [years.starts]. "
            "Det görs inte här, för inställningar går inte att ångra."
        )
