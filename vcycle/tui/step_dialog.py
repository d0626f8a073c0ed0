"""One question about an entry, with every consequence shown before anything is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.text import printable
from vcycle.model.values import parse_date
from vcycle.rules import swedish
from vcycle.services import moving
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.entry_dialog import when

MakeStep = Callable[[str], moving.Step]


class StepDialog(Dialog[moving.Step]):
    """Asks for one text, shows what it would lead to, and gives the step when Enter is pressed."""

    def __init__(self, title: str, about: str, value: str, placeholder: str, make: MakeStep) -> None:
        super().__init__()
        self.heading = title
        self.about = about
        self.value = value
        self.placeholder = placeholder
        self.make = make
        self.step: moving.Step | None = None
        self.warned = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(printable(self.heading), classes="title", markup=False)
            yield Static(printable(self.about), classes="dim", markup=False)
            yield Input(self.value, placeholder=self.placeholder, id="answer")
            yield Static(id="consequences", markup=False)
            yield Static("\n⏎ spara   Esc tillbaka, ingenting ändras", classes="dim", id="keys-of-dialog", markup=False)

    @on(Input.Changed)
    def preview(self, event: Input.Changed) -> None:
        """Show what the answer so far would lead to."""
        shown = self.query_one("#consequences", Static)
        self.warned = False
        try:
            self.step = self.make(event.value.strip())
        except (ValueError, VcycleError) as error:
            self.step = None
            shown.set_class(bool(event.value), "problem")
            shown.update(printable(str(error)))
            return
        shown.set_class(bool(self.step.breaks), "problem")
        shown.update(consequences(self.step))

    @on(Input.Submitted)
    def save(self) -> None:
        """Give the step; one that breaks a hard date only when Enter is pressed again."""
        if self.step is None:
            return
        if self.step.breaks and not self.warned:
            self.warned = True
            self.query_one("#keys-of-dialog", Static).update("\n⏎ igen: spara ändå   Esc tillbaka, ingenting ändras")
            return
        self.dismiss(self.step)


def consequences(step: moving.Step) -> Text:
    """A line for everything that changes: what, from when, to when, and what to know about it."""
    text = Text()
    for c in step.consequences:
        remark = c.breaks or c.note
        text.append(f"{printable(c.entry.title)[:40]}\n", style="bold")
        text.append(f"  {_day(c.before)} → {_day(c.after)}{f'  ({remark})' if remark else ''}\n")
    if not step.consequences:
        text.append("Ingenting ändras.")
    return text


def _day(entry: Entry | None) -> str:
    if entry is None:
        return "–"
    day = swedish.short_date(entry.start) if entry.start else "utan dag"
    return f"{day}, inställt" if entry.state == "cancelled" else f"{day} ✓" if entry.state == "held" else day


def moving_to(space: Workspace, entry: Entry) -> StepDialog:
    """Asks where to move an entry."""

    def make(text: str) -> moving.Step:
        return moving.move(space, entry, _new_day(text, (entry.due or space.today).year))

    about = when(entry)
    value = entry.start.isoformat() if entry.start else ""
    return StepDialog(f"Flytta {entry.title}", about, value, "ÅÅÅÅ-MM-DD eller 8 mars 2026", make)


def _new_day(text: str, year: int) -> date:
    """The day that was written; "14/3" and "14 mars" mean the year of the entry."""
    if not text:
        raise ValueError("Skriv den nya dagen.")
    try:
        return parse_date(f"{text} {year}")
    except ValueError:
        return parse_date(text)


def cancelling(space: Workspace, entry: Entry) -> StepDialog:
    """Asks why an entry is cancelled."""

    def make(text: str) -> moving.Step:
        if not text:
            raise ValueError("Skriv varför; skälet står i kalendern.")
        return moving.cancel(space, entry, text)

    return StepDialog(f"Ställ in {entry.title}", when(entry), "", "Skäl", make)


def holding(space: Workspace, entry: Entry) -> StepDialog:
    """Asks for a note about an entry that was held."""

    def make(text: str) -> moving.Step:
        return moving.done(space, entry, note=text)

    return StepDialog(f"{entry.title} är genomfört", when(entry), "", "Anteckning (behövs inte)", make)
