"""The annual report so far: what was counted, what plugins tell, and dated records; nobody's name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.circle_plugin import Circle
from tests.spaces import YEAR, a_space, one, put
from vcycle.cli.main import run
from vcycle.model.core import Area, Goal, Holder, Log, Person, Role, Series
from vcycle.model.derived import Section
from vcycle.model.measure import Count, Level, Unset
from vcycle.model.period import Years
from vcycle.services import moving
from vcycle.services.report import report
from vcycle.services.report.evidence import ranges
from vcycle.services.section_files import markdown
from vcycle_almanac import Day


@pytest.fixture
def space(tmp_path):
    records = (
        Circle(id="c", kind="Kväll", day=date(2026, 2, 1)),
        Log(series="brev", day=date(2026, 2, 2), amount=2),
        Log(series="brev", day=date(2025, 2, 2), amount=40),
        Day(title="Marknad", first=date(2026, 5, 1)),
        Day(title="Förra marknaden", first=date(2025, 5, 1)),
        Person(name="Siri Berg", member_since=date(2026, 1, 1)),
    )
    plugins = {"circles": "tests.circle_plugin", "almanac": "vcycle_almanac"}
    return a_space(tmp_path / "x", *records, plugins=plugins)


def _section(made, title):
    [found] = [section for section in made.sections if section.title == title]
    return found


def test_hook_sections_stand_between_numbers_and_lists(space):
    """First what was counted, then what plugins tell; a plugin that tells nothing has its dated records listed."""
    moving.save(space, moving.done(space, one(space.entries(YEAR), "c.day"), women=4, men=1, unknown=3))
    made = report(space, 2026)
    assert [section.title for section in made.sections] == ["Året i siffror", "Kvällar", "Märkesdagar", "Underlag"]
    rows = _section(made, "Året i siffror").rows
    assert ("Kväll ordinarie", "1", "", "", "4", "1", "", "3", "50–88 %") in [row[:-1] for row in rows]
    assert ("Brev", "2", "40", "", "", "", "", "", "") in [row[:-1] for row in rows]
    assert [row[0] for row in _section(made, "Märkesdagar").rows] == ["Marknad"]
    assert "Siri" not in repr(made)


GOALS = (
    Area(id="o", name="Utåt", ring="Ute"),
    Goal(id="g1", text="Minst två brev", areas=("o",), measure=Count(series=("brev",), min=2)),
    Goal(id="g2", text="Minst nio brev", areas=("o",), measure=Count(series=("brev",), min=9)),
    Goal(id="g3", text="Brev då och då", areas=("o",), measure=Unset(series=("brev",))),
    Goal(id="g4", text="Vara snälla"),
)


def test_every_goal_says_honestly_what_came_of_it(space):
    """Reached, not reached, no number set and nobody counts: each in its words, with the facts that say so."""
    put(space, *GOALS)
    made = report(replace(space, today=date(2027, 2, 1)), 2026)
    rows = {row[0]: row for row in _section(made, "Mål: Utåt").rows}
    assert [row[1] for row in rows.values()] == ["uppfyllt", "ej uppnått", "ingen siffra"]
    assert {row[-1] for row in rows.values()} == {"1"}
    assert [row[2] for row in rows.values()] == ["2 (mål 2)", "2 (mål 9)", "2"]
    assert _section(made, "Mål: Utan område").rows == (("Vara snälla", "inget mått", "", "ingen räknar det", ""),)
    assert _section(made, "Underlag").rows == (("1", "2 februari 2026", "Brev", "2", ""),)
    assert dict(_section(made, "Målen i korthet").rows)["ej uppnått"] == "1"


def test_the_year_before_stands_beside_when_it_is_known(tmp_path):
    """Where the workspace knows an earlier year, each goal and number stands beside what it was then."""
    logs = (Log(series="brev", day=date(2026, 2, 2), amount=2), Log(series="brev", day=date(2025, 2, 2), amount=1))
    space = a_space(tmp_path / "y", *GOALS, *logs, years=Years(first=2025))
    section = _section(report(space, 2026), "Mål: Utåt")
    assert "Året före" in section.header
    assert "1" in section.rows[0][section.header.index("Året före")]


def test_roles_are_counted_and_nobody_is_named(tmp_path):
    """How many held a role in the year, their own word for their gender, and which one is vacant."""
    people = (Person(id="p1", name="Siri Berg", gender="woman"), Person(id="p2", name="Bo Ek"))
    held = (
        Holder(role="r", person="p1", since=date(2025, 1, 1)),
        Holder(role="r", person="p2", since=date(2026, 5, 1), until=date(2026, 6, 1)),
        Holder(role="r", person="p2", since=date(2024, 5, 1), until=date(2024, 6, 1)),
    )
    wanted = (Role(id="r", name="Kassör"), Role(id="s", name="Studieansvarig", required=True))
    made = report(a_space(tmp_path / "y", *people, *held, *wanted), 2026)
    assert _section(made, "Roller").rows == (
        ("Kassör", "2", "1", "", "", "1"),
        ("Studieansvarig", "vakant", "", "", "", ""),
    )
    assert "Berg" not in repr(made)


def test_readings_are_read_off_and_money_is_kronor(tmp_path):
    """A figure's last reading counts, never the sum of its readings; amounts of money are written as money."""
    readings = [
        Log(series="medlemmar", day=date(2026, month, 1), amount=amount)
        for month, amount in ((1, 87), (6, 95), (12, 101))
    ]
    goals = (
        Goal(text="Fler", measure=Level(metric="medlemmar", min=100)),
        Goal(text="Råd", measure=Level(metric="kassa", min="5 kr", money=True)),
    )
    money = (
        Series(key="utlagg", title="Utlägg", unit="kronor"),
        Log(series="utlagg", day=date(2026, 3, 1), amount=4500),
    )
    kept = (*readings, *goals, *money, Log(series="kassa", day=date(2026, 3, 1), amount=10_000_000))
    made = report(a_space(tmp_path / "y", *kept, today=date(2027, 1, 5)), 2026)
    shown = {row[0]: row[1] for row in _section(made, "Året i siffror").rows}
    assert shown == {"Medlemmar": "101", "Kassa": "100\xa0000 kr", "Utlägg": "45 kr"}
    assert "100\xa0000 kr" in [row[3] for row in _section(made, "Underlag").rows]


