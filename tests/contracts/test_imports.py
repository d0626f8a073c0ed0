"""What a command loads is what it costs: one process for each promise."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"textual", "rich", "icalendar", "asyncio", "filelock", "pluggy", "dateutil", "platformdirs", "tomli_w"}


def loaded(code, folder):
    """The top-level modules in memory when `code` has run in a fresh interpreter."""
    tail = "\nimport sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'plugins')!r}]\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", paths + code + tail, str(folder)], capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines())


def command(*words):
    """Code that runs a command on the folder that the process is given."""
    return (
        "from vcycle.cli.main import run\n"
        f"words = ['--data', sys.argv[1], '--today', '2026-03-08', *{words!r}]\n"
        "assert run(words) == 0"
    )


def make(folder, schedule):
    from datetime import date

    from vcycle.config import Settings
    from vcycle.model.core import Activity
    from vcycle.services.workspace import create_workspace

    space = create_workspace(folder, Settings(), today=date(2026, 3, 8))
    with space.store.transaction("fyll") as transaction:
        transaction.put(Activity(title="Möte", series="mote", schedule=schedule))


@pytest.fixture
def one_day(tmp_path):
    from vcycle.model.schedule import Dates

    make(tmp_path / "board", Dates(days=("2026-03-21",)))
    return tmp_path / "board"


@pytest.mark.parametrize("module", sorted(HEAVY))
def test_the_names_below_are_real(module):
    """A promise about a module that does not exist would hold for ever."""
    __import__(module)


def test_help_loads_nothing_heavy(tmp_path):
    """`vcycle --help` must answer at once."""
    assert not loaded(command("--help"), tmp_path) & (HEAVY | {"tinydb"})


def test_list_loads_nothing_heavy(one_day):
    """`vcycle list` without plugins and rare rules must load no library but TinyDB and msgspec."""
    assert not loaded(command("list"), one_day) & HEAVY


def test_next_check_and_history_load_nothing_heavy(one_day):
    """Other commands that only read must not cost more."""
    for name in ("next", "check", "history", "doctor", "wheel"):
        assert not loaded(command(name), one_day) & HEAVY, name


def test_the_api_loads_neither_screen_nor_store_nor_calendar(tmp_path):
    """A plugin that imports `vcycle.api` must not pay for what the program does elsewhere."""
    assert not loaded("import vcycle.api", tmp_path) & ((HEAVY - {"pluggy"}) | {"tinydb", "argparse"})


def test_what_is_used_is_loaded(one_day, tmp_path):
    """The promises above must be able to fail: rare rules load dateutil, plugins pluggy, writing filelock."""
    from vcycle.model.schedule import Recur

    make(tmp_path / "recurring", Recur(rule="FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"))
    with (one_day / "vcycle.toml").open("a") as file:
        file.write('\n[plugins]\nalmanac = "vcycle_almanac"\n')
    assert "dateutil" in loaded(command("list"), tmp_path / "recurring")
    assert "pluggy" in loaded(command("list"), one_day)
    assert "filelock" in loaded(command("log", "mote"), one_day)
    assert "icalendar" in loaded(command("export", "ics"), one_day)


def test_importing_says_and_does_nothing(tmp_path):
    """Nothing may happen as a side effect of an import: no output, no file, no folder."""
    modules = sorted(p.relative_to(ROOT).with_suffix("") for p in (ROOT / "vcycle").rglob("*.py"))
    names = [".".join(p.parts) for p in modules if p.name not in ("__init__", "__main__")]
    here = f"import importlib, os, sys\nsys.path[0] = {str(ROOT)!r}\nos.chdir({str(tmp_path)!r})"
    code = f"{here}\nfor n in {names!r}: importlib.import_module(n)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert list(tmp_path.iterdir()) == []
