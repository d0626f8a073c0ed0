"""What hangs on a series follows it: through chains, filters, windows and cancellations, unless pinned or held."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given

from tests.spaces import LAST_THURSDAY, YEAR, a_space, change_of, one, short_periods, sources, worlds
from vcycle.model.core import Activity, Change
from vcycle.model.derived import Entry
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Offset, Window, Yearly
from vcycle.rules.offsets import derived_day
from vcycle.services import moving
from vcycle.services.hanging import anchors_first, circular, reach
from vcycle.services.year import entries_of

DAY = date(2026, 4, 11)
MEETING = Activity(id="m", title="Årsmöte", series="arsmote", schedule=Dates(days=(str(DAY),)))
CALL = Activity(id="k", title="Kallelse", series="kallelse", schedule=Offset(("arsmote",), before="2w", hard=True))
REMINDER = Activity(id="p", title="Påminnelse", series="paminn", schedule=Offset(("kallelse",), after="3d"))
LAST = Activity(id="t", title="Tack", schedule=Offset(("paminn",), after="1m"))


def _step(id_, *series, **more):
    return Activity(id=id_, title=id_, series=f"s-{id_}", schedule=Offset(series, **more))


def _entries(*activities, changes=()):
    return entries_of(sources(*activities, changes=changes), YEAR)


@pytest.mark.parametrize("order", list(permutations((MEETING, CALL, REMINDER, LAST))))
def test_chain_in_any_order(order):
    """A chain is worked out from its anchor on, in whatever order the activities were written."""
    entries = _entries(*order)
    assert one(entries, "k.m.1").start == date(2026, 3, 28)
    assert one(entries, "p.k.m.1").start == date(2026, 3, 31)
    assert one(entries, "t.p.k.m.1").start == date(2026, 4, 30)


def test_chain_follows_a_move():
    """When the anchor moves, all that hangs on it moves, through every step."""
    moved = Change(id="m.1", record="m", slot="1", day=date(2026, 5, 9), was=DAY)
    entries = _entries(MEETING, CALL, REMINDER, LAST, changes=[moved])
    assert one(entries, "k.m.1").start == date(2026, 4, 25)
    assert one(entries, "t.p.k.m.1").start == date(2026, 5, 28)


def test_pinned_stays_and_what_hangs_on_it_too():
    """A step that was pinned stays when its anchor moves, and what hangs on the step stays with it."""
    pinned = Change(id="k.m.1", record="k", slot="m.1", day=date(2026, 3, 20), was=date(2026, 3, 28), pinned=True)
    moved = Change(id="m.1", record="m", slot="1", day=date(2026, 5, 9), was=DAY)
    entries = _entries(MEETING, CALL, REMINDER, changes=[pinned, moved])
    call = one(entries, "k.m.1")
    assert (call.start, call.was, call.pinned) == (date(2026, 3, 20), date(2026, 4, 25), True)
    assert one(entries, "p.k.m.1").start == date(2026, 3, 23)


def test_cancelled_with_the_anchor():
    """Cancelling the anchor cancels the chain, each with a reason, also what was moved by hand; what was held stays."""
    cancelled = Change(id="m.1", record="m", slot="1", cancelled=True, reason="snö")
    entries = _entries(MEETING, CALL, REMINDER, changes=[cancelled])
    call = one(entries, "k.m.1")
    assert (call.state, call.reason, call.start) == ("cancelled", "Årsmöte är inställt", date(2026, 3, 28))
    assert one(entries, "p.k.m.1").state == "cancelled"
    held = Change(id="k.m.1", record="k", slot="m.1", day=date(2026, 3, 28), was=date(2026, 3, 28), held=True)
    assert one(_entries(MEETING, CALL, changes=[cancelled, held]), "k.m.1").state == "held"
    pinned = Change(id="k.m.1", record="k", slot="m.1", day=date(2026, 3, 20), was=date(2026, 3, 28), pinned=True)
    assert one(_entries(MEETING, CALL, changes=[cancelled, pinned]), "k.m.1").state == "cancelled"


def test_cancelled_step_with_a_note_keeps_its_reason():
    """A change that says nothing about the day leaves a step cancelled with its anchor."""
    cancelled = Change(id="m.1", record="m", slot="1", cancelled=True, reason="snö")
    noted = Change(id="k.m.1", record="k", slot="m.1", note="tryckt")
    entry = one(_entries(MEETING, CALL, changes=[cancelled, noted]), "k.m.1")
    assert (entry.state, entry.reason) == ("cancelled", "Årsmöte är inställt")


def test_undated_anchor_gives_a_window():
    """While the anchor has only a window, its steps have one too; with a day they get their days."""
    meeting = Activity(id="m", title="Årsmöte", series="arsmote", schedule=Window(start="02-01", end="03-31"))
    entries = _entries(meeting, CALL, REMINDER)
    assert one(entries, "k.m.2026").window == (date(2026, 1, 18), date(2026, 3, 17))
    assert one(entries, "p.k.m.2026").window == (date(2026, 1, 21), date(2026, 3, 20))
    assert one(entries, "p.k.m.2026").state == "undated"
    placed = Change(id="m.2026", record="m", slot="2026", day=date(2026, 3, 14))
    entry = one(_entries(meeting, CALL, changes=[placed]), "k.m.2026")
    assert (entry.start, entry.window, entry.state) == (date(2026, 2, 28), None, "planned")


def test_filters():
    """`only` keeps anchors with one of the tags, `without` leaves out anchors with one of them."""
    plain = Activity(id="a", title="A", series="mote", schedule=Yearly(day="03-01"))
    extra = Activity(id="b", title="B", series="mote", schedule=Yearly(day="04-01"), tags=("extra", "digitalt"))
    steps = (_step("o", "mote", only=("extra", "öppet")), _step("w", "mote", without=("extra",)))
    ids = {e.id for e in _entries(plain, extra, *steps)}
    assert {i for i in ids if i[0] in "ow"} == {"o.b.2026", "w.a.2026"}


def test_together_takes_the_place():
    """What happens together with something is at its place, unless it has its own; what comes before is not."""
    meeting = Activity(id="m", title="Möte", series="mote", schedule=LAST_THURSDAY, place="Lokalen")
    own = Activity(id="f", title="Fika", schedule=Offset(("mote",)), place="Köket")
    entries = _entries(meeting, _step("x", "mote"), _step("y", "mote", before="1d"), own)
    places = [one(entries, f"{id_}.m.2026-03").place for id_ in "xyf"]
    assert places == ["Lokalen", "", "Köket"]


def test_span_counts_before_its_first_and_after_its_last_day():
    """Before counts from the first day of a span, after from its last, together is its first."""
    course = Activity(id="m", title="Kurs", series="kurs", schedule=Dates(days=("2026-04-10/2026-04-12",)))
    entries = _entries(course, _step("b", "kurs", before="1d"), _step("a", "kurs", after="1d"), _step("t", "kurs"))
    days = [one(entries, f"{id_}.m.1").start for id_ in "bat"]
    assert days == [date(2026, 4, 9), date(2026, 4, 13), date(2026, 4, 10)]


def test_several_series_and_none_twice():
    """A step on several series hangs on each occurrence once, also when a series is named twice."""
    other = Activity(id="n", title="Kongress", series="kongress", schedule=Yearly(day="05-02"))
    step = _step("s", "arsmote", "kongress", "arsmote", after="1d")
    entries = _entries(MEETING, other, step, _step("u", "s-s", after="1d"))
    assert sorted(e.id for e in entries if e.id[0] in "su") == ["s.m.1", "s.n.2026", "u.s.m.1", "u.s.n.2026"]


def test_circles_give_nothing_and_are_named():
    """Activities in a circle give no entries and are named; all others are as without them."""
    a, b, itself = _step("a", "s-b"), _step("b", "s-a"), _step("c", "s-c")
    entries = _entries(MEETING, CALL, a, b, itself)
    assert [e.id for e in entries] == ["k.m.1", "m.1"]
    assert circular([CALL, a, b, itself]) == [a, b, itself]
    assert anchors_first([a, CALL, b]) == [CALL]
    assert reach([a, b]) == (0, 0)


def test_reach_is_the_longest_chain():
    """The reach is that of the longest chain, forward and back apart, and nothing for an amount nobody can read."""
    back, ahead = reach([CALL, REMINDER, _step("q", "arsmote", after="10d", weekend="after")])
    assert (back, ahead) == (15, 14)
    assert reach([REMINDER, CALL]) == (3, 14)
    assert reach([_step("x", "arsmote", before="nonsens")]) == (0, 0)


def test_on_entries_from_elsewhere():
    """Something can hang on an entry that a plugin or a marked date gave, and follows when that is moved."""
    given_entry = Entry(
        record="studies.circle", slot="start", title="Cirkel", start=DAY, end=DAY, series="studies.circle.start"
    )
    step = _step("s", "studies.circle.start", before="1w")
    assert one(entries_of(sources(step), YEAR, [given_entry]), "s.studies.circle.start").start == date(2026, 4, 4)
    moved = change_of(given_entry, day=date(2026, 6, 13), was=DAY)
    world = sources(step, changes=[moved])
    assert one(entries_of(world, YEAR, [given_entry]), "s.studies.circle.start").start == date(2026, 6, 6)


def test_far_offset():
    """Something years after its anchor is found in its own year."""
    step = _step("s", "arsmote", after="12y")
    period = Period(date(2038, 4, 1), date(2038, 4, 30))
    assert [e.start for e in entries_of(sources(MEETING, step), period)] == [date(2038, 4, 11)]


@given(worlds(), short_periods)
def test_follows_its_anchor(world, period):
    """Whatever hangs on a dated anchor lies where the arithmetic puts it, unless it was pinned or held."""
    wide = {e.id: e for e in entries_of(world, period.widened(6000))}
    for entry in entries_of(world, period):
        offset = world.activities[entry.record].schedule
        change = world.changes.get(entry.id)
        anchor = wide.get(entry.anchor)
        if anchor is None or not isinstance(offset, Offset) or (change is not None and change.day):
            continue
        if anchor.start is not None:
            assert entry.start == derived_day(anchor.start, anchor.end, offset)
        assert (anchor.state == "cancelled") <= (entry.state == "cancelled")


def test_a_step_of_one_year_hangs_on_that_year_only(tmp_path):
    """A step that holds for one activity year hangs on what falls due then, wherever that was moved."""
    meeting = Activity(id="m", title="Årsmöte", series="arsmote", schedule=Yearly(day="03-10"))
    once = Activity(id="o", title="Jubileum", schedule=Offset(("arsmote",), before="1w"), year=2027)
    space = a_space(tmp_path / "x", meeting, once, years=Years(first=2026))
    days = [e.start for year in (2026, 2027, 2028) for e in space.entries(space.years.year(year)) if e.record == "o"]
    assert days == [date(2027, 3, 3)]
    assert space.entry("o.m.2027") is not None
    moved = moving.move(space, space.entry("m.2027"), date(2028, 1, 5))
    assert {c.entry.id: c.entry.start for c in moved.consequences} == {
        "m.2027": date(2028, 1, 5),
        "o.m.2027": date(2027, 12, 29),
    }
