"""A real workspace in a folder with one plugin switched on, on a day that stands still."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from vcycle.cli.main import run
from vcycle.config import Settings
from vcycle.model.context import Context
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.offers import Command, ScreenType
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType
from vcycle.services.findings import findings
from vcycle.services.workspace import Workspace, create_workspace, open_workspace

TODAY = date(2026, 3, 8)
"""The day it is in tests that name no other: a Sunday."""

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class PluginSpace:
    """A workspace in `folder` with `module` switched on under `name`; `own` are the plugin's settings, as in TOML.

    Everything asked of it raises `AssertionError` with the plugin's traceback when the plugin was switched off for it.
    The name, when none is given, is what follows "vcycle_" in the module's.
    """

    def __init__(self, folder: Path, module: ModuleType, *, name: str = "", today: date = TODAY, **own: Any) -> None:
        self.folder = folder
        self.module = module
        self.name = name or plugin_name(module)
        self.today = today
        settings = Settings(
            name="Föreningen Prov",
            plugins={self.name: module.__name__},
            plugin_settings={self.name: own} if own else {},
        )
        self.workspace: Workspace = create_workspace(folder, settings, today=today, who="Prov")
        self._held(None)

    @property
    def context(self) -> Context:
        """What the plugin's hooks are given."""
        return self.workspace.context(self.name)

    @property
    def record_types(self) -> tuple[RecordType, ...]:
        """The plugin's record types."""
        return tuple(t for t in self.workspace.registry if t.key.startswith(f"{self.name}."))

    @property
    def year(self) -> Period:
        """The activity year that today lies in."""
        return self.workspace.this_year

    def add(self, *records: R) -> tuple[R, ...]:
        """Save new records, of the plugin's or the core's types; returns them with their ids."""
        with self.workspace.store.transaction("Prov") as transaction:
            return self._held(tuple(transaction.put(record) for record in records))

    def records(self, cls: type[R], **equal: object) -> list[R]:
        """The records of a class, oldest first; with `name="x"` those whose field has that value."""
        return self.workspace.store.find(cls, **equal)

    def entries(self, period: Period | None = None) -> list[Entry]:
        """The plugin's entries in a period (this year): from marks and from its own hook, as the wheel shows them."""
        return [e for e in self.all_entries(period) if e.plugin == self.name]

    def all_entries(self, period: Period | None = None) -> list[Entry]:
        """The entries of all, the core's too."""
        return self._held(self.workspace.entries(period or self.year))

    def findings(self) -> list[Finding]:
        """What the plugin's own hook finds, worst first."""
        return [f for f in self.all_findings() if f.plugin == self.name]

    def all_findings(self) -> list[Finding]:
        """The whole attention list."""
        return self._held(findings(self.workspace))

    def facts(self, period: Period | None = None) -> list[Fact]:
        """What the plugin's own hook counts in a period (this year)."""
        return [f for f in self._held(self.workspace.facts(period or self.year)) if f.plugin == self.name]

    def sections(self, period: Period | None = None) -> list[Section]:
        """The plugin's part of the annual report about a period (this year)."""
        found = self.workspace.host.sections(self.workspace.context, period or self.year)
        return [s for s in self._held(found) if s.plugin == self.name]

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the plugin can be asked."""
        return self._held(self.workspace.host.commands(self.name))

    @property
    def screens(self) -> tuple[ScreenType, ...]:
        """The plugin's own screens, none of them imported."""
        return self._held(self.workspace.host.screens(self.name))

    def run(self, *words: object, code: int = 0) -> str:
        """What `vcycle WORDS` prints on stdout; raises `AssertionError` with all it said when it ends otherwise."""
        out, err = _stream(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            found = run(["--data", str(self.folder), "--today", str(self.today), "--as", "Prov", *map(str, words)])
        out.flush()
        told: str = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
        if found != code:
            raise AssertionError(f"”vcycle {' '.join(map(str, words))}” gave {found}:\n{told}{err.getvalue()}")
        return told

    def reopen(self) -> None:
        """The same workspace as another process would open it."""
        self.workspace = open_workspace(self.folder, today=self.today, who="Prov")
        self._held(None)

    def _held(self, answer: T) -> T:
        for problem in self.workspace.host.problems:
            raise AssertionError(f"{problem}\n{problem.traceback}")
        return answer


def plugin_name(module: ModuleType) -> str:
    """The name that a module's plugin has unless somebody decides otherwise."""
    return module.__name__.rpartition(".")[2].removeprefix("vcycle_")


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
