"""One entry with all that is known about it: when, where, who, what hangs together with it, why this day, its past."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.text import printable, shorten
from vcycle.rules import swedish
from vcycle.services.checklist import Past, checklist, past_of, remark
from vcycle.services.explain import explain
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.sheet import Column, Sheet
from vcycle.tui.words import BY, SIGNS, STATES

CHOOSE = ", välj en med {entry.move}"
LATE = "!"
"""The sign of a step that should have been done, in the place of those of the states."""
LONGEST = 120
_LABELS = 10
_COLUMNS = (Column(""), Column(""), Column(""), Column(""), Column(""))
Rows = Sequence[tuple[str, str]]


class Checklist(Sheet):
    """The entries that hang together with one, in the middle of what scrolls: at its ends the arrows scroll that."""

    def action_move(self, step: int) -> None:
        if 0 <= self.marked + step < len(self.rows):
            super().action_move(step)
        else:
            self._around.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        self._around.scroll_relative(y=step * max(1, self._around.size.height - 1), animate=False)

    def _reveal(self) -> None:
        if self.is_mounted:
            place = self.virtual_region
            self._around.scroll_to_region(Region(place.x, place.y + self.marked, place.width, 1), animate=False)

    @property
    def _around(self) -> VerticalScroll:
        assert isinstance(self.parent, VerticalScroll)
        return self.parent


class EntryDialog(Dialog[str | Entry]):
    """Shows an entry; its result is the action of the screen beneath that was asked for, or another entry to go to."""

    CSS_PATH = Path(__file__).parent / "register" / "register.tcss"
    PURPOSE = (
        "Allt om ett tillfälle: när och var, vad som hänger ihop med det, varför just den dagen, och vad som hänt."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "gå dit", tooltip="gå till det markerade i listan", id="entry.go"),
        Binding("m", "dismiss('move')", "flytta", tooltip="flytta, med allt som hänger på", id="entry.move"),
        Binding("d", "dismiss('done')", "genomfört", tooltip="bocka av som genomfört", id="entry.done"),
        Binding("c", "dismiss('cancel')", "ställ in", tooltip="ställ in, med ett skäl", id="entry.cancel"),
        Binding("k", "dismiss('copy')", "kopia", tooltip="en kopia på en annan dag", id="entry.copy"),
        Binding("o", "dismiss('edit')", "ändra", tooltip="ändra det som tillfället kommer från", id="entry.edit"),
    ]
    scroll = query_one(".scroll", VerticalScroll)
    past = query_one("#past", Static)

    def __init__(self, space: Workspace, entry: Entry) -> None:
        super().__init__(entry.title)
        self.space = space
        self.entry = entry
        self.facts, self.grounds = facts(entry), grounds(space, entry)
        self.upon = space.entry(entry.anchor) if entry.anchor else None
        self.hanging = checklist(space, entry)

    @property
    def together(self) -> list[Entry]:
        """What the rows of the list stand for: what the entry hangs on, then what hangs on it."""
        return [*([self.upon] if self.upon else []), *self.hanging]

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll", can_focus=not self.together):
            yield Static(_table([(label, with_keys(self, value)) for label, value in self.facts]))
            if self.together:
                sheet = Checklist(head=False, sheet_id="together")
                sheet.styles.height = len(self.together)
                yield sheet
            yield Static(_table(self.grounds), id="grounds")
            yield Static(id="past")

    def on_mount(self) -> None:
        super().on_mount()
        if self.together:
            today = self.space.today
            rows = [_row("Hänger på", self.upon, today)] if self.upon else []
            labels = ["Följer med", *[""] * len(self.hanging)]
            rows += [_row(label, e, today) for label, e in zip(labels, self.hanging, strict=False)]
            sheet = self.query_one(Checklist)
            sheet.show(_COLUMNS, rows)
            sheet.focus()
        else:
            keys = [key for key in bindings_of(self, ModalScreen) if key.id != "entry.go"]
            self.query_one(KeyLine).show(keys)
        self._look_back()

    @work
    async def _look_back(self) -> None:
        """The history may be long, and stands last: nobody waits for it."""
        try:
            found = await asyncio.to_thread(past_of, self.space, self.entry)
        except VcycleError as error:
            self.past.update(Text(printable(str(error))))
        else:
            self.past.update(_table([("Historik" if n == 0 else "", _step(past)) for n, past in enumerate(found)]))

    @on(Sheet.Chosen)
    def action_go(self) -> None:
        """To the marked one of what hangs together with the entry; without any there is nothing more to see."""
        self.dismiss(self.together[self.query_one(Checklist).marked] if self.together else None)


def _table(rows: Rows) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=_LABELS)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(Text(label, style="bold"), Text(printable(value, newline="\n")))
    return table


def _row(label: str, entry: Entry, today: date) -> tuple[str, ...]:
    """ "Följer med", "!", "ons 18 mars", "Kallelse till medlemsmötet", "2 dagar sen"."""
    late = remark(entry, today)
    day = f"{BY} " if entry.start is None and entry.due else ""
    day += swedish.short_date(entry.due) if entry.due else ""
    day += f" {entry.due.year}" if entry.due and entry.due.year != today.year else ""
    said = late or ("" if entry.state == "planned" else STATES[entry.state])
    return label, LATE if late else SIGNS[entry.state], day, shorten(printable(entry.title), LONGEST), said


def _step(past: Past) -> str:
    who = f" {past.who}:" if past.who else ""
    return shorten(printable(f"{past.when}{who} {past.what}"), 2 * LONGEST)


def facts(entry: Entry) -> list[tuple[str, str]]:
    """When, where, who, and how it stands, each with its label."""
    rows = [
        ("När", when(entry)),
        ("Plats", entry.place),
        ("Ansvarig", entry.responsible),
        ("Område", " · ".join(dict.fromkeys(part for part in (entry.ring, entry.area) if part))),
        ("Läge", f"{STATES[entry.state]}{CHOOSE if entry.state == 'undated' else ''}"),
    ]
    return [(label, value) for label, value in rows if value]


def grounds(space: Workspace, entry: Entry) -> list[tuple[str, str]]:
    """Why it has its day, and what it is about; raises `NotFound` when what it hangs on is gone."""
    rows = [("Varför", "\n".join(explain(space, entry))), ("Om", entry.description)]
    return [(label, value) for label, value in rows if value]


def when(entry: Entry) -> str:
    """ "torsdag 26 mars 2026, v. 13, kl. 18:30–20:30"."""
    if entry.start is None:
        return f"senast {swedish.long_date(entry.window[1])}" if entry.window else "ingen dag"
    parts = [swedish.long_date(entry.start)]
    if entry.end is not None and entry.end != entry.start:
        parts[0] += f" – {swedish.long_date(entry.end)}"
    parts.append(swedish.week_label(entry.start))
    if entry.start_time is not None:
        until = f"–{entry.end_time:%H:%M}" if entry.end_time else ""
        parts.append(f"kl. {entry.start_time:%H:%M}{until}")
    if red := swedish.red_day(entry.start) or swedish.eve(entry.start):
        parts.append(red)
    return ", ".join(parts)
