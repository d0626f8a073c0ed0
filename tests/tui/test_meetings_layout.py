"""Laying out a term on the screen, as somebody without a manual would: found by typing, moved with arrows, set."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from tests.meeting_board import TODAY, a_board, meeting
from tests.tui.conftest import messages, shown
from vcycle.services import screens
from vcycle.services.workspace import Workspace
from vcycle.tui.app import VcycleApp
from vcycle_meetings.records import Meeting
from vcycle_meetings.tui.layout import Days, LayoutScreen

SIZES = [(80, 24), (120, 40), (60, 20)]


@pytest.fixture
def board(tmp_path: Path) -> Workspace:
    """A board with a member meeting on the third Wednesday of September, and one board meeting behind it."""
    return a_board(
        tmp_path,
        meeting("2026-06-17", place="Kronogatan 2"),
        meeting("2026-09-16", "Medlemsmöte"),
    )


@asynccontextmanager
async def opened(space: Workspace, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The screen, on top of the wheel, as the palette opens it."""
    app = VcycleApp(space)
    async with app.run_test(size=size) as pilot:
        [(plugin, kind)] = [pair for pair in screens.screens(space) if pair[1].name == "layout"]
        await app.push_screen(screens.make_screen(space, plugin, kind))
        await pilot.pause()
        assert isinstance(app.screen, LayoutScreen)
        yield pilot


def days(space: Workspace) -> list[str]:
    """The board meetings that are kept."""
    return sorted(str(m.day) for m in space.store.find(Meeting) if m.kind == "Styrelsemöte" and m.day > TODAY)


def rows(pilot: Pilot[None]) -> list[str]:
    """The lines of the table, without blanks at their ends."""
    lines = shown(pilot).split("\n")
    head = next(at for at, line in enumerate(lines) if "Anmärkning" in line)
    return [line.strip() for line in lines[head + 1 :] if re.match(r" \w+ \d+ \w+ \d{4} ", line)]


async def write(pilot: Pilot[None], name: str, text: str) -> None:
    pilot.app.screen.query_one(f"#{name}", Input).value = text
    await pilot.pause()


async def choose(pilot: Pilot[None], name: str, value: str) -> None:
    pilot.app.screen.query_one(f"#{name}", Select).value = value
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_hook_screens_opens_with_a_proposal(board: Workspace, size: tuple[int, int]) -> None:
    """At every size the screen must open on proposed days, with what is missing and the keys to go on."""
    async with opened(board, size) as pilot:
        screen = shown(pilot)
        assert "Lägg ut en termins möten" in screen
        assert len(rows(pilot)) == 5
        assert "5 nya möten. 5 av 5 månader har ett möte." in screen
        assert "^S sätt alla" in screen


async def test_it_is_found_by_typing(board: Workspace) -> None:
    """Whoever types what they want to do must find the screen."""
    app = VcycleApp(board)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"termins", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LayoutScreen)


async def test_a_term_is_laid_out_moved_and_set(board: Workspace) -> None:
    """The story: write the rule, see the collision, move that meeting a day, drop the last one, set the rest."""
    async with opened(board) as pilot:
        await write(pilot, "rule", "tredje onsdagen varje månad")
        await write(pilot, "starts", "18:30")
        assert rows(pilot)[0].split() == ["ons", "16", "sep", "2026", "v.", "38", "samma", "dag:", "Medlemsmöte"]
        await pilot.press("right")
        assert rows(pilot)[0].startswith("tors 17 sep 2026")
        assert "flyttat från ons 16 sep" in rows(pilot)[0]
        await pilot.press("end", "x")
        assert rows(pilot)[-1].endswith("tas inte med")
        assert "Utan: augusti (dagen har redan varit) och december (borttaget)." in " ".join(shown(pilot).split())
        await pilot.press("ctrl+s")
        assert days(board) == ["2026-09-17", "2026-10-21", "2026-11-18"]
        assert messages(pilot) == ["La ut 3 styrelsemöten. Ångra med u i årshjulet."]
        assert [row.endswith("finns redan") for row in rows(pilot)] == [True, True, True, False]
        places = {m.place for m in board.store.find(Meeting) if m.day > TODAY and m.kind == "Styrelsemöte"}
        assert places == {"Kronogatan 2"}  # as the last meeting
        await pilot.press("escape", "u")
        await pilot.pause()
        assert days(board) == []


