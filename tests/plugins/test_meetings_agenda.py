"""The draft agenda and the invitation: nothing is left out silently, nobody is named."""

from datetime import date, time

import pytest

from tests.meeting_board import TODAY, a_board, hold, meeting, messages, text, there, titled
from tests.spaces import put
from vcycle.errors import InputError
from vcycle.model.core import Activity, Holder, Person, Role, Unit
from vcycle.model.schedule import Offset
from vcycle.services import moving
from vcycle_meetings import agenda, invitation
from vcycle_meetings.practice import FEMINISM, Rule
from vcycle_meetings.records import Decision, Item, Question
from vcycle_meetings.which import sought


def drafted(space, which=""):
    """The titles of the agenda of a meeting, and what is left out."""
    context = space.context("meetings")
    found = agenda.draft(context, sought(context, which))
    return [point.title for point in found.points], list(found.dropped)


def invited(space, which=""):
    context = space.context("meetings")
    return text(list(invitation.sections(context, sought(context, which))))


@pytest.mark.parametrize("kind", ["Styrelsemöte", "Medlemsmöte"])
def test_the_feminist_point_stands_on_every_board_and_member_agenda(tmp_path, kind):
    """Internal feminism must stand on the agenda without anybody asking for it."""
    assert FEMINISM in drafted(a_board(tmp_path, meeting("2026-09-16", kind)))[0]


def test_a_standing_point_is_dropped_only_with_its_reason_shown(tmp_path):
    """What is left out must be said on the agenda and among what needs attention, with the reason."""
    space = a_board(tmp_path, meeting("2026-09-16", id="m"))
    put(space, Item(meeting="m", drops="internfeministiskt arbete", reason="Heldag om det på lördag"))
    points, dropped = drafted(space)
    assert FEMINISM not in points
    assert dropped == [(FEMINISM, "Heldag om det på lördag")]
    assert f"”{FEMINISM}” utgår från Styrelsemöte 16 september 2026: Heldag om det på lördag." in messages(space)


def test_dropping_what_does_not_stand_is_told(tmp_path):
    """Somebody who drops a misspelt point believes that it is gone: it is said that it was none."""
    space = a_board(tmp_path, meeting("2026-09-16", id="m"))
    put(space, Item(meeting="m", drops="Internfeminism", reason="Tidsbrist"))
    told = "”Internfeminism” ska utgå från Styrelsemöte 16 september 2026, men är ingen stående punkt där."
    assert told in messages(space)
    assert FEMINISM in drafted(space)[0]


def test_own_points_stand_in_their_order_with_role_and_papers(tmp_path):
    """Points of one meeting follow the standing ones, lowest number first."""
    space = a_board(tmp_path, meeting("2026-09-16", id="m", papers="https://moln.se/m"), Role(id="k", name="Kassör"))
    put(space, Item(meeting="m", position=20, title="Budget", presenter="k", papers="Bilaga 1"))
    put(space, Item(meeting="m", position=10, title="Valet"), Item(meeting="other", title="Annat möte"))
    points, dropped = drafted(space)
    assert points == [
        "Mötets öppnande",
        "Godkännande av dagordningen",
        FEMINISM,
        "Valet",
        "Budget",
        "Mötets avslutande",
    ]
    assert dropped == []
    context = space.context("meetings")
    shown = text(list(agenda.sections(agenda.draft(context, sought(context, "")), sought(context, ""))))
    assert "5 | Budget | föredras av Kassör | Bilaga 1" in shown
    assert "Handlingar: https://moln.se/m" in shown


def test_member_questions_come_to_the_next_meeting_of_their_kind(tmp_path):
    """A question waits for a meeting of its kind, or for the one it was meant for, until it is answered."""
    space = a_board(tmp_path, meeting("2026-09-16", id="m"), meeting("2026-09-17", "Medlemsmöte"))
    put(
        space,
        Question(text="När byts\nlåset?", asked=date(2026, 8, 1)),
        Question(text="Till styrelsen", asked=date(2026, 8, 2), meeting="m"),
        Question(text="Besvarad", asked=date(2026, 8, 3), answered=date(2026, 8, 4)),
    )
    assert "Fråga från medlem: När byts låset?" in drafted(space, "Medlemsmöte")[0]
    assert [p for p in drafted(space, "Styrelsemöte")[0] if "Fråga" in p] == ["Fråga från medlem: Till styrelsen"]
    assert "Fråga från medlem: Besvarad" not in drafted(space, "Medlemsmöte")[0]


