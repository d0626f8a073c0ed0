"""From texts to records: types and records by any of their names, links both ways, and every fault at once."""

from datetime import date
from pathlib import Path

import pytest

from vcycle.config import Settings
from vcycle.errors import InputError, NotFound
from vcycle.model.core import CORE_TYPES, Activity, Area, Holder, Person, Role
from vcycle.model.records import RecordType, Registry, UnknownRecordType
from vcycle.model.schedule import Offset, Recur
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.records.input import (
    action_label,
    draft,
    find_field,
    find_type,
    is_personal,
    refuse_bookkeeping,
    worded,
)
from vcycle.services.records.links import links_to
from vcycle.services.workspace import Workspace, create_workspace

REGISTRY = Registry(CORE_TYPES)
ACTIVITY, HOLDER, PERSON, ROLE = (REGISTRY.of(cls) for cls in (Activity, Holder, Person, Role))


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "board", Settings(name="Test"), today=date(2026, 11, 20))


def put(space: Workspace, *records) -> list:
    with space.store.transaction("Test") as transaction:
        return [transaction.put(record) for record in records]


def link(kind, name):
    return next(spec for spec in kind.fields if spec.name == name)


@pytest.mark.parametrize("word", ["core.person", "person", "personer", "Person", " PERSONER ", "CORE.PERSON"])
def test_a_type_by_any_of_its_names(word):
    """A type must be found by key, last part of the key and Swedish name, whatever the case."""
    assert find_type(REGISTRY, word) is PERSON


def test_bookkeeping_is_found_by_its_full_key_only():
    """Types that only the program writes must answer to their key and nothing shorter, and refuse to be changed."""
    assert find_type(REGISTRY, "core.change").key == "core.change"
    for word in ("change", "ändring", "ändringar"):
        with pytest.raises(UnknownRecordType):
            find_type(REGISTRY, word)
    with pytest.raises(InputError, match="sköts av programmet"):
        refuse_bookkeeping(find_type(REGISTRY, "core.change"))


def test_an_unknown_type_names_the_nearest():
    """A misspelt type must be answered with what it resembles, and never with a personnummer."""
    with pytest.raises(UnknownRecordType) as caught:
        find_type(REGISTRY, "persn")
    assert "person" in caught.value.hint
    with pytest.raises(UnknownRecordType) as caught:
        find_type(REGISTRY, "811218-9876")
    assert "9876" not in str(caught.value)


def test_a_name_of_two_types_is_refused_with_both():
    """A word that fits two types must be answered with the keys of both."""
    other = RecordType(Person, "lists.person", "listperson", "listpersoner")
    with pytest.raises(UnknownRecordType, match=r"core\.person eller lists\.person"):
        find_type(Registry((*CORE_TYPES, other)), "person")


@pytest.mark.parametrize("word", ["start_time", "start-time", "Start-Time", "börjar", "BÖRJAR "])
def test_a_field_by_its_names(word):
    """A field must be found by its name, with dashes too, and by a label that no other field has."""
    assert find_field(ACTIVITY.fields, word).name == "start_time"


def test_an_unknown_field_names_the_nearest():
    """A misspelt field must be answered with the names that resemble it, else with all."""
    with pytest.raises(ValueError, match="”titel” finns inte; menade du title"):
        find_field(ACTIVITY.fields, "titel")
    with pytest.raises(ValueError, match="välj bland title, schedule"):
        find_field(ACTIVITY.fields, "qqqqqqq")


def test_a_record_by_id_name_or_beginning(space):
    """The whole id, the name in any case and blanks, and a beginning of only one id must all mean the record."""
    anna, bo = put(space, Person(name="Anna  Öberg"), Person(name="Bo"))
    directory = directory_of(space)
    for reference in (anna.id, "anna öberg", "ANNA ÖBERG ", "anna o\u0308berg", directory.short_id(PERSON, anna.id)):
        assert directory.find(PERSON, reference) == anna
    assert directory.find(PERSON, "Bo") == bo
    assert len(directory.short_id(PERSON, bo.id)) < 16


