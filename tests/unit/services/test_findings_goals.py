"""What goals need is told among the findings: once each, with what to do, and nothing about what is well."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.spaces import LAST_THURSDAY, a_space, put
from vcycle.model.core import Activity, Goal, Log, Role, Series
from vcycle.model.measure import After, Count, Level, State, Unset
from vcycle.model.schedule import Dates
from vcycle.services.findings import findings
from vcycle.services.findings_goals import goal_findings

SERIES = (Series(id="s1", key="brev"), Series(id="s2", key="medlemmar"))


def found(folder, measure, *records, today=date(2026, 3, 1)):
    """The findings about the goals of a workspace."""
    space = a_space(folder / "x", *SERIES, Goal(id="g", text="Ett mål", measure=measure), *records, today=today)
    return list(goal_findings(space))


def logs(*days):
    return [Log(series="brev", day=day) for day in days]


@pytest.mark.parametrize(
    ("measure", "today", "level", "words"),
    [
        (Count(series=("brev",), max=0), date(2026, 3, 1), "warning", "är inte uppnått: 1 "),
        (Count(series=("brev",), min=3, per="term"), date(2026, 6, 1), "warning", "är inte nått än: 1 av 3"),
        (Count(series=("brev",), min=12), date(2026, 9, 1), "info", "ligger efter: 1 av 12"),
        (Count(series=("brev",), average=4, per="month"), date(2026, 9, 1), "info", "ligger efter: 1 på 8,03 månader"),
        (
            State(done="styrdokument", by="05-01"),
            date(2026, 4, 10),
            "warning",
            "räknar ”styrdokument”, som inget annat",
        ),
        (State(role="kassor"), date(2026, 3, 1), "warning", "frågar efter rollen ”kassor”, som inte finns"),
        (Level(metric="medlemmar", growth=15), date(2026, 3, 1), "info", "behöver ett utgångsvärde"),
        (Unset(series=("brev",)), date(2026, 3, 1), "info", "1 mål har ingen siffra än: ”Ett mål”"),
    ],
)
def test_what_a_goal_needs(tmp_path, measure, today, level, words):
    """Missed, soon over, behind, reading what does not exist, without a baseline or a number: one line each."""
    [finding] = found(tmp_path, measure, *logs(date(2026, 1, 5)), today=today)
    assert finding.level == level
    assert words in finding.message
    assert finding.message.count("ligger efter") == words.count("ligger efter")
    assert finding.hint
    assert finding.ref == "g"


@pytest.mark.parametrize(
    "measure",
    [
        Count(series=("brev",), min=1),
        Count(series=("brev",), min=2, when="valrörelse"),
        Count(series=("brev",), min=3, per="term"),
        Count(series=("mote",), min=3, per="term"),
        Level(metric="medlemmar", min=570),
        None,
    ],
)
def test_what_is_well_is_not_told(tmp_path, measure):
    """What is reached, has time, will be reached by what is planned, or is not measured, needs nothing."""
    meeting = Activity(title="Möte", series="mote", schedule=LAST_THURSDAY)
    assert found(tmp_path, measure, meeting, *logs(date(2026, 1, 5)), today=date(2026, 2, 1)) == []


@pytest.mark.parametrize(
    ("per", "before", "early", "late", "due"),
    [
        ("week", range(1, 61, 7), date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)),
        ("month", (1, 32), date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 31)),
        ("term", (), date(2026, 5, 30), date(2026, 5, 31), date(2026, 6, 30)),
    ],
)
def test_soon_over_is_a_quarter_of_what_is_short(tmp_path, per, before, early, late, due):
    """A week is told of on its last two days, a month in its last week, a term in its last thirty days."""
    done = logs(*(date.fromordinal(date(2025, 12, 31).toordinal() + number) for number in before))
    space = a_space(tmp_path / per, *SERIES, Goal(text="M", measure=Count(series=("brev",), min=1, per=per)), *done)
    warned = [[f for f in goal_findings(replace(space, today=day)) if f.level == "warning"] for day in (early, late)]
    assert warned[0] == []
    assert [finding.due for finding in warned[1]] == [due]


def test_a_day_of_its_own_ends_it(tmp_path):
    """What has a last day is told of before that day, not before the end of the year."""
    role = Role(id="r", name="Kassör")
    [finding] = found(tmp_path, State(role="kassor", by="05-01"), role, today=date(2026, 4, 10))
    assert finding.due == date(2026, 5, 1)
    (tmp_path / "y").mkdir()
    assert found(tmp_path / "y", State(role="kassor", by="05-01"), role, today=date(2026, 3, 10)) == []


def test_goals_without_a_number_are_one_line(tmp_path):
    """However many wait for a number, they are one finding that names the first."""
    space = a_space(tmp_path / "x", *SERIES)
    put(space, *(Goal(id=f"g{n}", text=f"Mål {n}", measure=Unset(series=("brev",))) for n in range(5)))
    [finding] = goal_findings(space)
    assert "5 mål har ingen siffra än: ”Mål 0”, ”Mål 1”, ”Mål 2” och 2 till" in finding.message


def test_they_are_among_all_findings(tmp_path):
    """`check` tells of goals with everything else, worst first."""
    space = a_space(
        tmp_path / "x", *SERIES, Goal(text="Ett mål", measure=Count(series=("brev",), max=0)), *logs(date(2026, 1, 1))
    )
    put(space, Activity(title="Kurs", schedule=Dates(("2026-03-05",))))
    assert any("Ett mål" in finding.message for finding in findings(space))


def test_a_measure_that_somebody_broke_by_hand(tmp_path):
    """An impossible measure from a file changed by hand is an error that says why, and the rest goes on."""
    space = a_space(tmp_path / "x", *SERIES, Goal(id="g", text="Ett mål", measure=Count(series=("brev",), min=1)))
    data = (tmp_path / "x" / "vcycle.json").read_text("utf-8")
    (tmp_path / "x" / "vcycle.json").write_text(data.replace('"min":1', '"min":4,"max":3'), "utf-8")
    [finding] = goal_findings(space)
    assert finding.level == "error"
    assert "minst 4 är mer än högst 3" in finding.message


@pytest.mark.parametrize(("day", "count"), [("2026-09-12", 1), ("2026-09-13", 1), ("2026-09-14", 0)])
def test_what_is_planned_in_the_wrong_order(tmp_path, day, count):
    """What must lie after a day and is planned on it or before is told of while it can be moved."""
    party = Activity(title="Valfest", series="valfest", schedule=Dates(days=(day,)))
    told = found(tmp_path, State(after=After(series="valfest", of="09-13")), party)
    assert [f.level for f in told] == ["warning"] * count
    assert all("bryts av det som är planerat: planerad" in f.message.casefold() for f in told)
