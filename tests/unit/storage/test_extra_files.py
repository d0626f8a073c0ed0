"""A record type may live in a file of its own, closed until somebody opens it."""

import pytest
from msgspec.structs import replace

from tests.unit.storage.cases import Candidate, add, created, opened, titles
from vcycle.errors import NotFound, StorageError
from vcycle.model.core import Activity


def with_candidate(folder):
    store = created(folder)
    store.open_extra("nominating")
    with store.transaction("Nominerade") as changes:
        return store, changes.put(Candidate(name="Kim"))


def test_closed_file_reads_as_empty_and_refuses_writes(tmp_path):
    """Until it is opened nothing of it is found, in records, history or trash, and writing says why not."""
    _, candidate = with_candidate(tmp_path / "w")
    store = opened(tmp_path / "w")
    assert (store.find(Candidate), store.history(), store.trash()) == ([], [], [])
    with pytest.raises(NotFound):
        store.get(Candidate, candidate.id)
    with pytest.raises(NotFound):
        store.erase(Candidate, candidate.id)
    with pytest.raises(StorageError, match="nominating är inte öppnad"), store.transaction("Nej") as changes:
        changes.put(Candidate(name="Robin"))
    with pytest.raises(NotFound):
        store.undo()
    with pytest.raises(StorageError, match="inte öppnad"):
        store.backups("nominating")


def test_opened_file_has_its_own_history_and_backups(tmp_path):
    """Its records, history and backups lie beside the main file's and in none of them."""
    folder = tmp_path / "w"
    _, candidate = with_candidate(folder)
    store = opened(folder)
    store.open_extra("nominating")
    assert store.find(Candidate) == [candidate]
    with store.transaction("Bytte namn") as changes:
        changes.put(replace(candidate, name="Robin"))
    assert b"Kim" not in (folder / "vcycle.json").read_bytes() + (folder / "history.jsonl").read_bytes()
    assert len((folder / "nominating.history.jsonl").read_bytes().splitlines()) == 2
    assert [backup.name.startswith("nominating-") for backup in store.backups("nominating")] == [True]
    assert [diagnosis.problems for diagnosis in store.diagnose()] == [(), ()]


def test_undo_takes_the_newest_of_all_open_files(tmp_path):
    """History, undo and redo follow time over the files that are open."""
    store, _ = with_candidate(tmp_path / "w")
    add(store, "Möte")
    assert [line.label for line in store.history()] == ["Lade till Möte", "Nominerade"]
    assert [store.undo().label for _ in range(2)] == ["Lade till Möte", "Nominerade"]
    assert (store.find(Candidate), store.find(Activity)) == ([], [])
    assert [store.redo().label for _ in range(2)] == ["Nominerade", "Lade till Möte"]


def test_one_action_touches_one_file(tmp_path):
    """A transaction over two files is refused as a whole: no crash could leave half of it."""
    store, candidate = with_candidate(tmp_path / "w")
    with pytest.raises(StorageError, match="två datafiler"), store.transaction("Båda") as changes:  # noqa: PT012
        changes.put(Activity(title="Möte"))
        changes.put(replace(candidate, name="Robin"))
    assert (titles(store), store.find(Candidate)) == ([], [candidate])


def test_token_follows_open_files(tmp_path):
    """A write to an opened extra file by another process shows in the token."""
    store, candidate = with_candidate(tmp_path / "w")
    other = opened(tmp_path / "w")
    other.open_extra("nominating")
    before = store.token
    with other.transaction("Bytte namn") as changes:
        changes.put(replace(candidate, name="Robin"))
    assert store.token != before
    assert store.get(Candidate, candidate.id).name == "Robin"


def test_looking_into_a_missing_file_makes_none(tmp_path):
    """Opening an extra file that does not exist creates nothing before the first write."""
    store = created(tmp_path / "w")
    store.open_extra("nominating")
    assert store.find(Candidate) == []
    assert not (tmp_path / "w" / "nominating.json").exists()
