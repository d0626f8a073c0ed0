"""A rescue brings back what was there before the damage: the backup, and all that the history says came after it."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.storage.cases import CANDIDATE, REGISTRY, add, created, opened, titles
from vcycle.errors import NotFound
from vcycle.model.core import CORE_TYPES, Activity, Goal, Ledger, Person
from vcycle.model.records import RecordType, Registry
from vcycle.storage import datafile
from vcycle.storage.recovery import recover

DAMAGE = {
    "gone": None,
    "emptied": lambda _: b"",
    "garbage": lambda _: b"\xffskrap" * 40,
    "cut": lambda content: content[: len(content) // 2],
    "overwritten inside": lambda content: content[:40] + b"\0" * 60 + content[100:],
}
ACTIONS = ("add", "change", "remove", "restore", "undo", "redo", "erase", "back", "export", "day")


def damage(folder, how):
    path = folder / "vcycle.json"
    if DAMAGE[how] is None:
        path.unlink()
    else:
        path.write_bytes(DAMAGE[how](path.read_bytes()))


def state(store):
    """Every record as it is, and what lies in the trash."""
    records = [record for cls in (Activity, Person) for record in store.find(cls)]
    return records, {entry.record.id: entry.record for entry in store.trash()}


class Life:
    """Actions on a workspace; `day` is what the backups are named by."""

    def __init__(self, folder, monkeypatch):
        self.store, self.day, self.patch = created(folder), 1, monkeypatch
        self.next_day()

    def next_day(self):
        self.day += 1
        self.patch.setattr(datafile, "utc_now", lambda: f"2031-01-{self.day:02}T12:00:00Z")

    def act(self, what, pick):
        store = self.store
        people, trash = store.find(Person), store.trash()
        if what == "add" or (not people and what in ("change", "remove", "erase")):
            with store.transaction("Lade till") as changes:
                changes.put(Person(name=f"Person {pick}"))
                changes.put(Activity(title=f"Möte {pick}"))
        elif what == "change":
            with store.transaction("Ändrade") as changes:
                changes.put(replace(people[pick % len(people)], phone=str(pick)))
        elif what == "remove":
            with store.transaction("Tog bort") as changes:
                changes.remove(Person, people[pick % len(people)].id)
        elif what == "erase":
            store.erase(Person, people[pick % len(people)].id)
        elif what == "restore" and trash:
            entry = trash[pick % len(trash)]
            store.restore(type(entry.record), entry.record.id)
        elif what == "back" and store.backups():
            store.restore_backup(store.backups()[pick % len(store.backups())].name)
        elif what == "day":
            self.next_day()
        elif what == "export":
            with store.transaction("Skrev kalenderfil") as changes:
                changes.put(Ledger(digest="d", timing="t", sequence=pick, modified="2026-11-20T12:00:00Z"))
        elif what in ("undo", "redo"):
            with suppress(NotFound):
                getattr(store, what)()


@given(
    actions=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 5)), min_size=3, max_size=25),
    how=st.sampled_from(sorted(DAMAGE)),
    pick=st.integers(0, 20),
)
@settings(max_examples=max(settings.default.max_examples // 2, 1))
def test_rescue_from_any_backup_gives_what_was_there(actions, how, pick):
    """Whatever was done, however the file is damaged and whichever backup is taken, nothing is lost or comes back."""
    with tempfile.TemporaryDirectory() as box, pytest.MonkeyPatch.context() as patch:
        folder = Path(box) / "w"
        life = Life(folder, patch)
        for action in (("add", 0), ("add", 1), *actions):
            life.act(*action)
        before = state(opened(folder))
        kept = {backup.name: (folder / "backups" / backup.name).read_bytes() for backup in life.store.backups()}
        name = sorted(kept)[pick % len(kept)]
        damage(folder, how)
        rescue = recover(folder, REGISTRY, name, who="Bo")
        again = opened(folder)
        assert state(again) == before
        assert rescue.replayed.missing == rescue.replayed.lost == ()
        assert again.diagnose()[0].problems == ()


def test_rescue_tells_what_it_could_not_do(tmp_path):
    """A later step that cannot be read is told, one of a newer plugin's by its label; the rest is there."""
    folder = tmp_path / "w"
    store = created(folder)
    for title in ("Ett", "Två", "Tre", "Fyra", "Fem"):
        add(store, title)
    [name] = [backup.name for backup in store.backups()]
    path = folder / "history.jsonl"
    rows = path.read_bytes().splitlines(keepends=True)
    rows[2] = b"skrap\n"
    rows[3] = rows[3].replace(b'"edits":', b'"versions":{"core.activity":9},"edits":')
    path.write_bytes(b"".join(rows))
    damage(folder, "garbage")
    found = recover(folder, REGISTRY, name, who="Bo").replayed
    assert (found.steps, found.missing, found.lost) == (
        2, ("Lade till Fyra",), ("Här saknas historik: en rad går inte att läsa",)
    )  # fmt: skip
    assert titles(opened(folder)) == ["Ett", "Fem", "Två"]


