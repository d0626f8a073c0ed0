"""`vcycle find`: everything that holds some words."""

from __future__ import annotations

import argparse
from typing import Any

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say_json, say_lines, table, tell
from vcycle.errors import DONE
from vcycle.model.text import shorten
from vcycle.model.values import said
from vcycle.services.records.directory import directory_of
from vcycle.services.references import handle, short_names
from vcycle.services.search import Found, search
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle find årsmöte kallelse"
_NAME = 56


def arguments(parser: Parser) -> None:
    parser.add_argument("words", metavar="ORD", nargs="+", help="orden som ska finnas, i vilken ordning som helst")
    parser.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    words = " ".join(args.words)
    found = search(space, words)
    if args.json:
        say_json([_as_json(one) for one in found])
    elif found:
        say_lines(table(_rows(found, space)))
    else:
        tell(f"Ingenting hittades för {said(words)}.")
    return DONE


def _rows(found: list[Found], space: Workspace) -> list[tuple[str, ...]]:
    """What it is, its name, more about it, and what other commands call it."""
    directory = directory_of(space)
    names = short_names(space.sources, [one.entry for one in found if one.entry])
    rows: list[tuple[str, ...]] = []
    for one in found:
        if one.kind and one.record:
            called = directory.short_id(one.kind, one.record.id)
        else:
            called = handle(one.entry.id, names) if one.entry else ""
        rows.append((one.what, shorten(one.name, _NAME), one.detail, called))
    return rows


def _as_json(one: Found) -> dict[str, Any]:
    """Something that was found, in the shape that other programs rely on."""
    thing = one.record or one.entry
    return {
        "type": one.kind.key if one.kind else "entry",
        "id": thing.id if thing else None,
        "name": one.name,
        "day": one.entry.due.isoformat() if one.entry and one.entry.due else None,
        "text": one.detail or None,
    }
