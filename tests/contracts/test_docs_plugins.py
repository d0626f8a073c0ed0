"""docs/plugins.md leads a stranger to a working plugin: every line of code and every command on it is run."""

import importlib
import os
import re
import shlex
import subprocess
import sys
import tomllib
from datetime import date

import pytest

from tests.cli_board import ROOT
from vcycle.services.plugin_skeleton import write_skeleton
from vcycle.testing import PluginSpace, check_plugin

PAGE = (ROOT / "docs" / "plugins.md").read_text("utf-8")
KEYS = ROOT / "tests" / "fixtures" / "vcycle-keys" / "vcycle_keys.py"
STEPS = re.split(r"^### \d\. ", PAGE.partition("\n## Declarations")[0], flags=re.MULTILINE)
HOOKS = PAGE.partition("\n## Hooks")[2].partition("\n## Testing")[0]


def blocks(text, language="python"):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run(*words, cwd, path):
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, [*path, ROOT])),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # a stranger has only what vcycle.testing needs
    }
    done = subprocess.run([sys.executable, "-m", *words], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """Import modules from their texts; forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    written = []

    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.py").write_text(text, "utf-8")
            written.append(name)
        importlib.invalidate_caches()
        return importlib.import_module(written[0])

    yield write
    for name in written:
        sys.modules.pop(name, None)


def test_the_steps_end_in_the_plugin_that_is_installed_elsewhere(tmp_path):
    """The first step must show what `plugins new` writes, the others must make up the plugin that strangers install."""
    whole = KEYS.read_text("utf-8")
    (first, *_), *later = (blocks(step) for step in STEPS[1:])
    assert first == (write_skeleton("keys", tmp_path, ()) / "vcycle_keys.py").read_text("utf-8")
    shown = [block for step in later for block in step if "import vcycle_keys" not in block]
    assert len(shown) == 5
    assert [block for block in shown if block not in whole] == []
    lines = {line for block in [first, *shown] for line in block.splitlines()}
    assert [line for line in whole.splitlines()[1:] if line not in lines] == []


def test_the_commands_of_the_steps_work(tmp_path):
    """Every `vcycle` line of the steps must work in the order of the page, in a folder that began empty."""
    folder, said = tmp_path, []
    for step in STEPS:
        if folder != tmp_path:
            (folder / "vcycle_keys.py").write_text(KEYS.read_text("utf-8"), "utf-8")  # what the steps end in
        for command in re.findall(r"^    ((?:vcycle|cd) .*)$|`(vcycle --data prov init[^`]*)`", step, re.MULTILINE):
            name, *words = shlex.split("".join(command))
            if name == "cd":
                folder = folder / words[0]
                install(tmp_path)
            else:
                path = [folder, tmp_path]
                said.append(run("vcycle", *words, "--today", "2026-03-08", cwd=folder, path=path))
    assert len(said) == 8
    assert "Tillägget keys är på." in said[2]
    assert "Lokalen" in said[4]
    assert "Nyckeln Lokalen skulle ha lämnats tillbaka 1 mars 2026." in said[6]
    assert "Kim" in said[7]


def install(folder):
    """Leave behind what pip does: who offers the plugin. test_third_party.py really installs it."""
    info = folder / "vcycle_keys-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: vcycle-keys\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text("[vcycle.plugins]\nkeys = vcycle_keys\n")


def test_the_test_of_the_steps_passes(tmp_path):
    """The test file that the page ends with must pass beside the plugin, in the project that `plugins new` wrote."""
    project = write_skeleton("keys", tmp_path, ())
    (project / "vcycle_keys.py").write_text(KEYS.read_text("utf-8"), "utf-8")
    (text,) = [block for block in blocks(STEPS[-1]) if "import vcycle_keys" in block]
    (project / "test_vcycle_keys.py").write_text(text, "utf-8")
    assert "2 passed" in run("pytest", "-q", "-W", "ignore", cwd=project, path=[])


def test_the_examples_of_the_hooks_are_one_right_plugin(modules, tmp_path):
    """The examples of all hooks, one after the other, must be a plugin that keeps the contract and works."""
    *parts, screen = blocks(HOOKS)
    keys = modules(vcycle_keys="\n\n".join(parts), vcycle_keys_screen=screen)
    assert check_plugin(keys).plugin == "keys"
    (toml,) = map(tomllib.loads, blocks(HOOKS, "toml"))
    assert toml["plugins"] == {"keys": "vcycle_keys"}

    space = PluginSpace(tmp_path / "space", keys, today=date(2026, 3, 8), **toml["plugin"]["keys"])
    space.add(keys.Key(name="Lokalen", lent_to="Kim", back_by=date(2026, 3, 5)))
    assert [(entry.title, entry.start) for entry in space.entries()] == [
        ("Påminn om nyckeln", date(2026, 3, 2)),
        ("Lokalen åter från Kim", date(2026, 3, 5)),
        ("Räkna nycklarna", date(2026, 6, 1)),
    ]
    assert [finding.hint for finding in space.findings()] == ["Fråga Kim."]
    assert [(fact.series, fact.day) for fact in space.facts()] == [("utlånade nycklar", date(2026, 3, 5))]
    assert [section.rows for section in space.sections()] == [(("Lokalen", "Kim"),)]
    assert [screen.name for screen in space.screens] == ["board"]
    space.run("keys", "back", "lokalen")
    space.reopen()
    assert [(key.lent_to, key.back_by) for key in space.records(keys.Key)] == [("", None)]
    space.run("undo")
    space.run("record", "add", "nyckel", "--name", "Skåp", "--back-by", "2026-05-01", code=3)