async def test_setting_twice_sets_nothing_more(board: Workspace) -> None:
    """Ctrl+S once more must say that there is nothing to set, also after a meeting was left out."""
    async with opened(board) as pilot:
        await pilot.press("x", "ctrl+s")
        kept = days(board)
        await pilot.press("ctrl+s")
        assert days(board) == kept
        assert len(kept) == 4
        assert messages(pilot)[-1] == "Det finns inget nytt möte att sätta."


async def test_the_mark_stays_on_the_meeting_that_moves(board: Workspace) -> None:
    """A meeting that is moved past another keeps the mark, and never lands on a day that is taken."""
    async with opened(board) as pilot:
        await write(pilot, "rule", "2026-09-21, 2026-09-23")
        table = pilot.app.screen.query_one(Days)
        await pilot.press("right", "right")
        assert table.highlighted == 1
        assert [row.split()[1] for row in rows(pilot)] == ["23", "24"]
        await pilot.press("left", "left")
        assert table.highlighted == 0
        assert [row.split()[1] for row in rows(pilot)] == ["21", "23"]


async def test_what_is_there_already_is_left_alone(board: Workspace) -> None:
    """A meeting that is kept already can neither be moved nor dropped here; it says where it can."""
    async with opened(board) as pilot:
        await choose(pilot, "kind", "Medlemsmöte")
        await pilot.press("home", "down")
        assert "finns redan" in rows(pilot)[1]
        before = rows(pilot)
        await pilot.press("right", "x")
        assert rows(pilot) == before
        assert all("Det mötet finns redan." in message for message in messages(pilot))
        assert len(messages(pilot)) == 2


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("rule", "ibland", "Regel: ”ibland” går inte att läsa som en regel för möten."),
        ("starts", "sent", "Klockan: ”sent” är inget klockslag"),
        ("pause", "semester", "är ingen månad"),
        ("ends", "20:30", "Klockan: skriv också när mötena börjar."),
        ("rule", "varje dag", "Välj en glesare regel."),
    ],
)
async def test_a_fault_is_said_where_the_sum_stands(board: Workspace, name: str, text: str, sentence: str) -> None:
    """What cannot be read must be said in words, with no days and nothing to set; mended, the days are back."""
    async with opened(board) as pilot:
        right = pilot.app.screen.query_one(f"#{name}", Input).value
        await write(pilot, name, text)
        assert sentence in " ".join(shown(pilot).split())
        assert rows(pilot) == []
        await pilot.press("ctrl+s")
        assert days(board) == []
        await write(pilot, name, right)
        assert len(rows(pilot)) == 5


async def test_leaving_asks_first_when_something_was_moved(board: Workspace) -> None:
    """Escape leaves at once when nothing was done, and once more when something was moved and not set."""
    async with opened(board) as pilot:
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, LayoutScreen)
    async with opened(board) as pilot:
        await pilot.press("right", "escape")
        assert isinstance(pilot.app.screen, LayoutScreen)
        assert "Inget är satt än." in messages(pilot)[-1]
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, LayoutScreen)


async def test_a_kind_of_ones_own(board: Workspace) -> None:
    """A kind that nobody has named before is written in the field that opens for it."""
    async with opened(board) as pilot:
        await choose(pilot, "kind", "Annan sort …")
        assert rows(pilot) == []
        await write(pilot, "own", "Distriktsstyrelsemöte")
        await pilot.press("ctrl+s")
        own = [m.day for m in board.store.find(Meeting) if m.kind == "Distriktsstyrelsemöte"]
        assert len(own) == 5
        assert all(isinstance(day, date) for day in own)


@pytest.mark.parametrize("rule", ["tredje onsdagen varje månad", "sista torsdagen varje månad"])
async def test_the_usual_rules_are_seen_whole(board: Workspace, rule: str) -> None:
    """At 80x24 the rules that boards have must not be cut."""
    async with opened(board) as pilot:
        await write(pilot, "rule", rule)
        assert f" {rule}\n" in shown(pilot)


