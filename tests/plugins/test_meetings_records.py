"""What is kept about meetings: fields that read back, faults that are named, and nothing about who somebody is."""

from datetime import date, time

import pytest

from tests.meeting_board import a_board, meeting
from tests.spaces import put
from vcycle.model.core import Activity, Area, Role
from vcycle.model.fields import describe
from vcycle.model.period import Period
from vcycle.services.references import handle, short_names
from vcycle_meetings.amounts import amount, words
from vcycle_meetings.practice import RULE, Rule
from vcycle_meetings.records import MEETING, TYPES, Decision, Item, Meeting, Need, Question

DAY = date(2026, 9, 16)
KINDS = {type_.cls: type_ for type_ in (*TYPES, RULE)}


def test_hook_record_types_are_registered(tmp_path):
    """Every type must be there under the plugin's name, with its Swedish words."""
    space = a_board(tmp_path)
    own = {type_.key: type_.singular for type_ in space.registry if type_.key.startswith("meetings.")}
    assert own == {
        "meetings.meeting": "möte",
        "meetings.item": "dagordningspunkt",
        "meetings.question": "medlemsfråga",
        "meetings.decision": "beslut",
        "meetings.need": "barnpassningsbehov",
        "meetings.rule": "mötesregel",
    }


@pytest.mark.parametrize(
    "record",
    [
        Meeting(kind="Styrelsemöte", day=DAY, starts=time(18, 30), ends=time(20), form="hybrid", units=("a", "b")),
        Item(meeting="m", title="Ekonomi", presenter="r", position=3),
        Question(text="Varför?\nOch när?", asked=DAY, answered=DAY),
        Decision(what="Köpa bord", due=DAY, paragraph="§ 7"),
        Need(meeting="m", ages="3 och 6 år", children=2, arranged=True),
        Rule(kind="Årsmöte", call="två veckor", childcare="always", standing="Ekonomi\nMedlemmar"),
    ],
)
def test_every_field_reads_back(record):
    """What a form shows of a record must be read back as the same record."""
    assert KINDS[type(record)].problems(record) == {}
    read = {spec.name: spec.parse(spec.format(getattr(record, spec.name))) for spec in describe(type(record))}
    assert type(record)(**read) == record


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Meeting(kind="Styrelsemöte", day=DAY, ends=time(20)), {"starts"}),
        (Meeting(kind="Styrelsemöte", day=DAY, ended=time(20)), {"starts"}),
        (Meeting(kind="Styrelsemöte", day=DAY, starts=time(18), ends=time(18)), {"ends"}),
        (Meeting(kind="Styrelsemöte", day=DAY, starts=time(18, 30), ends=time(17, 30)), {"ends"}),
        (Meeting(kind="Styrelsemöte", day=DAY, starts=time(18, 30), ends=time(6)), {"ends"}),
        (Meeting(kind="Styrelsemöte", day=DAY, starts=time(5), ends=time(4)), {"ends"}),
        (Meeting(kind="Styrelsemöte", day=DAY, starts=time(18), ends=time(20), ended=time(17)), {"ended"}),
        (Meeting(kind="!", day=DAY), {"kind"}),
        (Meeting(kind="Styrelsemöte", day=DAY, link="javascript:x"), {"link"}),
        (Item(meeting="m"), {"title"}),
        (Item(meeting="m", title="A", drops="B", reason="c"), {"drops"}),
        (Item(meeting="m", drops="Internfeministiskt arbete"), {"reason"}),
        (Item(meeting="m", drops="Internfeministiskt arbete", reason="  "), {"reason"}),
        (Question(text="Varför?", asked=DAY, answered=date(2026, 9, 15)), {"answered"}),
        (Rule(kind="Styrelsemöte", agenda="snart", letter="noll dagar"), {"agenda", "letter"}),
        (Rule(kind="…"), {"kind"}),
        (Need(meeting="m", ages="3", children=0), {"children"}),
    ],
)
def test_what_contradicts_itself_is_refused_by_field(record, fields):
    """A fault must be named at the field that somebody has to change."""
    assert KINDS[type(record)].problems(record).keys() == fields


