"""When the world fails: pipes, signals, disks, folders and files. A sentence, an exit code, and the data as it was."""

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.cli_board import ROOT

FULL = "/dev/full"
COMMANDS = [["list"], ["list", "--json"], ["list", "--help"], ["--help"], ["history", "--json"], ["export", "ics"]]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(words, board):
    """`vcycle list | head -1` must end quietly."""
    with board.start(*words) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_nobody_may_be_there_to_read_the_error(board):
    """An error on a stderr that is gone keeps its exit code."""
    with board.start("lst") as process:
        process.stderr.close()
    assert process.returncode == 2


@pytest.mark.parametrize("stream", [1, 2])
@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["lst"], ["log", "hostfest"], ["export", "ics"]])
def test_a_closed_stream_swallows_what_it_is_given(words, stream, board):
    """`>&-` and `2>&-` must work like /dev/null, and never mix errors into answers."""
    process = board.start(*words, preexec_fn=lambda: os.close(stream))
    out, err = process.communicate()
    assert process.returncode == (2 if words == ["lst"] else 0)
    assert b"Traceback" not in err
    assert (out if stream == 1 else err) == b""
    assert out == b"" or words not in (["lst"], ["log", "hostfest"])


@pytest.mark.skipif(not os.path.exists(FULL), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_full_disk_behind_stdout_is_said(words, board):
    """An answer that found no room must not look like an answer."""
    with open(FULL, "wb") as full, board.start(*words, stdout=full) as process:
        err = process.stderr.read().decode()
    assert process.returncode == 3
    assert "disken är full" in err
    assert "Traceback" not in err


WRITERS = [
    ["log", "hostfest"], ["move", "arsmote.1", "2026-03-28"], ["done", "styrelsemote.2026-02"], ["undo"],
    ["plan", "import", "solna-2020"], ["plugins", "enable", "almanac"], ["export", "ics", "-o", "{}/ut.ics"],
]  # fmt: skip


@pytest.mark.parametrize("words", WRITERS, ids=" ".join)
def test_a_full_disk_changes_nothing(words, board, tmp_path):
    """No file may grow: the command says so, and the folder is as it was."""

    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    before = board.bytes()
    done = board.process(*[word.format(tmp_path) for word in words], code=3, preexec_fn=no_room)
    assert "full" in done.stderr.decode() or "plats" in done.stderr.decode()
    assert board.bytes() == before
    assert not (tmp_path / "ut.ics").exists()


def as_anybody():
    """Take from root, when the tests run as root, the right to write everywhere."""
    if os.geteuid() == 0:
        import ctypes

        for privilege in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, dropped from what the program may get
            assert ctypes.CDLL(None).prctl(24, privilege) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="privileges are dropped as Linux does it")
@pytest.mark.parametrize("words", WRITERS[:6], ids=" ".join)
def test_a_folder_that_may_not_be_written_can_be_read(words, board):
    """A read-only folder: every reading command works, writing is refused with a sentence."""
    before = board.bytes()
    board.folder.chmod(0o500)
    try:
        for reading in (["list"], ["check"], ["history"], ["doctor"], ["backup"]):
            board.process(*reading, preexec_fn=as_anybody)
        assert board.process(*words, code=3, preexec_fn=as_anybody).stderr
    finally:
        board.folder.chmod(0o700)
    assert board.bytes() == before


SLOW = """
import signal, sys, threading, os, time
from pathlib import Path
from vcycle.cli.main import run
from vcycle import disk

def interrupted(*arguments, **named):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)

setattr(disk.os, "replace", interrupted)
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [["log", "hostfest"], ["move", "arsmote.1", "2026-03-28"]], ids=" ".join)
def test_ctrl_c_while_saving_leaves_the_data_as_it_was(words, board):
    """SIGINT in the worst moment, just before the new file takes the old one's place: a sentence and 130."""
    before = board.bytes()
    command = [sys.executable, "-c", SLOW, *board.words(*words)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, text=True)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "Avbrutet. Ingenting halvt har sparats.\n"
    data = {name: content for name, content in board.bytes().items() if name.parts[0] != "backups"}
    assert data == {name: content for name, content in before.items() if name.parts[0] != "backups"}


def test_ctrl_c_at_any_time_is_never_half_a_change(board):
    """SIGINT after a growing delay: the command is done, or not done at all, and says no traceback once it runs."""
    for step in range(12):
        before = len(board.json("history"))
        process = board.start("log", "hostfest")
        time.sleep(0.02 * step)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert process.returncode in (0, 130, 1, -signal.SIGINT)
        assert len(board.json("history")) - before in (0, 1)
        if "Avbrutet" in err.decode():  # CPython itself may end as killed when the signal came inside an exec()
            assert process.returncode in (130, -signal.SIGINT)
            assert "Traceback" not in err.decode()
    board("doctor")


