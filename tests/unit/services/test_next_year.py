"""The next year: seen as the rules give it, inheriting what is unfinished, once, and undone as one."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spaces import FIRST_TUESDAY, LAST_THURSDAY, a_space, change_of, one, put, worlds
from vcycle.errors import Conflict, InputError
from vcycle.model.core import Activity, Change, Log
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Offset, Recur, Window, Yearly
from vcycle.services import moving
from vcycle.services.core_types import core_types
from vcycle.services.next_year import begin, next_year
from vcycle.services.workspace import Workspace

DECEMBER = date(2026, 12, 1)
ANY_TIME = Window(name="hela året")


def _task(id_="t", schedule=ANY_TIME, **more):
    return Activity(id=id_, title=f"Uppgift {id_}", schedule=schedule, **{"year": 2026, **more})


def _space(folder, *records, **more):
    return a_space(folder, *records, **{"today": DECEMBER, **more})


def _fates(space, year=2027):
    return {task.activity.id: task.fate for task in next_year(space, year).tasks}


def _begin(space, year=2027):
    """The year as it was shown, begun."""
    plan = next_year(space, year)
    begin(space, plan)
    return plan


def _entries(space, year):
    return {entry.id: entry for entry in space.entries(space.years.year(year))}


# What is unfinished


def test_what_was_not_done_becomes_a_record_of_the_new_year(tmp_path):
    """The new record is the old one with another year: source kept, no plan's, and it says which year it was for."""
    old = _task(source="Planen, rad 7", quote="Vi ska.", plan_item="p/activities/t@1", tags=("a",), place="Salen")
    space = _space(tmp_path, old)
    _begin(space)
    new = space.store.get(Activity, "t-2027")
    assert (new.year, new.carried_from, new.plan_item, new.revision) == (2027, 2026, "", 1)
    names = {*Activity.__struct_fields__} - {
        "id",
        "year",
        "carried_from",
        "plan_item",
        "revision",
        "created",
        "changed",
    }
    assert {name: getattr(new, name) for name in names} == {
        name: getattr(space.store.get(Activity, "t"), name) for name in names
    }
    assert one(space.entries(space.years.year(2027)), "t-2027.2027").state == "undated"


def test_what_follows_on_for_years_says_which_year_it_was_first_for(tmp_path):
    """Carried again and again there is one new record for each year, and all know the first year."""
    space = _space(tmp_path, _task())
    for year in (2027, 2028, 2029):
        _begin(
            Workspace(space.folder, space.settings, space.store, space.host, space.registry, date(year, 1, 9), ""), year
        )
    found = {a.id: (a.year, a.carried_from) for a in space.store.find(Activity)}
    assert found == {"t": (2026, None), "t-2027": (2027, 2026), "t-2028": (2028, 2026), "t-2029": (2029, 2026)}


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        ({"held": True, "day": date(2026, 5, 2)}, "done"),
        ({"cancelled": True, "reason": "regn"}, "cancelled"),
        ({"day": date(2027, 1, 20)}, "stays"),
        ({"day": date(2026, 5, 2)}, "carried"),
    ],
)
def test_only_what_nothing_was_done_about_is_carried(tmp_path, change, fate):
    """Done, cancelled, or put on a day in the new year: it stays. A day that passed without a tick is no doing."""
    space = _space(tmp_path, _task())
    put(space, change_of(one(space.entries(space.years.year(2026)), "t.2026"), **change))
    assert _fates(space) == {"t": fate}
    _begin(space)
    assert [a.id for a in space.store.find(Activity, year=2027)] == (["t-2027"] if fate == "carried" else [])


def test_a_log_row_says_that_something_was_done(tmp_path):
    """The log speaks for a task when its series is the task's alone, and only about its own year."""
    rows = [Log(series="a", day=date(2026, 3, 3)), Log(series="b", day=date(2026, 3, 3)), Log(series="c", day=DECEMBER)]
    others = Activity(id="m", title="Möte", series="b", schedule=LAST_THURSDAY)
    tasks = [
        _task("a", series="a"),
        _task("b", series="b"),
        _task("c", series="c", schedule=None),
        _task("d", series="d"),
    ]
    space = _space(tmp_path, *rows, *tasks, others, Log(series="d", day=date(2025, 12, 31)))
    assert _fates(space) == {"a": "done", "b": "carried", "c": "done", "d": "carried"}


