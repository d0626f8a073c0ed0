"""The form that the settings are written in: a field for each, saved as one, with every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle import config
from vcycle.config import Settings
from vcycle.errors import VcycleError
from vcycle.model.fields import FieldSpec
from vcycle.model.text import printable, shorten
from vcycle.services.settings_form import echo, problem, read, specs, texts
from vcycle.services.workspace import Workspace
from vcycle.tui.keymap import Keyboard, keyboard_of
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.register.form import Form
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import KeysDialog, Leaving, Unsaved
from vcycle.tui.widgets.key_line import KeyLine

KEYS = "keys.*"
_THEIRS = 200
PURPOSE = """Skriv i fälten och spara med {settings.save}: allt sparas på en gång, eller inget.
Dagar på året skrivs 01-31 eller 31 januari. I fält med flera rader står ett namn,
ett = och ett värde på varje rad; hela året är också ett värde.
Namnen på det som har tangenter visas av ”Visa och byt tangenter”, {palette}."""


class SettingsNotes(Notes):
    """What can be said of a setting's text while somebody writes it; of keys, once `keyboard` is known."""

    keyboard: Keyboard | None = None

    def problem(self, spec: FieldSpec, text: str) -> str:
        found = problem(spec.name, text)
        if found or spec.name != KEYS or self.keyboard is None:
            return found
        base = Settings()
        return key_problem(self.keyboard, read({**texts(base), KEYS: text}, base)[0].keys)

    def echo(self, spec: FieldSpec, text: str) -> str:
        return echo(spec.name, text)


def key_problem(keyboard: Keyboard, keys: Mapping[str, Any]) -> str:
    """Why the keys of the settings cannot hold."""
    return "; ".join(f"{fault.key}: {fault.sentence}" for fault in keyboard.faults(keys))


class SettingsForm(Screen[bool]):
    """The cursor stands in the field called `at`. Its result is whether anything was saved.

    Raises `InputError` when the file that the settings lie in cannot be read.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../register/register.tcss", "settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "spara", priority=True, tooltip="spara allt på en gång", id="settings.save"),
        Binding("tab", "app.focus_next", "nästa fält", tooltip="nästa och förra fältet", id="settings.next"),
        Binding("shift+tab", "app.focus_previous", "nästa fält", show=False, id="settings.previous"),
        Binding("f1", "help", "hjälp", id="settings.form_help"),
        Binding("escape", "leave", "tillbaka", id="settings.form_leave"),
    ]
    form = query_one(Form)
    banner = query_one(".banner", Static)

    def __init__(self, space: Workspace, at: str) -> None:
        super().__init__()
        self.space = space
        self.base: Settings = config.load(space.folder)
        self.notes = SettingsNotes(space)
        self._at = at

    def compose(self) -> ComposeResult:
        yield Static(Text("Ändra inställningarna", "bold"), classes="head", markup=False)
        yield Form(specs(), texts(self.base), self.notes)
        yield Static(classes="banner problem", markup=False)
        yield KeyLine(bindings_of(self, Screen))

    def on_mount(self) -> None:
        self.form.rows[self._at].control.focus()
        self._learn_keys()

    @work(thread=True)
    def _learn_keys(self) -> None:
        """To know every key takes every screen there is, for which no field should wait."""
        keyboard = keyboard_of(self.space)
        self.app.call_from_thread(self._know_keys, keyboard)

    def _know_keys(self, keyboard: Keyboard) -> None:
        self.notes.keyboard = keyboard
        if self.is_attached and (found := key_problem(keyboard, self.base.keys)):
            self.form.rows[KEYS].judge(found)

    @on(Form.Submitted)
    def action_save(self) -> None:
        """Save everything; faults are shown at their fields, all at once."""
        settings, problems = read(self.form.texts, self.base)
        if KEYS not in problems and (found := self._key_problem(settings)):
            problems[KEYS] = found
        self.say("")
        if problems:
            self.form.show_problems(problems)
            self.say("Ett fält behöver rättas." if len(problems) == 1 else f"{len(problems)} fält behöver rättas.")
            return
        try:
            now = config.load(self.space.folder)
            if now != self.base:
                self._meet(now)
                return
            if settings != now:
                config.save(self.space.folder, settings)
        except VcycleError as error:
            self.say(f"{error} {error.hint}".strip())
        else:
            self.dismiss(settings != now)

    def _key_problem(self, settings: Settings) -> str:
        if not settings.keys:
            return ""
        self.notes.keyboard = self.notes.keyboard or keyboard_of(self.space)
        return key_problem(self.notes.keyboard, settings.keys)

    def _meet(self, theirs: Settings) -> None:
        """Somebody saved settings meanwhile: take in what was not changed here, and tell the rest."""
        before, now, mine = texts(self.base), texts(theirs), self.form.changed
        touched = [name for name in self.form.rows if before[name] != now[name]]
        for name in touched:
            if name not in mine:
                self.form.put(name, now[name])
            elif mine[name] != now[name]:
                self.form.remark(name, f"Någon annan har sparat ”{shorten(printable(now[name]), _THEIRS)}”")
        self.base = theirs
        labels = ", ".join(self.form.rows[name].spec.label for name in touched) or "tillägg"
        said = f"Någon har sparat inställningar medan du skrev: {labels}."
        self.say(f"{said} Det du skrev är kvar; {{settings.save}} igen sparar det.")

    def say(self, text: str) -> None:
        """Say something about the whole form, above the keys."""
        self.banner.update(printable(with_keys(self, text), newline="\n"))
        self.banner.display = bool(text)

    def action_leave(self) -> None:
        """Back; asks first when something was written that is not saved."""
        changed = self.form.changed
        if not changed:
            self.dismiss(False)
            return
        self.app.push_screen(Unsaved([self.form.rows[name].spec.label for name in changed]), self._left)

    def _left(self, answer: Leaving | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.dismiss(False)

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Inställningar", PURPOSE, bindings_of(self, Screen)))