async def test_varied_days(board: Workspace) -> None:
    """Different weekdays must be one choice away."""
    async with opened(board) as pilot:
        await choose(pilot, "varied", "ja")
        assert len({row.split()[0] for row in rows(pilot)}) == 4


async def test_the_mouse_marks_and_the_keys_below_are_buttons(board: Workspace) -> None:
    """A click on a row marks it and sets nothing; a click on a key below does what the key does."""
    async with opened(board) as pilot:
        table = pilot.app.screen.query_one(Days)
        await pilot.click(Days, offset=(5, 2))
        assert table.highlighted == 2
        assert days(board) == []
        line = shown(pilot).split("\n")[23]
        before = rows(pilot)[2]
        await pilot.click(None, offset=(line.index("→"), 23))
        await pilot.pause()
        assert rows(pilot)[2] != before
        await pilot.click(None, offset=(line.index("x bort"), 23))
        await pilot.pause()
        assert rows(pilot)[2].endswith("tas inte med")


async def test_fields_are_walked_with_arrows_too(board: Workspace) -> None:
    """Enter in a field leads down to the days; an arrow up from a field leads to the one before."""
    async with opened(board) as pilot:
        screen = pilot.app.screen
        screen.query_one("#rule", Input).focus()
        await pilot.press("down")
        assert screen.focused is screen.query_one("#pause")
        await pilot.press("down", "down")
        assert screen.focused is screen.query_one("#place")
        await pilot.press("up", "up", "up", "enter")
        assert screen.focused is screen.query_one(Days)


async def test_tab_goes_the_way_people_read(board: Workspace) -> None:
    """Tab must go from left to right and row by row, never back up."""
    async with opened(board) as pilot:
        places = []
        for _field in range(10):
            await pilot.press("tab")
            assert pilot.app.focused is not None
            places.append((pilot.app.focused.region.y, pilot.app.focused.region.x))
        assert places == sorted(places)
        assert "⏎ dagarna" not in shown(pilot)  # back among the days
        await pilot.press("tab")
        assert "⏎ dagarna" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_enter_sets_nothing(board: Workspace, size: tuple[int, int]) -> None:
    """Enter, wherever it is pressed and however often, must save no meeting: only Ctrl+S does."""
    async with opened(board, size) as pilot:
        for _field in range(11):
            await pilot.press("enter", "enter", "tab")
        await pilot.press("enter", "enter", "enter")
        assert days(board) == []


async def test_enter_asks_for_another_day(board: Workspace) -> None:
    """On a meeting Enter asks for its day, says how it is read or why it cannot be, and moves it."""
    async with opened(board) as pilot:
        await write(pilot, "rule", "tredje onsdagen")
        assert "Tredje onsdagen varje månad, utom juli" in shown(pilot)
        await pilot.press("enter")
        assert "Styrelsemöte ons 16 sep: en annan dag" in shown(pilot)
        await write(pilot, "day", "21/10")
        await pilot.press("enter")
        assert "Det finns redan ett styrelsemöte 21 oktober 2026." in shown(pilot)
        await write(pilot, "day", "17 sept")
        assert "torsdag 17 september 2026, v. 38" in shown(pilot)
        await pilot.press("enter")
        assert "flyttat från ons 16 sep" in rows(pilot)[0]
        await pilot.press("enter", "escape")
        assert rows(pilot)[0].startswith("tors 17 sep 2026")
        assert days(board) == []


async def test_reopened_it_remembers_what_was_laid_out(board: Workspace) -> None:
    """Whoever comes back is proposed the rule, hours, place and form of the last time."""
    async with opened(board) as pilot:
        for name, text in (("rule", "andra måndagen"), ("starts", "18:30"), ("ends", "20:30"), ("place", "Rådhuset")):
            await write(pilot, name, text)
        await choose(pilot, "form", "hybrid")
        await pilot.press("ctrl+s")
        assert len(days(board)) == 4
    async with opened(board) as pilot:
        screen = pilot.app.screen
        assert screen.query_one("#rule", Input).value == "andra måndagen varje månad"
        assert screen.query_one("#form", Select).value == "hybrid"
        said = " ".join(shown(pilot).split())
        assert "1 juli–31 december 2026, kl 18.30–20.30, Rådhuset." in said
        await choose(pilot, "term", "vår 2027")
        assert [row.split()[0] for row in rows(pilot)] == ["mån"] * 6


