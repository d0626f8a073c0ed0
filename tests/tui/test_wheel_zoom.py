"""Zooming: a term or a month all around the wheel, with what was chosen still chosen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import a_space
from tests.tui.conftest import TODAY, shown, wheel
from vcycle.model.core import Activity
from vcycle.model.period import Years
from vcycle.model.schedule import Dates
from vcycle.services.stretch import ZOOMS
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.walk import Walk

STEPS = ("by_part", "by_ring", "by_entry", "by_page", "by_zoom")


@pytest.fixture(scope="session")
def still(demo_folder) -> Workspace:
    """The filled example, only read."""
    return open_workspace(demo_folder, today=TODAY)


def labels(walk: Walk, step: str, times: int, direction: int = 1) -> list[str]:
    """Where the walk is after each of some equal steps: what is shown, and the part in it."""
    seen = []
    for _ in range(times):
        getattr(walk, step)(direction)
        seen.append(f"{walk.page.label} {walk.page.parts[walk.part].start:%d/%m}")
    return seen


def test_zooming_in_and_out_keeps_what_is_chosen(still):
    """Year, term, month and back: always the same entry in the same ring, in the part where it lies."""
    walk = Walk(still)
    chosen, ring = walk.chosen, walk.page.rings[walk.ring]
    seen = [walk.page.label]
    for step in (1, 1, 1, -1, -1, -1):
        walk.by_zoom(step)
        seen.append(walk.page.label)
        assert walk.chosen == chosen
        assert walk.page.rings[walk.ring] == ring
        assert chosen.due in walk.page.parts[walk.part]
    assert seen == ["2026", "vårterminen 2026", "mars 2026", "mars 2026", "vårterminen 2026", "2026", "2026"]


def test_steps_lead_over_the_edge_of_a_term(still):
    """After June comes July of the autumn term, before January comes December of the autumn before."""
    walk = Walk(still)
    walk.by_zoom(1)
    assert labels(walk, "by_part", 4)[-2:] == ["vårterminen 2026 01/06", "höstterminen 2026 01/07"]
    assert labels(walk, "by_part", 7, -1)[-1] == "höstterminen 2025 01/12"


def test_steps_lead_over_the_edge_of_a_month(still):
    """In a month the steps are weeks, cut at the month's ends, and the next month follows."""
    walk = Walk(still)
    walk.by_zoom(1)
    walk.by_zoom(1)
    assert labels(walk, "by_part", 5) == [
        "mars 2026 09/03",
        "mars 2026 16/03",
        "mars 2026 23/03",
        "mars 2026 30/03",
        "april 2026 01/04",
    ]


def test_pages_are_of_what_is_shown(still):
    """A page on is the next year in a year, the next term in a term, the next month in a month, and back again."""
    walk = Walk(still)
    assert labels(walk, "by_page", 1) == ["2027 01/03"]
    assert labels(walk, "by_page", 1, -1) == ["2026 01/03"]
    walk.by_zoom(1)
    assert labels(walk, "by_page", 2) == ["höstterminen 2026 01/09", "vårterminen 2027 01/03"]
    walk.to_today()
    walk.by_zoom(1)
    assert labels(walk, "by_page", 2) == ["april 2026 06/04", "maj 2026 04/05"]
    assert labels(walk, "by_page", 2, -1) == ["april 2026 06/04", "mars 2026 02/03"]


@pytest.mark.parametrize("zoom", [1, 2])
def test_tab_meets_the_same_entries_zoomed_in(still, zoom):
    """From the first entry of March on, steps by entry meet what they meet in the whole year, in the same order."""

    def met(walk: Walk) -> list[str]:
        walk.to_ring(walk.page.part_of(date(2026, 3, 1)), 0)
        walk.key = None
        found = []
        while not found or walk.chosen.due < date(2026, 12, 1):
            walk.by_entry(1)
            found.append((walk.chosen.due, walk.chosen.id))
        return [key for _, key in sorted(found[:-1])]

    whole, near = Walk(still), Walk(still)
    for _ in range(zoom):
        near.by_zoom(1)
    seen = met(near)
    assert len(set(seen)) > 40
    assert set(seen) == set(met(whole))


