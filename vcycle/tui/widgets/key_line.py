"""The line that says which keys there are, fitted to the width it gets."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.binding import Binding
from textual.widget import Widget

from vcycle.tui.keys import key_line


class KeyLine(Widget):
    """The shown ones of some bindings, each to be clicked on."""

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__(classes="keys")
        self.bindings = bindings

    def show(self, bindings: Sequence[Binding]) -> None:
        """Show others, when they differ in what is said of them."""
        if bindings != self.bindings:
            self.bindings = bindings
            self.refresh()

    def render(self) -> Text:
        return key_line(self.bindings, self.content_size.width)

    async def action_own(self, action: str) -> None:
        """What was clicked on, unless its screen was left meanwhile: the second click of two is not for the next."""
        if self.app.screen is self.screen:
            await self.app.run_action(action, self.screen)
