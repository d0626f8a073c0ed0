"""The register: every type, its records as a list, and what can be done to them there."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len

from tests.everything_plugin import Everything
from tests.spaces import a_space, put
from tests.things_plugin import Thing
from tests.tui.conftest import messages, shown
from tests.tui.test_screen import HOSTILE
from vcycle.model.core import Activity, Holder, Log, Person, Role, Unit
from vcycle.services.records.columns import declared
from vcycle.services.records.directory import directory_of
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.register.listing import Listing
from vcycle.tui.register.questions import Removal
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.register.register_screen import RegisterScreen
from vcycle.tui.widgets.sheet import LEAST, widths

TODAY = date(2026, 3, 4)


@pytest.fixture
def small(tmp_path) -> Workspace:
    """Four people, one of them with a role, and a plugin of one type."""
    people = [Person(id=f"p{n}", name=name) for n, name in enumerate(("Örjan", "Åsa", "anna", "Ärla"))]
    holder = Holder(id="h", role="r", person="p1", since=date(2026, 1, 1))
    things = {"things": "tests.things_plugin"}
    return a_space(tmp_path / "liten", *people, Role(id="r", name="Kassör"), holder, today=TODAY, plugins=things)


async def register(pilot, plural: str = "") -> RegisterScreen:
    """Open the register, and the list of one type."""
    await pilot.press("l")
    screen = pilot.app.screen
    assert isinstance(screen, RegisterScreen)
    if plural:
        screen.side.mark([kind.plural for kind in screen.kinds].index(plural))
        await pilot.press("enter")
        await pilot.pause()
    return screen


def names(screen: RegisterScreen) -> list[str]:
    """What stands in the first column, from above."""
    return [row[0] for row in screen.sheet.rows]


async def test_every_listed_type_is_there_with_its_number(small):
    """Types of core and plugins, by their plural, with how many there are; the program's own bookkeeping is not."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot)
        assert ("saker", "0") in screen.side.rows
        assert ("personer", "4") in screen.side.rows
        assert len(screen.side.rows) == sum(kind.listed for kind in small.registry)
        assert "kalenderrader" not in shown(pilot)
        assert "saker" in shown(pilot)


async def test_the_list_looks_as_it_should(tmp_path, matches):
    """Numbers to the right, links by name, flags as signs, dates and money as people write them."""
    things = [
        Everything(name=f"Sak {n}", count=10**n, fee=n * 4_500_50, open=n % 2 == 0, day=date(2026, 3, 1 + n), role="r")
        for n in range(5)
    ]
    plugins = {"everything": "tests.everything_plugin"}
    space = a_space(tmp_path / "allt", Role(id="r", name="Kassör"), *things, today=TODAY, plugins=plugins)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await register(pilot, "saker av allt")
        matches(shown(pilot), "register-80x24")


async def test_lists_are_in_swedish_order(small):
    """Å, ä and ö come last, in that order, whatever the case."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        assert names(await register(pilot, "personer")) == ["anna", "Åsa", "Ärla", "Örjan"]


async def test_links_show_names_and_dates_sort_newest_first(small):
    """A cell of a link is a name, and what every record has a day for begins with the latest."""
    later = Holder(id="i", role="r", person="p2", since=date(2026, 2, 1))
    put(small, later)
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "uppdrag")
        assert [row[:3] for row in screen.sheet.rows] == [
            ("Kassör", "anna", "2026-02-01"),
            ("Kassör", "Åsa", "2026-01-01"),
        ]


async def test_sorting_by_key_and_by_heading(small):
    """s goes to the next column, S and a click on the heading turn the order; the mark stays on its record."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("S")
        assert names(screen) == ["Örjan", "Ärla", "Åsa", "anna"]
        assert screen.listing.record(screen.sheet.marked).name == "anna"
        await pilot.press("s")
        assert screen.listing.by == 1
        await pilot.click("#records", offset=(4, 0))
        assert names(screen) == ["anna", "Åsa", "Ärla", "Örjan"]


def test_what_has_no_value_stands_last_either_way(tmp_path):
    """Sorted up or down, empty cells do not hide what there is."""
    people = [Person(id=str(n), name=str(n), email=mail) for n, mail in enumerate(("b@x.se", "", "a@x.se"))]
    space = a_space(tmp_path / "tom", *people)
    kind = space.registry.of(Person)
    listing = Listing(kind, directory_of(space), declared(kind))
    listing.sort(1)
    assert [row[1] for row in listing.rows] == ["a@x.se", "b@x.se", ""]
    listing.sort(1)
    assert [row[1] for row in listing.rows] == ["b@x.se", "a@x.se", ""]