# Folders and files


def test_a_damaged_file_is_kept_and_a_backup_brings_the_data_back(board):
    """Damaged data: every command says so with a way out; `backup restore` works even then and keeps the file."""
    board("log", "hostfest")
    data = board.folder / "vcycle.json"
    whole = board.json("list")
    for broken in (b"", b"{", data.read_bytes()[:500], b"[]", b"\xff\xfe\x00"):
        data.write_bytes(broken)
        for words in (["list"], ["next"], ["log", "hostfest"], ["undo"], ["export", "ics"], ["record", "types"]):
            _, err = board(*words, code=3)
            assert "vcycle.json" in err
            assert "backup" in err, err
            assert data.read_bytes() == broken
        assert board("backup")[0]
        _, err = board("backup", "restore", err.split()[-1])
        assert "tillbaka" in err
        assert board.json("list") == whole
        assert any(path.read_bytes() == broken for path in board.folder.rglob("*") if path.is_file())


def test_a_missing_data_file_is_not_an_empty_year(board):
    """vcycle.toml without vcycle.json: something is gone, and vcycle must not begin anew over it."""
    board("log", "hostfest")
    whole = board.json("list")
    (board.folder / "vcycle.json").unlink()
    board("log", "hostfest", code=3)
    _, err = board("list", code=3)
    assert "vcycle.json saknas" in err
    assert not (board.folder / "vcycle.json").exists()
    board("backup", "restore", err.split()[-1])
    assert board.json("list") == whole


def test_a_missing_workspace_says_how_to_begin(board):
    """Without vcycle.toml every command that needs one must name the folder and `vcycle init`."""
    (board.folder / "vcycle.toml").unlink()
    for words in (["list"], ["backup"], ["backup", "restore", "x"], ["plugins"], ["plugins", "disable", "x"], ["undo"]):
        _, err = board(*words, code=3)
        assert "vcycle init" in err
        assert str(board.folder) in err


def test_broken_settings_name_every_fault(board):
    """All faults of vcycle.toml at once; nothing is changed."""
    path = board.folder / "vcycle.toml"
    path.write_text('[association]\nnam = "x"\n[years]\nstart = "13-40"\n[ring]\n', "utf-8")
    before = board.bytes()
    for words in (["list"], ["plugins", "enable", "almanac"], ["log", "hostfest"]):
        _, err = board(*words, code=3)
        assert all(fault in err for fault in ("[association] nam", "[years] start", "ring: okänd tabell"))
    path.write_bytes(b"\xff = [")
    assert board("list", code=3)[1]
    path.write_bytes(before[path.relative_to(board.folder)])
    assert board.bytes() == before


def test_a_file_where_the_folder_should_be(board, tmp_path):
    """A file named as the workspace is refused, and left alone."""
    file = tmp_path / "fil"
    file.write_text("min", "utf-8")
    for words in (["list"], ["init"], ["backup"]):
        assert board(*words, "--data", str(file), code=3)[1]
        assert board(*words, "--data", str(file / "under"), code=3)[1]
    assert file.read_text("utf-8") == "min"


@pytest.mark.parametrize(
    "name",
    ["~finns-inte-som-namn", "x" * 5000, "\udcff\udcfe", "a\x1b[31mb", "finns/inte"],
    ids=["home", "long", "bytes", "escape", "folder"],
)
def test_impossible_folders_get_a_sentence(name, board, monkeypatch, tmp_path):
    """Unknown homes, names too long, bytes that are no text: a short sentence, shown safely."""
    monkeypatch.chdir(tmp_path)
    for words in (["list"], ["plan", "check", name], ["plan", "import", name], ["init", "--plan", name]):
        _, err = board(*words, "--data", name, code=3)
        assert "\x1b" not in err
        assert len(err) < 1000


def test_a_folder_that_was_removed_underfoot(board, tmp_path):
    """Commands that name their folder must work from one that is gone; others say what is missing."""
    gone = tmp_path / "gone"
    gone.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path)}
    run = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m vcycle"
    named = f"{run} --data {board.folder} --today 2026-03-08 list"
    done = subprocess.run(["sh", "-c", named], capture_output=True, env=environment)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    gone.mkdir()
    done = subprocess.run(["sh", "-c", f"{run} list"], capture_output=True, env=environment)
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False)


def test_a_pipe_gets_no_escape_codes(board):
    """Colour is never sent to a pipe, whatever the environment asks for."""
    environment = {**os.environ, "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"}
    for words in (["list"], ["check"], ["--help"], ["list", "--help"], ["doctor"], ["history"]):
        done = board.process(*words, env=environment)
        assert b"\x1b" not in done.stdout + done.stderr
