"""A year as the wheel shows it: months without gaps, at most five rings, each dated entry one arc."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import LAST_THURSDAY, a_space
from vcycle.model.core import Activity, Area
from vcycle.model.derived import Entry
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Window, Yearly
from vcycle.services import moving
from vcycle.services.demo import make_demo
from vcycle.services.wheel_page import MOST_RINGS, OTHER, WheelPage, wheel_page
from vcycle.wheel import LIGHT


def _page(years=None, year=2026, entries=(), rings=("A",), today=date(2026, 3, 1)):
    years = years or Years()
    return WheelPage(year, years.label(year), years.year(year), today, rings, tuple(entries))


_years = st.builds(
    Years,
    start=st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("{:%m-%d}".format),
    starts=st.dictionaries(st.integers(2020, 2030), st.integers(0, 364), max_size=3).map(
        lambda d: {y: date(y, 1, 1) + timedelta(days=n) for y, n in d.items()}
    ),
)


@given(_years, st.integers(2019, 2031))
def test_months_cover_the_year(years, year):
    """The months follow each other without gap or overlap from the year's first day to its last."""
    page = _page(years, year)
    assert page.months[0].start == page.period.start
    assert page.months[-1].end == page.period.end
    assert all(b.start - a.end == timedelta(days=1) for a, b in zip(page.months, page.months[1:], strict=False))
    assert all(m.start.month == m.end.month and m.start <= m.end for m in page.months)
    segments = page.wheel().segments
    assert [(s.first, s.last) for s in segments] == [
        ((m.start - page.period.start).days, (m.end - page.period.start).days) for m in page.months
    ]


@given(_years, st.integers(2019, 2031), st.dates(date(2018, 1, 1), date(2033, 1, 1)))
def test_month_of_a_day(years, year, day):
    """A day of the year lies in its month; one outside belongs to the first or the last."""
    page = _page(years, year)
    month = page.month_of(day)
    if day in page.period:
        assert day in page.months[month]
    else:
        assert month == (0 if day < page.period.start else len(page.months) - 1)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 6, 15), date(2026, 12, 31), date(2028, 2, 29)])
@pytest.mark.parametrize("plan", ["solna-2020", "ostergotland-2017"])
def test_every_dated_entry_is_one_arc(tmp_path, today, plan):
    """In the demo, every dated entry is an arc in exactly one ring, and every entry is listed in exactly one month."""
    space = make_demo(tmp_path / "x", plan, today=today)
    page = wheel_page(space, space.years.year_of(today))
    wheel = page.wheel()
    keys = sorted(arc.key for track in wheel.tracks for arc in track.arcs)
    assert keys == sorted(e.id for e in page.entries if e.start is not None)
    listed = sorted(e.id for month in range(len(page.months)) for e in page.in_month(month))
    assert listed == sorted(e.id for e in page.entries)
    assert len(wheel.tracks) == len(page.rings) <= MOST_RINGS
    assert wheel.today == (today - page.period.start).days
    assert wheel.days == page.period.days


def _in_rings(tmp_path, plan, **more):
    areas = [Area(id=f"o{n}", name=f"Område {n}", ring=ring, position=n) for n, ring in enumerate(plan)]
    activities = [
        Activity(id=f"a{n}", title=f"Sak {n}", areas=(f"o{n}",), schedule=Yearly(day=f"{n + 1:02}-10"))
        for n in range(len(plan))
    ]
    return wheel_page(a_space(tmp_path / "x", *areas, *activities, **more), 2026)


def test_rings_of_the_plan_in_its_order(tmp_path):
    """Rings are those of the plan's areas, in their order, each once; no ring for others when there are none."""
    page = _in_rings(tmp_path, ["Ut", "In", "Ut", "Möten"])
    assert page.rings == ("Ut", "In", "Möten")
    assert [page.ring_of(e) for e in page.entries] == [0, 1, 0, 2]


