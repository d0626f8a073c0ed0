"""What must hold wherever the monkey has been: of the screen that is shown, and of the data that lies on the disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import json
from textual.app import App

from tests.tui.monkey_world import TODAY
from vcycle.errors import NotFound
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.storage.documents import DocumentStore
from vcycle.tui.widgets.key_line import KeyLine

SMALLEST = (44, 20)
"""From this size of the terminal on everything must be in its place; in a smaller one something must be seen."""
FOR_PROGRAMMERS = re.compile(
    r"Traceback|\b[A-Z]\w+(?:Error|Exception)\b|NoneType|object has no|not supported between|\[Errno|invalid literal"
)
"""What nobody on a board should ever read."""
BOOKKEEPING = ("revision", "created", "changed", "changed_by")
Contents = dict[tuple[str, str], dict[str, Any]]
"""What every record says, by its type and id."""


# The screen


def hold_screen(app: App[Any]) -> None:
    """The screen must show something, fit the terminal, say its keys, and speak to people."""
    width, height = app.size
    rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
    assert len(rows) <= height, f"{len(rows)} rows on a screen of {height}"
    assert any(row.strip() for row in rows), "the screen is blank"
    said = "\n".join([*rows, *(notification.message for notification in app._notifications)])
    strange = FOR_PROGRAMMERS.search(said)
    assert strange is None, f"the screen says {strange}"
    assert app.screen.size == app.size, f"the screen is {app.screen.size}, the terminal {app.size}"
    if width >= SMALLEST[0] and height >= SMALLEST[1]:
        _hold_place(app, rows)


def _hold_place(app: App[Any], rows: list[str]) -> None:
    assert app.screen.max_scroll_x == 0, "the screen is wider than the terminal"
    assert app.screen.max_scroll_y == 0, "the screen is higher than the terminal"
    boxes = [box.region for box in app.screen.query(".box")]
    assert all(app.screen.region.contains_region(box) for box in boxes), f"a dialog reaches beyond the screen: {boxes}"
    [line] = app.screen.query(KeyLine)
    place = line.region
    assert place.height == 1, f"the keys have {place.height} rows"
    assert app.screen.region.contains_region(place), f"the keys are at {place}"
    assert line.render().plain.strip(), "no keys are said"
    assert app.screen.find_widget(line).visible_region == place, "something hides the keys"


# The data


def hold_data(space: Workspace) -> None:
    """What is shown must be what lies on the disk, all of it whole, and nothing of it may trip a plugin."""
    fresh = open_workspace(space.folder, today=TODAY)
    problems = [problem for file in fresh.store.diagnose() for problem in file.problems]
    assert not problems, problems
    assert not fresh.store.warnings(), fresh.store.warnings()
    for kind in fresh.registry:
        found = fresh.store.find(kind.cls)
        faults = {record.id: kind.problems(record) for record in found if kind.problems(record)}
        assert not faults, f"{kind.key} holds what could not be saved: {faults}"
        if any(known.cls is kind.cls for known in space.registry):
            assert space.store.find(kind.cls) == found, f"{kind.key} is not in memory what it is on the disk"
    fresh.store.trash()
    _hold_ids(fresh)
    hold_history(fresh.store)
    for one in (space, fresh):
        assert not one.host.problems, [f"{problem}\n{problem.traceback}" for problem in one.host.problems]


def _hold_ids(space: Workspace) -> None:
    """No two records of a type have one id; `find` sorts by it."""
    for kind in space.registry:
        twice = [id_ for id_, count in Counter(record.id for record in space.store.find(kind.cls)).items() if count > 1]
        assert not twice, f"{kind.key} has {twice} twice"


def hold_history(store: DocumentStore) -> None:
    """Every line must begin where the one before it ended, and the last where the data is now, to the letter."""
    told: Contents = {}
    lines = store.history()
    assert len({line.id for line in lines}) == len(lines), "two lines of the history have one id"
    for line in reversed(lines):
        for change in line.changes:
            key = change.table, change.record
            assert told.get(key) == change.before, f"”{line.label}” began with something else in {key}"
            told.pop(key, None)
            if change.after is not None:
                told[key] = change.after
    told = {key: document for key, document in told.items() if store.registry.get(key[0])}  # a plugin may be off
    assert told == documents(store), f"the history leads to something else than the data: {differing(told, store)}"


def differing(told: Contents, store: DocumentStore) -> list[Any]:
    """The records that the history tells otherwise, some of them."""
    there = documents(store)
    return [(key, told.get(key), there.get(key)) for key in told | there if told.get(key) != there.get(key)][:3]


def documents(store: DocumentStore) -> Contents:
    """Every record that undo reaches, as it is stored."""
    undoable = [kind for kind in store.registry if kind.undoable]
    return {(kind.key, one.id): json.decode(json.encode(one)) for kind in undoable for one in store.find(kind.cls)}


def contents(store: DocumentStore) -> Contents:
    """The same without the bookkeeping, which only rises."""
    return {
        key: {name: value for name, value in document.items() if name not in BOOKKEEPING}
        for key, document in documents(store).items()
    }


Stack = tuple[str, ...]
"""The actions that stand, newest first: what undo would take back, one after the other."""


def standing(store: DocumentStore) -> Stack:
    """The actions that are done and not undone."""
    undone = {line.of: line.kind == "undo" for line in reversed(store.history()) if line.of}
    return tuple(line.id for line in store.history() if not line.of and not undone.get(line.id, False))


class Remembered:
    """What the data was whenever somebody looked, by what stood then: undoing must lead back to just that."""

    def __init__(self) -> None:
        self.seen: dict[tuple[Stack, frozenset[str]], Contents] = {}

    def look(self, store: DocumentStore) -> None:
        """Remember what the data is now, or hold it against what it was when the same actions stood."""
        now = contents(store)
        known = frozenset(kind.key for kind in store.registry)  # fewer while a plugin is off
        before = self.seen.setdefault((standing(store), known), now)
        assert before == now, "the data differs from when the same actions stood"

    def undo_all(self, store: DocumentStore) -> int:
        """Undo to the very beginning, where there was nothing, looking at every step; says how many there were."""
        steps = 0
        for _ in _undone(store):
            self.look(store)
            steps += 1
        assert contents(store) == {}, "something is left when all is undone"
        return steps


def _undone(store: DocumentStore) -> Iterator[None]:
    while True:
        try:
            store.undo()
        except NotFound:
            return
        yield
