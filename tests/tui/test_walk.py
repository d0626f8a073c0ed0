"""Walking through the year: by month, ring, entry and year, with keys and with the mouse."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.spaces import a_space
from tests.tui.conftest import TODAY, counted, shown, titled, wheel
from vcycle.model.values import MONTHS
from vcycle.services.stretch import year_stretch
from vcycle.services.workspace import LAST_YEAR, Workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.entry_dialog import EntryDialog
from vcycle.tui.walk import Walk
from vcycle.tui.wheel_shown import REST
from vcycle.tui.widgets.month_panel import MonthPanel
from vcycle.wheel import hit


@pytest.fixture(scope="session")
def still(demo_folder) -> Workspace:
    """The filled example, only read."""
    from vcycle.services.workspace import open_workspace

    return open_workspace(demo_folder, today=TODAY)


def test_begins_at_what_comes_next(still):
    """The first entry that is marked is the next one in this month, in its own ring."""
    walk = Walk(still)
    assert walk.chosen is not None
    assert walk.chosen.title == "Initiativskrivande med kommunala gruppen, vår"
    assert walk.page.parts[walk.part].start == date(2026, 3, 1)
    assert walk.page.rings[walk.ring] == "Vår politik"


@pytest.mark.parametrize(
    ("steps", "month", "year"), [(9, "december", 2026), (10, "januari", 2027), (-3, "december", 2025)]
)
def test_months_go_on_over_the_edge_of_the_year(still, steps, month, year):
    """Right in December leads to next January, left in January to last December, in the same ring."""
    walk = Walk(still)
    ring = walk.page.rings[walk.ring]
    for _ in range(abs(steps)):
        walk.by_part(1 if steps > 0 else -1)
    begins = walk.page.parts[walk.part].start
    assert (MONTHS[begins.month - 1], begins.year) == (month, year)
    assert walk.page.rings[walk.ring] == ring


def test_rings_go_round(still):
    """Inwards from the innermost ring lies the outermost, and the marked entry lies in the ring that is marked."""
    walk = Walk(still)
    seen = []
    for _ in walk.page.rings:
        walk.by_ring(1)
        seen.append(walk.page.rings[walk.ring])
        assert walk.chosen is None or walk.chosen.ring == seen[-1]
    assert sorted(seen) == sorted(still.rings)


def test_tab_meets_every_entry_once(still):
    """From the first entry of the year, steps by entry pass all of them in time, then lead into the next year."""
    walk = Walk(still)
    while walk.page.year == 2026:
        walk.by_entry(-1)
    walk.by_entry(1)
    met = []
    while walk.page.year == 2026:
        met.append(walk.chosen.id)
        walk.by_entry(1)
    dated = [e.id for e in still.entries(still.this_year) if e.due]
    assert sorted(met) == sorted(dated)


def test_a_step_by_entry_from_an_empty_ring_stays_near(still):
    """Where nothing is marked, forwards is the first entry of the month and backwards the last before it."""
    walk = Walk(still)
    april = walk.page.part_of(date(2026, 4, 1))
    walk.to_ring(april, walk.ring)
    walk.key = None
    walk.by_entry(1)
    assert walk.chosen == walk.page.in_part(april)[0]
    walk.key = None
    walk.by_entry(-1)
    assert walk.chosen == walk.page.in_part(april - 1)[-1]


def test_the_calendar_has_an_end(still):
    """At the last year a step forwards stays there."""
    walk = Walk(still)
    walk._open(year_stretch(still.years, LAST_YEAR))
    walk.to_ring(11, 0)
    walk.by_part(1)
    assert (walk.page.year, walk.part) == (LAST_YEAR, 11)


async def test_keys_walk(space):
    """Every walking key does what its binding says, and the year is always on the screen."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        await pilot.press("right")
        assert walk.part == 3
        assert "april" in shown(pilot)
        await pilot.press("down")
        assert walk.page.rings[walk.ring] == "Möten"
        await pilot.press("tab")
        assert walk.chosen.start >= date(2026, 4, 1)
        await pilot.press("pagedown")
        assert walk.page.year == 2027
        assert shown(pilot).startswith(" 2027 ")
        await pilot.press("pageup", "pageup")
        assert shown(pilot).startswith(" 2025 ")
        await pilot.press("home")
        assert (walk.page.year, walk.part) == (2026, 2)


