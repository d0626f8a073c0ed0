"""The annual report so far: what was counted, what plugins tell, and dated records; nobody's name."""

from datetime import date

import pytest

from tests.circle_plugin import Circle
from tests.spaces import YEAR, a_space, one
from vcycle.cli.main import run
from vcycle.cli.show_sections import markdown
from vcycle.model.core import Log, Person
from vcycle.model.derived import Section
from vcycle.services import moving
from vcycle.services.report import report
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


def test_hook_sections_stand_between_numbers_and_lists(space):
    """First what was counted, then what plugins tell; a plugin that tells nothing has its dated records listed."""
    moving.save(space, moving.done(space, one(space.entries(YEAR), "c.day"), women=4))
    made = report(space, 2026)
    titles = [section.title for section in made.sections]
    assert titles == ["Året i siffror", "Kvällar", "Märkesdagar"]
    assert ("Kväll ordinarie", "1", "0", "4", "", "", "") in made.sections[0].rows
    assert ("brev", "2", "0", "", "", "", "") in made.sections[0].rows
    assert [row[0] for row in made.sections[2].rows] == ["Marknad"]
    assert "Siri" not in repr(made)


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
    assert "| brev | 2 | 0 |" in text
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
