"""The first start: three questions, what the answers will make and where, and then the wheel."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePath
from typing import ClassVar, cast

from rich.text import Text
from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static

from vcycle.errors import StorageError, VcycleError, os_reason
from vcycle.model.text import printable, quoted, shorten
from vcycle.rules.days_in_words import read_day
from vcycle.rules.swedish import long_date, whole_date
from vcycle.services.first_start import LEVELS, MEETINGS, NAMES, Beginning, Level, begin, plans
from vcycle.services.plans.format import Plan
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.register.controls import Choice, Line
from vcycle.tui.register.questions import KeysDialog
from vcycle.tui.type_ahead import TypeAhead
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.sheet import Column, Sheet

_LONGEST_NAME = 200
ROOMY = 28
"""Rows of the terminal from which there is air between the questions."""
PURPOSE = (
    "Svara på frågorna uppifrån och ned. {start.next} och {start.enter} går till nästa; pilarna väljer. "
    "Längst ned står vad det blir. "
    "{start.make} gör det och öppnar årshjulet; {start.leave} lämnar utan att något är gjort. "
    "Allt går att ändra sedan, under Inställningar och i registret."
)
FIRST = "Tre frågor, så har ni ett årshjul. Inget görs förrän ni trycker {start.make}."
UNKNOWN_DAY = "Lämna tomt om ni inte vet än. Annars till exempel 14 mars eller sista sön i mars."


class StartScreen(Screen[None]):
    """Its app's result is whether a workspace was made in `folder`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "make", "gör årshjulet", priority=True, tooltip="gör det som står längst ned", id="start.make"
        ),
        Binding("tab", "app.focus_next", "nästa fråga", tooltip="nästa och förra frågan", id="start.next"),
        Binding("shift+tab", "app.focus_previous", "nästa fråga", show=False, id="start.previous"),
        Binding("enter", "app.focus_next", "nästa fråga", show=False, id="start.enter"),
        Binding("f1", "help", "hjälp", id="start.help"),
        Binding("escape", "leave", "lämna", tooltip="lämna utan att något är gjort", id="start.leave"),
    ]
    questions = query_one("#questions", VerticalScroll)
    level = query_one("#level", Choice)
    sheet = query_one(Sheet)
    day = query_one("#day", Line)
    day_note = query_one("#day_note", Static)
    name_line = query_one("#name", Line)
    result = query_one("#result", Static)
    banner = query_one(".banner", Static)

    def __init__(self, folder: Path, today: date, who: str) -> None:
        super().__init__()
        self.folder, self.today, self.who = folder, today, who
        self.plans = plans()
        self.listed: list[Plan | None] = []
        self.is_making = False

    def compose(self) -> ComposeResult:
        yield Static(Text("Välkommen till vcycle", "bold"), classes="head", markup=False)
        with VerticalScroll(id="questions", can_focus=False):
            yield Static(with_keys(self, FIRST), markup=False)
            yield Static("1  Vilka är ni?", classes="question", markup=False)
            level = Choice([*LEVELS.values()], LEVELS["association"])
            level.id = "level"
            yield level
            yield Static("2  Vilken plan vill ni börja från?", classes="question", markup=False)
            yield Sheet(head=False)
            yield Static("3  När är årsmötet, och vad heter ni?", classes="question", markup=False)
            yield Line(placeholder="dagen, med vanliga ord", line_id="day")
            yield Static(id="day_note", classes="note", markup=False)
            yield Line(placeholder="föreningens namn", line_id="name")
            yield Static(id="result", markup=False)
        yield Static(classes="banner problem", markup=False)
        yield KeyLine([*bindings_of(self, Screen), *bindings_of(self.app, App)])

    def on_mount(self) -> None:
        self._list_plans()
        self.level.focus()
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        self.questions.set_class(event.size.height < ROOMY, "-tight")

    # The answers

    @property
    def chosen_level(self) -> Level:
        return next(level for level, word in LEVELS.items() if word == self.level.text)

    @property
    def plan(self) -> Plan | None:
        return self.listed[self.sheet.marked]

    def meeting(self) -> date | None:
        """The day of the annual meeting, None when it is not known; raises ValueError when it cannot be read."""
        text = self.day.text.strip()
        return read_day(text, self.today) if text else None

    @on(Choice.Changed)
    def _list_plans(self) -> None:
        """The plans of such associations first; the first of them is marked."""
        fitting = sorted(self.plans, key=lambda plan: plan.level != self.chosen_level)
        self.listed = [*fitting, None]
        rows = [_row(plan) for plan in self.listed]
        self.sheet.show([Column("")] * 3, rows)
        self.sheet.styles.height = len(rows)
        self.sheet.mark(0)
        self.show()

    @on(Input.Changed)
    @on(Sheet.Marked)
    def show(self) -> None:
        """What the answers so far will make."""
        try:
            day = self.meeting()
        except ValueError as error:
            day = None
            self._note(str(error), is_problem=True)
        else:
            self._note(whole_date(day) if day else UNKNOWN_DAY)
        self.result.update(self._said(day))

    def _note(self, text: str, *, is_problem: bool = False) -> None:
        self.day_note.update(printable(text))
        self.day_note.set_class(is_problem, "problem")

    def _said(self, day: date | None) -> Text:
        meeting = MEETINGS[self.chosen_level].title
        name = self.name_line.text.strip() or NAMES[self.chosen_level]
        plan = self.plan
        when = long_date(day) if day else "utan dag än"
        text = Text("Det här görs:", "bold")
        text.append(f"\n· {shorten(printable(name), 60)} i mappen {printable(str(self.folder))}", "not bold")
        if plan is not None:
            text.append(f"\n· {_counts(plan)} ur {plan.title}, {plan.association}", "not bold")
        return text.append(f"\n· {meeting} {when}, med stegen före och efter", "not bold")

    # Making it

    @on(Sheet.Chosen)
    @on(Line.Submitted, "#day")
    def _next(self) -> None:
        self.focus_next()

    @on(Line.Submitted, "#name")
    def action_make(self) -> None:
        """Make what the answers say, in a thread: the disk may be slow."""
        try:
            day = self.meeting()
        except ValueError:
            self.day.focus()
            return
        if not self.is_making:
            self.is_making = True
            self._tell("")
            self.result.update("Gör årshjulet …")
            name = self.name_line.text[:_LONGEST_NAME]
            self._make(Beginning(self.chosen_level, self.plan.name if self.plan else "", day, name))

    @work(thread=True)
    def _make(self, beginning: Beginning) -> None:
        trouble = ""
        try:
            begin(self.folder, beginning, today=self.today, who=self.who)
        except VcycleError as error:
            trouble = f"{error} {error.hint}".strip()
        except OSError as error:
            what = quoted(error.filename or self.folder)
            trouble = str(StorageError(f"Ingenting är gjort: {what} {os_reason(error)}."))
        self.app.call_from_thread(self._made, trouble)

    def _made(self, trouble: str) -> None:
        self.is_making = False
        if trouble:
            self._tell(trouble)
            self.show()
        else:
            cast("App[bool]", self.app).exit(True)

    def _tell(self, text: str) -> None:
        self.banner.update(printable(text, newline="\n"))
        self.banner.display = bool(text)

    def action_leave(self) -> None:
        """Leave with nothing made."""
        if not self.is_making:
            cast("App[bool]", self.app).exit(False)

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Välkommen", PURPOSE, bindings_of(self, Screen)))


def _row(plan: Plan | None) -> tuple[str, str, str]:
    if plan is None:
        return "ingen plan", "bara årsmötet; resten skriver ni själva", ""
    return plan.name, printable(plan.association), _counts(plan)


def _counts(plan: Plan) -> str:
    return f"{len(plan.activities)} aktiviteter, {len(plan.goals)} mål"


class StartApp(TypeAhead[bool]):
    """Shows the questions and nothing else; its result is whether there is a workspace now."""

    TITLE = "vcycle"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "register/register.tcss", "start.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "app.quit", "avsluta", priority=True, id="quit")]

    def __init__(self, folder: Path, today: date, who: str) -> None:
        super().__init__()
        self._made_of = folder, today, who

    def get_default_screen(self) -> Screen[None]:
        return StartScreen(*self._made_of)


def ask_and_make(folder: Path, today: date, who: str) -> bool:
    """Ask, and make a workspace in `folder`; says whether there is one now."""
    return bool(StartApp(folder, today, who).run())