def test_a_meeting_may_end_after_midnight():
    """An end in the small hours is the next day's, and the sentence for any other says what it must lie after."""
    late = Meeting(kind="Årsmöte", day=DAY, starts=time(13), ends=time(0, 30), ended=time(5, 59))
    assert MEETING.problems(late) == {}
    wrong = Meeting(kind="Årsmöte", day=DAY, starts=time(18, 30), ends=time(17, 30))
    assert MEETING.problems(wrong) == {"ends": "ska vara efter början, 18.30; efter midnatt går det till 05.59"}


def test_a_decision_is_its_roles_task_and_nobody_elses_business(tmp_path):
    """A decision is an entry of the series "beslut" with the role that is to do it, and reaches no calendar file."""
    space = a_board(
        tmp_path, Role(id="k", name="Kassör"), Decision(id="d", what="Hemligt personalärende", due=DAY, role="k")
    )
    [entry] = [e for e in space.entries(Period(DAY, DAY)) if e.record == "d"]
    assert (entry.series, entry.responsible, entry.exported) == ("beslut", "Kassör", False)
    assert handle(entry.id, short_names(space.sources, [entry])) == "beslut.2026-09-16"


def test_a_decision_lies_in_the_area_that_the_plan_has_its_meetings_in(tmp_path):
    """The task of a decision stands where the meetings of its kind stand; where kinds differ, where the board does."""
    meetings = Activity(title="Medlemsmöte", series="medlemsmote", areas=("m",))
    space = a_board(tmp_path, meetings, Area(id="m", name="Möten"), meeting("2026-08-12", "Medlemsmöte", id="a"))
    put(space, Decision(id="d", what="Skriva till nämnden", due=DAY, meeting="a"))
    assert [e.area for e in space.entries(Period(DAY, DAY)) if e.record == "d"] == ["Möten"]


def test_a_meeting_is_an_entry_of_its_kinds_series(tmp_path):
    """A meeting must show in the year with its hours, its place, its series and what it is tagged with."""
    space = a_board(
        tmp_path, meeting("2026-09-16", "Distriktsstyrelsemöte", starts=time(18), ends=time(20), sort="extra")
    )
    entry = next(e for e in space.entries(Period(DAY, DAY)) if e.type == "meetings.meeting")
    assert (entry.title, entry.series, entry.slot) == ("Distriktsstyrelsemöte", "distriktsstyrelsemote", "day")
    assert (entry.start_time, entry.end_time, entry.tags) == (time(18), time(20), ("extra", "fysiskt"))
    assert MEETING.name(meeting("2026-09-16")) == "Styrelsemöte 2026-09-16"


def test_nobody_is_named_and_nothing_of_child_care_is_an_entry():
    """No type may link to a person, and a need of child care may give no mark that a calendar could show."""
    assert not [s for type_ in KINDS.values() for s in type_.fields if s.link == "core.person"]
    need = KINDS[Need]
    assert need.marks == ()
    assert need.expires is not None
    assert (need.expires.after, need.expires.days) == ("meeting.day", 30)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("en vecka", "1w"), ("1 vecka", "1w"), ("Två  veckor", "2w"), ("10 dagar", "10d"), ("ett år", "1y"),
     ("aldrig", ""), ("", "")],
)  # fmt: skip
def test_amounts_are_read_in_swedish(said, meant):
    """A stretch of time is written as people say it."""
    assert amount(said) == meant


@pytest.mark.parametrize(
    "said", ["snart", "0 dagar", "-1 vecka", "en vecka till", "vecka", "1w", "٣ dagar", "9999 dagar"]
)
def test_other_amounts_are_refused(said):
    """What is no stretch of time is refused with an example, never guessed."""
    with pytest.raises(ValueError, match="en vecka"):
        amount(said)


@pytest.mark.parametrize("text", ["1d", "2d", "1w", "3m", "1y", "2y", "12w", "14d"])
def test_amounts_read_back(text):
    """The words for an amount must mean that amount."""
    assert amount(words(text)) == text
