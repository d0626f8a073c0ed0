"""Zooming: a term, a month or a week all around the wheel, with what was chosen still chosen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import a_space
from tests.tui.conftest import TODAY, messages, shown, wheel
from vcycle.model.core import Activity, Area
from vcycle.model.period import Years
from vcycle.model.schedule import Dates
from vcycle.services.stretch import ZOOMS, stretch_at
from vcycle.services.wheel_page import OTHER
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.month_list import Look, panel
from vcycle.tui.walk import Walk
from vcycle.wheel import DARK, Selection

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
    """Year, term, month, week and back: always the same entry in the same ring, in the part where it lies."""
    walk = Walk(still)
    chosen, ring = walk.chosen, walk.page.rings[walk.ring]
    seen = [walk.page.label]
    for step in (1, 1, 1, 1, -1, -1, -1, -1):
        walk.by_zoom(step)
        seen.append(walk.page.label)
        assert walk.chosen == chosen
        assert walk.page.rings[walk.ring] == ring
        assert chosen.due in walk.page.parts[walk.part]
    inwards = ["2026", "vårterminen 2026", "mars 2026", "v. 10, 2–8 mars 2026"]
    assert seen == [*inwards, inwards[-1], *reversed(inwards[:-1]), "2026"]


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from((-1, 1))), max_size=8), st.integers(1, 3))
def test_zooming_keeps_what_is_chosen_wherever_one_is(still, steps, levels):
    """From anywhere, zooming in and out again ends on the same entry in the same ring, which every zoom shows."""
    walk = Walk(still)
    for name, step in steps:
        getattr(walk, name)(step)
    ring, chosen = walk.page.rings[walk.ring], walk.chosen
    for step in (1, -1):
        for _ in range(levels):
            walk.by_zoom(step)
            assert walk.page.rings[walk.ring] == ring
            assert chosen is None or walk.chosen == chosen


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


def test_steps_in_a_week_are_days(still):
    """After Sunday comes the Monday of the next week; a page on is the same day of it."""
    walk = Walk(still)
    for _ in range(3):
        walk.by_zoom(1)
    assert labels(walk, "by_part", 3) == [
        "v. 10, 2–8 mars 2026 07/03",
        "v. 10, 2–8 mars 2026 08/03",
        "v. 11, 9–15 mars 2026 09/03",
    ]
    assert labels(walk, "by_page", 2, -1) == ["v. 10, 2–8 mars 2026 02/03", "v. 9, 23 februari – 1 mars 2026 23/02"]
    walk.to_today()
    assert walk.page.parts[walk.part].start == TODAY


def test_a_week_over_new_year_belongs_to_both(tmp_path):
    """In week 53 lie entries of both years, each in its ring, and zooming out leads to the month and year of each."""
    records = (
        Area(name="Politik", ring="Politik", id="politik"),
        Activity(title="Bokslut", schedule=Dates(days=("2026-12-30",)), areas=("politik",)),
        Activity(title="Nyårsmöte", schedule=Dates(days=("2027-01-02",))),
    )
    walk = Walk(a_space(tmp_path / "a", *records, today=date(2026, 12, 28)))
    walk.by_zoom(1)
    walk.by_zoom(1)
    walk.by_zoom(1)
    assert walk.page.label == "v. 53, 28 december 2026 – 3 januari 2027"
    assert walk.page.rings == ("Politik", OTHER)
    week = walk.page.period
    for title, labels in (
        ("Bokslut", ["december 2026", "höstterminen 2026", "2026"]),
        ("Nyårsmöte", ["januari 2027", "vårterminen 2027", "2027"]),
    ):
        walk.visit(next(e for e in walk.space.entries(week) if e.title == title))
        for label in labels:
            walk.by_zoom(-1)
            assert (walk.page.label, walk.chosen.title) == (label, title)
        for _ in range(3):
            walk.by_zoom(1)
        assert (walk.page.zoom, walk.chosen.title) == ("week", title)


def test_a_week_over_the_edge_of_a_term_leads_to_the_term_of_the_day(still):
    """From the Tuesday of week 27 one comes out in the spring term, from its Wednesday in the autumn term."""
    for day, label in ((date(2026, 6, 30), "vårterminen 2026"), (date(2026, 7, 1), "höstterminen 2026")):
        walk = Walk(still)
        walk._open(stretch_at(still.years, "week", day))
        walk.part, walk.key = walk.page.part_of(day), None
        walk.by_zoom(-1)
        walk.by_zoom(-1)
        assert walk.page.label == label


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


@pytest.mark.parametrize("zoom", [1, 2, 3])
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


async def test_a_week_shows_its_days_with_times_and_places(space):
    """The days of the week around the wheel, its entries beside it, and days and weeks to step by."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("+", "+", "+")
        text = shown(pilot)
        assert text.startswith(" v. 10, 2–8 mars 2026 ")
        assert all(day in text for day in ("mån 2", " tis", "ons 4", "tors 5", "fre 6", "lör ", "sön 8"))
        assert "▸fre   6 ▌→ Initiativ" in text
        assert "18:00, Stadshuset" in text
        assert "ons   4  ◂ i dag" in text
        assert "←→ dag" in text
        await pilot.press("left", "m")
        assert "▸tors  5  inget planerat" in shown(pilot)
        assert messages(pilot)[-1].startswith("Inget i ringen Vår politik den här dagen.")
        await pilot.press("question_mark")
        assert "förra och nästa dag" in shown(pilot)
        assert "förra och nästa vecka" in shown(pilot)
        await pilot.press("escape", "pagedown")
        text = shown(pilot)
        assert "tis  10 ▌Styrelsemöte" in text
        assert "▌18:30, Folkets hus" in text
        await pilot.click("#panel", offset=(12, 8))  # the line of time and place stands for its entry
        assert wheel(pilot).walk.chosen.title == "Styrelsemöte"
        await pilot.press("-", "-", "-")
        assert shown(pilot).startswith(" 2026 ")
        assert wheel(pilot).walk.chosen.title == "Styrelsemöte"


