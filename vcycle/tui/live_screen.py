"""What every place over the records shares: it follows what anybody saves, undoes, redoes, and says what was done."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from vcycle.errors import VcycleError
from vcycle.model.text import printable, shorten
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import with_keys

LOOK_FOR_CHANGES = 0.5
_LABEL, _TOLD, _FAULT = 100, 160, 400


class LiveScreen(Screen[None]):
    """Subclasses say how to show the records anew, and which keys undo and redo."""

    def __init__(self, space: Workspace) -> None:
        super().__init__()
        self.space = space
        self._token = space.store.token

    def show_anew(self) -> None:
        """Show the records as they are now, the same one marked as before."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_interval(LOOK_FOR_CHANGES, self.look_for_changes)

    def look_for_changes(self) -> None:
        """Somebody may have saved: a dialog above this screen, another window, a command, a shared folder."""
        if self.space.store.token != self._token:
            self._token = self.space.store.token
            self.show_anew()

    def do(self, do: Callable[[], object]) -> None:
        """Do something, or say why not, and show the records as they are then."""
        try:
            do()
        except VcycleError as error:
            self.complain(error)
        self.look_for_changes()

    def action_undo(self) -> None:
        self.do(lambda: self.tell(f"Ångrade: {shorten(self.space.store.undo().label, _LABEL)}"))

    def action_redo(self) -> None:
        self.do(lambda: self.tell(f"Gjorde om: {shorten(self.space.store.redo().label, _LABEL)}"))

    def tell(self, text: str) -> None:
        self.notify(shorten(printable(with_keys(self, text)), _TOLD), markup=False)

    def complain(self, error: VcycleError) -> None:
        self.notify(shorten(printable(f"{error} {error.hint}".strip()), _FAULT), severity="error", markup=False)
