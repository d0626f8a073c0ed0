"""One entry with all that is known about it: what, when, where, who, why this date, what hangs on it."""

from __future__ import annotations

from typing import ClassVar

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

STATES = {
    "planned": "planerat",
    "held": "genomfört",
    "moved": "flyttat",
    "cancelled": "inställt",
    "undated": "utan dag",
}


class EntryDialog(Dialog[str]):
    """Shows an entry; its result is the action of the screen beneath that was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "choose('move')", "Flytta", id="entry.move"),
        Binding("d", "choose('done')", "Genomfört", id="entry.done"),
        Binding("c", "choose('cancel')", "Ställ in", id="entry.cancel"),
        Binding("enter", "leave", "Stäng", id="entry.close"),
    ]

    def __init__(self, space: Workspace, entry: Entry) -> None:
        super().__init__()
        self.space = space
        self.entry = entry

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box"):
            yield Static(printable(self.entry.title), classes="title", markup=False)
            yield Static(facts(self.space, self.entry), markup=False)
            yield Static("\nm flytta   d genomfört   c ställ in   Esc tillbaka", classes="dim", markup=False)

    def action_choose(self, action: str) -> None:
        self.dismiss(action)


def facts(space: Workspace, entry: Entry) -> Text:
    """The entry as labelled lines; what is not known is left out."""
    rows = [
        ("När", when(entry)),
        ("Plats", entry.place),
        ("Ansvarig", entry.responsible),
        ("Område", " · ".join(dict.fromkeys(part for part in (entry.ring, entry.area) if part))),
        ("Läge", STATES[entry.state]),
        ("Hänger på", "\n".join(_hanging(space, entry))),
        ("Varför", "\n".join(explain(space, entry))),
        ("Om", entry.description),
    ]
    text = Text()
    for label, value in rows:
        if value:
            lines = printable(value, newline="\n").replace("\n", "\n" + " " * 11)
            text.append(f"\n{label:<11}", style="bold").append(lines)
    return text


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


def _hanging(space: Workspace, entry: Entry) -> list[str]:
    """What follows when this entry moves."""
    if entry.due is None:
        return []
    period = space.years.year(space.years.year_of(entry.due)).widened(366)
    following = [e for e in space.entries(period) if e.anchor == entry.id]
    return [f"{e.title} {e.start or ''}".rstrip() for e in following]
