"""One question about an entry, with every consequence shown before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import ClassVar

from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from vcycle.errors import VcycleError
from vcycle.model.core import Change
from vcycle.model.derived import Entry
from vcycle.model.text import printable, shorten
from vcycle.rules import swedish
from vcycle.rules.days_beside import beside
from vcycle.services import moving
from vcycle.services.counting import WORDS, counted_words
from vcycle.services.days import day_of
from vcycle.services.outer_dates import move_entry
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import LONGEST_TITLE, Dialog
from vcycle.tui.entry_dialog import when
from vcycle.tui.keys import with_keys
from vcycle.tui.words import SIGNS, STATES

MakeStep = Callable[[Entry, str], moving.Step]
BREAKS = "Det bryter ett datum som inte får brytas. {step.save} en gång till sparar ändå."
MEANWHILE = "Någon annan har sparat under tiden. Det här händer nu; {step.save} en gång till sparar."
NEW_DAY = "Skriv den nya dagen, till exempel +1, tisdag, 14 mars eller en vecka senare."
DAYS = """Skriv den nya dagen: 14 mars, v 12, en vecka senare, 3 mån före årsmötet.
+1 och -1 är en dag senare och tidigare, +2 v två veckor, tisdag samma veckas tisdag.
Allt som följer med visas innan du sparar, och det som krockar."""
GONE = "Tillfället finns inte längre; någon annan har tagit bort det."


class StepDialog(Dialog[moving.Step]):
    """Asks for one text, shows what it would lead to, saves that when Enter is pressed, and gives what was saved.

    It stays, with what was written, whenever something else than what was shown would be saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "spara", priority=True, id="step.save"),
        Binding("up", "scroll(-1)", "rulla", show=False, id="step.scroll_up"),
        Binding("down", "scroll(1)", "rulla", show=False, id="step.scroll_down"),
    ]

    AROUND = 12

    def __init__(self, space: Workspace, entry: Entry, heading: str, make: MakeStep) -> None:
        super().__init__(heading)
        self.space = space
        self.entry = entry
        self.make = make
        self.value = ""
        self.placeholder = ""
        self.step: moving.Step | None = None
        self.warned = ""

    def body(self) -> ComposeResult:
        yield Static(when(self.entry), classes="dim", markup=False)
        yield Input(self.value, placeholder=self.placeholder, id="answer", compact=True)
        yield from self.more()
        with VerticalScroll(classes="scroll", can_focus=False):
            yield Static(id="preview", markup=False)
        yield Static(id="warning", classes="problem", markup=False)

    def more(self) -> ComposeResult:
        """What stands between the answer and what it would lead to."""
        return iter(())

    def on_mount(self) -> None:
        super().on_mount()
        self._remake()

    @on(Input.Changed, "#answer")
    def preview(self) -> None:
        """Show what the answer so far would lead to."""
        self._warn("")
        self._remake()

    def _remake(self) -> None:
        """The step as it would be now; a fault is shown in its place."""
        answer = self.query_one("#answer", Input).value.strip()
        shown = self.query_one("#preview", Static)
        try:
            self.step = self.make(self.entry, answer)
        except (ValueError, VcycleError) as error:
            self.step = None
            shown.set_class(answer != self.value, "problem")
            shown.update(printable(str(error), newline="\n"))
            return
        shown.set_class(False, "problem")
        shown.update(consequences(self.step))

    def action_save(self) -> None:
        """Save what is shown; what breaks a hard date, or has changed meanwhile, only when Enter is pressed again."""
        shown = self.step
        if not self._is_there():
            return
        self._remake()
        if self.step is None:
            return
        if shown is None or shown.consequences != self.step.consequences:
            self._warn(MEANWHILE)
        elif self.step.breaks and self.warned != BREAKS:
            self._warn(BREAKS)
        else:
            self._save(self.step)

    def _is_there(self) -> bool:
        """Take the entry as it is now; says, also to the user, whether it still exists."""
        try:
            entry = self.space.entry(self.entry.id)
        except VcycleError as error:
            self._warn(str(error))
            return False
        if entry is None:
            self._warn(GONE)
            return False
        self.entry = entry
        return True

    def _save(self, step: moving.Step) -> None:
        try:
            moving.save(self.space, step, force=self.warned == BREAKS)
        except VcycleError as error:
            self._warn(str(error))
            return
        self.dismiss(step)

    def _warn(self, text: str) -> None:
        self.warned = text
        self.query_one("#warning", Static).update(printable(with_keys(self, text), newline="\n"))

    def action_scroll(self, step: int) -> None:
        self.query_one(".scroll").scroll_relative(y=step, animate=False)


