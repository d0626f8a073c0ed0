"""The year: every occurrence in exactly one place, wherever it was moved and however its rule was changed since."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import FIRST_TUESDAY, LAST_THURSDAY, YEAR, change_of, one, short_periods, sources, worlds
from vcycle.model.core import Activity, Area, Change, Role
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Months, Offset, Recur, Window, Yearly
from vcycle.services.year import Sources, entries_of, order, where

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
NEXT = Period(date(2027, 1, 1), date(2027, 12, 31))


def _meeting(schedule=LAST_THURSDAY, **more):
    return Activity(id="m", title="Möte", series="mote", schedule=schedule, **more)


def _months(period):
    first = period.start
    while first <= period.end:
        after = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield Period(first, min(after - timedelta(days=1), period.end))
        first = after


@given(worlds(), short_periods)
def test_period_is_union_of_months(world, period):
    """The entries of a period are those of its months, the same in every field: no month hides or changes anything."""
    whole = entries_of(world, period)
    parts = {entry for month in _months(period) for entry in entries_of(world, month)}
    assert set(whole) == parts
    assert len({entry.id for entry in whole}) == len(whole)
    assert whole == sorted(whole, key=order)


@given(worlds(), short_periods)
def test_where_holds_the_entry(world, period):
    """Every entry lies in the period that its id leads to."""
    for entry in entries_of(world, period):
        place = where(world, entry.id)
        assert place is not None
        assert entry in entries_of(world, place)


@given(worlds(), short_periods)
def test_entries_are_sound(world, period):
    """An entry has days or a window, ends no earlier than it begins, and is undated exactly when it has no day."""
    for entry in entries_of(world, period):
        assert (entry.start is None) == (entry.end is None)
        assert entry.start is not None or entry.window is not None
        assert entry.start is None or entry.start <= entry.end
        assert entry.state != "undated" or entry.start is None
        assert entry.start is not None or entry.state in ("undated", "cancelled")


@given(worlds(), short_periods)
def test_held_never_moves(world, period):
    """What was held stays on its day, whatever happens to the rule or to what it hangs on."""
    for entry in entries_of(world, period):
        change = world.changes.get(entry.id)
        if change is not None and change.held:
            assert (entry.state, entry.start) == ("held", change.day)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 11, 30), date(2027, 2, 10), date(2024, 5, 5)])
def test_moved_is_listed_where_it_went(day):
    """What was moved out of a period is listed where it went, with the same UID, and nowhere else."""
    before = one(entries_of(sources(_meeting()), MARCH), "m.2026-03")
    world = sources(_meeting(), changes=[change_of(before, day=day, was=before.start)])
    after = one(entries_of(world, Period(day, day)), "m.2026-03")
    assert (after.start, after.state, after.was, after.uid) == (day, "moved", before.start, before.uid)
    assert all(entry.id != "m.2026-03" for entry in entries_of(world, MARCH))


@pytest.mark.parametrize(
    ("schedule", "slot", "edited"),
    [
        (LAST_THURSDAY, "2026-03", FIRST_TUESDAY),
        (Yearly(day="11-15"), "2026", Yearly(day="03-08")),
        (Yearly(day="03-08"), "2026", Yearly(day="11-15")),
        (Dates(days=("2026-05-01",)), "1", Dates(days=("2024-12-01",))),
        (Window(start="09-01", end="10-31"), "2026", Window(start="03-01", end="03-31")),
        (Recur(rule="FREQ=WEEKLY;BYDAY=TU"), "2026-W12", Recur(rule="FREQ=WEEKLY;BYDAY=MO")),
    ],
)
@pytest.mark.parametrize("day", [date(2026, 6, 9), date(2027, 1, 10), date(2025, 2, 3)])
def test_slot_outlives_the_rule(schedule, slot, edited, day):
    """A move is kept, with the UID, when the rule is edited, also when it went to another year."""
    first = one(entries_of(sources(_meeting(schedule)), Period(date(2026, 1, 1), date(2026, 12, 31))), f"m.{slot}")
    world = sources(_meeting(edited), changes=[change_of(first, day=day, was=first.start)])
    (found,) = [e for e in entries_of(world, Period(day, day)) if e.id == first.id]
    assert (found.start, found.uid) == (day, first.uid)


def test_anchor_moved_between_years_takes_what_hangs_on_it():
    """What hangs on something that was moved to another year is listed in that year, and only there."""
    call = Activity(id="k", title="Kallelse", schedule=Offset(("mote",), before="2w"))
    moved = Change(id="m.2026-12", record="m", slot="2026-12", day=date(2027, 1, 14), was=date(2026, 12, 31))
    world = sources(_meeting(), call, changes=[moved])
    assert one(entries_of(world, Period(date(2026, 12, 31), date(2026, 12, 31))), "k.m.2026-12").start == date(
        2026, 12, 31
    )
    moved_far = Change(id="m.2026-12", record="m", slot="2026-12", day=date(2028, 1, 20), was=date(2026, 12, 31))
    world = sources(_meeting(), call, changes=[moved_far])
    assert one(entries_of(world, Period(date(2028, 1, 1), date(2028, 1, 31))), "k.m.2026-12").start == date(2028, 1, 6)
    assert all(entry.id != "k.m.2026-12" for entry in entries_of(world, Period(date(2026, 1, 1), date(2027, 12, 31))))


def test_pinned_step_keeps_its_anchor_far_away():
    """A step that was moved years away from what it hangs on still hangs on it."""
    step = Activity(id="k", title="Protokoll", schedule=Offset(("mote",), after="2w", hard=True))
    pinned = Change(
        id="k.m.2026-03", record="k", slot="m.2026-03", day=date(2029, 5, 2), was=date(2026, 4, 9), pinned=True
    )
    entry = one(entries_of(sources(_meeting(), step, changes=[pinned]), Period(date(2029, 5, 2), date(2029, 5, 2))),
                "k.m.2026-03")  # fmt: skip
    assert (entry.anchor, entry.was, entry.hard) == ("m.2026-03", date(2026, 4, 9), True)


def test_year_limits_to_one_activity_year():
    """An activity of one year has no occurrence outside that activity year, also when it crosses New Year."""
    years = Years(start="03-25")
    world = sources(_meeting(year=2026), years=years)
    days = [e.start for e in entries_of(world, Period(date(2025, 1, 1), date(2028, 12, 31)))]
    assert days[0] == date(2026, 3, 26)
    assert days[-1] == date(2027, 2, 25)
    assert len(days) == 12


@given(st.dates(date(2025, 1, 1), date(2029, 12, 31)), st.sampled_from(("01-01", "03-25", "07-01")))
def test_year_law(day, start):
    """A daily activity of one year takes place exactly on the days of that activity year."""
    years = Years(start=start)
    world = sources(_meeting(Recur(rule="FREQ=DAILY"), year=2027), years=years)
    assert bool(entries_of(world, Period(day, day))) == (day in years.year(2027))


def test_nothing_before_the_first_year_but_dates():
    """Rules give nothing before the first year the workspace knows; days that carry their own year are shown."""
    once = Activity(id="d", title="Jubileum", schedule=Dates(days=("2019-05-04",)))
    world = sources(_meeting(), Activity(id="y", title="8 mars", schedule=Yearly(day="03-08")), once)
    early = entries_of(world, Period(date(2010, 1, 1), date(2025, 12, 31)))
    assert [(e.id, e.start) for e in early] == [("d.1", date(2019, 5, 4))]


def test_one_off_only_in_its_own_year():
    """A one-off date is never carried over to the next year."""
    world = sources(Activity(id="d", title="Jubileum", schedule=Dates(days=("2026-05-04",))))
    assert [e.start for e in entries_of(world, Period(date(2026, 1, 1), date(2036, 12, 31)))] == [date(2026, 5, 4)]


def test_span_keeps_its_length():
    """A span that is moved is as long as before, and is found by any of its days."""
    course = Activity(id="c", title="Kurs", schedule=Dates(days=("2026-09-29/2026-10-01",)))
    moved = Change(id="c.1", record="c", slot="1", day=date(2027, 12, 30), was=date(2026, 9, 29))
    world = sources(course, changes=[moved])
    for day in (date(2027, 12, 30), date(2028, 1, 1)):
        entry = one(entries_of(world, Period(day, day)), "c.1")
        assert (entry.start, entry.end) == (date(2027, 12, 30), date(2028, 1, 1))
    assert entries_of(world, Period(date(2028, 1, 2), date(2028, 2, 1))) == []


def test_end_never_before_start():
    """A last day before the first, written into the file by hand, is not believed."""
    wrong = Change(id="m.2026-03", record="m", slot="2026-03", day=date(2026, 3, 20), last_day=date(2026, 3, 2))
    entry = one(entries_of(sources(_meeting(), changes=[wrong]), MARCH), "m.2026-03")
    assert (entry.start, entry.end) == (date(2026, 3, 20), date(2026, 3, 20))


def test_times_follow_the_change():
    """A change with a time replaces both times; one without leaves those of the activity."""
    meeting = _meeting(start_time=time(22), end_time=time(1))
    entry = one(entries_of(sources(meeting), MARCH), "m.2026-03")
    assert entry.ends_at - entry.starts_at == timedelta(hours=3)
    later = change_of(entry, start_time=time(18), end_time=time(20))
    moved = one(entries_of(sources(meeting, changes=[later]), MARCH), "m.2026-03")
    assert (moved.start_time, moved.end_time, moved.state) == (time(18), time(20), "planned")


@pytest.mark.parametrize(
    "schedule",
    [
        Recur(rule="FREQ=MONTHLY;INTERVAL=0"),
        Recur(rule="nonsens"),
        Yearly(day="13-45"),
        Dates(days=("i morgon",)),
        Window(start="09-01", end="2026-10-01"),
        Window(name="när som helst"),
        Months(months=(13,)),
        Offset(("mote",), before="7x"),
        Offset(("mote",), after="999y"),
    ],
)
def test_impossible_schedule_loses_nothing_else(schedule):
    """A schedule that cannot be worked out gives no entries, and takes none of the others with it."""
    world = sources(_meeting(), Activity(id="x", title="Fel", schedule=schedule))
    assert [e.id for e in entries_of(world, MARCH)] == ["m.2026-03"]
    held = Change(id="x.2026", record="x", slot="2026", day=date(2026, 3, 3), was=date(2026, 3, 3), held=True)
    assert [e.id for e in entries_of(sources(*world.activities.values(), changes=[held]), MARCH)] == [
        "x.2026",
        "m.2026-03",
    ]


def test_held_orphan_is_still_shown():
    """What was held is shown, held, on its day, when its rule no longer gives it."""
    held = Change(
        id="m.2026-03", record="m", slot="2026-03", day=date(2026, 3, 26), was=date(2026, 3, 26), held=True, women=4
    )
    world = sources(_meeting(Yearly(day="11-15")), changes=[held])
    entry = one(entries_of(world, MARCH), "m.2026-03")
    assert (entry.state, entry.start, entry.title) == ("held", date(2026, 3, 26), "Möte")


def test_orphan_keeps_what_it_hung_on():
    """A step that was held keeps the name of what it hung on when that is gone."""
    step = Activity(id="k", title="Kallelse", schedule=Offset(("mote",), before="2w", hard=True))
    held = Change(id="k.m.2026-03", record="k", slot="m.2026-03", day=date(2026, 3, 12), held=True)
    entry = one(entries_of(sources(_meeting(Yearly(day="11-15")), step, changes=[held]), MARCH), "k.m.2026-03")
    assert (entry.anchor, entry.hard, entry.state) == ("m.2026-03", True, "held")


def test_base_takes_area_ring_and_role():
    """An entry carries the area, ring and role of its activity; the settings' ring goes before the plan's."""
    meeting = _meeting(areas=("gone", "e"), responsible="r", place="Lokalen", tags=("öppet",))
    area, role = Area(id="e", name="Ekonomi", ring="Inåt"), Role(id="r", name="Kassör")
    world = Sources({"m": meeting}, {}, Years(first=2026), {"e": area}, {"r": role})
    entry = one(entries_of(world, MARCH), "m.2026-03")
    assert (entry.area, entry.ring, entry.responsible, entry.place) == ("Ekonomi", "Inåt", "Kassör", "Lokalen")
    world = Sources({"m": meeting}, {}, Years(first=2026), {"e": area}, {"r": role}, {"Ekonomi": "Pengar"})
    assert one(entries_of(world, MARCH), "m.2026-03").ring == "Pengar"


def test_undated_is_listed_while_its_window_is_open():
    """What has no day is listed, undated, in every period that its window touches, under the window's last day."""
    world = sources(_meeting(Window(start="09-01", end="10-31")))
    entry = one(entries_of(world, Period(date(2026, 10, 1), date(2026, 10, 2))), "m.2026")
    assert (entry.state, entry.due, entry.window) == (
        "undated",
        date(2026, 10, 31),
        (date(2026, 9, 1), date(2026, 10, 31)),
    )
    assert entries_of(world, MARCH) == []
    assert len(entries_of(world, YEAR)) == 1
    assert len(entries_of(world, NEXT)) == 1