def test_what_carries_its_own_year_never_comes_back(tmp_path):
    """A named date, or a window with its year, is told as gone and not carried, done or not."""
    dates = _task("d", Dates(("2026-03-21",)))
    window = _task("w", Window(start="2026-08-01", end="2026-09-13"))
    ended = _task("e", Recur("FREQ=WEEKLY;UNTIL=20260401", start=date(2026, 2, 2)))
    later = _task("l", Dates(("2027-05-05",)))
    space = _space(tmp_path, dates, window, ended, later, _task("evig", None))
    put(space, change_of(one(space.entries(space.years.year(2026)), "d.1"), held=True, day=date(2026, 3, 21)))
    assert _fates(space) == {"d": "dated", "w": "dated", "e": "dated", "l": "dated", "evig": "carried"}
    assert [gone.title for gone in next_year(space, 2027).gone] == ["Uppgift e", "Uppgift d", "Uppgift w"]


def test_a_habit_and_a_task_of_another_year_are_left_alone(tmp_path):
    """Only what holds for the year before alone is anything to carry."""
    space = _space(tmp_path, _task("habit", year=None), _task("old", year=2025), _task("new", year=2027))
    assert _fates(space) == {}


def test_again_changes_nothing(tmp_path):
    """The second time every task is there already, and neither data nor history is touched."""
    space = _space(tmp_path, _task("a"), _task("b"))
    _begin(space)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    _begin(space)
    assert _fates(space) == {"a": "already", "b": "already"}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_one_undo_takes_it_all_back_and_it_can_be_done_again(tmp_path):
    """Undo leaves no copy and no rubbish; the year begun anew has the same ids, so that phones see the same events."""
    space = _space(tmp_path, _task("a"), _task("b"))
    before = _entries(space, 2027)
    _begin(space)
    uids = {entry.uid for entry in space.entries(space.years.year(2027))}
    space.store.undo()
    assert (_entries(space, 2027), space.store.trash()) == (before, [])
    assert _fates(space) == {"a": "carried", "b": "carried"}
    _begin(space)
    assert {entry.uid for entry in space.entries(space.years.year(2027))} == uids
    space.store.undo()
    space.store.redo()
    assert _fates(space) == {"a": "already", "b": "already"}


def test_what_somebody_threw_away_is_not_made_again(tmp_path):
    """A carried task that was removed by hand stays removed."""
    space = _space(tmp_path, _task())
    _begin(space)
    with space.store.transaction("Tog bort") as transaction:
        transaction.remove(Activity, "t-2027")
    assert _fates(space) == {"t": "removed"}
    _begin(space)
    assert space.store.find(Activity, year=2027) == []


def test_what_is_done_after_it_was_carried_is_told(tmp_path):
    """A task finished in the last weeks of its year has a needless copy, which is named and left to the board."""
    space = _space(tmp_path, _task())
    _begin(space)
    entry = space.entry("t.2026")
    assert entry is not None
    moving.save(space, moving.done(space, entry))
    assert _fates(space) == {"t": "needless"}
    _begin(space)
    assert space.store.get(Activity, "t-2027").revision == 1


def test_two_at_once_make_one_copy(tmp_path):
    """Of two boards' members who begin the year from what they both saw, the second is refused whole."""
    space = _space(tmp_path, _task())
    seen = next_year(space, 2027)
    begin(space, seen)
    with pytest.raises(Conflict):
        begin(space, seen)
    assert [a.id for a in space.store.find(Activity, year=2027)] == ["t-2027"]


# The year itself


@st.composite
def _unfinished(draw):
    """Records of a world with some tasks of 2026 more, and what was done about some of their occurrences."""
    world = draw(worlds())
    kinds = st.sampled_from((ANY_TIME, None, Window(start="11-01", end="02-15"), Yearly("05-01"), FIRST_TUESDAY))
    tasks = [_task(f"t{n}", schedule) for n, schedule in enumerate(draw(st.lists(kinds, max_size=4)))]
    news = st.sampled_from(({"held": True}, {"cancelled": True}, {"day": date(2027, 2, 2)}, {"day": date(2026, 7, 7)}))
    slots = st.sampled_from(("2026", "2026-03", "2026-04"))
    changes = [
        Change(id=f"{task.id}.{slot}", record=task.id, slot=slot, **{"day": date(2026, 6, 6), **draw(news)})
        for task in tasks
        for slot in draw(st.lists(slots, max_size=2, unique=True))
    ]
    kind = next(kind for kind in core_types(world.years) if kind.cls is Activity)
    activities = [activity for activity in world.activities.values() if not kind.problems(activity)]
    return [*activities, *world.changes.values(), *tasks, *changes], world.years


