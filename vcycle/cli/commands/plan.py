"""`vcycle plan`: shipped plans, checking one, and reading one in."""

from __future__ import annotations

import argparse

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, table, tell
from vcycle.errors import DONE
from vcycle.model.text import many
from vcycle.paths import own_path
from vcycle.services.plans.file import find_plan, read_plan, shipped_plans
from vcycle.services.plans.importing import import_plan
from vcycle.services.proposals import plan_year

EXAMPLE = "vcycle plan import solna-2020 --dry-run"


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL", title="Delar", parser_class=Parser)
    parts.add_parser("list", help="planer som följer med", example="vcycle plan list")
    check = parts.add_parser("check", help="granska en plan", example="vcycle plan check var-plan.toml")
    check.add_argument("file", metavar="FIL", help="planens TOML-fil")
    read = parts.add_parser("import", help="läs in en plan", example=EXAMPLE)
    read.add_argument("plan", metavar="NAMN|FIL", help="en plan som följer med, eller en fil")
    read.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")


def run(args: argparse.Namespace, session: Session) -> int:
    return {"list": _list, "check": _check, "import": _import}[args.part](args, session)


def _list(_args: argparse.Namespace, _session: Session) -> int:
    for line in table([(p.name, str(p.year), p.association, p.title) for p in shipped_plans()]):
        say(line)
    tell("Börja från en med ”vcycle init --plan NAMN”, eller läs in den med ”vcycle plan import NAMN”.")
    return DONE


def _check(args: argparse.Namespace, session: Session) -> int:
    plan = read_plan(own_path(args.file), session.folder)
    counts = (
        many(len(plan.areas), "område", "områden"),
        many(len(plan.goals), "mål", "mål"),
        many(len(plan.activities), "aktivitet", "aktiviteter"),
        many(len(plan.roles), "roll", "roller"),
    )
    tell(f"{args.file} är rätt: {', '.join(counts)}.")
    return DONE


def _import(args: argparse.Namespace, session: Session) -> int:
    plan = read_plan(find_plan(args.plan), session.folder)
    space = session.workspace()
    result = import_plan(space.store, plan, year=plan_year(plan, space), dry_run=args.dry_run)
    counts = {
        "nya": result.created,
        "ändrade": result.updated,
        "oförändrade": result.unchanged,
        "behållna som ni har dem": result.kept,
        "som ni har tagit bort görs inte om": result.removed,
        "ersatta": result.replaced,
        "finns inte längre i planen men ligger kvar": result.dropped,
    }
    parts = [f"{len(records)} {word}" for word, records in counts.items() if records]
    tell(f"{plan.title}: {', '.join(parts) or 'ingenting'}.")
    if args.dry_run:
        tell("Ingenting har ändrats.")
    elif result.changes:
        tell("Ångra med ”vcycle undo”.")
    return DONE
