"""Several processes, and processes that are killed."""

import threading

import pytest

from tests.unit.storage.cases import TODAY, add, created, opened, titles
from tests.unit.storage.writers import killed, raced
from vcycle.errors import Locked
from vcycle.model.core import Activity
from vcycle.storage import lock

KILLS, SEED = 20, 20261120
WRITERS, WRITES = 4, 250


def test_killed_writers_lose_nothing(tmp_path):
    """Processes are killed at random moments: every save that was acknowledged is there, and the files are whole."""
    left = killed(tmp_path / "w", KILLS, SEED)
    assert set(left.acknowledged) <= left.found
    assert len(left.found) <= len(left.acknowledged) + KILLS  # at most the one that each was about to tell of
    assert left.lines == len(left.found)
    assert left.problems == ()


def test_four_processes_keep_every_write(tmp_path):
    """Four processes write at once: all records are there, with ids of their own, one history line each."""
    left = raced(tmp_path / "w", WRITERS, WRITES)
    assert len(left.acknowledged) == len(left.found) == left.lines == WRITERS * WRITES
    assert set(left.acknowledged) == left.found
    assert left.problems == ()


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
