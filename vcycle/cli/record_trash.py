"""`vcycle record trash` and `restore`: what was thrown away, and bringing it back within 90 days."""

from __future__ import annotations

from vcycle.cli.parser import Parser
from vcycle.cli.record_words import typed_parser
from vcycle.cli.session import Session, say_json, say_lines, table, tell
from vcycle.cli.show_records import record_json
from vcycle.errors import DONE, NotFound
from vcycle.model.values import listed
from vcycle.services.records.directory import directory_of, fold
from vcycle.services.records.input import find_type
from vcycle.storage.documents import TRASH_DAYS
from vcycle.storage.pending import TrashEntry


def trash(words: list[str], session: Session) -> int:
    """What lies in the trash, latest first."""
    parser = Parser(prog="vcycle record trash", description="Visa vad som är borttaget.", example="vcycle record trash")
    parser.add_argument("--json", action="store_true", help="som JSON")
    args = parser.parse_args(words)
    space = session.workspace()
    entries = [(space.registry.of(type(e.record)), e) for e in space.store.trash()]
    shown = [(kind, entry) for kind, entry in entries if kind.listed]
    if args.json:
        say_json([record_json(kind, entry.record) for kind, entry in shown])
    elif shown:
        rows = [(e.at[:10], kind.singular, kind.name(e.record), e.record.id) for kind, e in shown]
        say_lines(table(rows))
    else:
        tell(f"Papperskorgen är tom. Det som tas bort ligger kvar i {TRASH_DAYS} dagar.")
    return DONE


def restore(words: list[str], session: Session) -> int:
    """A record out of the trash."""
    parser = typed_parser("restore", "Ta tillbaka en post ur papperskorgen.", "restore person Anna")
    parser.add_argument("id", metavar="POST", help="namnet, eller början av id")
    args = parser.parse_args(words)
    space = session.workspace()
    kind = find_type(space.registry, args.type)
    wanted = fold(args.id)
    found = [e for e in space.store.trash() if e.key == kind.key and _is_called(kind.name(e.record), e, wanted)]
    if len(found) != 1:
        what = "Flera borttagna" if found else "Ingen borttagen"
        hint = f"Skriv id: {listed(e.record.id for e in found[:5])}." if found else "”vcycle record trash” visar alla."
        raise NotFound(f"{what} {kind.plural if found else kind.singular} passar.", hint=hint)
    record = space.store.restore(kind.cls, found[0].record.id)
    tell(f"Tog tillbaka {kind.singular} ”{directory_of(space).name(kind, record)}”. Ångra med ”vcycle undo”.")
    return DONE


def _is_called(name: str, entry: TrashEntry, wanted: str) -> bool:
    return fold(name) == wanted or entry.record.id.startswith(wanted)
