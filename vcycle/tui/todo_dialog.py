"""Att göra: everything that needs attention, the worst first, each one key away from what it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.text import printable, shorten
from vcycle.rules.swedish import short_date
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import with_keys
from vcycle.tui.todo_items import SIGNS, WORDS, Todo, count_words
from vcycle.tui.todo_watch import TodoWatch
from vcycle.tui.widgets.sheet import Column, Sheet

LOOK_AGAIN = 0.2
"""Seconds between looks at whether something else has been found."""
LONGEST, TOLD = 300, 220
"""Characters of a sentence in the list, and under it, where the keys need room too."""
_COLUMNS = (Column("Läge"), Column("Dag"), Column("Vad"))
_NONE = "Inget behöver göras just nu. Allt ser bra ut."
_NO_ENTRY = "Det här är inget tillfälle. {todo.go} går till det som det handlar om."


class TodoDialog(Dialog[Entry]):
    """Its result is the entry that somebody wants to go to; everything else is done from here."""

    CSS_PATH = Path(__file__).parent / "register" / "register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "gå dit", tooltip="gå till det som det handlar om", id="todo.go"),
        Binding("d", "done", "bocka av", tooltip="bocka av tillfället som genomfört", id="todo.done"),
        Binding("m", "move", "flytta", tooltip="flytta tillfället, med allt som hänger på", id="todo.move"),
        Binding("c", "cancel", "ställ in", show=False, id="todo.cancel"),
        Binding("u,ctrl+z", "undo", "ångra", tooltip="ångra det senaste", id="todo.undo"),
        Binding("a", "leave", "stäng", show=False, id="todo.close"),
    ]
    PURPOSE = """Det som behöver uppmärksamhet just nu, det värsta först: fel, sedan sådant att se upp med, sist tips.
Listan räknas om så snart någon har sparat."""
    AROUND = 12
    summary = query_one(".title", Static)
    sheet = query_one("#todo", Sheet)
    told = query_one("#told", Static)

    def __init__(self, space: Workspace, watch: TodoWatch, marked: int = 0) -> None:
        super().__init__("Att göra")
        self.space = space
        self.todo = watch
        self.items: tuple[Todo, ...] = ()
        self._shown: object = None
        self._marked_first = marked

    def body(self) -> ComposeResult:
        sheet = Sheet(head=False, sheet_id="todo")
        sheet.add_class("scroll", "-always")
        sheet.display = False  # until there is something in it
        yield sheet
        yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._look()
        self.set_interval(LOOK_AGAIN, self._look)

    # Showing

    def _look(self) -> None:
        """Show what was found last, and find anew when somebody has saved."""
        if self.todo.is_late:
            self._look_again()
        if self.todo.items is None:
            self.told.update("Tittar efter …")
        elif self.todo.items is not self._shown:
            self._show(self.todo.items)

    @work
    async def _look_again(self) -> None:
        await self.todo.look()

    def _show(self, items: tuple[Todo, ...]) -> None:
        had_any = bool(self.items)
        place = self._marked_first if self._shown is None else self.sheet.marked
        self.items, self._shown = items, items
        self.sheet.show(_COLUMNS, [row_of(item) for item in items], place)
        self.sheet.display = bool(items)
        self.sheet.styles.height = len(items)
        if items and not had_any:
            self.sheet.focus()
        self.summary.update(f"Att göra: {count_words(items, how='')}" if items else "Att göra")
        self._tell()

    def on_resize(self) -> None:
        super().on_resize()
        self._tell()

    @on(Sheet.Marked)
    def _tell(self) -> None:
        """The whole sentence about the marked line, and what can be done."""
        item = self._marked
        if item is None:
            self.told.update(printable(self.todo.trouble) or _NONE)
            return
        word = WORDS[item.finding.level]
        text = Text.assemble((f"{word[0].upper()}{word[1:]}: ", "bold"), shorten(printable(item.finding.message), TOLD))
        if hint := item.hint:
            text.append(f"\n{_brief(with_keys(self, hint))}", style="italic")
        self.told.update(text)

    @property
    def _marked(self) -> Todo | None:
        return self.items[self.sheet.marked] if self.items else None

    # Doing

    @on(Sheet.Chosen)
    def action_go(self) -> None:
        """To the entry in the year, or to the record, the goal or the question that it is about."""
        item = self._marked
        if item is None:
            return
        if item.entry is not None:
            self.dismiss(item.entry)
            return
        from vcycle.tui.todo_going import go  # forms and goals are many modules

        self._or_say(lambda: go(self.app, self.space, item, self._tell_saved))

    def action_done(self) -> None:
        from vcycle.tui.done_dialog import holding

        self._ask(holding)

    def action_move(self) -> None:
        from vcycle.tui.step_dialog import moving_to

        self._ask(moving_to)

    def action_cancel(self) -> None:
        from vcycle.tui.step_dialog import cancelling

        self._ask(cancelling)

    def _ask(self, question: Callable[[Workspace, Entry], Dialog[Any]]) -> None:
        item = self._marked
        if item is None or item.entry is None:
            self.notify(with_keys(self, _NO_ENTRY), markup=False)
            return
        asked = question(self.space, item.entry)
        self.app.push_screen(asked, lambda step: self._tell_saved(step.label) if step else None)

    def action_undo(self) -> None:
        self._or_say(lambda: self.notify(_brief(f"Ångrade: {self.space.store.undo().label}"), markup=False))
        self._look()

    def _tell_saved(self, label: str) -> None:
        self.notify(with_keys(self, f"{shorten(printable(label), 100)}. Ångra med {{todo.undo}}."), markup=False)
        self._look()

    def _or_say(self, do: Callable[[], object]) -> None:
        try:
            do()
        except VcycleError as error:
            self.notify(_brief(f"{error} {error.hint}".strip()), severity="error", markup=False)


def row_of(item: Todo) -> tuple[str, str, str]:
    """ "! obs", "tors 3 mars", and the sentence."""
    level = item.finding.level
    day = short_date(item.finding.due) if item.finding.due else ""
    return f"{SIGNS[level]} {WORDS[level]}", day, _brief(item.finding.message)


def _brief(text: str) -> str:
    return shorten(printable(text), LONGEST)
