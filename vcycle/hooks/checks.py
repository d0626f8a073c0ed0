"""What a plugin's answers must be like; every refusal is a `PluginError`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import structs

from vcycle.errors import PluginError
from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.fields import FieldSpec, Kind, describe
from vcycle.model.offers import Answer, Command, ScreenType
from vcycle.model.records import Mark, Record, RecordType
from vcycle.model.text import printable, quoted

T = TypeVar("T", Activity, Command, Entry, Fact, Finding, RecordType, ScreenType, Section)
MOST = 100_000
"""The most items of one answer: a generator without end would else stop the program."""


def check_settings_class(cls: object) -> type[msgspec.Struct]:
    """The class that `vcycle_settings` gave; every field of it must have a kind."""
    if not (isinstance(cls, type) and issubclass(cls, msgspec.Struct)):
        raise PluginError(f"gav {quoted(cls)}, inte en klass av msgspec.Struct")
    describe(cls)
    return cls


def check_record_types(plugin: str, types: Iterable[RecordType], taken: set[type]) -> None:
    """Refuse record types that are not the plugin's own, are there twice, or declare what does not exist.

    `taken` holds the classes of the core and of the plugins already let in.
    """
    own = {type_.key for type_ in types}
    core = {type_.key for type_ in CORE_TYPES}
    keys: set[str] = set()
    classes = set(taken)
    for type_ in types:
        _check_key(plugin, type_.key, keys)
        _check_class(type_, classes)
        _check_fields(type_, own | core)
        keys.add(type_.key)
        classes.add(type_.cls)


def _check_key(plugin: str, key: str, keys: set[str]) -> None:
    if not isinstance(key, str) or not re.fullmatch(re.escape(plugin) + r"\.[a-z][a-z0-9_]*", key):
        raise PluginError(f"posttypen {quoted(key)} ska heta ”{plugin}.” och sedan små bokstäver a-z")
    if key in keys:
        raise PluginError(f"posttypen {quoted(key)} finns två gånger")


def _check_class(type_: RecordType, classes: set[type]) -> None:
    if not (isinstance(type_.cls, type) and issubclass(type_.cls, Record)):
        raise PluginError(f"posttypen {type_.key}: {quoted(type_.cls)} är ingen Record")
    if type_.cls in classes:
        raise PluginError(f"posttypen {type_.key}: klassen {type_.cls.__name__} hör redan till en annan posttyp")


def _check_fields(type_: RecordType, link_targets: set[str]) -> None:
    specs = {spec.name: spec for spec in type_.fields}
    for name in type_.name_field.split() or [""]:
        if name not in specs:
            raise PluginError(f"posttypen {type_.key}: namnfältet {quoted(name)} finns inte")
    if type_.expires and type_.expires.after.partition(".")[0] not in specs:
        raise PluginError(f"posttypen {type_.key}: {quoted(type_.expires.after)} att räkna utgången från finns inte")
    for spec in specs.values():
        if spec.link and spec.link not in link_targets:
            raise PluginError(
                f"posttypen {type_.key}: fältet {spec.name} länkar till {quoted(spec.link)}; "
                "ett tillägg länkar till kärnans posttyper och sina egna"
            )
    for mark in type_.marks:
        _check_mark(type_.key, mark, specs)


_WANTED_BY_MARKS = {
    "start": ({Kind.DATE}, "ett datum"),
    "end": ({Kind.DATE}, "ett datum"),
    "starts": ({Kind.TIME}, "ett klockslag"),
    "ends": ({Kind.TIME}, "ett klockslag"),
    "place": ({Kind.TEXT}, "en text"),
    "series": ({Kind.TEXT}, "en text"),
    "tags": ({Kind.TAGS, Kind.CHOICE, Kind.FLAG}, "etiketter, ett val eller ja/nej"),
}


def _check_mark(key: str, mark: Mark, specs: Mapping[str, FieldSpec]) -> None:
    """Refuse a mark that points at fields that do not exist, or are of another kind than it needs."""
    for part, (kinds, wanted) in _WANTED_BY_MARKS.items():
        value = getattr(mark, part)
        for name in value if isinstance(value, tuple) else (value,) if value or part == "start" else ():
            if name not in specs:
                raise PluginError(f"posttypen {key}: märket pekar på fältet {quoted(name)}, som inte finns")
            if specs[name].kind not in kinds:
                raise PluginError(f"posttypen {key}: märket pekar på fältet {quoted(name)}, som inte är {wanted}")
    try:
        mark.title.format(**dict.fromkeys(("name", *specs), ""))
    except (LookupError, ValueError, AttributeError) as error:
        raise PluginError(f"posttypen {key}: märkets rubrik {quoted(mark.title)} går inte att fylla") from error


def drain(answer: object, kind: type[T]) -> list[T]:
    """Everything in a hook's answer, each item of exactly the type `kind` with values of the declared types."""
    if answer is None:
        return []
    if not isinstance(answer, Iterable):
        raise PluginError(f"gav {type(answer).__name__}, inte en lista av {kind.__name__}")
    items = list(islice(answer, MOST + 1))
    if len(items) > MOST:
        raise PluginError(f"gav fler än {MOST} svar")
    for item in items:
        if type(item) is not kind:
            raise PluginError(f"gav {type(item).__name__}, inte {kind.__name__}")
        _check_values(item)
    return items