def test_strays_share_a_ring(tmp_path):
    """What has no ring, or a ring beyond the fifth, shares one; five rings that hold everything stay five."""
    assert _in_rings(tmp_path / "a", ["Ut", ""]).rings == ("Ut", OTHER)
    assert _in_rings(tmp_path / "b", list("ABCDE")).rings == tuple("ABCDE")
    page = _in_rings(tmp_path / "c", list("ABCDEF"))
    assert page.rings == (*"ABCD", OTHER)
    assert [page.ring_of(e) for e in page.entries] == [0, 1, 2, 3, 4, 4]
    page = _in_rings(tmp_path / "d", [*"ABCDE", ""])
    assert page.rings == (*"ABCD", OTHER)
    assert [page.ring_of(e) for e in page.entries] == [0, 1, 2, 3, 4, 4]


def test_strays_lie_in_the_ring_that_is_called_so(tmp_path):
    """When the plan has a ring for what is left, strays lie there, wherever in the order it is."""
    page = _in_rings(tmp_path, [OTHER, "Ut", ""])
    assert page.rings == (OTHER, "Ut")
    assert [page.ring_of(e) for e in page.entries] == [0, 1, 0]


def test_settings_go_before_the_plan(tmp_path):
    """Rings of the settings are the wheel's, also the empty ones; an empty workspace has one."""
    page = _in_rings(tmp_path / "a", ["Ut", "In"], rings={"Mitt": ("Område 0",), "Tom": ()})
    assert page.rings == ("Mitt", "Tom", OTHER)
    assert [page.ring_of(e) for e in page.entries] == [0, 2]
    assert wheel_page(a_space(tmp_path / "b"), 2026).rings == (OTHER,)


def test_arcs_say_what_happened(tmp_path):
    """An arc has the days of its entry, is past when it has ended, and faint when it is cancelled."""
    space = a_space(
        tmp_path / "x",
        Activity(id="a", title="Kurs", schedule=Dates(days=("2026-02-27/2026-03-01",))),
        Activity(id="b", title="Möte", schedule=Dates(days=("2026-02-28",))),
        Activity(id="c", title="Fest", schedule=Dates(days=("2026-12-30/2027-01-02",))),
    )
    moving.save(space, moving.cancel(space, space.entry("b.1"), "snö"))
    (track,) = wheel_page(space, 2026).wheel().tracks
    shown = {arc.key: (arc.first, arc.last, arc.past, arc.faint) for arc in track.arcs}
    assert shown == {"a.1": (57, 59, False, False), "b.1": (58, 58, True, True), "c.1": (363, 366, False, False)}


def test_undated_has_no_arc_but_a_month(tmp_path):
    """What has no day is listed under the month in which its window ends, and is no arc."""
    space = a_space(
        tmp_path / "x",
        Activity(id="w", title="Studiedag", schedule=Window(start="02-01", end="05-15")),
        Activity(id="n", title="Nyår", schedule=Window(start="11-01", end="01-31")),
        Activity(id="m", title="Möte", schedule=LAST_THURSDAY),
    )
    page = wheel_page(space, 2026)
    assert [e.id for e in page.in_month(4)] == ["w.2026", "m.2026-05"]
    assert [e.id for e in page.in_month(11)] == ["m.2026-12", "n.2026"]
    assert len([arc for track in page.wheel().tracks for arc in track.arcs]) == 12


def test_what_began_before_the_year(tmp_path):
    """What began before the year is listed in its first month."""
    entry = Entry(record="a", slot="1", title="A", start=date(2025, 12, 30), end=date(2026, 1, 2))
    page = _page(entries=[entry])
    assert page.in_month(0) == [entry]


def test_today_only_in_its_own_year():
    """Today is marked in its own year, with week and day in the middle, and in no other."""
    here = _page().wheel(LIGHT)
    assert (here.today, here.core) == (59, ("v. 9", "1 mar"))
    other = _page(year=2027).wheel(LIGHT)
    assert (other.today, other.core) == (None, ())
    assert _page(Years(start="03-25"), 2026).wheel().title == "2026/27"
