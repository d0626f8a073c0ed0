"""Search from the wheel: results as somebody types, Enter walks to an entry or opens a record."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from tests.spaces import a_space, put
from tests.tui.conftest import shown, titled, wheel
from tests.tui.test_screen import HOSTILE
from vcycle.model.core import Activity, Area, Person, Unit
from vcycle.model.schedule import Dates
from vcycle.tui.app import VcycleApp
from vcycle.tui.entry_dialog import EntryDialog
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.register.search_dialog import SearchDialog


async def test_results_come_as_one_types(space):
    """Each key narrows what is shown; taking letters back widens it again."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"arsm")
        dialog = pilot.app.screen
        assert isinstance(dialog, SearchDialog)
        assert dialog.found[0].name == "Årsmöte"
        many = len(dialog.found)
        await pilot.press(*"ote kallelse")
        assert 0 < len(dialog.found) < many
        await pilot.press(*["backspace"] * 30)
        assert dialog.found == []
        assert "Skriv ett eller flera ord." in shown(pilot)
        await pilot.press(*"xyzzy", "enter")
        assert "Ingenting hittades." in shown(pilot)


async def test_enter_walks_to_the_entry_and_opens_it(space):
    """The wheel stands on what was found, and its dialog is open."""
    meeting = titled(space, "Årsmöte", 3)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"årsmöte", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EntryDialog)
        assert wheel(pilot).walk.chosen.id == meeting.id
        await pilot.press("escape", "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_enter_opens_a_record_in_its_form(space):
    """What is no entry opens where it can be changed, and saving it comes back to the wheel."""
    put(space, Person(name="Åsa Ek"))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"asa ek", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RecordForm)
        await pilot.press("end", *"man", "ctrl+s")
        await pilot.pause()
        assert [p.name for p in space.store.find(Person) if p.name.startswith("Åsa Ek")] == ["Åsa Ekman"]
        assert len(pilot.app.screen_stack) == 1


async def test_arrows_choose_while_the_cursor_stays_in_the_words(space):
    """Up, down and whole pages move the mark; letters still go to the search."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"moten", "down", "down", "up")
        dialog = pilot.app.screen
        assert dialog.sheet.marked == 1
        await pilot.press("pagedown", "pageup", "pageup")
        assert dialog.sheet.marked == 0
        await pilot.press("backspace")
        assert dialog.words.value == "mote"


async def test_the_search_looks_as_it_should(tmp_path, matches):
    """The whole box with what was found: an entry, its record, what links to it, and where the words are."""
    meeting = Activity(title="Årsmöte", schedule=Dates(days=("2026-03-14",)), areas=("a",))
    notice = Activity(title="Kallelse", description="Skicka kallelsen till årsmötet i god tid.")
    area = Area(id="a", name="Årsmötet", ring="Möten")
    space = a_space(tmp_path / "litet", meeting, notice, area, today=date(2026, 3, 4))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"arsmo")
        box = pilot.app.screen.query_one(".box").region
        matches("\n".join(shown(pilot).splitlines()[box.y : box.bottom]) + "\n", "search-80x24")


async def test_hostile_names_are_only_text(tmp_path):
    """Markup, escapes and very long names stay in their columns."""
    space = a_space(tmp_path / "lömsk", *(Unit(name=f"lömsk {text}"[:120]) for text in HOSTILE))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"lomsk")
        text = shown(pilot)
        assert len(pilot.app.screen.found) == len(HOSTILE)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert all(cell_len(line) <= 80 for line in text.splitlines())


async def test_next_year_is_found_and_walked_to(space):
    """An entry of next year is found, and Enter goes to it there; another word for the same thing is not listed too."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"årsmöte 2027")
        found = pilot.app.screen.found
        assert {one.what for one in found if one.name == "Årsmöte"} == {"tillfälle"}
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EntryDialog)
        assert wheel(pilot).walk.chosen.start.year == 2027
        assert wheel(pilot).walk.page.year == 2027
