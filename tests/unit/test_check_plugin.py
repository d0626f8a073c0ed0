"""`check_plugin` names what a plugin does wrong, all of it at once, and lets a right one pass."""

import importlib
import sys
import textwrap
from datetime import date

import pytest

from vcycle.model.fields import describe
from vcycle.testing import PluginSpace, check_plugin
from vcycle.testing.values import generated

HEAD = """
from datetime import date, datetime
from typing import Annotated, Literal
from vcycle.api import *

VCYCLE_API = 1
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Write a plugin to disk and import it; forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    names = []

    def write(source, name="vcycle_tried"):
        (tmp_path / f"{name}.py").write_text(HEAD + textwrap.dedent(source), "utf-8")
        importlib.invalidate_caches()
        names.append(name)
        return importlib.import_module(name)

    yield write
    for name in names:
        del sys.modules[name]


def faults(module, **options):
    """Each line of what `check_plugin` refuses a plugin for."""
    with pytest.raises(AssertionError) as caught:
        check_plugin(module, **options)
    first, *lines = str(caught.value).splitlines()
    assert first == f"{module.__name__} breaks the contract:"
    return [line for line in lines if line.startswith("- ")]


def one_with(lines, *words):
    """The only line that holds all these words."""
    (found,) = [line for line in lines if all(word in line for word in words)]
    return found


def test_what_the_source_tells(module):
    """Imports of the program's inside, heavy imports, printing and every way to ask the clock must be named by line."""
    found = faults(
        module("""
        import icalendar, time
        from time import time as now_
        from vcycle.services import workspace
        import vcycle.config
        from vcycle import errors
        print("hej")

        @hookimpl
        def vcycle_findings(context):
            if context.today == date.today() or datetime.now() or time.time() or now_():
                return []
        """)
    )
    assert one_with(found, "imports vcycle.services;").startswith("- vcycle_tried.py:10 ")
    for words in ("imports vcycle.config;", "imports vcycle.errors;", "its import brings icalendar along"):
        assert one_with(found, words)
    for clock in ("(date.today)", "(datetime.now)", "(time.time)", "(now_)"):
        assert one_with(found, "vcycle_tried.py:17", "asks the clock", clock)
    assert one_with(found, "its import prints: hej")


def test_what_is_declared(module):
    """Fields that people could not tell apart, or read back, and types that cannot be filled, must be named."""
    found = faults(
        module("""
        class Thing(Record, frozen=True):
            name: Annotated[str, field("Namn", max_length=5)]
            twin: Annotated[str, field("namn ")] = ""
            size: Annotated[Literal["s", "l"], field("Storlek", labels={"s": "liten", "l": "stor "})] = "s"
            none: Annotated[int, field("Ingen", ge=9, le=3)] = 3

        def never(thing):
            return {"name": "duger aldrig"}

        @hookimpl
        def vcycle_record_types():
            return [RecordType(Thing, "tried.thing", "sak", "saker", validate=never)]
        """)
    )
    assert one_with(found, "tried.thing.name: shares its label")
    assert one_with(found, "tried.thing.twin: shares its label")
    assert one_with(found, "tried.thing.size: shows 'l' as 'stor ', and does not read it")
    assert one_with(found, "tried.thing.none: no value could be made up")
    assert one_with(found, "tried.thing: its validate refuses what can be made up")


def test_what_the_hooks_do(module):
    """Hooks that fail among records, and identities that change, must be named, with the plugin's own traceback."""
    with pytest.raises(AssertionError) as caught:
        check_plugin(
            module("""
            asked = []

            class Thing(Record, frozen=True):
                name: Annotated[str, field("Namn")] = ""
                day: Annotated[date | None, field("Dag")] = None

            @hookimpl
            def vcycle_record_types():
                return [RecordType(Thing, "tried.thing", "sak", "saker")]

            @hookimpl
            def vcycle_entries(context, period):
                asked.append(period)
                yield Entry(record="tried.x", slot=str(len(asked)), title="x", start=period.start, end=period.end)

            @hookimpl
            def vcycle_findings(context):
                for thing in context.store.find(Thing):
                    yield Finding(level="info", message=str(thing.day.year))
            """)
        )
    text = str(caught.value)
    assert "gives other entries when asked a second time: tried.x." in text
    assert "hooks answer in a full workspace: Tillägget ”tried” är avstängt (vcycle_findings): AttributeError" in text
    assert "message=str(thing.day.year)" in text
    assert "in an empty workspace" not in text


