"""What the lay-out screen is put together of: closed choices, the list of days, and the question for another day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from vcycle.api import InputError, long_date, printable, short_date, week_label
from vcycle.api_screen import (
    Binding,
    BindingType,
    ComposeResult,
    Dialog,
    Input,
    OptionList,
    Select,
    Static,
    Text,
    VerticalScroll,
    on,
)
from vcycle_meetings.wording import nearest_day

EXAMPLES = "Skriv dagen, till exempel 14/9 eller 14 september."


class Pick(Select[str]):
    """A closed choice: ← and → take the one before and the next, Enter opens the list.

    A letter does nothing here: it must not change a meeting that nobody looks at.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("x", "nothing", show=False),
    ]

    def __init__(self, name: str, options: Sequence[tuple[str, str]], value: str) -> None:
        shown = [(Text(printable(label)), option) for label, option in options]  # a str would be read as markup
        super().__init__(shown, value=value, allow_blank=False, id=name, compact=True)
        self.choices = [option for _label, option in options]

    def action_step(self, step: int) -> None:
        at = self.choices.index(str(self.value)) + step
        self.value = self.choices[max(0, min(at, len(self.choices) - 1))]

    def action_nothing(self) -> None:
        """Take the key, so that the screen does not."""


class Days(OptionList):
    """The proposed days. Enter asks for another day for the marked one and saves nothing; a click only marks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.another_day", show=False)]


class AnotherDay(Dialog[date]):
    """Which day a meeting is to have instead of `day`; `refusal` says why it cannot have one, "" when it can."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", "flytta", priority=True, id="meetings.take")]
    AROUND = 10

    def __init__(self, heading: str, day: date, refusal: Callable[[date], str]) -> None:
        super().__init__(heading)
        self.day = day
        self.refusal = refusal

    def body(self) -> ComposeResult:
        yield Input(f"{self.day.day}/{self.day.month}", placeholder="14/9 eller 14 september", id="day", compact=True)
        with VerticalScroll(classes="scroll", can_focus=False):
            yield Static(id="meant", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.show()

    @on(Input.Changed)
    def show(self) -> None:
        """Say which day is meant, or why it cannot be."""
        day, problem = self._meant()
        said = self.query_one("#meant", Static)
        said.set_class(bool(problem), "problem")
        said.update(printable(problem or (f"{long_date(day)}, {week_label(day)}" if day else "")))

    def _meant(self) -> tuple[date | None, str]:
        day = nearest_day(self.query_one(Input).value, self.day)
        return (day, self.refusal(day)) if day else (None, EXAMPLES)

    def action_take(self) -> None:
        day, problem = self._meant()
        if not problem:
            self.dismiss(day)


def heading_of(kind: str, day: date) -> str:
    """ "Styrelsemöte ons 14 sep: en annan dag"."""
    return f"{kind} {short_date(day)}: en annan dag"


def refused(do: Callable[[], object]) -> str:
    """Why something cannot be done; "" when it can."""
    try:
        do()
    except InputError as error:
        return str(error)
    return ""
