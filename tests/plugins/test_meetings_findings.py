"""What is found about meetings, each with its sentence, and what the core says already and is not said again."""

from datetime import date

import pytest

from tests.meeting_board import a_board, found, hold, meeting, messages, there, titled
from tests.spaces import put
from vcycle.model.core import Role, Unit
from vcycle.model.period import Period, Years
from vcycle.services import expiry, moving
from vcycle.services.findings import findings as everything
from vcycle_meetings.practice import Rule
from vcycle_meetings.records import Need, Question


def test_hook_findings_tell_what_a_held_meeting_waits_for(tmp_path):
    """Minutes, checking, publishing and letter of a held meeting are told in one line, and shrink as they are done."""
    space = a_board(tmp_path, meeting("2026-07-01"))
    hold(space, titled(space, "Styrelsemöte", "2026-07-01"), women=3, men=2)
    wanted = "Efter Styrelsemöte 1 juli 2026 saknas protokoll, justering, publicering och medlemsbrev."
    assert messages(space) == [wanted]
    for title, day in (
        ("Skrivet protokoll, styrelsemöte", "2026-07-15"),
        ("Medlemsbrev efter styrelsemöte", "2026-07-08"),
    ):
        hold(space, titled(space, title, day), on="2026-07-20")
    [finding] = found(space)
    assert finding.message == "Efter Styrelsemöte 1 juli 2026 saknas justering och publicering."
    assert (finding.level, finding.due, finding.plugin) == ("warning", date(2026, 7, 22), "meetings")


def test_minutes_are_not_missed_before_their_day_nor_for_what_never_was(tmp_path):
    """Of a meeting held yesterday, one that nobody has ticked off and a cancelled one no minutes are missed."""
    space = a_board(tmp_path, meeting("2026-08-19"), meeting("2026-07-01"), meeting("2026-07-02"))
    hold(space, titled(space, "Styrelsemöte", "2026-08-19"))
    moving.save(space, moving.cancel(space, titled(space, "Styrelsemöte", "2026-07-02"), "sjukdom"))
    assert messages(space) == ["Styrelsemöte 1 juli 2026 är varken avbockat eller inställt."]


def test_meetings_that_nobody_has_ticked_off(tmp_path):
    """What has passed is asked about in one line until it is held or cancelled."""
    space = a_board(tmp_path, *(meeting(day) for day in ("2026-06-03", "2026-06-17", "2026-08-19", "2026-08-20")))
    asked = "Styrelsemöte 19 augusti 2026 och 2 till är varken avbockade eller inställda."
    assert [m for m in messages(space) if "varken" in m] == [asked]


def test_what_the_core_says_is_not_said_again(tmp_path):
    """A late agenda is the core's to tell: it must be told, and once."""
    space = a_board(tmp_path, meeting("2026-08-24"))
    told = [f.message for f in everything(space) if "Dagordning" in f.message]
    assert told == ["”Dagordning och handlingar till styrelsemöte” inför ”Styrelsemöte” 2026-08-24 är 3 dagar sen."]


def test_questions_that_wait_too_long(tmp_path):
    """A question is told when its meeting has been, or a month has passed; answered and fresh ones are not."""
    space = a_board(tmp_path, meeting("2026-08-12", "Medlemsmöte", id="m"))
    put(
        space,
        Question(text="Gammal?", asked=date(2026, 7, 1)),
        Question(text="Ny?", asked=date(2026, 8, 10)),
        Question(text="Till mötet?", asked=date(2026, 8, 10), meeting="m"),
        Question(text="Klar?", asked=date(2026, 1, 1), answered=date(2026, 2, 1)),
    )
    asked = sorted(message for message in messages(space) if "Medlemsfrågan" in message)
    assert asked == [
        "Medlemsfrågan ”Gammal?” kom in 1 juli 2026 och är inte besvarad.",
        "Medlemsfrågan ”Till mötet?” skulle tas upp på Medlemsmöte 12 augusti 2026 men är inte besvarad.",
    ]


