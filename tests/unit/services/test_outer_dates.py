"""Outer dates: taken in once with their history, moved with all that hangs on them, told of when a file has news."""

from datetime import date

import pytest

from tests.spaces import a_space
from vcycle.errors import InputError, NotFound
from vcycle.model.core import Activity, DateChange, Role
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving
from vcycle.services.explain import explain
from vcycle.services.findings import findings
from vcycle.services.outer_dates import add_date, added, history, move_date, move_entry

TODAY = date(2022, 3, 1)
NAME = "kandidatanmalan-2022"
FORMS = Activity(
    id="f", title="Förklaringar", schedule=Offset((NAME,), before="2w", weekend="before", hard=True), responsible="r"
)
RULES = """\
format = 1
name = "valmyndigheten"
title = "Valmyndigheten"

[[dates]]
key = "kandidatanmalan-2022"
title = "Anmäl kandidater"
schedule = "{}"
level = "national"
source = "https://val.se/{}"
checked = {}
"""


def rules(space, day="2022-04-08", source="1", checked="2021-08-30"):
    """The workspace's own file, as it was known on a day."""
    (space.folder / "rules").mkdir(exist_ok=True)
    (space.folder / "rules" / "valmyndigheten.toml").write_text(RULES.format(day, source, checked), "utf-8")


@pytest.fixture
def space(tmp_path):
    space = a_space(tmp_path / "x", FORMS, Role(id="r", name="Sekreterare"), today=TODAY, years=Years(first=2021))
    rules(space)
    return space


def test_taken_in_once(space):
    """The date becomes an activity with its source, in one step that is undone as one; again changes nothing."""
    records = add_date(space, NAME)
    (activity,) = [r for r in records if isinstance(r, Activity)]
    assert (activity.schedule, activity.series, activity.basis) == (Dates(("2022-04-08",)), NAME, "rule")
    assert add_date(space, NAME) == ()
    assert list(added(space)) == [NAME]
    assert space.entry(f"f.{activity.id}.1").start == date(2022, 3, 25)
    space.store.undo()
    assert (added(space), space.store.find(DateChange)) == ({}, [])


def test_shipped_dates_come_with_their_history(tmp_path):
    """What was moved before the workspace was made is history in it too; a role is made once."""
    space = a_space(tmp_path / "x", today=TODAY)
    (activity, *moves) = add_date(space, NAME)
    assert [(m.was, m.day, m.learnt) for m in moves] == [
        (date(2022, 4, 8), date(2022, 4, 22), date(2022, 3, 22)),
        (date(2022, 4, 22), date(2022, 4, 29), date(2022, 4, 27)),
    ]
    assert history(space, space.store.get(Activity, activity.id))[0].was == date(2022, 4, 8)
    add_date(space, "partistod")
    add_date(space, "intaktsredovisning")
    assert [role.name for role in space.store.find(Role)] == ["Kassören"]


def test_moved_with_all_that_hangs_on_it(space):
    """The preview is what saving does; the history has both moves; one undo takes back date and history."""
    add_date(space, NAME)
    (activity,) = added(space).values()
    before = space.entry(f"{activity.id}.1")
    step = move_date(space, NAME, date(2022, 4, 22), learnt=date(2022, 3, 22), source="https://val.se/2")
    assert [(c.before.start.day, c.after.start.day) for c in step.consequences] == [(8, 22), (25, 8)]
    assert step.notify == ("Sekreterare",)
    assert space.entry(before.id) == before
    moving.save(space, step)
    moving.save(space, move_date(space, NAME, date(2022, 4, 29), learnt=date(2022, 4, 27), source="https://val.se/3"))
    entry = space.entry(before.id)
    assert (entry.start, entry.uid, entry.state) == (date(2022, 4, 29), before.uid, "planned")
    assert space.entry(f"f.{before.id}").start == date(2022, 4, 14)  # the 15th is Good Friday
    told = [line for line in explain(space, entry) if line.startswith("Flyttat")]
    assert told == [
        "Flyttat från 2022-04-08 till 2022-04-22, känt 2022-03-22, https://val.se/2.",
        "Flyttat från 2022-04-22 till 2022-04-29, känt 2022-04-27, https://val.se/3.",
    ]
    assert (added(space)[NAME].source, added(space)[NAME].checked) == ("https://val.se/3", date(2022, 4, 27))
    space.store.undo()
    assert (space.entry(before.id).start, len(space.store.find(DateChange))) == (date(2022, 4, 22), 1)


