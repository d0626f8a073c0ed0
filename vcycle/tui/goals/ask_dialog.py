"""What only the board can say about a goal: a number, where growth began, or how it is to be counted."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Input, Static

from vcycle.errors import VcycleError
from vcycle.model.core import Goal
from vcycle.model.measure import Level, Measure, Per, Unset
from vcycle.model.text import printable
from vcycle.model.values import format_measure
from vcycle.model.wording.words import plain_date, series_words
from vcycle.rules.measures import number_text
from vcycle.rules.swedish import long_date
from vcycle.services.goals import Standing
from vcycle.services.goals_asking import (
    baseline_fact,
    in_words,
    lack_of,
    set_measure,
    supposed,
    target_from,
    unknown_words,
    with_number,
)
from vcycle.services.goals_shown import account, sign
from vcycle.services.logbook import note
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.register.controls import Choice, Line

PERS: dict[str, Per] = {
    "vecka": "week", "månad": "month", "termin": "term", "kalenderår": "calendar_year",
    "verksamhetsår": "activity_year",
}  # fmt: skip
YEARLY = "verksamhetsår"
IN_WORDS = "Till exempel: minst 3 medlemsmöten per termin · minst 570 medlemmar · öka medlemmar med 15 %"


class AskDialog(Dialog[Goal]):
    """Asks for one text, shows what it would lead to, and saves that; its result is the goal as it was saved."""

    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "spara", priority=True, tooltip="spara det som visas", id="ask.save"),
    ]
    AROUND = 13
    answer = query_one("#answer", Line)
    preview = query_one("#preview", Static)

    def __init__(self, space: Workspace, standing: Standing, year: int) -> None:
        super().__init__(standing.goal.text)
        self.space = space
        self.goal = standing.goal
        self.year = year
        self.first = ""
        self.how = ""

    def understand(self, text: str) -> Text:
        """What the answer would lead to; raises ValueError or `VcycleError` with what to write instead."""
        raise NotImplementedError

    def save(self, text: str) -> Goal:
        """Save the answer, as one step, and give the goal as it is then; raises the same."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        yield Static(self.how, classes="dim", markup=False)
        yield Line(self.first, line_id="answer")
        yield from self.more()
        with VerticalScroll(classes="scroll", can_focus=False):
            yield Static(id="preview", markup=False)

    def more(self) -> ComposeResult:
        """What else is asked."""
        yield from ()

    def on_mount(self) -> None:
        super().on_mount()
        self.answer.focus()
        self._read()

    @on(Input.Changed, "#answer")
    @on(Choice.Changed)
    def _read(self) -> None:
        """Show what the answer so far would lead to."""
        text = self.answer.text.strip()
        try:
            self._say(self.understand(text))
        except (ValueError, VcycleError) as error:
            self._say(_sentence(error), problem=bool(text))

    def _say(self, text: Text, *, problem: bool = False) -> None:
        self.preview.set_class(problem, "problem")
        self.preview.update(text)

    def action_save(self) -> None:
        """Save what is shown, or say why that cannot be."""
        try:
            saved = self.save(self.answer.text.strip())
        except (ValueError, VcycleError) as error:
            self._say(_sentence(error), problem=True)
        else:
            self.dismiss(saved)


def _sentence(error: Exception) -> Text:
    text = f"{error} {getattr(error, 'hint', '')}".strip()
    return Text(printable(text[:1].upper() + text[1:], newline="\n"))


class MeasureDialog(AskDialog):
    """Asks for what makes another measure."""

    def measure(self, text: str) -> Measure:
        """The measure that is meant; raises ValueError."""
        raise NotImplementedError

    def understand(self, text: str) -> Text:
        """The measure in words, and where the goal would stand."""
        measure = self.measure(text)
        then = supposed(self.space, self.goal, measure, self.year)
        shown = Text(f"Mått: {printable(format_measure(measure))}\n")
        shown.append(f"{sign(then)} {printable(account(then))}.")
        if remark := unknown_words(self.space, measure):
            shown.append(f"\n{remark}", "italic")
        return shown

    def save(self, text: str) -> Goal:
        return set_measure(self.space, self.goal, self.measure(text))


class NumberDialog(MeasureDialog):
    """How many at least, and in which period."""

    def __init__(self, space: Workspace, standing: Standing, year: int, measure: Unset) -> None:
        super().__init__(space, standing, year)
        self.unset = measure
        noun = measure.noun or ", ".join(map(series_words, measure.series))
        self.how = f"Hur många {printable(noun)}, minst? I rutan under väljer ← → perioden."

    def more(self) -> ComposeResult:
        yield Choice([*PERS], YEARLY)

    def measure(self, text: str) -> Measure:
        return with_number(self.space, self.unset, text, PERS[self.query_one(Choice).text])


class BaselineDialog(AskDialog):
    """From which number the growth is counted."""

    def __init__(self, space: Workspace, standing: Standing, year: int, measure: Level) -> None:
        super().__init__(space, standing, year)
        self.level = measure
        noun = printable(measure.noun or series_words(measure.metric))
        start = plain_date(self.space.years.year(year).start)
        self.how = f"Ökningen räknas från hur mycket det var när året började. Hur många {noun} den {start}?"

    def understand(self, text: str) -> Text:
        fact = baseline_fact(self.space, self.level, text, self.year)
        reading = target_from(self.space, self.level, fact.amount, self.year)
        if reading.target is None:
            return Text(f"{reading.reason}.")
        target = number_text(reading.target, reading.unit)
        return Text(f"Målet blir {target}.\nUtgångsvärdet noteras {long_date(fact.day)}.")

    def save(self, text: str) -> Goal:
        note(self.space, baseline_fact(self.space, self.level, text, self.year))
        return self.goal


class WordsDialog(MeasureDialog):
    """How the goal is to be counted, in words."""

    def __init__(self, space: Workspace, standing: Standing, year: int) -> None:
        super().__init__(space, standing, year)
        self.first = "" if standing.goal.measure is None else format_measure(standing.goal.measure)
        self.how = IN_WORDS

    def measure(self, text: str) -> Measure:
        if not text:
            raise ValueError("Målet har inget mått. Skriv hur det ska räknas.")
        return in_words(self.space, text)


def asking(space: Workspace, standing: Standing, year: int) -> AskDialog:
    """The dialog that asks for what the goal lacks; for another measure where nothing is lacking."""
    measure, lack = standing.goal.measure, lack_of(standing)
    if isinstance(measure, Unset):
        return NumberDialog(space, standing, year, measure)
    if lack == "baseline" and isinstance(measure, Level):
        return BaselineDialog(space, standing, year, measure)
    return WordsDialog(space, standing, year)
