"""What every dialog shares: a title, a body, and a line with its keys; Escape leaves it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from vcycle.model.text import printable, shorten
from vcycle.tui.keys import beside_writing, bindings_of
from vcycle.tui.widgets.key_line import KeyLine

Result = TypeVar("Result")
LONGEST_TITLE = 140


class Dialog(ModalScreen[Result | None]):
    """A box in the middle of the screen; None is its result when somebody leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "tillbaka", id="dialog.leave"),
        Binding("f1,question_mark", "help", "hjälp", show=False, id="dialog.help"),
    ]
    PURPOSE: ClassVar[str] = ""
    """What F1 says of it above its keys."""
    AROUND: ClassVar[int] = 7
    """Rows that are taken by all but the part that scrolls."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = shorten(printable(heading), LONGEST_TITLE)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self.heading, classes="title", markup=False)
            yield from self.body()
            yield KeyLine(bindings_of(self, ModalScreen))

    def body(self) -> ComposeResult:
        """What stands between the title and the keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Let what scrolls have the rows that the rest leaves, so that the keys are always seen."""
        self.query_one(".scroll").styles.max_height = max(1, self.app.size.height - self.AROUND)

    def action_help(self) -> None:
        from vcycle.tui.register.questions import KeysDialog

        keys = bindings_of(self, ModalScreen)
        writing = isinstance(self.focused, Input | TextArea)
        self.app.push_screen(KeysDialog(self.heading, self.PURPOSE, beside_writing(keys) if writing else keys))

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave it, once: Textual would take away whatever lies on top, for the second click of a double click too."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def action_leave(self) -> None:
        self.dismiss(None)
