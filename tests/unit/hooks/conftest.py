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
    @hookimpl
    def vcycle_entries(period):
        yield Entry(record="good.x", slot="1", title="Bra", start=period.start, end=period.start)

    @hookimpl
    def vcycle_findings(context):
        return [Finding(level="info", message="Bra")]
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


@pytest.fixture
def context_for(tmp_path):
    """The context that an empty workspace gives each plugin."""
    space = create_workspace(tmp_path / "space", Settings(), today=date(2026, 3, 8))
    return space.context
