"""What a plugin's answers must be like; every refusal is a `PluginError`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from itertools import islice
from types import ModuleType
from typing import TypeVar

from vcycle.errors import PluginError
from vcycle.hooks.type_checks import check_settings_class
from vcycle.hooks.values import check_plain, check_struct, check_words
from vcycle.model.core import Activity
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.fields import FieldSpec, describe
from vcycle.model.offers import Answer, Command, ScreenType
from vcycle.model.records import RecordType
from vcycle.model.text import quoted

T = TypeVar("T", Activity, Command, Entry, Fact, Finding, RecordType, ScreenType, Section)
MOST = 100_000
"""The most items of one answer: a generator without end would else stop the program."""


def drain(answer: object, kind: type[T]) -> list[T]:
    """Everything in a hook's answer, each item of exactly the type `kind` with values of the declared types."""
    if answer is None:
        return []
    if not isinstance(answer, Iterable) or isinstance(answer, str | bytes | Mapping):
        raise PluginError(f"gav {type(answer).__name__}, inte en lista av {kind.__name__}")
    items = list(islice(answer, MOST + 1))
    if isinstance(answer, Generator):
        answer.close()  # here, where what it does at its end is still guarded
    if len(items) > MOST:
        raise PluginError(f"gav fler än {MOST} svar")
    for item in items:
        if type(item) is not kind:
            raise PluginError(f"gav {type(item).__name__}, inte {kind.__name__}")
        if not isinstance(item, RecordType | Command):  # they hold functions and classes: see what checks those
            check_struct(item)
    return items


def check_entries(plugin: str, entries: Sequence[Entry], own_ids: Callable[[], Collection[str]]) -> None:
    """Refuse entries whose days contradict each other, or whose identity is shared: phones would mix them up.

    An entry is made from nothing, and its `record` begins with the plugin's name, or from one of the plugin's records.
    """
    seen: set[str] = set()
    for entry in entries:
        if fault := _entry_fault(entry):
            raise PluginError(f"gav posten {quoted(entry.title)} {fault}")
        if entry.id in seen:
            raise PluginError(f"gav två poster med samma identitet, {quoted(entry.id)}")
        seen.add(entry.id)
    foreign = {entry.record for entry in entries if not entry.record.startswith(f"{plugin}.")}
    if foreign and (others := sorted(foreign - set(own_ids()))):
        own = f"börja med ”{plugin}.” eller vara id på en egen post"
        raise PluginError(f"gav en post vars record är {quoted(others[0])}; den ska {own}")


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


def check_sentences(answer: object, fields: Collection[str]) -> dict[str, str]:
    """What a record type's `validate` gave: {field: sentence}."""
    if not isinstance(answer, Mapping) or not all(type(text) is str for pair in answer.items() for text in pair):
        raise PluginError("gav inte {fält: mening}")
    if unknown := [name for name in answer if name not in fields]:
        raise PluginError(f"gav en mening om fältet {quoted(unknown[0])}, som inte finns")
    return dict(answer)


def title_of(plugin: str, module: ModuleType) -> str:
    """What a plugin wants to be called; its name when it says nothing."""
    title = getattr(module, "VCYCLE_NAME", plugin)
    if type(title) is not str or not title.strip():
        raise PluginError("VCYCLE_NAME ska vara en text")
    check_words((title,), "VCYCLE_NAME")
    return title


def check_activities(plugin: str, activities: Sequence[Activity]) -> None:
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


def check_facts(_plugin: str, facts: Sequence[Fact]) -> None:
    """Refuse counts of people below none."""
    for fact in facts:
        if min(fact.women, fact.men, fact.others, fact.unknown) < 0:
            raise PluginError(f"gav ett faktum i serien {quoted(fact.series)} med färre än inga personer")


def check_sections(_plugin: str, sections: Sequence[Section]) -> None:
    """Refuse tables that are none: every row has as many cells as the others, and as the header when there is one."""
    for section in sections:
        lengths = {len(row) for row in (section.header or section.rows[0], *section.rows)} if section.rows else set()
        if len(lengths) > 1:
            raise PluginError(f"gav avsnittet {quoted(section.title)} med olika många celler i raderna")


_NAME = re.compile(r"[a-z][a-z0-9-]*")


def check_commands(_plugin: str, commands: Sequence[Command]) -> None:
    """Refuse commands that could not be called or shown."""
    for command in commands:
        said = (command.name, command.label, command.positional, command.help, command.example, command.keywords)
        check_plain(said, "ett kommando", tuple[str, str, tuple[str, ...], str, str, str])
    _check_names("kommandot", [command.name for command in commands])
    for command in commands:
        if not callable(command.run) or not command.label.strip():
            raise PluginError(f"kommandot {command.name} saknar run eller label")
        words = (command.label, command.help, command.example, command.keywords)
        check_words(words, f"kommandot {command.name}")
        names = [spec.name for spec in arguments_of(command)]
        if unknown := [name for name in command.positional if name not in names]:
            raise PluginError(f"kommandot {command.name}: {', '.join(unknown)} finns inte bland argumenten")


def arguments_of(command: Command) -> tuple[FieldSpec, ...]:
    """The fields of a command's arguments; raises when one has no kind."""
    return describe(check_settings_class(command.arguments)) if command.arguments is not None else ()


def check_screens(_plugin: str, screens: Sequence[ScreenType]) -> None:
    """Refuse screens that could not be opened."""
    _check_names("skärmen", [screen.name for screen in screens])
    for screen in screens:
        check_words((screen.label, screen.keywords), f"skärmen {screen.name}")
        if not screen.label.strip() or not re.fullmatch(r"[\w.]+:\w+", screen.factory):
            raise PluginError(f"skärmen {screen.name} saknar label, eller har en factory som inte är ”modul:namn”")


def _check_names(what: str, names: list[str]) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise PluginError(f"{what} {quoted(name)} ska heta något med små bokstäver a-z, siffror och bindestreck")
        if names.count(name) > 1:
            raise PluginError(f"{what} {quoted(name)} finns två gånger")


def check_answer(answer: object, classes: Collection[type]) -> None:
    """Refuse what a command gave unless it is an `Answer` of sections and of records of these classes."""
    if type(answer) is not Answer:
        raise PluginError(f"gav {type(answer).__name__}, inte Answer")
    check_plain((answer.label,), "svaret", tuple[str])
    if not all(type(part) is tuple for part in (answer.sections, answer.put, answer.remove)):
        raise PluginError("gav ett Answer där sections, put eller remove inte är en tupel")
    check_sections("", drain(answer.sections, Section))
    for record in (*answer.put, *answer.remove):
        if type(record) not in classes:
            raise PluginError(
                f"ville spara {type(record).__name__}, som inte är någon av tilläggets eller kärnans poster"
            )
        check_struct(record)
    if answer.changes and not answer.label.strip():
        raise PluginError("ville spara något utan att säga vad det ska heta i historiken (label)")
