"""Where decisions come back, and where they must never be seen."""

from datetime import date

import pytest

from tests.meeting_board import a_board, hold, meeting, messages, text, there, titled
from tests.spaces import put
from vcycle.cli.main import run
from vcycle.services.report import report
from vcycle_meetings import agenda
from vcycle_meetings.records import Decision, Question

SECRET = "Hemligt personalärende"


def follow_ups(space, day):
    [occasion] = [o for o in there(space) if o.day == date.fromisoformat(day)]
    points = agenda.draft(space.context("meetings"), occasion).points
    return [point.title.removeprefix("Uppföljning: ") for point in points if point.title.startswith("Uppföljning")]


def a_year(tmp_path, made="2026-08-12", kind="Styrelsemöte"):
    """A board that made a decision, and meetings of every sort after it."""
    kinds = ("Styrelsemöte", "Medlemsmöte", "Årsmöte", "Extra styrelsemöte", "Gruppmöte", "Distriktsstyrelsemöte")
    days = [f"2026-09-{day}" for day in range(14, 14 + len(kinds))]
    space = a_board(
        tmp_path, meeting(made, kind, id="a"), *(meeting(day, k) for day, k in zip(days, kinds, strict=True))
    )
    return space, dict(zip(kinds, days, strict=True))


@pytest.mark.parametrize(
    ("made_at", "told_at"),
    [
        ("Styrelsemöte", {"Styrelsemöte", "Extra styrelsemöte"}),
        ("Extra styrelsemöte", {"Styrelsemöte", "Extra styrelsemöte"}),
        ("Medlemsmöte", {"Medlemsmöte"}),
        ("Extra årsmöte", {"Årsmöte"}),
        ("Gruppmöte före fullmäktige", {"Gruppmöte"}),
    ],
)
def test_a_decision_comes_back_only_to_those_who_made_it(tmp_path, made_at, told_at):
    """What a board has decided is on no agenda of members, and the other way round; extra or not is the same body."""
    space, days = a_year(tmp_path, kind=made_at)
    put(space, Decision(what=SECRET, due=date(2026, 8, 30), meeting="a"))
    assert {kind for kind, day in days.items() if follow_ups(space, day)} == told_at


@pytest.mark.parametrize("of", ["", "borttaget"])
def test_a_decision_without_a_meeting_is_the_boards(tmp_path, of):
    """A decision that nobody said the meeting of must come back somewhere, and only to a board."""
    space, days = a_year(tmp_path)
    put(space, Decision(what=SECRET, due=date(2026, 8, 30)))
    if of:
        [decision] = space.store.find(Decision)
        put(space, Decision(what=SECRET, due=date(2026, 8, 30), meeting=of))
        with space.store.transaction("Prov") as transaction:
            transaction.remove(Decision, decision.id)
    told = {kind for kind, day in days.items() if follow_ups(space, day)}
    assert told == {"Styrelsemöte", "Extra styrelsemöte", "Distriktsstyrelsemöte"}


def test_what_is_decided_does_not_return_before_its_day_nor_when_done(tmp_path):
    """Only what should have been done by the meeting is followed up."""
    space, days = a_year(tmp_path)
    put(
        space,
        Decision(what="Senare", due=date(2026, 12, 1), meeting="a"),
        Decision(what="Gjort", due=date(2026, 8, 18), meeting="a"),
        Decision(what="Kvar", due=date(2026, 8, 18), meeting="a"),
    )
    hold(space, titled(space, "Gjort", "2026-08-18"))
    assert follow_ups(space, days["Styrelsemöte"]) == ["Kvar"]
    assert len([m for m in messages(space) if "Beslutet" in m]) == 1


def test_no_decision_reaches_a_calendar_file(tmp_path):
    """A phone, and whoever subscribes, must not learn what the board has decided."""
    space = a_board(tmp_path / "board", meeting("2026-09-16", id="a"))
    put(space, Decision(what=SECRET, due=date(2026, 9, 30), meeting="a"))
    file = tmp_path / "ut.ics"
    words = ["--data", str(space.folder), "--today", "2026-08-20", "export", "ics", "-o", str(file), "--year", "2026"]
    assert run(words) == 0
    content = file.read_text("utf-8")
    assert "Styrelsemöte" in content
    assert "Hemligt" not in content


def test_no_decision_reaches_the_annual_report(tmp_path):
    """The report counts decisions that were carried out and never says what they were, also when there is only one."""
    space = a_board(tmp_path, meeting("2026-07-16", id="a"))
    put(space, Decision(what=SECRET, due=date(2026, 7, 30), meeting="a"))
    hold(space, titled(space, SECRET, "2026-07-30"))
    shown = text(report(space, 2026).sections)
    assert "Beslut | 1" in shown
    assert "Hemligt" not in shown


def test_a_question_comes_to_the_next_meeting_of_its_body(tmp_path):
    """A question for a member meeting is taken up at "Medlemsmöte i september", and at no extra meeting."""
    space = a_board(
        tmp_path, meeting("2026-09-16", "Extra medlemsmöte"), meeting("2026-09-17", "Medlemsmöte i september")
    )
    put(space, Question(text="När?", asked=date(2026, 8, 1)))
    context = space.context("meetings")
    asked = [[p.title for p in agenda.draft(context, o).points if "Fråga från" in p.title] for o in there(space)]
    assert asked == [[], ["Fråga från medlem: När?"]]