async def test_the_arrows_choose_in_a_closed_list(board: Workspace) -> None:
    """In a choice ← and → take the next one, and no letter does anything to the meetings below."""
    async with opened(board) as pilot:
        before = rows(pilot)
        pilot.app.screen.query_one("#form", Select).focus()
        await pilot.press("left", "right", "x")
        assert pilot.app.screen.query_one("#form", Select).value == "digitalt"
        assert rows(pilot) == before


async def test_help_says_what_the_screen_is_for(board: Workspace) -> None:
    """F1, also in a field, and ? among the days show the purpose and every key."""
    async with opened(board, (80, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Inget sparas förrän du trycker ^S." in " ".join(shown(pilot).split())
        assert "skriv en annan dag för mötet" in shown(pilot)
        await pilot.press("escape", "tab", "tab", "tab", "f1")
        await pilot.pause()
        assert "Lägger ut en termins möten på en gång." in " ".join(shown(pilot).split())


@pytest.mark.parametrize("keys", [["tab", "tab", "enter", "down"], ["tab", "enter"], ["enter"], ["f1"]])
async def test_no_size_breaks_it(board: Workspace, keys: list[str]) -> None:
    """However small the terminal is or gets, with a list or a dialog open, it must go on and come back whole."""
    async with opened(board, (30, 8)) as pilot:
        await pilot.press(*keys)
        for size in [(20, 6), (3, 2), (1, 1), (40, 10), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LayoutScreen)
        assert len(rows(pilot)) == 5


async def test_it_opens_in_the_smallest_terminals(board: Workspace) -> None:
    """Opened where almost nothing fits, the keys must still walk, move and set without breaking anything."""
    async with opened(board, (20, 6)) as pilot:
        await pilot.press(*["tab"] * 10, "right", "x", "x", "ctrl+s")
        assert len(days(board)) == 5


async def test_hostile_names_are_only_names(tmp_path: Path) -> None:
    """Markup, controls and a very long title must be shown as signs, and break nothing."""
    nasty = "[/red][bold]\x1b[31mX\u202e" + "å" * 150
    space = a_board(
        tmp_path, Meeting(kind="Styrelsemöte", day=date(2026, 6, 17), place=nasty), meeting("2026-09-16", "[b]Möte")
    )
    async with opened(space) as pilot:
        await write(pilot, "rule", "tredje onsdagen varje månad")
        screen = shown(pilot)
        assert "samma dag: [b]Möte" in screen
        assert "\x1b" not in screen
        assert "\u202e" not in screen


async def test_an_annual_meeting_asks_for_its_day(board: Workspace) -> None:
    """Nobody is offered an annual meeting a month: it asks for the day, whatever the term, and then takes that one."""
    async with opened(board) as pilot:
        await choose(pilot, "kind", "Årsmöte")
        assert "Skriv vilken dag årsmöte är" in shown(pilot)
        assert rows(pilot) == []
        await write(pilot, "rule", "6 mars 2027")
        assert [row.split()[:4] for row in rows(pilot)] == [["lör", "6", "mars", "2027"]]
        await choose(pilot, "kind", "Styrelsemöte")
        assert pilot.app.screen.query_one("#rule", Input).value == "6 mars 2027"
        await write(pilot, "rule", "")
        await choose(pilot, "kind", "Medlemsmöte")
        assert len(rows(pilot)) == 5


async def test_a_sort_with_square_brackets_is_a_name_like_any_other(tmp_path):
    """A sort of meetings called [/red] is shown as it is written, also in the open list of sorts."""
    async with opened(a_board(tmp_path, meeting("2026-06-17", "[/red] [b]möte"))) as pilot:
        pilot.app.screen.query_one("#kind", Select).focus()
        await pilot.press("enter", "end")
        assert "[/red] [b]möte" in shown(pilot)
