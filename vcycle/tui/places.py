"""The places of the interface, each one key away from every other."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import NamedTuple

from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from vcycle.model.values import listed
from vcycle.services.workspace import Workspace


class Place(NamedTuple):
    """A place: its key, its Swedish name, and "module:class" of its screen, imported when somebody goes there.

    The first is home, which always lies beneath the others.
    """

    key: str
    name: str
    screen: str

    def open(self, space: Workspace) -> Screen[None]:
        """Its screen, new."""
        module, _, name = self.screen.partition(":")
        made = getattr(importlib.import_module(module), name)(space)
        assert isinstance(made, Screen)
        return made

    def is_at(self, screen: Screen[object]) -> bool:
        """Whether `screen` is this place."""
        return f"{type(screen).__module__}:{type(screen).__name__}" == self.screen


PLACES = (
    Place("1", "årshjul", "vcycle.tui.wheel_screen:WheelScreen"),
    Place("2", "mål", "vcycle.tui.goals.goals_screen:GoalsScreen"),
    Place("3", "register", "vcycle.tui.register.register_screen:RegisterScreen"),
    Place("4", "berättelse", "vcycle.tui.report_screen:ReportScreen"),
    Place("5", "inställningar", "vcycle.tui.settings.settings_screen:SettingsScreen"),
)


class Reopen(Message):
    """The settings have changed: open the workspace anew, and upon it the place that `back` gives."""

    def __init__(self, back: Callable[[Workspace], Screen[None]]) -> None:
        super().__init__()
        self.back = back


def bindings() -> list[Binding]:
    """A key for each place; they stand in the help as one thing, and not in the line of keys."""
    there = f"till {listed(place.name for place in PLACES)}"
    return [
        Binding(p.key, f"app.place('{p.key}')", "platser", show=False, tooltip=there, id=f"place.{p.name}")
        for p in PLACES
    ]
