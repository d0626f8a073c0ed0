"""A plugin of one record type is one short file, and every surface of the program has it without being named there."""

import ast
import json
import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from vcycle.model.fields import describe
from vcycle.services.wheel_year import whole_year
from vcycle.testing import PluginSpace, check_plugin
from vcycle.tui.app import VcycleApp
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.register.register_screen import RegisterScreen

FOLDER = Path(__file__).parents[1] / "fixtures" / "cheap"
SOURCE = (FOLDER / "vcycle_circles.py").read_text("utf-8")
TODAY = date(2026, 3, 8)


@pytest.fixture
def circles(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield import_module("vcycle_circles")
    del sys.modules["vcycle_circles"]


@pytest.fixture
def space(circles, tmp_path):
    """An association with one circle, whose report is late."""
    space = PluginSpace(tmp_path / "space", circles, today=TODAY)
    space.add(circles.Circle(name="Läsa tillsammans", starts=date(2026, 2, 3), report_by=date(2026, 3, 1), hours=20))
    return space


def test_the_plugin_is_one_short_file(circles):
    """Six fields, two marks and one finding must fit in fewer than 40 lines, with two hooks and nothing else."""
    assert len(SOURCE.splitlines()) < 40
    functions = [node.name for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.FunctionDef)]
    assert functions == ["vcycle_record_types", "vcycle_findings"]
    (type_,) = circles.vcycle_record_types()
    assert (len(type_.fields), len(type_.marks)) == (6, 2)
    assert check_plugin(circles).plugin == "circles"


def test_it_has_a_command_line(space):
    """Help with all fields, list, show, add, change, remove, undo, redo and history, from the declarations alone."""
    told = space.run("record", "add", "studiecirkel", "--help")
    options = ("--name", "--starts", "--report-by", "--form", "--hours", "--reported")
    assert [option for option in options if option not in told] == []
    assert "Läsa tillsammans" in space.run("record", "list", "studiecirklar")
    space.run("record", "add", "studiecirkel", "--name", "Sång", "--starts", "5 april 2026", "--form", "på nätet")
    assert json.loads(space.run("record", "show", "studiecirkel", "sång", "--json"))["form"] == "net"
    space.run("record", "set", "studiecirkel", "sång", "--hours", "9")
    space.run("record", "rm", "studiecirkel", "sång")
    names = [("undo", "9"), ("undo", "0"), ("undo", ""), ("redo", "0")]
    for step, hours in names:
        space.run(step)
        found = json.loads(space.run("record", "list", "studiecirklar", "--where", "name=Sång", "--json"))
        assert [str(circle["hours"] or 0) for circle in found] == [hours] * bool(hours)
    assert "studiecirkel ”Sång”" in space.run("history")


def test_it_has_csv_files(space, tmp_path):
    """What is exported must be read back as the same records."""
    file = tmp_path / "cirklar.csv"
    (before,) = space.records(space.module.Circle)
    space.run("record", "export", "studiecirkel", file)
    assert "Läsa tillsammans" in file.read_text("utf-8-sig")
    space.run("record", "set", "studiecirkel", "läsa tillsammans", "--hours", "3", "--form", "på nätet")
    space.run("record", "import", "studiecirkel", file)
    space.reopen()
    (after,) = space.records(space.module.Circle)
    assert [getattr(after, spec.name) for spec in describe(type(after))] == [
        getattr(before, spec.name) for spec in describe(type(before))
    ]


def test_it_is_found(space):
    """The record by its name, and its marked days by their titles."""
    told = space.run("find", "läsa")
    assert "studiecirkel" in told
    assert "Rapportera Läsa tillsammans" in told


def test_it_is_in_the_wheel(space):
    """Both marked dates must be in the wheel's year, its sentences and its drawing."""
    page = whole_year(space.workspace, 2026)
    titles = {"Läsa tillsammans börjar", "Rapportera Läsa tillsammans"}
    assert {entry.title for entry in page.entries} == titles
    told = space.run("wheel", "--format", "text")
    assert [title for title in titles if title not in told] == []
    assert "Läsa" in space.run("wheel", "--format", "svg")


def test_it_is_in_the_calendar_and_can_be_moved(space):
    """Both marked dates must go out to phones; moving one changes the record, and the event keeps its identity."""
    before = events(space)
    assert before == {"Läsa tillsammans börjar": "20260203", "Rapportera Läsa tillsammans": "20260301"}
    (entry,) = [entry for entry in space.entries() if entry.slot == "starts"]
    space.run("move", entry.id, "2026-02-10")
    space.reopen()
    assert [circle.starts for circle in space.records(space.module.Circle)] == [date(2026, 2, 10)]
    assert events(space) == before | {"Läsa tillsammans börjar": "20260210"}
    space.reopen()
    assert entry.uid in {moved.uid for moved in space.entries()}


def events(space):
    """Title and first day of what goes into the calendar file."""
    return {
        re.search(r"SUMMARY:(.*?)\r\n", event)[1]: re.search(r"DTSTART;VALUE=DATE:(\d+)", event)[1]
        for event in space.run("export", "ics", "-o", "-").split("BEGIN:VEVENT")[1:]
    }


def test_it_is_looked_after(space):
    """Its own finding, and the warning ahead of a marked date, must be in the attention list."""
    assert "Läsa tillsammans är inte rapporterad." in space.run("check")
    space.add(space.module.Circle(name="Sång", starts=TODAY, report_by=date(2026, 3, 20)))
    assert "”Rapportera Sång” är om 12 dagar." in space.run("check")
    assert "Rapportera Sång" in space.run("next")
    assert "Rapportera Sång" in space.run("list")


def test_it_is_in_the_report(space):
    """The year's records must stand in the annual report as a table with the columns of their list."""
    told = space.run("report")
    assert "Studiecirklar" in told
    assert re.search(r"Läsa tillsammans[ |]+2026-02-03[ |]+2026-03-01", told)


async def test_it_has_a_list_and_a_form(space):
    """In the interface the type must have a list, and a form that adds one; undo takes it back."""
    async with VcycleApp(space.workspace).run_test(size=(120, 40)) as pilot:
        await pilot.press("l")
        screen = pilot.app.screen
        assert isinstance(screen, RegisterScreen)
        screen.side.mark([kind.key for kind in screen.kinds].index("circles.circle"))
        await pilot.press("enter")
        await pilot.pause()
        assert [row[0] for row in screen.sheet.rows] == ["Läsa tillsammans"]
        await pilot.press("n")
        assert isinstance(pilot.app.screen, RecordForm)
        await pilot.press(*"Sång", "tab", *"2026-04-05", "ctrl+s")
        await pilot.pause()
        assert {row[0] for row in screen.sheet.rows} == {"Läsa tillsammans", "Sång"}
        added = space.records(space.module.Circle)[-1]
        assert (added.name, added.starts, added.form) == ("Sång", date(2026, 4, 5), "room")
        await pilot.press("u")
        await pilot.pause()
        assert len(space.records(space.module.Circle)) == 1