def test_what_commands_and_screens_do(module):
    """A command that fails, and a screen that is not there, must be named; to refuse is right."""
    found = faults(
        module("""
        def fails(context, arguments):
            return 1 / 0

        def refuses(context, arguments):
            raise InputError("Säg vad.")

        @hookimpl
        def vcycle_commands():
            yield Command(name="fails", label="Gå sönder", run=fails)
            yield Command(name="refuses", label="Vägra", run=refuses)

        @hookimpl
        def vcycle_screens():
            yield ScreenType(name="nowhere", label="Borta", factory="vcycle_tried:Nowhere")
            yield ScreenType(name="board", label="Tavla", factory="vcycle_tried:Board")

        class Key:
            def __init__(self, id):
                self.id = id

        class Board:
            BINDINGS = [Key("wheel.move"), Key("tried.drop"), Key(None)]

            def __init__(self, desk):
                self.desk = desk
        """)
    )
    assert one_with(found, "”vcycle tried fails --dry-run” gave 5:")
    assert one_with(found, "screen nowhere: ", "vcycle_tried:Nowhere finns inte")
    assert one_with(found, "screen board: ", "'wheel.move', must begin with 'tried'")
    assert not [line for line in found if "tried.drop" in line]
    assert not [line for line in found if "refuses" in line]


def test_a_plugin_that_is_not_let_in(module):
    """A plugin that is refused at registration must be told why, in the words its users would meet."""
    (found,) = faults(module("@hookimpl\ndef vcycle_entires():\n    return []\n"))
    assert "det finns ingen krok som heter ”vcycle_entires”; menade du vcycle_entries?" in found


RIGHT = """
class Settings(Struct, frozen=True):
    days: Annotated[int, field("Dagar", ge=1, le=90)]

class Thing(Record, frozen=True):
    code: Annotated[str, field("Kod", min_length=4, max_length=4)]
    kind: Annotated[Literal["a", "b"] | None, field("Slag", labels={"a": "ett", "b": "två"})] = None
    first: Annotated[date | None, field("Första")] = None
    last: Annotated[date | None, field("Sista")] = None
    person: Annotated[str, field("Person", link="core.person")] = ""
    part_of: Annotated[str, field("Del av", link="tried.thing")] = ""

def in_order(thing):
    if thing.code != "KOD1":
        return {"code": "ska vara KOD1"}
    return {"last": "före den första"} if thing.first and thing.last and thing.last < thing.first else {}

@hookimpl
def vcycle_settings():
    return Settings

@hookimpl
def vcycle_record_types():
    return [RecordType(Thing, "tried.thing", "sak", "saker", name_field="code", validate=in_order,
                       marks=(Mark("first", end="last"),))]
"""


def test_a_right_plugin_passes(module):
    """A plugin with links, limits, needed settings and a strict validation must pass, told what it needs."""
    tried = module(RIGHT)
    report = check_plugin(tried, settings={"days": 7}, examples=[tried.Thing(code="KOD1", first=date(2026, 3, 1))])
    assert report.plugin == "tried"
    assert 0 < report.import_seconds < 5
    assert all("30 ms is the budget" in note for note in report.notes)
    assert any("validate refuses" in line for line in faults(tried, settings={"days": 7}))
    assert any("days: måste fyllas i" in line for line in faults(tried))


def test_hypothesis_is_not_needed(module, monkeypatch):
    """A plugin's author who has not installed hypothesis must get the same answer from the values at hand."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    tried = module(RIGHT)
    assert generated(describe(tried.Thing)[0]) is None
    assert check_plugin(tried, settings={"days": 7}, examples=[tried.Thing(code="KOD1")]).plugin == "tried"


def test_a_space_shows_what_the_plugin_does_on_its_day(module, tmp_path):
    """A space must give records, entries, findings and the command line as a user of that day would see them."""
    tried = module(RIGHT)
    space = PluginSpace(tmp_path / "space", tried, today=date(2027, 5, 1), days=7)
    (thing,) = space.add(tried.Thing(code="KOD1", first=date(2027, 5, 2)))
    assert space.records(tried.Thing, code="KOD1") == [thing]
    assert [(entry.title, entry.start) for entry in space.entries()] == [("KOD1", date(2027, 5, 2))]
    assert space.findings() == space.facts() == space.sections() == []
    assert "KOD1" in space.run("next")
    assert "KOD1" in space.run("record", "list", "saker", "--json")
    with pytest.raises(AssertionError, match="”vcycle record add saker” gave 3:"):
        space.run("record", "add", "saker")
