"""A form for any declared fields, of a record or of a command's arguments: texts in, texts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from vcycle.model.fields import FieldSpec
from vcycle.model.records import Record
from vcycle.model.text import printable, shorten
from vcycle.tui.keys import with_keys
from vcycle.tui.register.controls import Choice, LinkLine, control, text_of
from vcycle.tui.register.notes import Notes

NARROW = 56
"""Columns below which labels stand above their fields."""
LABEL = (10, 28)
"""The least and the most columns that labels take."""
FAULT = "! "
AROUND = (2, 3)
"""Columns and rows of the screen that a form does not get."""


class Row(Vertical):
    """One field: its label, which the row draws itself, its control, and a line about it where there is one."""

    def __init__(self, spec: FieldSpec, text: str, notes: Notes, label_width: int) -> None:
        super().__init__(classes="field")
        self.spec = spec
        self.notes = notes
        self.label_width = label_width
        self.control = control(spec, text, lambda part: notes.names(spec, part))
        self.first = text_of(self.control)
        self.judged = self.first
        self.problem = ""
        self.remark = ""
        self._note = Static(self._said(), classes="note", markup=False)
        self.fit(narrow=False)

    def compose(self) -> ComposeResult:
        yield self.control
        if self._said():  # a widget costs more than it looks, and most fields have nothing to say
            yield self._note

    def fit(self, *, narrow: bool) -> None:
        """The label before the control, or above it."""
        left = 0 if narrow else self.label_width
        self.control.styles.margin = (int(narrow), 0, 0, left)
        self._note.styles.margin = (0, 0, 0, left)

    def render(self) -> Text:
        label = shorten(printable(self.spec.label), self.label_width - 2 - 2 * self.spec.required)
        style = "bold" if self.has_class("-here") else ""
        return Text(f"{label} *" if self.spec.required else label, style, no_wrap=True)

    @property
    def text(self) -> str:
        return text_of(self.control)

    def put(self, text: str) -> None:
        """Hold another text, as if it had been there from the beginning."""
        self.control.put(text)
        self.first = text_of(self.control)
        self.judge()

    def judge(self, problem: str = "", remark: str = "") -> None:
        """Say this of what is written now, until something else is written."""
        self.judged, self.problem, self.remark = self.text, problem, remark
        self.tell()

    def take_in(self) -> bool:
        """Take in what was written; says whether it is something else than what was judged."""
        if self.text == self.judged:
            return False
        faulty = bool(self.problem)
        self.judge(self.notes.problem(self.spec, self.text) if faulty else "")
        return True

    def check(self) -> None:
        """Look again whether what is written can be saved, once it has been changed or was faulty before."""
        if not self.problem and self.text != self.first:
            self.judge(self.notes.problem(self.spec, self.text), self.remark)
        self.tell()

    def tell(self) -> None:
        """Show what there is to know."""
        note = self._said()
        if note and not self._note.is_attached and self.is_attached:
            self.mount(self._note)
        self._note.update(note)
        self._note.display = bool(note)
        self._note.set_class(bool(self.problem), "problem")

    def _said(self) -> str:
        """A fault before a remark, how it is understood before what the field is for."""
        return printable(f"{FAULT}{self.problem}" if self.problem else self.remark or self._meaning())

    def _meaning(self) -> str:
        if isinstance(self.control, LinkLine) and self.control.has_focus and (names := self.control.names):
            return f"↓ {' · '.join(names)}"
        if isinstance(self.control, LinkLine) and self.control.has_focus and self.control.unknown:
            return with_keys(self.parent or self, self.notes.nobody(self.spec))
        return self.notes.echo(self.spec, self.text) or self.spec.help


class Form(VerticalScroll, can_focus=False):
    """One control for each field that is not hidden. `texts` are by field name, as `FieldSpec.format` writes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.focus_next", show=False),
        Binding("up", "screen.focus_previous", show=False),
        Binding("ctrl+n", "make", "skriv in det som inte finns än", show=False, id="form.make"),
    ]

    class Changed(Message):
        """Somebody wrote or chose something else in a field."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Submitted(Message):
        """Enter was pressed in the last field."""

    def __init__(self, specs: Sequence[FieldSpec], texts: Mapping[str, str], notes: Notes) -> None:
        super().__init__(classes="form")
        self.is_narrow = False
        self._notes = notes
        shown = [spec for spec in specs if not spec.hints.hidden]
        width = max((len(spec.label) + 2 * spec.required for spec in shown), default=0) + 2
        width = min(max(width, LABEL[0]), LABEL[1])
        self.rows = {spec.name: Row(spec, texts.get(spec.name, ""), notes, width) for spec in shown}

    def compose(self) -> ComposeResult:
        self._fit(self.app.size - AROUND)  # before the first layout, which would otherwise be made twice
        yield from self.rows.values()

    @property
    def texts(self) -> dict[str, str]:
        """What every field says now."""
        return {name: row.text for name, row in self.rows.items()}

    @property
    def changed(self) -> dict[str, str]:
        """The same for the fields that say something else than at first."""
        return {name: row.text for name, row in self.rows.items() if row.text != row.first}

    def put(self, name: str, text: str) -> None:
        """Fill a field as if it had been so at first."""
        self.rows[name].put(text)

    def remark(self, name: str, remark: str) -> None:
        """Say something at a field, until it is changed."""
        self.rows[name].judge(remark=remark)

    def show_problems(self, problems: Mapping[str, str]) -> list[str]:
        """Every fault at its field, the cursor in the first; returns the faults of fields that are not here."""
        for name, row in self.rows.items():
            row.judge(problems.get(name, ""))
        if faulty := [row for row in self.rows.values() if row.problem]:
            faulty[0].control.focus()
        return [problem for name, problem in problems.items() if name not in self.rows]

    def on_mount(self) -> None:
        if self.rows:
            next(iter(self.rows.values())).control.focus()

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Labels above their fields where it is narrow, air between fields where all of them have room for it."""
        if self.is_narrow != (size.width < NARROW):
            self.is_narrow = not self.is_narrow
            for row in self.rows.values():
                row.fit(narrow=self.is_narrow)
        lines = sum(2 + bool(row.spec.help) for row in self.rows.values())
        self.set_class(lines < size.height, "-roomy")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _written(self, event: Input.Changed | TextArea.Changed | Choice.Changed) -> None:
        if row := self._row_of(event.control):
            event.stop()
            if row.take_in():
                self.post_message(self.Changed(row.spec.name))

    def _row_of(self, control: Widget | None) -> Row | None:
        return next((row for row in self.rows.values() if row.control is control), None)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field."""
        event.stop()
        if event.control is [*self.rows.values()][-1].control:
            self.post_message(self.Submitted())
        else:
            self.screen.focus_next()

    def action_make(self) -> None:
        """In a field that links, a record that is not there yet: its form, begun with the name that is written."""
        row = self._row_of(self.screen.focused)
        kind = self._notes.may_make(row.spec) if row else None
        if row is None or kind is None or not isinstance(line := row.control, LinkLine):
            return
        from vcycle.tui.register.record_form import RecordForm

        def made(record: Record | None) -> None:
            if record is not None:
                self._notes.refresh()
                line.take(self._notes.called(row.spec, record))

        self.app.push_screen(RecordForm(self._notes.space, kind, begun=line.unknown), made)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if row := self._row_of(event.widget):
            row.add_class("-here")
            row.tell()
            self.call_after_refresh(row.scroll_visible, animate=False)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if row := self._row_of(event.widget):
            row.remove_class("-here")
            row.check()


def first_texts(specs: Sequence[FieldSpec]) -> dict[str, str]:
    """What an empty form says: the defaults."""
    return {spec.name: spec.format(spec.default) for spec in specs if spec.default is not None}
