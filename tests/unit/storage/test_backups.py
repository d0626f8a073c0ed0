"""Copies are made without asking, and going back to one is itself an action."""

import pytest
from msgspec.structs import replace

from tests.unit.storage.cases import REGISTRY, add, created, opened, titles
from vcycle.errors import Damaged, NotFound
from vcycle.model.core import Activity, Ledger
from vcycle.storage import datafile
from vcycle.storage.backups import KEPT
from vcycle.storage.recovery import recover


def on_day(monkeypatch, day):
    monkeypatch.setattr(datafile, "utc_now", lambda: f"{day}T12:00:00Z")


def names(store):
    return [backup.name for backup in store.backups()]


def test_first_write_of_a_day_copies_what_was_before(tmp_path, monkeypatch):
    """One copy per real day, made at the first write, of the file as it was before that write."""
    store = created(tmp_path / "w")
    on_day(monkeypatch, "2026-01-01")
    add(store, "Ett")
    on_day(monkeypatch, "2026-01-02")
    before = (tmp_path / "w" / "vcycle.json").read_bytes()
    add(store, "Två")
    add(store, "Tre")
    assert [name for name in names(store) if "01-02" in name] == names(store)[:1] == ["vcycle-2026-01-02.json"]
    assert (tmp_path / "w" / "backups" / "vcycle-2026-01-02.json").read_bytes() == before
    assert store.backups()[0].size == len(before)


def test_the_founding_day_keeps_what_was_entered_first(tmp_path, monkeypatch):
    """A file without records is not copied: on the day an association is founded the copy holds what came in first."""
    on_day(monkeypatch, "2026-01-01")
    store = created(tmp_path / "w")
    add(store, "Hela planen")
    assert names(store) == []
    founded = (tmp_path / "w" / "vcycle.json").read_bytes()
    add(store, "Mer")
    assert (tmp_path / "w" / "backups" / "vcycle-2026-01-01.json").read_bytes() == founded


def test_seven_days_are_kept(tmp_path, monkeypatch):
    """The eighth day's copy pushes out the oldest, and files of others are left alone."""
    store = created(tmp_path / "w")
    (tmp_path / "w" / "backups").mkdir()
    strangers = ["vcycle-2020-01-01.txt", "min kopia.json", "vcycle-extra-2020-01-01.json"]
    for name in strangers:
        (tmp_path / "w" / "backups" / name).write_text("{}")
    for day in range(1, KEPT + 3):
        on_day(monkeypatch, f"2026-01-{day:02}")
        add(store, str(day))
    assert names(store) == [f"vcycle-2026-01-{day:02}.json" for day in range(KEPT + 2, 2, -1)]
    assert all((tmp_path / "w" / "backups" / name).exists() for name in strangers)


def filled(folder):
    """A workspace whose backup of today has one activity, of what now are two others."""
    store = created(folder)
    with store.transaction("Först") as changes:
        first = changes.put(Activity(title="Ett"))
        changes.put(Ledger(id="uid", digest="d", timing="t", sequence=1, modified="m"))
    for backup in store.backups():
        (folder / "backups" / backup.name).unlink()
    with store.transaction("Sedan") as changes:
        changes.put(replace(first, title="Ändrat"))
        changes.put(Activity(title="Två"))
        changes.put(replace(store.get(Ledger, "uid"), sequence=2))
    return store, first


def test_restoring_a_backup_is_an_action_that_undo_takes_back(tmp_path):
    """Records become what they were, revisions and the ledger only rise, the file before is kept, undo goes back."""
    store, first = filled(tmp_path / "w")
    name = names(store)[0]
    before = (tmp_path / "w" / "vcycle.json").read_bytes()
    line = store.restore_backup(name)
    assert (line.kind, len(line.changes)) == ("restore", 2)
    assert titles(opened(tmp_path / "w")) == ["Ett"]
    assert store.get(Activity, first.id).revision == 3
    assert store.get(Ledger, "uid").sequence == 2
    assert [entry.record.title for entry in store.trash()] == ["Två"]
    [aside] = [name for name in names(store) if "before-restore" in name]
    assert (tmp_path / "w" / "backups" / aside).read_bytes() == before
    store.undo()
    assert titles(store) == ["Två", "Ändrat"]
    assert store.trash() == []


def test_records_that_a_restore_leaves_alone_can_be_changed_after_it(tmp_path):
    """What is the same in the backup keeps its revision, also as the running process sees it."""
    store = created(tmp_path / "w")
    same = add(store, "Samma")
    add(store, "Annat")
    store.find(Activity)
    store.restore_backup(names(store)[0])
    [seen] = store.find(Activity)
    assert seen == store.get(Activity, same.id) == same
    with store.transaction("Ändrade") as changes:
        changes.put(replace(seen, title="Nytt"))