def consequences(step: moving.Step) -> Group:
    """Everything that changes, a row each: from when, to when, what, and what to know about it."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column()  # gives way to the days; its titles are cut, not wrapped
    for c in step.consequences:
        title = shorten(printable(c.entry.title), LONGEST_TITLE)
        table.add_row(*_days(c), Text(title, "bold", no_wrap=True, overflow="ellipsis"))
        if remark := c.breaks or c.note:
            table.add_row("", "", "", Text(printable(remark), Style(bold=bool(c.breaks), italic=not c.breaks)))
    count = len(step.consequences)
    first = step.consequences[0] if count else None
    is_placed = first is not None and (first.is_move or first.before is None)
    heading = [Text(swedish.whole_date(step.day))] if is_placed and step.day else []
    heading += [Text(f"{count} tillfällen ändras:")] if count > 1 else []
    return Group(*heading, table, *map(Text, _noted(step)))


def _noted(step: moving.Step) -> Iterator[str]:
    """What was counted and noted, read back."""
    for change in step.records:
        if isinstance(change, Change) and change.held:
            counted = counted_words({name: getattr(change, name) for name in WORDS})
            done_on = f"gjort {swedish.short_date(change.done_on)}" if change.done_on else ""
            yield from (printable(part) for part in (counted, done_on, change.note) if part)


def _days(consequence: moving.Consequence) -> tuple[str, str, str]:
    """From when, an arrow, to when, with years where they differ; what lies where it did has one day and no arrow."""
    before, after = consequence.before, consequence.after
    if before is not None and after is not None and after.state == "held" and before.start == after.start:
        return f"{_day(after, False)} {STATES['held']}", "", ""
    days = [entry.start for entry in (before, after) if entry is not None and entry.start]
    years = len({day.year for day in days}) > 1
    return _day(before, years), "→", _day(after, years)


def _day(entry: Entry | None, year: bool) -> str:
    if entry is None:
        return "–"
    if entry.state == "cancelled":
        return STATES["cancelled"]
    if entry.start is None:
        return STATES["undated"]
    day = swedish.short_date(entry.start) + (f" {entry.start.year}" if year else "")
    return f"{day} {SIGNS['held']}" if entry.state == "held" else day


class MoveDialog(StepDialog):
    """Asks for a new day, in words or by steps from the day that is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+left", "day(-1)", "en dag", priority=True, tooltip="en dag tidigare, senare", id="step.earlier"),
        Binding("ctrl+right", "day(1)", "en dag", priority=True, id="step.later"),
    ]
    PURPOSE = DAYS

    def action_day(self, step: int) -> None:
        """The day after or before the one that is written; of the entry's own while none is."""
        answer = self.query_one("#answer", Input)
        day = self._written(answer.value) or self.entry.due or self.space.today
        if date.min < day < date.max:
            answer.value = str(day + timedelta(days=step))
            answer.selection = Selection(0, len(answer.value))

    def _written(self, text: str) -> date | None:
        with suppress(ValueError, VcycleError):
            return day_of(self.space, beside(text), self.entry.due)
        return None


def moving_to(space: Workspace, entry: Entry) -> StepDialog:
    """Asks where to move an entry."""

    def make(entry: Entry, text: str) -> moving.Step:
        if not text:
            raise ValueError(NEW_DAY)
        day = day_of(space, beside(text), entry.due)
        step = move_entry(space, entry, day)
        if day == entry.start and not step.consequences:
            raise ValueError(NEW_DAY)
        return step

    verb = "Flytta" if entry.start else "Välj dag för"
    dialog = MoveDialog(space, entry, f"{verb} {entry.title}", make)
    dialog.value = entry.start.isoformat() if entry.start else ""
    dialog.placeholder = "14 mars, tisdag, v 12, +1, en vecka senare, 3 mån före årsmötet"
    return dialog


def cancelling(space: Workspace, entry: Entry) -> StepDialog:
    """Asks why an entry is cancelled."""

    def make(entry: Entry, text: str) -> moving.Step:
        if not text:
            raise ValueError("Skriv varför; skälet står i kalendern.")
        return moving.cancel(space, entry, text)

    dialog = StepDialog(space, entry, f"Ställ in {entry.title}", make)
    dialog.placeholder = "Skäl"
    return dialog
