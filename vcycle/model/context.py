"""What a plugin's hooks are given to work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vcycle.model.derived import Entry
from vcycle.model.period import Period, Years
from vcycle.model.store import Reader


@dataclass(frozen=True)
class Context:
    """The workspace as a plugin sees it: `today` is the calendar's today, `settings` are the plugin's own."""

    today: date
    store: Reader
    years: Years
    settings: Mapping[str, Any] = field(default_factory=dict)
    entries: Callable[[Period], list[Entry]] = lambda _period: []
