"""The year wheel, which is home: its keys, and walking by month and ring with them and with the mouse."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from vcycle.tui.wheel_deeds import WheelDeeds
from vcycle.tui.widgets.month_panel import MonthPanel
from vcycle.tui.widgets.wheel_view import WheelView


class WheelScreen(WheelDeeds):
    """Home. A part of what is shown, a ring and, when there is one, an entry of both are chosen; keys start there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "month(-1)", "månad", tooltip="förra och nästa månad", id="wheel.previous_month"),
        Binding("right", "month(1)", "månad", id="wheel.next_month"),
        Binding("up", "ring(-1)", "ring", tooltip="ringen utanför och innanför", id="wheel.outer_ring"),
        Binding("down", "ring(1)", "ring", id="wheel.inner_ring"),
        Binding("plus", "zoom(1)", "zoom", tooltip="termin, månad, vecka, hela året", id="wheel.zoom_in"),
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

    def action_today(self) -> None:
        self._go(self.walk.to_today)

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