@pytest.mark.parametrize(
    ("childcare", "offered", "sentence"),
    [
        (None, "always", "Barnpassning ska finnas vid Styrelsemöte 27 augusti 2026 men är inte ordnad."),
        ("asked", "always", "Barnpassning vid Styrelsemöte 27 augusti 2026 är efterfrågad men inte ordnad."),
        ("asked", None, "Barnpassning vid Styrelsemöte 27 augusti 2026 är efterfrågad men inte ordnad."),
        ("unmanned", "asked", "Barnpassningen vid Styrelsemöte 27 augusti 2026 är inte bemannad."),
        ("arranged", "always", ""),
        ("none", "always", ""),
        (None, "asked", ""),
        (None, None, ""),
    ],
)
def test_child_care_that_is_promised_and_not_arranged(tmp_path, childcare, offered, sentence):
    """What the rule promises must be arranged before the meeting; if asked for, only when somebody has asked."""
    rule = Rule(kind="Styrelsemöte", childcare=offered, agenda="aldrig")
    space = a_board(tmp_path, meeting("2026-08-27", childcare=childcare), rule)
    assert [m for m in messages(space) if "arnpassning" in m] == ([sentence] if sentence else [])


def test_a_reported_need_is_told_until_it_is_arranged(tmp_path):
    """Every child that somebody has asked care for counts, however far the meeting is, until it is arranged."""
    space = a_board(tmp_path, meeting("2026-11-18", id="m"))
    put(space, Need(meeting="m", ages="3 och 6", children=2), Need(meeting="m", ages="1", arranged=True))
    assert "Barnpassning för 2 barn vid Styrelsemöte 18 november 2026 är inte ordnad." in messages(space)


def test_a_need_is_erased_thirty_days_after_the_meeting(tmp_path):
    """What parents have told is gone for good a month after the meeting, also from the history; until then it stays."""
    space = a_board(tmp_path, meeting("2026-09-16", id="m"))
    put(space, Need(meeting="m", ages="3 år", allergies="jordnötter"))
    assert expiry.sweep(space, date(2026, 10, 16)) == 0
    assert expiry.sweep(space, date(2026, 10, 17)) == 1
    assert space.store.find(Need) == []
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and "jordnötter" in p.read_text("utf-8", "replace")]


def test_associations_that_have_never_been_there(tmp_path):
    """Of those invited to every meeting, the ones that have come to none this year are named."""
    rule = Rule(kind="Distriktsstyrelsemöte", invite_units=True)
    units = [Unit(id=name, name=name) for name in ("Boxholm", "Kinda", "Motala")]
    kind = "Distriktsstyrelsemöte"
    space = a_board(tmp_path, rule, *units, meeting("2026-02-04", kind, units=("Motala",)), meeting("2026-03-04", kind))
    assert not [m for m in messages(space) if "inte varit med" in m]
    hold(space, titled(space, kind, "2026-02-04"))
    hold(space, titled(space, kind, "2026-03-04"))
    assert "Boxholm och Kinda har inte varit med på distriktsstyrelsemöte i år, av 2 hållna." in messages(space)


def test_months_without_a_meeting_only_where_there_should_be_one(tmp_path):
    """A kind that is to meet every month is missed in the months to come; other kinds are not."""
    space = a_board(
        tmp_path / "a", meeting("2026-09-16"), meeting("2026-11-18"), Rule(kind="Styrelsemöte", monthly=True)
    )
    assert "Styrelsemöte saknas i augusti, oktober och december." in messages(space)
    assert messages(a_board(tmp_path / "b", meeting("2026-09-16"))) == []


