"""Work that takes a while, waited for: a line that says what is done and for how long, and Escape takes it back."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from vcycle.model.text import printable
from vcycle.tui.dialog import Dialog
from vcycle.tui.long_work import Job, Ways, work

T = TypeVar("T")
_OFTEN = 0.1
"""Seconds between two looks at the clock."""
_SIGNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Waiting(Dialog[Any]):
    """Its result is what `make` gave, in a tuple; why it failed, as a text; None when somebody took it back."""

    def __init__(self, heading: str, make: Callable[[], Any], keep: Callable[[Any], None]) -> None:
        super().__init__(heading)
        self.ways = Ways(make, keep, self._done, self._failed)
        self.job = Job(heading)
        self.begun = monotonic()
        self.step = 0

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll", can_focus=False):
            yield Static("", id="clock", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_OFTEN, self._tick)
        work(self, self.job, self.ways)

    def _tick(self) -> None:
        self.step += 1
        seconds = int(monotonic() - self.begun)
        self.query_one("#clock", Static).update(f"{_SIGNS[self.step % len(_SIGNS)]} {seconds} s")

    def _done(self, made: object) -> None:
        self.dismiss((made,))

    def _failed(self, why: str) -> None:
        self.dismiss(why)

    def action_leave(self) -> None:
        if self.job.claim():
            self.dismiss(None)


class Refusal(Dialog[None]):
    """Why something was not done: every fault, however many there are."""

    def __init__(self, why: str) -> None:
        first, _, rest = why.partition("\n")
        super().__init__(first)
        self.rest = rest

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="scroll"):
            yield Static(printable(self.rest, newline="\n"), markup=False)


def wait_for(
    app: App[None],
    heading: str,
    make: Callable[[], T],
    then: Callable[[T], object],
    keep: Callable[[T], None] = lambda _: None,
) -> None:
    """Do `make` in a thread while the screen says so, `keep` what it gave, and then tell `then`; or tell the fault.

    Escape takes it back until it is being kept.
    """

    def done(made: tuple[T] | str | None) -> None:
        if isinstance(made, str):
            app.push_screen(Refusal(made))
        elif made is not None:
            then(made[0])

    app.push_screen(Waiting(heading, make, keep), done)
