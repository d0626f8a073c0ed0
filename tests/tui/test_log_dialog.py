"""The one-line log: one key away, read back while it is written, and saved as one step."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spaces import a_space
from tests.tui.conftest import messages, shown
from tests.tui.test_screen import HOSTILE
from vcycle.model.core import Goal, Log, Series
from vcycle.model.measure import Count
from vcycle.services.workspace import Workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.log_dialog import LogDialog
from vcycle.tui.register.record_form import RecordForm

TODAY = date(2026, 3, 4)


@pytest.fixture
def board(tmp_path) -> Workspace:
    goal = Goal(text="Tio insändare", measure=Count(series=("insandare",), noun="insändare", min=10))
    titled = [Series(key="insandare", title="insändare"), Series(key="inlagg", title="inlägg")]
    series = [*titled, Series(key="medlemsmote"), Series(key="kassa", unit="kronor")]
    return a_space(tmp_path / "prov", goal, *series, today=TODAY)


async def write(pilot, text: str) -> LogDialog:
    """Open the dialog, unless it is open, and write."""
    if not isinstance(pilot.app.screen, LogDialog):
        await pilot.press("ctrl+l")
    dialog = pilot.app.screen
    assert isinstance(dialog, LogDialog)
    dialog.words.value = text
    await pilot.pause()
    return dialog


async def test_the_line_is_read_back_while_it_is_written(board, matches):
    """Series, day with weekday, people and labels, and which goals count it."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        dialog = await write(pilot, "insändare; SN; 2 mars; kvinna; klimat")
        box = dialog.query_one(".box").region
        lines = shown(pilot).splitlines()[box.y : box.bottom]
        assert any("måndag 2 mars 2026" in line for line in lines)
        matches("\n".join(lines) + "\n", "log-dialog")


async def test_enter_notes_it_as_one_step(board):
    """The goal's new number is told, and one undo takes it back."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await write(pilot, "insändare; SN; 2 mars; kvinna; klimat")
        await pilot.press("enter")
        await pilot.pause()
        [fact] = board.store.find(Log)
        assert (fact.series, fact.day, fact.women, fact.tags) == ("insandare", date(2026, 3, 2), 1, ("SN", "klimat"))
        [said] = messages(pilot)
        assert said.startswith("Noterat: insändare måndag 2 mars 2026")
        assert "1 av 10 insändare" in said
        await pilot.press("u")
        assert board.store.find(Log) == []


async def test_names_are_offered_and_chosen_with_the_arrows(board):
    """What was begun is completed in its place; the rest of the line stays."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        dialog = await write(pilot, "in; 3 mars")
        assert "↓ inlägg · insändare" in shown(pilot)
        await pilot.press("down")
        assert dialog.words.value == "inlägg; 3 mars"
        await pilot.press("down")
        assert dialog.words.value == "insändare; 3 mars"
        assert "▸insändare" in shown(pilot)
        await pilot.press("down", "up")
        assert dialog.words.value == "insändare; 3 mars"
        await pilot.press("enter")
        assert [fact.series for fact in board.store.find(Log)] == ["insandare"]


async def test_a_new_series_is_noted_only_when_enter_is_pressed_again(board):
    """A misspelt name is told with what it resembles; whoever goes on writing is asked anew."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await write(pilot, "insendare")
        assert "Eller menade du insandare?" in shown(pilot)
        await pilot.press("enter")
        assert "⏎ en gång till" in shown(pilot)
        assert board.store.find(Log) == []
        await write(pilot, "flygblad; 200")
        await pilot.press("enter")
        assert board.store.find(Log) == []
        await pilot.press("enter")
        assert [(fact.series, fact.amount) for fact in board.store.find(Log)] == [("flygblad", 200)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "Raden är tom"),
        ("insändare; 40 mars", "finns inte i kalendern"),
        ("insändare; 2 mars; 3 mars", "står redan"),
        ("kassa", "hur mycket"),
        ("kassa; 200", "räknas i kronor"),
        ("insändare; 19811218-9876", "personnummer"),
        ("!!!", "bokstäver eller siffror"),
    ],
)
async def test_what_cannot_be_noted_is_told_and_stays(board, line, why):
    """Enter saves nothing; the line can be mended."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        dialog = await write(pilot, line)
        await pilot.press("enter")
        assert why in shown(pilot)
        assert dialog.words.value == line
        assert pilot.app.screen is dialog
        assert board.store.find(Log) == []


async def test_it_is_one_key_away_everywhere_but_over_a_dialog(board):
    """Also from a form that somebody writes in, which is still there afterwards; never a dialog over a dialog."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(RecordForm(board, board.registry.of(Goal)))
        await pilot.press(*"Nytt mål", "ctrl+l")
        assert isinstance(pilot.app.screen, LogDialog)
        await pilot.press("ctrl+l")
        assert sum(isinstance(screen, LogDialog) for screen in pilot.app.screen_stack) == 1
        await pilot.press("escape")
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        assert form.form.texts["text"] == "Nytt mål"


async def test_a_stray_escape_does_not_lose_the_line(board):
    """What was written is asked about before it is thrown away; an empty line is left at once."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        dialog = await write(pilot, "insändare; SN")
        await pilot.press("escape")
        assert "Släng det du har skrivit?" in shown(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is dialog
        assert dialog.words.value == "insändare; SN"
        await pilot.press("escape", "enter")
        assert not isinstance(pilot.app.screen, LogDialog)
        await pilot.press("ctrl+l", "escape")
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_lines_are_only_text(board, text):
    """Whatever is written is shown as signs and harms nothing, noted or not."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await write(pilot, text)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "\x1b" not in shown(pilot)
        assert len(board.store.find(Log)) <= 1


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (44, 20), (200, 60)])
async def test_every_size_works(board, size):
    """The field is there to write in, and the line can be saved."""
    async with VcycleApp(board).run_test(size=size) as pilot:
        await write(pilot, "insändare 2 mars")
        await pilot.press("enter")
        assert len(board.store.find(Log)) == 1
