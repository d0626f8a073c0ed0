"""What every screen around a form shares: faults told at once, leaving that asks first, what others saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.errors import VcycleError
from vcycle.model.text import printable, shorten
from vcycle.tui.keys import beside_writing, bindings_of, with_keys
from vcycle.tui.register.form import Form
from vcycle.tui.register.questions import Discard, KeysDialog, Leaving, Unsaved
from vcycle.tui.widgets.key_line import KeyLine

Outcome = TypeVar("Outcome")
_THEIRS = 200


class FormScreen(Screen[Outcome | None]):
    """A form between a heading and the keys. Its result is None when nothing was saved."""

    CSS_PATH = str(Path(__file__).with_name("register.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "spara", priority=True, tooltip="spara allt på en gång", id="form.save"),
        Binding("tab", "app.focus_next", "nästa fält", tooltip="nästa och förra fältet", id="form.next"),
        Binding("shift+tab", "app.focus_previous", "nästa fält", show=False, id="form.previous"),
        Binding("f1", "help", "hjälp", id="form.help"),
        Binding("escape", "leave", "tillbaka", id="form.leave"),
    ]
    PURPOSE: ClassVar[str]
    """What F1 says above the keys."""
    ASKS: ClassVar[type[Unsaved | Discard]] = Unsaved
    """The question whether to leave what was written."""
    form = query_one(Form)
    banner = query_one(".banner", Static)

    def compose(self) -> ComposeResult:
        yield Static(self.heading(), classes="head", markup=False)
        yield from self.body()
        yield Static(classes="banner problem", markup=False)
        yield KeyLine(self.keys())

    def heading(self) -> Text:
        """What the form is about."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The form, and what stands above it."""
        raise NotImplementedError

    def keys(self) -> list[Binding]:
        """The screen's own; leaving the program is no matter of a form."""
        return bindings_of(self, Screen)

    @property
    def written(self) -> dict[str, str]:
        """What was written and not saved, by field name."""
        return self.form.changed if self.query(Form) else {}

    @on(Form.Submitted)
    def submitted(self) -> None:
        """Enter in the last field does what ^S does."""
        self.action_save()

    def action_save(self) -> None:
        """Save everything as one; faults are shown at their fields, all at once."""
        raise NotImplementedError

    # Saying

    def say(self, text: str) -> None:
        """Say something about the whole form, above the keys."""
        self.banner.update(printable(with_keys(self, text), newline="\n"))
        self.banner.display = bool(text)

    def complain(self, error: VcycleError) -> None:
        """Say why it cannot be saved."""
        self.say(f"{error} {error.hint}".strip())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Every fault at its field; above the keys those of no field here, else how many there are."""
        elsewhere = self.form.show_problems(problems)
        self.say("\n".join(elsewhere) or _count(len(problems)))

    # Meeting others

    def meet(self, who: str, before: Mapping[str, str], now: Mapping[str, str]) -> None:
        """Somebody saved the same meanwhile: ask which to keep where both wrote, take in the rest, and save.

        `before` and `now` are texts by field name, as they were when the form was opened and as that person saved them.
        """
        from vcycle.tui.register.conflict import Conflicting, Field

        form = self.form
        theirs = [name for name in form.rows if before[name] != now[name]]
        both = [name for name in theirs if now[name] != form.changed.get(name, now[name])]
        taken = [name for name in theirs if name not in both]
        for name in taken:
            form.put(name, now[name])
        fields = {name: Field(form.rows[name].spec.label, form.texts[name], now[name]) for name in both}
        question = Conflicting(who, fields, [Field(form.rows[name].spec.label, "", now[name]) for name in taken])
        self.app.push_screen(question, partial(self._met, who, now, both))

    def _met(self, who: str, now: Mapping[str, str], both: Sequence[str], given_up: Sequence[str] | None) -> None:
        """Save what was chosen; somebody who wants to go on writing sees at the fields what the other saved."""
        for name in given_up or ():
            self.form.put(name, now[name])
        if given_up is not None:
            self.action_save()
            return
        for name in both:
            self.form.remark(name, f"{who} har sparat ”{shorten(printable(now[name]), _THEIRS)}”")
        self.say("Inte sparat än. {form.save} sparar det som står här.")

    # Leaving

    def action_leave(self) -> None:
        """Back; asks first when something was written that is not saved."""
        if self.written:
            labels = [self.form.rows[name].spec.label for name in self.written]
            self.app.push_screen(self.ASKS(labels), self._left)
        else:
            self.dismiss(None)

    def _left(self, answer: Leaving | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.dismiss(None)

    def action_help(self) -> None:
        keys = beside_writing([*self.keys(), *bindings_of(self.app, App)])
        self.app.push_screen(KeysDialog(self.heading().plain, with_keys(self, self.PURPOSE), keys))


def _count(problems: int) -> str:
    return "Ett fält behöver rättas." if problems == 1 else f"{problems} fält behöver rättas."
