"""`vcycle record add`, `set` and `rm`: one record, saved whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec.structs import replace

from vcycle.cli.days import say_back
from vcycle.cli.parser import Parser
from vcycle.cli.record_words import FieldWords, field_help, option_help, take_fields, type_word, typed_parser
from vcycle.cli.session import Session, say, say_json, tell
from vcycle.cli.show_records import record_json
from vcycle.errors import DONE, InputError, UsageError
from vcycle.model.core import Activity, Goal, Log
from vcycle.model.fields import Kind
from vcycle.model.period import Period, Years
from vcycle.model.records import Record, RecordType
from vcycle.model.schedule import Offset, Schedule
from vcycle.model.text import printable, shorten
from vcycle.model.values import format_measure, listed
from vcycle.rules.schedules import next_dates, next_windows
from vcycle.rules.swedish import short_date
from vcycle.services.findings_chains import out_of_order_with
from vcycle.services.log_people import about, without_names
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.records.input import action_label, draft, find_type, refuse_bookkeeping, worded
from vcycle.services.records.links import links_to
from vcycle.services.workspace import Workspace

_YEARS_AHEAD = 3 * 366  # days in which the next days of something that hangs on a series are looked for
_UNDO = "Ångra med ”vcycle undo”."
_EXAMPLE_TYPE = "core.activity"
_ADD_EXAMPLE = f'add {_EXAMPLE_TYPE} --title Boksamtal --schedule "sista torsdagen varje månad"'


def add(words: list[str], session: Session) -> int:
    """A new record from `--field value`."""
    parser = typed_parser("add", "Lägg till en post. Skriv slaget före --help för att se dess fält.", _ADD_EXAMPLE)
    parser.add_argument("--json", action="store_true", help="visa posten som JSON")
    space, kind, taken = _fields(parser, words, session)
    args = parser.parse_args(taken.rest)
    directory = directory_of(space)
    record = _save(space, kind, taken, directory, None)
    if args.json:
        say_json(record_json(kind, record))
    else:
        say(record.id)
    say_back(kind.fields, taken.texts, directory)
    _echo_schedules(kind, record, taken.texts, space)
    _echo_measure(record, taken.texts, space)
    _echo_order(record, space)
    tell(f"Lade till {_called(kind, record, directory)}. {_UNDO}")
    return DONE


def change(words: list[str], session: Session) -> int:
    """New values for fields of a record; an empty value clears the field."""
    parser = typed_parser(
        "set", "Ändra fält i en post; ett tomt värde tömmer fältet.", "set person Anna --email anna@example.org"
    )
    parser.add_argument("id", metavar="POST", help="namnet, eller början av id")
    parser.add_argument("--json", action="store_true", help="visa posten som JSON")
    space, kind, taken = _fields(parser, words, session)
    args = parser.parse_args(taken.rest)
    if not taken.texts and not taken.faults:
        raise UsageError("Skriv vad som ska ändras, till exempel --name Anna.", hint=_field_hint(kind))
    directory = directory_of(space)
    base = directory.find(kind, args.id)
    record = _save(space, kind, taken, directory, base)
    if args.json:
        say_json(record_json(kind, record))
    say_back(kind.fields, taken.texts, directory)
    _echo_schedules(kind, record, taken.texts, space)
    _echo_measure(record, taken.texts, space)
    _echo_order(record, space)
    called = _called(kind, record, directory)
    tell(f"Ingenting ändrades i {called}." if record == base else f"Ändrade {called}. {_UNDO}")
    return DONE


def remove(words: list[str], session: Session) -> int:
    """A record into the trash, unless something links to it."""
    parser = typed_parser("rm", "Lägg en post i papperskorgen.", "rm person Anna")
    parser.add_argument("id", metavar="POST", help="namnet, eller början av id")
    parser.add_argument("--force", action="store_true", help="även om annat hänvisar till den")
    parser.add_argument("--json", action="store_true", help="visa posten som JSON")
    args = parser.parse_args(words)
    space = session.workspace()
    kind, directory = find_type(space.registry, args.type), directory_of(space)
    refuse_bookkeeping(kind)
    record = directory.find(kind, args.id)
    called = _called(kind, record, directory)
    if not args.force:
        _refuse_if_linked(kind, record, called, directory)
    with space.store.transaction(action_label("Tog bort", kind, directory.name(kind, record))) as transaction:
        transaction.remove(kind.cls, record.id)
    if args.json:
        say_json(record_json(kind, record))
    tell(f"Tog bort {called}. Den ligger i papperskorgen i 90 dagar; ”vcycle record restore” tar tillbaka den.")
    return DONE


def _fields(parser: Parser, words: list[str], session: Session) -> tuple[Workspace, RecordType, FieldWords]:
    """The type that the words name, and its fields among them; without a type argparse says what is missing."""
    named = type_word(words)
    if named is None:
        parser.parse_args(words)
        raise UsageError("Skriv vilket slags post det gäller.", hint="”vcycle record types” visar alla.")
    space = session.workspace()
    kind = find_type(space.registry, named)
    refuse_bookkeeping(kind)
    parser.epilog = f"{field_help(kind.fields)}\n\n{_example(kind, parser)}"
    return space, kind, take_fields(words, kind.fields)


def _example(kind: RecordType, parser: Parser) -> str | None:
    """What stands below the fields: the parser's own example where it is about the type, else what must be given."""
    if kind.key == _EXAMPLE_TYPE or parser.prog.endswith("set"):
        return parser.epilog
    needed = (option_help(spec) for spec in kind.fields if spec.required)
    return f"Exempel:\n  {' '.join((parser.prog, kind.key, *needed))}"


