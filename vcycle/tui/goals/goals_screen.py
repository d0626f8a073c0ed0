"""Mål: every goal of a year by area or in one list, with its meter, what is missing, and what it asks for."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static

from vcycle.model.core import Goal
from vcycle.model.period import FIRST_YEAR, LAST_YEAR
from vcycle.model.records import Record
from vcycle.model.text import printable, shorten
from vcycle.services.goals_shown import by_area, lines
from vcycle.services.workspace import Workspace
from vcycle.tui.goals.board import STATE_SIGNS, WORDS, Row, State, counts_of, fitting, in_areas, in_one_list, rows_of
from vcycle.tui.goals.goal_list import GoalList
from vcycle.tui.goals.words import PURPOSE, help_of
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.live_screen import LiveScreen
from vcycle.tui.register.controls import Line
from vcycle.tui.widgets.key_line import KeyLine

WIDE = 110
"""Columns from which what is said of the marked goal stands beside the list, and not under it."""
LONGEST = 100


class Empty(Static, can_focus=True):
    """Stands where there are no goals, and holds the cursor for the keys of the screen."""


class GoalsScreen(LiveScreen):
    """The goals of one activity year. What is chosen is a goal, a state to be shown, and words to be held."""

    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "öppna", tooltip="visa allt om målet, med underlag", id="goals.open"),
        Binding("n", "set", "sätt tal", tooltip="sätt ett tal, ett utgångsvärde eller ett mått", id="goals.set"),
        Binding("l", "log", "notera", tooltip="notera något som målet räknar", id="goals.log"),
        Binding("v", "turn", "ordna", tooltip="efter område, eller det sämsta först", id="goals.turn"),
        Binding("s", "state(1)", "läge", tooltip="visa bara mål i nästa läge", id="goals.next_state"),
        Binding("S", "state(-1)", "läge", show=False, id="goals.previous_state"),
        Binding("slash", "filter", "filtrera", tooltip="visa bara det som passar", id="goals.filter"),
        Binding("pageup", "year(-1)", "år", tooltip="förra och nästa år", id="goals.previous_year"),
        Binding("pagedown", "year(1)", "år", id="goals.next_year"),
        Binding("o", "edit", "ändra", show=False, tooltip="ändra målet i ett formulär", id="goals.edit"),
        Binding("u,ctrl+z", "undo", "ångra", tooltip="ångra det senaste", id="goals.undo"),
        Binding("r,ctrl+y", "redo", "gör om det som ångrades", show=False, id="goals.redo"),
        Binding("question_mark", "help", "hjälp", id="goals.help"),
        Binding("escape", "leave", "tillbaka", id="goals.leave"),
    ]
    head = query_one(".head", Static)
    states = query_one("#states", Static)
    words = query_one("#words", Line)
    goals = query_one("#goals", GoalList)
    told = query_one("#told", Static)
    empty = query_one("#empty", Empty)
    panes = query_one("#panes", Container)

    def __init__(self, space: Workspace) -> None:
        super().__init__(space)
        self.year = space.years.year_of(space.today)
        self.state: State | None = None
        self.by_area = True
        self.rows: list[Row] = []

    def compose(self) -> ComposeResult:
        yield Static(classes="head", markup=False)
        yield Static(id="states", markup=False)
        yield Line(placeholder="ord som ska finnas", line_id="words")
        with Container(id="panes"):
            yield GoalList(list_id="goals")
            yield Empty(id="empty", markup=False)
            yield Static(id="told", markup=False)
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def on_mount(self) -> None:
        self.words.display = False
        self._fit(self.app.size.width)
        self.show_anew()
        self.goals.focus()

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width)
        self._tell_marked()

    def on_screen_resume(self) -> None:
        self.look_for_changes()

    def _fit(self, width: int) -> None:
        self.panes.set_class(width >= WIDE, "-wide")

    # Showing

    def show_anew(self) -> None:
        """Read every goal anew."""
        self.rows = rows_of(by_area(self.space, self.year))
        self._show()

    def _show(self, goal: str = "") -> None:
        """Show what is chosen now, the same goal marked as before where it is still there."""
        marked = self.goals.row
        if self.state not in counts_of(self.rows):
            self.state = None
        shown = fitting(self.rows, self.state, self.words.value if self.words.display else "")
        self.goals.show(
            list(in_areas(shown)) if self.by_area else in_one_list(shown), goal or (marked.id if marked else "")
        )
        self.goals.display, self.empty.display = bool(shown), not shown
        self.told.display = bool(shown)
        self.empty.update(self._nothing())
        if not shown and self.focused is self.goals:
            self.empty.focus()
        elif shown and self.focused is self.empty:
            self.goals.focus()
        self._show_head(len(shown))
        self._tell_marked()

    def _show_head(self, shown: int) -> None:
        count = f"{shown} av {len(self.rows)}" if shown < len(self.rows) else f"{shown}"
        label = self.space.years.label(self.year)
        name = shorten(printable(self.space.settings.name), LONGEST)
        self.head.update(Text.assemble(("Mål", "bold"), " › ", (label, "bold"), f"  {count} mål  {name}"))
        self.states.update(self._states())
        self.states.display = bool(self.rows)

    def _states(self) -> Text:
        """How many goals stand where, each to be clicked on; the one that is shown alone by its name."""
        choices: list[tuple[State | None, str]] = [(None, "alla")]
        for state, count in counts_of(self.rows).items():
            word = f"{WORDS[state]} " if state == self.state or STATE_SIGNS[state] == "–" else ""
            choices.append((state, f"{STATE_SIGNS[state]} {word}{count}"))
        parts = []
        for choice, words in choices:
            click = Style(bold=choice == self.state, meta={"@click": f"screen.only('{choice or ''}')"})
            parts.append(Text(f"{'▸' if choice == self.state else ' '}{words}", click))
        return Text(" ").join(parts)

    def _nothing(self) -> str:
        """What to do where no goal is shown."""
        if self.rows:
            return with_keys(self, "Inget mål passar.\n\n{goals.leave} visar alla igen.")
        return (
            "Det finns inga mål än.\n\nDe kommer med en plan:  vcycle plan list\n"
            "eller ett i taget i registret, under mål."
        )

    def _tell_marked(self) -> None:
        row = self.goals.row
        if row is None:
            self.told.update("", layout=False)
            return
        first, *rest = lines(self.space, row.standing)
        said = [with_keys(self, help_of(row.standing, "goals.set")), *rest]
        text = Text.assemble((row.name, "bold"), f"\n{printable(first)}")
        for line in filter(None, said):
            text.append(f"\n{printable(line)}")
        if not self.by_area:
            text.append(f"\nOmråde: {row.area}")
        self.told.update(text, layout=False)

    @on(GoalList.Marked)
    def _marked(self) -> None:
        self._tell_marked()

    # Choosing what is shown

    def action_turn(self) -> None:
        """By area, or all in one list."""
        self.by_area = not self.by_area
        self._show()

    def action_state(self, step: int) -> None:
        """Only the goals in the next state that there are any in; all of them after the last."""
        states: list[State | None] = [None, *counts_of(self.rows)]
        self.state = states[(states.index(self.state) + step) % len(states)]
        self._show()

    def action_only(self, state: str) -> None:
        """Only the goals in that state; all of them without one."""
        self.state = next((known for known in WORDS if known == state), None)
        self._show()

    def action_year(self, step: int) -> None:
        if FIRST_YEAR < self.year + step < LAST_YEAR:
            self.year += step
            self.show_anew()

    def action_filter(self) -> None:
        self.words.display = True
        self.words.focus()

    @on(Input.Changed, "#words")
    def _filtered(self) -> None:
        if self.words.display:
            self._show()

    @on(Input.Submitted, "#words")
    def _filter_done(self) -> None:
        (self.goals if self.goals.display else self.words).focus()

    def action_leave(self) -> None:
        """Out of the filter, then out of the state, then out of the goals."""
        if self.words.display:
            self.words.put("")
            self.words.display = False
            self._show()
            (self.goals if self.goals.display else self.empty).focus()
        elif self.state is not None:
            self.action_only("")
        else:
            self.dismiss(None)

    # Doing

    @on(GoalList.Chosen)
    def action_open(self) -> None:
        """All about the marked goal."""
        from vcycle.tui.goals.goal_dialog import GoalDialog

        if row := self.goals.row:
            dialog = GoalDialog(self.space, row.standing, self.year)
            self.app.push_screen(dialog, self._after_goal)

    def _after_goal(self, action: str | None) -> None:
        if action is not None:
            self.call_after_refresh(self.run_action, action)

    def action_set(self) -> None:
        """Ask for what the marked goal lacks, or for another measure."""
        from vcycle.tui.goals.ask_dialog import asking

        if row := self.goals.row:
            self.app.push_screen(asking(self.space, row.standing, self.year), self._was_set)

    def _was_set(self, goal: Goal | None) -> None:
        if goal is not None:
            self.tell(f"Sparat: {goal.text}. Ångra med {{goals.undo}}.")

    def action_log(self) -> None:
        """Note a fact of the series that the marked goal counts."""
        from vcycle.services.goals_asking import series_counted
        from vcycle.tui.log_dialog import LogDialog

        series = series_counted(self.space, row.standing.goal) if (row := self.goals.row) else []
        self.app.push_screen(LogDialog(self.space, series, begin=True))

    def action_edit(self) -> None:
        from vcycle.tui.register.record_form import form_of

        if row := self.goals.row:
            self.do(lambda: self.app.push_screen(form_of(self.space, "core.goal", row.id), self._edited))

    def _edited(self, record: Record | None) -> None:
        if record is not None:
            self.tell("Sparat. Ångra med {goals.undo}.")

    def action_help(self) -> None:
        from vcycle.tui.register.questions import KeysDialog

        self.app.push_screen(KeysDialog("Mål", PURPOSE, self._keys()))
