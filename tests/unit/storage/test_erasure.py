"""Who is erased is erased: no file of the workspace has a word of it left."""

import json

import pytest
from msgspec.structs import replace

from tests.unit.storage.cases import TODAY, add, created, opened
from vcycle.errors import NotFound
from vcycle.model.core import Activity, Holder, Person
from vcycle.storage import datafile

SECRETS = (b"Kim Exempel", b"Kim Annat", b"kim@example.org", b"070-174 06 05")


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def lived(tmp_path, monkeypatch):
    """A workspace where a person was added, renamed, linked, named in labels, and copied to backups."""
    folder = tmp_path / "w"
    store = created(folder)
    person = Person(name="Kim Exempel", email="kim@example.org", phone="070-174 06 05", gender="woman")
    with store.transaction("Lade till Kim Exempel") as changes:
        person = changes.put(person)
        changes.put(Activity(title="Möte"))
    monkeypatch.setattr(datafile, "utc_now", lambda: "2030-01-01T00:00:00Z")
    with store.transaction("Bytte namn till Kim Annat") as changes:
        changes.put(replace(person, name="Kim Annat"))
    with store.transaction("Gav kim annat ett uppdrag") as changes:
        changes.put(Holder(role="ordförande", person=person.id, since=TODAY))
    (folder / "backups" / "vcycle-2030-01-02-damaged-1.json").write_bytes(b'{"Kim Exempel')
    (folder / "backups" / "vcycle-1999-01-01.json.tmp").write_bytes(b"Kim Exempel")
    assert all(secret in bytes_of(folder) for secret in SECRETS)
    return folder, store, person


def test_nothing_is_left(lived):
    """Names, addresses and numbers of every version are gone from data, history, labels, backups and leftovers."""
    folder, store, person = lived
    store.erase(Person, person.id)
    content = bytes_of(folder).lower()
    assert [secret for secret in SECRETS if secret.lower() in content] == []
    with pytest.raises(NotFound):
        store.get(Person, person.id)
    assert opened(folder).diagnose()[0].problems == ()


def test_what_is_not_about_the_person_stays(lived):
    """Who, when and how many remain, and so does everything else."""
    folder, store, person = lived
    before = store.history()
    store.erase(Person, person.id)
    erased, *after = opened(folder).history()
    assert (erased.kind, erased.who, erased.label) == ("erase", "Anna", "Raderade för gott: person")
    assert [(line.id, line.at, line.who, len(line.changes)) for line in after] == [
        (line.id, line.at, line.who, len(line.changes)) for line in before
    ]
    assert [activity.title for activity in store.find(Activity)] == ["Möte"]
    assert [holder.person for holder in store.find(Holder)] == [person.id]
    for backup in store.backups():
        json.loads((folder / "backups" / backup.name).read_bytes())


def test_undo_passes_over_the_erased(lived):
    """Erasing cannot be undone; undoing what is older leaves the erased out."""
    _, store, person = lived
    store.erase(Person, person.id)
    assert store.undo().label == "(uppgifterna är raderade)"
    assert store.find(Holder) == []
    store.undo()
    assert (store.find(Activity), store.find(Person)) == ([], [])
    with pytest.raises(NotFound):
        store.undo()
    store.redo()
    assert ([activity.title for activity in store.find(Activity)], store.find(Person)) == (["Möte"], [])


def test_the_trashed_and_the_long_gone_can_be_erased(lived):
    """A record that is only in the trash or the history can be erased too; one that never was cannot."""
    folder, store, person = lived
    with store.transaction("Tog bort Kim Annat") as changes:
        changes.remove(Person, person.id)
    store.erase(Person, person.id)
    assert store.trash() == []
    assert b"Kim" not in bytes_of(folder)
    with pytest.raises(NotFound):
        store.erase(Person, "fanns-aldrig")


def test_others_with_part_of_the_name_keep_their_labels(tmp_path):
    """A label goes when it shows one of the texts as whole words, not when it merely contains the letters."""
    store = created(tmp_path / "w")
    with store.transaction("Lade till Bo") as changes:
        person = changes.put(Person(name="Bo"))
    add(store, "Bokcirkel")
    add(store, "Fika med bo")
    store.erase(Person, person.id)
    assert [line.label for line in store.history()][1:] == [
        "(uppgifterna är raderade)",
        "Lade till Bokcirkel",
        "(uppgifterna är raderade)",
    ]
