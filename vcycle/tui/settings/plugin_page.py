"""One plugin: what it adds, its own settings as a form, and the key that switches it on or off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.hooks.host import Host
from vcycle.model.text import printable
from vcycle.services import plugin_about, plugins_on
from vcycle.services.records.input import read_values
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.register.form import Form
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import Discard, KeysDialog
from vcycle.tui.widgets.key_line import KeyLine

PURPOSE = """Här står vad tillägget ger er, och det som går att ställa in i det.
{plugin_page.toggle} slår på det eller stänger av det; det som är inskrivet i det ligger kvar."""
OFF = "Det är av. {plugin_page.toggle} slår på det; sedan går det att ställa in här."
UNSAVED = (
    "Det du har skrivit är inte sparat än: "
    "{plugin_page.save} sparar det, {plugin_page.leave} går tillbaka utan att spara."
)


class PluginPage(Screen[bool]):
    """Its result is whether anything was saved."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../register/register.tcss", "settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "save", "spara", priority=True, tooltip="spara tilläggets inställningar", id="plugin_page.save"
        ),
        Binding("ctrl+t", "switch", "av/på", priority=True, tooltip="slå på eller stäng av", id="plugin_page.toggle"),
        Binding("tab", "app.focus_next", "nästa fält", tooltip="nästa och förra fältet", id="plugin_page.next"),
        Binding("shift+tab", "app.focus_previous", "nästa fält", show=False, id="plugin_page.previous"),
        Binding("f1", "help", "hjälp", id="plugin_page.help"),
        Binding("escape", "leave", "tillbaka", id="plugin_page.leave"),
    ]

    def __init__(self, space: Workspace, plugin: str) -> None:
        super().__init__()
        self.space = space
        self.plugin = plugin
        self.is_on = plugin in space.settings.plugins
        self.host, self.trouble = _tried(space, plugin)
        self.notes = Notes(space)
        self.specs = plugin_about.own_specs(self.host, plugin) if self.is_on else ()
        self.form: Form | None = None

    def compose(self) -> ComposeResult:
        state = "på" if self.is_on else "av"
        yield Static(Text.assemble((f"Tillägget {self.plugin}", "bold"), f"  {state}"), classes="head", markup=False)
        with VerticalScroll(classes="adds", can_focus=False):
            yield Static(self._about())
        if self.specs:
            self.form = Form(self.specs, plugin_about.own_texts(self.host, self.plugin), self.notes)
            yield self.form
        else:
            yield Vertical(classes="room")
        yield Static(classes="banner problem", markup=False)
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        """All keys; without a form none that are for one."""
        keys = bindings_of(self, Screen)
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

    @on(Form.Submitted)
    def action_save(self) -> None:
        """Save the plugin's own settings; faults are shown at their fields, all at once."""
        if self.form is None:
            return
        values, problems = read_values(self.specs, self.form.texts, self.notes.directory)
        self.form.show_problems(problems)
        self.say("")
        if problems:
            self.say("Ett fält behöver rättas." if len(problems) == 1 else f"{len(problems)} fält behöver rättas.")
        elif self.form.changed:
            self._do(lambda: plugin_about.save_own(self.space.folder, self.plugin, self.specs, values))
        else:
            self.dismiss(False)

    def action_switch(self) -> None:
        """Switch the plugin on or off; what was written is saved first, or thrown away."""
        if self.form is not None and self.form.changed:
            self.say(UNSAVED)
            return
        switch = plugins_on.disable if self.is_on else plugins_on.enable
        self._do(lambda: switch(self.space.folder, self.plugin))

    def _do(self, save: Callable[[], None]) -> None:
        """Save and go back, or say why not."""
        try:
            save()
        except VcycleError as error:
            self.say(f"{error} {error.hint}".strip())
        else:
            self.dismiss(True)

    def say(self, text: str) -> None:
        """Say something about the plugin, above the keys."""
        banner = self.query_one(".banner", Static)
        banner.update(printable(with_keys(self, text), newline="\n"))
        banner.display = bool(text)

    def action_leave(self) -> None:
        """Back; asks first when something was written."""
        form = self.form
        if form is None or not form.changed:
            self.dismiss(False)
        else:
            self.app.push_screen(Discard([form.rows[name].spec.label for name in form.changed]), self._left)

    def _left(self, gone: bool | None) -> None:
        if gone:
            self.dismiss(False)

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog(f"Tillägget {self.plugin}", PURPOSE, self._keys()))


def _tried(space: Workspace, plugin: str) -> tuple[Host, str]:
    """The host that the plugin works in, and else why it does not."""
    if plugin in space.host.enabled:
        return space.host, ""
    try:
        return plugin_about.tried(space.folder, plugin), ""
    except VcycleError as error:
        return space.host, f"{error} {error.hint}".strip()