def test_what_history_had_not_got_yet_is_taken_from_the_damaged_file(tmp_path):
    """A line that only the data file carried is read there when it can be."""
    folder = tmp_path / "w"
    store = created(folder)
    for title in ("Ett", "Två", "Tre"):
        add(store, title)
    path = folder / "history.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    content = (folder / "vcycle.json").read_bytes()
    (folder / "vcycle.json").write_bytes(content[:-2])
    recover(folder, REGISTRY, store.backups()[0].name, who="Bo")
    assert titles(opened(folder)) == ["Ett", "Tre", "Två"]
    assert opened(folder).diagnose()[0].problems == ()


def test_old_backups_and_old_lines_come_in_todays_shape(tmp_path):
    """A backup and lines from before a migration are brought up to date, also what lies in the trash."""
    folder = tmp_path / "w"
    store = created(folder)
    first = add(store, "Möte", place="aulan")
    with store.transaction("Flyttade") as changes:
        changes.put(replace(first, place="biblioteket"))
    gone = add(store, "Borta", place="köket")
    with store.transaction("Tog bort") as changes:
        changes.remove(Activity, gone.id)
    louder = RecordType(
        Activity, "core.activity", "aktivitet", "aktiviteter", "title",
        migrations=(lambda document: document | {"place": document["place"].upper()},),
    )  # fmt: skip
    newer = Registry((louder, *(t for t in CORE_TYPES if t.cls is not Activity), CANDIDATE))
    again = opened(folder, newer)
    add(again, "Nytt", place="Hemma")
    before = [(a.title, a.place) for a in again.find(Activity)]
    backups = [backup.name for backup in again.backups()]
    assert len(backups) == 2
    for name in backups:
        damage(folder, "garbage")
        recover(folder, newer, name, who="Bo")
        rescued = opened(folder, newer)
        assert [(a.title, a.place) for a in rescued.find(Activity)] == before
        assert [entry.record.place for entry in rescued.trash()] == ["KÖKET"]


def test_tables_of_a_plugin_that_is_off_are_rescued_too(tmp_path):
    """Steps on records of a plugin that is switched off now are done again as they stand."""
    folder = tmp_path / "w"
    store = created(folder)
    add(store)
    add(store)
    with store.transaction("Mål") as changes:
        goal = changes.put(Goal(text="Mål"))
    damage(folder, "garbage")
    without = Registry(tuple(t for t in CORE_TYPES if t.cls is not Goal))
    assert recover(folder, without, store.backups()[0].name, who="Bo").replayed.missing == ()
    assert opened(folder).find(Goal) == [goal]


@pytest.mark.parametrize("how", DAMAGE)
def test_rescue_twice_is_as_good_as_once(tmp_path, how):
    """Work goes on after a rescue, and another one from the same backup keeps that too; the floor only rises."""
    folder = tmp_path / "w"
    store = created(folder)
    for title in ("Ett", "Två", "Tre"):
        add(store, title)
    name = store.backups()[0].name
    floors = [store.calendar_floor.sequence]
    for title in ("Fyra", "Fem"):
        damage(folder, how)
        recover(folder, REGISTRY, name, who="Bo")
        add(opened(folder), title)
        floors.append(opened(folder).calendar_floor.sequence)
    assert titles(opened(folder)) == ["Ett", "Fem", "Fyra", "Tre", "Två"]
    assert floors[0] == 0 < floors[1]
    assert floors[1] + 3 < floors[2]