def test_between_the_terms_zoom_goes_on_to_the_month(tmp_path):
    """In July, when no term is on, the year leads to the month and the month back to the year."""
    own = Years(terms={"vår": ("01-15", "06-10"), "höst": ("08-20", "12-15")})
    space = a_space(
        tmp_path / "a",
        Activity(title="Sommarläger", schedule=Dates(days=("2026-07-08",))),
        years=own,
        today=date(2026, 3, 4),
    )
    walk = Walk(space)
    walk.by_entry(1)
    walk.by_zoom(1)
    assert (walk.page.label, walk.chosen.title) == ("juli 2026", "Sommarläger")
    walk.by_zoom(-1)
    assert (walk.page.label, walk.chosen.title) == ("2026", "Sommarläger")
    walk.by_zoom(1)
    walk.to_today()
    assert (walk.page.label, walk.key) == ("mars 2026", None)


def test_tab_finds_the_next_entry_many_months_on(tmp_path):
    """Zoomed to a month, a step by entry passes over what is empty; where nothing comes it stays."""
    two = (Activity(title=f"Möte {day}", schedule=Dates(days=(day,))) for day in ("2026-03-06", "2027-02-11"))
    walk = Walk(a_space(tmp_path / "gles", *two, today=date(2026, 3, 4)))
    walk.by_zoom(1)
    walk.by_zoom(1)
    walk.by_entry(1)
    assert (walk.page.label, walk.chosen.title) == ("februari 2027", "Möte 2027-02-11")
    walk.by_entry(1)
    assert (walk.page.label, walk.chosen.title) == ("februari 2027", "Möte 2027-02-11")


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from((-1, 1))), max_size=14))
def test_wherever_you_walk_the_mark_is_where_you_are(still, steps):
    """After any steps, zoomed or not, part and ring exist, what is marked lies in both, and the wheel can be drawn."""
    walk = Walk(still)
    for name, step in steps:
        getattr(walk, name)(step)
        assert walk.page.zoom in ZOOMS
        assert 0 <= walk.part < len(walk.page.parts)
        assert 0 <= walk.ring < len(walk.page.rings)
        if walk.chosen is not None:
            assert walk.chosen in walk.page.in_part(walk.part)
            assert walk.page.ring_of(walk.chosen) == walk.ring
    year = walk.page.wheel()
    assert year.segments[0].first == 0
    assert year.segments[-1].last == year.days - 1
    assert [part.days for part in walk.page.parts] == [s.last - s.first + 1 for s in year.segments]


async def test_keys_zoom_and_the_screen_says_so(space):
    """Plus and minus: the heading, the list, the wheel's own names and the key line follow."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("+")
        text = shown(pilot)
        assert text.startswith(" vårterminen 2026 ")
        assert " jun " in text
        assert " jul " not in text
        await pilot.press("+")
        text = shown(pilot)
        assert text.startswith(" mars 2026 ")
        assert "v. 10  2–8 mars" in text
        assert "v.12" in text
        assert "←→ vecka" in text
        await pilot.press("right")
        assert "v. 11  9–15 mars" in shown(pilot)
        await pilot.press("question_mark")
        assert "förra och nästa vecka" in shown(pilot)
        assert "förra och nästa månad" in shown(pilot)
        assert "till i dag" in shown(pilot)
        await pilot.press("escape", "pagedown", "pagedown")
        assert shown(pilot).startswith(" maj 2026 ")
        await pilot.press("home", "-", "-")
        text = shown(pilot)
        assert text.startswith(" 2026 ")
        assert "←→ månad" in text
        assert wheel(pilot).walk.page.zoom == "year"


@pytest.mark.parametrize("size", [(20, 5), (44, 24), (80, 24), (200, 60)])
async def test_zoomed_every_size_works(space, size):
    """Walking about in an empty month and an empty year crashes nowhere."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await pilot.press("+", "+", "pageup", "left", "down", "tab", "enter", "escape", "m", "escape", "home", "-")
        await pilot.press("pagedown", "right", "u")
        assert wheel(pilot).walk.page.zoom == "term"


async def test_the_mouse_wheel_steps(space):
    """Turned over the year wheel, the mouse's wheel goes to the next month and back."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        view = wheel(pilot).view
        from textual import events

        for kind, part in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 4), (events.MouseScrollUp, 3)):
            view.post_message(kind(view, 20, 10, 0, 1, 0, False, False, False))
            await pilot.pause()
            assert wheel(pilot).walk.part == part
