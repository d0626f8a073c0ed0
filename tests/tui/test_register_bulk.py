"""Several records at once: ticked in the list, then removed, filled in or written to a file as one step."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.spaces import a_space, put
from tests.tui.conftest import TODAY, messages, shown
from tests.tui.test_register import names, register
from vcycle.model.core import CORE_TYPES, Holder, Person, Role
from vcycle.model.records import Registry
from vcycle.services.records.columns import declared
from vcycle.services.records.directory import Directory
from vcycle.services.supposed import Supposed
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.register.fill_dialog import FieldDialog, FillDialog
from vcycle.tui.register.listing import Listing
from vcycle.tui.register.questions import Removal

JAN = date(2026, 1, 1)


@pytest.fixture
def small(tmp_path) -> Workspace:
    """Five people, two of them with a role."""
    people = [Person(id=f"p{n}", name=name) for n, name in enumerate(("Ann", "Bo", "Cia", "Dan", "Eva"))]
    held = [Holder(id=f"h{n}", role="r", person=f"p{n}", since=JAN) for n in range(2)]
    return a_space(tmp_path / "liten", *people, Role(id="r", name="Kassör"), *held, today=TODAY)


def ticked(screen) -> list[str]:
    return [record.name for record in screen.listing.ticked_records]


async def fill(pilot, label: str) -> FillDialog:
    """Go to the dialog that fills in a field of what is ticked."""
    await pilot.press("f")
    assert isinstance(pilot.app.screen, FieldDialog)
    await pilot.press(*label, "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, FillDialog)
    return pilot.app.screen


async def test_ticks_stay_on_their_records_and_escape_takes_them_back_first(small):
    """A sign in the margin and a number in the head, through sorting, filtering and what another process saves."""
    other = open_workspace(small.folder, today=TODAY)
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("space", "down", "down", "shift+down", "shift+down", "shift+up")
        assert ticked(screen) == ["Ann", "Cia", "Dan"]
        assert " ● Ann" in shown(pilot)
        assert "▸● Dan" in shown(pilot)
        assert "personer  5  3 markerade" in shown(pilot)
        assert "Esc avmarkera" in shown(pilot)
        await pilot.press("S", "slash", "a", "enter")
        assert "4 av 5  3 markerade" in shown(pilot)
        await pilot.press("slash", "n", "enter")
        assert "3 markerade (1 visas inte)" in shown(pilot)
        put(other, Person(name="Aron"), replace(other.store.get(Person, "p3"), email="dan@x.se"))
        with other.store.transaction("Bort") as transaction:
            transaction.remove(Person, "p2")
        screen.look_for_changes()
        assert ticked(screen) == ["Dan", "Ann"]
        await pilot.press("escape")
        assert ticked(screen) == []
        assert screen.words.display
        await pilot.press("escape", "ctrl+a")
        assert len(ticked(screen)) == 5
        await pilot.press("space")
        assert len(ticked(screen)) == 4


async def test_the_mouse_alone_ticks(small):
    """A click in the margin ticks, and so does Ctrl with a click anywhere; a plain click goes there as before."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.click("#records", offset=(1, 2))
        await pilot.click("#records", offset=(8, 4), control=True)
        await pilot.click("#records", offset=(8, 5))
        assert ticked(screen) == ["Bo", "Dan"]
        assert screen.records.marked.name == "Eva"
        line = shown(pilot).splitlines()[-1]
        await pilot.click("RegisterScreen > .keys", offset=(line.index("ta bort"), 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Removal)


async def test_removing_several_is_one_question_and_one_step(small):
    """All are named with what else links to them, thrown away together, and come back with one undo."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("shift+down", "shift+down", "x")
        text = shown(pilot)
        assert "Ta bort 3 personer?" in text
        assert all(name in text for name in ("Ann", "Bo", "Cia"))
        assert text.count("uppdrag ”Kassör” (Person)") == 2
        steps = len(small.store.history())
        await pilot.press("enter")
        assert names(screen) == ["Dan", "Eva"]
        assert messages(pilot) == ["Tog bort 3 personer. Ångra med u."]
        assert len(small.store.history()) == steps + 1
        await pilot.press("u")
        assert len(names(screen)) == 5


async def test_filling_in_shows_what_it_comes_to_and_is_one_step(small):
    """The field's own control and echo, how many it changes, one line of history without names, and one undo."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "uppdrag")
        await pilot.press("ctrl+a")
        await fill(pilot, "till och")
        await pilot.press(*"31 dec 2026")
        await pilot.pause()
        assert "torsdag 31 december" in shown(pilot)
        assert "2 uppdrag: Till och med → 2026-12-31." in shown(pilot)
        steps = len(small.store.history())
        await pilot.press("enter")
        assert {holder.until for holder in small.store.find(Holder)} == {date(2026, 12, 31)}
        assert messages(pilot) == ["Fyllde i Till och med för 2 uppdrag. Ångra med u."]
        assert [line.label for line in small.store.history()[:-steps]] == ["Fyllde i ”Till och med” för 2 uppdrag"]
        assert len(screen.listing.ticked) == 2
        await fill(pilot, "till och")
        await pilot.press("delete", "enter")
        assert "Det som står där försvinner." in shown(pilot)
        await pilot.press("enter", "u", "u")
        assert {holder.until for holder in small.store.find(Holder)} == {None}


async def test_nothing_is_filled_in_unless_all_can_be(small):
    """What cannot be read is said at the field, what contradicts another field is said of each record by name."""
    put(small, Holder(id="h9", role="r", person="p4", since=date(2020, 1, 1)))
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        await register(pilot, "uppdrag")
        await pilot.press("ctrl+a")
        before = small.store.token
        await fill(pilot, "till och")
        await pilot.press(*"snart", "ctrl+s")
        assert "! ”snart” är inget datum" in shown(pilot)
        await pilot.press("ctrl+a", "ctrl+k", *"2021-01-01", "ctrl+s")
        assert shown(pilot).count("· ”Kassör”: Till och med ligger före första dagen") == 2
        assert small.store.token == before
        await pilot.press("escape")
        assert small.store.token == before


async def test_others_changes_meanwhile_are_told_with_names(small):
    """Nothing half done: the list says who was touched and removes nothing; the dialog goes on with what there is."""
    other = open_workspace(small.folder, today=TODAY)
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        await register(pilot, "personer")
        await pilot.press("shift+down", "x")
        put(other, replace(other.store.get(Person, "p1"), email="bo@x.se"))
        await pilot.press("enter")
        assert "Någon annan har ändrat eller tagit bort ”Bo” under tiden." in messages(pilot)[0]
        assert len(small.store.find(Person)) == 5
        await fill(pilot, "e-post")
        put(other, replace(other.store.get(Person, "p0"), name="Anna"))
        with other.store.transaction("Bort") as transaction:
            transaction.remove(Person, "p1")
        await pilot.press(*"a@x.se", "enter")
        assert "”Ann” och ”Bo” under tiden" in " ".join(shown(pilot).split())
        assert small.store.get(Person, "p0").email == ""
        await pilot.press("enter")
        assert small.store.get(Person, "p0") == replace(small.store.get(Person, "p0"), name="Anna", email="a@x.se")


async def test_what_is_ticked_is_written_to_a_file(small, tmp_path):
    """Only what is ticked, in the order of the list, readable by its owner alone, with a word about privacy."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        await register(pilot, "personer")
        await pilot.press("S", "home", "space", "down", "down", "space", "e")
        assert "Skriv 2 personer till en csv-fil" in shown(pilot)
        pilot.app.screen.words.value = str(tmp_path / "ut.csv")
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        rows = (tmp_path / "ut.csv").read_text("utf-8-sig").splitlines()
        assert [row.split(";")[1] for row in rows] == ["Namn", "Eva", "Cia"]
        assert (tmp_path / "ut.csv").stat().st_mode & 0o077 == 0
        assert "personuppgifter" in messages(pilot)[-1]


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (44, 20), (200, 60)])
async def test_every_size_works(small, size):
    """From a sliver to a wall nothing crashes, no line is wider than the terminal, and the keys do the same."""
    put(small, Person(name="[b]" * 9 + "\x1b[31m" + "x" * 80))
    async with VcycleApp(small).run_test(size=size) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("A", "x", "escape", "e", "escape", "k", "down", "space", "escape", "f", *"e-post", "enter")
        await pilot.press(*"a@x.se", "enter")
        assert {person.email for person in small.store.find(Person)} == {"a@x.se"}
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())
        await pilot.press("escape")
        assert ticked(screen) == []


async def test_everything_is_in_the_palette_and_in_the_help(small):
    """Who knows no key finds each of these by a word."""
    async with VcycleApp(small).run_test(size=(120, 40)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("question_mark")
        text = shown(pilot)
        words = ("markera alla som visas", "fyll i ett fält", "välj vilka kolumner", "markera flera i rad", "⇧↓ ⇧↑")
        assert [word for word in words if word not in text] == []
        await pilot.press("escape", "ctrl+p", *"bocka allihop")
        await pilot.press("ctrl+u", *"markera alla", "enter")
        await pilot.pause()
        assert len(ticked(screen)) == 5


KIND = next(kind for kind in CORE_TYPES if kind.cls is Person)
WORDS = st.sampled_from(["", "a", "b", "ab", "å"])
PEOPLE = st.lists(st.text("abå", min_size=1, max_size=3), max_size=6).map(
    lambda given: [Person(id=f"p{n}", name=name) for n, name in enumerate(given)]
)
ROW = st.integers(0, 6)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tick"), ROW), st.tuples(st.just("filter"), WORDS), st.tuples(st.just("sort"), st.just(0)),
        st.tuples(st.just("extend"), ROW, ROW), st.tuples(st.just("tick_all")), st.tuples(st.just("untick")),
    )
)  # fmt: skip


class Nothing:
    """A store without records."""

    def get(self, cls, record_id):
        raise KeyError(record_id)

    def find(self, cls, **equal):
        return []


def listing(people) -> Listing:
    registry = Registry(CORE_TYPES)
    return Listing(KIND, Directory(registry, Supposed(Nothing(), people)), declared(KIND))


@given(people=PEOPLE, later=PEOPLE, steps=STEPS)
def test_only_ticking_changes_what_is_ticked(people, later, steps):
    """Whatever is sorted and filtered the same records stay ticked; what is shown says so; what is gone is not."""
    one = listing(people)
    for name, *arguments in steps:
        before, rows = set(one.ticked), [record.id for record in one.shown]
        if name == "extend" and not rows:
            continue
        if name == "extend":
            arguments = [min(at, len(rows) - 1) for at in arguments]
        getattr(one, name)(*arguments)
        if name == "tick":
            assert one.ticked ^ before == set(rows[arguments[0] : arguments[0] + 1])
        elif name == "tick_all":
            assert one.ticked == before | set(rows)
        elif name == "extend":
            first, last = sorted(arguments)
            assert set(rows[first : last + 1]) <= one.ticked
            assert one.ticked - before <= set(rows)
        else:
            assert one.ticked == (set() if name == "untick" else before)
        assert [record.id in one.ticked for record in one.shown] == [
            row in one.ticked_rows for row in range(len(one.shown))
        ]
        assert {record.id for record in one.ticked_records} == one.ticked
    again = listing(later)
    again.again(one)
    assert again.ticked == one.ticked & {person.id for person in later}