def test_two_of_one_name_are_refused_with_both(space):
    """A name that two have must be answered with both short ids, and each of those must then do."""
    both = put(space, Person(name="Anna"), Person(name="anna"))
    directory = directory_of(space)
    with pytest.raises(NotFound) as caught:
        directory.find(PERSON, "Anna")
    for person in both:
        short = directory.short_id(PERSON, person.id)
        assert short in str(caught.value)
        assert directory.find(PERSON, short) == person


def test_an_unknown_name_gets_the_nearest(space):
    """A misspelt name must be answered with names that resemble it, made safe to show, and no personnummer."""
    put(space, Person(name="Anna\x1b[31m Öberg"))
    with pytest.raises(NotFound) as caught:
        directory_of(space).find(PERSON, "Ana Öberg")
    assert "Anna␛[31m Öberg" in caught.value.hint
    with pytest.raises(NotFound) as caught:
        directory_of(space).find(PERSON, "811218-9876")
    assert "9876" not in str(caught.value)
    with pytest.raises(NotFound):
        directory_of(space).find(PERSON, "")


def test_what_is_named_by_a_link_bears_that_name(space):
    """An assignment must be called, and found, by the name of its role."""
    role, person = put(space, Role(name="Kassör"), Person(name="Anna"))
    (holder,) = put(space, Holder(role=role.id, person=person.id, since=date(2026, 1, 1)))
    directory = directory_of(space)
    assert directory.name(HOLDER, holder) == "Kassör"
    assert directory.find(HOLDER, "kassör") == holder


def test_links_are_read_by_name_and_written_back(space):
    """Links must be written as names that mean only them, else as ids, and be read back as the same."""
    names = ("Kultur", "Kultur, fritid", "fritid", "Tvilling", "tvilling", "=1", " blank ")
    areas = put(space, *(Area(name=name) for name in names))
    directory, spec = directory_of(space), link(ACTIVITY, "areas")
    ids = {area.name: area.id for area in areas}
    assert directory.value(spec, "kultur, fritid") == (ids["Kultur, fritid"],)
    assert directory.value(spec, "fritid, kultur") == (ids["fritid"], ids["Kultur"])
    assert directory.text(spec, (ids["fritid"], ids["Kultur"])) == "fritid, Kultur"
    for value in [(a.id, b.id) for a in areas for b in areas if a != b] + [(a.id,) for a in areas] + [()]:
        assert directory.value(spec, directory.text(spec, value)) == value


def test_a_link_to_what_is_gone_is_shown_by_its_id(space):
    """A link to a removed record must be shown as its id, and refused when given anew."""
    directory, spec = directory_of(space), link(ACTIVITY, "responsible")
    assert directory.shown(spec, "borta") == directory.text(spec, "borta") == "borta"
    with pytest.raises(ValueError, match="”borta” finns inte bland roller"):
        directory.value(spec, "borta")


def test_a_link_to_a_type_that_is_off_is_refused(space):
    """A link to a type of a plugin that is off must be refused with the type's name, and its old value kept."""
    without = Directory(Registry(tuple(t for t in CORE_TYPES if t.cls is not Role)), space.store)
    spec = link(ACTIVITY, "responsible")
    with pytest.raises(ValueError, match=r"core\.role"):
        without.value(spec, "Kassör")
    made = draft(ACTIVITY, {"responsible": "x1", "title": "B"}, without, Activity(title="A", responsible="x1"))
    assert made.record == Activity(title="B", responsible="x1")


def test_a_draft_names_every_fault(space):
    """Every field that is wrong or missing must be named at once, and nothing be made."""
    texts = {"schedule": "blåmåndag", "start_time": "25", "responsible": "Kasör", "year": "1", "exported": "ja"}
    put(space, Role(name="Kassör"))
    made = draft(ACTIVITY, texts, directory_of(space))
    assert made.record is None
    assert set(made.problems) == {"title", "schedule", "start_time", "responsible", "year"}
    lines = worded(ACTIVITY.fields, made.problems)
    assert lines[0] == "Rubrik (title): måste fyllas i"
    assert lines[3] == "Ansvarig (responsible): ”Kasör” finns inte bland roller; menade du Kassör?"


