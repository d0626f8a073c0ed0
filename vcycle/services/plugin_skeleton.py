"""An empty plugin project: a record type with two fields, a test that holds it to the contract, and how to go on."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from vcycle.disk import writing
from vcycle.errors import InputError
from vcycle.model.text import quoted

_LONGEST = 40

_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "vcycle-{dashed}"
version = "0.1"
description = "Tillägget {name} till vcycle"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["vcycle"]

[project.optional-dependencies]
test = ["pytest"]

[project.entry-points."vcycle.plugins"]
{name} = "vcycle_{name}"

[tool.hatch.build.targets.wheel]
only-include = ["vcycle_{name}.py"]

[tool.pytest.ini_options]
addopts = "-p vcycle.testing"
pythonpath = ["."]
"""

_MODULE = '''\
"""Tillägget {name} till vcycle."""

from datetime import date
from typing import Annotated

from vcycle.api import Record, RecordType, field, hookimpl

VCYCLE_API = 1


class Item(Record, frozen=True):
    name: Annotated[str, field("Namn", column=True, min_length=1)]
    day: Annotated[date | None, field("Dag", column=True)] = None


@hookimpl
def vcycle_record_types():
    return [RecordType(Item, "{name}.item", "sak", "saker")]
'''

_TEST = '''\
from datetime import date

import vcycle_{name}
from vcycle.testing import check_plugin


def test_the_plugin_keeps_the_contract():
    """All that vcycle asks of every plugin."""
    check_plugin(vcycle_{name})


def test_what_is_written_on_the_command_line_is_kept(plugin_space):
    """A record added as a user would add it must be there, with the values of its own types."""
    space = plugin_space(vcycle_{name})
    space.run("record", "add", "{name}.item", "--name", "Lokalen", "--day", "8 mars 2026")
    (item,) = space.records(vcycle_{name}.Item)
    assert (item.name, item.day) == ("Lokalen", date(2026, 3, 8))
'''

_README = """\
# vcycle-{dashed}

A plugin for vcycle. `vcycle_{name}.py` is all of it; `docs/plugins.md` of vcycle tells what it may declare.

Try it, in the environment where vcycle is installed:

    pip install -e .
    vcycle plugins enable {name}
    vcycle record add {name}.item --name Lokalen
    vcycle record list {name}.item

Run its tests:

    pip install -e '.[test]'
    pytest
"""

_IGNORE = "__pycache__/\n*.egg-info/\ndist/\n"

_FILES = {
    "pyproject.toml": _PROJECT,
    "vcycle_{name}.py": _MODULE,
    "test_vcycle_{name}.py": _TEST,
    "README.md": _README,
    ".gitignore": _IGNORE,
}


def write_skeleton(name: str, within: Path, taken: Collection[str]) -> Path:
    """A new folder in `within` with an empty plugin called `name`, whole or not at all; returns the folder.

    Raises `InputError` for a name that no plugin can have or that is `taken`, or when the folder is there already.
    """
    if fault := _name_fault(name, taken):
        raise InputError(f"{quoted(name)} går inte som namn på ett tillägg: {fault}.")
    folder = within / f"vcycle-{_dashed(name)}"
    if folder.exists() or folder.is_symlink():
        raise InputError(f"{folder} finns redan; ingenting har ändrats.", hint="Välj ett annat namn eller --dir MAPP.")
    if not within.is_dir():
        raise InputError(f"Mappen {quoted(within)} finns inte.", hint="Gör den först, eller välj en annan med --dir.")
    with writing(folder):
        _write(name, folder)
    return folder


def _name_fault(name: str, taken: Collection[str]) -> str:
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        return "det ska vara små bokstäver a-z, siffror och _, och börja med en bokstav"
    if name.endswith("_") or "__" in name:
        return "ett _ ska stå mellan två ord"
    if len(name) > _LONGEST:
        return f"det får vara högst {_LONGEST} tecken"
    return "det är upptaget" if name in taken else ""


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _write(name: str, folder: Path) -> None:
    """The files in a folder beside, which becomes the plugin's own in one step."""
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for file, text in _FILES.items():
            path = making / _filled(file, name)
            path.write_text(_filled(text, name), "utf-8")
        making.chmod(0o755)
        os.rename(making, folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _filled(text: str, name: str) -> str:
    return text.replace("{name}", name).replace("{dashed}", _dashed(name))
