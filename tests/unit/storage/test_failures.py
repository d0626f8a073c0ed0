"""Every write, sync and rename of a save fails once: reopening finds what was before or what came after."""

import contextlib
import os
from pathlib import Path

import pytest

from tests.unit.storage.breaking import FAILURES, Breaking, Crash, broken_saves, calls_of, change, check, prepared
from tests.unit.storage.cases import add, opened, titles
from vcycle.errors import StorageError
from vcycle.model.core import Person
from vcycle.storage import lines


@pytest.mark.parametrize("saves", [0, lines.CARRIED_LINES - 1], ids=["ordinary", "history synced"])
@pytest.mark.parametrize("failure", FAILURES)
def test_save_is_whole_or_not_at_all(tmp_path, failure, saves):
    """A save that breaks off anywhere leaves the old state or the new one, and a history that fits it."""
    outcomes = set(broken_saves(tmp_path, failure, saves))
    assert (True, False) not in outcomes, "a save that was acknowledged is lost"
    assert {is_there for _, is_there in outcomes} == {True, False}


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


def traced(monkeypatch):
    """The system calls that decide what a power cut leaves, as (call, file name), in their order."""
    calls, names = [], {}
    real = {name: getattr(os, name) for name in ("open", "write", "fsync", "replace")}

    def opening(path, *arguments, **options):
        descriptor = real["open"](path, *arguments, **options)
        names[descriptor] = Path(path).name
        return descriptor

    def with_descriptor(name):
        def call(descriptor, *arguments):
            calls.append((name, names[descriptor]))
            return real[name](descriptor, *arguments)

        return call

    def replacing(source, target):
        calls.append(("replace", Path(target).name))
        return real["replace"](source, target)

    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "replace", replacing)
    for name in ("write", "fsync"):
        monkeypatch.setattr(os, name, with_descriptor(name))
    return calls


SAVE = [
    ("write", "vcycle.json.tmp"),
    ("fsync", "vcycle.json.tmp"),
    ("replace", "vcycle.json"),
    ("fsync", "w"),
    ("write", "history.jsonl"),
]


def test_save_is_on_disk_before_it_is_acknowledged(tmp_path, monkeypatch):
    """The new file is synced before it gets its name, the name before the history, and one such round is all."""
    store, old = prepared(tmp_path / "w", 1)
    calls = traced(monkeypatch)
    change(store, old)
    assert [call for call in calls if call[1] != ".lock"] == SAVE


def test_history_is_on_disk_before_the_data_file_lets_go_of_it(tmp_path, monkeypatch):
    """The save that carries the lines no longer syncs them first, and syncs nothing of the history else."""
    store, old = prepared(tmp_path / "w", lines.CARRIED_LINES - 1)
    assert len(store.files[""].carried().lines) == lines.CARRIED_LINES
    calls = traced(monkeypatch)
    change(store, old)
    assert [call for call in calls if call[1] != ".lock"] == [("fsync", "history.jsonl"), *SAVE]
    assert len(store.files[""].carried().lines) == 1