def test_a_move_by_hand_gives_way(space):
    """Where somebody had moved the entry itself, the decided day counts, and the history tells where it was."""
    add_date(space, NAME)
    (activity,) = added(space).values()
    moving.save(space, moving.move(space, space.entry(f"{activity.id}.1"), date(2022, 4, 11)))
    moving.save(space, move_date(space, NAME, date(2022, 4, 22)))
    assert space.entry(f"{activity.id}.1").start == date(2022, 4, 22)
    assert history(space, activity)[0].was == date(2022, 4, 11)
    assert history(space, activity)[0].learnt == TODAY


def test_a_plain_move_keeps_the_history(space):
    """An outer date that is moved like anything else has it in its history; what is no such date is only moved."""
    add_date(space, NAME)
    (activity,) = added(space).values()
    moving.save(space, move_entry(space, space.entry(f"{activity.id}.1"), date(2022, 4, 22)))
    assert [(m.was, m.day, m.learnt) for m in history(space, activity)] == [
        (date(2022, 4, 8), date(2022, 4, 22), TODAY)
    ]
    step = move_entry(space, space.entry(f"f.{activity.id}.1"), date(2022, 4, 1))
    assert not [r for r in step.records if isinstance(r, DateChange)]
    add_date(space, "partistod")
    yearly = added(space)["partistod"]
    for day, count in ((date(2024, 1, 10), 0), (date(2023, 6, 15), 1)):
        moving.save(space, move_entry(space, space.entry(f"{yearly.id}.2023"), day))
        assert len(history(space, yearly)) == count


def test_history_goes_forward(space):
    """A move is not learnt of before an earlier move of the same day."""
    add_date(space, NAME)
    moving.save(space, move_date(space, NAME, date(2022, 4, 22), learnt=date(2022, 3, 22)))
    with pytest.raises(InputError, match="visste ni 2022-03-22, efter 2022-03-21"):
        move_date(space, NAME, date(2022, 4, 29), learnt=date(2022, 3, 21))
    assert move_date(space, NAME, date(2022, 4, 29), learnt=date(2022, 3, 22)).records


def test_a_day_of_every_year_moves_in_one_year(space):
    """A municipality that wants its report earlier one year moves that year alone."""
    add_date(space, "partistod")
    moving.save(space, move_date(space, "partistod", date(2023, 6, 15), source="kommunen"))
    activity = added(space)["partistod"]
    assert [space.entry(f"{activity.id}.{year}").start for year in (2022, 2023, 2024)] == [
        date(2022, 6, 30), date(2023, 6, 15), date(2024, 6, 30),
    ]  # fmt: skip
    assert [(m.was, m.day) for m in history(space, activity)] == [(date(2023, 6, 30), date(2023, 6, 15))]


@pytest.mark.parametrize(
    ("name", "day", "error", "words"),
    [
        ("partistod", date(2022, 6, 1), NotFound, "vcycle dates add partistod"),
        ("kandidatanmalan", date(2022, 6, 1), NotFound, "kandidatanmalan-2022"),
        (NAME, date(2022, 4, 8), InputError, "ligger redan"),
        (NAME, date(9999, 1, 1), InputError, "utanför de år"),
    ],
)
def test_what_cannot_be_moved(space, name, day, error, words):
    """What is not there, lies there already or leaves the calendar is refused with what to do."""
    add_date(space, NAME)
    with pytest.raises(error) as caught:
        move_date(space, name, day)
    assert words in f"{caught.value} {caught.value.hint}"


def test_news_in_a_file_is_told(space):
    """A file that has been read later and has another day is a finding, until the day has been moved."""
    add_date(space, NAME)
    assert not [f for f in findings(space) if "enligt" in f.message]
    rules(space, "2022-04-22", "2", "2022-03-22")
    (news,) = [f for f in findings(space) if "enligt" in f.message]
    assert news.message == "”Anmäl kandidater” ligger 2022-04-08 hos er men 2022-04-22 enligt https://val.se/2."
    assert news.hint == f"Se vad som händer med ”vcycle dates move {NAME} 2022-04-22 --dry-run”."
    moving.save(space, move_date(space, NAME, date(2022, 4, 22), learnt=date(2022, 3, 22)))
    assert not [f for f in findings(space) if "enligt" in f.message]
    moving.save(
        space, move_date(space, NAME, date(2022, 4, 29), learnt=date(2022, 4, 27))
    )  # later news than the file's
    assert not [f for f in findings(space) if "enligt" in f.message]
