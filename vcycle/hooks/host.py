"""The only place that calls plugin code: one plugin at a time, its answer drained and checked inside the guard.

pluggy hands one plugin's exception to the caller of all, and a generator raises only when it is read; so each
implementation is called by itself, and what it raises switches that plugin off for the run while the rest goes on.
"""

from __future__ import annotations

import importlib
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from threading import Lock
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from msgspec import Struct, structs

from vcycle.errors import InputError, NotFound, PluginError, VcycleError
from vcycle.hooks.checks import (
    T,
    check_activities,
    check_answer,
    check_commands,
    check_entries,
    check_facts,
    check_screens,
    check_sections,
    check_sentences,
    drain,
    title_of,
)
from vcycle.hooks.plugin_settings import read_settings
from vcycle.hooks.type_checks import check_record_types, check_settings_class
from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.offers import Answer, Command, ScreenType
from vcycle.model.period import Period
from vcycle.model.records import Document, Record, RecordType, no_problems
from vcycle.model.text import printable, shorten

if TYPE_CHECKING:
    from vcycle.hooks.registration import Hook, Registration
    from vcycle.model.context import Context

    ContextFor = Callable[[str], Context]

R = TypeVar("R")


class PluginProblem(Struct, frozen=True):
    """Why a plugin was switched off: in which hook (or "import", "registrering"), and the cause in Swedish.

    `traceback` is Python's own report, for whoever writes the plugin.
    """

    plugin: str
    hook: str
    cause: str
    traceback: str = ""

    def __str__(self) -> str:
        return f"Tillägget ”{self.plugin}” är avstängt ({self.hook}): {self.cause}"


class _Place(Struct):
    """Where in a plugin the program is."""

    hook: str


