"""Saves of which one operating system call fails; the suite and benchmarks/long_storage.py share them."""

import errno
import os

from msgspec.structs import replace

from tests.unit.storage.cases import add, created, opened, titles
from vcycle.errors import StorageError
from vcycle.model.core import Activity, Person


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


def broken_saves(folder, failure, saves):
    """Let every call of a save fail in turn, after `saves` other saves; gives for each whether the save was
    acknowledged and whether it is there."""
    for fatal in range(1, calls_of(folder / "count", change, saves) + 1):
        place = folder / str(fatal)
        store, old = prepared(place, saves)
        acknowledged = True
        with Breaking(fatal, **FAILURES[failure]):
            try:
                change(store, old)
            except (StorageError, Crash):
                acknowledged = False
        yield acknowledged, check(place, ["Före"], ["Efter", "Ny"], 1 + saves)
