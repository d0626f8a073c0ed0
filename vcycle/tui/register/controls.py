"""The controls of a form. Each has a `text`, whatever its field holds; what cannot be shown is kept unless changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.text import printable

Names = Callable[[str], list[tuple[str, str]]]
"""From what is written to what it may mean: what to show, and what to write."""
NONE = "inget"


class Line(Input):
    """One line of text: what stands in it is marked on arrival, so that typing replaces it. Ctrl+Z takes that back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "take_back", "ångra i fältet", show=False)]

    def __init__(self, text: str = "", *, placeholder: str = "", line_id: str | None = None) -> None:
        super().__init__(printable(text), placeholder=placeholder, compact=True, id=line_id)
        self._given, self._shown = text, printable(text)
        self._past = [self._shown]

    @property
    def text(self) -> str:
        return self._given if self.value == self._shown else self.value

    def put(self, text: str) -> None:
        """Hold another text, as if it had been there from the beginning."""
        self._given, self._shown = text, printable(text)
        self.value = self._shown
        self._past = [self._shown]

    @on(Input.Changed)
    def _remember(self) -> None:
        if self.value != self._past[-1]:
            self._past.append(self.value)

    def action_take_back(self) -> None:
        if len(self._past) > 1:
            self._past.pop()
            self.value = self._past[-1]


class LinkLine(Line):
    """The name of another record. Down takes the names that fit what was written, one after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "offer(1)", "välj namn", show=False),
        Binding("up", "offer(-1)", "välj namn", show=False),
    ]

    def __init__(self, text: str, names: Names, *, several: bool) -> None:
        super().__init__(text)
        self._find = names
        self._several = several
        self._offered: list[str] = []
        self._at = -1

    @property
    def names(self) -> list[str]:
        """What fits what is written, to be shown; nothing when it is a name already."""
        found = self._find(self.value)
        return [] if self._written in [text for _, text in found] else [shown for shown, _ in found]

    @property
    def unknown(self) -> str:
        """What is written that no name begins with, or holds; nothing while something fits."""
        return "" if self._find(self.value) else self._written

    def take(self, name: str) -> None:
        """Write a name in the place of what is written."""
        self.value = self._with(name)
        self.cursor_position = len(self.value)

    @property
    def _written(self) -> str:
        """The name that the cursor is in: in a field of several the last."""
        return self.value.rpartition(",")[2].strip() if self._several else self.value.strip()

    def action_offer(self, step: int) -> None:
        """Another of the names that fit; where nothing was begun, the arrow leads to another field."""
        if self._at < 0 or self.value != self._with(self._offered[self._at]):
            known = [text for _, text in self._find(self.value)]
            self._offered = [] if not self._written or self._written in known else known
            self._at = -1 if step > 0 else 0
        if not self._offered:
            (self.screen.focus_next if step > 0 else self.screen.focus_previous)()
            return
        self._at = (self._at + step) % len(self._offered)
        self.value = self._with(self._offered[self._at])
        self.cursor_position = len(self.value)

    def on_blur(self) -> None:
        self._at = -1  # what was chosen stays, also when an arrow leads past it later

    def _with(self, name: str) -> str:
        before, comma, _ = self.value.rpartition(",") if self._several else ("", "", "")
        return f"{before}{comma} {name}" if comma else name


class Paragraphs(TextArea):
    """A long text."""

    def __init__(self, text: str) -> None:
        super().__init__(printable(text, newline="\n"), compact=True, highlight_cursor_line=False)
        self._given, self._shown = text, super().text

    @property
    def written(self) -> str:
        return self._given if self.text == self._shown else self.text

    def put(self, text: str) -> None:
        """Hold another text, as if it had been there from the beginning."""
        self.load_text(printable(text, newline="\n"))
        self._given, self._shown = text, self.text


class Choice(Widget, can_focus=True):
    """One of a few words, all of them shown where they fit: arrows, space, a first letter or a click chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--chosen"}
    at: reactive[int] = reactive(0)

    class Changed(Message):
        """Another word is chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            return self.choice

    def __init__(self, words: Sequence[str], text: str) -> None:
        super().__init__()
        self.words = [*words] if text in words else [text, *words]
        self.set_reactive(Choice.at, self.words.index(text))

    @property
    def text(self) -> str:
        return self.words[self.at]

    def put(self, text: str) -> None:
        """Hold another word, as if it had been there from the beginning."""
        if text not in self.words:
            self.words.append(text)
        self.at = self.words.index(text)

    def watch_at(self) -> None:
        self.post_message(self.Changed(self))

    def render(self) -> Text:
        parts = self._parts()
        if sum(map(cell_len, parts)) <= self.content_size.width:
            styles = [self._chosen if at == self.at else Style() for at in range(len(parts))]
            return Text.assemble(*zip(parts, styles, strict=True), no_wrap=True)
        word = f" ‹ {printable(self.text) or NONE} › "
        return Text.assemble((word, self._chosen), f" {self.at + 1}/{len(self.words)}", no_wrap=True)

    @property
    def _chosen(self) -> Style:
        return self.get_component_rich_style("choice--chosen") if self.has_focus else Style(bold=True)

    def _parts(self) -> list[str]:
        marks = ("●" if at == self.at else "○" for at in range(len(self.words)))
        return [f" {mark} {printable(word) or NONE} " for mark, word in zip(marks, self.words, strict=True)]

    def action_step(self, step: int) -> None:
        self.at = (self.at + step) % len(self.words)

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next word that begins with it."""
        if event.character is None or not event.character.isalnum():
            return
        later = [*range(self.at + 1, len(self.words)), *range(self.at + 1)]
        letter = event.character.casefold()
        self.at = next((at for at in later if (self.words[at] or NONE).casefold().startswith(letter)), self.at)
        event.stop()

    def on_click(self, event: events.Click) -> None:
        ends = 0
        parts = self._parts()
        if sum(map(cell_len, parts)) > self.content_size.width:
            self.action_step(1)
            return
        for at, part in enumerate(parts):
            ends += cell_len(part)
            if event.x < ends:
                self.at = at
                return

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


Control = Line | Paragraphs | Choice


def control(spec: FieldSpec, text: str, names: Names) -> Control:
    """The control for a field that holds `text`."""
    if spec.kind is Kind.LONG_TEXT:
        return Paragraphs(text)
    if spec.kind in (Kind.LINK, Kind.LINKS):
        return LinkLine(text, names, several=spec.kind is Kind.LINKS)
    if spec.kind is Kind.FLAG:
        return Choice(["ja", "nej"], text or "nej")
    if spec.kind is Kind.CHOICE:
        labels = dict(spec.hints.labels)
        return Choice([*(labels.get(c, c) for c in spec.choices), *([""] if spec.optional else [])], text)
    return Line(text, placeholder=_PLACEHOLDERS.get(spec.kind, ""))


def text_of(control: Control) -> str:
    """What is written or chosen in a control."""
    return control.written if isinstance(control, Paragraphs) else control.text


_PLACEHOLDERS = {
    Kind.DATE: "t.ex. 14 mars, på tors, v 12",
    Kind.TIME: "t.ex. 18:30",
    Kind.MONEY: "t.ex. 4 500 kr",
    Kind.TAGS: "skilj åt med komma",
    Kind.SCHEDULE: "t.ex. sista torsdagen varje månad",
    Kind.MEASURE: "t.ex. minst 3 medlemsmote per termin",
}
"""What a field takes, while it is empty."""
