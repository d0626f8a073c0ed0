"""Ticking something off: how many came, in words or in four boxes, and a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from vcycle.model.derived import Entry
from vcycle.services import moving
from vcycle.services.counting import WORDS, counted_words, read_counted
from vcycle.services.days import day_of
from vcycle.services.workspace import Workspace
from vcycle.tui.step_dialog import StepDialog

CAME = "Hur många kom? ”5 kvinnor 3 män”, en anteckning. Får vara tomt."
STEP_DONE = "Får vara tomt. Eller när, och en anteckning: ”den 3/3, med e-post”"
NARROW = 70
"""Columns below which the four boxes stand two by two."""
_DIGITS = 6


def holding(space: Workspace, entry: Entry) -> StepDialog:
    """Asks how many came to an entry that was held, and for a note; of a step, when it was done if not today."""
    return _step_done(space, entry) if entry.anchor else DoneDialog(space, entry)


def _step_done(space: Workspace, entry: Entry) -> StepDialog:
    def make(entry: Entry, text: str) -> moving.Step:
        on, rest = _day_first(space, text, entry.due)
        return moving.done(space, entry, on, **read_counted(rest))

    dialog = StepDialog(space, entry, f"Bocka av {entry.title}", make)
    dialog.placeholder = STEP_DONE
    return dialog


class DoneDialog(StepDialog):
    """One line of words with what it counts in four boxes under it; writing in either changes the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "nästa ruta", tooltip="nästa och förra ruta", id="done.next"),
        Binding("shift+tab", "app.focus_previous", "nästa ruta", show=False, id="done.previous"),
    ]
    AROUND = 14

    def __init__(self, space: Workspace, entry: Entry) -> None:
        super().__init__(space, entry, f"Bocka av {entry.title}", self._done)
        self.placeholder = CAME
        known = space.sources.changes.get(entry.id)
        self.note = known.note if known else ""
        if known is not None and known.held:
            self.value = line_of({name: getattr(known, name) for name in WORDS}, " ".join(self.note.split()))

    def _done(self, entry: Entry, text: str) -> moving.Step:
        on, rest = _day_first(self.space, text, entry.due)
        counted = {**dict.fromkeys(WORDS, 0), **read_counted(rest)}
        if counted["note"] == " ".join(self.note.split()):
            counted["note"] = self.note  # the line has no room for its line breaks
        return moving.done(self.space, entry, on, **counted)

    def more(self) -> ComposeResult:
        with Horizontal(classes="counts"):
            for name, word in WORDS.items():
                with Horizontal(classes="count"):
                    yield Label(f"{word[0].upper()}{word[1:]}", markup=False)
                    yield Input(restrict=r"\d*", max_length=_DIGITS, compact=True, id=name)

    def on_mount(self) -> None:
        super().on_mount()
        self._fill_boxes()

    def _fit(self) -> None:
        super()._fit()
        self.query_one(".counts").set_class(self.app.size.width < NARROW, "-narrow")

    @on(Input.Changed, "#answer")
    def _fill_boxes(self) -> None:
        """Show in the boxes what the line counts."""
        if isinstance(self.focused, Input) and self.focused.id in WORDS:
            return
        counted = read_counted(_split_day(self._line.value)[1])
        with self.prevent(Input.Changed):
            for name in WORDS:
                self._box(name).value = str(counted.get(name) or "")

    @on(Input.Changed, ".count Input")
    def _fill_line(self, event: Input.Changed) -> None:
        """Write into the line what the boxes say, before the note that stands there."""
        event.stop()
        day, rest = _split_day(self._line.value)
        counts = {name: int(value) for name in WORDS if (value := self._box(name).value).isdecimal()}
        self._line.value = day + line_of(counts, str(read_counted(rest)["note"]))

    @property
    def _line(self) -> Input:
        return self.query_one("#answer", Input)

    def _box(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)


def line_of(counts: Mapping[str, Any], note: str) -> str:
    """The line that says these counts and this note: `read_counted` reads the same from it."""
    words = counted_words(counts)
    apart = "; " if words or len(read_counted(note)) > 1 else ""
    return f"{words}{apart}{note}" if note else words


_DAY_FIRST = re.compile(
    r"(den \d{1,2} [a-zåäö]+|(?:den )?\d{1,2}/\d{1,2}|\d{4}-\d\d-\d\d|i ?dag|i ?går|i ?förrgår|i [a-zåäö]+dags)"
    r"[,;.]?(?:\s+|$)",
    re.IGNORECASE,
)


def _split_day(text: str) -> tuple[str, str]:
    """The words for a day that a text begins with, as in "den 3 mars, ...", "3/3 ...", and the rest of it."""
    match = _DAY_FIRST.match(text)
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def _day_first(space: Workspace, text: str, around: date | None) -> tuple[date | None, str]:
    """The day that a text begins with, and the rest of it."""
    match = _DAY_FIRST.match(text)
    return (day_of(space, match[1], around), text[match.end() :]) if match else (None, text)
