"""The first start: the questions, what they will make, and that nothing is made until somebody says so."""

import os
from contextlib import suppress
from datetime import date

import pytest
from textual.worker import WorkerCancelled

from tests.tui.conftest import shown
from vcycle.errors import NotFound
from vcycle.model.core import Activity, Goal
from vcycle.services.first_start import LEVELS, MEETINGS, Beginning, begin, plans
from vcycle.services.founding import BUILDING
from vcycle.services.workspace import open_workspace
from vcycle.tui.start_screen import StartApp

TODAY = date(2026, 11, 20)
DAY = date(2027, 3, 14)


def started(folder):
    return StartApp(folder, TODAY, "Siri")


async def settled(pilot):
    with suppress(WorkerCancelled):  # the app ends as soon as it is made
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def meetings(space, level):
    """The annual meeting of this year and the next, as days."""
    entries = [e for year in (2026, 2027) for e in space.entries(space.years.year(year))]
    return {e.slot: e.start for e in entries if e.series == MEETINGS[level].series}


async def test_three_answers_make_a_filled_wheel(tmp_path):
    """Solna's plan, a day in words and a name become a workspace: plan, meeting on its day, steps."""
    folder = tmp_path / "inne" / "ny"
    async with started(folder).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "tab", *"14 mars", "tab", *"Vår lilla", "ctrl+s")
        await settled(pilot)
    assert pilot.app.return_value is True
    space = open_workspace(folder, today=TODAY)
    assert space.settings.name == "Vår lilla"
    assert meetings(space, "association") == {"2026": None, "2027": DAY}
    [solna] = [plan for plan in plans() if plan.name == "solna-2020"]
    assert len(space.store.find(Goal)) == len(solna.goals)
    hanging = {e.title: e.start for e in space.entries(space.years.year(2027)) if e.anchor.endswith(".2027")}
    assert hanging["Kallelse till årsmötet"] < DAY
    assert not (folder / BUILDING).exists()


async def test_it_says_what_it_will_make_and_where(tmp_path):
    """Before anything is made, the name, the folder, the plan's size and the day as it is understood are shown."""
    async with started(tmp_path / "ny").run_test(size=(120, 40)) as pilot:
        await pilot.press("tab", "tab", *"14 mars", "tab", *"[b]Hej[/b]")
        await pilot.pause()
        text = shown(pilot)
        assert "söndag 14 mars 2027 (2027-03-14), v. 10" in text
        assert f"· [b]Hej[/b] i mappen {tmp_path / 'ny'}"[:100] in text
        assert "· 65 aktiviteter, 80 mål ur Verksamhetsplan 2020, Vänsterpartiet Solna" in text
        assert "· Årsmöte söndag 14 mars 2027, med stegen före och efter" in text
        assert os.listdir(tmp_path) == []


async def test_a_district_sees_the_plans_of_districts_first(tmp_path):
    """The level decides which plans come first, what the meeting is called, and that none of them is compulsory."""
    async with started(tmp_path / "ny").run_test(size=(80, 24)) as pilot:
        await pilot.press("right")
        await pilot.pause()
        screen = pilot.app.screen
        levels = [plan.level for plan in screen.listed if plan is not None]
        assert levels == sorted(levels, key=lambda level: level != "district")
        assert "Distriktsårskonferens utan dag än" in shown(pilot)
        await pilot.press("tab", "end")
        await pilot.pause()
        assert screen.plan is None
        assert "aktiviteter, 0" not in shown(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
    space = open_workspace(tmp_path / "ny", today=TODAY)
    assert space.settings.name == "Vårt distrikt"
    assert set(meetings(space, "district").values()) == {None}


@pytest.mark.parametrize("keys", [["escape"], ["tab", "tab", *"14 mars", "escape"], ["ctrl+q"]])
async def test_leaving_makes_nothing(tmp_path, keys):
    """Escape and Ctrl+Q leave from anywhere, and nothing is there."""
    async with started(tmp_path / "ny").run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert not pilot.app.return_value
    assert os.listdir(tmp_path) == []


async def test_a_day_that_is_none_is_told_and_nothing_is_made(tmp_path):
    """What cannot be read as a day says so under it, and making waits for it."""
    async with started(tmp_path / "ny").run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "tab", *"i vinter kanske", "tab", "ctrl+s")
        await settled(pilot)
        screen = pilot.app.screen
        assert screen.day_note.has_class("problem")
        assert "i vinter kanske" in shown(pilot)
        assert screen.day.has_focus
        assert os.listdir(tmp_path) == []


async def test_a_folder_that_cannot_be_made_says_so(tmp_path):
    """Where nothing can be written the reason is shown, the answers stay, and Escape still leaves."""
    (tmp_path / "fil").write_text("upptaget")
    async with started(tmp_path / "fil" / "ny").run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "tab", "tab", *"Vi", "ctrl+s")
        await settled(pilot)
        assert "är ingen mapp" in shown(pilot)
        assert pilot.app.screen.name_line.text == "Vi"
        await pilot.press("escape")
        await pilot.pause()
    assert pilot.app.return_value is False
    assert (tmp_path / "fil").read_text() == "upptaget"


async def test_help_tells_the_keys(tmp_path):
    """F1 says what the screen is for and how one leaves."""
    async with started(tmp_path / "ny").run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "lämna utan att något är gjort" in shown(pilot)


@pytest.mark.parametrize("size", [(44, 20), (20, 5), (200, 60)])
async def test_any_size_will_do(tmp_path, size):
    """In a sliver and on a wall the questions can be answered."""
    async with started(tmp_path / "ny").run_test(size=size) as pilot:
        await pilot.press("tab", "tab", *"14 mars", "ctrl+s")
        await settled(pilot)
    assert meetings(open_workspace(tmp_path / "ny", today=TODAY), "association")["2027"] == DAY


# What the answers make


@pytest.mark.parametrize("plan", ["", *[plan.name for plan in plans()]])
@pytest.mark.parametrize("level", LEVELS)
def test_every_plan_gets_one_annual_meeting_with_its_steps(tmp_path, level, plan):
    """Whatever plan, there is one activity for the meeting, on its day, and steps hang on it."""
    space = begin(tmp_path / "ny", Beginning(level, plan, DAY, "Vi"), today=TODAY)
    series = MEETINGS[level].series
    assert len([a for a in space.store.find(Activity) if a.series == series]) == 1
    entries = space.entries(space.years.year(space.years.year_of(DAY)))
    [meeting] = [entry for entry in entries if entry.series == series]
    assert meeting.start == DAY
    assert any(entry.anchor == meeting.id for entry in entries)


def test_a_workspace_is_never_begun_over(tmp_path):
    """Where one is already it is left alone."""
    begin(tmp_path, Beginning(), today=TODAY)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(NotFound, match="redan en förening"):
        begin(tmp_path, Beginning("district"), today=TODAY)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_what_fails_on_the_way_leaves_nothing(tmp_path):
    """A day that no year can be worked out for is refused, and no half workspace lies there."""
    with pytest.raises(Exception, match="utanför"):
        begin(tmp_path / "ny", Beginning(meeting=date(9500, 1, 1)), today=TODAY)
    assert os.listdir(tmp_path) == []
