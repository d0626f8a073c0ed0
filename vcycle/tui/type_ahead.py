"""Keys are answered in the order in which they were pressed, however fast they come.

Over a slow line a whole word arrives at once. Textual 8.2 answers a key of the screen or of the app at once and lets
letters wait for the field that they go to, so that "Ctrl+U, 25 mars, Enter" would save first and clear the field last.
Here each key waits until the one before it has gone its whole way, also into a dialog that it opened.
"""

from __future__ import annotations

from collections import deque
from time import monotonic

from textual import events
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.screen import Screen

PATIENCE = 1.0
"""Seconds that a key waits for the one before it; after that something hangs, and Ctrl+Q must get through."""


class TypeAhead(App[ReturnType]):
    """An app that takes one key, or one pasted text, at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: deque[events.Key | events.Paste] = deque()
        self._begun: float | None = None
        self._last = 0.0

    @property
    def rested(self) -> float:
        """Seconds since the last key. Work behind the screen waits for a rest: keys need the processor more."""
        return monotonic() - self._last

    async def on_event(self, event: events.Event) -> None:
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        self._pressed.append(event)
        self._last = monotonic()
        hangs = self._begun is not None and monotonic() - self._begun > PATIENCE
        while self._pressed and (hangs or self._begun is None):
            await self._answer(self._pressed.popleft())

    async def _answer(self, event: events.Key | events.Paste) -> None:
        self._begun = monotonic()
        screen, target = self.screen, self.focused or self.screen
        await super().on_event(event)
        self._follow(target if event.is_forwarded else self, screen)

    def _follow(self, node: DOMNode | None, screen: Screen[object]) -> None:
        """Go up from this node behind the key, through the same queues."""
        if node is None or node is self:
            self.call_later(self._arrived, screen)
        elif not node.call_later(lambda: self._follow(node.parent, screen)):
            self._follow(node.parent, screen)

    async def _arrived(self, screen: Screen[object]) -> None:
        """The key has gone its way; the next one's turn, as soon as a screen that was opened has its focus."""
        if not self.screen_stack:
            return
        opened = self.screen
        if opened is not screen and opened.call_later(self._follow, self, opened):
            return
        self._begun = None
        if self._pressed:
            await self._answer(self._pressed.popleft())

    def _handle_exception(self, error: Exception) -> None:
        """As Textual's own, except when the program is being left: then a screen that is opening gets no widgets.

        Textual has no public way in, and none to ask whether somebody has left.
        """
        if not self._exit:
            super()._handle_exception(error)
