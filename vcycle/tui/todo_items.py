"""What needs attention, each thing with what it is about and which key does what its hint says as a command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from vcycle.errors import NotFound
from vcycle.model.core import Goal, Person, Role
from vcycle.model.derived import Entry, Finding, Level
from vcycle.model.offers import Command
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable
from vcycle.services import asking
from vcycle.services.findings import findings
from vcycle.services.workspace import Workspace

SIGNS: dict[Level, str] = {"error": "✗", "warning": "!", "info": "·"}
WORDS: dict[Level, str] = {"error": "fel", "warning": "obs", "info": "tips"}
ENTRY_KEYS = (
    "{todo.go} visar tillfället i året. "
    "{todo.done} bockar av det, {todo.move} flyttar det, {todo.cancel} ställer in det."
)
_COMMAND = re.compile(r"\bvcycle ([\w-]+)(?: ([\w-]+))?")
# A sentence ends where another begins; what stands in quotes is never cut.
_SENTENCE = re.compile(r"(?:”[^”]*”|[^.]|\.(?!\s|$))+(?:\.|$)\s*")


@dataclass(frozen=True, slots=True)
class Todo:
    """A finding and what it is about: an entry, a record with its type, a plugin's command, or nothing of these."""

    finding: Finding
    keys: str
    entry: Entry | None = None
    kind: RecordType | None = None
    record: Record | None = None
    plugin: str = ""
    command: Command | None = None

    @property
    def hint(self) -> str:
        """What to do about it, here: what its hint says beside commands, and the keys that do the rest."""
        own = beside_commands(self.finding.hint) if self.keys else self.finding.hint
        return " ".join(filter(None, (own, self.keys)))


def todo_of(space: Workspace) -> tuple[Todo, ...]:
    """Everything that needs attention, worst first, then by day."""
    commands = {(plugin, command.name): command for plugin, command in asking.commands(space)}
    nobody = not space.store.find(Person)
    return tuple(_todo(space, finding, commands, nobody) for finding in findings(space))


def _todo(space: Workspace, finding: Finding, commands: dict[tuple[str, str], Command], nobody: bool) -> Todo:
    if (entry := space.entry(finding.ref) if "." in finding.ref else None) is not None:
        return Todo(finding, ENTRY_KEYS, entry=entry)
    if (found := _record(space, finding.ref)) is not None:
        return Todo(finding, _record_keys(*found, nobody=nobody), kind=found[0], record=found[1])
    for plugin, name in _COMMAND.findall(finding.hint):
        if command := commands.get((plugin, name)):
            return Todo(finding, f"{{todo.go}} öppnar ”{command.label}”.", plugin=plugin, command=command)
    return Todo(finding, "")


def _record(space: Workspace, record_id: str) -> tuple[RecordType, Record] | None:
    """The record with that id among all that a form can show."""
    for kind in space.registry if record_id else ():
        if kind.listed and space.store.is_open(kind):
            try:
                return kind, space.store.get(kind.cls, record_id)
            except NotFound:
                continue
    return None


def _record_keys(kind: RecordType, record: Record, *, nobody: bool) -> str:
    if isinstance(record, Goal):
        return "{todo.go} visar målet; där går det att sätta ett tal, och notera något som räknas."
    if isinstance(record, Role):
        first = "Skriv först in personen i registret ({place.register}). Sedan: " if nobody else ""
        return f"{first}{{todo.go}} skriver in vem som har rollen."
    return f"{{todo.go}} öppnar formuläret för {kind.singular}."


def beside_commands(hint: str) -> str:
    """`hint` without the sentences that name a command: here keys do what it does."""
    return "".join(part for part in _SENTENCE.findall(hint) if not _COMMAND.search(part)).strip()


def head_line(where: Text, items: Sequence[Todo], width: int, key: str) -> Text:
    """ "2026  Föreningen …       a 3 saker att göra, 1 fel": `where`, cut if need be, and what can be clicked on."""
    click = Style(meta={"@click": "screen.todo"})
    count = Text.assemble((key, click + Style(bold=True)), (f" {count_words(items)}", click))
    if count.cell_len >= width:
        return where
    where.truncate(width - count.cell_len - 2, overflow="ellipsis", pad=True)
    return where.append("  ").append_text(count)


def panel_lines(items: Sequence[Todo]) -> tuple[str, ...]:
    """A heading and a line for each thing; nothing when nothing needs attention."""
    lines = (f"{SIGNS[item.finding.level]} {printable(item.finding.message)}" for item in items)
    return ("Att göra", *lines) if items else ()


def count_words(items: Sequence[Todo], how: str = " att göra") -> str:
    """ "3 saker att göra, 1 fel"; "inget att göra" when nothing needs attention."""
    if not items:
        return f"inget{how}"
    what = f"1 sak{how}" if len(items) == 1 else f"{len(items)} saker{how}"
    wrong = Counter(item.finding.level for item in items)["error"]
    return f"{what}, {wrong} fel" if wrong else what