class Host:
    """The enabled plugins of one run.

    `problems` says which plugins were switched off and why, `seconds` how much time each has used, `import_seconds` how
    much of that its import took.
    """

    def __init__(self, enabled: Mapping[str, str], settings: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """Import and register `enabled` (name -> module) with their tables of vcycle.toml; never raises for a plugin.

        Without plugins neither pluggy nor anything else is imported.
        """
        self.problems: list[PluginProblem] = []
        self.seconds: dict[str, float] = {}
        self.import_seconds: dict[str, float] = {}
        self._charged = 0.0
        self._on: list[str] = []
        self._hooks: dict[str, dict[str, Hook]] = {}
        self._settings: dict[str, Any] = {}
        self._titles: dict[str, str] = {}
        self._types: dict[str, tuple[RecordType, ...]] = {}
        if enabled:
            from vcycle.hooks.registration import Registration  # imports pluggy: no cost for those without plugins

            registration = Registration()
            for plugin, module_name in enabled.items():
                self._register(registration, plugin, module_name, (settings or {}).get(plugin, {}))

    @property
    def enabled(self) -> tuple[str, ...]:
        """The names of the plugins that work, in the order of the settings."""
        return tuple(self._on)

    def title(self, plugin: str) -> str:
        """What people call a plugin: the `VCYCLE_NAME` of its module (Swedish), else its name in the settings."""
        return self._titles.get(plugin, plugin)

    def settings(self, plugin: str) -> Any:
        """What a plugin gets as `context.settings`: an instance of its own class, None when it declares none."""
        return self._settings.get(plugin)

    def hooks(self, plugin: str) -> tuple[str, ...]:
        """The hooks that a plugin answers, whether it works or not."""
        return tuple(self._hooks.get(plugin, ()))

    def record_types(self) -> tuple[RecordType, ...]:
        """The record types of the plugins that work."""
        return tuple(type_ for plugin in self._on for type_ in self._types.get(plugin, ()))

    def activities(self, context_for: ContextFor) -> dict[str, Activity]:
        """The rules that plugins bring, by id."""
        answers = self._answers("vcycle_activities", Activity, context_for, check=check_activities)
        return {activity.id: activity for _plugin, answer in answers for activity in answer}

    def entries(self, context_for: ContextFor, period: Period) -> list[Entry]:
        """The plugins' own entries that touch `period`, each stamped with its plugin; marked dates are the core's."""

        def check(plugin: str, entries: list[Entry]) -> None:
            check_entries(plugin, entries, lambda: self._own_ids(plugin, context_for(plugin)))

        answers = self._answers("vcycle_entries", Entry, context_for, check=check, period=period)
        return [_own_entry(plugin, e) for plugin, answer in answers for e in answer if e.touches(period)]

    def _own_ids(self, plugin: str, context: Context) -> set[str]:
        """The ids of all that a plugin keeps."""
        return {record.id for type_ in self._types[plugin] for record in context.store.find(type_.cls)}

    def facts(self, context_for: ContextFor, period: Period) -> list[Fact]:
        """What the plugins count in `period`, each stamped with its plugin."""
        answers = self._answers("vcycle_facts", Fact, context_for, check=check_facts, period=period)
        return [
            structs.replace(fact, plugin=plugin) for plugin, answer in answers for fact in answer if fact.day in period
        ]

    def findings(self, context_for: ContextFor) -> list[Finding]:
        """What the plugins find, each stamped with its plugin."""
        answers = self._answers("vcycle_findings", Finding, context_for)
        return [structs.replace(finding, plugin=plugin) for plugin, answer in answers for finding in answer]

    def sections(self, context_for: ContextFor, period: Period) -> list[Section]:
        """The plugins' parts of the report about `period`, each stamped with its plugin."""
        answers = self._answers("vcycle_sections", Section, context_for, check=check_sections, period=period)
        return [structs.replace(section, plugin=plugin) for plugin, answer in answers for section in answer]

    def commands(self, plugin: str) -> tuple[Command, ...]:
        """What can be asked of one plugin."""
        answers = self._answers("vcycle_commands", Command, only=plugin, check=check_commands)
        return tuple(command for _plugin, answer in answers for command in answer)

    def screens(self, plugin: str) -> tuple[ScreenType, ...]:
        """The screens of one plugin, none of them imported."""
        answers = self._answers("vcycle_screens", ScreenType, only=plugin, check=check_screens)
        return tuple(screen for _plugin, answer in answers for screen in answer)

    def ask(self, plugin: str, command: Command, context: Context, arguments: Any) -> Answer:
        """What a command answers.

        Raises what the command refused, a `VcycleError` for the user to see, and `PluginError` when it failed.
        """
        refused: VcycleError | None = None
        with self._guard(plugin, f"kommandot {command.name}"):
            try:
                answer = command.run(_sealed(context), arguments)
            except (InputError, NotFound) as error:
                refused = _in_own_words(error)
            else:
                check_answer(answer, self._may_save(plugin))
                return answer
        raise refused or self._failed()

    def guarded(self, plugin: str, what: str, call: Callable[[], R]) -> R:
        """What `call` gives, which runs code of the plugin; raises `PluginError` when it fails."""
        with self._guard(plugin, what):
            return call()
        raise self._failed()

    def _failed(self) -> PluginError:
        """What went wrong last, as a sentence."""
        return PluginError(f"{self.problems[-1]}".rstrip(".") + ".")

    def _answers(
        self,
        hook: str,
        kind: type[T],
        context_for: ContextFor | None = None,
        *,
        check: Callable[[str, list[T]], None] = lambda _plugin, _answer: None,
        only: str = "",
        **offered: object,
    ) -> Iterator[tuple[str, list[T]]]:
        """Each plugin that answers `hook`, with its whole answer drained and checked; who fails is left out."""
        for plugin in [only] if only else list(self._on):
            if plugin not in self._on or hook not in self._hooks[plugin]:
                continue
            if context_for is not None:
                offered["context"] = _sealed(context_for(plugin))
            accepted: list[T] = []
            with self._guard(plugin, hook):
                answer = drain(self._call(plugin, hook, **offered), kind)
                check(plugin, answer)
                accepted = answer
            yield plugin, accepted

    def _call(self, plugin: str, hook: str, **offered: object) -> Any:
        """The answer of one plugin, which gets the arguments that it names; None when it has no such hook."""
        implementation = self._hooks[plugin].get(hook)
        return None if implementation is None else implementation(offered)

    def _register(self, registration: Registration, plugin: str, module_name: str, table: Mapping[str, Any]) -> None:
        """Let one plugin in, or note why not; nothing of a refused plugin is kept."""
        with self._guard(plugin, "import") as place:
            module = self._import(plugin, module_name)
            place.hook = "registrering"
            self._hooks[plugin] = registration.hooks_of(plugin, module)
            place.hook = "vcycle_settings"
            own_settings = self._read_settings(plugin, table)
            place.hook = "vcycle_record_types"
            types = drain(self._call(plugin, "vcycle_record_types"), RecordType)
            check_record_types(plugin, types, self._classes())
            self._settings[plugin] = own_settings
            self._titles[plugin] = title_of(plugin, module)
            self._types[plugin] = tuple(self._guarded(plugin, type_) for type_ in types)
            self._on.append(plugin)

    def _import(self, plugin: str, module_name: str) -> ModuleType:
        start = time.perf_counter()
        try:
            return importlib.import_module(module_name)
        finally:
            self.import_seconds[plugin] = time.perf_counter() - start

    def _read_settings(self, plugin: str, table: Mapping[str, Any]) -> Any:
        declared = self._call(plugin, "vcycle_settings")
        if declared is None:
            if table:
                raise PluginError(f"[plugin.{plugin}] i vcycle.toml: tillägget har inga inställningar")
            return None
        return read_settings(plugin, check_settings_class(declared), table)

    def _classes(self) -> set[type]:
        return {type_.cls for type_ in (*CORE_TYPES, *self.record_types())}

    def _may_save(self, plugin: str) -> set[type]:
        """The classes of what a plugin may want saved: the core's and its own."""
        return {type_.cls for type_ in (*CORE_TYPES, *self._types[plugin])}

    def _guarded(self, plugin: str, type_: RecordType) -> RecordType:
        """`type_` with its functions called through the guard: the store knows nothing of plugins."""
        migrations = tuple(partial(self._migrate, plugin, type_.key, migration) for migration in type_.migrations)
        validate = type_.validate if type_.validate is no_problems else partial(self._ask, plugin, type_)
        return structs.replace(type_, validate=validate, migrations=migrations)

    def _migrate(
        self, plugin: str, key: str, migration: Callable[[Document], Document], document: Document
    ) -> Document:
        """A stored record as a plugin brings it up to date; raises `PluginError`, and nothing is written then."""
        with self._guard(plugin, f"migrering av {key}"):
            return migration(document)
        raise self._failed()

    def _ask(self, plugin: str, type_: RecordType, record: Record) -> dict[str, str]:
        """What a plugin says of a record; nothing when it fails, so that the record is saved all the same."""
        with self._guard(plugin, f"validate för {type_.key}"):
            return check_sentences(type_.validate(record), {spec.name for spec in type_.fields})
        return {}

    @contextmanager
    def _guard(self, plugin: str, hook: str) -> Iterator[_Place]:
        """Time what is done inside and stop what it raises, which may be no `Exception`; Ctrl-C goes through.

        Time spent inside another guard meanwhile (one plugin asking for the entries of all) is charged there only.
        """
        place = _Place(hook)
        start, charged = time.perf_counter(), self._charged
        try:
            with _STREAMS:
                yield place
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.switch_off(plugin, place.hook, error)
        finally:
            spent = time.perf_counter() - start - (self._charged - charged)
            self._charged += spent
            self.seconds[plugin] = self.seconds.get(plugin, 0.0) + spent

    def switch_off(self, plugin: str, hook: str, error: BaseException) -> PluginProblem:
        """Note what failed and where; the plugin is not called again in this run."""
        problem = PluginProblem(plugin, hook, _cause(error), _report(error))
        if problem not in self.problems:
            self.problems.append(problem)
        if plugin in self._on:
            self._on.remove(plugin)
        return problem


class _Streams:
    """Keeps what plugins print out of stdout, and gives them nothing to read: both belong to the command that is run.

    The interface asks plugins in two threads at once; the last one out puts back what the first one in found.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._found: tuple[TextIO, TextIO] = sys.stdin, sys.stdout
        self._given: tuple[TextIO, TextIO] = self._found

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._found = sys.stdin, sys.stdout
                self._given = sys.stdin, sys.stdout = io.StringIO(), sys.stderr
            self._inside += 1

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside and (sys.stdin, sys.stdout) == self._given:  # else the interface has closed meanwhile
                sys.stdin, sys.stdout = self._found


_STREAMS = _Streams()


def _sealed(context: Context) -> Context:
    """`context` with nothing in it that one plugin could change for all others."""
    years: Any = context.years
    tables = {name: MappingProxyType(getattr(years, name)) for name in ("starts", "terms", "windows")}
    return structs.replace(context, years=structs.replace(years, **tables))


def _own_entry(plugin: str, entry: Entry) -> Entry:
    """`entry` as its plugin's: another plugin's name or type on it would send it to the wrong screen."""
    own = entry.type.startswith(f"{plugin}.")
    return structs.replace(entry, plugin=plugin, type=entry.type if own else f"{plugin}.entry")


def _in_own_words(refusal: InputError | NotFound) -> VcycleError:
    """What a command refused, made of plain texts while its plugin is still guarded."""
    message = printable(Exception.__str__(refusal))
    hint = printable(f"{refusal.hint}")
    if isinstance(refusal, NotFound):
        return NotFound(message, hint=hint)
    return InputError(message, problems=[printable(f"{problem}") for problem in refusal.problems], hint=hint)


_INDESCRIBABLE = "(felet kan inte beskriva sig)"


def _cause(error: BaseException) -> str:
    """What went wrong, in one short line that is safe to show, whatever the error does when it is looked at."""
    if isinstance(error, SystemExit):
        return "försökte avsluta hela programmet"
    if type(error) is ModuleNotFoundError and type(error.name) is str:
        return f"modulen ”{shorten(printable(error.name), 60)}” finns inte; är allt installerat?"
    try:
        message = printable("".join(str(error)))
    except BaseException:
        message = _INDESCRIBABLE
    kind = printable(type(error).__name__)
    return shorten(message if isinstance(error, VcycleError) else f"{kind}: {message}".removesuffix(": "), 300)


def _report(error: BaseException) -> str:
    """Python's own report of an error."""
    import traceback  # only when something failed

    try:
        return "".join(traceback.format_exception(error))
    except BaseException:
        return _INDESCRIBABLE
