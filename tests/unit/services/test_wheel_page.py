"""A year as the wheel shows it: rings, months, and where each entry is drawn."""

from __future__ import annotations

from datetime import date

from tests.spaces import a_space
from vcycle.model.core import Activity, Area
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Window
from vcycle.services.wheel_page import OTHER, wheel_page


def dated(title, day):
    return Activity(title=title, schedule=Dates(days=(day,)))


def test_a_broken_year_has_the_parts_of_its_months(tmp_path):
    """A year from 25 March has thirteen parts of months that cover it, and every day lies in one of them."""
    space = a_space(tmp_path / "a", years=Years(start="03-25", first=2017), today=date(2017, 10, 1))
    page = wheel_page(space, 2017)
    assert len(page.months) == 13
    assert (page.months[0].start, page.months[-1].end) == (date(2017, 3, 25), date(2018, 3, 24))
    assert sum(month.days for month in page.months) == page.period.days
    assert page.part_of(date(2018, 3, 24)) == 12
    assert page.part_of(date(2030, 1, 1)) == 12


def test_what_has_no_day_stands_faintly_where_it_must_have_happened(tmp_path):
    """An entry with only a window is drawn at the window's last day, weaker than one with a day."""
    space = a_space(
        tmp_path / "a",
        Activity(title="Kassörens rapport", schedule=Window(start="04-01", end="04-30")),
        dated("Möte", "2026-05-02"),
    )
    page = wheel_page(space, 2026)
    [track] = page.wheel().tracks
    assert [(arc.first, arc.last, arc.faint) for arc in track.arcs] == [(119, 119, True), (121, 121, False)]


def test_what_belongs_to_no_ring_shares_one(tmp_path):
    """Beside the rings of the plan there is one for the rest, only when something lies there."""
    area = Area(name="Politik", ring="Politik")
    space = a_space(tmp_path / "a", area)
    assert wheel_page(space, 2026).rings == ("Politik",)
    with space.store.transaction("Prov") as transaction:
        transaction.put(dated("Löst möte", "2026-05-02"))
    page = wheel_page(space, 2026)
    assert page.rings == ("Politik", OTHER)
    assert page.ring_of(page.entries[0]) == 1


def test_an_empty_association_has_no_disc_of_nothing(tmp_path):
    """Without rings and entries the wheel is its months alone, but there is still a ring to stand on."""
    page = wheel_page(a_space(tmp_path / "a"), 2026)
    assert page.wheel().tracks == ()
    assert page.rings == (OTHER,)
