"""The home screen as it is seen: heading, wheel, panel and key line, kept up to what anybody saves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

from rich.text import Text
from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.text import printable, shorten
from vcycle.services.stretch import PARTS
from vcycle.services.workspace import Workspace
from vcycle.tui.compositor import SpanCompositor
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.todo_watch import TodoWatch
from vcycle.tui.type_ahead import TypeAhead
from vcycle.tui.walk import Walk
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.month_panel import MonthPanel
from vcycle.tui.widgets.wheel_view import WheelView, aspect_of
from vcycle.tui.words import TIMES
from vcycle.wheel import (
    DARK,
    DARK_16,
    DARK_256,
    LIGHT,
    LIGHT_16,
    LIGHT_256,
    MIN_COLUMNS,
    MIN_ROWS,
    Glyphs,
    Palette,
    Selection,
)

REST = 0.3  # seconds without a key before anything is worked out behind the screen
FIRST_LOOK = 0.5  # seconds from the first frame to a look at what needs attention, when nobody presses a key at once
LOOK_FOR_CHANGES = 0.5  # seconds between looks at whether another process has saved
NARROW, WIDE = 74, 110  # columns of the year
LINES = 2  # of the list under the wheel
ROUND = (0, 2)  # what stands above and below it
FEW_COLOURS = (None, "standard", "windows")


class WheelShown(Screen[None]):
    """What is chosen is a month (or week, or day), a ring and, when there is one, an entry of both."""

    head = query_one("#head", Static)
    view = query_one("#wheel", WheelView)
    panel = query_one("#panel", MonthPanel)
    key_line = query_one(KeyLine)

    def __init__(self, space: Workspace) -> None:
        super().__init__()
        self._compositor = SpanCompositor()
        self.space = space
        self.walk = Walk(space)
        self.todo = TodoWatch(space)
        self._token = space.store.token
        self._read_around: tuple[int, object] | None = None

    def compose(self) -> ComposeResult:
        glyphs = self._glyphs()
        yield Static(self._head(), id="head", markup=False)
        with Year(self.app.size, id="year"):
            yield WheelView(glyphs=glyphs, widget_id="wheel")
            yield MonthPanel(coloured=glyphs != "mono", numbered=glyphs in ("mono", "braille"), widget_id="panel")
        yield KeyLine(self._keys())

    def on_mount(self) -> None:
        self.show()
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.show())
        self.set_interval(LOOK_FOR_CHANGES, self._look_for_changes)
        self.call_after_refresh(self.set_timer, FIRST_LOOK, self._look_for_changes)

    async def renew(self, space: Workspace) -> None:
        """Show this workspace from now on: the same one, opened again with other settings."""
        self.space, self.walk, self._token = space, Walk(space), space.store.token
        self.todo = TodoWatch(space)
        aspect = self.view.aspect
        await self.recompose()
        self.view.aspect = aspect
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        self.view.aspect = aspect_of(event)
        self._show_head()

    def on_screen_resume(self) -> None:
        self._show_head()  # the terminal may have another size since something was opened over this screen

    def _keys(self) -> list[Binding]:
        return [*self._own_keys(), *bindings_of(self.app, App)]

    def _own_keys(self) -> list[Binding]:
        """Those that step go by what is shown: a year by months, a month by weeks, to another of its kind."""
        zoom = self.walk.page.zoom
        said = {"month": TIMES[PARTS[zoom]], "page": TIMES[zoom]}
        return [_stepping(key, said.get(key.action.partition("(")[0], "")) for key in bindings_of(self, Screen)]

    def _glyphs(self) -> Glyphs:
        """Without colours dots alone, with few of them dots in the rings' colours."""
        chosen = self.space.settings.glyphs
        if self.app.no_color:
            return "mono"
        if self._few_colours:
            return "braille"
        return "quad" if chosen == "auto" else chosen

    @property
    def palette(self) -> Palette:
        """The one for as many colours as the terminal has, dark or light."""
        dark, light = DARK, LIGHT
        if self._few_colours:
            dark, light = DARK_16, LIGHT_16
        elif self.app.console.color_system == "256":
            dark, light = DARK_256, LIGHT_256
        return dark if self.app.current_theme.dark else light

    @property
    def _few_colours(self) -> bool:
        return self.app.console.color_system in FEW_COLOURS

    def show(self) -> None:
        """Draw what is chosen now."""
        page, palette = self.walk.page, self.palette
        selection = Selection(self.walk.part, self.walk.ring, self.walk.key)
        self.view.show(page.wheel(palette), selection, palette)
        self.panel.show(page, selection, palette)
        self.show_keys()
        self._show_head()

    def show_keys(self) -> None:
        """Say the keys of what is shown now."""
        self.key_line.show(self._keys())

    def _show_head(self) -> None:
        if (head := self._head()) != self.head.content:
            self.head.update(head, layout=False)

    def _head(self) -> Text:
        """What is shown, of whom; at the right how much needs attention, once that is known."""
        where = Text.assemble((printable(self.walk.page.label), "bold"), "  ", printable(self.space.settings.name))
        if self.todo.items is None:
            return where
        from vcycle.tui.todo_items import head_line  # was imported when they were found

        return head_line(where, self.todo.items, self.app.size.width - 2, with_keys(self, "{wheel.todo}"))

    def _go(self, how: Callable[[], None]) -> None:
        self._or_say(how)
        self.show()

    @work(group="ahead", exclusive=True)
    async def _read_ahead(self) -> None:
        """Read the years beside the one that is shown, in a thread, before anybody steps into them."""
        from vcycle.services.wheel_page import read_beside

        self._read_around = self.walk.page.year, self._token
        beside = self.space.beside()
        with suppress(VcycleError):  # whoever goes there is told
            await asyncio.to_thread(read_beside, beside, self.walk.page.year, self.walk.most_rings, self.palette)
            self.space.learn(beside)

    @on(WheelView.Room)
    def _wheel_has_room(self, event: WheelView.Room) -> None:
        if self.walk.make_room(event.rings):
            self.show()

    def action_help(self) -> None:
        from vcycle.tui.help_dialog import HelpDialog

        self.app.push_screen(HelpDialog(self._own_keys(), bindings_of(self.app, App), coloured=not self.panel.numbered))

    def action_toggle_light(self) -> None:
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    def _look_for_changes(self) -> None:
        """Somebody else may have saved: another window, a command, a shared folder."""
        if self.space.store.token != self._token:
            self._reread(self.walk.reread)
        if cast("TypeAhead[None]", self.app).rested > REST:
            self._look_for_todo()
            self._look_ahead()

    def _look_ahead(self) -> None:
        if self._read_around != (self.walk.page.year, self._token):
            self._read_ahead()

    def _look_for_todo(self) -> None:
        if self.todo.is_late:
            self._count_todo()

    @work
    async def _count_todo(self) -> None:
        from vcycle.tui.todo_items import panel_lines

        await self.todo.look()
        if not self.query("#head"):
            return  # the screen was made anew meanwhile, and looks for itself
        self._show_head()
        self.panel.show_todo(panel_lines(self.todo.items or ()))

    def _reread(self, how: Callable[[], None]) -> None:
        self._token = self.space.store.token
        self._go(how)

    def _or_say(self, do: Callable[[], object]) -> None:
        """Do it, or say in a sentence why not."""
        try:
            do()
        except VcycleError as error:
            self.notify(shorten(f"{error} {error.hint}".strip(), 400), severity="error", markup=False)

    def _tell(self, text: str) -> None:
        self.notify(printable(with_keys(self, text)), markup=False)


def _stepping(key: Binding, word: str) -> Binding:
    """A key as it is called when it steps by `word`; as it is without one."""
    return replace(key, description=word, tooltip=key.tooltip and f"förra och nästa {word}") if word else key


class Year(Horizontal):
    """Wheel and panel side by side; it sizes them itself, for a screen beneath a dialog is told of no resize."""

    def __init__(self, screen: Size, **named: Any) -> None:
        super().__init__(**named)
        self.fit(screen - ROUND)  # before the first layout, which would otherwise be made twice

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """The list beside the wheel; under it where that is too narrow, alone where the wheel has no room at all."""
        small = size.width < MIN_COLUMNS or size.height < MIN_ROWS
        beside = size.width >= NARROW
        under = not small and not beside and size.height >= MIN_ROWS + LINES
        self.set_class(under, "-under")
        self.set_class(under and size.height >= size.width // 2 + LINES, "-tall")
        self.set_class(not under and (small or not beside), "-narrow")
        self.set_class(size.width >= WIDE, "-wide")
