"""What needs attention: each kind once, with level, sentence, hint and day, the worst first, and nobody named."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.spaces import LAST_THURSDAY, TODAY, a_space
from tests.things_plugin import Thing
from vcycle.config import Settings
from vcycle.model.core import Activity, Change, Holder, Person, Role
from vcycle.model.derived import LEVELS
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Offset, Recur, Window, Yearly
from vcycle.services import moving
from vcycle.services.demo import ASSOCIATION, PEOPLE, make_demo
from vcycle.services.findings import findings
from vcycle.services.founding import found
from vcycle.services.references import find
from vcycle.services.workspace import create_workspace

ANNUAL = Activity(id="a", title="Årsmöte", series="arsmote", schedule=Dates(days=("2026-04-11",)))


def _found(folder, *records, **more):
    return findings(a_space(folder / "x", *records, **more))


def _once(day):
    return Dates(days=(str(day),))


def test_nothing_to_say(tmp_path):
    """A workspace without records, and one where all is in order, give no findings."""
    assert _found(tmp_path) == []
    meeting = Activity(title="Möte", schedule=LAST_THURSDAY)
    assert findings(a_space(tmp_path / "y", meeting, today=date(2026, 1, 2))) == []


def test_window_that_runs_out(tmp_path):
    """An open window is said in its last thirty days, with the days left and how to choose a day."""
    study = Activity(id="w", title="Studiedag", series="studier", schedule=Window(start="02-01", end="03-15"))
    (finding,) = _found(tmp_path, study)
    assert finding.message == "”Studiedag” har ingen dag än; 14 dagar kvar till 2026-03-15."
    assert finding.hint == "Välj en dag med ”vcycle move studier.2026 ÅÅÅÅ-MM-DD”."
    assert (finding.level, finding.due, finding.ref) == ("info", date(2026, 3, 15), "w.2026")


@pytest.mark.parametrize(("today", "said"), [((2026, 2, 12), 0), ((2026, 2, 13), 1), ((2026, 3, 14), 1)])
def test_window_says_when_it_is_time(tmp_path, today, said):
    """A window is not mentioned earlier than thirty days before its end."""
    study = Activity(title="Studiedag", schedule=Window(start="02-01", end="03-15"))
    assert len(_found(tmp_path, study, today=date(*today))) == said


def test_window_that_ran_out(tmp_path):
    """A window that has run out without a day is a warning."""
    study = Activity(id="w", title="Studiedag", schedule=Window(start="01-05", end="02-20"))
    (finding,) = _found(tmp_path, study)
    assert finding.message == "”Studiedag” skulle ha skett senast 2026-02-20 men har fått ingen dag."
    assert (finding.level, finding.due) == ("warning", date(2026, 2, 20))


def test_undated_step_points_at_what_needs_a_day(tmp_path):
    """A step that waits for its anchor says so, and the hint places the anchor, not the step."""
    study = Activity(id="w", title="Studiedag", series="studier", schedule=Window(start="02-01", end="05-15"))
    room = Activity(id="b", title="Boka sal", series="sal", schedule=Offset(("studier",), before="2m"))
    tell = Activity(id="c", title="Bekräfta", schedule=Offset(("sal",), after="1d"))
    found_ = _found(tmp_path, study, room, tell)
    assert [f.ref for f in found_] == ["b.w.2026", "c.b.w.2026"]
    assert all("vcycle move studier.2026" in f.hint for f in found_)


def test_late_step(tmp_path):
    """A step that should have been done before something still to come is late, however far ahead that is."""
    call = Activity(id="k", title="Kallelse", schedule=Offset(("arsmote",), before="6w", hard=True))
    (finding,) = _found(tmp_path, ANNUAL, call)
    assert finding.message == "”Kallelse” inför ”Årsmöte” 2026-04-11 är 1 dag sen."
    assert finding.hint == (
        "Bocka av med ”vcycle done kallelse.arsmote.1” när det är gjort. "
        "Första dag för ”Årsmöte” som alla bindande steg hinner före är 2026-04-12."
    )
    assert (finding.level, finding.due, finding.ref) == ("warning", date(2026, 2, 28), "k.a.1")


@pytest.mark.parametrize(("before", "days"), [("4m", 80), ("9m", 231)])
def test_late_step_of_something_far_ahead(tmp_path, before, days):
    """A step is late also when what it is for is months ahead, and when it has been late for months."""
    annual = Activity(id="a", title="Kongress", series="arsmote", schedule=_once(date(2026, 8, 1)))
    call = Activity(id="k", title="Motioner", schedule=Offset(("arsmote",), before=before))
    late = _found(tmp_path, annual, call, years=Years(first=2025), today=date(2026, 6, 20))
    assert [(f.ref, f"är {days} dagar sen." in f.message) for f in late] == [("k.a.1", True)]


def test_late_step_before_the_first_year(tmp_path):
    """A step that is due before the first year counts when what it hangs on lies in it; what else is older does not."""
    conference = Activity(id="c", title="Konferens", series="konferens", schedule=_once(date(2020, 3, 7)))
    call = Activity(
        id="k", title="Kallelse", series="kallelse", schedule=Offset(("konferens",), before="3m", hard=True)
    )
    post = Activity(id="p", title="Tryck", schedule=Offset(("kallelse",), before="1w"))
    old = Activity(id="o", title="Vinterfest", schedule=_once(date(2019, 12, 6)))
    first, today = Years(first=2020), date(2019, 12, 9)
    late = _found(tmp_path, conference, call, post, old, years=first, today=today)
    assert [(f.ref, f.level) for f in late] == [("k.c.1", "warning"), ("p.k.c.1", "info")]
    assert late[0].message == "”Kallelse” inför ”Konferens” 2020-03-07 är 2 dagar sen."


def test_stops_with_days_of_their_own(tmp_path):
    """A local last day after the national one of its kind is an error in the same year; in another it is not."""
    riks = Activity(id="r", title="Riks", stop="motioner", level="national", schedule=_once(date(2026, 5, 1)))
    local = Activity(id="l", title="Lokalt", stop="motioner", level="local", schedule=_once(date(2026, 6, 1)))
    (finding,) = _found(tmp_path, riks, local)
    sentence = "”Lokalt” 2026-06-01 kommer efter ”Riks” 2026-05-01; ”motioner” går lokalt före riks."
    assert (finding.level, finding.message) == ("error", sentence)
    next_year = replace(riks, schedule=_once(date(2027, 5, 1)))
    assert findings(a_space(tmp_path / "y", next_year, local, today=date(2026, 5, 20))) == []
    space = a_space(tmp_path / "z", riks, replace(local, schedule=_once(date(2026, 4, 1))))
    assert moving.move(space, find("l.1", space), date(2026, 6, 1)).breaks == (sentence.removesuffix("."),)


def test_what_hangs_on_a_circle(tmp_path):
    """Those in a circle are named with the way round; what hangs on them is not said to hang on itself."""
    one = Activity(id="1", title="Ett", series="ett", schedule=Offset(("tva",), after="1d"))
    two = Activity(id="2", title="Två", series="tva", schedule=Offset(("ett",), after="1d"))
    end = Activity(id="3", title="Tre", schedule=Offset(("ett",), after="1d"))
    said = {f.ref: f.message for f in _found(tmp_path, one, two, end)}
    assert said["1"].endswith(
        "hänger på sig själv, direkt eller genom andra, och får inga datum: ”Ett” → ”Två” → ”Ett”."
    )
    assert said["3"] == "”Tre” hänger på något som hänger på sig själv, och får inga datum."


def test_late_only_when_it_matters(tmp_path):
    """A step that was held, and one whose anchor is cancelled or held, is not late."""
    call = Activity(id="k", title="Kallelse", schedule=Offset(("arsmote",), before="6w"))
    for number, change in enumerate(
        (
            Change(id="k.a.1", record="k", slot="a.1", day=date(2026, 2, 28), was=date(2026, 2, 28), held=True),
            Change(id="a.1", record="a", slot="1", cancelled=True, reason="snö"),
        )
    ):
        assert findings(a_space(tmp_path / str(number), ANNUAL, call, change)) == []
    pinned = Change(id="k.a.1", record="k", slot="a.1", day=date(2026, 2, 10), was=date(2026, 2, 28), pinned=True)
    gone = Change(id="a.1", record="a", slot="1", cancelled=True, reason="snö")
    assert not any("sen." in f.message for f in findings(a_space(tmp_path / "p", ANNUAL, call, pinned, gone)))


def test_pinned_step_that_no_longer_fits(tmp_path):
    """A hard step past its last day is said with a way out; cancelling what it hangs on ends that too."""
    annual = Activity(id="a", title="Årsmöte", series="arsmote", schedule=_once(date(2026, 6, 13)))
    call = Activity(id="k", title="Kallelse", series="kallelse", schedule=Offset(("arsmote",), before="2w", hard=True))
    space = a_space(tmp_path / "x", annual, call)
    moving.save(space, moving.move(space, find("k.a.1", space), date(2026, 5, 30)))
    assert findings(space) == []
    moving.save(space, moving.move(space, find("a.1", space), date(2026, 6, 12)), force=True)
    (broken,) = findings(space)
    assert broken.message == "”Kallelse” ligger 2026-05-30, efter sin sista dag 2026-05-29."
    assert broken.hint == "Flytta med ”vcycle move kallelse.arsmote.1 2026-05-29”."
    moving.save(space, moving.cancel(space, find("a.1", space), "snö"))
    assert findings(space) == []


def test_unticked_in_one_line(tmp_path):
    """All that has passed without a word is one line, and does not count what is said to be late."""
    days = [TODAY - timedelta(days=n) for n in (1, 5, 59, 61, 0)]
    passed = [Activity(title=f"Möte {n}", schedule=_once(day)) for n, day in enumerate(days)]
    call = Activity(id="k", title="Kallelse", schedule=Offset(("arsmote",), before="6w"))
    late, unticked = _found(tmp_path, *passed, ANNUAL, call)
    assert late.level == "warning"
    assert unticked.message == (
        "3 tillfällen de senaste två månaderna är varken genomförda eller inställda, senast ”Möte 0” 2026-02-28."
    )
    assert (unticked.level, unticked.due) == ("info", TODAY - timedelta(days=1))


def test_one_unticked(tmp_path):
    """One that has passed is called one."""
    (finding,) = _found(tmp_path, Activity(title="Möte", schedule=_once(date(2026, 2, 27))))
    assert finding.message == "”Möte” 2026-02-27 är varken genomfört eller inställt."
    assert finding.hint.startswith("Bocka av med ”vcycle done mote.")


def test_roles_to_fill(tmp_path):
    """A role that must be filled is named until somebody holds it today; nobody is named."""
    role, person = Role(id="r", name="Kassör", required=True), Person(id="p", name="Greta Hemlig")
    old = Holder(role="r", person="p", since=date(2020, 1, 1), until=date(2026, 2, 28))
    (finding,) = _found(tmp_path, role, Role(name="Vaktmästare"), person, old)
    assert (finding.level, finding.message, finding.ref) == ("warning", "Ingen har rollen ”Kassör”.", "r")
    assert "Greta" not in repr(finding)
    now = Holder(role="r", person="p", since=date(2026, 3, 1))
    assert findings(a_space(tmp_path / "y", role, person, old, now)) == []


def test_many_empty_roles_are_one_line(tmp_path):
    """More than three roles that nobody has are one line, about the first of them."""
    roles = [Role(id=f"r{n}", name=f"Roll {n}", required=True) for n in range(5)]
    (finding,) = _found(tmp_path, *roles)
    assert finding.message == "5 roller har ingen: ”Roll 0”, ”Roll 1”, ”Roll 2” och 2 till."
    assert finding.ref == "r0"


def test_broken_rules_are_errors(tmp_path):
    """Circles and series that do not exist are errors, each once, with the record and how to change it."""
    a = Activity(id="a", title="A", series="sa", schedule=Offset(("sb",)))
    b = Activity(id="b", title="B", series="sb", schedule=Offset(("sa",)))
    lost = Activity(id="l", title="Vilse", schedule=Offset(("finnsinte", "sa")))
    found_ = _found(tmp_path, a, b, lost)
    assert sorted((f.level, f.ref) for f in found_) == [("error", r) for r in ("a", "b", "l", "l")]
    assert "”Vilse” hänger på serien ”finnsinte”, som inte finns." in [f.message for f in found_]
    assert all(f"core.activity {f.ref} --schedule" in f.hint for f in found_)


def test_impossible_schedule_in_the_file(tmp_path):
    """A schedule that somebody wrote into the file by hand is an error that says what is wrong; the rest is there."""
    space = a_space(
        tmp_path / "x",
        Activity(id="m", title="Möte", schedule=LAST_THURSDAY),
        Activity(id="x", title="Fel", schedule=Recur(rule="FREQ=MONTHLY;INTERVAL=2")),
        Activity(id="y", title="Fel dag", schedule=Yearly(day="05-17")),
        Activity(id="z", title="Fel tid", schedule=Offset(("arsmote",), before="9w")),
        ANNUAL,
    )
    path = tmp_path / "x" / "vcycle.json"
    text = path.read_text("utf-8")
    for good, bad in (("INTERVAL=2", "INTERVAL=0"), ("05-17", "13-99"), ("9w", "9x")):
        assert good in text
        text = text.replace(good, bad)
    path.write_text(text, "utf-8")
    wrong = [f for f in findings(space) if f.level == "error"]
    assert sorted(f.ref for f in wrong) == ["x", "y", "z"]
    assert {e.record for e in space.entries(space.this_year)} == {"m", "a"}
    assert find("m.2026-05", space).record == "m"


@pytest.mark.parametrize(
    ("day", "said"),
    [((2026, 3, 1), "i dag"), ((2026, 3, 2), "om 1 dag"), ((2026, 3, 11), "om 10 dagar"), ((2026, 3, 12), None),
     ((2026, 2, 28), None)],
)  # fmt: skip
def test_coming_marks(tmp_path, day, said):
    """A marked date is said as many days ahead as its plugin asks for, and one that has passed is not."""
    thing = Thing(id="t", name="Bidrag", first=date(*day))
    found_ = _found(tmp_path, thing, plugins={"things": "tests.things_plugin"})
    assert [f.message for f in found_] == ([f"”Sista dag: Bidrag” är {said}."] if said else [])
    assert all((f.level, f.plugin, f.due) == ("info", "things", date(*day)) for f in found_)


def test_plugin_that_fails_while_finding(tmp_path, monkeypatch):
    """A plugin whose own findings raise is found itself, in the same breath."""
    (tmp_path / "vcycle_trasig.py").write_text(
        "from vcycle.api import hookimpl\nVCYCLE_API = 1\n"
        "@hookimpl\ndef vcycle_findings():\n    raise ValueError('x')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    space = create_workspace(tmp_path / "x", Settings(name="A", plugins={"trasig": "vcycle_trasig"}), today=TODAY)
    (finding,) = findings(space)
    assert (finding.level, finding.plugin) == ("error", "trasig")


def test_plugin_that_fails(tmp_path):
    """A plugin that cannot start is an error that names it and says how to turn it off."""
    space = create_workspace(
        tmp_path / "x", Settings(name="A", plugins={"borta": "vcycle_borta_finns_inte"}), today=TODAY
    )
    (finding,) = findings(space)
    assert (finding.level, finding.plugin) == ("error", "borta")
    assert "vcycle plugins disable borta" in finding.hint


def test_hostile_titles(tmp_path):
    """Titles of any kind are shown short and harmless, on one line."""
    evil = "\x1b[2J\u202e[/red]" + "x" * 9_000
    records = [
        Activity(title=evil, schedule=Window(start="02-01", end="03-15")),
        Activity(title=evil, schedule=Offset((evil[:200],))),
        Activity(id="a", title=evil, series="arsmote", schedule=_once(date(2026, 4, 11))),
        Activity(title=evil, schedule=Offset(("arsmote",), before="6w")),
    ]
    found_ = _found(tmp_path, *records)
    assert len(found_) == 3
    for finding in found_:
        text = finding.message + finding.hint
        assert len(text) < 500
        assert text.isprintable()


def test_worst_first_then_by_day(tmp_path):
    """Findings come by level, the worst first, then by day, those without a day last."""
    space = make_demo(tmp_path / "x", today=date(2026, 11, 20))
    with space.store.transaction("Fel") as transaction:
        transaction.put(Activity(title="Vilse", schedule=Offset(("finnsinte",))))
    found_ = findings(space)
    keys = [(LEVELS.index(f.level), f.due or date.max) for f in found_]
    assert keys == sorted(keys)
    assert found_[0].level == "error"
    assert len({(f.message, f.ref) for f in found_}) == len(found_)


@pytest.mark.parametrize("plan", ["solna-2020", "ostergotland-2017", "vanersborg-2022", "jamtland-2022", "vast-2022"])
def test_shipped_plans_have_no_errors_and_name_nobody(tmp_path, plan):
    """A shipped plan has no findings at level error in any month of its first year, and none names a person."""
    space = found(tmp_path / "x", today=TODAY, plan=plan)
    assert space.years.first is not None
    for month in range(1, 13):
        space.today = date(space.years.first, month, 15)
        assert [f for f in findings(space) if f.level == "error"] == []
    demo = make_demo(tmp_path / "y", plan, today=date(2026, 11, 20))
    said = " ".join(f.message + f.hint for f in (*findings(space), *findings(demo)))
    assert said
    assert not any(name in said for person, _ in PEOPLE for name in person.split())
    assert ASSOCIATION not in said


def test_before_the_first_year(tmp_path):
    """A workspace whose first year has not begun has nothing to say, and does not fail."""
    assert _found(tmp_path, ANNUAL, years=Years(first=2040)) == []


def test_moved_out_of_the_way_is_not_unticked(tmp_path):
    """What was moved ahead is not said to have passed."""
    space = a_space(tmp_path / "x", Activity(id="m", title="Möte", schedule=_once(date(2026, 2, 20))))
    moving.save(space, moving.move(space, find("m.1", space), date(2026, 6, 1)))
    assert findings(space) == []
