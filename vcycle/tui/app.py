"""The terminal interface: one app over one workspace."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from vcycle.services.workspace import Workspace
from vcycle.tui.wheel_screen import WheelScreen


class VcycleApp(App[None]):
    """Opens on the year wheel. Ctrl+Q leaves from anywhere, with exit code 0."""

    TITLE = "vcycle"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "app.quit", "avsluta", priority=True, id="quit")]

    def __init__(self, space: Workspace) -> None:
        super().__init__()
        self.space = space

    def get_default_screen(self) -> Screen[None]:
        return WheelScreen(self.space)

    def action_help_quit(self) -> None:
        """Ctrl+C, which elsewhere ends programs, tells how to end this one."""
        self.notify("Avsluta med Ctrl+Q.", markup=False)


def run_interface(space: Workspace) -> None:
    """Show the interface until somebody leaves it."""
    VcycleApp(space).run()
