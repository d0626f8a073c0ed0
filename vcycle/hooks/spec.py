"""The hooks that a plugin may answer. Each is called for data and with nothing but data (docs/plugins.md).

A plugin names only the arguments it wants. `API` counts changes that break plugins; a plugin says which one it was
written for with `VCYCLE_API = 1`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy
from msgspec import Struct

from vcycle.model.context import Context
from vcycle.model.derived import Entry, Finding
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
def vcycle_entries(context: Context, period: Period) -> Iterable[Entry]:  # type: ignore[empty-body]
    """Entries that touch `period` and come from a rule of the plugin's own; marked dates become entries by themselves.

    Called whenever the entries of a period are wanted and anything was saved since. `context.entries` gives the
    core's entries only. `record` and `slot` are the entry's identity in every calendar file: keep them for ever.
    """


@hookspec
def vcycle_findings(context: Context) -> Iterable[Finding]:  # type: ignore[empty-body]
    """What needs attention as of `context.today`.

    Called for the attention list and for `vcycle check`. `context.entries` gives the entries of all.
    """


HOOKS = (vcycle_settings, vcycle_record_types, vcycle_entries, vcycle_findings)
