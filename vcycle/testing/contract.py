"""What is asked of every plugin, tried on real workspaces: `check_plugin`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct

from vcycle.errors import BAD_INPUT, PluginError
from vcycle.hooks.checks import arguments_of
from vcycle.model.fields import FieldSpec, describe
from vcycle.model.offers import Command
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType
from vcycle.services.records.directory import directory_of
from vcycle.services.screens import make_screen
from vcycle.testing.examples import Examples
from vcycle.testing.source import import_cost, source_faults
from vcycle.testing.space import TODAY, PluginSpace, plugin_name
from vcycle.testing.values import generated, samples

IMPORT_BUDGET = 0.030
"""Seconds that a plugin's import may take before it is noted: every start of the program pays them."""

NewSpace = Callable[[], PluginSpace]
Check = Callable[[NewSpace, Examples], Iterator[str]]


class Report(Struct, frozen=True):
    """What `check_plugin` saw without refusing it; `import_seconds` is beside what `vcycle.api` costs by itself."""

    plugin: str
    import_seconds: float
    notes: tuple[str, ...] = ()


def check_plugin(
    module: ModuleType,
    *,
    name: str = "",
    today: date = TODAY,
    settings: Mapping[str, Any] | None = None,
    examples: Sequence[Record] = (),
) -> Report:
    """Hold a plugin to all that vcycle asks of it; raises `AssertionError` that names every fault, not only the first.

    `name` is the plugin's, as in `PluginSpace`; `settings` its table as in vcycle.toml, needed when it has settings
    without defaults. `examples` are records to fill the workspace with, needed for a type whose `validate` refuses
    what `check_plugin` makes up by itself.
    """
    numbers = count()
    with tempfile.TemporaryDirectory() as folder:

        def new_space() -> PluginSpace:
            return PluginSpace(Path(folder) / str(next(numbers)), module, name=name, today=today, **(settings or {}))

        cost = import_cost(module)
        faults = [*source_faults(module), *cost.faults, *_workspace_faults(new_space, Examples(examples))]
    if faults:
        raise AssertionError(f"{module.__name__} breaks the contract:\n" + "\n".join(f"- {fault}" for fault in faults))
    return Report(name or plugin_name(module), cost.seconds, tuple(_notes(cost.seconds)))


def _notes(seconds: float) -> Iterator[str]:
    if seconds > IMPORT_BUDGET:
        yield f"the import takes {seconds * 1000:.0f} ms; {IMPORT_BUDGET * 1000:.0f} ms is the budget"


def _workspace_faults(new_space: NewSpace, examples: Examples) -> list[str]:
    """What every check finds; when the plugin is not even let in, that alone."""
    try:
        new_space()
    except AssertionError as refusal:
        return [str(refusal)]
    return list(dict.fromkeys(fault for check in CHECKS for fault in _run(check, new_space, examples)))


def _run(check: Check, new_space: NewSpace, examples: Examples) -> list[str]:
    """The faults that a check finds; a plugin that is switched off meanwhile, or crashes the program, is one."""
    found: list[str] = []
    try:
        found.extend(check(new_space, examples))
    except Exception as error:  # noqa: BLE001 - whatever it is, the plugin's author must be told all the other faults too
        what = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
        found.append(f"{check.__name__.strip('_').replace('_', ' ')}: {what}")
    return found


def _words_for_people(new_space: NewSpace, _examples: Examples) -> Iterator[str]:
    """Every field and type must have words for those who meet it."""
    space = new_space()
    for type_ in space.record_types:
        if not (type_.singular.strip() and type_.plural.strip()):
            yield f"{type_.key}: says neither what one nor what several are called"
        yield from _unlabelled(type_.key, type_.fields)
    yield from _unlabelled("settings", _settings_fields(space))
    for command in space.commands:
        yield from _unlabelled(f"command {command.name}", arguments_of(command))


def _unlabelled(whose: str, fields: Sequence[FieldSpec]) -> Iterator[str]:
    labels = [spec.label.strip().casefold() for spec in fields]
    for spec in fields:
        if not spec.label.strip():
            yield f"{whose}.{spec.name}: has no label"
        elif labels.count(spec.label.strip().casefold()) > 1:
            yield f"{whose}.{spec.name}: shares its label, {spec.label!r}, with another field"


def _fields_read_back_what_they_show(new_space: NewSpace, _examples: Examples) -> Iterator[str]:
    """`parse(format(value)) == value` for every field of every type and of the settings."""
    space = new_space()
    declared = [*((t.key, t.fields) for t in space.record_types), ("settings", _settings_fields(space))]
    for whose, fields in [*declared, *((f"command {c.name}", arguments_of(c)) for c in space.commands)]:
        for spec in fields:
            values = samples(spec)
            if not values:
                yield f"{whose}.{spec.name}: no value could be made up that its limits accept"
            yield from _not_read_back(f"{whose}.{spec.name}", spec, values)


def _not_read_back(which: str, spec: FieldSpec, values: Sequence[Any]) -> Iterator[str]:
    for value in values:
        if fault := _read_back_fault(spec, value):
            yield f"{which}: {fault}"
            return
    strategy = generated(spec)
    if strategy is not None and (fault := _counterexample(spec, strategy)):
        yield f"{which}: {fault}"


def _read_back_fault(spec: FieldSpec, value: Any) -> str:
    text = spec.format(value)
    try:
        read = spec.parse(text)
    except ValueError as refusal:
        return f"shows {value!r} as {text!r}, and does not read it: {refusal}"
    return "" if read == value else f"shows {value!r} as {text!r}, and reads {read!r}"