async def test_an_empty_week_says_so(tmp_path):
    """Where nothing is planned in a whole week that is said, and the chosen day is still seen."""
    space = a_space(tmp_path / "a", Activity(title="Möte", schedule=Dates(days=("2026-03-20",))), today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("+", "+", "+", "home", "pagedown", "right")
        text = shown(pilot)
        assert text.startswith(" v. 11, 9–15 mars 2026 ")
        assert "  inget planerat i veckan\n" in text
        assert "▸tors 12  inget planerat\n" in text


def test_the_chosen_day_of_a_full_week_is_seen(tmp_path):
    """Where a week holds more than there is room for, the chosen day is there, and no place without what is there."""
    many = (Activity(title=f"Möte {n}", place="Torget", schedule=Dates(days=("2026-03-02",))) for n in range(40))
    walk = Walk(a_space(tmp_path / "a", *many, today=TODAY))
    for _ in range(3):
        walk.by_zoom(1)

    def shown(part: int, key: str | None = None, width: int = 29) -> list[str]:
        lines = panel(walk.page, Selection(part, 0, key), Look(width, 12, DARK))
        return [line.text.plain.rstrip() for line in lines]

    assert shown(6)[-1] == "▸sön   8  inget planerat"
    assert shown(0)[2] == "v. 10  2–8 mars  … 35 till"
    assert shown(0, width=20)[2] == "v. 10  2…  … 35 till"
    for entry in walk.page.entries:
        lines = shown(0, entry.id)
        assert "▌Möte" in lines[3]
        assert any(line.endswith(f"▌{entry.title}") for line in lines)


@pytest.mark.parametrize("size", [(20, 5), (44, 24), (80, 24), (200, 60)])
async def test_zoomed_every_size_works(space, size):
    """Walking about in an empty week and an empty term crashes nowhere."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await pilot.press("+", "+", "+", "pageup", "left", "down", "tab", "enter", "escape", "m", "escape", "home")
        await pilot.press("-", "-")
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