def test_an_extra_meeting_does_not_stand_in_for_the_months_ordinary_one(tmp_path):
    """A month with nothing but an extra meeting still misses the one that it should have."""
    ordinary = [meeting(f"2026-{month:02}-26") for month in (8, 9, 10, 11)]
    space = a_board(tmp_path, *ordinary, meeting("2026-12-02", sort="extra"), Rule(kind="Styrelsemöte", monthly=True))
    assert "Styrelsemöte saknas i december." in messages(space)


def test_weekdays_only_where_they_should_vary(tmp_path):
    """Four Wednesdays of four are told when the rule asks for varied days, and only then."""
    days = ("2026-09-16", "2026-10-21", "2026-11-18", "2026-12-16")
    there = [meeting(day) for day in days]
    space = a_board(tmp_path / "a", *there, Rule(kind="Styrelsemöte", varied=True))
    assert "Styrelsemöte: mer än hälften av årets 4 ligger på onsdagar." in messages(space)
    assert messages(a_board(tmp_path / "b", *there)) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Styrelsemöten", True),
        ("Styrelse-möte", True),
        ("Stryelsemöte", True),
        ("Distriktsstyrelsemöte", False),
        ("styrelsemöte", False),
    ],
)
def test_a_kind_that_is_nearly_another_is_asked_about(tmp_path, kind, told):
    """A misspelt kind would be counted by itself; one of the association's own is let be."""
    asked = [m for m in messages(a_board(tmp_path, meeting("2026-10-21", kind))) if "Menade du" in m]
    assert asked == ([f"Sorten ”{kind}” räknas för sig. Menade du Styrelsemöte?"] if told else [])


def test_an_annual_meeting_without_a_day_for_its_call(tmp_path):
    """The call that the statutes date is asked for until somebody has written it down."""
    space = a_board(tmp_path, meeting("2026-11-18", "Årsmöte"))
    wanted = "När kallelsen till Årsmöte 18 november 2026 senast ska ut är inte inskrivet: kontrollera stadgarna."
    assert wanted in messages(space)
    put(space, Rule(kind="Årsmöte", call="två veckor"))
    assert wanted not in messages(space)


def test_two_rules_for_one_kind(tmp_path):
    """Two rules for one kind, however spelt, are told: only one of them can be meant."""
    space = a_board(tmp_path, Rule(kind="Styrelsemöte"), Rule(kind="styrelsemöte"), Rule(kind="Årsmöte"))
    assert messages(space) == ["Det finns två mötesregler för styrelsemöte; bara den senare gäller, i sin helhet."]


def test_whom_only_the_older_of_two_rules_calls_is_told(tmp_path):
    """Nobody stops being called because somebody wrote a second rule: it is said who, until one rule is gone."""
    older = Rule(id="a", kind="Styrelsemöte", co_opted=("g",), invited=("v", "x"), invite_units=True)
    newer = Rule(id="b", kind="styrelsemöte", invited=("v",))
    space = a_board(tmp_path, older, newer, Role(id="g", name="Gruppledare"), Role(id="v", name="Valberedning"))
    [told] = found(space)
    assert told.message.endswith(
        "i sin helhet. Den äldre kallar också: Gruppledare; en borttagen roll; lokalföreningarna."
    )
    assert told.ref == "a"
    assert told.hint.endswith("vcycle record rm mötesregel a")


def test_a_question_for_a_kind_that_does_not_exist_is_named(tmp_path):
    """A question that waits for a meeting that can never come is told, with the kind that was meant."""
    space = a_board(tmp_path, meeting("2026-09-16", "Medlemsmöte i april", id="m"), Rule(kind="Torgmöte"))
    put(
        space,
        Question(id="q", text="Vem har nyckeln?", asked=date(2026, 8, 19), kind="Medlemmsmöte"),
        Question(text="Till möte", asked=date(2026, 8, 19), kind="Hittepå", meeting="m"),
        Question(text="Regel", asked=date(2026, 8, 19), kind="torgmöte"),
        Question(text="Extra", asked=date(2026, 8, 19), kind="Extra medlemsmöte"),
        Question(text="Klar", asked=date(2026, 8, 1), kind="Hittepå", answered=date(2026, 8, 19)),
    )
    [told] = [f for f in found(space) if "sorten" in f.message]
    assert (
        told.message == "Medlemsfrågan ”Vem har nyckeln?” väntar på ett möte av sorten ”Medlemmsmöte”, som inte finns."
    )
    assert told.hint == 'vcycle record set medlemsfråga q --kind "Medlemsmöte"'