def _counterexample(spec: FieldSpec, strategy: Any) -> str:
    """The simplest value that hypothesis finds that a field does not read back."""
    from hypothesis import HealthCheck, given, settings

    @settings(max_examples=25, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def reads_back(value: Any) -> None:
        if fault := _read_back_fault(spec, value):
            raise ValueError(fault)

    try:
        reads_back()
    except ValueError as fault:
        return str(fault)
    return ""


def _records_come_and_go_on_the_command_line(new_space: NewSpace, examples: Examples) -> Iterator[str]:
    """Every listed type can be shown, added to, listed and undone."""
    space = new_space()
    for type_ in space.record_types:
        if type_.listed and space.workspace.store.is_open(type_):
            yield from _come_and_go(space, type_, examples)


def _come_and_go(space: PluginSpace, type_: RecordType, examples: Examples) -> Iterator[str]:
    record = examples.of(space, type_)
    if record is None:
        yield f"{type_.key}: its validate refuses what can be made up; give check_plugin(examples=[...]) one"
        return
    space.reopen()
    directory = directory_of(space.workspace)
    values = {spec.name: directory.text(spec, getattr(record, spec.name)) for spec in type_.fields}
    before = len(space.records(type_.cls))
    space.run("record", "add", type_.key, "--help")
    space.run("record", "add", type_.key, *(f"--{name}={text}" for name, text in values.items() if text))
    space.run("record", "list", type_.key)
    space.reopen()
    added = space.records(type_.cls)
    if len(added) != before + 1:
        yield f"{type_.key}: added one, found {len(added) - before}"
    elif wrong := [spec.name for spec in type_.fields if getattr(added[-1], spec.name) != getattr(record, spec.name)]:
        yield f"{type_.key}: what was added came back with another {', '.join(wrong)}"
    space.run("undo")
    space.reopen()
    if len(space.records(type_.cls)) != before:
        yield f"{type_.key}: undoing what was added left it there"


def _hooks_answer_in_an_empty_workspace(new_space: NewSpace, _examples: Examples) -> Iterator[str]:
    """Every hook gives valid answers where nobody has entered anything."""
    _ask_all(new_space())
    return iter(())


def _hooks_answer_in_a_full_workspace(new_space: NewSpace, examples: Examples) -> Iterator[str]:
    """The same among all kinds of records, with texts that nobody expects."""
    space = new_space()
    examples.fill(space)
    _ask_all(space)
    return iter(())


def _ask_all(space: PluginSpace) -> None:
    space.all_entries()
    space.all_findings()
    space.facts()
    space.sections()


def _commands_answer(new_space: NewSpace, examples: Examples) -> Iterator[str]:
    """Every command shows its help, and answers or refuses without failing; what it would save may be saved."""
    for full in (False, True):
        space = new_space()
        if full:
            examples.fill(space)
        for command in space.commands:
            space.run(space.name, command.name, "--help")
            if not any(spec.required for spec in arguments_of(command)):
                yield from _failure(space, command)


def _failure(space: PluginSpace, command: Command) -> Iterator[str]:
    try:
        space.run(space.name, command.name, "--dry-run")
    except AssertionError as told:
        if f"gave {BAD_INPUT}:" not in str(told):  # it may refuse what nobody gave it
            yield str(told)


def _screens_can_be_made(new_space: NewSpace, _examples: Examples) -> Iterator[str]:
    """Every screen is where it says, and can be made."""
    space = new_space()
    for screen in space.screens:
        try:
            made = make_screen(space.workspace, space.name, screen)
        except PluginError as error:
            yield f"screen {screen.name}: {error}"
        else:
            yield from (f"screen {screen.name}: {fault}" for fault in _foreign_ids(space.name, type(made)))


def _foreign_ids(plugin: str, screen: type) -> Iterator[str]:
    """Ids of keys that are not the plugin's: people's own keys for something else would move them too."""
    for cls in screen.__mro__:
        ours = cls.__module__.partition(".")[0] in ("vcycle", "textual")
        for id_ in [] if ours else [getattr(binding, "id", None) for binding in vars(cls).get("BINDINGS", ())]:
            if id_ and not id_.startswith(f"{plugin}."):
                yield f"the id of a key, {id_!r}, must begin with {plugin!r} and a dot"


def _entries_keep_their_identity(new_space: NewSpace, examples: Examples) -> Iterator[str]:
    """An entry has one id, whichever period is asked for and whoever asks: phones remember it."""
    space = new_space()
    examples.fill(space)
    space.reopen()
    whole = {entry.id: entry for entry in space.entries()}
    space.reopen()
    if changed := whole.keys() ^ {entry.id for entry in space.entries()}:
        yield f"gives other entries when asked a second time: {', '.join(sorted(changed)[:5])}"
        return
    for month in _months(space.year):
        part = {entry.id for entry in space.entries(month)}
        if changed := part ^ {id_ for id_, entry in whole.items() if entry.touches(month)}:
            ids = ", ".join(sorted(changed)[:5])
            yield f"gives other entries for {month.start:%Y-%m} than for the whole year: {ids}"
            return


def _months(year: Period) -> Iterator[Period]:
    firsts = [day for day in year if day.day == 1 or day == year.start]
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        yield Period(first, year.end if following is None else date.fromordinal(following.toordinal() - 1))


def _settings_fields(space: PluginSpace) -> tuple[FieldSpec, ...]:
    own: Struct | None = space.context.settings
    return () if own is None else describe(type(own))


CHECKS: tuple[Check, ...] = (
    _words_for_people,
    _fields_read_back_what_they_show,
    _records_come_and_go_on_the_command_line,
    _hooks_answer_in_an_empty_workspace,
    _hooks_answer_in_a_full_workspace,
    _commands_answer,
    _screens_can_be_made,
    _entries_keep_their_identity,
)
