"""Whom a meeting's call goes to and what it says: nobody who is to be called vanishes, no question is left open."""

import pytest

from tests.meeting_board import a_board, meeting, text, there
from tests.spaces import put
from vcycle.model.core import Activity, Goal, Role
from vcycle.model.schedule import Offset
from vcycle_meetings import invitation
from vcycle_meetings.practice import Rule

NON_MEMBERS = "Medlemsmöten är öppna för alla medlemmar, och medlemsmötena även för icke-medlemmar"


def invited(space):
    return text(list(invitation.sections(space.context("meetings"), there(space)[0])))


def test_asking_for_child_care_has_a_last_day_and_an_address(tmp_path):
    """A call that asks for the ages of children says whom to tell, and by when, also where no rule does."""
    space = a_board(tmp_path, meeting("2026-09-16", "Medlemsmöte"))
    line = "Barnpassning | ordnas om någon behöver; anmäl barnens ålder och antal till"
    assert f"{line} styrelsen senast 9 september 2026" in invited(space)
    put(space, Rule(kind="Medlemsmöte", notice="10 dagar"))
    assert f"{line} styrelsen senast 6 september 2026" in invited(space)


def test_child_care_is_asked_for_of_the_role_that_the_plan_names(tmp_path):
    """Where the plan says who takes the requests, the call names that role."""
    own = Activity(
        title="Anmälan", series="barnpassning-anmalan", schedule=Offset(("medlemsmote",), before="3d"), responsible="s"
    )
    space = a_board(tmp_path, meeting("2026-09-16", "Medlemsmöte"), own, Role(id="s", name="Sekreteraren"))
    assert "till sekreteraren senast 13 september 2026" in invited(space)


@pytest.mark.parametrize("kind", ["Medlemsmöte", "Extra medlemsmöte"])
def test_a_meeting_that_the_plan_opens_for_all_is_called_so(tmp_path, kind):
    """Where the plan welcomes those who are no members, the call does too; without it, it is for members."""
    assert "Öppenhet | öppet för medlemmar" in invited(a_board(tmp_path / "a", meeting("2026-09-16", kind)))
    space = a_board(tmp_path / "b", meeting("2026-09-16", kind), Goal(text=NON_MEMBERS))
    assert "Öppenhet | öppet för alla" in invited(space)
    put(space, Rule(kind="Medlemsmöte", openness="members"))
    assert "Öppenhet | öppet för medlemmar" in invited(space)


def test_nobody_who_is_to_be_called_vanishes(tmp_path):
    """A role that is gone, and whom only the older of two rules calls, are said in the list."""
    older = Rule(id="a", kind="Styrelsemöte", co_opted=("g",), invite_units=True)
    space = a_board(tmp_path, meeting("2026-09-16"), older, Role(id="g", name="Gruppledare"))
    put(space, Rule(id="b", kind="Styrelsemöte", invited=("x",)))
    shown = invited(space)
    assert "En borttagen roll | inbjuden | finns inte längre; ändra i mötesregeln" in shown
    assert "bara den senare gäller. Enligt den äldre kallas också: Gruppledare; lokalföreningarna." in shown
    assert "Gruppledare | adjungerad" not in shown
