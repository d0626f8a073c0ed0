"""Several processes, and processes that are killed."""

import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.unit.storage.cases import TODAY, add, created, opened, titles
from vcycle.errors import Locked
from vcycle.model.core import Activity, Log
from vcycle.storage import lock

WRITER = """
import sys
from datetime import date
from pathlib import Path
from vcycle.model.core import CORE_TYPES, Log
from vcycle.model.records import Registry
from vcycle.storage.documents import open_store

store = open_store(Path(sys.argv[1]), Registry(CORE_TYPES), who=sys.argv[2], today=date(2026, 11, 20))
for number in range(int(sys.argv[3])):
    with store.transaction(f"Rad {number}") as changes:
        saved = changes.put(Log(series=sys.argv[2], day=date(2026, 1, 1), amount=number))
    print(saved.id, flush=True)
"""
KILLS = 20
WRITERS, WRITES = 4, 250


def writer(folder, name, count):
    arguments = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_killed_writers_lose_nothing(tmp_path):
    """Processes are killed at random moments: every save that was acknowledged is there, and the files are whole."""
    folder = tmp_path / "w"
    created(folder)
    chance = random.Random(20261120)
    acknowledged = []
    for turn in range(KILLS):
        process = writer(folder, f"p{turn}", 10_000)
        acknowledged.append(process.stdout.readline().strip())  # it is under way
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        acknowledged += process.communicate()[0].split("\n")[:-1]
    store = opened(folder)
    found = {log.id for log in store.find(Log)}
    assert set(acknowledged) <= found
    assert len(found) <= len(acknowledged) + KILLS  # at most the one that each was about to tell of
    assert len(store.history()) == len(found)
    assert store.diagnose()[0].problems == ()


def test_four_processes_keep_every_write(tmp_path):
    """Four processes write at once: all records are there, with ids of their own, one history line each."""
    folder = tmp_path / "w"
    store = created(folder)
    processes = [writer(folder, f"p{number}", WRITES) for number in range(WRITERS)]
    ids = [line for process in processes for line in process.communicate()[0].split()]
    assert [process.returncode for process in processes] == [0] * WRITERS
    assert len(set(ids)) == WRITERS * WRITES
    assert {log.id for log in store.find(Log)} == set(ids)
    assert len(store.history()) == WRITERS * WRITES
    assert store.diagnose()[0].problems == ()


def test_threads_take_turns(tmp_path):
    """Two threads of one process write through one store: nothing is lost, and neither sees the other's half."""
    store = created(tmp_path / "w")
    threads = [threading.Thread(target=lambda n=n: [add(store, f"{n}-{i}") for i in range(20)]) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(titles(store)) == 40


def test_other_threads_do_not_see_an_open_transaction(tmp_path):
    """What is being done shows to the thread that does it only."""
    store = created(tmp_path / "w")
    seen = []
    with store.transaction("Öppen") as changes:
        changes.put(Activity(title="Ny"))
        thread = threading.Thread(target=lambda: seen.append(store.find(Activity)))
        thread.start()
        thread.join()
    assert seen == [[]]


def test_busy_lock_gives_up(tmp_path, monkeypatch):
    """A writer that waits too long says who is in the way, with the exit code for busy, and leaves nothing."""
    store, other = created(tmp_path / "w"), opened(tmp_path / "w")
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with store.transaction("Håller på") as changes:
        changes.put(Activity(title="Min"))
        with pytest.raises(Locked, match="Någon annan sparar just nu") as caught, other.transaction("Försöker"):
            pass
    assert caught.value.exit_code == 4
    assert titles(other) == ["Min"]


def test_writer_waits_for_its_turn(tmp_path):
    """A writer that meets the lock waits until it is free."""
    store, other = created(tmp_path / "w"), opened(tmp_path / "w", today=TODAY)
    inside, done = threading.Event(), threading.Event()

    def hold():
        with store.transaction("Först") as changes:
            inside.set()
            changes.put(Activity(title="Först"))
            done.wait(0.1)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait()
    add(other, "Sedan")
    thread.join()
    assert titles(store) == ["Först", "Sedan"]