def test_a_question_without_a_day_came_in_when_it_was_written(tmp_path):
    """An empty "Kom in" is the day the question was saved, never later than today, and stops no question."""
    space = a_board(tmp_path, meeting("2026-09-17", "Medlemsmöte"))
    put(space, Question(text="Utan dag?"))
    [kept] = space.store.find(Question)
    assert kept.asked is None
    assert kept.came_in(date(2000, 1, 1)) == date(2000, 1, 1)  # it was saved on a real day, and today may be frozen
    assert kept.came_in(date(2999, 1, 1)) == date.fromisoformat(kept.created[:10])
    assert Question(text="Ny?").came_in(TODAY) == TODAY
    assert "Fråga från medlem: Utan dag?" in drafted(space)[0]


def test_decisions_return_until_they_are_carried_out(tmp_path):
    """What was decided and is not done comes back on the next agenda; what is ticked off or cancelled does not."""
    space = a_board(tmp_path, meeting("2026-08-12", id="a"), meeting("2026-09-16", id="b"), Role(id="k", name="Kassör"))
    put(
        space,
        Decision(what="Köpa bord", due=date(2026, 8, 15), meeting="a", role="k"),
        Decision(what="Sälja stolar", due=date(2026, 8, 16), meeting="a"),
        Decision(what="Hyra tält", due=date(2026, 8, 17), meeting="a"),
    )
    hold(space, titled(space, "Sälja stolar", "2026-08-16"))
    moving.save(space, moving.cancel(space, titled(space, "Hyra tält", "2026-08-17"), "regn"))
    points, _ = drafted(space, "2026-09-16")
    assert [p for p in points if "Uppföljning" in p] == ["Uppföljning: Köpa bord"]
    late = [m for m in messages(space) if "Beslutet" in m]
    assert late == ["Beslutet ”Köpa bord” (Styrelsemöte 12 augusti 2026) skulle ha varit klart 15 augusti 2026."]


def test_the_invitation_lists_roles_and_associations_without_names(tmp_path):
    """Co-opted and invited roles, every local association, and no person at all."""
    rule = Rule(kind="Distriktsstyrelsemöte", co_opted=("g",), invited=("v",), invite_units=True, openness="members")
    space = a_board(
        tmp_path,
        meeting(
            "2026-09-16",
            "Distriktsstyrelsemöte",
            starts=time(18),
            ends=time(20, 30),
            place="Folkets hus",
            form="hybrid",
        ),
        rule,
        Role(id="g", name="Gruppledare"),
        Role(id="v", name="Valberedning"),
        Person(id="p", name="Siri Hemlig"),
        Holder(role="g", person="p", since=date(2026, 1, 1)),
        Unit(name="Motala"),
        Unit(name="Boxholm"),
        Unit(name="Distriktet", kind="own"),
    )
    shown = invited(space)
    assert "När | onsdag 16 september 2026 kl 18.00–20.30" in shown
    assert "Form | hybrid" in shown
    assert "Öppenhet | öppet för medlemmar" in shown
    assert "Gruppledare | adjungerad | \n" in shown
    assert "Valberedning | inbjuden | ingen har rollen nu" in shown
    assert shown.index("Boxholm | lokalförening | ordförande eller annan") < shown.index("Motala")
    assert "Distriktet |" not in shown
    assert "Siri" not in shown


def test_the_invitation_says_until_when_child_care_can_be_asked_for(tmp_path):
    """Where child care is offered the call says so, with the last day; where it is not, not a word."""
    rule = Rule(kind="Styrelsemöte", childcare="always", notice="10 dagar")
    space = a_board(tmp_path, meeting("2026-09-16"), meeting("2026-09-17", "Gruppmöte"), rule)
    care = "Barnpassning | finns; anmäl barnens ålder och antal till styrelsen senast 6 september 2026"
    assert care in invited(space, "Styrelsemöte")
    assert "Barnpassning" not in invited(space, "Gruppmöte")


def test_the_call_of_an_annual_meeting_is_for_the_statutes_to_say(tmp_path):
    """Nobody makes up when an annual meeting is to be called: it says where to look."""
    space = a_board(tmp_path, meeting("2027-03-06", "Årsmöte"))
    assert "Kallelsen ut senast | kontrollera stadgarna" in invited(space)
    put(space, Rule(kind="Årsmöte", call="en månad"))
    assert "Kallelsen ut senast | 6 februari 2027" in invited(space)


def test_the_call_says_when_it_was_sent_and_to_whom(tmp_path):
    """What was ticked off with a note is proof that the call went out: when, to how many, by which channel."""
    space = a_board(tmp_path, meeting("2026-09-16"), Rule(kind="Styrelsemöte", call="två veckor"))
    assert "Kallelsen ut senast | 2 september 2026" in invited(space)
    hold(
        space,
        titled(space, "Kallelse till styrelsemöte", "2026-09-02"),
        on="2026-08-31",
        note="till 31 medlemmar, mejl",
    )
    assert "Kallelsen skickad | 31 augusti 2026, till 31 medlemmar, mejl" in invited(space)


