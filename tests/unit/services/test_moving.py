"""One entry moved, cancelled or held: the preview is what saving does, and undo takes all of it back."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.spaces import FIRST_TUESDAY, LAST_THURSDAY, TODAY, YEAR, a_space, put
from vcycle.errors import InputError
from vcycle.model.core import Activity, Role
from vcycle.model.period import Period
from vcycle.model.schedule import Dates, Offset, Recur, Window, Yearly
from vcycle.services import moving
from vcycle.services.explain import explain
from vcycle.services.workspace import check_day
from vcycle_almanac import Day

ALWAYS = Period(date(2020, 1, 1), date(2036, 12, 31))
BOARD = Activity(
    id="m", title="Styrelsemöte", series="mote", schedule=LAST_THURSDAY, start_time=time(18, 30), end_time=time(20)
)
ANNUAL = Activity(id="a", title="Årsmöte", series="arsmote", schedule=Dates(days=("2026-04-11",)), responsible="r")
CALL = Activity(id="k", title="Kallelse", series="kallelse", schedule=Offset(("arsmote",), before="2w", hard=True))
PRINT = Activity(id="t", title="Tryck", schedule=Offset(("kallelse",), before="3d"))
STUDY = Activity(id="w", title="Studiedag", series="studier", schedule=Window(start="09-01", end="10-31"))
ROOM = Activity(id="b", title="Boka sal", schedule=Offset(("studier",), before="1m", hard=True))
FAIR = Day(id="f", title="Marknad", first=date(2026, 9, 4), last=date(2026, 9, 6))
TABLE = Activity(id="s", title="Boka bord", schedule=Offset(("almanac.day.first",), before="1m", hard=True))
EVERYTHING = (BOARD, ANNUAL, CALL, PRINT, STUDY, ROOM, Role(id="r", name="Ordförande"), FAIR, TABLE)
ALMANAC = {"almanac": "vcycle_almanac"}


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", *EVERYTHING, plugins=ALMANAC)


@pytest.fixture(scope="module")
def shared_space(tmp_path_factory):
    return a_space(tmp_path_factory.mktemp("shared") / "x", *EVERYTHING, plugins=ALMANAC)


def _at(space, id_):
    entry = space.entry(id_)
    assert entry is not None
    return entry


def _do(space, make, id_, *words, force=True, **more):
    return moving.save(space, make(space, _at(space, id_), *words, **more), force=force)[0]


def _by_id(space):
    return {entry.id: entry for entry in space.entries(ALWAYS)}


_ids = st.sampled_from(
    ("m.2026-03", "m.2026-12", "a.1", "k.a.1", "t.k.a.1", "w.2026", "b.w.2026", "f.first", "s.f.first")
)
_days = st.dates(date(2025, 6, 1), date(2028, 6, 1))
_steps = st.lists(st.tuples(_ids, st.sampled_from(("move", "move", "cancel", "done")), _days), min_size=1, max_size=4)


def _made(space, id_, kind, day):
    entry = _at(space, id_)
    try:
        if kind == "move":
            return moving.move(space, entry, day)
        return moving.cancel(space, entry, "regn") if kind == "cancel" else moving.done(space, entry, women=3)
    except InputError:
        return None


@given(_steps)
@settings(max_examples=60)  # each saves and takes back several steps on disk
def test_preview_is_what_saving_does(shared_space, steps):
    """The consequences of a step are the difference between all entries before and after it; undo takes it back."""
    space = shared_space
    start, lines = _by_id(space), len(list(space.store.history()))
    try:
        for id_, kind, day in steps:
            if (step := _made(space, id_, kind, day)) is not None:
                _save_as_shown(space, step)
    finally:
        for _line in range(len(list(space.store.history())) - lines):
            space.store.undo()
    assert _by_id(space) == start


def _save_as_shown(space, step):
    before = _by_id(space)
    moving.save(space, step, force=True)
    after = _by_id(space)
    different = {i: (before.get(i), after.get(i)) for i in {*before, *after} if before.get(i) != after.get(i)}
    assert {c.entry.id: (c.before, c.after) for c in step.consequences} == different
    first = step.consequences[0].entry.id if step.consequences else None
    assert first is None or step.records[0].id in (first, first.partition(".")[0])


def test_identity_outlives_move_and_rule(space):
    """A moved occurrence keeps its id and UID, also after its activity was given another rule, and the move is kept."""
    before = _at(space, "m.2026-03")
    _do(space, moving.move, before.id, date(2026, 3, 30))
    put(space, _edited(space, "m", schedule=FIRST_TUESDAY))
    after = _at(space, before.id)
    assert (after.uid, after.start, after.was) == (before.uid, date(2026, 3, 30), date(2026, 3, 3))
    assert after.state == "moved"


def _edited(space, id_, **news):
    return replace(space.store.get(Activity, id_), **news)


def test_one_off_edited_keeps_its_move(space):
    """A one-off date that was moved and then edited keeps the move and the UID."""
    uid = _at(space, "a.1").uid
    _do(space, moving.move, "a.1", date(2026, 4, 18))
    put(space, _edited(space, "a", schedule=Dates(days=("2025-11-02",))))
    entry = _at(space, "a.1")
    assert (entry.start, entry.was, entry.uid) == (date(2026, 4, 18), date(2025, 11, 2), uid)


def test_moving_back_is_planned_again(space):
    """What is moved back to its own day is as planned."""
    _do(space, moving.move, "m.2026-03", date(2026, 3, 30))
    _do(space, moving.move, "m.2026-03", date(2026, 3, 26))
    assert (_at(space, "m.2026-03").state, _at(space, "m.2026-03").was) == ("planned", None)


def test_moving_twice_remembers_the_rule(space):
    """A second move still knows the day that the rule gives."""
    _do(space, moving.move, "m.2026-03", date(2026, 3, 30))
    change = _do(space, moving.move, "m.2026-03", date(2027, 3, 31))
    assert change.was == date(2026, 3, 26)
    assert _at(space, "m.2026-03").was == date(2026, 3, 26)


def test_window_gets_its_day(space):
    """Moving what is undated sets its day, and what hangs on it gets its own; both are planned."""
    step = moving.move(space, _at(space, "w.2026"), date(2026, 10, 3))
    assert [(c.entry.id, c.after.start, c.after.state) for c in step.consequences] == [
        ("w.2026", date(2026, 10, 3), "planned"),
        ("b.w.2026", date(2026, 9, 3), "planned"),
    ]
    moving.save(space, step)
    again = _do(space, moving.move, "w.2026", date(2026, 9, 5))
    assert again.was is None
    assert _at(space, "w.2026").state == "planned"


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), "planned"),
        (("move",), "moved"),
        (("cancel",), "cancelled"),
        (("done",), "held"),
        (("move", "done"), "held"),
        (("move", "cancel"), "cancelled"),
        (("cancel", "move"), "moved"),
        (("done", "move"), "held"),
    ],
)
def test_states(space, steps, state):
    """The state says the last thing that happened: what was cancelled is on again on its new day, held stays held."""
    for kind in steps:
        step = _made(space, "m.2026-03", kind, date(2026, 3, 30))
        assert step is not None
        moving.save(space, step)
    assert _at(space, "m.2026-03").state == state


def test_cancelled_cannot_be_held_nor_held_be_cancelled(space):
    """What did not happen cannot be ticked off, and what happened cannot be cancelled; nothing is saved."""
    _do(space, moving.cancel, "m.2026-03", "snö")
    with pytest.raises(InputError, match="är inställt"):
        moving.done(space, _at(space, "m.2026-03"))
    _do(space, moving.done, "m.2026-01")
    with pytest.raises(InputError, match="redan genomfört"):
        moving.cancel(space, _at(space, "m.2026-01"), "snö")


def test_moved_again_forgets_the_reason(space):
    """A new day for what was cancelled takes the reason away too."""
    _do(space, moving.cancel, "m.2026-03", "snö")
    assert _at(space, "m.2026-03").reason == "snö"
    _do(space, moving.move, "m.2026-03", date(2026, 3, 30))
    assert _at(space, "m.2026-03").reason == ""


def test_done_fixes_the_day(space):
    """What was held stays where it was held when its anchor moves, or its rule; an undated one was held today."""
    _do(space, moving.done, "k.a.1", women=2, men=1, note="utskickad")
    _do(space, moving.move, "a.1", date(2026, 5, 30))
    assert (_at(space, "k.a.1").start, _at(space, "k.a.1").state) == (date(2026, 3, 28), "held")
    change = _do(space, moving.done, "w.2026")
    assert (change.day, _at(space, "w.2026").start) == (TODAY, TODAY)


def test_step_of_something_cancelled_cannot_be_moved_on_its_own(space):
    """A step that is cancelled with what it hangs on stays so whatever its day; that is said, and nothing is saved."""
    _do(space, moving.cancel, "a.1", "snö")
    with pytest.raises(InputError, match="hänger på ”Årsmöte”, som är inställt") as refused:
        moving.move(space, _at(space, "k.a.1"), date(2026, 3, 20))
    assert "Flytta det i stället" in refused.value.hint
    _do(space, moving.move, "a.1", date(2026, 4, 18))
    assert _at(space, "k.a.1").state == "planned"


def test_moved_step_is_pinned(space):
    """What hangs on something and is moved by hand stays there when its anchor moves."""
    _do(space, moving.move, "k.a.1", date(2026, 3, 20))
    _do(space, moving.move, "a.1", date(2026, 4, 18))
    entry = _at(space, "k.a.1")
    assert (entry.start, entry.pinned, entry.was) == (date(2026, 3, 20), True, date(2026, 4, 4))
    assert _at(space, "t.k.a.1").start == date(2026, 3, 17)


def test_hard_day_is_refused_without_force(space):
    """Moving a hard day later is refused with a sentence and exit code 3; earlier is fine, and force goes through."""
    later = moving.move(space, _at(space, "k.a.1"), date(2026, 3, 29))
    assert later.breaks == ("Kallelse: sista dag är 2026-03-28, inte 2026-03-29",)
    with pytest.raises(InputError) as refused:
        moving.save(space, later)
    assert refused.value.exit_code == 3
    assert refused.value.problems == later.breaks
    assert _at(space, "k.a.1").start == date(2026, 3, 28)
    _do(space, moving.move, "k.a.1", date(2026, 3, 27), force=False)
    _do(space, moving.move, "k.a.1", date(2026, 3, 29), force=True)
    assert _at(space, "k.a.1").start == date(2026, 3, 29)


def test_anchor_that_leaves_a_pinned_hard_day_behind(space):
    """An anchor moved so early that a pinned hard step comes too late breaks it; a step cancelled breaks nothing."""
    _do(space, moving.move, "k.a.1", date(2026, 3, 20))
    step = moving.move(space, _at(space, "a.1"), date(2026, 4, 2))
    assert step.breaks == ("Kallelse: sista dag är 2026-03-19, inte 2026-03-20",)
    with pytest.raises(InputError):
        moving.save(space, step)
    _do(space, moving.cancel, "k.a.1", "behövs inte")
    assert moving.move(space, _at(space, "a.1"), date(2026, 4, 2)).breaks == ()


def test_pinned_hard_step_years_away_is_still_broken(space):
    """A hard step that was moved years away still hangs on its anchor when that is moved."""
    _do(space, moving.move, "k.a.1", date(2031, 3, 20))
    step = moving.move(space, _at(space, "a.1"), date(2026, 4, 2))
    assert step.breaks == ("Kallelse: sista dag är 2026-03-19, inte 2031-03-20",)


def test_what_was_broken_already_is_not_said_again(space):
    """A step that does not touch a broken hard day can be saved without force."""
    _do(space, moving.move, "k.a.1", date(2026, 3, 30))
    _do(space, moving.done, "k.a.1", force=False)
    assert _at(space, "k.a.1").state == "held"


def test_done_step_is_judged_by_the_day_it_was_done(space):
    """What was done before its new last day breaks nothing, and stays where it was; what was done after it does."""
    _do(space, moving.done, "k.a.1", on=date(2026, 3, 20))
    assert moving.move(space, _at(space, "a.1"), date(2026, 4, 3)).breaks == ()
    broken = ("Kallelse: sista dag är 2026-03-19, men gjordes 2026-03-20",)
    assert moving.move(space, _at(space, "a.1"), date(2026, 4, 2)).breaks == broken
    _do(space, moving.move, "a.1", date(2026, 4, 3), force=False)
    entry = _at(space, "k.a.1")
    assert (entry.start, entry.done_on, entry.state) == (date(2026, 3, 28), date(2026, 3, 20), "held")
    assert "Ligger kvar lördag 28 mars 2026, som gällde när det gjordes; nu ger regeln fredag 20 mars 2026." in explain(
        space, entry
    )


def test_late_step_can_be_ticked_off(space):
    """A hard step that was moved and then done after its last day is ticked off without force."""
    _do(space, moving.move, "k.a.1", date(2026, 3, 20))
    assert moving.done(space, _at(space, "k.a.1"), date(2026, 4, 1)).breaks == ()


def test_hard_step_of_an_undated_anchor(space):
    """A hard step put after the last day that its undated anchor allows is refused; inside the window it is not."""
    entry = _at(space, "b.w.2026")
    assert entry.window == (date(2026, 8, 1), date(2026, 9, 30))
    assert moving.move(space, entry, date(2026, 9, 30)).breaks == ()
    too_late = moving.move(space, entry, date(2026, 10, 1))
    assert too_late.breaks == ("Boka sal: sista dag är 2026-09-30, inte 2026-10-01",)


def test_notify_and_note(space):
    """A step names each responsible role once, and says how far back in time something comes to lie."""
    step = moving.move(space, _at(space, "a.1"), date(2026, 3, 10))
    assert step.notify == ("Ordförande",)
    notes = {c.entry.id: c.note for c in step.consequences}
    assert notes["a.1"] == ""
    assert notes["k.a.1"] == "ligger då 5 dagar bakåt i tiden"
    assert all(c.is_move for c in step.consequences)


def test_nothing_changes(space):
    """Moving something to the day it has is no change of anything."""
    assert moving.move(space, _at(space, "m.2026-03"), date(2026, 3, 26)).consequences == ()


def test_new_time_keeps_the_length(space):
    """A new start alone keeps how long it takes, also past midnight; a new end is what was said."""
    _do(space, moving.move, "m.2026-03", date(2026, 3, 26), starts=time(23))
    entry = _at(space, "m.2026-03")
    assert (entry.start_time, entry.end_time) == (time(23), time(0, 30))
    assert (entry.ends_at - entry.starts_at).total_seconds() == 90 * 60
    _do(space, moving.move, "m.2026-03", date(2026, 3, 27), starts=time(17), ends=time(19))
    assert (_at(space, "m.2026-03").start_time, _at(space, "m.2026-03").end_time) == (time(17), time(19))


def test_time_of_what_had_none(space):
    """What lasted all day gets a start and no end."""
    _do(space, moving.move, "a.1", date(2026, 4, 11), starts=time(13))
    assert (_at(space, "a.1").start_time, _at(space, "a.1").end_time) == (time(13), None)


@pytest.mark.parametrize("day", [date.min, date.max, date(1899, 12, 31), date(9001, 1, 1)])
def test_days_at_the_end_of_the_calendar(space, day):
    """Days where no year around them exists are refused with a sentence."""
    with pytest.raises(InputError, match="utanför de år"):
        moving.move(space, _at(space, "a.1"), day)
    with pytest.raises(InputError, match="utanför de år"):
        check_day(day)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9000, 12, 31)])
def test_days_just_inside(space, day):
    """The first and last day that are counted with work like any other, with all that hangs on them."""
    _do(space, moving.move, "a.1", day)
    assert _at(space, "a.1").start == day
    assert abs((_at(space, "k.a.1").start - day).days) == 14


def test_fixed_day_moves_its_celebration_that_year(space):
    """A fixed day such as 8 mars is moved in one year and stays in the next."""
    put(space, Activity(id="q", title="8 mars", schedule=Yearly(day="03-08")))
    _do(space, moving.move, "q.2026", date(2026, 3, 7))
    assert _at(space, "q.2026").start == date(2026, 3, 7)
    assert _at(space, "q.2027").start == date(2027, 3, 8)


def test_one_step_is_one_line_of_history(space):
    """A move with all that follows is one line of history, and one undo takes it all back."""
    before = space.entries(YEAR)
    lines = len(list(space.store.history()))
    _do(space, moving.move, "a.1", date(2026, 5, 9))
    history = list(space.store.history())
    assert len(history) == lines + 1
    assert history[0].label == "Flyttade Årsmöte till 2026-05-09"
    space.store.undo()
    assert space.entries(YEAR) == before


def test_label_of_a_hostile_title(space):
    """Control characters of a title are visible signs in what history says."""
    put(space, Activity(id="h", title="\x1b[2J\u202eMöte", schedule=Recur(rule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1")))
    step = moving.move(space, _at(space, "h.2026"), date(2026, 5, 2))
    assert not {"\x1b", "\u202e"} & set(step.label)
