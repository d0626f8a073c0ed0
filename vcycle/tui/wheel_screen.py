"""The year wheel: walk by month and ring, open an entry, move it. Dialogs are imported when somebody opens them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.records import Record
from vcycle.model.text import printable, shorten
from vcycle.services.stretch import Zoom
from vcycle.services.workspace import Workspace
from vcycle.tui.compositor import SpanCompositor
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.todo_watch import TodoWatch
from vcycle.tui.walk import Walk
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.month_panel import MonthPanel
from vcycle.tui.widgets.wheel_view import WheelView, aspect_of
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

if TYPE_CHECKING:
    from vcycle.services.moving import Step
    from vcycle.services.search import Found
    from vcycle.tui.step_dialog import StepDialog

FIRST_LOOK = 0.2  # seconds from the first frame to a look at what needs attention
LOOK_FOR_CHANGES = 0.5  # seconds between looks at whether another process has saved
NARROW, WIDE = 74, 110  # columns of the year
LINES = 2  # of the list under the wheel
ROUND = (0, 2)  # what stands above and below it
STEPS: dict[Zoom, tuple[str, str]] = {"year": ("år", "månad"), "term": ("termin", "månad"), "month": ("månad", "vecka")}
"""What PageDown steps by, and the right arrow."""
LONGEST_LABEL = 100
FEW_COLOURS = (None, "standard", "windows")


class WheelScreen(Screen[None]):
    """Home. What is chosen is a month (or week), a ring and, when there is one, an entry of both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "month(-1)", "månad", tooltip="förra och nästa månad", id="wheel.previous_month"),
        Binding("right", "month(1)", "månad", id="wheel.next_month"),
        Binding("up", "ring(-1)", "ring", tooltip="ringen utanför och innanför", id="wheel.outer_ring"),
        Binding("down", "ring(1)", "ring", id="wheel.inner_ring"),
        Binding("plus", "zoom(1)", "zoom", tooltip="en termin, en månad, hela året", id="wheel.zoom_in"),
        Binding("minus", "zoom(-1)", "zoom", id="wheel.zoom_out"),
        Binding("tab", "entry(1)", "nästa", tooltip="nästa och förra tillfället", id="wheel.next_entry"),
        Binding("shift+tab", "entry(-1)", "nästa", show=False, id="wheel.previous_entry"),
        Binding("pageup", "page(-1)", "år", show=False, tooltip="förra och nästa år", id="wheel.previous_page"),
        Binding("pagedown", "page(1)", "år", show=False, id="wheel.next_page"),
        Binding("home", "today", "till i dag", show=False, id="wheel.today"),
        Binding("enter", "open", "öppna", tooltip="visa allt om tillfället", id="wheel.open"),
        Binding("l", "register", "register", tooltip="register över allt inskrivet", id="wheel.register"),
        Binding("slash", "search", "sök", tooltip="sök i året och registret", id="wheel.search"),
        Binding("a", "todo", "att göra", show=False, tooltip="det som väntar, det värsta först", id="wheel.todo"),
        Binding("m", "move", "flytta", tooltip="flytta, med allt som hänger på", id="wheel.move"),
        Binding("d", "done", "bocka av som genomfört", show=False, id="wheel.done"),
        Binding("c", "cancel", "ställ in", show=False, id="wheel.cancel"),
        Binding("k", "copy", "en kopia på en annan dag", show=False, id="wheel.copy"),
        Binding("u,ctrl+z", "undo", "ångra", tooltip="ångra det senaste", id="wheel.undo"),
        Binding("r,ctrl+y", "redo", "gör om det som ångrades", show=False, id="wheel.redo"),
        Binding("t", "toggle_light", "ljust eller mörkt", show=False, id="wheel.light"),
        Binding("question_mark", "help", "hjälp", id="wheel.help"),
    ]
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
        self.call_after_refresh(self.set_timer, FIRST_LOOK, self._look_for_todo)

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
        page, part = STEPS[self.walk.page.zoom]
        said = {"month": part, "page": page}
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
        self._show_head()

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

    # Walking

    def action_month(self, step: int) -> None:
        self._go(partial(self.walk.by_part, step))

    def action_ring(self, step: int) -> None:
        self._go(partial(self.walk.by_ring, step))

    def action_entry(self, step: int) -> None:
        self._go(partial(self.walk.by_entry, step))

    def action_page(self, step: int) -> None:
        self._go(partial(self.walk.by_page, step))

    def action_zoom(self, step: int) -> None:
        self._go(partial(self.walk.by_zoom, step))
        self.show_keys()

    def show_keys(self) -> None:
        """Say the keys of what is shown now."""
        self.key_line.show(self._keys())

    def action_today(self) -> None:
        self._go(self.walk.to_today)

    def _go(self, how: Callable[[], None]) -> None:
        self._or_say(how)
        self.show()

    @on(WheelView.Clicked)
    def _wheel_clicked(self, event: WheelView.Clicked) -> None:
        found = event.hit
        if found is None or found.segment is None:
            return
        if not self._clicked_on(found.key):
            self.walk.to_ring(found.segment, self.walk.ring if found.track is None else found.track)
            self.show()

    @on(WheelView.Turned)
    def _wheel_turned(self, event: WheelView.Turned) -> None:
        self.action_month(event.step)

    @on(WheelView.Room)
    def _wheel_has_room(self, event: WheelView.Room) -> None:
        if self.walk.make_room(event.rings):
            self.show()

    @on(MonthPanel.Clicked)
    def _panel_clicked(self, event: MonthPanel.Clicked) -> None:
        if event.line.todo is not None:
            self.action_todo(event.line.todo)
            return
        if not self._clicked_on(event.line.key) and event.line.ring is not None:
            self.walk.to_ring(self.walk.part, event.line.ring)
            self.show()

    def _clicked_on(self, key: str | None) -> bool:
        """Mark the entry that was clicked on, open it when it was marked already; says whether there is one."""
        entry = next((e for e in self.walk.page.entries if e.id == key), None)
        if entry is None:
            return False
        if key == self.walk.key:
            self.action_open()
        else:
            self.walk.to(entry)
            self.show()
        return True

    # Doing

    def action_open(self) -> None:
        from vcycle.tui.entry_dialog import EntryDialog

        if entry := self._chosen():
            self._or_say(lambda: self.app.push_screen(EntryDialog(self.space, entry), self._after_entry))

    def _after_entry(self, answer: str | Entry | None) -> None:
        if isinstance(answer, str):
            self.call_after_refresh(partial(self.run_action, answer))
        else:
            self._visit(answer)

    def action_todo(self, marked: int = 0) -> None:
        from vcycle.tui.todo_dialog import TodoDialog

        self.app.push_screen(TodoDialog(self.space, self.todo, marked), self._visit)

    def _visit(self, entry: Entry | None) -> None:
        """To an entry, wherever it lies, and open it; in any case show what has been saved meanwhile."""
        self._reread(self.walk.reread)
        found = self._still(entry) if entry is not None else None
        if found is not None:
            self._go(partial(self.walk.visit, found))
            self.action_open()

    def _still(self, entry: Entry) -> Entry | None:
        """The entry as it is now; when it is gone, a word about that."""
        try:
            found = self.space.entry(entry.id)
        except VcycleError as error:
            self._tell(str(error))
            return None
        if found is None:
            self._tell("Det finns inte längre; någon annan har tagit bort det.")
        return found

    def action_move(self) -> None:
        from vcycle.tui.step_dialog import moving_to

        self._ask(moving_to)

    def action_done(self) -> None:
        from vcycle.tui.done_dialog import holding

        self._ask(holding)

    def action_copy(self) -> None:
        from vcycle.tui.copy_dialog import copying_to

        if entry := self._chosen():
            self._or_say(lambda: self.app.push_screen(copying_to(self.space, entry), self._copied))

    def _copied(self, step: Step | None) -> None:
        self._saved(step)
        new = [c.after for c in step.consequences if c.after and c.after.record == step.records[0].id] if step else []
        if new:
            self._go(partial(self.walk.visit, new[0]))

    def action_cancel(self) -> None:
        from vcycle.tui.step_dialog import cancelling

        self._ask(cancelling)

    def action_edit(self) -> None:
        from vcycle.tui.register.record_form import form_of

        if entry := self._chosen():
            self._or_say(lambda: self.app.push_screen(form_of(self.space, entry.type, entry.record), self._edited))

    def _edited(self, record: Record | None) -> None:
        if record is not None:
            self._tell("Sparat. Ångra med {wheel.undo}.")
            self._reread(self.walk.reread)

    def action_register(self) -> None:
        from vcycle.tui.register.register_screen import RegisterScreen

        self.app.push_screen(RegisterScreen(self.space), lambda _: self._reread(self.walk.reread))

    def action_search(self) -> None:
        from vcycle.services.search import coming_entries
        from vcycle.tui.register.search_dialog import SearchDialog

        def ask() -> None:
            entries = {entry.id: entry for entry in (*coming_entries(self.space), *self.walk.page.entries)}
            self.app.push_screen(SearchDialog(self.space, entries.values()), self._found)

        self._or_say(ask)

    def _found(self, found: Found | None) -> None:
        from vcycle.tui.register.record_form import RecordForm

        if found is not None and found.entry is not None:
            self._visit(found.entry)
        elif found is not None and found.kind is not None:
            self.app.push_screen(RecordForm(self.space, found.kind, found.record), self._edited)

    def action_help(self) -> None:
        from vcycle.tui.help_dialog import HelpDialog

        self.app.push_screen(HelpDialog(self._own_keys(), bindings_of(self.app, App), coloured=not self.panel.numbered))

    def _ask(self, question: Callable[[Workspace, Entry], StepDialog]) -> None:
        if entry := self._chosen():
            self.app.push_screen(question(self.space, entry), self._saved)

    def _saved(self, step: Step | None) -> None:
        if step is not None:
            others = f", och {step.others} till" if step.others else ""
            self._tell(f"{_short(step.label)}{others}. Ångra med {{wheel.undo}}.")
            self._reread(lambda: self.walk.reread(step.day))

    def action_undo(self) -> None:
        self._or_say(lambda: self._tell(f"Ångrade: {_short(self.space.store.undo().label)}"))
        self._reread(self.walk.reread)

    def action_redo(self) -> None:
        self._or_say(lambda: self._tell(f"Gjorde om: {_short(self.space.store.redo().label)}"))
        self._reread(self.walk.reread)

    def action_toggle_light(self) -> None:
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    def _chosen(self) -> Entry | None:
        """The marked entry; without one, a word about how to get to one."""
        if self.walk.chosen is None:
            page = self.walk.page
            part = "veckan" if page.zoom == "month" else "månaden"
            ring = (
                f"i ringen {page.rings[self.walk.ring]} den här {part}. {{wheel.next_entry}} går till nästa tillfälle."
            )
            self._tell(f"Inget {ring}" if page.entries else f"Inget är planerat {page.label}.")
        return self.walk.chosen

    def _look_for_changes(self) -> None:
        """Somebody else may have saved: another window, a command, a shared folder."""
        if self.space.store.token != self._token:
            self._reread(self.walk.reread)
        self._look_for_todo()

    def _look_for_todo(self) -> None:
        if self.todo.is_late:
            self.run_worker(self._count_todo())

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


def _short(label: str) -> str:
    return shorten(label, LONGEST_LABEL)


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
