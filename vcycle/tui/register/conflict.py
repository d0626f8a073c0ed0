"""Two people wrote in the same record: both versions side by side, and for each field the one to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

from vcycle.model.text import printable, shorten
from vcycle.tui.dialog import Dialog
from vcycle.tui.register.controls import NONE, Choice

MINE, THEIRS = 0, 1
LONGEST = 400
_SIGNS = ("○ ", "● ")


class Field(NamedTuple):
    """What a field is called, and what both wrote in it; `mine` is empty where only the other did."""

    label: str
    mine: str
    theirs: str


class Versions(Choice):
    """Both versions of one field below each other; one of them is to be kept."""

    def __init__(self, field: Field, who: str) -> None:
        super().__init__([field.mine, field.theirs], field.mine)
        self.label = field.label
        self.who = who

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return 1 + sum(len(self._lines(at, width)) for at in (MINE, THEIRS))

    def render(self) -> Text:
        width = self.content_size.width
        lines = [Text(printable(self.label), Style(bold=self.has_focus))]
        for at in (MINE, THEIRS):
            style = self._chosen if at == self.at else Style()
            lines += [Text(line, style) for line in self._lines(at, width)]
        return Text("\n").join(lines)

    def _lines(self, at: int, width: int) -> list[str]:
        """One version: a sign, who wrote it, and the text, folded beside them."""
        names = [shorten(name, max(4, width // 3)) for name in ("du", self.who)]
        left = max(map(cell_len, names)) + 2
        text = shorten(printable(self.words[at], newline="\n"), LONGEST) or NONE
        folded = Text(text).wrap(self.app.console, max(8, width - left - 3))
        heads = [f" {_SIGNS[at == self.at]}{names[at].ljust(left)}", *[" " * (left + 3)] * len(folded)]
        return [f"{head}{line.plain.rstrip()}".ljust(width) for head, line in zip(heads, folded, strict=False)]

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # the words do not stand side by side
        if event.y:
            self.at = MINE if event.y <= len(self._lines(MINE, self.content_size.width)) else THEIRS


class Conflicting(Dialog[list[str]]):
    """Asks for each field that both wrote in. The result is the names of those where the other's version is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "spara", tooltip="spara det som är valt", id="conflict.save"),
        Binding("left", "choose(-1)", "välj", tooltip="välj din text eller den andras", id="conflict.mine"),
        Binding("right", "choose(1)", "välj", id="conflict.theirs"),
        Binding("up", "app.focus_previous", "fält", tooltip="förra och nästa fält", id="conflict.previous"),
        Binding("down", "app.focus_next", "fält", id="conflict.next"),
        Binding("escape", "leave", "skriv vidare", id="dialog.leave"),
    ]
    PURPOSE = """Någon annan sparade samma post medan du skrev. Välj för varje fält vad som ska stå kvar.
Fält som bara en av er har ändrat behåller den ändringen."""

    def __init__(self, who: str, fields: Mapping[str, Field], taken: Sequence[Field]) -> None:
        """`taken` are the fields that only the other wrote in."""
        super().__init__(f"{who} har sparat det här medan du skrev")
        self.who = who
        self.fields = fields
        self.taken = taken

    def body(self) -> ComposeResult:
        both = "Ni har skrivit i samma fält. Vad ska stå kvar?"
        with VerticalScroll(classes="scroll", can_focus=not self.fields):
            yield Static(both if self.fields else "Ni har ändrat olika saker; allt kan sparas.", markup=False)
            for field in self.fields.values():
                yield Versions(field, self.who)
            if self.taken:
                yield Static(f"\n{self._taken()}", classes="dim", markup=False)

    def _taken(self) -> str:
        lines = (f"{one.label}: {shorten(printable(one.theirs), LONGEST) or NONE}" for one in self.taken)
        return "\n".join((f"{self.who} har också ändrat det här, som följer med:", *lines))

    def action_choose(self, step: int) -> None:
        if isinstance(self.focused, Versions):
            self.focused.action_step(step)

    def action_save(self) -> None:
        chosen = zip(self.fields, self.query(Versions), strict=True)
        self.dismiss([name for name, versions in chosen if versions.at == THEIRS])
