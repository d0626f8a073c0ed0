"""Plans, chains, dates, years, spreadsheets, backups, history and trash: everything from the list of all deeds."""

from __future__ import annotations

import csv
from threading import Event

import pytest
from msgspec.structs import replace

from tests.spaces import put
from tests.tui.conftest import messages, shown, wheel
from vcycle.model.core import Activity, Goal, Person
from vcycle.services import asking, proposals
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.command_screen import AnswerScreen
from vcycle.tui.history_screen import HistoryScreen, TrashScreen
from vcycle.tui.pick_dialog import PickDialog
from vcycle.tui.waiting_dialog import Refusal, Waiting


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Files lie in a home of the test's own."""
    folder = tmp_path / "hem"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


async def settled(pilot):
    """No work is waited for any longer."""
    for _ in range(500):
        await pilot.pause(0.01)
        if not isinstance(pilot.app.screen, Waiting):
            break
    await pilot.pause()


async def do(pilot, words, *choices):
    """Find a deed by its words, and then each choice by its own."""
    await pilot.press("ctrl+p")
    for wanted in (words, *choices):
        await pilot.press(*("space" if letter == " " else letter for letter in wanted), "enter")
        await settled(pilot)


@pytest.mark.parametrize(
    ("choices", "said", "label"),
    [
        (("verksamhetspl", "jämtl"), "42", "Läste in planen jamtland-2022"),
        (("stegen kring", "kongr"), "Partiets motionsstopp", "Lade till kedjan kongress på kongress"),
        (("datum från", "partist"), "30 juni varje år", "Lade till datumet partistod"),
        (("lägg upp", ""), "Krockar (2)", "Lade upp verksamhetsåret 2027"),
    ],
)
async def test_what_a_step_comes_to_is_shown_before_it_is_saved(space, choices, said, label):
    """Nothing is saved while it is shown; Enter saves it as one step, a second time there is nothing more to save."""
    before = space.store.token
    async with VcycleApp(space).run_test(size=(80, 40)) as pilot:
        await do(pilot, *filter(None, choices))
        assert isinstance(pilot.app.screen, AnswerScreen)
        assert said in shown(pilot)
        assert space.store.token == before
        await pilot.press("enter")
        await settled(pilot)
        assert space.store.history(1)[0].label == label
        if label != "Lade till datumet partistod":  # what is there already is not offered again
            await do(pilot, *filter(None, choices))
            assert not pilot.app.screen.answer.changes
            await pilot.press("escape")
        assert wheel(pilot) is pilot.app.screen
        await pilot.press("u")
        assert messages(pilot)[-1] == f"Ångrade: {label}"


async def test_escape_leaves_everything_as_it_was(space):
    """Looking at a step and going back saves nothing."""
    before = space.store.token
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await do(pilot, "lägg upp")
        await pilot.press("escape")
        await pilot.pause()
    assert space.store.token == before


async def test_a_plan_of_ones_own_is_found_in_its_folder_and_its_faults_are_named(space, home):
    """A file is found by walking into its folder; all that is wrong in it is told by line, and nothing saved."""
    (home / "planer").mkdir()
    (home / "planer" / "var-plan.toml").write_text('format = 1\nname = "var-plan"\nfel = 3\n', encoding="utf-8")
    before = space.store.token
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await do(pilot, "verksamhetspl", "en egen", "plan", "var")
        assert isinstance(pilot.app.screen, Refusal)
        assert "var-plan.toml:1: title: nyckeln saknas" in shown(pilot)
        assert "var-plan.toml:3: fel: nyckeln finns inte" in shown(pilot)
    assert space.store.token == before


async def test_a_spreadsheet_is_read_in_and_all_its_faults_are_told(space, home):
    """Rows become records as one step; a file with faults is refused with every one of them, and nothing is saved."""
    (home / "medlemmar.csv").write_text("Namn;E-post\nÅsa Ek;asa@example.org\nBo Alm;\n", encoding="utf-8")
    (home / "trasig.csv").write_text("Namn;Skostorlek\nÅsa;39\n", encoding="utf-8")
    people = len(space.store.find(Person))
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await do(pilot, "läs in från ett kalk", "person", "tras")
        assert isinstance(pilot.app.screen, Refusal)
        assert "Skostorlek" in shown(pilot)
        await pilot.press("escape")
        await do(pilot, "läs in från ett kalk", "person", "medl")
        assert "2 nya" in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert len(space.store.find(Person)) == people + 2