def _check_values(item: msgspec.Struct) -> None:
    """Refuse values of other types than declared: msgspec checks what it decodes, not what Python code constructs."""
    if isinstance(item, RecordType | Command):
        return  # they hold functions and classes; checked by what they declare
    kind = type(item)
    try:
        checked = msgspec.convert(structs.asdict(item), kind)
    except (msgspec.ValidationError, TypeError) as error:
        raise PluginError(f"gav {kind.__name__} med fel sorts värde: {printable(str(error))}") from error
    if checked != item:
        wrong = [name for name in kind.__struct_fields__ if getattr(checked, name) != getattr(item, name)]
        raise PluginError(f"gav {kind.__name__} med fel sorts värde i {', '.join(wrong)}")


def check_entries(entries: Iterable[Entry]) -> None:
    """Refuse entries whose days contradict each other, or that share an identity: phones would mix them up."""
    seen: set[str] = set()
    for entry in entries:
        if fault := _entry_fault(entry):
            raise PluginError(f"gav posten {quoted(entry.title)} {fault}")
        if entry.id in seen:
            raise PluginError(f"gav två poster med samma identitet, {quoted(entry.id)}")
        seen.add(entry.id)


def _entry_fault(entry: Entry) -> str:
    if not entry.record or not entry.slot:
        return "utan record eller slot, som tillsammans är postens identitet"
    if (entry.start is None) != (entry.end is None):
        return "med bara den ena av start och end"
    if entry.start is None and entry.window is None:
        return "utan både dag och fönster"
    if entry.start and entry.end and entry.end < entry.start:
        return "som slutar före sin början"
    if entry.window and entry.window[1] < entry.window[0]:
        return "vars fönster slutar före sin början"
    if entry.end_time and not entry.start_time:
        return "med sluttid men ingen starttid"
    return ""


def check_sentences(answer: object) -> dict[str, str]:
    """What a record type's `validate` gave: {field: sentence}."""
    if not isinstance(answer, Mapping) or not all(type(text) is str for pair in answer.items() for text in pair):
        raise PluginError("gav inte {fält: mening}")
    return dict(answer)


def check_activities(plugin: str, activities: Iterable[Activity]) -> None:
    """Refuse rules without an identity of the plugin's own: every entry made of them carries it for ever."""
    seen: set[str] = set()
    for activity in activities:
        if not activity.id.startswith(f"{plugin}-") or "." in activity.id:
            raise PluginError(
                f"gav aktiviteten {quoted(activity.id)}, vars id ska börja med ”{plugin}-” och sakna punkt"
            )
        if activity.id in seen:
            raise PluginError(f"gav två aktiviteter med samma identitet, {quoted(activity.id)}")
        seen.add(activity.id)


_NAME = re.compile(r"[a-z][a-z0-9-]*")


def check_commands(commands: Iterable[Command]) -> None:
    """Refuse commands that could not be called or shown."""
    _check_names("kommandot", [command.name for command in commands])
    for command in commands:
        if not callable(command.run) or not command.label:
            raise PluginError(f"kommandot {command.name} saknar run eller label")
        names = [spec.name for spec in arguments_of(command)]
        if unknown := [name for name in command.positional if name not in names]:
            raise PluginError(f"kommandot {command.name}: {', '.join(unknown)} finns inte bland argumenten")


def arguments_of(command: Command) -> tuple[FieldSpec, ...]:
    """The fields of a command's arguments; raises when one has no kind."""
    return describe(check_settings_class(command.arguments)) if command.arguments is not None else ()


def check_screens(screens: Iterable[ScreenType]) -> None:
    """Refuse screens that could not be opened."""
    _check_names("skärmen", [screen.name for screen in screens])
    for screen in screens:
        if not screen.label or not re.fullmatch(r"[\w.]+:\w+", screen.factory):
            raise PluginError(f"skärmen {screen.name} saknar label, eller har en factory som inte är ”modul:namn”")


def _check_names(what: str, names: list[str]) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise PluginError(f"{what} {quoted(name)} ska heta något med små bokstäver a-z, siffror och bindestreck")
        if names.count(name) > 1:
            raise PluginError(f"{what} {quoted(name)} finns två gånger")


def check_answer(answer: object) -> None:
    """Refuse what a command gave unless it is an `Answer` of sections and records."""
    if type(answer) is not Answer:
        raise PluginError(f"gav {type(answer).__name__}, inte Answer")
    drain(answer.sections, Section)
    for record in (*answer.put, *answer.remove):
        if not isinstance(record, Record):
            raise PluginError(f"ville spara {type(record).__name__}, som inte är någon Record")
    if answer.changes and not answer.label:
        raise PluginError("ville spara något utan att säga vad det ska heta i historiken (label)")
