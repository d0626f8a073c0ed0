"""A small real workspace, and the command line as people and scripts meet it."""

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vcycle.cli.main import run

ROOT = Path(__file__).parents[1]
PLAN = Path(__file__).parent / "fixtures" / "forening.toml"
TODAY = "2026-03-08"


class Board:
    """A workspace that commands are run on; `call` stays in this process, `process` starts a real one."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self._capsys = capsys

    def words(self, *words):
        return ["--data", str(self.folder), "--today", TODAY, *map(str, words)]

    def __call__(self, *words, code=0):
        """What a command says on stdout and stderr."""
        self._capsys.readouterr()
        found = run(self.words(*words))
        out, err = self._capsys.readouterr()
        assert found == code, err
        return out, err

    def json(self, *words):
        return json.loads(self(*words, "--json")[0])

    def process(self, *words, code=0, **options):
        done = subprocess.run(
            [sys.executable, "-m", "vcycle", *self.words(*words)], capture_output=True, cwd=ROOT, **options
        )
        assert done.returncode == code, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        return done

    def start(self, *words, **options):
        """A command that runs on while the test goes on."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT}
        return subprocess.Popen([sys.executable, "-m", "vcycle", *self.words(*words)], **{**pipes, **options})

    def bytes(self):
        """Every file of the workspace with its content."""
        return {p.relative_to(self.folder): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A workspace made from a small plan; copied for each test."""
    folder = tmp_path_factory.mktemp("cli") / "board"
    assert run(["--data", str(folder), "--today", TODAY, "init", "--plan", str(PLAN)]) == 0
    return folder


@pytest.fixture
def board(filled, tmp_path, capsys):
    shutil.copytree(filled, tmp_path / "board")
    return Board(tmp_path / "board", capsys)


@pytest.fixture
def plugin(board, tmp_path, monkeypatch):
    """Write a plugin to disk and switch it on in the settings."""

    written = set()

    def write(name, source):
        written.add(f"vcycle_{name}")
        sys.modules.pop(f"vcycle_{name}", None)  # another test may have left one of that name
        importlib.invalidate_caches()
        (tmp_path / f"vcycle_{name}.py").write_text(f"from vcycle.api import *\nVCYCLE_API = 1\n{source}", "utf-8")
        with (board.folder / "vcycle.toml").open("a") as file:
            file.write(f'\n[plugins]\n{name} = "vcycle_{name}"\n')

    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield write
    for name in written & set(sys.modules):
        del sys.modules[name]
