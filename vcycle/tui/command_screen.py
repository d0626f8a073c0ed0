"""What a plugin is asked in the interface: its arguments in a form, and its answer, saved when somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.hooks.checks import arguments_of
from vcycle.model.derived import Section
from vcycle.model.offers import Answer, Command
from vcycle.model.text import printable
from vcycle.services import asking
from vcycle.services.records.input import read_values
from vcycle.services.workspace import Workspace, reopened
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.register.form import Form, first_texts
from vcycle.tui.register.form_screen import FormScreen
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import Discard
from vcycle.tui.waiting_dialog import wait_for
from vcycle.tui.widgets.key_line import KeyLine

AT_ONCE = 200
"""Records that are saved while the screen waits; more take a thread."""


class CommandForm(FormScreen[None]):
    """Asks for the arguments of a command, then shows the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "visa", priority=True, tooltip="visa vad det blir; inget sparas än", id="command.ask")
    ]
    PURPOSE = """Skriv i fälten; {command.ask} visar vad det blir.
Ingenting sparas innan du har sett det.
Det som står i ett fält är markerat när du kommer dit: skriv, så ersätts det; → eller End går in i det."""
    ASKS = Discard

    def __init__(self, space: Workspace, plugin: str, command: Command) -> None:
        super().__init__()
        self.space = space
        self.plugin = plugin
        self.command = command
        self.notes = Notes(space)
        self.specs = arguments_of(command)

    def heading(self) -> Text:
        return Text(self.command.label, "bold")

    def body(self) -> ComposeResult:
        yield Static(self.command.help, classes="about", markup=False)
        yield Form(self.specs, first_texts(self.specs), self.notes)

    def action_save(self) -> None:
        """Show the answer; faults are shown at their fields, all at once."""
        self.notes.refresh()
        self.say("")
        values, problems = read_values(self.specs, self.form.texts, self.notes.directory)
        if problems or self.command.arguments is None:
            self.show_problems(problems)
            return
        try:
            answer = asking.ask(self.space, self.plugin, self.command, self.command.arguments(**values))
        except VcycleError as error:
            self.complain(error)
        else:
            self.app.push_screen(AnswerScreen(self.space, self.command.label, answer), self._answered)

    def _answered(self, saved: bool | None) -> None:
        if saved:
            self.dismiss()


class AnswerScreen(Screen[bool]):
    """The sections of an answer. Its result is whether what it wants changed was saved."""

    PURPOSE = """Det här är svaret. Skulle det ändra något står det nederst,
och det sparas först när du trycker på {answer.save}."""
    CSS_PATH = "register/register.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "spara", tooltip="spara det som visas, som ett steg", id="answer.save"),
        Binding("escape", "dismiss(False)", "tillbaka", id="answer.leave"),
    ]

    def __init__(self, space: Workspace, heading: str, answer: Answer) -> None:
        super().__init__()
        self.space = space
        self.heading = heading
        self.answer = answer

    def compose(self) -> ComposeResult:
        yield Static(Text(self.heading, "bold"), classes="head", markup=False)
        with VerticalScroll(classes="answer"):
            yield Static(sections(self.answer.sections))
        if self.answer.changes:
            said = with_keys(self, "Inget är sparat än. {answer.save} sparar, {answer.leave} går tillbaka.")
            yield Static(said, classes="about", markup=False)
        keys = [b for b in bindings_of(self, Screen) if b.id != "answer.save" or self.answer.changes]
        yield KeyLine([*keys, *bindings_of(self.app, App)])

    def action_save(self) -> None:
        """Save everything that the answer wants, as one step."""
        if not self.answer.changes:
            return
        save = partial(asking.save, label=self.answer.label, put=self.answer.put, remove=self.answer.remove)
        if len(self.answer.put) > AT_ONCE:
            wait_for(self.app, "Sparar …", partial(reopened, self.space), lambda _: self._saved(), save)
            return
        try:
            save(self.space)
        except VcycleError as error:
            self.notify(printable(f"{error} {error.hint}".strip(), newline="\n"), severity="error", markup=False)
        else:
            self._saved()

    def _saved(self) -> None:
        said = f"{self.answer.label}. Ångra med {{wheel.undo}} i årshjulet."
        self.notify(printable(with_keys(self, said)), markup=False)
        self.dismiss(True)


def sections(shown: tuple[Section, ...]) -> RenderableType:
    """Sections one below the other."""
    return Group(*(part for section in shown for part in _parts(section))) if shown else Text("Inget att visa.")


def _parts(section: Section) -> Iterator[RenderableType]:
    yield Text(printable(section.title), "bold")
    if section.text:
        yield Text(printable(section.text, newline="\n"))
    if section.rows:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=bool(section.header), header_style="dim")
        filled = [at for at in range(len(section.rows[0])) if any(row[at] for row in section.rows)]
        for at in filled:
            table.add_column(Text(printable(section.header[at] if section.header else "")), overflow="fold")
        for row in section.rows:
            table.add_row(*(Text(printable(row[at])) for at in filled))
        yield table
    yield Text("")