@settings(max_examples=60)
@given(_unfinished(), st.sampled_from((date(2026, 6, 1), DECEMBER, date(2027, 2, 1))))
def test_the_new_year_differs_by_what_was_carried_only(tmp_path_factory, drawn, today):
    """Before and after, the entries of the year are the same but for those of carried tasks and what hangs on them.

    What was shown is what there is afterwards; whatever was carried is unticked, and nothing is done twice.
    """
    records, years = drawn
    space = a_space(tmp_path_factory.mktemp("year"), *records, today=today, years=years)
    before = _entries(space, 2027)
    plan = _begin(space)
    after = _entries(space, 2027)
    new = {task.copy.id for task in plan.with_fate("carried")}
    added = {id_: entry for id_, entry in after.items() if not before.keys() & {id_}}
    assert {id_: after.get(id_) for id_ in before} == before
    assert all(new & set(id_.split(".")) for id_ in added)
    assert list(after.values()) == list(plan.entries)
    assert {entry.state for entry in added.values()} <= {"planned", "undated"}
    assert not next_year(space, 2027).with_fate("carried")
    if new:
        space.store.undo()
    assert _entries(space, 2027) == before


def test_dates_are_worked_out_anew(tmp_path):
    """The last Thursdays of 2027 are no days of 2026 with a year more; what was ticked in 2026 is not in 2027."""
    space = _space(tmp_path, Activity(id="m", title="Möte", series="m", schedule=LAST_THURSDAY))
    put(space, *[change_of(entry, held=True, day=entry.start) for entry in space.entries(space.years.year(2026))])
    plan = next_year(space, 2027)
    days = [entry.start for entry in plan.entries]
    assert days[:4] == [date(2027, 1, 28), date(2027, 2, 25), date(2027, 3, 25), date(2027, 4, 29)]
    assert len(days) == 12
    assert {entry.state for entry in plan.entries} == {"planned"}


def test_meetings_at_the_same_time_collide(tmp_path):
    """Hours that overlap collide, past midnight and without an end too; what follows on, or belongs, does not."""

    def at(id_, day, start, end=None, **more):
        times = {"start_time": time.fromisoformat(start), "end_time": time.fromisoformat(end) if end else None}
        return Activity(id=id_, title=id_, series=id_, **{"schedule": Yearly(day), **times, **more})

    space = _space(
        tmp_path,
        at("a", "02-02", "18:00", "20:00"), at("b", "02-02", "19:59", "21:00"), at("c", "02-02", "21:00", "22:00"),
        at("d", "03-03", "23:00", "02:00"), at("e", "03-04", "01:30"),
        at("f", "04-04", "18:00"), at("g", "04-04", "18:59"), at("h", "04-04", "20:00"),
        at("i", "05-05", "13:00", "16:00"), at("j", "", "12:30", "16:30", schedule=Offset(("i",))),
        at("k", "06-07", "10:00", "11:00", schedule=Yearly("06-07", "06-12")), at("l", "06-08", "10:00", "11:00"),
        Activity(id="m", title="m", schedule=Yearly("02-02")),
    )  # fmt: skip
    found = [(c.day, [e.record for e in c.entries]) for c in next_year(space, 2027).collisions]
    assert found == [
        (date(2027, 2, 2), ["a", "b"]), (date(2027, 3, 3), ["d", "e"]), (date(2027, 4, 4), ["f", "g"]),
    ]  # fmt: skip
    off = one(space.entries(space.years.year(2027)), "b.2027")
    moving.save(space, moving.cancel(space, off, "sjukdom"))
    assert [c.day.month for c in next_year(space, 2027).collisions] == [3, 4]


def test_what_falls_on_red_days_and_eves_is_named(tmp_path):
    """Found where the year put it; not what is about the day, nor a fixed day that is that red day every year."""
    space = _space(
        tmp_path,
        Activity(id="m", title="Möte", schedule=Recur("FREQ=MONTHLY;BYDAY=1TH")),
        Activity(id="demo", title="Demonstration", schedule=Yearly("05-01")),
        Activity(id="tal", title="Tal på nationaldagen", schedule=Recur("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=6")),
        Activity(id="egg", title="Basar", schedule=Yearly("03-28")),
        Activity(id="camp", title="Läger", schedule=Yearly("06-23", "06-28")),
    )
    found = [(f.day, f.name, f.entry.title) for f in next_year(space, 2027).free_days]
    assert found == [
        (date(2027, 3, 28), "påskdagen", "Basar"),
        (date(2027, 5, 6), "Kristi himmelsfärdsdag", "Möte"),
    ]


def test_what_does_not_come_back_is_named_with_what_hangs_on_it(tmp_path):
    """Single dates and their steps are missed; a series that goes on under another record is not, nor a rule."""
    space = _space(
        tmp_path,
        Activity(id="arsmote", title="Årsmöte", series="arsmote", schedule=Dates(("2026-03-21",))),
        Activity(id="call", title="Kallelse", series="call", schedule=Offset(("arsmote",), before="2w")),
        Activity(id="old", title="Läger 2026", series="lager", schedule=Dates(("2026-07-01", "2026-07-08"))),
        Activity(id="extra", title="Extra möte", series="mote", schedule=Dates(("2026-05-05",))),
        Activity(id="m", title="Möte", series="mote", schedule=LAST_THURSDAY),
    )
    found = [(g.title, g.count, g.hangs_on) for g in next_year(space, 2027).gone]
    assert found == [("Kallelse", 1, "Årsmöte"), ("Årsmöte", 1, ""), ("Läger 2026", 2, "")]
    put(space, Activity(id="new", title="Årsmöte", series="arsmote", schedule=Dates(("2027-03-20",))))
    assert [g.title for g in next_year(space, 2027).gone] == ["Läger 2026"]


