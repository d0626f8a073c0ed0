"""What lies in the folder: readable, private, and untouched where nobody asked."""

import json
import os

import msgspec
import pytest
from msgspec import Raw
from msgspec.structs import replace

from tests.unit.storage.cases import REGISTRY, TODAY, add, created, opened, titles
from vcycle.errors import Damaged, StorageError
from vcycle.model.core import CORE_TYPES, Activity, Change, Goal, Log
from vcycle.model.records import Registry
from vcycle.storage import tables
from vcycle.storage.documents import create_store


def test_creating_twice_is_refused(tmp_path):
    """A workspace that exists is never overwritten."""
    add(created(tmp_path / "w"))
    with pytest.raises(StorageError, match="finns redan"):
        create_store(tmp_path / "w", REGISTRY, who="Anna", today=TODAY)
    assert titles(opened(tmp_path / "w")) == ["Styrelsemöte"]


def test_opening_nothing_is_refused(tmp_path):
    """Without a data file there is no workspace, and none is made by looking."""
    with pytest.raises(StorageError, match="saknas") as caught:
        opened(tmp_path)
    assert "vcycle init" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_vanished_file_is_not_started_anew(tmp_path):
    """When the data file is gone while the workspace is open, nothing is written in its place."""
    store = created(tmp_path / "w")
    add(store)
    path = tmp_path / "w" / "vcycle.json"
    path.rename(tmp_path / "flyttad.json")
    with pytest.raises(StorageError, match="har försvunnit"):
        add(store)
    assert not path.exists()
    (tmp_path / "flyttad.json").rename(path)
    assert titles(store) == ["Styrelsemöte"]


def test_files_are_private(tmp_path):
    """Every file is for its owner only, whatever the umask."""
    old = os.umask(0)
    try:
        add(created(tmp_path / "w"))
    finally:
        os.umask(old)
    modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "w").rglob("*") if path.is_file()}
    assert set(modes.values()) == {0}
    assert {"vcycle.json", "history.jsonl"} <= modes.keys()


def test_file_is_json_with_a_record_per_line(tmp_path):
    """The data file is UTF-8 JSON: tables by type key, documents by id in order, one line each."""
    store = created(tmp_path / "w")
    ids = [add(store, f"Möte på ön {number}").id for number in range(3)]
    text = (tmp_path / "w" / "vcycle.json").read_text("utf-8")
    data = json.loads(text)
    assert list(data) == sorted(data)
    assert list(data["core.activity"]) == sorted(ids)
    assert data["core.activity"][ids[0]]["id"] == ids[0]
    assert data["_vcycle"]["core.activity"] == {"version": 1}
    assert [line for line in text.splitlines() if line.lstrip(",").startswith(f'"{ids[1]}":')] != []


def test_same_content_gives_the_same_bytes(tmp_path):
    """A table is written the same whether it was just decoded or long in memory, whatever order it was edited in."""
    store = created(tmp_path / "w")
    first = add(store, "Ett")
    add(store, "Två")
    with store.transaction("Ändrade") as changes:
        changes.put(replace(first, place="Aulan"))
    file = store.files[""].storage
    raw = bytes(file.encoded["core.activity"])
    rows = tables.decode_rows(Raw(raw), "core.activity", file.path)
    assert msgspec.json.encode(rows) == raw


def test_ids_out_of_order_are_written_in_order(tmp_path):
    """Ids that sort before what is there, and several at once, end up in their order in the file and in memory."""
    store = created(tmp_path / "w")
    for slots in (("m",), ("c", "a"), ("z", "b")):
        with store.transaction("Ändringar") as changes:
            for slot in slots:
                changes.put(Change(id=slot, record="x", slot=slot))
        written = list(json.loads((tmp_path / "w" / "vcycle.json").read_bytes())["core.change"])
        assert written == sorted(written) == [change.id for change in store.find(Change)]


def test_save_looks_new_whatever_the_clock(tmp_path):
    """A save after one from a clock that ran ahead still looks later, so that no process takes it for the old one."""
    store = created(tmp_path / "w")
    path = tmp_path / "w" / "vcycle.json"
    os.utime(path, (4_000_000_000, 4_000_000_000))
    before = path.stat().st_mtime_ns
    add(store)
    assert path.stat().st_mtime_ns > before


def test_unknown_tables_survive_byte_for_byte(tmp_path):
    """A table that no enabled plugin knows is written back as the bytes it was, odd spacing and all."""
    path = tmp_path / "w" / "vcycle.json"
    store = created(tmp_path / "w")
    odd = '{ "1" : {"b":1.50,\n "a": "\\u00e5"} , "2":{} }'
    path.write_text(path.read_text("utf-8").replace("{\n", '{\n"annan.plugin": ' + odd + ",\n", 1), "utf-8")
    add(store)
    with store.transaction("Mål") as changes:
        changes.put(Goal(text="Mål"))
    assert odd in path.read_text("utf-8")
    assert opened(tmp_path / "w").diagnose()[0].unused == ("annan.plugin",)


