"""The year wheel: walk by month and ring, open an entry, move it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.text import printable
from vcycle.services import moving
from vcycle.services.wheel_page import wheel_page
from vcycle.services.workspace import Workspace
from vcycle.tui.entry_dialog import EntryDialog
from vcycle.tui.month_list import Look, PanelLine, panel
from vcycle.tui.step_dialog import StepDialog, cancelling, holding, moving_to
from vcycle.tui.widgets.wheel_view import WheelView
from vcycle.wheel import DARK, LIGHT, Glyphs, Palette, Selection

KEYS = "←→ månad  ↑↓ ring  Tab nästa  ⏎ öppna  m flytta  u ångra  ^Q avsluta"
LOOK_FOR_CHANGES = 0.5  # seconds between looks at whether another process has saved


class WheelScreen(Screen[None]):
    """Home. What is chosen is a month, a ring and, when there is one, an entry of that ring in that month."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "month(1)", "Nästa månad", id="wheel.next_month"),
        Binding("left", "month(-1)", "Förra månaden", id="wheel.previous_month"),
        Binding("down", "ring(1)", "Ringen innanför", id="wheel.inner_ring"),
        Binding("up", "ring(-1)", "Ringen utanför", id="wheel.outer_ring"),
        Binding("tab", "entry(1)", "Nästa tillfälle", id="wheel.next_entry"),
        Binding("shift+tab", "entry(-1)", "Förra tillfället", id="wheel.previous_entry"),
        Binding("pagedown", "year(1)", "Nästa år", id="wheel.next_year"),
        Binding("pageup", "year(-1)", "Förra året", id="wheel.previous_year"),
        Binding("home", "today", "I dag", id="wheel.today"),
        Binding("enter", "open", "Öppna", id="wheel.open"),
        Binding("m", "move", "Flytta", id="wheel.move"),
        Binding("d", "done", "Genomfört", id="wheel.done"),
        Binding("c", "cancel", "Ställ in", id="wheel.cancel"),
        Binding("u,ctrl+z", "undo", "Ångra", id="wheel.undo"),
        Binding("t", "toggle_light", "Ljust eller mörkt", id="wheel.light"),
    ]
    view = query_one("#wheel", WheelView)
    panel_text = query_one("#panel", Static)

    def __init__(self, space: Workspace) -> None:
        super().__init__()
        self.space = space
        self.page = wheel_page(space, space.years.year_of(space.today))
        self.month = self.page.month_of(space.today)
        self.ring = 0
        self.key: str | None = None
        self._token = space.store.token
        self._lines: list[PanelLine] = []
        self._choose_nearest(space.today)

    def compose(self) -> ComposeResult:
        yield Static(id="head", markup=False)
        with Horizontal(id="year"):
            yield WheelView(glyphs=self._glyphs(), widget_id="wheel")
            yield Static(id="panel", markup=False)
        yield Static(KEYS, id="keys", markup=False)

    def on_mount(self) -> None:
        self.set_interval(LOOK_FOR_CHANGES, self._look_for_changes)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < 74 or event.size.height < 22, "-narrow")
        self.set_class(event.size.width >= 110, "-wide")
        self.call_after_refresh(self.show)

    def _glyphs(self) -> Glyphs:
        chosen = self.space.settings.glyphs
        if self.app.no_color:
            return "braille"
        return "quad" if chosen == "auto" else chosen

    @property
    def palette(self) -> Palette:
        return LIGHT if self.has_class("-light") else DARK

    def show(self) -> None:
        """Draw what is chosen now."""
        selection = Selection(self.month, self.ring, self.key)
        self.view.show(self.page.wheel(self.palette), selection, self.palette)
        size = self.panel_text.content_size
        look = Look(size.width, size.height, self.palette, coloured=self.view.glyphs != "braille")
        self._lines = panel(self.page, self.month, self.ring, self.key, look)
        self.panel_text.update(Text("\n").join(line.text for line in self._lines))
        name = printable(self.space.settings.name)
        self.query_one("#head", Static).update(Text.assemble(("vcycle", "bold"), f"  {name} · {self.page.label}"))

    @property
    def chosen(self) -> Entry | None:
        """The entry that is marked, if one is."""
        return next((e for e in self.page.entries if e.id == self.key), None)

    # Walking

    def action_month(self, step: int) -> None:
        month = self.month + step
        if not 0 <= month < len(self.page.months):
            self._turn(step, last=step < 0)
        else:
            self.month = month
            self._choose_in_ring()
        self.show()

    def action_ring(self, step: int) -> None:
        self.ring = (self.ring + step) % len(self.page.rings)
        self._choose_in_ring()
        self.show()

    def action_entry(self, step: int) -> None:
        """The next entry of the month whatever its ring, and on into the next month."""
        entries = self.page.in_month(self.month)
        at = next((i for i, e in enumerate(entries) if e.id == self.key), -1 if step > 0 else len(entries))
        if 0 <= at + step < len(entries):
            self._mark(entries[at + step])
        elif 0 <= self.month + step < len(self.page.months):
            self.month += step
            entries = self.page.in_month(self.month)
            self._mark(entries[0 if step > 0 else -1] if entries else None)
        self.show()

    def action_year(self, step: int) -> None:
        self._turn(step, last=False, month=self.month)
        self.show()

    def action_today(self) -> None:
        self.page = wheel_page(self.space, self.space.years.year_of(self.space.today))
        self.month = self.page.month_of(self.space.today)
        self._choose_nearest(self.space.today)
        self.show()

    def _turn(self, step: int, *, last: bool, month: int | None = None) -> None:
        """To another year: its first month, its last, or the same one as now."""
        year = self.page.year + step
        if not 1900 <= year <= 9000:
            return
        self.page = wheel_page(self.space, year)
        self.ring = min(self.ring, len(self.page.rings) - 1)
        end = len(self.page.months) - 1
        self.month = min(month, end) if month is not None else end if last else 0
        self._choose_in_ring()

    def _choose_in_ring(self) -> None:
        """Mark the first entry of the ring in the month, or none."""
        here = [e for e in self.page.in_month(self.month) if self.page.ring_of(e) == self.ring]
        self.key = here[0].id if here else None

    def _choose_nearest(self, day: date) -> None:
        """Mark what comes next in the month, or the last that was."""
        here = [e for e in self.page.in_month(self.month) if e.start is not None]
        coming = [e for e in here if e.start is not None and e.start >= day]
        self._mark(coming[0] if coming else here[-1] if here else None)

    def _mark(self, entry: Entry | None) -> None:
        self.key = entry.id if entry else None
        if entry is not None:
            self.ring = self.page.ring_of(entry)

    @on(WheelView.Clicked)
    def _clicked(self, event: WheelView.Clicked) -> None:
        found = event.hit
        if found is None or found.segment is None:
            return
        if found.key is not None and found.key == self.key:
            self.action_open()
            return
        self.month, self.ring = found.segment, self.ring if found.track is None else found.track
        self._choose_in_ring()
        near = next((e for e in self.page.entries if e.id == found.key), None)
        if near is not None and near.start is not None:
            self.month = self.page.month_of(near.start)
            self._mark(near)
        self.show()

    def on_click(self, event: events.Click) -> None:
        """A click on a line of the panel marks its entry, a second one opens it."""
        if event.widget is not self.panel_text or not 0 <= self._line_at(event) < len(self._lines):
            return
        key = self._lines[self._line_at(event)].key
        if key is not None and key == self.key:
            self.action_open()
        elif key is not None:
            self._mark(next(e for e in self.page.entries if e.id == key))
            self.show()

    def _line_at(self, event: events.Click) -> int:
        return event.screen_y - self.panel_text.content_region.y

    # Doing

    def action_open(self) -> None:
        if self._something_chosen() and (entry := self.chosen):
            self.app.push_screen(EntryDialog(self.space, entry), self._after_entry)

    def _after_entry(self, action: str | None) -> None:
        if action is not None:
            self.call_after_refresh(partial(self.run_action, action))

    def action_move(self) -> None:
        self._ask(moving_to)

    def action_done(self) -> None:
        self._ask(holding)

    def action_cancel(self) -> None:
        self._ask(cancelling)

    def _ask(self, question: object) -> None:
        if self._something_chosen() and (entry := self.chosen):
            dialog: StepDialog = question(self.space, entry)  # type: ignore[operator]
            self.app.push_screen(dialog, self._save)

    def _save(self, step: moving.Step | None) -> None:
        if step is None:
            return
        try:
            moving.save(self.space, step, force=True)
        except VcycleError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.notify(f"{step.label}. Ångra med u.", markup=False)
        self._reload(step.change.day)

    def action_undo(self) -> None:
        try:
            line = self.space.store.undo()
        except VcycleError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.notify(f"Ångrade: {printable(line.label)}", markup=False)
        self._reload(None)

    def action_toggle_light(self) -> None:
        self.toggle_class("-light")
        self.show()

    def _something_chosen(self) -> bool:
        if self.chosen is None:
            ring = printable(self.page.rings[self.ring])
            self.notify(f"Inget i ringen {ring} den här månaden. Tab går till nästa tillfälle.", markup=False)
        return self.chosen is not None

    def _look_for_changes(self) -> None:
        """Somebody else may have saved: another window, a command, a shared folder."""
        if self.space.store.token != self._token:
            self._reload(None)

    def _reload(self, day: date | None) -> None:
        """Show the year as it is now, still on the same entry, following it to `day` when it was moved there."""
        self._token = self.space.store.token
        self.page = wheel_page(self.space, self.page.year)
        self.ring = min(self.ring, len(self.page.rings) - 1)
        if day is not None and day in self.page.period:
            self.month = self.page.month_of(day)
        if self.chosen is None:
            self._choose_in_ring()
        self.show()
