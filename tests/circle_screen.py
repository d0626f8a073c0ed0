"""The plugin's own screen: it saves, and it can fail in every way that a screen can."""

from typing import ClassVar

from tests.circle_plugin import Circle
from vcycle.api_screen import Binding, PluginScreen, Static

WAYS = {"fail_in": ""}
"""Where the next screen fails: "make", "compose", "mount", "key" or "worker"; set by the tests."""


class Board(PluginScreen):
    HEADING = "Tavlan"
    BINDINGS: ClassVar = [
        Binding("s", "save", "spara"),
        Binding("b", "burst", "spräng"),
        Binding("w", "work", "arbeta"),
    ]

    def __init__(self, desk):
        super().__init__(desk)
        fail("make")

    def body(self):
        fail("compose")
        yield Static(f"I dag är det {self.desk.context.today}")

    def on_mount(self):
        fail("mount")

    def action_save(self):
        new = Circle(kind="Kväll", day=self.desk.context.today)
        self.or_tell(lambda: self.desk.save("Lade till en kväll", (new,)))

    def action_burst(self):
        raise RuntimeError("oj [/red]")

    def action_work(self):
        self.run_worker(self._work())

    async def _work(self):
        raise RuntimeError("arbetet gick sönder")


def fail(where):
    if WAYS["fail_in"] == where:
        raise RuntimeError(f"oj i {where}")