def test_unread_tables_are_never_decoded(tmp_path, monkeypatch):
    """Listing activities and saving one decode neither the log nor any other table."""
    store = created(tmp_path / "w")
    add(store)
    with store.transaction("Loggade") as changes:
        changes.put(Log(series="x", day=TODAY))
    seen = []
    real = tables.decode_rows
    monkeypatch.setattr(tables, "decode_rows", lambda raw, name, path: seen.append(name) or real(raw, name, path))
    again = opened(tmp_path / "w")
    again.find(Activity)
    assert "core.log" not in again.files[""]._records
    add(again)
    assert "core.log" not in seen


def test_tables_of_a_switched_off_plugin_come_back(tmp_path):
    """Records of a plugin that is off stay while others are saved, and are there when it is on again."""
    folder = tmp_path / "w"
    store = created(folder)
    with store.transaction("Mål") as changes:
        goal = changes.put(Goal(text="Mål"))
    without = opened(folder, Registry(tuple(t for t in CORE_TYPES if t.cls is not Goal)))
    add(without)
    assert opened(folder).find(Goal) == [goal]


BROKEN = {
    "empty": b"",
    "zeros": b"\0" * 500,
    "half": None,
    "not ours": b'{"a":{}}',
    "a list": b"[]",
    "latin-1": b"{\xe5",
}


@pytest.mark.parametrize("how", BROKEN)
def test_damaged_file_is_kept_and_the_newest_good_backup_named(tmp_path, how):
    """A file that cannot be read is left as it is; the sentence names it, the hint the backup to go back to."""
    folder = tmp_path / "w"
    store = created(folder)
    add(store, "Ett")
    add(store, "Två")
    path = folder / "vcycle.json"
    content = path.read_bytes()[:150] if BROKEN[how] is None else BROKEN[how]
    path.write_bytes(content)
    (folder / "backups" / "vcycle-2999-01-01.json").write_bytes(b"{")
    with pytest.raises(Damaged, match=r"vcycle\.json") as caught:
        opened(folder)
    good = next(backup.name for backup in store.backups() if "2999" not in backup.name)
    assert caught.value.hint.endswith(f"vcycle backup restore {good}")
    assert path.read_bytes() == content
    with pytest.raises(Damaged):
        add(store)
    assert path.read_bytes() == content


def test_damaged_record_is_named_and_the_rest_is_readable(tmp_path):
    """One record that does not decode is named with its table and id; other tables and records can be used."""
    folder = tmp_path / "w"
    store = created(folder)
    good, bad = add(store, "Hel"), add(store, "Trasig")
    with store.transaction("Mål") as changes:
        goal = changes.put(Goal(text="Mål"))
    path = folder / "vcycle.json"
    head, _, tail = path.read_text("utf-8").rpartition('"title":"Trasig"')
    path.write_text(f'{head}"titel":7{tail}', "utf-8")
    again = opened(folder)
    with pytest.raises(Damaged, match=rf"{bad.id} i tabellen core\.activity"):
        again.find(Activity)
    assert again.find(Goal) == [goal]
    assert again.get(Activity, good.id) == good
    assert any(bad.id in problem for problem in again.diagnose()[0].problems)


def test_damaged_table_is_named(tmp_path):
    """A table that is no table is named, and the others can be read."""
    folder = tmp_path / "w"
    created(folder)
    path = folder / "vcycle.json"
    path.write_text(path.read_text("utf-8").replace("{\n", '{\n"core.activity":[],\n', 1), "utf-8")
    store = opened(folder)
    with pytest.raises(Damaged, match=r"Tabellen core\.activity"):
        store.find(Activity)
    assert store.find(Goal) == []
    assert any("core.activity" in problem for problem in store.diagnose()[0].problems)


def test_record_under_a_wrong_id_is_reported(tmp_path):
    """The doctor sees a record that lies under another id than its own."""
    folder = tmp_path / "w"
    saved = add(created(folder))
    path = folder / "vcycle.json"
    path.write_text(
        path.read_text("utf-8").replace(f'"core.activity":{{"{saved.id}"', '"core.activity":{"fel"'), "utf-8"
    )
    assert any(f"säger sig ha id {saved.id}" in problem for problem in opened(folder).diagnose()[0].problems)


def test_diagnosis_counts(tmp_path):
    """The doctor's figures are the files' sizes, the records per table, the trash and the last backup."""
    folder = tmp_path / "w"
    store = created(folder)
    saved = add(store)
    add(store)
    with store.transaction("Tog bort") as changes:
        changes.remove(Activity, saved.id)
    [found] = store.diagnose()
    assert (found.records, found.trashed, found.unused, found.problems) == ({"core.activity": 1}, 1, (), ())
    assert (found.size, found.history_size) == (
        (folder / "vcycle.json").stat().st_size,
        (folder / "history.jsonl").stat().st_size,
    )
    assert found.last_backup == store.backups()[0].name
    assert found.history_matches
