"""A stranger's distribution, really built and installed by pip, is found, used, switched off and on like our own."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.cli_board import ROOT, TODAY

pytest.importorskip("pip", reason="an environment without pip installs nothing")

KEYS = ROOT / "tests" / "fixtures" / "vcycle-keys"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Where pip has put the plugin; nothing is fetched, and our own environment is left as it was."""
    source = shutil.copytree(KEYS, tmp_path_factory.mktemp("source") / "vcycle-keys")
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*command, "--target", target, source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def vcycle(installed, tmp_path):
    """`vcycle` in a process that sees the installed plugin, on an association of its own."""

    def run(*words, code=0):
        done = subprocess.run(
            [sys.executable, "-m", "vcycle", "--data", "board", "--today", TODAY, *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(installed), str(ROOT), str(ROOT / "plugins")])},
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    run("init", "--name", "Föreningen Prov")
    return run


def add_key(vcycle, *more):
    return vcycle("record", "add", "nyckel", "--name", "Lokalen", "--lent-to", "Kim", "--back-by", "2026-03-01", *more)


def test_it_is_found_and_off_until_somebody_wants_it(vcycle):
    """What is installed is listed with its distribution and summary, and its records are unknown until it is on."""
    (line,) = [line for line in vcycle("plugins", "list").splitlines() if line.startswith("keys ")]
    assert line.split(maxsplit=3) == ["keys", "av", "1.0", "vcycle-keys: Vem som har föreningens nycklar"]
    assert "ingen posttyp" in vcycle("record", "list", "nyckel", code=3)
    assert "Tillägget keys är på." in vcycle("plugins", "enable", "keys")
    (line,) = [line for line in vcycle("plugins", "list").splitlines() if line.startswith("keys ")]
    assert line.split()[1] == "på"


def test_it_is_used_everywhere(vcycle):
    """One record must reach list, search, findings, calendar file, report, history and the plugin's own command."""
    vcycle("plugins", "enable", "keys")
    add_key(vcycle)
    assert "Lokalen" in vcycle("record", "list", "nycklar")
    assert "Lokalen" in vcycle("find", "lokalen")
    assert "2026-03-01" in vcycle("list")
    assert "Nyckeln Lokalen skulle ha lämnats tillbaka 1 mars 2026." in vcycle("check")
    assert "SUMMARY:Lokalen åter" in vcycle("export", "ics", "-o", "-")
    assert "Lokalen" in vcycle("report")
    assert "Lokalen" in vcycle("keys", "lent", "kim")
    assert "Lokalen" not in vcycle("keys", "lent", "--who", "Åsa")
    assert "nyckel" in vcycle("history")
    vcycle("undo")
    assert "Här finns inga nycklar än." in vcycle("record", "list", "nycklar")


def test_it_is_switched_off_and_on_again(vcycle, tmp_path):
    """Off, its records are hidden and untouched; on again they are all there, and phones see the same event."""
    vcycle("plugins", "enable", "keys")
    vcycle("record", "add", "aktivitet", "--title", "Sång", "--schedule", "1 maj varje år")
    without = uids(vcycle)
    add_key(vcycle)
    before = uids(vcycle)
    assert len(before - without) == 1
    assert "Dess data ligger kvar." in vcycle("plugins", "disable", "keys")
    assert "ingen posttyp" in vcycle("record", "list", "nyckel", code=3)
    assert uids(vcycle) == without
    assert "keys.key" in vcycle("doctor")
    assert "Det finns inget kommando" in vcycle("keys", "lent", code=2)
    (kept,) = json.loads((tmp_path / "board" / "vcycle.json").read_text("utf-8"))["keys.key"].values()
    assert (kept["name"], kept["lent_to"]) == ("Lokalen", "Kim")
    vcycle("plugins", "enable", "keys")
    assert "Lokalen" in vcycle("record", "list", "nycklar")
    assert uids(vcycle) == before


def uids(vcycle):
    """The identities of what goes into the calendar file and is not cancelled there."""
    events = vcycle("export", "ics", "-o", "-").split("BEGIN:VEVENT")[1:]
    lines = [event.splitlines() for event in events if "STATUS:CANCELLED" not in event]
    return {line for event in lines for line in event if line.startswith("UID:")}
