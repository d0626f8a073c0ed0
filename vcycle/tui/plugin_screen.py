"""What a plugin's own screen is built on: a heading, a body, a line with its keys, help on F1, and Escape back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.offers import Desk
from vcycle.model.text import printable, shorten
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.widgets.key_line import KeyLine

LONGEST = 400


class PluginScreen(Screen[None]):
    """Subclasses set `HEADING` and `PURPOSE` (what F1 says the screen is for), give `body()`, and work with `desk`.

    Keys that are declared with `Binding(..., show=True)` stand in the line at the bottom by themselves.
    """

    HEADING = ""
    PURPOSE = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "tillbaka", id="plugin.back"),
        Binding("f1,question_mark", "help", "hjälp", tooltip="visa vad tangenterna gör", id="plugin.help"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def body(self) -> ComposeResult:
        """The widgets between heading and keys."""
        yield from ()

    def compose(self) -> ComposeResult:
        yield Static(self.HEADING, classes="head", markup=False)
        yield from self.body()
        yield KeyLine(self.keys())

    def keys(self) -> list[Binding]:
        """The screen's own keys, then those that work everywhere."""
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def with_keys(self, text: str) -> str:
        """ "{meetings.set} sätter alla." -> "^S sätter alla.": ids in braces become the keys that they have now."""
        return with_keys(self, text)

    def action_help(self) -> None:
        """What the screen is for, and what every key does."""
        from vcycle.tui.register.questions import KeysDialog

        self.app.push_screen(KeysDialog(self.HEADING, self.PURPOSE, self.keys()))

    def action_back(self) -> None:
        """Leave the screen; what is not saved is gone, so ask first in a subclass that may hold something."""
        self.dismiss()

    def tell(self, text: str) -> None:
        """A line over the keys for a moment."""
        self.notify(printable(with_keys(self, text)), markup=False)

    def or_tell(self, do: Callable[[], object]) -> bool:
        """Do it and say True, or tell in a sentence why not."""
        try:
            do()
        except VcycleError as error:
            self.notify(shorten(f"{error} {error.hint}".strip(), LONGEST), severity="error", markup=False)
            return False
        return True