def test_restoring_takes_out_of_the_trash(tmp_path):
    """A record that was removed since the backup comes back from the trash, and undo puts it there again."""
    store, first = filled(tmp_path / "w")
    with store.transaction("Tog bort") as changes:
        changes.remove(Activity, first.id)
    store.restore_backup(names(store)[0])
    assert (store.get(Activity, first.id).title, [e.record.title for e in store.trash()]) == ("Ett", ["Två"])
    store.undo()
    assert [entry.record.id for entry in store.trash()] == [first.id]


def test_restoring_what_is_the_same_does_nothing(tmp_path):
    """A backup without a difference gives no action and no copy."""
    store, _ = filled(tmp_path / "w")
    name = names(store)[0]
    store.restore_backup(name)
    copies = names(store)
    assert store.restore_backup(name) is None
    assert names(store) == copies
    assert len(store.history()) == 3


def test_unknown_or_damaged_backup_changes_nothing(tmp_path):
    """A backup that does not exist, lies elsewhere or cannot be read is refused."""
    store, _ = filled(tmp_path / "w")
    bad = tmp_path / "w" / "backups" / "vcycle-2026-02-02.json"
    bad.write_bytes((tmp_path / "w" / "vcycle.json").read_bytes().replace(b'"title"', b'"titel"'))
    before = (tmp_path / "w" / "vcycle.json").read_bytes()
    for name, error in (("vcycle-2000-01-01.json", NotFound), ("../vcycle.json", NotFound), (bad.name, Damaged)):
        with pytest.raises(error):
            store.restore_backup(name)
        with pytest.raises(error):
            recover(tmp_path / "w", REGISTRY, name, who="Anna")
    assert (tmp_path / "w" / "vcycle.json").read_bytes() == before


def test_damaged_file_is_rescued_and_kept(tmp_path):
    """A file that cannot be opened is replaced by a backup and kept aside, and the history goes on."""
    store, _ = filled(tmp_path / "w")
    name, path = names(store)[0], tmp_path / "w" / "vcycle.json"
    path.write_bytes(path.read_bytes()[:-40])
    broken = path.read_bytes()
    with pytest.raises(Damaged):
        opened(tmp_path / "w")
    rescue = recover(tmp_path / "w", REGISTRY, name, who="Bo")
    assert (tmp_path / "w" / "backups" / rescue.aside).read_bytes() == broken
    assert (rescue.replayed.steps, rescue.replayed.missing, rescue.replayed.lost) == (1, (), ())
    again = opened(tmp_path / "w")
    assert titles(again) == ["Två", "Ändrat"]
    assert [(line.kind, line.who) for line in again.history()] == [("recover", "Bo"), ("do", "Anna"), ("do", "Anna")]
    assert again.diagnose()[0].problems == ()
    add(again, "Ny")
    assert again.undo().label == "Lade till Ny"


@pytest.mark.parametrize(
    ("damage", "known"),
    [
        pytest.param(lambda content: content[:-3], {"new": 7, "uid": 2}, id="every line can be read"),
        pytest.param(lambda content: content.replace(b'"sequence":2', b"\xff"), {"new": 7, "uid": 1}, id="one cannot"),
        pytest.param(lambda _content: b"", {"uid": 1}, id="nothing can"),
    ],
)
def test_a_rescue_never_lets_a_calendar_go_back(tmp_path, damage, known):
    """What phones have seen is taken from the damaged file; what only the backup knows rises at the next export."""
    store, _ = filled(tmp_path / "w")
    with store.transaction("Skrev kalenderfil") as changes:
        changes.put(Ledger(id="new", digest="d", timing="t", sequence=7, modified="m"))
    path = tmp_path / "w" / "vcycle.json"
    path.write_bytes(damage(path.read_bytes()))
    recover(tmp_path / "w", REGISTRY, names(store)[0], who="Bo")
    rescued = opened(tmp_path / "w").find(Ledger)
    assert {line.id: line.sequence for line in rescued} == known
    assert [line.id for line in rescued if line.digest != "d"] == [
        name for name, number in known.items() if number == 1
    ]


def test_damaged_record_is_left_to_the_rescue(tmp_path):
    """When a record cannot be read, going back is refused, and the rescue brings back what the record was."""
    store, _ = filled(tmp_path / "w")
    path = tmp_path / "w" / "vcycle.json"
    head, _, tail = path.read_text("utf-8").rpartition('"title":"Två"')
    path.write_text(f'{head}"titel":2{tail}', "utf-8")
    for act in (lambda: store.find(Activity), lambda: store.restore_backup(names(store)[0])):
        with pytest.raises(Damaged):
            act()
    recover(tmp_path / "w", REGISTRY, names(store)[0], who="Bo")
    assert titles(store) == ["Två", "Ändrat"]
    assert any("damaged" in name for name in names(store))
