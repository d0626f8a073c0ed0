"""Search over everything: results as somebody types, Enter opens one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vcycle.model.derived import Entry
from vcycle.model.text import printable, shorten
from vcycle.services.search import Found, Index
from vcycle.services.workspace import Workspace
from vcycle.tui.pick_dialog import PickDialog
from vcycle.tui.widgets.sheet import WIDEST

MOST = 200
HOW = "Skriv ett eller flera ord. Sökningen ser årets och nästa års hjul, och registret. Prickar spelar ingen roll."


class SearchDialog(PickDialog[Found]):
    """Its result is what was chosen."""

    PLACEHOLDER = "arshjul hittar Årshjul"
    COLUMNS = 3

    def __init__(self, space: Workspace, entries: Iterable[Entry] | None = None) -> None:
        super().__init__("Sök")
        self.index = Index(space, entries, once=True)

    def find(self, words: str) -> Sequence[Found]:
        return self.index.find(words, MOST)

    def row(self, one: Found) -> tuple[str, ...]:
        return shorten(printable(one.name), WIDEST), printable(one.what), one.detail

    def remark(self, words: str, count: int) -> str:
        if not words:
            return HOW
        if count == 0:
            return "Ingenting hittades. Pröva ett kortare ord, eller början av det."
        return f"De {MOST} som passar bäst" if count == MOST else f"{count} {'träff' if count == 1 else 'träffar'}"
