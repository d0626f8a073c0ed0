"""What a plugin's hooks are given to work with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from vcycle.model.derived import Entry, Fact
from vcycle.model.period import Period, Years
from vcycle.model.store import Reader


class Context(Struct, frozen=True):
    """The workspace as a plugin sees it.

    `today` is the calendar's today. `settings` is an instance of the plugin's own settings class, None when it
    declares none. `entries` and `facts` give what touches a period: of all, or of the core alone while those of the
    plugins are being made.
    """

    today: date
    store: Reader
    years: Years
    settings: Any = None
    entries: Callable[[Period], list[Entry]] = lambda _period: []
    facts: Callable[[Period], list[Fact]] = lambda _period: []
