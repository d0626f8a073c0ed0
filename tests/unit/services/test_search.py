"""Search: everything that holds all the words, whatever their case and accents, best first."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import LAST_THURSDAY, a_space
from tests.things_plugin import Thing
from vcycle.model.core import Activity, Area, Change, Holder, Person, Role
from vcycle.model.schedule import Dates
from vcycle.services.search import EXCERPT, Index, plain, search
from vcycle.services.workspace import Workspace

TODAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def space(tmp_path_factory) -> Workspace:
    return a_space(
        tmp_path_factory.mktemp("sok") / "rum",
        Activity(id="hjul", title="Årshjul på väggen", place="Köket"),
        Activity(id="arsmote", title="Årsmöte", schedule=Dates(days=("2026-03-14",)), areas=("mote",)),
        Activity(id="bok", title="Boksamtal", schedule=LAST_THURSDAY, description=f"{'x ' * 200}Selma Lagerlöf"),
        Area(id="mote", name="Möten"),
        Role(id="kassor", name="Kassör", plan_item="dolt-ord"),
        Person(id="asa", name="Åsa Ek", email="asa@example.org"),
        Holder(id="h", role="kassor", person="asa", since=date(2026, 1, 1)),
        Change(id="bok.2026-01", record="bok", slot="2026-01", held=True, note="antecknat"),
        Thing(id="t", name="Projektor"),
        today=TODAY,
        plugins={"things": "tests.things_plugin"},
    )


def names(space: Workspace, words: str) -> list[str]:
    return [found.name for found in search(space, words)]


@pytest.mark.parametrize("words", ["arshjul", "ÅRSHJUL", "a\u030arshjul", "väggen årshjul", "  vagg   hjul "])
def test_rings_dots_case_and_order_do_not_matter(space, words):
    """ "arshjul" must find "Årshjul", and so must its words in any order."""
    assert names(space, words)[0] == "Årshjul på väggen"


def test_all_words_must_be_there(space):
    """A word that is nowhere in a thing leaves it out; no words find nothing."""
    assert names(space, "årshjul torget") == []
    assert names(space, "  ") == []


def test_every_type_is_searched_a_plugins_too(space):
    """Core and plugins alike, by the fields that hold words, links by the names they show."""
    assert names(space, "projektor") == ["Projektor"]
    assert [found.what for found in search(space, "asa ek")] == ["person", "uppdrag"]
    assert names(space, "example.org") == ["Åsa Ek"]


def test_bookkeeping_and_hidden_fields_are_not_searched(space):
    """What no list shows is not found either."""
    assert names(space, "dolt-ord") == []
    assert names(space, "antecknat") == []


def test_the_name_counts_more_than_other_fields(space):
    """The very name first, then its beginning, then all else; what comes next stands before the record."""
    found = search(space, "möte")
    assert [(one.name, one.what) for one in found][:3] == [
        ("Möten", "område"),
        ("Årsmöte", "tillfälle"),
        ("Årsmöte", "aktivitet"),
    ]


def test_only_the_next_occurrence_comes_first(space):
    """Of ten book talks the next one leads, then the record, then the others by how near they lie."""
    found = search(space, "boksamtal")
    assert found[0].entry.start == date(2026, 3, 26)
    assert found[1].record.id == "bok"
    assert [one.entry.start for one in found[2:5]] == [date(2026, 2, 26), date(2026, 1, 29), date(2026, 4, 30)]
    assert found[-1].entry.start == date(2027, 12, 30)
    assert len(found) == 25


def test_entries_are_found_by_their_day(space):
    """A month, a week or the day itself finds what lies there."""
    for words in ("årsmöte mars", "2026-03-14", "lördag v. 11"):
        assert names(space, words)[0] == "Årsmöte"


def test_what_an_entry_comes_from_is_not_found_beside_it(space):
    """Asked for once, a record whose entry is found is left out; one found by what the entry does not say is there."""
    index = Index(space, once=True)
    assert [found.what for found in index.find("årsmöte")] == ["tillfälle"]
    assert [found.what for found in index.find("lagerlof")] == ["aktivitet"]


def test_where_the_words_are_is_shown(space):
    """A hit beside the name says in which field, with the text around it, however long that is."""
    [found] = search(space, "lagerlof")
    assert found.detail.startswith("Beskrivning: …x x")
    assert found.detail.endswith("Selma Lagerlöf")
    assert len(found.detail) <= EXCERPT + len("Beskrivning: ")


def test_an_index_answers_again_and_stops_where_it_is_told(space):
    """The same index serves every key, with at most as many answers as are wanted."""
    index = Index(space)
    assert len(index.find("boksamtal", 3)) == 3
    assert [found.name for found in index.find("projektor")] == ["Projektor"]


@given(st.text(max_size=40))
def test_folding_settles_and_never_depends_on_form_or_case(text):
    """Folding twice is folding once, and composed or not, high or low, a text is the same."""
    folded = plain(text)
    assert plain(folded) == folded
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))


@given(st.text(min_size=1, max_size=30))
def test_any_words_are_answered(space, text):
    """Whatever somebody types, brackets and backslashes too, there is an answer."""
    assert isinstance(search(space, text), list)