def test_plugins_are_part_of_the_year(tmp_path):
    """Red days of the almanac and meetings that are records lie in it; records of a kind are missed together."""
    from vcycle_almanac import Day
    from vcycle_meetings.records import Meeting

    space = _space(
        tmp_path,
        plugins={"almanac": "vcycle_almanac", "meetings": "vcycle_meetings"},
    )
    put(
        space,
        Meeting(kind="Styrelsemöte", day=date(2026, 4, 7)),
        Meeting(kind="Styrelsemöte", day=date(2026, 5, 7)),
        Meeting(kind="Medlemsmöte", day=date(2026, 5, 5)),
        Meeting(kind="Medlemsmöte", day=date(2027, 5, 6), starts=time(18, 0)),
        Day(title="Sportlov", first=date(2026, 2, 9), last=date(2026, 2, 13)),
        Activity(id="k", title="Kurs", schedule=Yearly("05-06"), start_time=time(18, 30)),
    )
    plan = next_year(space, 2027)
    assert {"Påskdagen", "Medlemsmöte 2027-05-06", "Medlemsmöte", "Kurs"} & {e.title for e in plan.entries} >= {
        "Påskdagen",
        "Kurs",
    }
    assert [sorted(e.plugin for e in c.entries) for c in plan.collisions] == [["core", "meetings"]]
    assert ("Kristi himmelsfärdsdag", "meetings") in {(f.name, f.entry.plugin) for f in plan.free_days}
    found = {g.title: g.count for g in plan.gone if not g.hangs_on}
    assert found == {"Märkesdagar": 1, "Styrelsemöte": 2}


# Which year


@pytest.mark.parametrize(("year", "word"), [(2025, "redan slut"), (2037, "för långt fram")])
def test_a_year_that_cannot_be_begun_is_refused(tmp_path, year, word):
    """What is over, and what is so far ahead that it must be a slip, is refused with the year that was meant."""
    with pytest.raises(InputError, match=word) as refused:
        next_year(_space(tmp_path), year)
    assert "2027" in refused.value.hint


def test_a_year_before_the_first_is_refused(tmp_path):
    """Rules give nothing before the workspace's first year, so an empty one is not shown as if it were a year."""
    with pytest.raises(InputError, match="första verksamhetsår"):
        next_year(_space(tmp_path, years=Years(first=2028)), 2027)


def test_the_running_year_can_be_begun_late(tmp_path):
    """In January the board begins the year that already runs, from the one before."""
    space = _space(tmp_path, _task(), today=date(2027, 1, 9))
    assert _fates(space, 2027) == {"t": "carried"}


def test_a_year_further_ahead_is_shown_and_inherits_nothing(tmp_path):
    """Nobody knows what the years between will leave; what does not come back is that of the running year."""
    space = _space(tmp_path, _task(), Activity(id="d", title="En gång", schedule=Dates(("2026-03-21",))))
    plan = next_year(space, 2029)
    assert (plan.since, plan.tasks, [g.title for g in plan.gone]) == (2026, (), ["En gång"])


def test_the_annual_meeting_is_compared_with_the_exact_first_days(tmp_path):
    """Told only where settings count years from exact days, and only when this year's day is another."""
    meeting = Activity(id="m", title="Distriktsårskonferens", series="distriktsarskonferens", schedule=Yearly("03-20"))
    exact = {"start": "03-25", "starts": {2026: date(2026, 3, 28)}, "first": 2026}
    said = []
    for number, years in enumerate((Years(first=2026), Years(**exact), Years(**{**exact, "start": "03-20"}))):
        said.append(next_year(_space(tmp_path / str(number), meeting, years=years), 2027).meeting)
    assert said == [None, date(2027, 3, 20), None]


def test_the_year_is_the_association_s_own(tmp_path):
    """An activity year from March to March holds the months after New Year too."""
    space = _space(
        tmp_path,
        _task(),
        Activity(id="m", title="Möte", schedule=LAST_THURSDAY),
        years=Years(start="03-25", first=2025),
    )
    plan = next_year(space, 2027)
    assert (plan.label, plan.period) == ("2027/28", Period(date(2027, 3, 25), date(2028, 3, 24)))
    assert max(e.start for e in plan.entries if e.start) == date(2028, 2, 24)
    assert one(list(plan.entries), "t-2027.2027").window == (plan.period.start, plan.period.end)