async def test_a_big_spreadsheet_is_read_and_saved_while_the_screen_lives(space, home, monkeypatch):
    """Thousands of rows are read and saved in a thread: keys are answered meanwhile, and Escape takes it back."""
    rows = "".join(f"Uppgift {n}\n" for n in range(1000))
    (home / "uppgifter.csv").write_text(f"Rubrik\n{rows}", encoding="utf-8")
    before = len(space.store.find(Activity))
    gate = Event()

    def held(do):
        def wait(*given, **named):
            assert gate.wait(60)
            return do(*given, **named)

        return wait

    monkeypatch.setattr(proposals, "reading_sheet", held(proposals.reading_sheet))
    monkeypatch.setattr(asking, "save", held(asking.save))
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await pilot.press("ctrl+p", *"läs", "space", *"in", "space", *"från", "enter")
        await pilot.press(*"aktiv", "enter", *"upp", "enter")
        assert isinstance(pilot.app.screen, Waiting)
        await pilot.press("escape")
        await pilot.pause()
        assert wheel(pilot) is pilot.app.screen
        gate.set()
        await do(pilot, "läs in från ett kalk", "aktiv", "upp")
        assert "1000 nya" in shown(pilot)
        gate.clear()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Waiting)
        gate.set()
        await settled(pilot)
    assert len(space.store.find(Activity)) == before + 1000


async def test_records_are_written_to_a_spreadsheet(space, home):
    """The file has a row for each record below the labels, and it is said that it holds personal data."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await do(pilot, "skriv till ett kalk", "person", "")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "personuppgifter" in messages(pilot)[-1]
    with (home / "personer.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sorted(row["Namn"] for row in rows) == sorted(person.name for person in space.store.find(Person))


async def test_the_history_tells_which_fields_changed(space):
    """Each step stands with who took it; opened, it tells what the fields said before and after."""
    goal = space.store.find(Goal)[0]
    other = open_workspace(space.folder, today=space.today, who="Amina")
    put(other, replace(goal, text="Ett mål med andra ord"))
    async with VcycleApp(space).run_test(size=(120, 30)) as pilot:
        await do(pilot, "historik")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "Amina" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "→ Ett mål med andra ord" in " ".join(shown(pilot).split())


async def test_what_was_thrown_away_comes_back(space):
    """The trash is one key from the history; Enter takes back what is marked, and u takes that back."""
    person = space.store.find(Person)[0]
    with space.store.transaction("Tog bort") as transaction:
        transaction.remove(Person, person.id)
    async with VcycleApp(space).run_test(size=(100, 30)) as pilot:
        await do(pilot, "historik")
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TrashScreen)
        assert person.name in shown(pilot)
        await pilot.press("enter")
        assert space.store.get(Person, person.id).name == person.name
        await pilot.press("u")
        assert person.id not in {one.id for one in space.store.find(Person)}


async def test_a_backup_is_gone_back_to_and_that_can_be_undone(space):
    """The day is chosen from a list; everything is as it was then, and undo brings the present back."""
    space.store.find(Goal)
    [backup] = space.store.backups()
    goals = len(space.store.find(Goal))
    with space.store.transaction("Tog bort alla mål") as transaction:
        for goal in space.store.find(Goal):
            transaction.remove(Goal, goal.id)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await do(pilot, "säkerhetskopia", backup.name)
        restored = len(space.store.find(Goal))
        await pilot.press("u")
        await pilot.pause()
    assert restored > 0
    assert goals > 0
    assert space.store.find(Goal) == []


async def test_the_state_of_the_data_is_shown(space):
    """The same as `vcycle doctor` says."""
    async with VcycleApp(space).run_test(size=(100, 30)) as pilot:
        await do(pilot, "undersök")
        text = shown(pilot)
    assert "Allt är helt" in text
    assert "vcycle.json" in text


async def test_a_folder_that_cannot_be_read_says_so(space):
    """A place that is not there is told above an empty list, and Enter does nothing."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await do(pilot, "läs in från ett kalk", "person")
        await pilot.press(*"/finns/inte/", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PickDialog)
        assert "går inte att läsa" in shown(pilot)