def test_separate_meetings_before_are_named(tmp_path):
    """Gender-separate meetings of the plan stand in the call to the annual meeting."""
    own = Activity(title="Könsseparata förmöten", series="formote", schedule=Offset(("arsmote",)))
    space = a_board(tmp_path, meeting("2027-03-06", "Årsmöte"), own)
    assert "Förmöten | könsseparata, före mötet" in invited(space)


def test_an_annual_meeting_gets_the_points_that_its_order_needs(tmp_path):
    """The annual meeting's agenda holds the usual points, discharge and elections among them, in their order."""
    points, _ = drafted(a_board(tmp_path, meeting("2027-03-06", "Årsmöte")))
    wanted = ["Fråga om mötet är rätt utlyst", "Revisionsberättelse", "Ansvarsfrihet", "Motioner"]
    assert [point for point in points if point in wanted] == wanted


@pytest.mark.parametrize(
    ("which", "day"),
    [
        ("", "2026-08-27"),
        ("Styrelsemöte", "2026-09-16"),
        ("styrelsemote", "2026-09-16"),
        ("2026-08-12", "2026-08-12"),
        ("Styrelsemöte 2026-10-21", "2026-10-21"),
        ("m", "2026-10-21"),
        ("m.day", "2026-10-21"),
        ("nästa", "2026-08-27"),
        ("nästa möte", "2026-08-27"),
        ("nästa styrelsemöte", "2026-09-16"),
        ("nästa styrelse", "2026-09-16"),
        ("senaste styrelsemötet", "2026-08-12"),
        ("medlemsmötet", "2026-08-27"),
        ("12/8", "2026-08-12"),
        ("21/10", "2026-10-21"),
        ("den 21:a oktober", "2026-10-21"),
        ("21 okt.", "2026-10-21"),
        ("Oktober", "2026-10-21"),
        ("i september", "2026-09-16"),
        ("styrelsemötet i oktober 2026", "2026-10-21"),
        ("styrelsemöte augusti", "2026-08-12"),
        ("v. 43", "2026-10-21"),
        ("vecka 43", "2026-10-21"),
        ("10 mars", "2027-03-10"),  # and not the other one of week 10
        ("tors", "2026-08-27"),
    ],
)
def test_a_meeting_is_found_by_what_people_say(tmp_path, which, day):
    """Nothing means the next; a kind, a day, a month, some of them or an id mean what they say."""
    space = a_board(
        tmp_path,
        meeting("2026-08-12"),
        meeting("2026-08-27", "Medlemsmöte"),
        meeting("2026-09-16"),
        meeting("2026-10-21", id="m"),
        meeting("2027-03-10"),
        meeting("2027-03-12"),
    )
    assert sought(space.context("meetings"), which).day == date.fromisoformat(day)


def test_several_meetings_that_fit_are_named(tmp_path):
    """Words that several meetings answer to are refused with those meetings, as they can be written."""
    own = [meeting("2026-09-16"), meeting("2026-09-17", "Medlemsmöte"), meeting("2027-01-20")]
    context = a_board(tmp_path, *own).context("meetings")
    with pytest.raises(InputError, match="styrelsemöte 16/9 och medlemsmöte 17/9") as refused:
        sought(context, "september")
    assert refused.value.hint == "Skriv dagen också."
    assert sought(context, "medlemsmöte 17/9").day == date(2026, 9, 17)
    with pytest.raises(InputError, match="passar på") as refused:
        sought(context, "19/9")
    assert "styrelsemöte 20/1 2027" in refused.value.hint
    assert sought(context, "styrelsemöte 20/1 2027").day == date(2027, 1, 20)


def test_an_unknown_meeting_is_refused_with_those_there_are(tmp_path):
    """A meeting that is not there is refused with the next ones, or with how to lay some out."""
    context = a_board(tmp_path / "a", meeting("2026-09-16")).context("meetings")
    with pytest.raises(InputError, match="Inget möte passar på ”Årsmöte”") as refused:
        sought(context, "Årsmöte")
    assert refused.value.hint == "De närmaste mötena: styrelsemöte 16/9."
    with pytest.raises(InputError, match="inget möte framöver") as refused:
        sought(a_board(tmp_path / "b").context("meetings"), "")
    assert "Lägg ut en termins möten" in refused.value.hint


def test_hostile_text_is_only_text(tmp_path):
    """Markup, controls and ten thousand characters must come through as they are, for the core to show safely."""
    nasty = "[/red]\x1b[31m" + "x" * 5000
    space = a_board(tmp_path, meeting("2026-09-17", "Medlemsmöte"), Question(text=nasty, asked=TODAY))
    assert any(nasty in point for point in drafted(space, "Medlemsmöte")[0])
    assert there(space)[0].kind == "Medlemsmöte"