def _save(
    space: Workspace, kind: RecordType, taken: FieldWords, directory: Directory, base: Record | None
) -> Record:  # fmt: skip
    made = draft(kind, taken.texts, directory, base)
    problems = [*taken.faults, *worded(kind.fields, made.problems)]
    if made.record is None or problems:
        raise InputError(f"Det gick inte att spara {kind.singular}:", problems=problems, hint=_field_hint(kind))
    record = _nameless(space, made.record)
    if record == base:
        return base
    verb = "Lade till" if base is None else "Ändrade"
    with space.store.transaction(action_label(verb, kind, directory.name(kind, record))) as transaction:
        return transaction.put(record)


def _nameless(space: Workspace, record: Record) -> Record:
    """A fact with ids instead of registered persons' names; any other record as it is."""
    if not isinstance(record, Log):
        return record
    tags = about(space, record.series, record.tags, record.tags)
    return replace(record, tags=tags, note=without_names(space, record.note))


def _field_hint(kind: RecordType) -> str:
    return f"”vcycle record add {kind.key} --help” visar alla fält."


def _called(kind: RecordType, record: Record, directory: Directory) -> str:
    return f"{kind.singular} ”{shorten(printable(directory.name(kind, record)), 60)}”"


def _refuse_if_linked(kind: RecordType, record: Record, called: str, directory: Directory) -> None:
    links = links_to(kind, [record.id], directory)
    if not links:
        return
    lines = [f"{_called(other, linking, directory)} ({label})" for other, linking, label in links if other.listed]
    kept = sum(not other.listed for other, _, _ in links)
    lines += [f"{kept} tillfällen som är flyttade, inställda eller genomförda"] if kept else []
    raise InputError(
        f"Annat hänvisar till {called}; den är kvar:",
        problems=lines,
        hint="Ändra det först, eller ta bort den ändå med --force.",
    )


def _echo_measure(record: Record, given: Collection[str], space: Workspace) -> None:
    """How a measure that was given was understood, and what it says now."""
    if isinstance(record, Goal) and "measure" in given and record.measure is not None:
        from vcycle.services.goals import said_of  # measures are many modules, and only goals need them

        tell(f"Mått: {format_measure(record.measure)}.")
        for sentence in said_of(space, record.measure):
            tell(f"{sentence[:1].upper()}{sentence[1:]}{'' if sentence.endswith('?') else '.'}")


def _echo_order(record: Record, space: Workspace) -> None:
    """What now lies in the wrong order: a local last day after the national one, a step before what it follows on."""
    if isinstance(record, Activity) and ((record.stop and record.level) or record.follows):
        for sentence in out_of_order_with(space, record.id):
            tell(f"Obs: {sentence}.")


def _echo_schedules(kind: RecordType, record: Record, given: Collection[str], space: Workspace) -> None:
    """How each rule that was given was understood, and what comes next by it."""
    for spec in kind.fields:
        schedule = getattr(record, spec.name)
        if spec.kind is Kind.SCHEDULE and spec.name in given and schedule is not None:
            tell(f"{spec.label}: {spec.format(schedule)}")
            following = isinstance(schedule, Offset)
            tell(_next_following(record, schedule, space) if following else _next(schedule, space.today, space.years))


def _next_following(record: Record, offset: Offset, space: Workspace) -> str:
    """The next days of something that hangs on a series, as they stand in the year."""
    period = Period(space.today, space.today).widened(_YEARS_AHEAD)
    entries = [e for e in space.entries(period) if e.record == record.id and e.start and e.start >= space.today]
    if not entries:
        return f"Inget i serien {listed(offset.series)} har någon dag än; dagarna följer den."
    return _nearest([entry.start for entry in entries if entry.start][:5])


def _next(schedule: Schedule, today: date, years: Years) -> str:
    if days := next_dates(schedule, today, years):
        return _nearest(days)
    if windows := next_windows(schedule, today, years, 1):
        return f"Utan bestämd dag; närmast någon gång {windows[0][0]} till {windows[0][1]}."
    return "Det ger inga dagar från i dag och framåt."


def _nearest(days: Sequence[date]) -> str:
    return f"Närmast: {', '.join(f'{short_date(day)} {day.year}' for day in days)}."
