"""The form that the settings are written in: a field for each, saved as one, with every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text
from textual import work
from textual.app import ComposeResult

from vcycle import config
from vcycle.config import Settings
from vcycle.errors import VcycleError
from vcycle.model.fields import FieldSpec
from vcycle.services.settings_form import echo, problem, read, specs, texts
from vcycle.services.workspace import Workspace
from vcycle.tui.keymap import Keyboard, keyboard_of
from vcycle.tui.register.form import Form
from vcycle.tui.register.form_screen import FormScreen
from vcycle.tui.register.notes import Notes

KEYS = "keys.*"


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


class SettingsForm(FormScreen[bool]):
    """The cursor stands in the field called `at`. Its result is whether anything was saved.

    Raises `InputError` when the file that the settings lie in cannot be read.
    """

    PURPOSE = """Skriv i fälten och spara med {form.save}: allt sparas på en gång, eller inget.
Dagar på året skrivs 01-31 eller 31 januari. I fält med flera rader står ett namn,
ett = och ett värde på varje rad; hela året är också ett värde.
Namnen på det som har tangenter visas av ”Visa och byt tangenter”, {palette}."""

    def __init__(self, space: Workspace, at: str) -> None:
        super().__init__()
        self.space = space
        self.base: Settings = config.load(space.folder)
        self.notes = SettingsNotes(space)
        self._at = at

    def heading(self) -> Text:
        return Text("Ändra inställningarna", "bold")

    def body(self) -> ComposeResult:
        yield Form(specs(), texts(self.base), self.notes)

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

    def action_save(self) -> None:
        """Save everything; faults are shown at their fields, all at once."""
        settings, problems = read(self.form.texts, self.base)
        if KEYS not in problems and (found := self._key_problem(settings)):
            problems[KEYS] = found
        self.say("")
        if problems:
            self.show_problems(problems)
            return
        try:
            before, self.base = self.base, config.load(self.space.folder)
            if self.base != before:
                self.meet("Någon annan", texts(before), texts(self.base))
                return
            if settings != before:
                config.save(self.space.folder, settings)
        except VcycleError as error:
            self.complain(error)
        else:
            self.dismiss(settings != before)

    def _key_problem(self, settings: Settings) -> str:
        if not settings.keys:
            return ""
        self.notes.keyboard = self.notes.keyboard or keyboard_of(self.space)
        return key_problem(self.notes.keyboard, settings.keys)
