"""What people look for in the list of deeds is found there by their own words, and done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spaces import a_space
from tests.tui.conftest import messages, shown, wheel
from vcycle.model.core import CORE_TYPES, Person
from vcycle.tui.app import VcycleApp
from vcycle.tui.file_dialog import THERE, FileDialog, path_of
from vcycle.tui.keys import with_keys
from vcycle.tui.palette import deeds, fitting
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.register.register_screen import RegisterScreen
from vcycle.tui.words import is_neuter, new_of

FIRST = {
    "skriv ut": "Skriv ut året (PDF eller bild)",
    "bild": "Skriv ut året (PDF eller bild)",
    "telefon": "Skriv kalenderfil till telefonen",
    "ny person": "Ny person",
    "personer": "Visa personer",
    "saknas": "Det som väntar, det värsta först",
    "roller": "Visa roller (ordförande, kassör …)",
    "vem har vilken roll": "Visa uppdrag (vem som har vilken roll)",
    "nytt mal": "Nytt mål",
    "ledamot": "Visa personer",
}


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    """Files land in a home of the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    (tmp_path / "hem").mkdir()


async def _do(pilot, words):
    await pilot.press("ctrl+p", *words, "enter")
    await pilot.pause()


async def _written(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return messages(pilot)[-1]


async def test_people_find_what_they_do_by_their_own_words(space):
    """Printing, the phone and every record type are found by what people call them, in the plural too."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        found = {words: fitting(deeds(pilot.app), words)[0].label for words in FIRST}
        roles = [deed.label for deed in fitting(deeds(pilot.app), "roll")[:3]]
    assert found == FIRST
    assert roles == ["Ny roll", FIRST["roller"], FIRST["vem har vilken roll"]]


async def test_other_words_are_not_shown(space):
    """What a thing is found by stands nowhere on the screen but in its name."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"affisch")
        assert "Skriv ut året (PDF eller bild)" in shown(pilot)
        assert shown(pilot).count("affisch") == 1


async def test_the_year_is_written_as_a_picture(space):
    """A name without a folder lands in the home folder, which is said; a second time asks before writing over."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await _do(pilot, "skriv ut")
        assert isinstance(pilot.app.screen, FileDialog)
        assert "~/arshjul-2026.pdf" in shown(pilot)
        await pilot.press(*"hjul.svg", "enter")
        told = await _written(pilot)
        assert (Path.home() / "hjul.svg").read_bytes().rstrip().endswith(b"</svg>")
        assert told == f"Skrev årshjulet 2026 till {Path.home() / 'hjul.svg'}."
        await _do(pilot, "skriv ut")
        await pilot.press(*"hjul.svg", "enter")
        assert with_keys(pilot.app.screen, THERE) in shown(pilot)
        (Path.home() / "hjul.svg").write_bytes(b"gammal")
        await pilot.press("enter")
        await _written(pilot)
        assert (Path.home() / "hjul.svg").read_bytes().rstrip().endswith(b"</svg>")


async def test_the_year_shown_is_the_one_that_is_printed(space):
    """Next year's wheel on the screen gives next year's file, as it is: a PDF when nothing else is written."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        await _do(pilot, "pdf")
        await pilot.press("enter")
        assert "årshjulet 2027" in await _written(pilot)
    assert (Path.home() / "arshjul-2027.pdf").read_bytes().startswith(b"%PDF")


async def test_a_name_that_cannot_be_written_is_refused_at_once(space):
    """Another ending, or a folder that is not there, is said in the dialog, which stays."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await _do(pilot, "skriv ut")
        await pilot.press(*"hjul.doc", "enter")
        assert "ska sluta på .pdf, .png, .svg eller .txt" in shown(pilot)
        pilot.app.screen.words.value = "finns/inte/hjul.pdf"
        await pilot.press("enter")
        assert "som inte finns. Skriv ett annat namn." in shown(pilot)
        assert isinstance(pilot.app.screen, FileDialog)
    assert list(Path.home().iterdir()) == []


async def test_the_calendar_is_written(space):
    """The phone's file is written whole, and what to do with it is said."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await _do(pilot, "telefon")
        await pilot.press("enter")
        assert "Skicka filen till telefonen" in await _written(pilot)
    assert (Path.home() / "kalender-2026.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


async def test_a_record_is_added_from_anywhere(space):
    """A new person is one form away, and what was saved is told."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await _do(pilot, "ny person")
        assert isinstance(pilot.app.screen, RecordForm)
        await pilot.press(*"Cilla Ny", "ctrl+s")
        await pilot.pause()
        assert messages(pilot)[-1] == "Lade till person ”Cilla Ny”."
    assert "Cilla Ny" in [person.name for person in space.store.find(Person)]


@pytest.mark.parametrize("keys", [(), ("3",), ("2",)])
async def test_the_records_of_a_type_are_one_choice_away(space, keys):
    """From the wheel, another place and the register itself; one Escape from the types, two from home."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await _do(pilot, "visa personer")
        screen = pilot.app.screen
        assert isinstance(screen, RegisterScreen)
        assert screen.kind.cls is Person
        assert screen.in_records
        await pilot.press("escape", "escape")
        assert pilot.app.screen is wheel(pilot)


async def test_plugins_types_are_there_and_english_names_are_not(tmp_path):
    """What a plugin keeps is shown and added by its own words; a plugin without a Swedish name says none."""
    space = a_space(tmp_path / "x", plugins={"things": "tests.things_plugin"})
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        found = deeds(pilot.app)
        kinds = [kind for kind in space.registry if kind.listed]
        assert len(kinds) > len([kind for kind in CORE_TYPES if kind.listed])
        assert {new_of(kind).replace("n", "N", 1) for kind in kinds} <= {deed.label for deed in found}
        assert "things" not in {deed.where for deed in found}


@pytest.mark.parametrize(
    ("singular", "plural", "neuter"),
    [("möte", "möten", True), ("beslut", "beslut", True), ("person", "personer", False), ("ledare", "ledare", False)],
)
def test_new_things_agree_in_gender(singular, plural, neuter):
    """ "Nytt möte" and "Ny person", as far as the plural tells."""
    assert is_neuter(singular, plural) is neuter


def test_a_file_without_a_folder_lies_at_home():
    """Names, tildes and whole paths lead where people mean."""
    assert path_of(" a.pdf ") == Path.home() / "a.pdf"
    assert path_of("~/a.pdf") == Path.home() / "a.pdf"
    assert path_of("/tmp/a.pdf") == Path("/tmp/a.pdf")
