"""Records out to a CSV file and in again: exactly, whole or not at all, and nothing twice."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.field_strategies import records_of
from vcycle.config import Settings
from vcycle.errors import InputError
from vcycle.model.core import CORE_TYPES, Activity, Area, Holder, Log, Person, Role, Unit
from vcycle.model.records import Registry
from vcycle.services.records.csv_file import read_sheet
from vcycle.services.records.csv_records import export_records, read_records, save_records
from vcycle.services.records.directory import directory_of
from vcycle.services.workspace import Workspace, create_workspace

REGISTRY = Registry(CORE_TYPES)
LISTED = [kind for kind in CORE_TYPES if kind.listed]
PERSON, ACTIVITY, LOG = (REGISTRY.of(cls) for cls in (Person, Activity, Log))
FREE = [kind.key for kind in LISTED if not any(spec.link and spec.required for spec in kind.fields)]


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "board", Settings(name="Test"), today=date(2026, 11, 20))


def put(space: Workspace, *records) -> list:
    with space.store.transaction("Test") as transaction:
        return [transaction.put(record) for record in records]


def read(space: Workspace, kind, path: Path):
    return read_records(kind, directory_of(space), path)


def take(space: Workspace, kind, path: Path, text: str):
    path.write_text(text)
    found = read(space, kind, path)
    save_records(kind, space.store, found, path.name)
    return found


def refused(space: Workspace, kind, path: Path, text: str) -> tuple[str, ...]:
    token = space.store.token
    with pytest.raises(InputError) as caught:
        take(space, kind, path, text)
    assert space.store.token == token
    return caught.value.problems


@pytest.mark.parametrize("key", FREE)
@settings(max_examples=12)  # each makes a workspace on disk, for each record type
@given(data=st.data())
def test_what_is_written_is_read_back(tmp_path_factory, key, data):
    """Any records must come back from the file as they were, and reading the file as it is must change nothing."""
    folder = tmp_path_factory.mktemp("csv")
    space = create_workspace(folder / "board", Settings(), today=date(2026, 11, 20))
    kind = space.registry.get(key)
    stored = put(space, *data.draw(st.lists(records_of(kind), max_size=4)))
    assert export_records(kind, directory_of(space), folder / "a.csv") == len(stored)
    found = read(space, kind, folder / "a.csv")
    assert (found.count, found.unchanged, found.known) == (0, len(stored), 0)
    strip_ids(folder / "a.csv")
    with space.store.transaction("Tömde") as transaction:
        for record in stored:
            transaction.remove(kind.cls, record.id)
    added = read(space, kind, folder / "a.csv").added
    assert [contents(kind, record) for record in added] == [contents(kind, record) for record in stored]


def contents(kind, record) -> list:
    """The values of a record, in the form that parse gives."""
    return [spec.parse(spec.format(getattr(record, spec.name))) for spec in kind.fields]


def strip_ids(path: Path) -> None:
    """Take the ids out of an exported file, as somebody does who moves records to another association."""
    content = path.read_bytes().decode("utf-8-sig")
    sheet = read_sheet(path, lambda _heading: True)
    for _, cells in sheet.rows:
        content = content.replace(cells[0], "", 1)
    path.write_bytes(content.encode("utf-8-sig"))


def test_links_come_back_by_name(tmp_path, space):
    """Links must be written as names that can be read in another association that has the same names."""
    role, anna, area = put(space, Role(name="Kassör"), Person(name="Anna"), Area(name="=Kultur"))
    put(space, Holder(role=role.id, person=anna.id, since=date(2026, 1, 1)))
    put(space, Activity(title="A", responsible=role.id, areas=(area.id,), start_time=time(18, 30)))
    directory = directory_of(space)
    export_records(REGISTRY.of(Holder), directory, tmp_path / "h.csv")
    export_records(ACTIVITY, directory, tmp_path / "a.csv")
    assert ";Kassör;Anna;2026-01-01;" in (tmp_path / "h.csv").read_text("utf-8-sig")
    written = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert ";18:30;" in written
    assert ";'=Kultur;Kassör;" in written
    for kind, name in ((REGISTRY.of(Holder), "h.csv"), (ACTIVITY, "a.csv")):
        assert read(space, kind, tmp_path / name).count == 0


def test_a_file_is_read_by_labels_and_names(tmp_path, space):
    """Headings may be labels or declared names, in any order and case; empty lines must be skipped."""
    found = take(space, PERSON, tmp_path / "p.csv", "E-POST,name,member_since\na@b,Anna,8 mars 2020\n\n,Bo,\n")
    assert [p.name for p in found.added] == ["Anna", "Bo"]
    people = space.store.find(Person)
    assert people[0] == Person(name="Anna", email="a@b", member_since=date(2020, 3, 8), id=people[0].id, revision=1,
                               created=people[0].created, changed=people[0].changed)  # fmt: skip
    assert space.store.history()[0].label == "Läste in 2 personer från p.csv"


def test_a_row_with_an_id_changes_only_its_columns(tmp_path, space):
    """Only the columns of the file may change, an empty cell must clear its field, and undo must take all back."""
    anna, bo = put(space, Person(name="Anna", email="a@b", phone="070"), Person(name="Bo", phone="071"))
    text = f"id;Namn;Telefon\n{anna.id};Anna Ny;\n{bo.id};Bo;071\n;Cia;072\n"
    found = take(space, PERSON, tmp_path / "p.csv", text)
    assert (len(found.added), len(found.changed), found.unchanged) == (1, 1, 1)
    changed = space.store.get(Person, anna.id)
    assert (changed.name, changed.email, changed.phone, changed.revision) == ("Anna Ny", "a@b", "", 2)
    assert space.store.get(Person, bo.id).revision == 1
    space.store.undo()
    assert [p.name for p in space.store.find(Person)] == ["Anna", "Bo"]


def test_reading_a_file_twice_adds_nothing(tmp_path, space):
    """Rows that say what a record says already must add nothing; two equal rows still mean two records."""
    text = "Serie;Dag;Antal\nmote;2026-01-01;\nmote;2026-01-01;1\nmote;2026-01-02;2\n"
    assert take(space, LOG, tmp_path / "l.csv", text).count == 3
    again = take(space, LOG, tmp_path / "l.csv", text)
    assert (again.count, again.known) == (0, 3)
    more = take(space, LOG, tmp_path / "l.csv", text + "mote;2026-01-01;\n")
    assert (more.count, more.known) == (1, 3)
    assert len(space.store.history()) == 2


def test_a_row_without_id_never_takes_a_claimed_record(tmp_path, space):
    """A second row that says the same as a record the file names by id must become a record of its own."""
    (anna,) = put(space, Person(name="Anna"))
    assert len(take(space, PERSON, tmp_path / "p.csv", f"id;Namn\n{anna.id};Anna\n;Anna\n").added) == 1


def test_every_fault_of_every_row_is_named(tmp_path, space):
    """All faults must be told at once with the row of the spreadsheet and the column, and nothing be saved."""
    (anna,) = put(space, Person(name="Anna"))
    text = (
        "id;Namn;Medlem från;Kön\n;;snart;robot\n\nborta;Bo;;\n"
        f"{anna.id};A;;\n{anna.id};B;;\n;Cia;;;extra\n;811218-9876;;\n;Dan;19811218-9876;\n"
    )
    problems = refused(space, PERSON, tmp_path / "p.csv", text)
    assert problems == (
        "Rad 2, Namn (name): måste fyllas i",
        "Rad 2, Kön (gender): ”robot” finns inte att välja; välj kvinna, man eller annat",
        "Rad 2, Medlem från (member_since): ”snart” är inget datum; skriv till exempel 2026-03-08 eller 8 mars 2026",
        "Rad 4, id: finns inte; lämna id tomt för att lägga till en ny",
        "Rad 7, har fler kolumner än rubrikraden",
        "Rad 8, Namn (name): ser ut att innehålla ett personnummer; vcycle sparar aldrig personnummer, ta bort det",
        "Rad 9, Medlem från (member_since): ”…” är inget datum; skriv till exempel 2026-03-08 eller 8 mars 2026",
        "Rad 6, id: står redan på rad 5",
    )


def test_columns_that_fit_nothing_are_refused(tmp_path, space):
    """Unknown, double and unnamed columns must all be named, and a column of personnummer with the reason."""
    text = "Namn;Adres;name;Personnummer;;E-pst;\nAnna;x;y;1;2;z;\n"
    problems = refused(space, PERSON, tmp_path / "p.csv", text)
    assert [problem.split(":")[0] for problem in problems] == [f"Kolumn {n}" for n in (2, 3, 4, 5, 6)]
    assert "name står två gånger" in problems[1]
    assert "sparar aldrig personnummer" in problems[2]
    assert "saknar rubrik" in problems[3]
    assert "menade du E-post" in problems[4]


def test_a_file_without_rows_changes_nothing(tmp_path, space):
    """A file with headings alone must be read without harm and leave no line in the history."""
    assert take(space, PERSON, tmp_path / "p.csv", "Namn;E-post\n").count == 0
    assert space.store.history() == []


def test_bookkeeping_is_not_read_in(tmp_path, space):
    """Types that only the program writes must be refused before the file is opened."""
    with pytest.raises(InputError, match="sköts av programmet"):
        read(space, REGISTRY.get("core.change"), tmp_path / "none.csv")


def test_a_short_row_leaves_the_rest_as_it_is(tmp_path, space):
    """Cells that a row lacks at its end must be taken as not given, never as emptied."""
    (anna,) = put(space, Person(name="Anna", email="a@b"))
    found = take(space, PERSON, tmp_path / "p.csv", f"id;Namn;E-post\n{anna.id};Anna Ny\n")
    assert (found.changed[0].name, found.changed[0].email) == ("Anna Ny", "a@b")


def test_units_are_read_with_choices_in_words(tmp_path, space):
    """Choices must be read by their Swedish words and written with them."""
    take(space, REGISTRY.of(Unit), tmp_path / "u.csv", "Namn;Slag\nSolna;Lokalförening\nStockholm;district\n")
    assert [unit.kind for unit in space.store.find(Unit)] == ["child", "district"]
    export_records(REGISTRY.of(Unit), directory_of(space), tmp_path / "ut.csv")
    assert ";Solna;lokalförening;" in (tmp_path / "ut.csv").read_text("utf-8-sig")


def test_rows_may_link_to_each_other(tmp_path, space):
    """A row may link to another new row of the file, before or after it, and reading again must add nothing."""
    text = "namn;slag;hör till\nSolna;lokalförening;Stockholm\nStockholm;distrikt;\nHagalund;lokalförening;Solna\n"
    take(space, REGISTRY.of(Unit), tmp_path / "u.csv", text)
    units = {unit.name: unit for unit in space.store.find(Unit)}
    assert units["Solna"].parent == units["Stockholm"].id
    assert units["Hagalund"].parent == units["Solna"].id
    again = take(space, REGISTRY.of(Unit), tmp_path / "u.csv", text)
    assert (again.count, again.known) == (0, 3)
    text = "namn;hör till\nA;B\nB;Ingen\n"
    problems = refused(space, REGISTRY.of(Unit), tmp_path / "u.csv", text)
    assert [problem.partition(" (")[0] for problem in problems] == ["Rad 2, Hör till", "Rad 3, Hör till"]
