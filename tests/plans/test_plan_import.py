"""Importing a plan: once it is in, importing it again changes nothing, and what people changed stays."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.core import CORE_TYPES, Activity, Area, Change, Goal, Role, Unit
from vcycle.model.records import Registry
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.importing import import_plan
from vcycle.storage.documents import create_store

SOLNA = read_plan(find_plan("solna-2020"))
DEMO = read_plan(find_plan("exempelstad"))
ITEMS = sum(map(len, (SOLNA.areas, SOLNA.roles, SOLNA.series, SOLNA.goals, SOLNA.activities)))


@pytest.fixture
def store(tmp_path):
    return create_store(tmp_path / "rum", Registry(CORE_TYPES), who="Kim", today=date(2020, 3, 1))


def files(store):
    """Every byte of the workspace."""
    return {path.name: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}


def of(store, cls, item):
    """The record made of an item of Solna's plan."""
    return next(r for r in store.find(cls) if r.plan_item.startswith(f"solna-2020/{item}@"))


def change(store, record, **fields):
    with store.transaction("Ändrade") as transaction:
        return transaction.put(replace(record, **fields))


def remove(store, record):
    with store.transaction("Tog bort") as transaction:
        transaction.remove(type(record), record.id)


def altered(plan, key, **fields):
    """The plan as its next edition has it: one activity changed."""
    return replace(plan, activities=tuple(replace(a, **fields) if a.key == key else a for a in plan.activities))


def test_every_item_becomes_a_record(store):
    """A plan gives its areas, roles, goals and activities, and the association itself."""
    result = import_plan(store, SOLNA)
    assert len(result.created) == ITEMS + 1
    assert [len(store.find(cls)) for cls in (Area, Role, Goal, Activity)] == [
        len(SOLNA.areas), len(SOLNA.roles), len(SOLNA.goals), len(SOLNA.activities)
    ]  # fmt: skip
    assert [(unit.name, unit.kind) for unit in store.find(Unit)] == [("Vänsterpartiet Solna", "own")]


def test_records_are_linked_and_say_where_they_are_from(store):
    """Areas and roles are linked by id, the quote and its line are kept, and the plan's order too."""
    import_plan(store, SOLNA)
    pizza = of(store, Activity, "activities/vansterpizza")
    assert (pizza.quote, pizza.source) == ("Arrangera Vänsterpizza sista torsdagen varje månad.", "solna-2020 rad 42")
    assert [store.get(Area, area).name for area in pizza.areas] == ["Medlemsvård"]
    assert store.get(Role, of(store, Activity, "activities/rundringning").responsible).name == "Ringgrupp"
    areas = sorted(store.find(Area), key=lambda area: area.position)
    assert [area.name for area in areas] == [area.name for area in SOLNA.areas]
    assert of(store, Goal, "goals/helhetsansvar").areas == (areas[3].id, areas[4].id)


def test_what_is_done_once_belongs_to_the_year_of_the_import(store):
    """Without a year it is the plan's own; what comes back every year has none."""
    import_plan(store, SOLNA, year=2023)
    assert of(store, Activity, "activities/arshjul").year == 2023
    assert of(store, Activity, "activities/vansterpizza").year is None


def test_importing_again_changes_no_byte(store):
    """The second import of the same plan writes neither records nor history."""
    import_plan(store, SOLNA)
    before = files(store)
    result = import_plan(store, SOLNA)
    assert files(store) == before
    assert (result.changes, len(result.unchanged)) == (0, ITEMS)


def test_another_year_moves_nothing_that_is_there(store):
    """What was imported for one year stays in it."""
    import_plan(store, SOLNA, year=2020)
    before = files(store)
    import_plan(store, SOLNA, year=2021)
    assert files(store) == before


def test_a_dry_run_writes_nothing_and_says_what_would_happen(store):
    """A dry run leaves every byte as it was and counts the same records."""
    before = files(store)
    result = import_plan(store, SOLNA, dry_run=True)
    assert files(store) == before
    assert len(result.created) == ITEMS + 1


def test_one_undo_takes_the_whole_import_back(store):
    """An import is one action in the history; after undo it can be done again."""
    import_plan(store, SOLNA)
    assert [line.label for line in store.history()] == ["Läste in planen solna-2020"]
    store.undo()
    assert not any(store.find(record_type.cls) for record_type in CORE_TYPES)
    assert len(import_plan(store, SOLNA).created) == ITEMS + 1


def test_what_somebody_changed_is_kept(store):
    """A changed record survives the same plan and a new edition of it."""
    import_plan(store, SOLNA)
    mine = change(store, of(store, Activity, "activities/vansterpizza"), title="Pizza och politik")
    for plan in (SOLNA, altered(SOLNA, "vansterpizza", title="Vänsterpasta")):
        result = import_plan(store, plan)
        assert (result.changes, result.kept) == (0, [mine])
    assert of(store, Activity, "activities/vansterpizza") == mine


