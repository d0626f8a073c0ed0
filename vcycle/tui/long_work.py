"""Work that takes a while: done in a thread, told on a line, taken back with Escape, and no key waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

from textual.screen import Screen
from textual.worker import get_current_worker

from vcycle.errors import VcycleError


class Job:
    """One piece of work, which is either taken back in time or kept: never both, whatever the threads do."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._lock = Lock()
        self._claimed = False

    def claim(self) -> bool:
        """Whether nobody has claimed it before: the work does before it keeps anything, and whoever takes it back."""
        with self._lock:
            first = not self._claimed
            self._claimed = True
            return first


class Ways(NamedTuple):
    """What to do, in a thread, and whom to tell, in the interface.

    `make` gives something that nobody sees yet, `keep` puts it in its place, once it can no longer be taken back;
    `done` is told of it, `failed` of a sentence why there is nothing.
    """

    make: Callable[[], Any]
    keep: Callable[[Any], None]
    done: Callable[[Any], None]
    failed: Callable[[str], None]


def work(screen: Screen[Any], job: Job, ways: Ways) -> None:
    """Begin the job; it ends unheard when it is taken back or the screen is left."""

    def tell(how: Callable[[Any], None], what: object) -> None:
        if not get_current_worker().is_cancelled:
            screen.app.call_from_thread(how, what)

    def run() -> None:
        try:
            made = ways.make()
            if not job.claim():
                return
            ways.keep(made)
        except VcycleError as error:
            tell(ways.failed, f"{error} {error.hint}".strip())
        else:
            tell(ways.done, made)

    screen.run_worker(run, thread=True)
