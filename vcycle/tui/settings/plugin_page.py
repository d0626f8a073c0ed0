"""One plugin: what it adds, its own settings as a form, and the key that switches it on or off."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.hooks.host import Host
from vcycle.model.text import printable
from vcycle.services import plugin_about, plugins_on
from vcycle.services.records.input import read_values
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import with_keys
from vcycle.tui.register.form import Form
from vcycle.tui.register.form_screen import FormScreen
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import Discard

OFF = "Det är av. {plugin_page.toggle} slår på det; sedan går det att ställa in här."
UNSAVED = "Det du har skrivit är inte sparat än: {form.save} sparar det, {form.leave} går tillbaka utan att spara."


class PluginPage(FormScreen[bool]):
    """Its result is whether anything was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "switch", "av/på", priority=True, tooltip="slå på eller stäng av", id="plugin_page.toggle")
    ]
    PURPOSE = """Här står vad tillägget ger er, och det som går att ställa in i det.
{plugin_page.toggle} slår på det eller stänger av det; det som är inskrivet i det ligger kvar."""
    ASKS = Discard

    def __init__(self, space: Workspace, plugin: str) -> None:
        super().__init__()
        self.space = space
        self.plugin = plugin
        self.is_on = plugin in space.settings.plugins
        self.host, self.trouble = _tried(space, plugin)
        self.notes = Notes(space)
        self.specs = plugin_about.own_specs(self.host, plugin) if self.is_on else ()

    def heading(self) -> Text:
        return Text.assemble((f"Tillägget {self.plugin}", "bold"), f"  {'på' if self.is_on else 'av'}")

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="adds", can_focus=False):
            yield Static(self._about())
        if self.specs:
            yield Form(self.specs, plugin_about.own_texts(self.host, self.plugin), self.notes)
        else:
            yield Vertical(classes="room")

    def keys(self) -> list[Binding]:
        """All keys; without a form none that are for one."""
        keys = super().keys()
        return keys if self.specs else [key for key in keys if key.action in ("switch", "help", "leave")]

    def _about(self) -> Text:
        if self.trouble:
            return Text(printable(self.trouble, newline="\n"))
        adds = plugin_about.adding(self.host, self.plugin)
        text = Text("Det lägger till:\n" if self.is_on else "Det skulle lägga till:\n")
        for one in adds:
            text.append(f"{one.what}: ", "bold").append(f"{printable(', '.join(one.names))}\n")
        if not self.is_on:
            text.append(with_keys(self, f"\n{OFF}"))
        elif not self.specs:
            text.append("\nDet finns inget att ställa in i det.")
        return text

    def action_save(self) -> None:
        """Save the plugin's own settings; faults are shown at their fields, all at once."""
        if not self.specs:
            return
        values, problems = read_values(self.specs, self.form.texts, self.notes.directory)
        self.say("")
        if problems:
            self.show_problems(problems)
        elif self.written:
            self._do(lambda: plugin_about.save_own(self.space.folder, self.plugin, self.specs, values))
        else:
            self.dismiss(None)

    def action_switch(self) -> None:
        """Switch the plugin on or off; what was written is saved first, or thrown away."""
        if self.written:
            self.say(UNSAVED)
            return
        switch = plugins_on.disable if self.is_on else plugins_on.enable
        self._do(lambda: switch(self.space.folder, self.plugin))

    def _do(self, save: Callable[[], None]) -> None:
        """Save and go back, or say why not."""
        try:
            save()
        except VcycleError as error:
            self.complain(error)
        else:
            self.dismiss(True)


def _tried(space: Workspace, plugin: str) -> tuple[Host, str]:
    """The host that the plugin works in, and else why it does not."""
    if plugin in space.host.enabled:
        return space.host, ""
    try:
        return plugin_about.tried(space.folder, plugin), ""
    except VcycleError as error:
        return space.host, f"{error} {error.hint}".strip()
