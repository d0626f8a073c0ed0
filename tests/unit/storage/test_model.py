"""The store against a dictionary: whatever is done to both, they agree, also after reopening."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from tests.unit.storage.cases import TODAY, created, opened
from vcycle.errors import NotFound
from vcycle.model.core import Activity, Goal, Ledger

TITLES = st.sampled_from(("Möte", "Årsmöte", "Kurs"))
PICK = st.integers(0, 10)


class Against(RuleBasedStateMachine):
    """`now` is what the store must hold; `done` and `undone` are what it held before each action."""

    def __init__(self):
        super().__init__()
        self.box = tempfile.TemporaryDirectory()
        self.folder = Path(self.box.name) / "w"
        self.store = created(self.folder)
        self.now, self.done, self.undone, self.lines, self.sequence = {}, [], [], 0, 0

    def teardown(self):
        self.box.cleanup()

    def act(self, after):
        if after == self.now:
            return
        self.done.append(self.now)
        self.now, self.undone = after, []
        self.lines += 1

    @rule(title=TITLES, goal=st.booleans(), count=st.integers(1, 3))
    def add(self, title, goal, count):
        with self.store.transaction("Lade till") as changes:
            new = [changes.put(Goal(text=title) if goal else Activity(title=title)) for _ in range(count)]
        self.act(self.now | {record.id: title for record in new})

    @rule(title=TITLES, pick=PICK)
    @precondition(lambda self: self.now)
    def change(self, title, pick):
        record = self.picked(pick)
        field = "text" if isinstance(record, Goal) else "title"
        with self.store.transaction("Ändrade") as changes:
            changes.put(replace(record, **{field: title}))
        self.act(self.now | {record.id: title})

    @rule(pick=PICK, also=TITLES)
    @precondition(lambda self: self.now)
    def swap(self, pick, also):
        """Remove one and add another in the same action."""
        record = self.picked(pick)
        with self.store.transaction("Bytte") as changes:
            changes.remove(type(record), record.id)
            new = changes.put(Activity(title=also))
        self.act({key: title for key, title in self.now.items() if key != record.id} | {new.id: also})

    @rule(pick=PICK)
    def restore(self, pick):
        trash = [entry for entry in self.store.trash() if entry.record.id not in self.now]
        if trash:
            entry = trash[pick % len(trash)]
            self.store.restore(type(entry.record), entry.record.id)
            title = entry.record.text if isinstance(entry.record, Goal) else entry.record.title
            self.act(self.now | {entry.record.id: title})

    @rule()
    def fail(self):
        with pytest.raises(KeyError), self.store.transaction("Gick fel") as changes:  # noqa: PT012
            changes.put(Activity(title="Aldrig"))
            raise KeyError

    @rule()
    def undo(self):
        if not self.done:
            with pytest.raises(NotFound):
                self.store.undo()
            return
        self.store.undo()
        self.undone.append(self.now)
        self.now = self.done.pop()
        self.lines += 1

    @rule()
    def redo(self):
        if not self.undone:
            with pytest.raises(NotFound):
                self.store.redo()
            return
        self.store.redo()
        self.done.append(self.now)
        self.now = self.undone.pop()
        self.lines += 1

    @rule()
    def export(self):
        """The ledger only rises and is no part of any action."""
        old = self.store.find(Ledger)
        row = old[0] if old else Ledger(id="uid", digest="d", timing="t", sequence=0, modified="m")
        self.sequence += 1
        with self.store.transaction("Exporterade") as changes:
            changes.put(replace(row, sequence=self.sequence))

    @rule()
    def reopen(self):
        self.store = opened(self.folder, today=TODAY)

    def picked(self, pick):
        key = sorted(self.now)[pick % len(self.now)]
        return next(r for r in (*self.store.find(Goal), *self.store.find(Activity)) if r.id == key)

    @invariant()
    def agrees(self):
        found = {goal.id: goal.text for goal in self.store.find(Goal)}
        found |= {activity.id: activity.title for activity in self.store.find(Activity)}
        assert self.now == found
        assert self.lines == len(self.store.history())
        assert [self.sequence] * bool(self.sequence) == [row.sequence for row in self.store.find(Ledger)]

    @invariant()
    def is_healthy(self):
        [diagnosis] = self.store.diagnose()
        assert diagnosis.problems == ()


TestAgainst = Against.TestCase
TestAgainst.settings = settings(max_examples=max(settings.default.max_examples // 2, 1), stateful_step_count=40)
