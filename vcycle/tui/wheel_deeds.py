"""What can be done to entries from the home screen. Dialogs are imported when somebody opens them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.records import Record
from vcycle.model.text import shorten
from vcycle.services.stretch import PARTS
from vcycle.services.workspace import Workspace
from vcycle.tui.wheel_shown import WheelShown
from vcycle.tui.words import TIMES_AS_KNOWN

if TYPE_CHECKING:
    from vcycle.services.moving import Step
    from vcycle.services.search import Found
    from vcycle.tui.step_dialog import StepDialog

LONGEST_LABEL = 100


class WheelDeeds(WheelShown):
    """Open, move, tick off, cancel, copy, find; what was saved is shown, and can be taken back."""

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

    def _chosen(self) -> Entry | None:
        """The marked entry; without one, a word about how to get to one."""
        if self.walk.chosen is None:
            page = self.walk.page
            part = TIMES_AS_KNOWN[PARTS[page.zoom]]
            ring = (
                f"i ringen {page.rings[self.walk.ring]} den här {part}. {{wheel.next_entry}} går till nästa tillfälle."
            )
            self._tell(f"Inget {ring}" if page.entries else f"Inget är planerat {page.label}.")
        return self.walk.chosen


def _short(label: str) -> str:
    return shorten(label, LONGEST_LABEL)
