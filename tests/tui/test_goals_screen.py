"""The place Mål: what it shows, how it is walked and filtered, and what it asks of the board."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.spaces import a_space, put
from tests.tui.conftest import messages, shown
from tests.tui.test_screen import HOSTILE
from vcycle.model.core import Area, Goal, Log, Series
from vcycle.model.measure import Count, Level, Unset
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.goals.board import Heading
from vcycle.tui.goals.goal_dialog import GoalDialog
from vcycle.tui.goals.goals_screen import GoalsScreen
from vcycle.tui.log_dialog import LogDialog
from vcycle.tui.register.record_form import RecordForm

TODAY = date(2026, 10, 20)


@pytest.fixture
def board(tmp_path) -> Workspace:
    """Goals in every state, with facts behind some of them."""
    areas = [Area(id="m", name="Möten", position=1), Area(id="p", name="Medlemmar", position=2)]
    goals = [
        Goal(id="1", text="Fyra medlemsmöten", areas=("m",), quote="Fyra medlemsmöten ska hållas.",
             measure=Count(series=("medlemsmote",), noun="medlemsmöten", min=4)),
        Goal(id="2", text="Två brev i månaden", areas=("m",), measure=Count(series=("brev",), per="month", min=2)),
        Goal(id="3", text="Ett läger", areas=("p",), measure=Count(series=("lager",), noun="läger", min=1)),
        Goal(id="4", text="Regelbundna rundringningar", areas=("p",), measure=Unset(series=("rundringning",))),
        Goal(id="5", text="Fler medlemmar", areas=("p",), measure=Level(metric="medlemmar", growth=15)),
        Goal(id="6", text="Alla ska trivas"),
    ]  # fmt: skip
    series = [Series(key=key) for key in ("medlemsmote", "brev", "lager", "rundringning", "medlemmar")]
    facts = [Log(id=f"f{n}", series="medlemsmote", day=date(2026, n + 1, 5), note="I Folkets hus") for n in range(3)]
    camp = Log(id="camp", series="lager", day=date(2026, 7, 1), women=5, men=4)
    return a_space(tmp_path / "prov", *areas, *goals, *series, *facts, camp, today=TODAY)


async def goals(pilot: Pilot[None]) -> GoalsScreen:
    """Open the place."""
    assert isinstance(pilot.app, VcycleApp)
    screen = GoalsScreen(pilot.app.space)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


def listed(screen: GoalsScreen) -> list[str]:
    """What stands in the list, headings in brackets."""
    return [
        f"[{line.name}]" if isinstance(line, Heading) else f"{line.sign} {line.name}" for line in screen.goals.lines
    ]


async def to(pilot: Pilot[None], screen: GoalsScreen, text: str) -> None:
    """Walk to a goal, from the first, with the arrow alone."""
    await pilot.press("home")
    while screen.goals.row and screen.goals.row.name != text:
        before = screen.goals.at
        await pilot.press("down")
        assert screen.goals.at != before, f"{text} is not in the list"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_goals_look_as_they_should(board, matches, size):
    """Headings, signs, meters with targets and forecasts, and the sentence of the marked goal."""
    async with VcycleApp(board).run_test(size=size) as pilot:
        await goals(pilot)
        matches(shown(pilot), f"goals-{size[0]}x{size[1]}")


async def test_a_goal_looks_as_it_should(board, matches):
    """What the plan says, how it was counted, and every fact behind the number."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        await pilot.press("enter")
        matches(shown(pilot), "goal-80x24")