def test_an_empty_association_has_nothing_to_mend(tmp_path):
    """Switched on and not used yet, the plugin is silent."""
    space = a_board(tmp_path)
    assert messages(space) == []


def held_long_ago(tmp_path, *days, kind="Styrelsemöte"):
    """A board that held these meetings and wrote nothing after them."""
    space = a_board(tmp_path, *(meeting(day, kind) for day in days), years=Years(first=2020))
    for day in days:
        hold(space, titled(space, kind, day))
    return space


def missed(space):
    return [f for f in found(space) if "saknas protokoll" in f.message]


def test_missing_minutes_are_asked_for_until_a_limit_that_is_told(tmp_path):
    """Minutes do not stop to be missed by getting older: they are asked for until the end of the year after theirs."""
    [told] = missed(held_long_ago(tmp_path, "2025-01-15", "2024-12-30"))
    assert (
        told.message == "Efter Styrelsemöte 15 januari 2025 saknas protokoll, justering, publicering och medlemsbrev."
    )
    assert "Påminner till och med 31 december 2026." in told.hint


def test_minutes_of_an_annual_meeting_are_asked_for_until_they_are_done(tmp_path):
    """Discharge and elections stand in them: no time makes them less missed, and each has its own line."""
    space = held_long_ago(tmp_path, "2022-03-06", "2026-03-06", kind="Årsmöte")
    assert [f.message for f in missed(space)] == [
        "Efter Årsmöte 6 mars 2022 saknas protokoll, justering och publicering.",
        "Efter Årsmöte 6 mars 2026 saknas protokoll, justering och publicering.",
    ]
    assert all("Påminner tills det är gjort." in f.hint for f in missed(space))
    [old] = there(space, Period(date(2022, 3, 6), date(2022, 3, 6)))
    for name in ("protokoll", "justering", "publicering"):
        hold(space, old.steps[name])
    assert [f.message[:23] for f in missed(space)] == ["Efter Årsmöte 6 mars 20"]
    assert "2026" in missed(space)[0].message


def test_many_missing_minutes_are_one_line(tmp_path):
    """A board that is far behind must see the rest too: one line says how many, what, and which is the oldest."""
    days = ("2025-09-03", "2025-10-01", "2025-11-05", "2026-02-04")
    assert len(missed(held_long_ago(tmp_path / "a", *days[:3]))) == 3
    [told] = missed(held_long_ago(tmp_path / "b", *days))
    assert told.message == (
        "Efter 4 möten saknas protokoll, justering, publicering och medlemsbrev; äldst är Styrelsemöte"
        " 3 september 2025."
    )
    assert "Påminner till och med 31 december 2026" in told.hint


def test_a_pile_of_annual_meetings_is_one_line_too(tmp_path):
    """Years of missing minutes are one line of their own beside that of the board's."""
    annual = [f"{year}-03-06" for year in range(2021, 2027)]
    space = held_long_ago(tmp_path, *annual, kind="Årsmöte")
    put(space, meeting("2026-02-04"))
    hold(space, titled(space, "Styrelsemöte", "2026-02-04"))
    assert [f.message for f in missed(space)] == [
        "Efter 6 årsmöten saknas protokoll, justering och publicering; äldst är Årsmöte 6 mars 2021.",
        "Efter Styrelsemöte 4 februari 2026 saknas protokoll, justering, publicering och medlemsbrev.",
    ]
