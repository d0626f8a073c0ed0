"""What kind of meeting a name means, and that each kind is done as the kind that it is a sort of."""

from datetime import date

import pytest

from tests.meeting_board import a_board, found, meeting, messages, there
from tests.spaces import put
from vcycle.model.core import Activity, Goal
from vcycle.model.measure import Count
from vcycle.model.schedule import Window
from vcycle.services.plans.file import find_plan, read_plan
from vcycle_meetings import agenda, kinds, plan_words, status
from vcycle_meetings.layout import lay_out
from vcycle_meetings.practice import FEMINISM, Rule, practices
from vcycle_meetings.wishes import LayOut, proposed, wish_of


@pytest.mark.parametrize(
    ("series", "body", "general"),
    [
        ("styrelsemote", "styrelsemote", "styrelsemote"),
        ("extra-medlemsmote", "medlemsmote", "medlemsmote"),
        ("extra-arsmote", "arsmote", "arsmote"),
        ("extraarsmote", "arsmote", "arsmote"),
        ("distriktsarsmote", "distriktsarsmote", "arsmote"),
        ("distriktsarskonferens", "distriktsarskonferens", "arsmote"),
        ("medlemsmote-i-april", "medlemsmote", "medlemsmote"),
        ("medlemsmotet", "medlemsmote", "medlemsmote"),
        ("konstituerande-styrelsemote-efter-arsmotet", "styrelsemote", "styrelsemote"),
        ("extra-distriktsstyrelsemote", "distriktsstyrelsemote", "styrelsemote"),
        ("mote-infor-arsmotet", "mote", ""),
        ("planeringsdag", "planeringsdag", ""),
        ("kommunstyrelsemote", "kommunstyrelsemote", ""),
        ("extra", "extra", ""),
        ("i-april", "i-april", ""),
    ],
)
def test_a_name_says_who_meets(series, body, general):
    """The last word before a preposition says what a meeting is; a council's board is nobody's in the association."""
    assert (kinds.body(series), kinds.general(series)) == (body, general)


@pytest.mark.parametrize(
    ("kind", "like"),
    [
        ("Extra medlemsmöte", "medlemsmote"),
        ("Extra årsmöte", "arsmote"),
        ("Distriktsårsmöte", "arsmote"),
        ("Medlemsmöte i april", "medlemsmote"),
        ("Distriktsstyrelsemöte", "styrelsemote"),
        ("Gruppmöte före fullmäktige", "gruppmote"),
    ],
)
def test_a_kind_that_contains_another_is_done_like_it(tmp_path, kind, like):
    """Standing points, steps, openness and child care must come from the kind that the name contains."""
    space = a_board(tmp_path, meeting("2026-09-16", kind))
    every = practices(space.store)
    [occasion] = there(space)
    assert occasion.practice.standing == every[like].standing
    assert {*occasion.steps} == {
        series
        for series, field in (
            ("dagordning", "agenda"), ("protokoll", "minutes"), ("justering", "checked"), ("publicering", "published"),
            ("medlemsbrev", "letter"), ("barnpassning-anmalan", "notice"),
        )
        if field in every[like].amounts
    }  # fmt: skip
    assert (occasion.practice.openness, occasion.practice.childcare) == (every[like].openness, every[like].childcare)
    assert not [m for m in messages(space) if "ingen mötesregel" in m]


def test_the_feminist_point_stands_on_the_agenda_of_an_extra_member_meeting(tmp_path):
    """A standing point cannot be lost by how a meeting is called."""
    space = a_board(tmp_path, meeting("2026-09-16", "Extra medlemsmöte"))
    context = space.context("meetings")
    assert FEMINISM in [point.title for point in agenda.draft(context, there(space)[0]).points]


def test_a_kind_whose_name_says_extra_is_extra(tmp_path):
    """No letter follows it, it is told apart, and what the record says otherwise is told with how to mend it."""
    space = a_board(tmp_path, meeting("2026-09-16", "Extra styrelsemöte", id="x"))
    [occasion] = there(space)
    assert occasion.extra
    assert "medlemsbrev" not in occasion.steps
    assert "protokoll" in occasion.steps
    [told] = [f for f in found(space) if "räknas för sig" in f.message]
    assert told.message == "”Extra styrelsemöte” görs som ett styrelsemöte men räknas för sig."
    assert told.hint == 'vcycle record set möte x --kind "Styrelsemöte" --sort extra'