async def test_goals_stand_by_area_or_the_worst_first(board):
    """One key turns from areas, in the order of the plan, to one list; the marked goal stays marked."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        assert listed(screen) == [
            "[Möten]", "… Fyra medlemsmöten", "✗ Två brev i månaden",
            "[Medlemmar]", "✓ Ett läger", "– Regelbundna rundringningar", "? Fler medlemmar",
            "[Utan område]", "– Alla ska trivas",
        ]  # fmt: skip
        await pilot.press("v")
        assert [line[0] for line in listed(screen)] == ["✗", "…", "?", "–", "✓", "–"]
        assert screen.goals.row.name == "Fyra medlemsmöten"


async def test_goals_are_filtered_by_state_and_by_typing(board):
    """A key goes through the states there are, a click chooses one, and words are found as they are typed."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        await pilot.press("s")
        assert listed(screen) == ["[Möten]", "✗ Två brev i månaden"]
        assert "1 av 6 mål" in shown(pilot)
        await pilot.press("S", "S")
        assert listed(screen) == ["[Utan område]", "– Alla ska trivas"]
        await pilot.press("escape")
        assert len(screen.goals.rows) == 6
        await pilot.click("#states", offset=(9, 0))
        assert screen.state == "missed"
        await pilot.press("escape", "slash", *"MEDLEMSMOT")
        assert listed(screen) == ["[Möten]", "… Fyra medlemsmöten"]
        await pilot.press(*"xyz")
        assert "Inget mål passar" in shown(pilot)
        await pilot.press("escape")
        assert len(screen.goals.rows) == 6
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, GoalsScreen)


async def test_the_years_before_and_after(board):
    """Goals are read for the year that is chosen."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        assert "3 av 4" in shown(pilot)
        await pilot.press("pageup")
        assert "Mål › 2025" in shown(pilot)
        assert "3 av 4" not in shown(pilot)
        await pilot.press("pagedown", "pagedown")
        assert "Mål › 2027" in shown(pilot)


async def test_a_goal_is_opened_by_key_and_by_mouse(board):
    """Enter, or a click on the marked goal, shows the facts behind its number; a click elsewhere marks."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        await pilot.click("#goals", offset=(12, 4))
        assert screen.goals.row.name == "Ett läger"
        assert not isinstance(pilot.app.screen, GoalDialog)
        await pilot.click("#goals", offset=(12, 4))
        assert isinstance(pilot.app.screen, GoalDialog)
        text = shown(pilot)
        assert "2026-07-01" in text
        assert "5 kvinnor, 4 män" in text
        await pilot.press("escape", "o")
        assert isinstance(pilot.app.screen, RecordForm)


async def test_many_facts_are_all_there(board):
    """A long year's facts are lined up like a few, with every one of them."""
    put(board, *(Log(series="brev", day=date(2026, 1, 1 + n % 28), amount=n + 1, note=f"Brev {n}") for n in range(90)))
    async with VcycleApp(board).run_test(size=(80, 120)) as pilot:
        screen = await goals(pilot)
        await to(pilot, screen, "Två brev i månaden")
        await pilot.press("enter")
        lines = shown(pilot).splitlines()
        assert sum("Brev " in line for line in lines) == 90
        [head] = [line for line in lines if "Serie" in line]
        assert all(line[head.index("Serie") :].startswith("brev") for line in lines if "Brev " in line)


async def test_a_number_is_set_where_none_was(board):
    """What it would lead to is shown before it is saved, as one step that is taken back."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        await to(pilot, screen, "Regelbundna rundringningar")
        assert "har inte satt något tal" in shown(pilot)
        await pilot.press("enter", "n", *"tre", "enter")
        assert "är inget tal" in shown(pilot)
        await pilot.press("ctrl+u", "3", "tab", "left", "left")
        assert "minst 3 rundringning per termin" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert board.store.get(Goal, "4").measure == Count(series=("rundringning",), per="term", min=3)
        assert "0 av 2 term." in shown(pilot)
        await pilot.press("u")
        assert board.store.get(Goal, "4").measure == Unset(series=("rundringning",))


async def test_growth_is_given_its_baseline(board):
    """It is noted on the first day of the year, and the goal has its target at once."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        await to(pilot, screen, "Fler medlemmar")
        await pilot.press("n", *"87")
        assert "Målet blir 101." in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "87 av 101" in shown(pilot)
        [fact] = board.store.find(Log, series="medlemmar")
        assert (fact.day, fact.amount) == (date(2026, 1, 1), 87)


