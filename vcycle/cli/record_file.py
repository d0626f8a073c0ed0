"""`vcycle record export` and `import`: all records of a type out to a CSV file, and in again."""

from __future__ import annotations

from pathlib import Path

from vcycle.cli.record_words import typed_parser
from vcycle.cli.session import Session, say_json, tell
from vcycle.errors import DONE
from vcycle.services.records.csv_records import Import, counted, export_records, read_records, save_records
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import find_type, is_personal


def export(words: list[str], session: Session) -> int:
    """All records of a type into a CSV file that a spreadsheet opens."""
    parser = typed_parser("export", "Skriv alla poster av ett slag till en csv-fil.", "export person personer.csv")
    parser.add_argument("file", metavar="FIL.csv", help="filen; finns den redan skrivs den över")
    args = parser.parse_args(words)
    space = session.workspace()
    kind, path = find_type(space.registry, args.type), Path(args.file).expanduser()
    tell(f"Skrev {counted(export_records(kind, directory_of(space), path), kind)} till {path}.")
    if is_personal(kind):
        tell("Filen innehåller personuppgifter: dela den inte i onödan, och ta bort den när du är klar.")
    return DONE


def read(words: list[str], session: Session) -> int:
    """The rows of a CSV file as new and changed records: all of them, or none."""
    parser = typed_parser(
        "import",
        "Läs in en csv-fil. En rad med id ändrar den posten, i de kolumner som finns; en rad utan id läggs till,\n"
        "om inte en post redan säger detsamma. Är något fel läses ingenting in.",
        "import person medlemmar.csv --dry-run",
    )
    parser.add_argument("file", metavar="FIL.csv", help="en csv-fil med rubriker på första raden")
    parser.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    parser.add_argument("--json", action="store_true", help="visa antalen som JSON")
    args = parser.parse_args(words)
    space = session.workspace()
    kind, path = find_type(space.registry, args.type), Path(args.file).expanduser()
    found = read_records(kind, directory_of(space), path)
    if found.notice:
        tell(found.notice)
    if not args.dry_run:
        save_records(kind, space.store, found, path.name)
    if args.json:
        say_json({"added": len(found.added), "changed": len(found.changed),
                  "unchanged": found.unchanged, "known": found.known})  # fmt: skip
    tell(_told(found, counted(found.count, kind), path.name, dry_run=args.dry_run))
    return DONE


def _told(found: Import, what: str, name: str, *, dry_run: bool) -> str:
    numbers = {
        "nya": len(found.added), "ändrade": len(found.changed),
        "oförändrade": found.unchanged, "fanns redan": found.known,
    }  # fmt: skip
    parts = ", ".join(f"{number} {word}" for word, number in numbers.items() if number) or "filen har inga rader"
    if dry_run:
        return f"Skulle läsa in {what} från {name}: {parts}. Ingenting har ändrats."
    if not found.count:
        return f"Ingenting nytt i {name}: {parts}."
    return f"Läste in {what} från {name}: {parts}. Ångra med ”vcycle undo”."
