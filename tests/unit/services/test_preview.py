"""What a preview of a chain of 60 says is what saving does, by the short way or by comparing the whole year."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.spaces import a_space, put
from vcycle.errors import InputError
from vcycle.model.core import Activity, Change, Role
from vcycle.model.period import Period
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving, preview
from vcycle.services.findings import findings

ALWAYS = Period(date(2024, 1, 1), date(2029, 12, 31))
ANCHOR = Activity(id="a", title="Kongress", series="kongress", schedule=Dates(days=("2026-06-11/2026-06-13",)))
LEVELS = ("local", "district", "national")


def chain():
    """60 dependants: before and after, on others of them, hard and soft, with stops of three levels and an order."""
    for n in range(20):
        level, stop = (LEVELS[n % 3], f"stopp {n // 6}") if n < 12 else (None, "")
        before = Offset(("kongress",), before=f"{(2 - n % 3) * 5 + 20 + n // 3}d", weekend="before", hard=n % 2 == 0)
        yield Activity(id=f"b{n}", title=f"Före {n}", series=f"b{n}", schedule=before, level=level, stop=stop)
        after = Offset(("kongress",), after=f"{n + 1}d")
        yield Activity(id=f"c{n}", title=f"Efter {n}", series=f"c{n}", schedule=after, responsible=f"r{n % 3}")
        above = Offset((f"b{n}",), before="1m", hard=n % 3 == 0)
        yield Activity(id=f"d{n}", title=f"Innan {n}", schedule=above, follows=(f"d{n - 1}",) if n in (13, 14) else ())


ROLES = [Role(id=f"r{n}", name=f"Roll {n}") for n in range(3)]


@pytest.fixture(scope="module", params=[{}, {"almanac": "vcycle_almanac"}], ids=["alone", "with a plugin"])
def shared(request, tmp_path_factory):
    return a_space(tmp_path_factory.mktemp("p") / "x", ANCHOR, *chain(), *ROLES, plugins=request.param)


def entries(space):
    return {entry.id: entry for entry in space.entries(ALWAYS)}


_ids = st.one_of(
    st.just("a.1"), st.integers(0, 19).map("b{}.a.1".format), st.integers(0, 19).map(lambda n: f"d{n}.b{n}.a.1")
)
_days = st.dates(date(2025, 9, 1), date(2027, 6, 1))
_acts = st.lists(st.tuples(_ids, st.sampled_from(("move", "move", "done", "cancel")), _days), min_size=1, max_size=4)


def act(space, id_, kind, day):
    entry = space.entry(id_)
    try:
        if kind == "move":
            return moving.move(space, entry, day)
        return moving.done(space, entry, women=2) if kind == "done" else moving.cancel(space, entry, "regn")
    except InputError:
        return None


@given(_acts)
@settings(max_examples=25)  # each saves and takes back several steps on disk
def test_a_preview_is_what_saving_does(shared, acts):
    """The consequences are the difference between all entries before and after; applied and undone all is as it was."""
    start, lines = entries(shared), len(list(shared.store.history()))
    records = shared.store.find(Change)
    try:
        for id_, kind, day in acts:
            if (step := act(shared, id_, kind, day)) is None:
                continue
            before = entries(shared)
            moving.save(shared, step, force=True)
            after = entries(shared)
            different = {i: (before.get(i), after.get(i)) for i in {*before, *after} if before.get(i) != after.get(i)}
            assert {c.entry.id: (c.before, c.after) for c in step.consequences} == different
    finally:
        for _line in range(len(list(shared.store.history())) - lines):
            shared.store.undo()
    assert (entries(shared), shared.store.find(Change)) == (start, records)


def test_the_short_way_is_taken(shared, monkeypatch):
    """Moving an anchor with 60 dependants, or one of them, computes no whole year."""
    monkeypatch.setattr(type(shared), "entries_with", lambda *_: pytest.fail("the whole year was worked out"))
    step = moving.move(shared, shared.entry("a.1"), date(2026, 6, 25))
    assert len(step.consequences) == 61
    assert step.notify == ("Roll 0", "Roll 1", "Roll 2")
    assert moving.move(shared, shared.entry("b3.a.1"), date(2026, 4, 1)).consequences


def test_whom_to_tell_and_what_lies_in_the_past(shared):
    """Each step's own role is told once; what would come to lie in the past says how far."""
    step = moving.move(shared, shared.entry("a.1"), date(2026, 3, 20))
    past = {c.entry.id for c in step.consequences if "bakåt i tiden" in c.note}
    assert past == {c.entry.id for c in step.consequences if c.after.start < shared.today}
    assert len(past) > 20
    hard = [c for c in step.consequences if c.entry.id in past and c.entry.hard]
    assert len(hard) == len(step.breaks) > 5
    assert all(c.breaks.startswith(f"{c.entry.title}: sista dag blir {c.after.start}, för ") for c in hard)
    with pytest.raises(InputError):
        moving.save(shared, step)
    back = moving.move(shared, shared.entry("a.1"), date(2026, 2, 1))  # it has been already: nothing is too late
    assert back.breaks == ()


def test_a_stop_moved_past_its_upper_one_is_refused(tmp_path):
    """A local stop is not moved past the district's of the same kind unless forced; then the findings name it."""
    space = a_space(tmp_path / "x", ANCHOR, *chain())
    local, district = space.entry("b0.a.1"), space.entry("b1.a.1")
    assert local.start < district.start
    late = district.start + timedelta(1)
    step = moving.move(space, local, late)
    assert step.breaks == (f"Före 0: sista dag är {local.start}, inte {late}",)
    soft = moving.move(space, space.entry("b3.a.1"), late + timedelta(30))
    assert "”stopp 0” går lokalt före" in soft.breaks[0]
    with pytest.raises(InputError):
        moving.save(space, soft)
    assert not [f for f in findings(space) if f.level == "error"]
    moving.save(space, soft, force=True)
    wrong = [f for f in findings(space) if f.level == "error"]
    assert wrong
    assert all("Före 3" in f.message and "”stopp 0” går lokalt före" in f.message for f in wrong)
    earlier = moving.move(space, space.entry("d14.b14.a.1"), date(2026, 3, 5))
    assert earlier.breaks == ()
    assert earlier.consequences[0].note.endswith("som det ska följa på")


def test_a_changed_record_is_compared_whole(tmp_path, monkeypatch):
    """What changes more than when something is, such as its series, is compared over the whole year."""
    space = a_space(tmp_path / "x", ANCHOR, *chain())
    anchor = space.entry("a.1")
    other = replace(space.store.get(Activity, "a"), series="annat")
    seen = preview.preview(space, (other,), anchor, ALWAYS)
    before = entries(space)
    put(space, other)
    after = entries(space)
    assert {(d.before or d.after).id for d in seen.different} == {
        id_ for id_ in {*before, *after} if before.get(id_) != after.get(id_)
    }
    assert len(seen.different) == 61