async def test_a_goal_without_a_measure_tells_how_to_set_one(board):
    """Words are read as in the form; what cannot be read is told, and a series that nobody has is remarked."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        await to(pilot, screen, "Alla ska trivas")
        assert "inget mått" in shown(pilot)
        assert "n sätter ett mått" in shown(pilot)
        await pilot.press("n", *"minst")
        assert "går inte att läsa" in shown(pilot)
        await pilot.press(*" 2 fester per år")
        assert "rätt stavat" in shown(pilot)
        await pilot.press("enter")
        assert board.store.get(Goal, "6").measure == Count(series=("fester",), min=2)


async def test_what_is_noted_for_a_goal_is_counted_at_once(board):
    """The series is written already; the meter is moved when the dialog is gone."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        await pilot.press("l")
        assert isinstance(pilot.app.screen, LogDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ Fyra medlemsmöten" in shown(pilot)
        assert "4 av 4" in shown(pilot)


async def test_changes_from_elsewhere_appear_by_themselves(board, tmp_path):
    """Another process notes a fact; the goal that counts it changes, and stays marked."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        screen = await goals(pilot)
        put(open_workspace(tmp_path / "prov", today=TODAY), Log(series="medlemsmote", day=TODAY))
        for _ in range(40):
            await pilot.pause(0.05)
            if "4 av 4" in shown(pilot):
                break
        assert "✓ Fyra medlemsmöten" in shown(pilot)
        assert screen.goals.row.name == "Fyra medlemsmöten"


async def test_without_goals_it_tells_where_they_come_from(tmp_path):
    """An empty place says what to do, and every key is harmless there."""
    async with VcycleApp(a_space(tmp_path / "tom", today=TODAY)).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        assert "Det finns inga mål än" in shown(pilot)
        await pilot.press("enter", "n", "o", "v", "s", "S", "down", "end", "home", "pageup", "u")
        assert isinstance(pilot.app.screen, GoalsScreen)


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (44, 20), (60, 15), (110, 30), (200, 60)])
async def test_every_size_works(board, size):
    """No line is wider than the screen, whatever its size, and growing while open does no harm."""
    async with VcycleApp(board).run_test(size=size) as pilot:
        await goals(pilot)
        await pilot.press("down", "v", "end", "s", "s")
        assert all(cell_len(line) <= size[0] for line in shown(pilot).splitlines())
        await pilot.resize_terminal(90, 24)
        await pilot.pause()
        assert "Mål › 2026" in shown(pilot)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_goals_are_only_text(tmp_path, text):
    """In list, sentence, dialogs and the filter, markup and controls are shown and never obeyed."""
    measure = Unset(series=("a",), noun=text[:80])
    goal = Goal(text=text, areas=("a",), measure=measure, quote=text)
    space = a_space(tmp_path / "ond", Area(id="a", name=text[:120]), goal)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        for key in ("v", "enter", "n", "4", "enter", "enter", "end", "escape", "escape"):
            await pilot.press(key)
            assert "\x1b" not in shown(pilot)
        assert isinstance(pilot.app.screen_stack[0], type(pilot.app.get_default_screen()))


async def test_signs_stand_for_states_without_colour(board, monkeypatch):
    """Without colours the same signs, words and bars are there."""
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        coloured = shown(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with VcycleApp(board).run_test(size=(80, 24)) as pilot:
        await goals(pilot)
        assert shown(pilot) == coloured


async def test_the_help_says_what_the_place_is_for(board):
    """Purpose, signs, meter and keys."""
    async with VcycleApp(board).run_test(size=(80, 40)) as pilot:
        await goals(pilot)
        await pilot.press("question_mark")
        text = shown(pilot)
        assert "Varje mål i planen" in text
        assert "dit det når i samma takt" in text
        assert "förra och nästa år" in text
        await pilot.press("escape")
        assert messages(pilot) == []
