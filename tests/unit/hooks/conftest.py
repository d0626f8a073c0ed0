"""Real plugin modules on disk, and a workspace in memory for them to look at."""

import importlib
import sys
import textwrap
from datetime import date

import pytest

from vcycle.errors import NotFound
from vcycle.hooks.host import Host
from vcycle.model.context import Context
from vcycle.model.period import Years

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


class Memory:
    """The smallest thing that records can be read from."""

    def __init__(self, *records):
        self._records = records

    def get(self, cls, record_id):
        for record in self.find(cls, id=record_id):
            return record
        raise NotFound(record_id)

    def find(self, cls, **equal):
        of_class = [record for record in self._records if type(record) is cls]
        return [r for r in of_class if all(getattr(r, name) == value for name, value in equal.items())]


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
def context_for():
    return lambda _plugin: Context(date(2026, 3, 8), Memory(), Years())
