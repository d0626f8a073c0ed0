"""Old data is brought up to date whole or not at all, and newer data is left alone."""

import shutil
from pathlib import Path
from typing import Annotated

import pytest

from tests.unit.storage.cases import REGISTRY, add, created, opened
from vcycle.errors import Damaged
from vcycle.model.core import CORE_TYPES, Activity, Goal, Log, Person
from vcycle.model.fields import field
from vcycle.model.records import Record, RecordType, Registry
from vcycle.storage.migrations import MigrationFailed, NewerData

FIXTURES = Path(__file__).parents[2] / "fixtures"


class OldPrize(Record, frozen=True):
    namn: Annotated[str, field("Namn")] = ""


class Prize(Record, frozen=True):
    name: Annotated[str, field("Namn", min_length=1)]
    place: Annotated[int, field("Plats")] = 0


def rename(document):
    document["name"] = document.pop("namn")
    return document


def number(document):
    return document | {"place": 1}


def registry(cls=OldPrize, *migrations, also=()):
    kind = RecordType(cls, "prizes.prize", "pris", "priser", name_field="id", migrations=migrations)
    return Registry((*CORE_TYPES, kind, *also))


def old_workspace(folder):
    store = created(folder, registry())
    with store.transaction("Lade till") as changes:
        kept, gone = changes.put(OldPrize(namn="Årets eldsjäl")), changes.put(OldPrize(namn="Hederspris"))
    with store.transaction("Tog bort") as changes:
        changes.remove(OldPrize, gone.id)
    return kept, gone


def everything(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_migrations_run_in_order_over_table_and_trash(tmp_path):
    """Records and trashed records pass every migration, a backup of the old file is made, and it happens once."""
    kept, gone = old_workspace(tmp_path)
    old = (tmp_path / "vcycle.json").read_bytes()
    store = opened(tmp_path, registry(Prize, rename, number))
    assert [(prize.id, prize.name, prize.place) for prize in store.find(Prize)] == [(kept.id, "Årets eldsjäl", 1)]
    assert store.restore(Prize, gone.id).name == "Hederspris"
    [copy] = [backup.name for backup in store.backups() if "before-migration" in backup.name]
    assert (tmp_path / "backups" / copy).read_bytes() == old
    files = everything(tmp_path)
    opened(tmp_path, registry(Prize, rename, number))
    assert everything(tmp_path) == files


def test_only_missing_migrations_run(tmp_path):
    """Data of version 2 passes the second migration only."""
    old_workspace(tmp_path)
    middle = opened(tmp_path, registry(Prize, rename))
    assert middle.find(Prize)[0].place == 0
    assert opened(tmp_path, registry(Prize, rename, number)).find(Prize)[0].place == 1


def fails(document):
    raise ValueError("kan inte")


def invents(document):
    return {"hittepå": 1}


@pytest.mark.parametrize("bad", [fails, invents])
def test_failing_migration_writes_nothing(tmp_path, bad):
    """A migration that raises, or yields what is no record, is named by its type; no other type is written either."""
    old_workspace(tmp_path)
    store = opened(tmp_path, registry())
    with store.transaction("Mål") as changes:
        changes.put(Goal(text="mål"))
    louder = RecordType(Goal, "core.goal", "mål", "mål", "text", migrations=(lambda d: d | {"text": "MÅL"},))
    others = tuple(t for t in registry(Prize, rename, bad) if t.cls is not Goal)
    files = everything(tmp_path)
    with pytest.raises(MigrationFailed) as caught:
        opened(tmp_path, Registry((*others, louder)))
    assert caught.value.keys == ("prizes.prize",)
    assert everything(tmp_path) == files
    without = opened(tmp_path, Registry(tuple(t for t in (*others, louder) if t.cls is not Prize)))
    assert [goal.text for goal in without.find(Goal)] == ["MÅL"]
    assert "prizes.prize" in without.diagnose()[0].unused


def test_newer_type_is_refused_before_any_write(tmp_path):
    """Data of a type that a newer plugin wrote is refused by the type's name; without it all else opens."""
    old_workspace(tmp_path)
    opened(tmp_path, registry(Prize, rename))
    files = everything(tmp_path)
    with pytest.raises(NewerData) as caught:
        opened(tmp_path, registry())
    assert caught.value.keys == ("prizes.prize",)
    assert everything(tmp_path) == files
    add(opened(tmp_path, REGISTRY))
    assert opened(tmp_path, registry(Prize, rename)).find(Prize) != []


def test_program_that_was_open_during_an_upgrade_writes_no_more(tmp_path):
    """A process with older types refuses to save once a newer one has upgraded the data."""
    old_workspace(tmp_path)
    store = opened(tmp_path, registry())
    opened(tmp_path, registry(Prize, rename))
    files = everything(tmp_path)
    with pytest.raises(NewerData):
        add(store)
    assert everything(tmp_path) == files


def test_newer_format_is_refused_as_a_whole(tmp_path):
    """A file whose format is newer is not opened at all."""
    created(tmp_path)
    path = tmp_path / "vcycle.json"
    path.write_text(path.read_text("utf-8").replace('"format":{"version":1}', '"format":{"version":2}'), "utf-8")
    files = everything(tmp_path)
    with pytest.raises(NewerData, match="nyare version") as caught:
        opened(tmp_path)
    assert caught.value.keys == ()
    assert everything(tmp_path) == files


def test_record_that_no_migration_saves_is_named(tmp_path):
    """Proof by decoding happens before the write: a damaged old record fails its type."""
    old_workspace(tmp_path)
    path = tmp_path / "vcycle.json"
    head, _, tail = path.read_text("utf-8").rpartition('"namn":"Årets eldsjäl"')
    path.write_text(f'{head}"namm":"?"{tail}', "utf-8")
    with pytest.raises(MigrationFailed, match=r"prizes\.prize"):
        opened(tmp_path, registry(Prize, rename))
    with pytest.raises(Damaged):
        opened(tmp_path, registry()).find(OldPrize)


def test_format_1_opens(tmp_path):
    """A workspace that the first format wrote opens with its records, trash, history and undo."""
    folder = tmp_path / "w"
    shutil.copytree(FIXTURES / "format-1", folder)
    store = opened(folder)
    assert [activity.title for activity in store.find(Activity)] == ["Årsmöte", "Styrelsemöte"]
    assert [(log.series, log.amount) for log in store.find(Log)] == [("inlägg", 3)]
    assert [entry.record.name for entry in store.trash()] == ["Kim Exempel"]
    assert [line.label for line in store.history()] == ["Tog bort Kim", "Flyttade årsmötet", "Importerade planen"]
    assert store.undo().label == "Tog bort Kim"
    assert [person.name for person in store.find(Person)] == ["Kim Exempel"]
    assert store.diagnose()[0].problems == ()
