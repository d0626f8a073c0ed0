"""What the commands about one entry share: finding it, and showing or saving what happens."""

from __future__ import annotations

import argparse

from vcycle.cli import show
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, say_json, tell
from vcycle.errors import DONE
from vcycle.model.derived import Entry
from vcycle.services import moving
from vcycle.services.references import find
from vcycle.services.workspace import Workspace


def add_entry(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="tillfällets namn i ”vcycle list”, eller början av det")


def show_or_save(args: argparse.Namespace, space: Workspace, step: moving.Step) -> int:
    """With --dry-run show what would happen; else save it and show what happened."""
    if not args.dry_run:
        moving.save(space, step, force=getattr(args, "force", False))
    if args.json:
        changes = [show.consequence_json(c) for c in step.consequences]
        say_json({"changes": changes, "notify": list(step.notify)})
        return DONE
    show.print_consequences(step.consequences)
    if step.notify and any(c.is_move or c.entry.state == "cancelled" for c in step.consequences):
        say(f"Säg till: {', '.join(step.notify)}.")
    if not step.consequences:
        tell("Ingenting ändras.")
    elif args.dry_run:
        tell("Så skulle det bli. Ingenting har ändrats.")
    else:
        others = f", och {step.others} till" if step.others else ""
        tell(f"{step.label}{others}. Ångra med ”vcycle undo”.")
    return DONE


def add_step(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    parser.add_argument("--json", action="store_true", help="som JSON")


def open_and_find(args: argparse.Namespace, session: Session) -> tuple[Workspace, Entry]:
    space = session.workspace()
    return space, find(args.id, space)
