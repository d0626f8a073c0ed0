"""What every dialog shares: Escape leaves it, and it is as light or dark as the screen beneath."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """A box in the middle of the screen; None is its result when somebody leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Tillbaka", id="dialog.leave")]

    def on_mount(self) -> None:
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.set_class(beneath is not None and beneath.has_class("-light"), "-light")

    def action_leave(self) -> None:
        self.dismiss(None)
