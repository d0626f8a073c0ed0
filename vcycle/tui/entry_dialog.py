"""One entry with all that is known about it: what, when, where, who, why this date, what hangs on it."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from vcycle.model.derived import Entry
from vcycle.model.text import printable
from vcycle.rules import swedish
from vcycle.services.explain import explain
from vcycle.services.workspace import Workspace
from vcycle.tui.dialog import Dialog
from vcycle.tui.words import STATES

CHOOSE = ", välj en med m"


class EntryDialog(Dialog[str]):
    """Shows an entry; its result is the action of the screen beneath that was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "dismiss('move')", "flytta", id="entry.move"),
        Binding("d", "dismiss('done')", "genomfört", id="entry.done"),
        Binding("c", "dismiss('cancel')", "ställ in", id="entry.cancel"),
        Binding("o", "dismiss('edit')", "ändra", tooltip="ändra det som tillfället kommer från", id="entry.edit"),
        Binding("enter", "leave", "stäng", show=False, id="entry.close"),
    ]

    def __init__(self, space: Workspace, entry: Entry) -> None:
        super().__init__(entry.title)
        self.facts = facts(space, entry)

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll"):
            yield Static(_table(self.facts))


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(Text(label, style="bold"), Text(printable(value, newline="\n")))
    return table


def facts(space: Workspace, entry: Entry) -> list[tuple[str, str]]:
    """What is known about the entry, each with its label; raises `NotFound` when what it hangs on is gone."""
    rows = [
        ("När", when(entry)),
        ("Plats", entry.place),
        ("Ansvarig", entry.responsible),
        ("Område", " · ".join(dict.fromkeys(part for part in (entry.ring, entry.area) if part))),
        ("Läge", f"{STATES[entry.state]}{CHOOSE if entry.state == 'undated' else ''}"),
        ("Följer med", "\n".join(_following(space, entry))),
        ("Varför", "\n".join(explain(space, entry))),
        ("Om", entry.description),
    ]
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


def _following(space: Workspace, entry: Entry) -> list[str]:
    """What hangs on this entry and moves with it, with its days."""
    if entry.due is None:
        return []
    period = space.years.year(space.years.year_of(entry.due)).widened(366)
    following = [e for e in space.entries(period) if e.anchor == entry.id]
    return [f"{e.title}, {swedish.short_date(e.start)}" if e.start else e.title for e in following]
