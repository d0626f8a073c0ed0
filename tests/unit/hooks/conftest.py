"""Real plugin modules on disk, and a workspace for them to look at."""

import importlib
import sys
import textwrap
from datetime import date

import pytest

from vcycle.config import Settings
from vcycle.hooks.host import Host
from vcycle.services.workspace import create_workspace

GOOD = """
    class Kept(Record, frozen=True):
        name: Annotated[str, field("Namn")] = ""

    class Settings(Struct, frozen=True):
        word: Annotated[str, field("Ord")] = "bra"

    @hookimpl
    def vcycle_settings():
        return Settings

    @hookimpl
    def vcycle_record_types():
        return [RecordType(Kept, "good.kept", "sparad", "sparade")]

    @hookimpl
    def vcycle_activities():
        return [Activity(id="good-x", title="Bra", schedule=Yearly("05-01"))]

    @hookimpl
    def vcycle_entries(period):
        yield Entry(record="good.x", slot="1", title="Bra", start=period.start, end=period.start)

    @hookimpl
    def vcycle_facts(period):
        return [Fact(series="bra", day=period.start)]

    @hookimpl
    def vcycle_findings(context):
        return [Finding(level="info", message="Bra")]

    @hookimpl
    def vcycle_sections():
        return [Section(title="Bra", header=("Ett", "Två"), rows=(("1", "2"),))]

    def say(context, arguments):
        return Answer(sections=(Section(title="Bra"),))

    @hookimpl
    def vcycle_commands():
        return [Command(name="say", label="Säg", run=say)]

    @hookimpl
    def vcycle_screens():
        return [ScreenType(name="show", label="Visa", factory="vcycle_good:Screen")]
"""
HEAD = """
from datetime import date, datetime, time
from typing import Annotated
from vcycle.api import *

VCYCLE_API = 1
"""


@pytest.fixture
def plugins(tmp_path, monkeypatch):
    """Write plugins to disk and start a host with them; the modules are forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    known = set(sys.modules)

    def start(settings=None, **sources):
        for name, source in sources.items():
            text = textwrap.dedent(source)
            head = "" if "VCYCLE_API" in text else textwrap.dedent(HEAD)
            (tmp_path / f"vcycle_{name}.py").write_text(head + text, "utf-8")
        importlib.invalidate_caches()
        return Host({name: f"vcycle_{name}" for name in sources}, settings)

    yield start
    for name in set(sys.modules) - known:
        if name.startswith("vcycle_"):
            del sys.modules[name]


@pytest.fixture
def beside_good(plugins):
    """A host with a plugin called bad, and after it one that works."""
    return lambda bad, settings=None: plugins(settings and {"bad": settings}, bad=bad, good=GOOD)


@pytest.fixture(scope="session")
def empty_space(tmp_path_factory):
    return create_workspace(tmp_path_factory.mktemp("empty") / "space", Settings(), today=date(2026, 3, 8))


@pytest.fixture
def context_for(empty_space):
    """The context that an empty workspace, which nobody writes to, gives each plugin."""
    return empty_space.context
