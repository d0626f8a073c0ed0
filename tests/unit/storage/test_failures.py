"""Every write, sync and rename of a save fails once: reopening finds what was before or what came after."""

import contextlib
import errno
import os

import pytest
from msgspec.structs import replace

from tests.unit.storage.cases import add, created, opened, titles
from vcycle.errors import StorageError
from vcycle.model.core import Activity, Person
from vcycle.storage import history


class Crash(BaseException):
    """The process is gone: nothing after this point runs for it, so nothing may rely on cleaning up."""


class Breaking:
    """Operating system calls of which the `fatal`-th raises; `torn` lets half of a fatal write through first."""

    NAMES = ("open", "write", "fsync", "replace", "truncate", "unlink")

    def __init__(self, fatal, error, *, torn=False, dead=False):
        self.fatal, self.error, self.torn, self.dead = fatal, error, torn, dead
        self.calls = 0
        self.real = {name: getattr(os, name) for name in self.NAMES}

    def __enter__(self):
        for name in self.NAMES:
            setattr(os, name, self._breaking(name))
        return self

    def __exit__(self, *_):
        for name, call in self.real.items():
            setattr(os, name, call)

    def _breaking(self, name):
        def call(*arguments, **options):
            self.calls += 1
            if self.calls == self.fatal or (self.dead and self.calls > self.fatal):
                if name == "write" and self.torn and self.calls == self.fatal:
                    self.real[name](arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                raise self.error
            return self.real[name](*arguments, **options)

        return call


def change(store, old):
    with store.transaction("Ändrade två") as changes:
        changes.put(replace(old, title="Efter"))
        changes.put(Activity(title="Ny"))


def prepared(folder, saves):
    store = created(folder)
    old = add(store, "Före")
    for number in range(saves):
        with store.transaction(f"Person {number}") as changes:
            changes.put(Person(name=f"Person {number}"))
    return store, old


FAILURES = {
    "refused": {"error": OSError(errno.EIO, "fel")},
    "full": {"error": OSError(errno.ENOSPC, "fullt"), "torn": True},
    "crash": {"error": Crash(), "dead": True},
    "torn crash": {"error": Crash(), "torn": True, "dead": True},
}


def calls_of(folder, act, saves):
    store, old = prepared(folder, saves)
    with Breaking(0, None) as counting:
        act(store, old)
    return counting.calls


def check(folder, before, after, lines):
    """What a new run of the program finds, and that it can go on."""
    store = opened(folder)
    found = titles(store)
    assert found in (before, after)
    assert len(store.history()) == lines + (found == after)
    [diagnosis] = store.diagnose()
    assert diagnosis.problems == ()
    add(store, "Går vidare")
    store.undo()
    assert titles(opened(folder)) == found
    assert not list(folder.glob("*.tmp"))
    return found == after


@pytest.mark.parametrize("saves", [0, history._CARRIED_LINES - 1], ids=["ordinary", "history synced"])
@pytest.mark.parametrize("failure", FAILURES)
def test_save_is_whole_or_not_at_all(tmp_path, failure, saves):
    """A save that breaks off anywhere leaves the old state or the new one, and a history that fits it."""
    outcomes = []
    for fatal in range(1, calls_of(tmp_path / "count", change, saves) + 1):
        folder = tmp_path / str(fatal)
        store, old = prepared(folder, saves)
        reported = True
        with Breaking(fatal, **FAILURES[failure]):
            try:
                change(store, old)
            except (StorageError, Crash):
                reported = False
        came_after = check(folder, ["Före"], ["Efter", "Ny"], 1 + saves)
        assert came_after or not reported, "a save that was acknowledged is lost"
        outcomes.append(came_after)
    assert set(outcomes) == {True, False}


@pytest.mark.parametrize("failure", FAILURES)
def test_undo_is_whole_or_not_at_all(tmp_path, failure):
    """The same for an undo."""
    for fatal in range(1, calls_of(tmp_path / "count", lambda store, _: store.undo(), 0) + 1):
        folder = tmp_path / str(fatal)
        store, _ = prepared(folder, 0)
        with Breaking(fatal, **FAILURES[failure]), contextlib.suppress(StorageError, Crash):
            store.undo()
        check(folder, ["Före"], [], 1)


@pytest.mark.parametrize("failure", ["refused", "full"])
def test_process_that_met_an_error_goes_on(tmp_path, failure):
    """After a refused save the same process reads what is there and saves again."""
    for fatal in range(1, calls_of(tmp_path / "count", change, 0) + 1):
        store, old = prepared(tmp_path / str(fatal), 0)
        with Breaking(fatal, **FAILURES[failure]), contextlib.suppress(StorageError):
            change(store, old)
        assert titles(store) == titles(opened(store.folder))
        add(store, "Till")
        assert "Till" in titles(opened(store.folder))
        assert store.diagnose()[0].problems == ()


def erase(store, _old):
    [person] = store.find(Person)
    store.erase(Person, person.id)


@pytest.mark.parametrize("failure", FAILURES)
def test_erasing_goes_on_after_a_crash(tmp_path, failure):
    """An erasure that breaks off anywhere either did not begin or is finished by the next opening."""
    for fatal in range(1, calls_of(tmp_path / "count", erase, 1) + 1):
        folder = tmp_path / str(fatal)
        store, old = prepared(folder, 1)
        with Breaking(fatal, **FAILURES[failure]), contextlib.suppress(StorageError, Crash):
            erase(store, old)
        again = opened(folder)
        if again.find(Person):
            erase(again, old)
        content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert b"Person 0" not in content
        assert [line.kind for line in again.history()][:1] == ["erase"]
        assert again.diagnose()[0].problems == ()
