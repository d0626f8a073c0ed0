"""Whatever a crash or a hand does to the end of the history, reading goes on and the next opening mends it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.storage.cases import CANDIDATE, REGISTRY, add, created, opened, titles
from vcycle.errors import Conflict, NotFound, StorageError
from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.records import RecordType, Registry
from vcycle.storage import history, lines


def labels(store):
    return [line.label.removeprefix("Lade till ") for line in store.history()]


def three(folder):
    store = created(folder)
    for title in ("Ett", "Två", "Tre"):
        add(store, title)
    return store, folder / "history.jsonl"


LAST_LINE_DAMAGE = {
    "torn": lambda content: content[:-20],
    "without its line break": lambda content: content[:-1],
    "missing": lambda content: content[: content.rindex(b"\n", 0, -1) + 1],
    "zeros": lambda content: content[:-20] + b"\0" * 20,
    "zeros after": lambda content: content + b"\0" * 100,
    "all gone": lambda content: b"",
    "torn line after": lambda content: content + b'{"id":"x","at"',
}


@pytest.mark.parametrize("damage", LAST_LINE_DAMAGE)
def test_damaged_end_is_mended_at_opening(tmp_path, damage):
    """After a crash the history is complete again at the next opening, and the one after changes nothing."""
    _, path = three(tmp_path / "w")
    whole = path.read_bytes()
    path.write_bytes(LAST_LINE_DAMAGE[damage](whole))
    assert labels(opened(tmp_path / "w")) == ["Tre", "Två", "Ett"]
    assert path.read_bytes() == whole
    assert opened(tmp_path / "w").diagnose()[0].history_matches
    assert path.read_bytes() == whole


@pytest.mark.parametrize("damage", LAST_LINE_DAMAGE)
def test_running_process_sees_through_the_damage(tmp_path, damage):
    """A process that has the workspace open reads the whole history, says that it does not match, and mends it by
    writing on."""
    store, path = three(tmp_path / "w")
    path.write_bytes(LAST_LINE_DAMAGE[damage](path.read_bytes()))
    assert labels(store) == ["Tre", "Två", "Ett"]
    assert not store.diagnose()[0].history_matches
    add(store, "Fyra")
    assert labels(opened(tmp_path / "w")) == ["Fyra", "Tre", "Två", "Ett"]
    assert store.diagnose()[0].problems == ()


def test_deleted_history_comes_back_as_far_as_the_data_file_carries_it(tmp_path):
    """Without the history file, the lines in the data file are all there is, and work goes on."""
    _, path = three(tmp_path / "w")
    path.unlink()
    store = opened(tmp_path / "w")
    assert labels(store) == ["Tre", "Två", "Ett"]
    assert store.undo().label == "Lade till Tre"
    assert path.stat().st_mode & 0o777 == 0o600


def test_history_shortened_by_hand_loses_only_what_was_cut(tmp_path):
    """Lines that somebody cut away are gone; what comes after is appended cleanly."""
    folder = tmp_path / "w"
    store = created(folder)
    for number in range(lines.CARRIED_LINES + 3):
        add(store, str(number))
    path = folder / "history.jsonl"
    path.write_bytes(path.read_bytes()[:300])
    add(opened(folder), "Efter")
    assert labels(opened(folder))[0] == "Efter"
    left = path.read_bytes().splitlines()
    assert all(json.loads(line) for line in left)
    assert len(left) < lines.CARRIED_LINES
    [warning] = opened(folder).diagnose()[0].problems
    assert "history-damaged-" in warning


def test_history_cut_where_nothing_is_carried_is_noticed(tmp_path):
    """Also when the data file carries no lines, a history that is too short is seen, kept and mended."""
    folder = tmp_path / "w"
    store = created(folder)
    add(store, "Kvar")
    store.erase(Activity, add(store, "Bort").id)
    path = folder / "history.jsonl"
    assert store.files[""].carried().lines == ()
    path.write_bytes(path.read_bytes()[:-10])
    assert not store.diagnose()[0].history_matches
    add(store, "Efter")
    assert len(store.diagnose()[0].problems) == 1
    assert labels(store) == [
        "Efter", "Här saknas historik: en rad går inte att läsa", "(uppgifterna är raderade)", "Kvar"
    ]  # fmt: skip


def test_older_data_file_put_back_by_hand_keeps_the_newer_history(tmp_path):
    """Lines that the data file knows nothing of are kept, and undoing what is not there is a conflict."""
    folder = tmp_path / "w"
    store = created(folder)
    add(store, "Ett")
    old = (folder / "vcycle.json").read_bytes()
    add(store, "Två")
    (folder / "vcycle.json").write_bytes(old)
    again = opened(folder)
    assert labels(again) == ["Två", "Ett"]
    with pytest.raises(Conflict, match="ändrades på annat sätt"):
        again.undo()
    assert titles(again) == ["Ett"]


def test_foreign_lines_are_told_and_kept_aside(tmp_path):
    """A line that is none is no history: the doctor says which, and the file as it was is kept before it is mended."""
    store, path = three(tmp_path / "w")
    path.write_bytes(b"inte json\n" + path.read_bytes())
    found = path.read_bytes()
    assert labels(store) == ["Tre", "Två", "Ett"]
    assert any("En rad i history.jsonl går inte att läsa: rad 1." in p for p in store.diagnose()[0].problems)
    opened(tmp_path / "w")
    [copy] = (tmp_path / "w" / "backups").glob("history-damaged-*-1.jsonl")
    assert copy.read_bytes() == found
    assert b"inte json" not in path.read_bytes()


@given(
    lines=st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), max_size=20),
    block=st.integers(1, 40),
)
def test_reading_backwards_is_reading_forwards_reversed(lines, block, tmp_path_factory):
    """Block by block from the end, a file gives the same lines as from its start."""
    path = tmp_path_factory.mktemp("lines") / "file"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    old, history._BLOCK = history._BLOCK, block
    try:
        found = list(history._backwards(path, path.stat().st_size))
    finally:
        history._BLOCK = old
    assert found == [line for line in reversed(lines) if line]


def test_carried_lines_stay_few(tmp_path):
    """The data file carries only what may not be on the disk yet, however long the history."""
    store = created(tmp_path / "w")
    for number in range(3 * lines.CARRIED_LINES):
        add(store, str(number))
        assert 1 <= len(store.files[""].carried().lines) <= lines.CARRIED_LINES
    assert len(store.history()) == 3 * lines.CARRIED_LINES


def test_large_action_is_carried_once(tmp_path):
    """A bulk import is not dragged along by the saves after it."""
    store = created(tmp_path / "w")
    with store.transaction("Importerade") as changes:
        for number in range(500):
            changes.put(Activity(title=f"Möte {number}"))
    add(store, "Sedan")
    assert len(store.files[""].carried().lines) == 1
    store.undo()
    store.undo()
    assert store.find(Activity) == []


def test_undo_refuses_what_was_changed_by_hand(tmp_path):
    """When a record is not what the action made it, undo says so and shows both, and changes nothing."""
    folder = tmp_path / "w"
    saved = add(created(folder), "Möte")
    path = folder / "vcycle.json"
    head, _, tail = path.read_text("utf-8").rpartition('"title":"Möte"')
    path.write_text(f'{head}"title":"Handskrivet"{tail}', "utf-8")
    store = opened(folder)
    with pytest.raises(Conflict) as caught:
        store.undo()
    assert caught.value.theirs == store.get(Activity, saved.id)
    assert titles(store) == ["Handskrivet"]


def test_undo_of_a_switched_off_plugin_says_so(tmp_path):
    """An action on records of a plugin that is off cannot be undone now, and nothing happens."""
    store = created(tmp_path / "w")
    add(store)
    without = Registry(tuple(t for t in CORE_TYPES if t.cls is not Activity))
    with pytest.raises(StorageError, match="avstängt"):
        opened(tmp_path / "w", without).undo()
    assert store.undo().label == "Lade till Styrelsemöte"


def test_history_of_an_older_version_is_undone_in_todays_shape(tmp_path):
    """A migration between an action and its undo is applied to what the history holds."""
    folder = tmp_path / "w"
    store = created(folder)
    first = add(store, "Möte", place="aulan")
    with store.transaction("Flyttade") as changes:
        changes.put(replace(first, place="biblioteket"))
    louder = RecordType(
        Activity, "core.activity", "aktivitet", "aktiviteter", "title",
        migrations=(lambda document: document | {"place": document["place"].upper()},),
    )  # fmt: skip
    newer = Registry((louder, *(t for t in CORE_TYPES if t.cls is not Activity), CANDIDATE))
    again = opened(folder, newer)
    assert again.get(Activity, first.id).place == "BIBLIOTEKET"
    again.undo()
    assert again.get(Activity, first.id).place == "AULAN"


def test_undo_of_what_a_migration_took_away_still_counts(tmp_path):
    """An action that a migration left nothing of can be undone: nothing changes, and the one before it is next."""
    folder = tmp_path / "w"
    store = created(folder)
    first = add(store, "Möte", place="aulan")
    with store.transaction("Flyttade") as changes:
        changes.put(replace(first, place="biblioteket"))
    placeless = RecordType(
        Activity, "core.activity", "aktivitet", "aktiviteter", "title",
        migrations=(lambda document: document | {"place": ""},),
    )  # fmt: skip
    again = opened(folder, Registry((placeless, *(t for t in CORE_TYPES if t.cls is not Activity), CANDIDATE)))
    assert [again.undo().label for _ in range(2)] == ["Flyttade", "Lade till Möte"]
    assert again.find(Activity) == []


def test_nothing_to_undo_in_a_new_workspace(tmp_path):
    """A new workspace has nothing to undo or redo, and says so."""
    store = created(tmp_path / "w", REGISTRY)
    for go in (store.undo, store.redo):
        with pytest.raises(NotFound):
            go()
