"""Every key there is, found by what it does; who chooses one comes to where it is changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from vcycle.services.search import plain
from vcycle.services.workspace import Workspace
from vcycle.tui.keymap import Action, keyboard_of
from vcycle.tui.keys import keymap_of, with_keys
from vcycle.tui.pick_dialog import PickDialog

HOW = "Skriv vad tangenten gör, eller var. Den byts i inställningarna, under namnet i mitten: {pick.choose} går dit."


class KeysList(PickDialog[Action]):
    """Its result is the action that was chosen."""

    PLACEHOLDER = "flytta, årshjulet, spara …"
    COLUMNS = 3

    def __init__(self, space: Workspace) -> None:
        super().__init__("Tangenter")
        self.space = space
        self.actions: list[Action] | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self._learn()

    @work(thread=True)
    def _learn(self) -> None:
        """To know every key takes every screen there is."""
        keyboard = keyboard_of(self.space)
        self.app.call_from_thread(self._know, keyboard.actions(keymap_of(self)))

    def _know(self, actions: list[Action]) -> None:
        self.actions = actions
        if self.is_attached:
            self._look()

    def find(self, words: str) -> Sequence[Action]:
        wanted = plain(words).split()
        said = [(one, plain(" ".join((*self.row(one), one.where)))) for one in self.actions or ()]
        return [one for one, text in said if all(word in text for word in wanted)]

    def row(self, one: Action) -> tuple[str, ...]:
        return one.shown_keys, one.id, one.words

    def remark(self, words: str, count: int) -> str:  # noqa: ARG002 - the same for all words
        if self.actions is None:
            return "Tittar efter …"
        return with_keys(self, HOW) if count else "Ingen tangent gör något sådant. Pröva ett annat ord."
