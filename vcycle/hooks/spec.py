"""The hooks that a plugin may answer. Each is called for data and with nothing but data (docs/plugins.md).

A plugin names only the arguments it wants. `API` counts changes that break plugins; a plugin says which one it was
written for with `VCYCLE_API = 1`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy
from msgspec import Struct

from vcycle.model.context import Context
from vcycle.model.core import Activity
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.offers import Command, ScreenType
from vcycle.model.period import Period
from vcycle.model.records import RecordType

API = 1

hookspec = pluggy.HookspecMarker("vcycle")
hookimpl = pluggy.HookimplMarker("vcycle")


@hookspec
def vcycle_settings() -> type[Struct]:  # type: ignore[empty-body]
    """The class of the plugin's own settings, declared with `field()` like a record's fields.

    Called once, first of all. The `[plugin.NAME]` table of vcycle.toml is read into it and handed over as
    `context.settings`; a table that does not fit keeps the plugin off.
    """


@hookspec
def vcycle_record_types() -> Iterable[RecordType]:  # type: ignore[empty-body]
    """The record types that the plugin keeps; their keys begin with the plugin's name and a full stop.

    Called once, when the workspace is opened.
    """


@hookspec
def vcycle_activities(context: Context) -> Iterable[Activity]:  # type: ignore[empty-body]
    """Rules that nobody entered: the core works out their dates, as it does for activities that somebody did.

    Called whenever anything was saved. Typically steps with an `Offset` schedule that hang on the series of the
    plugin's own entries: they move with them, are cancelled with them, can be done and explained. An `id` begins with
    the plugin's name and a hyphen, holds no full stop, and is for ever. `context.entries` gives nothing here.
    """


@hookspec
def vcycle_entries(context: Context, period: Period) -> Iterable[Entry]:  # type: ignore[empty-body]
    """Entries that touch `period` and come from a rule of the plugin's own; marked dates become entries by themselves.

    Called whenever the entries of a period are wanted and anything was saved since. `context.entries` gives the
    core's entries only. `record` and `slot` are the entry's identity in every calendar file: keep them for ever.
    """


@hookspec
def vcycle_facts(context: Context, period: Period) -> Iterable[Fact]:  # type: ignore[empty-body]
    """What happened in `period` and counts, beyond what the core counts itself: log rows and held entries.

    `context.entries` gives the entries of all, `context.facts` the core's facts.
    """


@hookspec
def vcycle_findings(context: Context) -> Iterable[Finding]:  # type: ignore[empty-body]
    """What needs attention as of `context.today`.

    Called for the attention list and for `vcycle check`. `context.entries` gives the entries of all.
    """


@hookspec
def vcycle_sections(context: Context, period: Period) -> Iterable[Section]:  # type: ignore[empty-body]
    """The plugin's part of the annual report about `period`."""


@hookspec
def vcycle_commands() -> Iterable[Command]:  # type: ignore[empty-body]
    """What can be asked of the plugin: `vcycle PLUGIN NAME`, and an action in the interface.

    Called once, when the command line or the interface wants to know.
    """


@hookspec
def vcycle_screens() -> Iterable[ScreenType]:  # type: ignore[empty-body]
    """Screens of the plugin's own, imported only when somebody opens them.

    Called once, when the interface wants to know.
    """


HOOKS = (
    vcycle_settings,
    vcycle_record_types,
    vcycle_activities,
    vcycle_entries,
    vcycle_facts,
    vcycle_findings,
    vcycle_sections,
    vcycle_commands,
    vcycle_screens,
)
