"""All that can be set, with what it is now: the association's own settings, then every plugin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle import config
from vcycle.disk import signature
from vcycle.errors import VcycleError
from vcycle.hooks.installed import Installed
from vcycle.model.text import printable, shorten
from vcycle.paths import SETTINGS_FILE
from vcycle.services import plugins_on
from vcycle.services.plugin_about import adding
from vcycle.services.settings_form import field_name, shown, specs, texts
from vcycle.services.workspace import Workspace
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.places import Reopen
from vcycle.tui.register.questions import KeysDialog
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.sheet import Column, Sheet

PLUGIN = "plugin "
"""What the name of a plugin's row begins with; other rows have the name of their field."""
LOOK_FOR_CHANGES = 0.5
_LONGEST = 200
PURPOSE = """Här bestämmer ni hur vcycle ska vara hos er. {settings.open} öppnar den markerade raden.
Det som sparas gäller med en gång, och skrivs i filen vcycle.toml i föreningens mapp.
Ett tillägg som stängs av döljer sina uppgifter men tar inte bort dem."""


class SettingsScreen(Screen[None]):
    """A row for each setting and each plugin; `marked` is the name of the row that is marked at first."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../register/register.tcss", "settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "ändra", tooltip="ändra det markerade", id="settings.open"),
        Binding("space", "switch", "av/på", tooltip="slå på eller stäng av tillägget", id="settings.toggle"),
        Binding("question_mark", "help", "hjälp", id="settings.help"),
        Binding("escape", "dismiss", "tillbaka", id="settings.leave"),
    ]
    sheet = query_one(Sheet)

    def __init__(self, space: Workspace, marked: str = "") -> None:
        super().__init__()
        self.space = space
        self.offered: dict[str, list[Installed]] = {}
        self.names: list[str] = []
        self._marked = marked
        self._seen = signature(space.folder / SETTINGS_FILE)

    def compose(self) -> ComposeResult:
        title = Text.assemble(("Inställningar", "bold"), "  ", printable(self.space.settings.name))
        yield Static(title, classes="head", markup=False)
        yield Sheet()
        yield Static(f"Skrivs i {printable(str(self.space.folder / SETTINGS_FILE))}", classes="about", markup=False)
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def on_mount(self) -> None:
        self.show()
        self.sheet.focus()
        self._scan()
        self._compare()
        self.set_interval(LOOK_FOR_CHANGES, self._look_for_changes)

    def _look_for_changes(self) -> None:
        """Another window, or somebody with an editor, may have written the file."""
        if self.app.screen is not self:
            return  # a form above it holds what somebody is writing; it tells them itself
        if (seen := signature(self.space.folder / SETTINGS_FILE)) != self._seen:
            self._seen = seen
            self._compare()

    def _compare(self) -> None:
        """Begin anew when the file says something else than what is worked with."""
        # As texts: a plugin's table may hold nan, which differs from itself, and that would go on for ever.
        self._or_say(lambda: self._changed(repr(config.load(self.space.folder)) != repr(self.space.settings)))

    @work(thread=True)
    def _scan(self) -> None:
        """Looking through all that is installed is slow."""
        offered = plugins_on.offered()
        self.app.call_from_thread(self._found, offered)

    def _found(self, offered: dict[str, list[Installed]]) -> None:
        if self.is_attached:
            self._marked = self.marked
            self.offered = offered
            self.show()

    @property
    def marked(self) -> str:
        """The name of the marked row."""
        return self.names[self.sheet.marked]

    def show(self) -> None:
        """Every row as it is now."""
        rows = {**self._settings(), **self._plugins()}
        self.names = [*rows]
        self.sheet.show([Column("Inställning"), Column("Nu")], [*rows.values()])
        if self._marked in rows:
            self.sheet.mark(self.names.index(self._marked))

    def _settings(self) -> dict[str, tuple[str, ...]]:
        written = texts(self.space.settings)
        defaults = {field_name(setting): setting.default for setting in shown()}
        return {spec.name: (spec.label, _line(written[spec.name]) or f"({defaults[spec.name]})") for spec in specs()}

    def _plugins(self) -> dict[str, tuple[str, ...]]:
        names = sorted({*self.space.settings.plugins, *self.offered})
        return {f"{PLUGIN}{name}": (f"Tillägg: {name}", self._state(name)) for name in names}

    def _state(self, plugin: str) -> str:
        """Whether a plugin is on, and what it adds, or why it does not work."""
        if plugin not in self.space.settings.plugins:
            return _line(f"○ av – {plugins_on.origin(self.offered[plugin])}")
        for problem in self.space.host.problems:
            if problem.plugin == plugin:
                return _line(f"! fel – {problem.cause}")
        if plugin not in self.space.host.enabled:
            return "○ på, men av den här gången"
        added = (f"{one.what.lower()}: {', '.join(one.names)}" for one in adding(self.space.host, plugin))
        return _line(f"● på – {'; '.join(added)}")

    # Doing

    @on(Sheet.Chosen)
    def action_open(self) -> None:
        """The form with the cursor in the marked setting, or the plugin's page."""
        name = self.marked
        if name.startswith(PLUGIN):
            from vcycle.tui.settings.plugin_page import PluginPage

            self._or_say(lambda: self.app.push_screen(PluginPage(self.space, name.removeprefix(PLUGIN)), self._changed))
        else:
            from vcycle.tui.settings.settings_form import SettingsForm

            self._or_say(lambda: self.app.push_screen(SettingsForm(self.space, name), self._changed))

    def action_switch(self) -> None:
        """Switch the marked plugin on or off."""
        name = self.marked
        if not name.startswith(PLUGIN):
            self.notify(
                with_keys(self, "Det går att slå på och av tillägg; {settings.open} ändrar annat."), markup=False
            )
            return
        plugin = name.removeprefix(PLUGIN)
        is_on = plugin in self.space.settings.plugins
        switch = plugins_on.disable if is_on else plugins_on.enable
        if self._or_say(lambda: switch(self.space.folder, plugin)):
            self._changed(True)

    def _changed(self, saved: bool | None) -> None:
        """What was saved takes effect: everything is opened anew, and this screen where it was."""
        if saved:
            marked = self.marked
            self.post_message(Reopen(lambda space: SettingsScreen(space, marked)))

    def _or_say(self, do: Callable[[], object]) -> bool:
        """Do it, or say in a sentence why not; says whether it was done."""
        try:
            do()
        except VcycleError as error:
            said = shorten(printable(f"{error} {error.hint}".strip(), newline="\n"), 400)
            self.notify(said, severity="error", markup=False)
            return False
        return True

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Inställningar", PURPOSE, self._keys()))


def _line(text: str) -> str:
    """A text of several lines on one, made printable."""
    return shorten(printable(" · ".join(line for line in text.split("\n") if line)), _LONGEST)
