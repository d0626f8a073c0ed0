"""Works out what needs attention in a thread, so that no key ever waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from vcycle.errors import VcycleError
from vcycle.services.workspace import Workspace

if TYPE_CHECKING:
    from vcycle.tui.todo_items import Todo


class TodoWatch:
    """`items` is what was found when somebody last looked, None before that; `trouble` why nothing could be found."""

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self.items: tuple[Todo, ...] | None = None
        self.trouble = ""
        self._token: object = None
        self._busy = False

    @property
    def is_late(self) -> bool:
        """Whether somebody has saved since, and nobody is looking again yet."""
        return not self._busy and self._token != self.space.store.token

    async def look(self) -> None:
        """Find everything anew; what is saved meanwhile makes it late at once."""
        self._busy, token = True, self.space.store.token
        try:
            self.items, self.trouble = await asyncio.to_thread(_found, self.space.beside()), ""
        except VcycleError as error:
            self.items, self.trouble = (), str(error)
        except Exception:
            if self.space.store.token == token:
                raise  # else it was read while somebody saved, and is read again
        finally:
            self._busy, self._token = False, token


def _found(space: Workspace) -> tuple[Todo, ...]:
    from vcycle.tui.todo_items import todo_of  # and with it every rule: the thread's time, not that of the first frame

    return todo_of(space)
