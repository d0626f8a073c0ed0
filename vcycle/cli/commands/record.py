"""`vcycle record`: every record type of every plugin, shown and changed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from vcycle.cli import record_edit, record_file, record_trash
from vcycle.cli.parser import Parser
from vcycle.cli.record_words import TakeWords, typed_parser
from vcycle.cli.session import Session, say_json, tell
from vcycle.cli.show_records import print_record, print_records, print_types, record_json, type_json
from vcycle.errors import DONE, UsageError
from vcycle.model.fields import FieldSpec
from vcycle.model.records import Record, RecordType
from vcycle.services.records.directory import Directory, directory_of, fold
from vcycle.services.records.input import find_field, find_type

EXAMPLE = """vcycle record types
  vcycle record list personer
  vcycle record add core.activity --title Boksamtal --schedule "sista torsdagen varje månad"
  vcycle record set person Anna --email anna@example.org
  vcycle record import person medlemmar.csv --dry-run"""


@dataclass(frozen=True, slots=True)
class _Action:
    help: str
    run: Callable[[list[str], Session], int]


def arguments(parser: Parser) -> None:
    lines = "\n".join(f"  {name:<8}{action.help}" for name, action in _ACTIONS.items())
    parser.usage = "vcycle record GÖR [SLAG …]"
    parser.description = f"{parser.description}\n\nGÖR är ett av:\n{lines}"
    parser.add_argument("action", metavar="GÖR", choices=_ACTIONS, help="vad som ska göras; ”add --help” visar mer")
    words = parser.add_argument(
        "words", metavar="SLAG …", nargs=argparse.REMAINDER, action=TakeWords, help="slaget, och det som sedan behövs"
    )
    words.required = False  # each action says what it lacks


def run(args: argparse.Namespace, session: Session) -> int:
    try:
        return _ACTIONS[args.action].run(args.words, session)
    except SystemExit:  # argparse's own way out, once it has shown the help
        return DONE


def _types(words: list[str], session: Session) -> int:
    parser = Parser(prog="vcycle record types", description="Visa alla slags poster.", example="vcycle record types")
    parser.add_argument("--json", action="store_true", help="som JSON, med alla fält")
    args = parser.parse_args(words)
    space = session.workspace()
    kinds = [kind for kind in space.registry if kind.listed]
    if args.json:
        say_json([type_json(kind) for kind in kinds])
    else:
        print_types(kinds, {kind.key: len(space.store.find(kind.cls)) for kind in kinds})
    return DONE


def _list(words: list[str], session: Session) -> int:
    parser = typed_parser("list", "Visa posterna av ett slag, äldsta först.", "list enhet --where kind=lokalförening")
    parser.add_argument("--where", metavar="FÄLT=VÄRDE", action="append", default=[], help="bara de som har det värdet")
    parser.add_argument("--json", action="store_true", help="som JSON")
    args = parser.parse_args(words)
    space = session.workspace()
    kind, directory = find_type(space.registry, args.type), directory_of(space)
    records = [*directory.records(kind).values()]
    for condition in args.where:
        records = _fitting(condition, kind, records, directory)
    if args.json:
        say_json([record_json(kind, record) for record in records])
    elif records:
        print_records(kind, records, directory)
    elif not space.store.is_open(kind):
        tell(f"{kind.plural.capitalize()} ligger i filen {kind.store}, som inte är öppnad.")
    else:
        tell(f"Här finns inga {kind.plural}{' som passar' if args.where else ' än'}.")
    return DONE


def _fitting(condition: str, kind: RecordType, records: list[Record], directory: Directory) -> list[Record]:
    word, equals, text = condition.partition("=")
    try:
        if not equals:
            raise ValueError("skrivs FÄLT=VÄRDE, till exempel name=Anna")
        spec = find_field(kind.fields, word)
        wanted = directory.value(spec, text)
    except ValueError as error:
        raise UsageError(f"--where: {error}.") from None
    return [record for record in records if _is(spec, getattr(record, spec.name), wanted)]


def _is(spec: FieldSpec, value: object, wanted: object) -> bool:
    """Whether a value is the wanted one; a list must hold all that is wanted, and case does not matter."""
    if isinstance(value, tuple) and isinstance(wanted, tuple):
        return set(wanted) <= set(value) and bool(wanted or not value)
    return value == wanted or (isinstance(value, str) and fold(value) == fold(spec.format(wanted)))


def _show(words: list[str], session: Session) -> int:
    parser = typed_parser("show", "Visa en post.", "show roll Kassör")
    parser.add_argument("id", metavar="POST", help="namnet, eller början av id")
    parser.add_argument("--json", action="store_true", help="som JSON")
    args = parser.parse_args(words)
    space = session.workspace()
    kind, directory = find_type(space.registry, args.type), directory_of(space)
    record = directory.find(kind, args.id)
    if args.json:
        say_json(record_json(kind, record))
    else:
        print_record(kind, record, directory)
    return DONE


_ACTIONS = {
    "types": _Action("visa alla slags poster", _types),
    "list": _Action("visa posterna av ett slag", _list),
    "show": _Action("visa en post", _show),
    "add": _Action("lägg till en post", record_edit.add),
    "set": _Action("ändra fält i en post", record_edit.change),
    "rm": _Action("lägg en post i papperskorgen", record_edit.remove),
    "trash": _Action("visa vad som är borttaget", record_trash.trash),
    "restore": _Action("ta tillbaka en borttagen post", record_trash.restore),
    "export": _Action("skriv alla av ett slag till en csv-fil", record_file.export),
    "import": _Action("läs in en csv-fil", record_file.read),
}