async def test_filtering_as_one_types(small):
    """Only what holds the words is shown, rings and dots or not; Enter goes to it, Escape shows all again."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("slash", *"as")
        await pilot.pause()
        assert names(screen) == ["Åsa"]
        assert "personer  1 av 4" in shown(pilot)
        await pilot.press("enter", "enter")
        assert isinstance(pilot.app.screen, RecordForm)
        await pilot.press("escape", "escape")
        assert len(names(screen)) == 4
        await pilot.press("slash", *"xyz")
        await pilot.pause()
        assert "Ingenting här passar ”xyz”." in shown(pilot)
        await pilot.press("enter", "escape", "escape", "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_letters_in_the_filter_are_only_letters(small):
    """What would be keys elsewhere (n, x, u, ^Z) writes, or takes back what was written, and touches no record."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        before = small.store.token
        await pilot.press("slash", *"nxuq", "ctrl+z")
        assert screen.words.value == "nxu"
        assert small.store.token == before


async def test_an_empty_list_says_what_to_do(small):
    """Where there is nothing, the screen says how to begin, and its key works there."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        await register(pilot, "saker")
        assert "Här finns inga saker än." in shown(pilot)
        assert "n lägger till en. Flera ur ett kalkylblad: ^P, läs in." in shown(pilot)
        await pilot.press("n")
        assert isinstance(pilot.app.screen, RecordForm)


async def test_a_new_record_of_a_plugin_is_listed_and_undone(small):
    """A type that nobody named gets table, form and undo."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "saker")
        await pilot.press("n", *"Duk", "ctrl+s")
        await pilot.pause()
        assert [thing.name for thing in small.store.find(Thing)] == ["Duk"]
        assert names(screen) == ["Duk"]
        assert ("saker", "1") in screen.side.rows
        assert messages(pilot) == ["Lade till sak ”Duk”. Ångra med u."]
        assert small.store.history()[0].label == "Lade till sak ”Duk”"
        await pilot.press("u")
        assert small.store.find(Thing) == []
        assert "Här finns inga saker än." in shown(pilot)
        await pilot.press("r")
        assert names(screen) == ["Duk"]


async def test_removing_names_what_links_to_it(small):
    """Before a person is thrown away, her assignment is named; Enter removes, u brings back."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("down", "x")
        assert isinstance(pilot.app.screen, Removal)
        assert "Ta bort person ”Åsa”?" in shown(pilot)
        assert "uppdrag ”Kassör” (Person)" in shown(pilot)
        await pilot.press("escape")
        assert len(small.store.find(Person)) == 4
        await pilot.press("delete", "enter")
        assert names(screen) == ["anna", "Ärla", "Örjan"]
        assert [entry.record.name for entry in small.store.trash()] == ["Åsa"]
        assert small.store.history()[0].label == "Tog bort person"
        await pilot.press("ctrl+z")
        assert names(screen) == ["anna", "Åsa", "Ärla", "Örjan"]
        assert small.store.trash() == []


async def test_nothing_is_removed_from_the_types(small):
    """x among the types throws nothing away and says what to do."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        await register(pilot)
        await pilot.press("x")
        assert messages(pilot) == ["Välj först en post att ta bort."]


async def test_escape_goes_back_one_step_at_a_time(small):
    """From the records to the types, from the types to the wheel, which shows what was changed."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("escape")
        assert screen.focused is screen.side
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1


async def test_walking_past_types_shows_their_records_beside(space):
    """In a wide terminal the records of the marked type are shown without a further key."""
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        screen = await register(pilot)
        await pilot.press("down", "down")
        await pilot.pause(0.2)
        assert screen.kind.plural == "områden"
        assert "Register › områden" in shown(pilot)
        await pilot.press("right", "down", "left")
        assert screen.focused is screen.side


async def test_what_another_process_saves_appears(small):
    """The list follows the store, and the mark stays on its record."""
    other = open_workspace(small.folder, today=TODAY)
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("end")
        put(other, Person(name="Bo"))
        screen.look_for_changes()
        assert names(screen) == ["anna", "Bo", "Åsa", "Ärla", "Örjan"]
        assert screen.listing.record(screen.sheet.marked).name == "Örjan"


@pytest.mark.parametrize("size", [(20, 6), (1, 1), (44, 20), (95, 10), (96, 24), (200, 60)])
async def test_every_size_works(space, size):
    """From a sliver to a wall nothing crashes, and no line is wider than the terminal."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await register(pilot, "aktiviteter")
        await pilot.press("down", "pagedown", "end", "s", "enter")
        await pilot.press("tab", "escape", "slash", "a", "escape", "x", "escape", "question_mark", "escape")
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts_are_only_text(tmp_path, text):
    """Markup, escapes, turned and very long texts keep every column in its place, in list, form and question."""
    space = a_space(tmp_path / "lömsk", Unit(name=text[:120], email="x@example.org"), today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await register(pilot, "enheter")
        for keys in ((), ("enter",), ("escape", "x"), ("enter",)):
            await pilot.press(*keys)
            lines = shown(pilot)
            assert "\x1b" not in lines
            assert "\u202e" not in lines
            assert all(cell_len(line) <= 80 for line in lines.splitlines())


def many(folder, count: int) -> Workspace:
    return a_space(folder, *(Activity(title=f"Sak {n:05}", place="Lokalen") for n in range(count)), today=TODAY)


async def test_ten_thousand_records_are_only_drawn_where_they_are_seen(tmp_path):
    """The end of a long list is one key away, and only lines on the screen are made."""
    async with VcycleApp(many(tmp_path / "stor", 10_000)).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "aktiviteter")
        await pilot.press("end")
        assert "▸  Sak 09999" in shown(pilot)
        await pilot.press("home", "slash", *"777")
        await pilot.pause()
        assert len(names(screen)) == 19
        assert len(screen.sheet.children) == 0