def test_no_label_leaves_the_board(space, capsys):
    """Labels of facts, which may be names, are in no format of the report."""
    put(space, Log(series="brev", day=date(2026, 3, 3), tags=("Siri Berg",)), *GOALS)
    for wanted in ("json", "md"):
        assert run(["--data", str(space.folder), "--today", "2026-04-01", "report", "--format", wanted]) == 0
        out = capsys.readouterr().out
        assert "Brev" in out
        assert "Siri" not in out


@given(st.sets(st.integers(1, 60)))
def test_ranges_hold_just_their_numbers(numbers):
    """What is cited as ranges is every number and no other."""
    text = ranges(sorted(numbers))
    read = [part.split("–") for part in text.split(", ")] if text else []
    assert {n for part in read for n in range(int(part[0]), int(part[-1]) + 1)} == numbers


def test_an_empty_year_is_told_without_tables(tmp_path):
    """A year in which nothing happened is a report without sections, not an error."""
    assert report(a_space(tmp_path / "x"), 2026).sections == ()


def test_the_file_is_markdown_that_obeys_nobody(space, tmp_path, capsys):
    """What people and plugins wrote is text in the document; it is written whole, and as JSON too."""
    target = tmp_path / "berattelse.md"
    assert run(["--data", str(space.folder), "--today", "2026-03-01", "report", "-o", str(target)]) == 0
    text = target.read_text("utf-8")
    assert text.startswith("# Verksamhetsberättelse 2026 för Föreningen Prov\n")
    assert r"Vi höll 0 \| \*kvällar\*." in text
    assert "| Brev | 2 | 40 |" in text
    capsys.readouterr()
    assert run(["--data", str(space.folder), "report", "--year", "2025", "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert '"40"' in out
    assert '"Förra marknaden"' in out


def test_no_row_of_a_table_can_break_out():
    """A cell with line breaks, pipes or tags stays one cell."""
    hostile = "a|b\n# c\n<script>[x](y)\x1b[31m"
    lines = markdown("T", [Section(title="S", header=("A", "B"), rows=((hostile, hostile),))]).splitlines()
    assert len(lines) == 7
    assert lines[-1].replace(r"\|", "").count("|") == 3
    assert "\x1b" not in lines[-1]
