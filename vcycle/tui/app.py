"""The terminal interface: one app over one workspace."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import ModalScreen, Screen
from textual.widgets._toast import Toast

from vcycle.config import Fault
from vcycle.errors import PLUGIN_FAILED, PluginError, VcycleError
from vcycle.hooks.host import PluginProblem
from vcycle.model.offers import Command, ScreenType
from vcycle.model.text import shorten
from vcycle.paths import SETTINGS_FILE
from vcycle.services import asking
from vcycle.services.screens import make_screen, plugin_of
from vcycle.services.workspace import Workspace, reopened
from vcycle.tui.keys import beside_writing, bindings_of, with_keys
from vcycle.tui.looks import LOOKS
from vcycle.tui.places import PLACES, Reopen, bindings
from vcycle.tui.type_ahead import TypeAhead
from vcycle.tui.wheel_screen import WheelScreen

Toast.ALLOW_SELECT = False  # in Textual 8.2 a press on a message that is just going away ends the program
LOOK_AT_KEYS = 0.3
"""Seconds from the first frame to a look at whether keys of the settings clash on screens that are not shown yet."""
TIME_TO_READ = 15
FEW_LOOKS = 50_000, 20, 100
"""How much is made before Python looks for circles in it: a frame makes thousands of tuples beside years of entries."""
MOST_SAID = 3
"""Messages that stand over the keys at once."""


class VcycleApp(TypeAhead[None]):
    """Opens on the year wheel. Ctrl+Q, or what the settings say instead, leaves from anywhere, with exit code 0.

    `failed` says which plugin's screen ended the app, if one did.
    """

    TITLE = "vcycle"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("ctrl+p", "app.palette", "gör", priority=True, tooltip="sök bland allt som går att göra", id="palette"),
        Binding("ctrl+l", "app.note", "notera", tooltip="notera något som har hänt, på en rad", id="note"),
        Binding("f1,question_mark", "app.help", "hjälp", show=False, id="help"),
        Binding("ctrl+q", "app.quit", "avsluta", priority=True, id="quit"),
    ]

    def __init__(self, space: Workspace) -> None:
        super().__init__()
        self.failed: PluginProblem | None = None
        self._asked_for_no_colour = self.no_color
        self._take(space)

    def _take(self, space: Workspace) -> None:
        """Work with this workspace from now on, and look as its settings say."""
        self.space = space
        self._owners = {module: plugin for plugin, module in space.settings.plugins.items()}
        self.look = LOOKS[space.settings.theme]
        self.theme = self.look.theme
        self.no_color = self._asked_for_no_colour or not self.look.has_colours
        self._set_keys({})
        if space.settings.keys:
            self._take_keys(space.settings.keys)

    def _take_keys(self, written: dict[str, Any]) -> None:
        """Use the keys of the settings, unless they cannot hold in what is shown first."""
        from vcycle.tui.keymap import Keyboard, keymap_of

        home = Keyboard(type(self), [WheelScreen])
        if not home.faults({id_: keys for id_, keys in written.items() if id_ in home.bindings}):
            with suppress(ValueError):  # `_check_keys` will say it
                self._set_keys(keymap_of(written))

    def _set_keys(self, keymap: dict[str, str]) -> None:
        self.keymap = keymap
        self.set_keymap(keymap)

    def on_mount(self) -> None:
        self._look_at_keys()

    def _look_at_keys(self) -> None:
        if self.space.settings.keys:
            self.set_timer(LOOK_AT_KEYS, self._check_keys)

    @work(thread=True)
    def _check_keys(self) -> None:
        """Whether the keys can hold everywhere: to know that takes every screen there is."""
        from vcycle.tui.keymap import keyboard_of

        space = self.space
        if faults := keyboard_of(space).faults(space.settings.keys):
            self.call_from_thread(self._refuse_keys, space, faults)

    def _refuse_keys(self, space: Workspace, faults: list[Fault]) -> None:
        """Go back to the ordinary keys, and say why."""
        if space is not self.space:
            return  # they have been changed meanwhile
        self._set_keys({})
        home = self.screen_stack[0]
        if isinstance(home, WheelScreen):
            home.show_keys()
        more = f" Och {len(faults) - 1} fel till; ”vcycle doctor” visar alla." if faults[1:] else ""
        said = f"De vanliga tangenterna gäller, för i {SETTINGS_FILE} är något fel: {faults[0]}.{more}"
        self.notify(shorten(said, 400), severity="warning", timeout=TIME_TO_READ, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *self.look.filters]

    def get_default_screen(self) -> Screen[None]:
        return WheelScreen(self.space)

    def notify(self, message: str, **options: Any) -> None:
        """Say something for a moment; when a key is held down the newest is seen, and the screen under it."""
        if len(self._notifications) >= MOST_SAID:  # Textual keeps them to itself, and shows any number
            self.clear_notifications()
        super().notify(message, **options)

    def action_help_quit(self) -> None:
        """Ctrl+C, which elsewhere ends programs, tells how to end this one."""
        self.notify(with_keys(self, "Avsluta med {quit}."), markup=False)

    def action_help(self) -> None:
        """What the screen says of itself; of one that says nothing, its keys."""
        from textual.widgets import Input, TextArea  # slow to import, and no screen at the start has one

        from vcycle.tui.register.questions import KeysDialog

        if own := getattr(self.screen, "action_help", None):
            own()
            return
        keys = [*bindings_of(self.screen, Screen), *bindings_of(self, App)]
        shown = beside_writing(keys) if isinstance(self.focused, Input | TextArea) else keys
        self.push_screen(KeysDialog("Tangenter", getattr(self.screen, "PURPOSE", ""), shown))

    def action_place(self, key: str) -> None:
        """Go to a place; from a form or a dialog only when that is closed, so that nothing written is lost."""
        wanted = next(place for place in PLACES if place.key == key)
        if not wanted.is_at(self.screen) and self.leave_place() and wanted is not PLACES[0]:
            self.push_screen(wanted.open(self.space))

    def leave_place(self) -> bool:
        """Go home from a place, so that another can be opened; says whether it could, which it tells when not."""
        here = next((place for place in PLACES if place.is_at(self.screen)), None)
        if here is None:
            self.notify("Gå tillbaka härifrån först.", markup=False)
        elif here is not PLACES[0]:
            self.pop_screen()
        return here is not None

    @on(Reopen)
    async def _reopen(self, event: Reopen) -> None:
        """Begin anew with the settings as they are now, and go back to where they were changed."""
        try:
            space = reopened(self.space)
        except VcycleError as error:
            text = f"Sparat, men det gäller först när du startar nästa gång: {error}"
            self.notify(shorten(text, 400), severity="warning", markup=False)
            return
        self._take(space)
        home = self.screen_stack[0]
        assert isinstance(home, WheelScreen)
        with self.batch_update():
            await home.renew(space)
            self._look_at_keys()
            above = self.screen_stack[1:]  # a key may have led elsewhere meanwhile
            for _screen in above:
                self.pop_screen()
            if above:
                self.push_screen(event.back(space))

    def action_palette(self) -> None:
        """Everything that can be done from here; not from a dialog, which asks for an answer first."""
        from vcycle.tui.palette import Deed, Palette, deeds

        def do(deed: Deed | None) -> None:
            if deed is not None:
                deed.do()

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(Palette(deeds(self)), do)

    def action_note(self) -> None:
        """One fact, on a line of words; dialogs hide the key, for they ask for an answer first."""
        from vcycle.tui.log_dialog import LogDialog

        self.push_screen(LogDialog(self.space))

    def open_plugin_screen(self, plugin: str, screen: ScreenType) -> None:
        """A plugin's own screen; a sentence when it cannot be made."""
        try:
            made = make_screen(self.space, plugin, screen)
            if not isinstance(made, Screen):
                raise PluginError(f"Skärmen {screen.name} i tillägget {plugin} är ingen skärm.")
        except VcycleError as error:
            self.notify(shorten(str(error), 400), severity="error", markup=False)
        else:
            self._owners[type(made).__module__] = plugin
            try:
                self.push_screen(made)
            except Exception as error:  # noqa: BLE001 - its style sheet, which Textual reads here and cannot forget
                self._end_because_of(plugin, error)

    def open_command(self, plugin: str, command: Command) -> None:
        """What a plugin can be asked: its arguments first, when it has any."""
        from vcycle.tui.command_screen import AnswerScreen, CommandForm

        if command.arguments is not None:
            self.push_screen(CommandForm(self.space, plugin, command))
            return
        try:
            answer = asking.ask(self.space, plugin, command, None)
        except VcycleError as error:
            self.notify(shorten(f"{error} {error.hint}".strip(), 400), severity="error", markup=False)
        else:
            self.push_screen(AnswerScreen(self.space, command.label, answer))

    async def run_async(self, **options: Any) -> None:
        """As Textual's own, but `sys.exit` in a plugin's screen is a failure like any other.

        asyncio lets a SystemExit through from any task, which would leave the terminal as it is.
        """
        asyncio.get_running_loop().set_task_factory(self._new_task)
        try:
            await super().run_async(**options)
        except SystemExit as error:
            self._exited(error)

    def _new_task(self, loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> asyncio.Task[Any]:
        return asyncio.Task(self._staying(work), loop=loop, **options)

    async def _staying(self, work: Coroutine[Any, Any, Any]) -> Any:
        try:
            return await work
        except SystemExit as error:
            self._exited(error)

    def _exited(self, error: SystemExit) -> None:
        plugin = plugin_of(_modules(error, self.screen_stack), self._owners)
        if plugin is None:
            raise error
        self._end_because_of(plugin, error)

    def _handle_exception(self, error: Exception) -> None:
        """What nobody caught ends the app; when it comes from a plugin's screen, without a report for programmers.

        Textual has no public way in. A screen cannot go on once its own code has failed: what it shows is unknown.
        """
        plugin = plugin_of(_modules(error, self.screen_stack), self._owners)
        if plugin is None:
            super()._handle_exception(error)
            return
        self._end_because_of(plugin, error)

    def _end_because_of(self, plugin: str, error: BaseException) -> None:
        self.failed = self.failed or self.space.host.switch_off(plugin, "egen skärm", _innermost(error))
        self._return_code = PLUGIN_FAILED
        self._exception_event.set()  # who waits for the screen must not wait for ever
        self._close_messages_no_wait()


def _innermost(error: BaseException) -> BaseException:
    """What really happened, beneath what Textual wraps it in."""
    while (cause := error.__cause__ or getattr(error, "error", None)) and isinstance(cause, BaseException):
        error = cause
    return error


def _modules(error: BaseException, stack: list[Screen[object]]) -> Iterator[str]:
    """The modules that the error passed through, innermost first, then that of the screen on top."""
    import traceback  # only when something failed

    frames = [frame for frame, _line in traceback.walk_tb(_innermost(error).__traceback__)]
    yield from (str(frame.f_globals.get("__name__", "")) for frame in reversed(frames))
    yield from (type(screen).__module__ for screen in stack[-1:])


def run_interface(space: Workspace) -> PluginProblem | None:
    """Show the interface until somebody leaves it; returns the problem when a plugin's screen ended it."""
    app = VcycleApp(space)
    gc.set_threshold(*FEW_LOOKS)
    app.run()
    return app.failed