def test_columns_share_the_room_there_is():
    """Whatever the room, columns fill it and no more; the narrow ones keep what they need before the wide."""
    assert widths([10, 20, 5], 60) == [10, 20, 5]
    assert widths([100, 60, 8], 70) == [29, 29, 8]
    for room in range(90):
        found = widths([40, 0, 12, 70], room)
        shown_widths = [width for width in found if width]
        assert sum(shown_widths) + 2 * (len(shown_widths) - 1) <= max(room, 1)
        assert room < LEAST or min(shown_widths) >= min(LEAST, room)
        assert found[1] == 0


async def test_a_log_begins_with_the_latest(tmp_path):
    """What has a day in every record is read from the newest."""
    logs = [Log(series="inlagg", day=date(2026, 1, day)) for day in (3, 9, 5)]
    space = a_space(tmp_path / "logg", *logs, today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "loggrader")
        assert [row[1] for row in screen.sheet.rows] == ["2026-01-09", "2026-01-05", "2026-01-03"]


async def test_what_lies_in_a_closed_file_is_neither_counted_nor_written(tmp_path):
    """Types of a data file that nobody opened say so, and take no new record."""
    space = a_space(tmp_path / "stängd", today=TODAY, plugins={"closed": "tests.closed_plugin"})
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "kandidater")
        assert ("kandidater", "–") in screen.side.rows
        assert "Kandidater ligger i filen beredning, som inte är öppnad." in shown(pilot)
        await pilot.press("n")
        assert pilot.app.screen is screen
        assert "inte är öppnad" in messages(pilot)[0]


async def test_closing_the_filter_stays_on_the_record(small):
    """What was found stays marked among all."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        await pilot.press("slash", *"arla", "enter", "escape")
        assert screen.listing.record(screen.sheet.marked).name == "Ärla"


async def test_the_mouse_alone_is_enough(small):
    """A click marks, another opens, the line of keys does what its keys do, and the wheel scrolls."""
    async with VcycleApp(small).run_test(size=(120, 30)) as pilot:
        screen = await register(pilot)
        personer = [kind.plural for kind in screen.kinds].index("personer")
        await pilot.click("#kinds", offset=(6, personer))
        await pilot.pause(0.2)
        assert screen.kind.plural == "personer"
        await pilot.click("#records", offset=(6, 3))
        assert screen.listing.record(screen.sheet.marked).name == "Ärla"
        await pilot.click("#records", offset=(6, 3))
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        assert form.base.name == "Ärla"
        line = shown(pilot).splitlines()[-1]
        await pilot.click("RecordForm > .keys", offset=(line.index("tillbaka"), 0))
        await pilot.pause()
        assert pilot.app.screen is screen


@pytest.mark.parametrize("width", [80, 120])
async def test_every_key_works_among_the_types(small, width):
    """Before any type is chosen, no key fails, and none changes anything; in the end the register is left."""
    before = [small.store.find(kind.cls) for kind in small.registry]
    async with VcycleApp(small).run_test(size=(width, 24)) as pilot:
        for key in ("s", "S", "x", "delete", "left", "question_mark", "escape", "r", "slash", "escape", "left"):
            await register(pilot)
            await pilot.press(key)
            await pilot.resize_terminal(200 - width, 24)
            await pilot.pause(0.1)
            while len(pilot.app.screen_stack) > 1:
                await pilot.press("escape")
            await pilot.resize_terminal(width, 24)
    assert [small.store.find(kind.cls) for kind in small.registry] == before