def test_a_laid_out_extra_meeting_is_extra_once(tmp_path):
    """Laying out a kind whose name says extra must set it as extra, and the same wish again sets nothing more."""
    space = a_board(tmp_path)
    context = space.context("meetings")
    wish = wish_of(context, LayOut(kind="Extra medlemsmöte", varied=False))
    first = lay_out(wish, [], context.years, context.today)
    assert {m.sort for m in first.meetings()} == {"extra"}
    put(space, *first.meetings())
    assert proposed(space.context("meetings"), LayOut(kind="Extra medlemsmöte")).meetings() == ()


def test_the_rule_of_a_kind_holds_for_its_sorts_until_one_of_their_own(tmp_path):
    """What the association has written about member meetings holds for extra ones, and their own rule over that."""
    space = a_board(
        tmp_path,
        Rule(kind="Medlemsmöte", call="två veckor", standing="Rapporter", monthly=True),
        Rule(kind="Extra medlemsmöte", call="en vecka"),
        meeting("2026-09-16", "Extra medlemsmöte"),
        meeting("2026-09-17", "Medlemsmöte i april"),
    )
    every = practices(space.store)
    own, plain = every["extra-medlemsmote"], every["medlemsmote-i-april"]
    assert (own.amounts["call"], plain.amounts["call"]) == ("1w", "2w")
    assert own.standing == plain.standing == (FEMINISM, "Rapporter")
    assert {own.monthly, plain.monthly} == {False}


def test_the_nearest_kind_is_the_one_that_counts(tmp_path):
    """An extra district board meeting is done as the district board's own rule says, not only as any board's."""
    space = a_board(
        tmp_path,
        Rule(kind="Distriktsstyrelsemöte", agenda="två veckor"),
        meeting("2026-09-16", "Extra distriktsstyrelsemöte"),
    )
    assert practices(space.store)["extra-distriktsstyrelsemote"].amounts["agenda"] == "2w"


def test_a_kind_without_a_rule_is_told_with_what_to_do(tmp_path):
    """Nothing is asked of a kind that nobody has said anything about: that is told once, until it has a rule."""
    space = a_board(tmp_path, meeting("2026-09-16", "Planeringsdag"), meeting("2026-10-16", "Planeringsdag"))
    told = [f for f in found(space) if "ingen mötesregel" in f.message]
    assert [f.message for f in told] == [
        "Sorten ”Planeringsdag” har ingen mötesregel: inga stående punkter och inget protokoll väntas."
    ]
    assert told[0].hint == 'vcycle record add mötesregel --kind "Planeringsdag" --minutes "två veckor"'
    put(space, Rule(kind="Planeringsdag"))
    assert not [m for m in messages(space) if "ingen mötesregel" in m]


def test_a_series_of_the_plan_that_contains_a_kind_is_one(tmp_path):
    """A plan that counts the board meetings of a district gets the habits of board meetings, under the plan's name."""
    plan = Activity(
        title="Distriktsstyrelsemöte 1", series="distriktsstyrelsemote", schedule=Window("2026-09", "2026-11")
    )
    space = a_board(tmp_path, plan, Activity(title="Husmöte", series="husmote"))
    every = practices(space.store)
    practice = every["distriktsstyrelsemote"]
    assert (practice.kind, practice.standing, practice.amounts["agenda"]) == (
        "Distriktsstyrelsemöte", (FEMINISM,), "1w",
    )  # fmt: skip
    assert "husmote" not in every


