"""What a preview says of a new day: what else lies at the same hours, red days, and what is marked held too early."""

from datetime import date, time

import pytest

from tests.spaces import LAST_THURSDAY, a_space
from vcycle.model.core import Activity
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving
from vcycle.services.move_remarks import ahead

BOARD = Activity(
    id="m", title="Styrelsemöte", series="mote", schedule=LAST_THURSDAY, start_time=time(18, 30), end_time=time(20)
)
AGENDA = Activity(id="d", title="Dagordning", schedule=Offset(("mote",), before="1w"))
MEMBERS = Activity(
    id="k", title="Medlemsmöte", schedule=Dates(days=("2026-04-08",)), start_time=time(18), end_time=time(20)
)
LATE = Activity(id="f", title="Film", schedule=Dates(days=("2026-04-08",)), start_time=time(20), end_time=time(22))
ALL_DAY = Activity(id="h", title="Temadag", schedule=Dates(days=("2026-04-08",)))


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", BOARD, AGENDA, MEMBERS, LATE, ALL_DAY)


def _notes(step):
    return [consequence.note for consequence in step.consequences]


def test_what_lies_at_the_same_hours_is_named(space):
    """Only what overlaps, with when it begins; what ends as it begins, and what has no hours, is in nobody's way."""
    entry = space.entry("m.2026-04")
    assert _notes(moving.move(space, entry, date(2026, 4, 8))) == ["krockar med Medlemsmöte kl 18.00", ""]
    both = moving.move(space, entry, date(2026, 4, 8), time(19, 30), time(21))
    assert both.consequences[0].note == "krockar med Medlemsmöte kl 18.00 och Film kl 20.00"
    assert moving.move(space, entry, date(2026, 4, 8), time(16), time(18)).consequences[0].note == ""
    assert _notes(moving.move(space, entry, date(2026, 4, 9))) == ["", "skärtorsdagen"]


def test_a_collision_with_another_of_its_own_kind_is_one(space):
    """Two meetings of a series on one evening collide."""
    step = moving.move(space, space.entry("m.2026-04"), date(2026, 5, 28))
    assert step.consequences[0].note == "krockar med Styrelsemöte kl 18.30"


def test_red_days_and_eves_are_named_also_for_what_follows(space):
    """The meeting's own day and those of what hangs on it."""
    step = moving.move(space, space.entry("m.2026-04"), date(2026, 4, 30))
    assert step.consequences == ()
    step = moving.move(space, space.entry("m.2026-04"), date(2026, 5, 8))
    assert _notes(step) == ["", "första maj"]
    assert _notes(moving.move(space, space.entry("m.2026-12"), date(2026, 12, 24)))[0] == "julafton"


def test_what_is_cancelled_collides_with_nothing(space):
    """Nothing is said of a day on which nothing will be."""
    moving.save(space, moving.cancel(space, space.entry("k.1"), "Sjukdom"))
    step = moving.move(space, space.entry("m.2026-04"), date(2026, 4, 8))
    assert _notes(step) == ["", ""]
    assert _notes(moving.cancel(space, space.entry("m.2026-12"), "Jul")) == ["", ""]


def test_what_is_held_before_its_day_is_remarked_on(space):
    """A mark on a meeting months ahead is more often a slip than not; on one that has been it says nothing."""
    assert _notes(moving.done(space, space.entry("m.2026-06")))[0] == "ligger 4 månader framåt"
    assert _notes(moving.done(space, space.entry("m.2026-02")))[0] == ""
    assert _notes(moving.done(space, space.entry("d.m.2026-04"))) == [""]


def test_others_are_counted(space):
    """How many move beside what was moved."""
    assert moving.move(space, space.entry("m.2026-04"), date(2026, 4, 9)).others == 1
    assert moving.move(space, space.entry("m.2026-04"), date(2026, 4, 30)).others == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 1), ""), (date(2026, 2, 1), ""), (date(2026, 3, 2), "ligger 1 dag framåt"),
        (date(2026, 3, 14), "ligger 13 dagar framåt"), (date(2026, 3, 15), "ligger 2 veckor framåt"),
        (date(2026, 4, 30), "ligger 2 månader framåt"), (date(2027, 3, 1), "ligger 12 månader framåt"),
    ],
)  # fmt: skip
def test_how_far_ahead_is_said_as_people_do(day, said):
    """Days, then weeks, then months."""
    assert ahead(day, date(2026, 3, 1)) == said
