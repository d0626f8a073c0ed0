"""The monkey at the questions of the first start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tui import monkey_proof as proof
from tests.tui.monkey import HERE, Monkey
from tests.tui.monkey_ways import Action
from tests.tui.monkey_world import TODAY
from vcycle.paths import SETTINGS_FILE
from vcycle.services.workspace import open_workspace
from vcycle.tui.start_screen import StartApp
from vcycle.tui.type_ahead import TypeAhead


class Newcomer(Monkey):
    """The same where there is no workspace yet: each start of the program in a new folder within `folder`."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.made = 0

    def _start(self) -> TypeAhead[Any]:
        return StartApp(self._place, TODAY, "Siri")

    @property
    def _place(self) -> Path:
        return self.folder / str(self.lives)

    def _choose(self) -> Action:
        [make] = self.dice.choices([make for _, make in HERE], [weight for weight, _ in HERE])
        return make(self)

    def _hold_leaving(self) -> None:
        """It is left by Escape, or when what was asked for is there."""
        assert (self._place / SETTINGS_FILE).is_file() is bool(self.app.return_value), "it says what is not so"
        self.made += bool(self.app.return_value)
        self._hold_data()

    def _hold_data(self) -> None:
        if (self._place / SETTINGS_FILE).is_file():
            proof.hold_data(open_workspace(self._place, today=TODAY))

    def _hold_end(self) -> None:
        """Nothing more: every folder was held when it was left."""
