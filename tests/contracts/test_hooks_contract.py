"""No hook without a bundled plugin that uses it, a test named after it, and a heading with its exact signature."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from vcycle.hooks.host import Host
from vcycle.hooks.spec import HOOKS
from vcycle.testing import check_plugin

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text("utf-8")
NAMES = [hook.__name__ for hook in HOOKS]


def bundled():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return project, project["project"]["entry-points"]["vcycle.plugins"]


def signature(hook):
    text = str(inspect.signature(hook)).replace("'", "")
    return f"{hook.__name__}{text}"


def test_all_hooks_are_listed():
    """HOOKS must hold every hook of the specification: all else is checked from that list."""
    spec = sys.modules[HOOKS[0].__module__]
    assert [name for name in vars(spec) if name.startswith("vcycle_")] == NAMES


@pytest.mark.parametrize("hook", HOOKS, ids=NAMES)
def test_the_page_has_the_exact_signature(hook):
    """docs/plugins.md must have a heading for each hook that is its signature, word for word."""
    headings = re.findall(r"^### `(vcycle_.*)`$", PAGE, re.MULTILINE)
    assert headings.count(signature(hook)) == 1
    assert len(headings) == len(HOOKS)


@pytest.mark.parametrize("name", NAMES)
def test_every_hook_has_a_test_named_after_it(name):
    """For each hook there must be a test whose name says so."""
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert f"\ndef test_hook_{name.removeprefix('vcycle_')}" in tests


@pytest.mark.parametrize("name", NAMES)
def test_every_hook_is_used_by_a_bundled_plugin(name):
    """For each hook there must be a plugin of ours that answers it."""
    _, plugins = bundled()
    assert any(hasattr(importlib.import_module(module), name) for module in plugins.values())


def test_every_bundled_plugin_is_shipped_and_let_in():
    """Every plugin of the source root must be in the wheel, registered by entry point, and pass registration."""
    project, plugins = bundled()
    folders = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))
    assert sorted(plugins.values()) == folders
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == {
        "vcycle",
        *(f"plugins/{folder}" for folder in folders),
    }
    host = Host(plugins)
    assert host.problems == []
    assert host.enabled == tuple(plugins)


@pytest.mark.parametrize("name", bundled()[1])
def test_every_bundled_plugin_keeps_the_contract(name):
    """What `check_plugin` asks of strangers' plugins must hold for ours."""
    report = check_plugin(importlib.import_module(bundled()[1][name]))
    assert report.plugin == name


def test_the_plugin_interface_pulls_in_no_heavy_library():
    """`import vcycle.api` must load neither Textual, TinyDB, icalendar, dateutil nor asyncio."""
    heavy = ["textual", "rich", "tinydb", "icalendar", "dateutil", "asyncio", "filelock", "platformdirs", "tomli_w"]
    code = f"import sys, vcycle.api; print(*(name for name in {heavy} if name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []


def test_nothing_but_the_testing_package_needs_pytest():
    """pytest is the plugin author's: no other module of the program may import it, or the package that does."""
    for path in (ROOT / "vcycle").rglob("*.py"):
        if path.parent.name != "testing":
            nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
            assert not {"pytest", "vcycle.testing"} & {node.module for node in nodes}, path
    importing = [p.name for p in (ROOT / "vcycle" / "testing").glob("*.py") if "import pytest" in p.read_text("utf-8")]
    assert importing == ["fixtures.py"]


def test_the_interface_names_what_it_has():
    """Everything in `__all__` must exist and nothing else be offered, in alphabetical order."""
    api = importlib.import_module("vcycle.api")
    offered = [n for n in vars(api) if not n.startswith("_") and not inspect.ismodule(vars(api)[n])]
    assert sorted(offered) == sorted(api.__all__) == api.__all__