def lonely(view):
    """A cell of the wheel where one entry is nearer than all others, and that entry's id."""
    for y in range(view.size.height):
        for x in range(view.size.width):
            there = partial(hit, view._year, (x + 0.5, y + 0.5), view.size, view.aspect)
            first = there(None)
            if first is not None and first.key is not None and there(first.key).key == first.key:
                return (x, y), first.key
    raise AssertionError("every cell has several entries")


async def test_a_click_on_the_wheel_marks_what_is_nearest(space):
    """A click on a ring marks an entry of that ring near the day that was clicked on."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        await pilot.click("#wheel", offset=(42, 10))  # outermost ring, a little before three o'clock: the end of March
        assert walk.page.rings[walk.ring] == "Intern organisering"
        assert abs((walk.chosen.start - date(2026, 3, 29)).days) <= 8


async def test_a_second_click_on_the_wheel_opens(space):
    """Clicking on what is marked opens it, where nothing else is as near."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        place, key = lonely(wheel(pilot).view)
        await pilot.click("#wheel", offset=place)
        assert wheel(pilot).walk.key == key
        await pilot.click("#wheel", offset=place)
        assert isinstance(pilot.app.screen, EntryDialog)


async def test_a_click_on_the_list_marks_and_a_second_opens(space):
    """A click on a line marks its entry, also one of next month; another click opens it."""
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        screen = wheel(pilot)
        wanted = titled(space, "Medlemsmöte", 4)
        row = next(y for y, line in enumerate(screen.panel.lines) if line.key == wanted.id)
        inside = screen.panel.content_region.offset - screen.panel.region.offset
        await pilot.click("#panel", offset=(12, row + inside.y))
        assert screen.walk.chosen == wanted
        assert screen.walk.part == 3
        row = next(y for y, line in enumerate(screen.panel.lines) if line.key == wanted.id)
        await pilot.click("#panel", offset=(12, row + inside.y))
        assert "onsdag 1 april 2026" in shown(pilot)


async def test_a_click_on_a_name_of_the_legend_chooses_the_ring(space):
    """The legend is a way to choose a ring."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.click("#panel", offset=(8, 4))
        assert wheel(pilot).walk.ring == 4


async def test_a_click_beside_the_wheel_does_nothing(space):
    """Outside the wheel and below the list there is nothing to choose."""
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        before = wheel(pilot).walk.key
        await pilot.click("#wheel", offset=(0, 0))
        await pilot.click(MonthPanel, offset=(5, 0))
        assert wheel(pilot).walk.key == before
        assert len(pilot.app.screen_stack) == 1


async def test_a_click_on_a_key_presses_it(space):
    """The line of keys can be clicked on."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        line = shown(pilot).splitlines()[-1]
        await pilot.click(offset=(line.index("öppna"), 23))
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2
        await pilot.press("escape")
        await pilot.click(offset=(line.index("avsluta"), 23))
        await pilot.pause()
        assert not pilot.app.is_running


def test_tab_stays_in_an_empty_association(tmp_path):
    """Where nothing is planned Tab does not lead away from today, year after year."""
    walk = Walk(a_space(tmp_path / "ny", today=date(2026, 3, 4)))
    here = (walk.page.year, walk.part, walk.ring)
    for step in (1, 1, -1, -1, -1):
        walk.by_entry(step)
    assert (walk.page.year, walk.part, walk.ring) == here


async def test_the_years_beside_are_read_before_anybody_goes_there(space, monkeypatch):
    """A step into next year, and the one after that, reads no entries while the key waits."""
    read = []
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for year in (2027, 2028):
            await counted(pilot)
            while wheel(pilot)._read_around != (year - 1, space.store.token):
                await pilot.pause(REST / 4)
            await pilot.app.workers.wait_for_complete()
            with monkeypatch.context() as patch:
                patch.setattr(Workspace, "_entries", lambda *given: read.append(given) or ())
                await pilot.press("pagedown")
            assert wheel(pilot).walk.page.year == year
            assert wheel(pilot).walk.page.entries
            assert read == []
