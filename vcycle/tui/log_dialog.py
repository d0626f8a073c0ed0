"""What was done, on one line in words, from anywhere: how it is understood is shown while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Input, Static

from vcycle.errors import VcycleError
from vcycle.model.core import Log
from vcycle.model.text import printable, quoted, shorten
from vcycle.model.values import listed, nearest
from vcycle.services import logline
from vcycle.services.goals_asking import counting, told_of
from vcycle.services.logbook import found_series, known_series, note
from vcycle.services.logline_help import fact_in, fitting_names, names_of
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import with_keys
from vcycle.tui.register.controls import Line
from vcycle.tui.register.questions import Discard, Leaving

MANY = 6
"""Names that are offered at once."""
MOST_GOALS, MOST_TOLD = 3, 1
LONGEST = 300
HOW = "Vad; när; antal eller kr; kvinna/man; etiketter. Efter vad är ordningen fri."
NEXT = "{log.next}"
NEW = "{log.save} en gång till noterar det som en ny serie."


class LogDialog(Dialog[Log]):
    """Takes a line as ”vcycle log” does; its result is the fact that was noted.

    `first` are series to be offered first. With `begin` the first of them is written already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "notera", priority=True, id="log.save"),
        Binding("down", "offer(1)", "välj namn", priority=True, tooltip="välj bland namnen som passar", id="log.next"),
        Binding("up", "offer(-1)", "välj namn", show=False, priority=True, id="log.previous"),
    ]
    AROUND = 13
    words = query_one("#words", Line)
    names = query_one("#names", Static)
    preview = query_one("#preview", Static)

    def __init__(self, space: Workspace, first: Sequence[str] = (), *, begin: bool = False) -> None:
        super().__init__("Notera")
        self.space = space
        self.known = names_of(space, first)
        self.begun = f"{next(iter(self.known.values()))}; " if begin and first and self.known else ""
        self.offered: list[str] = []
        self.at = -1
        self.warned = False

    def body(self) -> ComposeResult:
        yield Static(HOW, classes="dim", markup=False)
        yield Line(self.begun, placeholder=logline.EXAMPLE.strip("”"), line_id="words")
        yield Static(id="names", classes="dim", markup=False)
        with VerticalScroll(classes="scroll", can_focus=False):
            yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.words.focus()
        self.words.cursor_position = len(self.begun)
        self._read()

    # Reading

    @on(Input.Changed, "#words")
    def _read(self) -> None:
        """Show how the line is understood so far, and the names that its beginning may mean."""
        self.warned = False
        text = self.words.text.strip()
        try:
            self._say(self._understood(text) if text else "")
        except VcycleError as error:
            self._say(str(error), problem=True)
        self._show_names()

    def _understood(self, text: str) -> str:
        """What would be noted, and what counts it; raises what says why it cannot be."""
        said, fact = fact_in(self.space, text, new=True)
        understood = logline.told(said, self._called(fact), fact.day)
        if self._is_new(fact):
            return f"{understood}\nSerien är ny.{self._nearest(fact)}"
        goals = [quoted(goal.text, 50) for goal in counting(self.space, fact.series)]
        more = f" och {len(goals) - MOST_GOALS} till" if len(goals) > MOST_GOALS else ""
        return f"{understood}\nRäknas i {', '.join(goals[:MOST_GOALS])}{more}." if goals else understood

    def _called(self, fact: Log) -> str:
        return self.known.get(fact.series, fact.series)

    def _nearest(self, fact: Log) -> str:
        """What else may have been meant, unless names are offered already."""
        near = [] if self._fitting() else nearest(fact.series, self.known)
        return f" Eller menade du {listed(near)}?" if near else ""

    def _is_new(self, fact: Log) -> bool:
        return fact.series not in known_series(self.space)

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.preview.set_class(problem, "problem")
        self.preview.update(printable(text, newline="\n"))

    # Names

    @property
    def _written(self) -> str:
        """What is written of the name of the series."""
        return self.words.value.partition(";")[0].strip()

    def _show_names(self) -> None:
        chosen = self._written in self.offered
        names = self.offered if chosen else [] if found_series(self.space, self._written) else self._fitting()
        marked = [f"▸{name}" if chosen and name == self._written else name for name in names]
        self.names.update(f"{with_keys(self, NEXT)} {' · '.join(marked)}" if names else "")

    def _fitting(self) -> list[str]:
        return fitting_names(self.known, self._written, MANY)

    def action_offer(self, step: int) -> None:
        """Another of the names that fit what was written, in its place."""
        if self.at < 0 or self._written != self.offered[self.at]:
            self.offered = self._fitting()
            self.at = -1 if step > 0 else 0
        if self.offered:
            self.at = (self.at + step) % len(self.offered)
            rest = self.words.value.partition(";")[2].lstrip()
            self.words.value = f"{self.offered[self.at]}; {rest}"
            self.words.cursor_position = len(self.words.value)

    def action_leave(self) -> None:
        """Back; asks first when something was written."""
        if self.words.value.strip() in ("", self.begun.strip()):
            self.dismiss(None)
        else:
            self.app.push_screen(Discard(["raden"]), self._left)

    def _left(self, answer: Leaving | None) -> None:
        if answer == "discard":
            self.dismiss(None)

    # Noting

    def action_save(self) -> None:
        """Note it; a series that nothing has, only when Enter is pressed again."""
        try:
            said, fact = fact_in(self.space, self.words.text.strip(), new=True)
            if self._is_new(fact) and not self.warned:
                self.warned = True
                self._say(f"{self._understood(self.words.text.strip())}\n{with_keys(self, NEW)}", problem=True)
                return
            noted = note(self.space, fact)
        except VcycleError as error:
            self._say(f"{error} {error.hint}".strip(), problem=True)
            return
        lines = [
            f"Noterat: {logline.told(said, self._called(noted), noted.day)}.",
            *told_of(self.space, noted, MOST_TOLD),
        ]
        self.app.notify(shorten(printable(" ".join(lines)), LONGEST), markup=False)
        self.dismiss(noted)
