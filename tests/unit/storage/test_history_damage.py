"""Damage in the history that no crash makes: it is told, kept aside, and undo never pretends that it is not there."""

import pytest

from tests.unit.storage.cases import add, created, opened, titles
from vcycle.errors import StorageError
from vcycle.model.core import Activity, Person
from vcycle.storage import lines

FORTY = 40


@pytest.fixture
def lived(tmp_path):
    """A workspace with forty actions, of which the data file carries the last eight."""
    folder = tmp_path / "w"
    store = created(folder)
    for number in range(1, FORTY + 1):
        add(store, str(number))
    assert len(store.files[""].carried().lines) == FORTY - lines.CARRIED_LINES
    return folder, folder / "history.jsonl"


def line_replaced(content, number, by):
    rows = content.splitlines(keepends=True)
    rows[number - 1] = by(rows[number - 1])
    return b"".join(rows)


def shown(store):
    return [line.label.removeprefix("Lade till ") for line in store.history()]


DAMAGE = {
    "garbage": (lambda content: line_replaced(content, 4, lambda _: b"\x00skrap{\n"), FORTY - 1),
    "line taken out": (lambda content: line_replaced(content, 4, lambda _: b""), FORTY - 1),
    "emptied": (lambda _: b"", FORTY - lines.CARRIED_LINES),
    "cut in a line": (lambda content: content[: content.index(b"\n", 300) - 5], None),
    "cut after a line": (lambda content: content[: content.index(b"\n", 300) + 1], None),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_damage_is_kept_aside_and_told_at_opening(lived, how):
    """The file as it was is copied before a byte of it goes; every readable line stays, the hole is shown and told."""
    folder, path = lived
    damage, left = DAMAGE[how]
    broken = damage(path.read_bytes())
    path.write_bytes(broken)
    store = opened(folder)
    [copy] = (folder / "backups").glob("history-damaged-*.jsonl")
    assert (copy.read_bytes(), copy.stat().st_mode & 0o777) == (broken, 0o600)
    found = shown(store)
    assert found[: FORTY - lines.CARRIED_LINES] == [str(n) for n in range(FORTY, lines.CARRIED_LINES, -1)]
    assert [line.kind for line in store.history()].count("lost") == 1
    assert left is None or len(found) == left + 1
    assert any(copy.name in warning for warning in store.warnings())
    assert any(copy.name in problem for problem in store.diagnose()[0].problems)
    add(store, "Efter")
    again = opened(folder)
    assert shown(again) == ["Efter", *found]
    assert len(list((folder / "backups").glob("history-damaged-*"))) == 1
    copy.unlink()
    assert again.warnings() == opened(folder).warnings() == []


@pytest.mark.parametrize("keeps_length", [True, False])
def test_garbage_inside_is_seen_by_who_reads_it(lived, keeps_length):
    """A line whose bytes were replaced is told by number while it is there, and nothing of it goes unseen."""
    folder, path = lived
    store = opened(folder)
    path.write_bytes(
        line_replaced(path.read_bytes(), 4, lambda old: b"x" * (len(old) - 1 if keeps_length else 3) + b"\n")
    )
    assert any("rad 4" in warning for warning in store.warnings())
    assert any("rad 4" in problem for problem in store.diagnose()[0].problems)
    assert shown(store)[36] == "Här saknas historik: en rad går inte att läsa"
    add(store, "Efter")
    assert shown(opened(folder))[37] == "Här saknas historik: en rad går inte att läsa"
    everything = b"".join(file.read_bytes() for file in folder.rglob("*.jsonl"))
    assert b"xxx\n" in everything


def test_bytes_that_are_no_text_are_damage(lived):
    """Neither in a line's own fields nor inside a document do bytes that are not UTF-8 stop anybody from reading."""
    folder, path = lived
    rows = path.read_bytes().splitlines(keepends=True)
    rows[3] = rows[3].replace(b'"who":"Anna"', b'"who":"\xff\xfe\xfda"')
    rows[9] = rows[9].replace(b'"title":"10"', b'"title":"\xff\xfe"')
    path.write_bytes(b"".join(rows))
    store = opened(folder)
    assert [line.kind for line in store.history()].count("lost") == 2
    assert any("rad 4, 10" in warning for warning in store.warnings())


def test_undo_stops_where_history_is_lost(lived):
    """What can be read above the hole is undone; at the hole undo says so, and changes nothing older in its place."""
    folder, path = lived
    path.write_bytes(line_replaced(path.read_bytes(), 30, lambda _: b"skrap\n"))
    store = opened(folder)
    assert [store.undo().label for _ in range(10)][-1] == "Lade till 31"
    before = titles(store)
    with pytest.raises(StorageError, match="en rad går inte att läsa"):
        store.undo()
    assert titles(opened(folder)) == before
    assert store.redo().label == "Lade till 31"


def test_redo_stops_where_history_is_lost(lived):
    """When the newest line of a history that is all on disk cannot be read, redo does not guess what it was."""
    folder, path = lived
    store = opened(folder)
    with store.transaction("Lade till Kim") as changes:
        person = changes.put(Person(name="Kim"))
    store.erase(Person, person.id)
    whole = path.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    path.write_bytes(whole.replace(last, b"x" * (len(last) - 1) + b"\n"))
    again = opened(folder)
    for go in (again.undo, again.redo):
        with pytest.raises(StorageError, match="går inte att läsa"):
            go()
    assert len(again.find(Activity)) == FORTY


def test_erasing_takes_the_copies_aside_too(lived):
    """A damaged history that was kept aside may hold whom somebody wants erased: it goes, the hole stays."""
    folder, path = lived
    store = opened(folder)
    with store.transaction("Lade till Kim") as changes:
        person = changes.put(Person(name="Kim Exempel"))
    path.write_bytes(line_replaced(path.read_bytes(), 4, lambda _: b"Kim Exempel\n"))
    store = opened(folder)
    assert store.warnings()
    store.erase(Person, person.id)
    assert b"Kim" not in b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert [line.kind for line in opened(folder).history()].count("lost") == 1


def test_damage_in_a_folder_that_cannot_be_written_is_told(lived):
    """Where nothing can be mended the damage is told all the same, and reading goes on."""
    folder, path = lived
    store = opened(folder)
    path.write_bytes(b"")
    assert store.warnings() == ["En del av history.jsonl är borta."]
    assert shown(store)[-1].startswith("Här saknas historik: omkring ")
