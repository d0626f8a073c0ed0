"""A monkey at the keyboard: random keys, clicks, resizes and pasted texts on every screen, and others who save.

`Monkey.run` chooses what to do from what is on the screen, does it, and writes it down; `Monkey.repeat` does again what
was written down. Both hold `monkey_proof` as they go. To a screen that chance seldom finds `monkey_ways` has a way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from textual import events
from textual.app import ScreenStackError
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.tui import monkey_proof as proof
from tests.tui.monkey_ways import HOME, LETTERS, TEXTS, WALKING, WAYS, Action, keys
from tests.tui.monkey_world import DEEDS, TODAY, Watched, edit, somebody_else
from vcycle import config
from vcycle.config import Settings
from vcycle.model.records import Record
from vcycle.paths import SETTINGS_FILE
from vcycle.services import screens
from vcycle.services.goals_asking import lack_of
from vcycle.services.workspace import open_workspace
from vcycle.tui.file_dialog import FileDialog
from vcycle.tui.goals.goals_screen import GoalsScreen
from vcycle.tui.palette import deeds
from vcycle.tui.type_ahead import TypeAhead

LOOK, HOLD = 3, 60
"""Actions from one look at the screen to the next, and at the data."""
LIFE = 90
"""Actions after which the program is ended and started again, with the settings as they were."""
STRAY, STRAY_LATER = 4, 16
"""Actions from one way to a screen to the next, until each was seen, and after that."""
WAY_HOME = 12
MOMENTS, MOMENT = 40, 0.025
LATE = 30
"""Seconds after which a key that is not answered never will be, however busy the machine."""
NEVER = ("ctrl+q",)
"""Ends the program, which is a deed of its own."""


class Found(AssertionError):
    """Something is wrong; says with which seed and after how many actions, and what they were."""


class Monkey:
    """One run in the workspace `folder`. `done` is all that was done, `seen` the classes of all screens shown."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        self.dice = Random(seed)
        self.settings = config.load(folder) if (folder / SETTINGS_FILE).is_file() else Settings()
        self.remembered = proof.Remembered()
        self.done: list[Action] = []
        self.seen: set[type] = set()
        self.strokes = 0
        self.lives = 0
        self.ahead: list[Action] = []
        self.pilot: Pilot[Any]

    # Running

    async def run(self, count: int) -> None:
        """Press, click and so on `count` times, and hold that all is well; raises `Found`."""
        while self.strokes < count:
            await self._live(lambda: self._choose() if self.strokes < count else None)
        self._guarded(self._hold_end)

    async def repeat(self, actions: Sequence[Action]) -> None:
        """Do these actions again."""
        rest = iter(actions)
        is_left = True
        while is_left:
            await self._live(lambda: next(rest, None))
            is_left = len(self.done) < len(actions)
        self._guarded(self._hold_end)

    def _start(self) -> TypeAhead[Any]:
        config.save(self.folder, self.settings)
        app = Watched(open_workspace(self.folder, today=TODAY, who="Siri"))
        self.remembered.look(app.space.store)
        return app

    async def _live(self, choose: Callable[[], Action | None]) -> None:
        """From one start of the program to its end."""
        self.lives += 1
        self.ahead = []
        try:
            app = self._start()
            async with app.run_test(size=(80, 24), notifications=True) as self.pilot:
                await self._settle()
                while not app._exit and (action := choose()) is not None:
                    self.done.append(action)
                    await getattr(self, f"do_{action.kind}")(*action.what)
                    await self._settle()
                    await self._hold()
                if not app._exit:
                    await self._idle()
                    await self._look()
                    self._hold_data()
        except Exception as error:
            raise self._found(error) from error

    def _guarded(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Exception as error:
            raise self._found(error) from error

    def _found(self, error: Exception) -> Found:
        done = ",\n    ".join(map(repr, self.done[-40:]))
        cause = f"{type(error).__name__}: {error}"
        where = f"seed {self.seed}, {len(self.done)} actions with {self.strokes} strokes, of which the last"
        return Found(f"{cause}\n{where}:\n    {done}")

    @property
    def app(self) -> Any:
        """The program as it runs now."""
        return self.pilot.app

    async def _hold(self) -> None:
        app = self.app
        if app._exception is not None:
            raise app._exception
        if app._exit:
            self._hold_leaving()
            return
        self.seen |= {type(app.screen), *getattr(app, "opened", ())}
        if len(self.done) % LOOK == 0:
            await self._look()
        if len(self.done) % HOLD == 0:
            self._hold_data()

    def _hold_leaving(self) -> None:
        app = self.app
        assert app.failed is None, f"a plugin's screen ended the program: {app.failed}\n{app.failed.traceback}"
        assert app.was_left, "the program ended though nobody asked it to"
        assert not app.return_code, f"the program ended with {app.return_code}"

    async def _look(self) -> None:
        """A screen that was just opened, or has got another size, may take a moment."""
        for _ in range(MOMENTS):
            try:
                proof.hold_screen(self.app)
            except AssertionError:
                await asyncio.sleep(MOMENT)
                await self._settle()
            else:
                return
        proof.hold_screen(self.app)

    def _hold_data(self) -> None:
        proof.hold_data(self.app.space)
        self.remembered.look(self.app.space.store)

    def _hold_end(self) -> None:
        config.save(self.folder, self.settings)
        space = open_workspace(self.folder, today=TODAY)
        self.remembered.undo_all(space.store)
        proof.hold_data(space)

    async def _settle(self) -> None:
        """Until every key has gone its way, and the screen that it opened has been drawn."""
        app = self.app
        late = monotonic() + LATE
        while monotonic() < late:
            await asyncio.sleep(0)
            with suppress(ScreenStackError):
                if app._exit or not await self.pilot._wait_for_screen():
                    return
            if not app._pressed and app._begun is None:
                return
            await asyncio.sleep(0.005)
        raise AssertionError("keys are not answered")

    async def _idle(self) -> None:
        """Until what is made in threads is there."""
        for _ in range(400):
            await self._settle()
            if not any(not worker.is_finished for worker in self.app.workers):
                return
            await asyncio.sleep(0.01)

    # Choosing

    def _choose(self) -> Action:
        if self.ahead:
            return self.ahead.pop(0)
        if len(self.done) % LIFE == LIFE - 1:
            return Action("quit")
        if len(self.done) % (STRAY if self._new_ways() else STRAY_LATER) == 0:
            self.ahead = [*self._way()]
            return HOME
        [make] = self.dice.choices([make for _, make in CHANCES], [weight for weight, _ in CHANCES])
        return make(self)

    def _way(self) -> Iterable[Action]:
        """To a screen that has not been seen yet, while there is any; else to any."""
        new = self._new_ways()
        offered = screens.screens(self.app.space)
        return self.dice.choice([*(new or WAYS.values()), *((Action("screen", (p, one.name)),) for p, one in offered)])

    def _new_ways(self) -> list[tuple[Action, ...]]:
        names = {one.__name__ for one in self.seen}
        return [way for name, way in WAYS.items() if name not in names]

    def _a_bound_key(self) -> Action:
        known = [key for key in self.app.screen.active_bindings if key not in NEVER and self._may(key)]
        return keys(self.dice.choice(known))

    def _a_walking_key(self) -> Action:
        times = self.dice.choice((1, 1, 1, 2, 5, 20))
        return Action("burst" if times > 2 else "keys", (self.dice.choice(WALKING),) * times)  # held down, or pressed

    def _some_letters(self) -> Action:
        return keys(*(self.dice.choice(LETTERS) for _ in range(self.dice.randint(1, 6))))

    def _several_at_once(self) -> Action:
        known = [key for key in (*self.app.screen.active_bindings, *WALKING, "ö", "1") if key not in NEVER]
        chosen = [self.dice.choice(known) for _ in range(self.dice.randint(2, 8))]
        return Action("burst", tuple(key for key in chosen if self._may(key)))

    def _may(self, key: str) -> bool:
        """Files are written in the home folder of the test alone: no path is written where one is asked for."""
        return not (key == "slash" and isinstance(self.app.screen, FileDialog))

    def _somewhere(self) -> tuple[int, int]:
        width, height = self.app.size
        if self.dice.random() < 0.3:
            return self.dice.randrange(width), height - 1  # the keys
        return self.dice.randrange(width), self.dice.randrange(height)

    def _a_deed(self) -> Action:
        labels = [deed.label for deed in deeds(self.app) if deed.label != "Avsluta"]
        return Action("deed", (self.dice.choice(labels),))

    def _a_size(self) -> Action:
        sizes = ((80, 24), (20, 5), (44, 20), (200, 60), (self.dice.randint(20, 200), self.dice.randint(5, 60)))
        return Action("resize", self.dice.choice(sizes))

    # Doing

    async def do_keys(self, *names: str) -> None:
        for name in names:
            self._press(name)
            await self._settle()

    async def do_burst(self, *names: str) -> None:
        for name in names:
            self._press(name)

    def _press(self, name: str) -> None:
        single = len(name) == 1
        key = _character_to_key(name) if single else name
        self._post(events.Key(key, name if single else None))

    async def do_paste(self, text: str) -> None:
        self._post(events.Paste(text))

    async def do_click(self, x: int, y: int, times: int) -> None:
        for _ in range(times):
            self._mouse(events.MouseDown, x, y)
            self._mouse(events.MouseUp, x, y)

    async def do_drag(self, x: int, y: int, to_x: int, to_y: int) -> None:
        self._mouse(events.MouseMove, x, y)
        self._mouse(events.MouseDown, x, y)
        await self._settle()
        self._mouse(events.MouseMove, to_x, to_y)
        self._mouse(events.MouseUp, to_x, to_y)

    async def do_scroll(self, x: int, y: int, way: str) -> None:
        self._mouse(events.MouseScrollUp if way == "up" else events.MouseScrollDown, x, y)

    def _mouse(self, kind: type[events.MouseEvent], x: int, y: int) -> None:
        button = 1 if kind in (events.MouseDown, events.MouseUp) else 0
        event = kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)
        self._post(event)

    def _post(self, event: events.Event) -> None:
        self.strokes += 1
        self.app.post_message(event)

    async def do_resize(self, width: int, height: int) -> None:
        if self.app.size != (width, height):
            self.strokes += 1
            await self.pilot.resize_terminal(width, height)

    async def do_theme(self, name: str) -> None:
        self.strokes += 1
        self.app.theme = name

    async def do_others(self, deed: str, number: int) -> None:
        self.strokes += 1
        somebody_else(self.folder, deed, number)

    async def do_rival(self) -> None:
        """Somebody else saves the record that is written in."""
        base = getattr(self.app.screen, "base", None)
        if isinstance(base, Record):
            edit(self.folder, base, self.dice.randrange(1 << 30))

    async def do_sheet(self) -> None:
        """A spreadsheet with faults lies in the home folder."""
        (Path.home() / "aaa.csv").write_text("Namn;Skostorlek\nÅsa;39\n", encoding="utf-8")

    async def do_quit(self) -> None:
        await self.do_keys("ctrl+q")
        assert self.app._exit, "Ctrl+Q did not end the program"

    async def do_home(self) -> None:
        """Out of everything, throwing away what is written."""
        await self.do_resize(80, 24)
        for _ in range(WAY_HOME):
            if len(self.app.screen_stack) == 1:
                break
            await self.do_keys("enter" if type(self.app.screen).__name__ == "Discard" else "escape")
            if type(self.app.screen).__name__ == "Unsaved":
                await self.do_keys("x")

    async def do_deed(self, label: str) -> None:
        await self.do_keys("ctrl+p")
        await self.do_burst(*label)
        await self.do_keys("enter")

    async def do_screen(self, plugin: str, name: str) -> None:
        found = [screen for own, screen in screens.screens(self.app.space) if (own, screen.name) == (plugin, name)]
        self.strokes += 1
        for screen in found:
            self.app.open_plugin_screen(plugin, screen)

    async def do_until(self, wanted: str, step: str, key: str, back: str) -> None:
        """Go on by `step`, and press `key` there, until that leads to the screen `wanted`."""
        for _ in range(40):
            before = self.app.screen
            await self.do_keys(key)
            if type(self.app.screen).__name__ == wanted or self.app._exit:
                break
            await self.do_keys(*([back] if self.app.screen is not before and back else []), step)

    async def do_focus(self, name: str) -> None:
        """To a field."""
        for field in self.app.screen.query(f"#{name}").results():
            field.focus()

    async def do_goal(self, lack: str) -> None:
        """Ask for what a goal lacks, or for another measure of one that lacks nothing."""
        await self.do_keys("2")
        screen = self.app.screen
        rows = [row for row in getattr(screen, "rows", ()) if lack_of(row.standing) == lack]
        if isinstance(screen, GoalsScreen) and rows:
            screen._show(self.dice.choice(rows).id)
            await self.do_keys("n")

    async def do_todo(self, about: str) -> None:
        """Go to something that needs attention and is about such a record."""
        home = self.app.screen_stack[0]
        for _ in range(MOMENTS):
            await home.todo.look()
            if home.todo.items:
                break
        at = [at for at, item in enumerate(home.todo.items or ()) if type(item.record).__name__ == about]
        if at and self.app.screen is home:
            home.action_todo(at[0])
            await self._settle()
            await self.do_keys("enter")


HERE: tuple[tuple[float, Callable[[Monkey], Action]], ...] = (
    (34, Monkey._a_bound_key),
    (12, Monkey._a_walking_key),
    (6, Monkey._some_letters),
    (8, lambda self: Action("burst", tuple(self.dice.choice(TEXTS)[:40]))),
    (3, lambda self: Action("paste", (self.dice.choice(TEXTS),))),
    (5, Monkey._several_at_once),
    (8, lambda self: Action("click", (*self._somewhere(), self.dice.choice((1, 1, 1, 2))))),
    (3, lambda self: Action("scroll", (*self._somewhere(), self.dice.choice(("up", "down"))))),
    (2, lambda self: Action("drag", (*self._somewhere(), *self._somewhere()))),
    (4, Monkey._a_size),
    (5, lambda self: keys("enter")),
    (2, lambda self: keys("escape")),
    (3, lambda self: keys("ctrl+s")),
    (1, lambda self: Action("theme", (self.dice.choice(("textual-dark", "textual-light")),))),
)
"""What can be done on every screen, and how often."""
CHANCES = (
    *HERE,
    (5, Monkey._a_deed),
    (3, lambda self: Action("others", (self.dice.choice(DEEDS), self.dice.randrange(1 << 30)))),
)
