"""`vcycle plugins new`: an empty plugin that is right as it stands, whole or not there at all."""

import os
import subprocess
import sys
import tomllib

import pytest

from tests.cli_board import ROOT
from vcycle.services import plugin_skeleton


def new(board, folder, name="nycklar", code=0):
    return board("plugins", "new", name, "--dir", folder, code=code)


def test_the_project_passes_its_own_tests(board, tmp_path):
    """What is written must pass, unchanged, the tests that are written beside it."""
    out, err = new(board, tmp_path)
    project = tmp_path / "vcycle-nycklar"
    assert out == f"{project}\n"
    assert "README.md" in err
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "ignore"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_the_project_says_what_it_is(board, tmp_path):
    """Names must fit together: distribution, entry point, module and record type, with _ where Python wants it."""
    new(board, tmp_path, "stora_nycklar")
    folder = tmp_path / "vcycle-stora-nycklar"
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["name"] == "vcycle-stora-nycklar"
    assert project["project"]["entry-points"]["vcycle.plugins"] == {"stora_nycklar": "vcycle_stora_nycklar"}
    files = {path.name for path in folder.iterdir()}
    assert files == {
        "pyproject.toml", "vcycle_stora_nycklar.py", "test_vcycle_stora_nycklar.py", "README.md", ".gitignore",
    }  # fmt: skip
    texts = [path.read_text("utf-8") for path in folder.iterdir()]
    assert not any("{name}" in text or "{dashed}" in text for text in texts)
    assert (folder / "README.md").stat().st_mode & 0o777 == 0o644 & ~os.umask(os.umask(0o022))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Nycklar", "små bokstäver a-z"),
        ("2nycklar", "börja med en bokstav"),
        ("nyck lar", "små bokstäver a-z"),
        ("nyck-lar", "små bokstäver a-z"),
        ("nöjen", "små bokstäver a-z"),
        ("../ute", "små bokstäver a-z"),
        ("a\x1b[31m", "små bokstäver a-z"),
        ("a__b", "mellan två ord"),
        ("a_", "mellan två ord"),
        ("a" * 41, "högst 40 tecken"),
        ("core", "det är upptaget"),
        ("almanac", "det är upptaget"),
        ("list", "det är upptaget"),
    ],
)
def test_a_name_that_no_plugin_can_have(board, tmp_path, name, said):
    """A name that Python, the settings, another plugin or a command cannot share must be refused with the reason."""
    _, err = new(board, tmp_path, name, code=3)
    assert "går inte som namn på ett tillägg" in err
    assert said in err
    assert "\x1b" not in err
    assert not list(tmp_path.glob("vcycle-*"))


@pytest.mark.parametrize("there", ["folder", "file", "link to nowhere"])
def test_what_is_there_already_is_left_alone(board, tmp_path, there):
    """A folder, file or link of that name must be refused and be as it was."""
    place = tmp_path / "vcycle-nycklar"
    {"folder": place.mkdir, "file": place.touch, "link to nowhere": lambda: place.symlink_to("borta")}[there]()
    _, err = new(board, tmp_path, code=3)
    assert "finns redan; ingenting har ändrats" in err
    assert [path.name for path in tmp_path.iterdir() if path.name != "board"] == ["vcycle-nycklar"]


def test_a_folder_that_is_not_there(board, tmp_path):
    """The folder to write in must be there already: a misspelt one is not made."""
    _, err = new(board, tmp_path / "borta", code=3)
    assert "finns inte" in err
    assert not (tmp_path / "borta").exists()


def test_nothing_half_is_left(board, tmp_path, monkeypatch):
    """A disk that refuses half-way must leave nothing behind, and be told."""

    def refuse(*_names):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plugin_skeleton.os, "rename", refuse)
    _, err = new(board, tmp_path, code=3)
    assert "Disken är full" in err
    assert [path.name for path in tmp_path.iterdir()] == ["board"]


def test_no_workspace_is_needed(tmp_path, monkeypatch):
    """Whoever writes a plugin need not have an association."""
    done = subprocess.run(
        [sys.executable, "-m", "vcycle", "plugins", "new", "nycklar"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "vcycle-nycklar\n")
    assert (tmp_path / "vcycle-nycklar" / "vcycle_nycklar.py").is_file()
