"""What a plugin offers beside its data: commands, and screens of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from msgspec import Struct

from vcycle.model.context import Context
from vcycle.model.derived import Section
from vcycle.model.records import Record


class Answer(Struct, frozen=True, kw_only=True):
    """What a command found out (`sections`, shown as text) and what it wants changed.

    `put` and `remove` become one transaction called `label` (Swedish), which one undo takes back.
    """

    sections: tuple[Section, ...] = ()
    put: tuple[Record, ...] = ()
    remove: tuple[Record, ...] = ()
    label: str = ""

    @property
    def changes(self) -> bool:
        """Whether it wants anything saved."""
        return bool(self.put or self.remove)


class Command(Struct, frozen=True, kw_only=True):
    """Something to ask a plugin for: `vcycle PLUGIN NAME` on the command line, `label` (Swedish) in the interface.

    `run` is called with a `Context` and an instance of `arguments`, a class whose fields are declared like a record's;
    those named in `positional` are given without `--`. It changes nothing itself. `help` is a line or two, `example`
    what somebody may type after `vcycle PLUGIN NAME`; `keywords` are words that people may look for it by.
    """

    name: str
    label: str
    run: Callable[[Context, Any], Answer]
    arguments: type[Struct] | None = None
    positional: tuple[str, ...] = ()
    help: str = ""
    example: str = ""
    keywords: str = ""


class ScreenType(Struct, frozen=True, kw_only=True):
    """A screen of the plugin's own, for what lists, forms and the wheel cannot show.

    `factory` is "module:name", imported when somebody opens the screen and called with a `Desk`; it gives a Textual
    screen (`vcycle.api_screen`). `label` (Swedish) names it in the interface; `keywords` are words that people may look
    for it by.
    """

    name: str
    label: str
    factory: str
    keywords: str = ""


class Desk(Protocol):
    """What a screen works with: the workspace as it is now, and a way to save."""

    @property
    def context(self) -> Context:
        """The workspace as the plugin sees it at this moment."""

    def save(self, label: str, put: tuple[Record, ...] = (), remove: tuple[Record, ...] = ()) -> None:
        """Save as one transaction called `label`; raises `InputError` whose `problems` name every fault."""