def test_a_draft_names_what_contradicts_itself(space):
    """What is wrong across fields must be told under the field that the type names."""
    made = draft(ACTIVITY, {"title": "A", "end_time": "18"}, directory_of(space))
    assert worded(ACTIVITY.fields, made.problems) == ["Börjar (start_time): behövs när sluttiden är satt"]


def test_an_unknown_window_is_refused(space):
    """A rule that names a window nobody has defined must be refused before it is saved."""
    texts = {"title": "A", "schedule": '{"kind":"window","name":"någon gång"}'}
    made = draft(find_type(space.registry, "aktivitet"), texts, directory_of(space))
    assert "någon gång" in made.problems["schedule"]


def test_an_empty_text_clears_or_gives_the_default(space):
    """An empty text must clear an optional field, give a number its default, and be refused where one is needed."""
    base = Activity(title="A", schedule=Recur("FREQ=WEEKLY;BYDAY=MO"), place="Här", tags=("x",), exported=False)
    texts = {"schedule": "", "place": " ", "tags": "", "exported": ""}
    assert draft(ACTIVITY, texts, directory_of(space), base).record == Activity(title="A")
    assert set(draft(ACTIVITY, {"title": " "}, directory_of(space), base).problems) == {"title"}


def test_a_text_that_says_the_same_changes_nothing(space):
    """What a field says already must be accepted unread, even where it would be refused as new."""
    base = Activity(title=" two\nlines ", areas=("gone",), id="x", revision=3)
    directory = directory_of(space)
    texts = {spec.name: directory.text(spec, getattr(base, spec.name)) for spec in ACTIVITY.fields}
    assert (
        draft(ACTIVITY, texts, directory, base).record is base or draft(ACTIVITY, texts, directory, base).record == base
    )


def test_who_links_to_a_record(space):
    """Every record that links to another must be found, in single links and in lists of them."""
    role, area = put(space, Role(name="Kassör"), Area(name="Kultur"))
    (activity,) = put(space, Activity(title="A", responsible=role.id, areas=(area.id,)))
    directory = directory_of(space)
    kind = space.registry.of(Activity)
    assert links_to(ROLE, [role.id], directory) == [(kind, activity, "Ansvarig")]
    assert links_to(REGISTRY.of(Area), [area.id], directory) == [(kind, activity, "Områden")]
    assert links_to(kind, [activity.id], directory) == []


def test_headings_of_the_history_hold_no_names_of_people():
    """What the history calls an action must name an activity, and never a person or an assignment."""
    assert action_label("Ändrade", ACTIVITY, "Årsmöte") == "Ändrade aktivitet ”Årsmöte”"
    assert action_label("Ändrade", PERSON, "Anna") == "Ändrade person"
    assert is_personal(HOLDER)
    assert not is_personal(ROLE)


def test_a_rule_that_closes_a_circle_is_refused(space):
    """A rule by which activities would hang on themselves through others is refused with the way round named."""
    month, weekly = Recur(rule="FREQ=MONTHLY;BYDAY=1TU"), Offset(("mote",), before="1w")
    meeting, agenda, post = put(
        space,
        Activity(title="Möte", series="mote", schedule=month),
        Activity(title="Dagordning", series="dagordning", schedule=weekly),
        Activity(title="Utskick", series="utskick", schedule=Offset(("dagordning",), after="1d")),
    )
    directory = directory_of(space)
    closing = draft(ACTIVITY, {"schedule": "en vecka efter varje utskick"}, directory, meeting)
    way = "”Möte” → ”Utskick” → ”Dagordning” → ”Möte”"
    assert closing.record is None
    assert closing.problems == {"schedule": f"skulle hänga på sig själv och aldrig få något datum: {way}"}
    assert draft(ACTIVITY, {"schedule": "två veckor före varje mote"}, directory, post).problems == {}
    new = {"title": "Ny", "series": "mote", "schedule": "en vecka efter varje utskick"}
    assert "”Ny” → ”Utskick”" in draft(ACTIVITY, new, directory).problems["schedule"]
    assert draft(ACTIVITY, {**new, "series": "annat"}, directory).problems == {}
    assert agenda.schedule == weekly