def test_varied_days_that_the_plan_asks_for(tmp_path):
    """A goal that asks for different weekdays of a series is what the board means when it lays its meetings out."""
    asked = Goal(
        text="Varierade dagar",
        measure=Count(series=("distriktsstyrelsemote",), distinct=("weekday", "place"), min_distinct=2),
    )
    other = Goal(text="Platser", measure=Count(series=("medlemsmote",), distinct=("place",), min_distinct=2))
    space = a_board(tmp_path, asked, other)
    context = space.context("meetings")
    assert wish_of(context, LayOut(kind="Distriktsstyrelsemöte")).varied
    assert wish_of(context, LayOut(kind="distriktsstyrelsemote")).kind == "Distriktsstyrelsemöte"
    assert not wish_of(context, LayOut(kind="Distriktsstyrelsemöte", varied=False)).varied
    assert not wish_of(context, LayOut(kind="Medlemsmöte")).varied
    assert not wish_of(context, LayOut(kind="Styrelsemöte")).varied


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Alla styrelsemöten, gruppmöten och medlemsmöten är öppna för alla medlemmar, "
            "och medlemsmötena även för icke-medlemmar",
            {"styrelsemote": "members", "gruppmote": "members", "medlemsmote": "all"},
        ),
        ("Medlemsmöten ska vara öppna för alla", {"medlemsmote": "all"}),
        ("Styrelsemötena är öppna för medlemmar", {"styrelsemote": "members"}),
        ("Fler icke-medlemmar ska bli medlemmar på våra medlemsmöten", {}),
        ("Mötena ska präglas av öppenhet", {}),
        ("Styrelsemöten är inte öppna för alla medlemmar", {}),
    ],
)
def test_who_may_come_as_the_plan_says(text, who):
    """Only what a goal says in so many words is read, and each kind for itself."""
    assert plan_words.openness([Goal(text=text)]) == who


def test_a_rule_of_its_own_closes_what_the_plan_opens(tmp_path):
    """The plan opens member meetings for all, extra ones with them; what the association has decided wins."""
    goal = Goal(text="Medlemsmöten är öppna för alla")
    space = a_board(tmp_path, goal, meeting("2026-09-16", "Extra medlemsmöte"))
    assert {practices(space.store)[s].openness for s in ("medlemsmote", "extra-medlemsmote")} == {"all"}
    put(space, Rule(kind="Medlemsmöte", openness="members"))
    assert practices(space.store)["extra-medlemsmote"].openness == "members"


def test_the_newer_of_two_rules_wins_whole(tmp_path):
    """Of two rules for one kind the older says nothing more, in no field."""
    older = Rule(id="a", kind="Styrelsemöte", agenda="10 dagar", standing="Ekonomi", openness="members", separate=True)
    space = a_board(tmp_path, older, Rule(id="b", kind="styrelsemöte", call="två veckor"))
    practice = practices(space.store)["styrelsemote"]
    assert practice.amounts["agenda"] == "1w"
    assert practice.amounts["call"] == "2w"
    assert (practice.standing, practice.openness, practice.separate) == ((FEMINISM,), "", False)


@pytest.mark.parametrize("name", ["vanersborg-2022", "ostergotland-2017"])
def test_the_shipped_plans_say_who_may_come_and_when(name):
    """Vänersborg welcomes all to its member meetings; Östergötland's board is to meet on varied days."""
    goals = [Goal(text=g.text or g.quote, measure=g.measure) for g in read_plan(find_plan(name)).goals]
    expected = {
        "vanersborg-2022": ({"styrelsemote": "members", "gruppmote": "members", "medlemsmote": "all"}, set()),
        "ostergotland-2017": ({}, {"distriktsstyrelsemote"}),
    }
    assert (plan_words.openness(goals), plan_words.varied(goals)) == expected[name]


def test_no_day_of_a_kind_is_told_for_ever(tmp_path):
    """A kind of which only old meetings are left is not asked about."""
    space = a_board(tmp_path, meeting("2020-09-16", "Planeringsdag"), meeting("2020-09-17", "Extra medlemsmöte"))
    assert not [m for m in messages(space) if "mötesregel" in m or "räknas för sig" in m]
    assert date(2026, 8, 20) == space.today


def test_extra_meetings_are_told_apart_in_the_status(tmp_path):
    """Two meetings of a kind, one of them extra, must not look alike; a kind that says it is not told twice."""
    space = a_board(
        tmp_path, meeting("2026-09-16"), meeting("2026-09-17", sort="extra"), meeting("2026-09-18", "Extra årsmöte")
    )
    rows = [row for section in status.status(there(space), space.today) for row in section.rows]
    assert [row[1] for row in rows] == ["Styrelsemöte", "Styrelsemöte (extra)", "Extra årsmöte"]
