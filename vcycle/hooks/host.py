"""The only place that calls plugin code: one plugin at a time, its answer drained and checked inside the guard.

pluggy hands one plugin's exception to the caller of all, and a generator raises only when it is read; so each
implementation is called by itself, and what it raises switches that plugin off for the run while the rest goes on.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from vcycle.errors import PluginError, VcycleError
from vcycle.hooks.checks import check_entries, check_record_types, check_sentences, check_settings_class, drain
from vcycle.hooks.plugin_settings import read_settings
from vcycle.model.core import CORE_TYPES
from vcycle.model.derived import Entry, Finding
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType, no_problems
from vcycle.model.text import printable, shorten

if TYPE_CHECKING:
    from vcycle.hooks.registration import Hook, Registration
    from vcycle.model.context import Context

    ContextFor = Callable[[str], Context]


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

    `problems` says which plugins were switched off and why, `seconds` how much time each has used.
    """

    def __init__(self, enabled: Mapping[str, str], settings: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """Import and register `enabled` (name -> module) with their tables of vcycle.toml; never raises for a plugin.

        Without plugins neither pluggy nor anything else is imported.
        """
        self.problems: list[PluginProblem] = []
        self.seconds: dict[str, float] = {}
        self._charged = 0.0
        self._on: list[str] = []
        self._hooks: dict[str, dict[str, Hook]] = {}
        self._settings: dict[str, Any] = {}
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

    def settings(self, plugin: str) -> Any:
        """What a plugin gets as `context.settings`: an instance of its own class, None when it declares none."""
        return self._settings.get(plugin)

    def record_types(self) -> tuple[RecordType, ...]:
        """The record types of the plugins that work."""
        return tuple(type_ for plugin in self._on for type_ in self._types.get(plugin, ()))

    def entries(self, context_for: ContextFor, period: Period) -> list[Entry]:
        """The plugins' own entries that touch `period`, each stamped with its plugin; marked dates are the core's."""
        found: list[Entry] = []
        for plugin in self._with("vcycle_entries"):
            context = context_for(plugin)
            with self._guard(plugin, "vcycle_entries"):
                answer = drain(self._call(plugin, "vcycle_entries", context=context, period=period), Entry)
                check_entries(answer)
                found += [_own_entry(plugin, entry) for entry in answer if entry.touches(period)]
        return found

    def findings(self, context_for: ContextFor) -> list[Finding]:
        """What the plugins find, each stamped with its plugin."""
        found: list[Finding] = []
        for plugin in self._with("vcycle_findings"):
            context = context_for(plugin)
            with self._guard(plugin, "vcycle_findings"):
                answer = drain(self._call(plugin, "vcycle_findings", context=context), Finding)
                found += [structs.replace(finding, plugin=plugin) for finding in answer]
        return found

    def _with(self, hook: str) -> list[str]:
        return [plugin for plugin in self._on if hook in self._hooks[plugin]]

    def _call(self, plugin: str, hook: str, **offered: object) -> Any:
        """The answer of one plugin, which gets the arguments that it names; None when it has no such hook."""
        implementation = self._hooks[plugin].get(hook)
        return None if implementation is None else implementation(offered)

    def _register(self, registration: Registration, plugin: str, module_name: str, table: Mapping[str, Any]) -> None:
        """Let one plugin in, or note why not; nothing of a refused plugin is kept."""
        with self._guard(plugin, "import") as place:
            module = importlib.import_module(module_name)
            place.hook = "registrering"
            self._hooks[plugin] = registration.hooks_of(plugin, module)
            place.hook = "vcycle_settings"
            own_settings = self._read_settings(plugin, table)
            place.hook = "vcycle_record_types"
            types = drain(self._call(plugin, "vcycle_record_types"), RecordType)
            check_record_types(plugin, types, self._classes())
            self._settings[plugin] = own_settings
            self._types[plugin] = tuple(self._guarded(plugin, type_) for type_ in types)
            self._on.append(plugin)

    def _read_settings(self, plugin: str, table: Mapping[str, Any]) -> Any:
        declared = self._call(plugin, "vcycle_settings")
        if declared is None:
            if table:
                raise PluginError(f"[plugin.{plugin}] i vcycle.toml: tillägget har inga inställningar")
            return None
        return read_settings(plugin, check_settings_class(declared), table)

    def _classes(self) -> set[type]:
        return {type_.cls for type_ in (*CORE_TYPES, *self.record_types())}

    def _guarded(self, plugin: str, type_: RecordType) -> RecordType:
        """`type_` with its `validate` called through the guard: a record is saved even if its plugin fails."""
        return (
            type_
            if type_.validate is no_problems
            else structs.replace(type_, validate=partial(self._ask, plugin, type_))
        )

    def _ask(self, plugin: str, type_: RecordType, record: Record) -> dict[str, str]:
        with self._guard(plugin, f"validate för {type_.key}"):
            return check_sentences(type_.validate(record))
        return {}

    @contextmanager
    def _guard(self, plugin: str, hook: str) -> Iterator[_Place]:
        """Time what is done inside and stop what it raises; Ctrl-C goes through. What it prints goes to stderr.

        A plugin may raise anything, also what is no `Exception`, and stdout belongs to the command that is run.

        Time spent inside another guard meanwhile (one plugin asking for the entries of all) is charged there only.
        """
        place = _Place(hook)
        start, charged = time.perf_counter(), self._charged
        try:
            with redirect_stdout(sys.stderr):
                yield place
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self._switch_off(plugin, place.hook, error)
        finally:
            spent = time.perf_counter() - start - (self._charged - charged)
            self._charged += spent
            self.seconds[plugin] = self.seconds.get(plugin, 0.0) + spent

    def _switch_off(self, plugin: str, hook: str, error: BaseException) -> None:
        import traceback  # only when something failed

        report = "".join(traceback.format_exception(error))
        problem = PluginProblem(plugin, hook, _cause(error), report)
        if problem not in self.problems:
            self.problems.append(problem)
        if plugin in self._on:
            self._on.remove(plugin)


def _own_entry(plugin: str, entry: Entry) -> Entry:
    """`entry` as its plugin's: another plugin's name or type on it would send it to the wrong screen."""
    own = entry.type.startswith(f"{plugin}.")
    return structs.replace(entry, plugin=plugin, type=entry.type if own else f"{plugin}.entry")


def _cause(error: BaseException) -> str:
    """What went wrong, in one short line that is safe to show."""
    if isinstance(error, SystemExit):
        return "försökte avsluta hela programmet"
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"modulen ”{shorten(printable(error.name), 60)}” finns inte; är allt installerat?"
    kind = type(error).__name__
    try:
        message = printable(str(error))
    except Exception:
        message = "(felet kan inte beskriva sig)"
    return shorten(message if isinstance(error, VcycleError) else f"{kind}: {message}".removesuffix(": "), 300)
