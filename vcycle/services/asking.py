"""Plugins asked for something: which commands there are, what they are given, and what they want saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from vcycle.errors import InputError
from vcycle.hooks.checks import arguments_of
from vcycle.model.context import Context
from vcycle.model.offers import Answer, Command
from vcycle.model.records import Record
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import read_values, worded
from vcycle.services.workspace import Workspace


def commands(space: Workspace) -> Iterator[tuple[str, Command]]:
    """Everything that can be asked of the plugins that work, with the plugin's name."""
    for plugin in space.host.enabled:
        for command in space.host.commands(plugin):
            yield plugin, command


def read_arguments(space: Workspace, command: Command, texts: Mapping[str, str]) -> Struct | None:
    """What a command is called with, from texts by field name; raises `InputError` that names every fault."""
    if command.arguments is None:
        return None
    fields = arguments_of(command)
    values, problems = read_values(fields, texts, directory_of(space))
    if problems:
        raise InputError(refusal(command), problems=worded(fields, problems))
    return command.arguments(**values)


def refusal(command: Command) -> str:
    """The sentence before what was wrong with a command's arguments."""
    return f"”{command.label}” går inte att göra så:"


def ask(space: Workspace, plugin: str, command: Command, arguments: Any) -> Answer:
    """What the plugin answers; nothing is saved. Raises what it refused, and `PluginError` when it failed."""
    answer = space.host.ask(plugin, command, space.context(plugin), arguments)
    check(space, answer.put)
    return answer


def save(space: Workspace, label: str, put: Sequence[Record] = (), remove: Sequence[Record] = ()) -> None:
    """Save as one transaction; raises `InputError` with everything that is wrong with any of the records."""
    check(space, put)
    with space.store.transaction(label) as transaction:
        for record in put:
            transaction.put(record)
        for record in remove:
            transaction.remove(type(record), record.id)


def check(space: Workspace, records: Sequence[Record]) -> None:
    """Raise `InputError` unless all of `records` may be saved."""
    problems = []
    for record in records:
        kind = space.registry.of(type(record))
        name = kind.name(record)
        problems += [f"{kind.singular} {name}: {line}" for line in worded(kind.fields, kind.problems(record))]
    if problems:
        raise InputError("Ingenting är sparat:", problems=problems)


class PluginDesk:
    """What a plugin's own screen works with; see `Desk`."""

    def __init__(self, space: Workspace, plugin: str) -> None:
        self._space = space
        self._plugin = plugin

    @property
    def context(self) -> Context:
        """The workspace as the plugin sees it now."""
        return self._space.context(self._plugin)

    def save(self, label: str, put: tuple[Record, ...] = (), remove: tuple[Record, ...] = ()) -> None:
        """Save as one transaction called `label`; raises `InputError` whose `problems` name every fault."""
        save(self._space, label, put, remove)