def test_a_new_edition_of_the_plan_updates_what_nobody_changed(store):
    """Only the changed item is written; it keeps its id, its place in the order and its year."""
    import_plan(store, SOLNA, year=2023)
    old = of(store, Activity, "activities/arshjul")
    result = import_plan(store, altered(SOLNA, "arshjul", title="Rita ett årshjul"), year=2024)
    new = of(store, Activity, "activities/arshjul")
    assert (len(result.updated), result.changes) == (1, 1)
    assert (new.id, new.title, new.year, new.revision) == (old.id, "Rita ett årshjul", 2023, old.revision + 1)
    assert import_plan(store, altered(SOLNA, "arshjul", title="Rita ett årshjul")).changes == 0


def test_a_task_that_becomes_a_habit_loses_its_year(store):
    """Whether something is done once is part of the plan, and so is the change of it."""
    import_plan(store, SOLNA, year=2023)
    assert len(import_plan(store, altered(SOLNA, "arshjul", once=False)).updated) == 1
    assert of(store, Activity, "activities/arshjul").year is None
    assert len(import_plan(store, SOLNA, year=2025).updated) == 1
    assert of(store, Activity, "activities/arshjul").year == 2025


def test_a_renamed_area_keeps_its_place(store):
    """An area of a plan laid under another is still before the other's when its name changes."""
    import_plan(store, SOLNA)
    import_plan(store, DEMO)
    old = of(store, Area, "areas/studier")
    areas = tuple(replace(area, name="Bildning") if area.key == "studier" else area for area in SOLNA.areas)
    assert len(import_plan(store, replace(SOLNA, areas=areas)).updated) == 1
    new = of(store, Area, "areas/studier")
    assert (new.name, new.position) == ("Bildning", old.position)


def test_an_item_that_left_the_plan_is_reported_and_stays(store):
    """A plan that lost an activity does not take the record with it."""
    import_plan(store, SOLNA)
    result = import_plan(store, replace(SOLNA, activities=SOLNA.activities[1:]))
    assert [record.title for record in result.dropped] == [SOLNA.activities[0].title]
    assert result.changes == 0


def test_what_somebody_removed_is_not_made_again(store):
    """A removed activity and a removed area stay removed, and what was linked to them is left alone."""
    import_plan(store, SOLNA)
    remove(store, of(store, Activity, "activities/sms"))
    remove(store, of(store, Area, "areas/medlemsvard"))
    before = files(store)
    result = import_plan(store, SOLNA)
    assert (result.changes, len(result.removed)) == (0, 2)
    assert files(store) == before


def test_a_copied_record_is_no_item_of_the_plan(store):
    """Of an imported record and somebody's copy of it the first is the plan's."""
    import_plan(store, SOLNA)
    first = of(store, Activity, "activities/sms")
    change(store, first, id="", revision=0, title="Kopia")
    result = import_plan(store, SOLNA)
    assert (result.changes, result.kept) == (0, [])


def test_the_association_keeps_its_own_name(store):
    """A workspace with an own unit, also one that was thrown away, gets no second; the name can be given."""
    import_plan(store, SOLNA, own="Föreningen Exempelstad")
    import_plan(store, DEMO, own="Någon annan")
    assert [unit.name for unit in store.find(Unit)] == ["Föreningen Exempelstad"]
    remove(store, store.find(Unit)[0])
    import_plan(store, SOLNA)
    assert store.find(Unit) == []


def test_a_calendar_laid_over_a_plan_takes_the_place_of_its_open_windows(store):
    """The demo's dated meetings replace the plan's undated ones, and the new rings come after the old."""
    import_plan(store, SOLNA)
    result = import_plan(store, DEMO)
    assert {record.title for record in result.replaced} >= {"Medlemsmöte 1, vårterminen", "Budgetkampanj"}
    assert len(result.replaced) == sum(len(activity.replaces) for activity in DEMO.activities)
    rings = dict.fromkeys(area.ring for area in sorted(store.find(Area), key=lambda area: area.position))
    assert list(rings) == [ring.name for ring in DEMO.rings]
    for plan in (SOLNA, DEMO):
        assert import_plan(store, plan).changes == 0


def test_what_the_board_has_dated_or_changed_is_not_replaced(store):
    """A window that somebody has given a day, or renamed, stays when a calendar would take its place."""
    import_plan(store, SOLNA)
    dated = of(store, Activity, "activities/medlemsmote-var-1")
    with store.transaction("Satte datum") as transaction:
        transaction.put(Change(id=f"{dated.id}.2020", record=dated.id, slot="2020", day=date(2020, 2, 5)))
    renamed = change(store, of(store, Activity, "activities/kampanj"), title="Klimatkampanj")
    import_plan(store, DEMO)
    assert store.get(Activity, dated.id) == dated
    assert store.get(Activity, renamed.id) == renamed


def test_a_year_that_cannot_be_is_refused_whole(store):
    """Nothing is written when a record would be faulty."""
    before = files(store)
    with pytest.raises(InputError):
        import_plan(store, SOLNA, year=12)
    assert {name: data for name, data in files(store).items() if name in before} == before
    assert store.find(Activity) == []


@pytest.mark.parametrize("name", ["ostergotland-2017", "exempelstad"])
def test_every_shipped_plan_can_be_imported_twice(store, name):
    """Each plan that comes with the program is accepted by the store and unchanged by a second import."""
    plan = read_plan(find_plan(name))
    assert import_plan(store, plan).changes > 50
    assert import_plan(store, plan).changes == 0
