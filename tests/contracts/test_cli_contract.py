"""What scripts rely on: the shapes of the JSON, the exit codes, and stdout kept for answers."""

import json
import os
import subprocess
import sys
import time
from datetime import datetime

import pytest

from tests.cli_board import ROOT

ENTRY = (
    "id", "uid", "title", "start", "end", "all_day", "state", "window", "plugin", "series", "area", "responsible",
    "place", "tags", "source",
)  # fmt: skip
FINDING = ("level", "message", "hint", "due", "plugin", "ref")
RECORD = ("id", "type", "revision", "created", "changed")
CHANGE = ("id", "title", "from", "to", "hard", "breaks")


def by_title(entries):
    return {entry["title"]: entry for entry in entries}


def test_an_entry_has_every_key(board):
    """An entry's keys are always there and in their order; null stands where there is no value."""
    entries = board.json("list")
    assert {tuple(entry) for entry in entries} == {ENTRY}
    assert {tuple(entry) for entry in board.json("next")} == {ENTRY}
    day = by_title(entries)["Internationella kvinnodagen"]
    assert (day["start"], day["end"], day["all_day"], day["window"]) == ("2026-03-08", "2026-03-08", True, None)
    assert (day["responsible"], day["place"], day["source"], day["tags"]) == (None, None, None, [])
    undated = by_title(entries)["Höstfest"]
    assert (undated["start"], undated["end"], undated["state"]) == (None, None, "undated")
    assert undated["window"] == ["2026-09-01", "2026-11-30"]
    call = by_title(entries)["Kallelse"]
    assert (call["responsible"], call["area"], call["plugin"]) == ("Sekreterare", "Alla möten", "core")


def test_times_carry_the_offset_of_their_day(board):
    """Timed entries are RFC 3339 with Sweden's offset, also on both sides of the clock change and over it."""
    meetings = [e for e in board.json("list") if e["series"] == "styrelsemote"]
    starts = {e["start"][5:7]: e["start"] for e in meetings}
    assert starts["02"] == "2026-02-22T18:30:00+01:00"
    assert starts["03"] == "2026-03-29T18:30:00+02:00"  # the clock changed that morning
    assert starts["10"] == "2026-10-25T18:30:00+01:00"
    assert all(datetime.fromisoformat(e["end"]) > datetime.fromisoformat(e["start"]) for e in meetings)
    night = by_title(board.json("list"))["Nattvaka"]
    assert (night["start"], night["end"]) == ("2026-10-24T22:00:00+02:00", "2026-10-25T04:00:00+01:00")


def test_a_finding_has_every_key(board):
    """Findings come worst first, with hint, day and reference or null."""
    found = json.loads(board("check", "--json")[0])
    assert {tuple(finding) for finding in found} == {FINDING}
    levels = [finding["level"] for finding in found]
    assert levels == sorted(levels, key=("error", "warning", "info").index)
    late = next(finding for finding in found if "Kallelse" in finding["message"])
    assert (late["level"], late["due"], late["plugin"]) == ("warning", "2026-03-07", "core")
    known = {entry["id"] for entry in board.json("list", "--from", "2026-01-01", "--to", "2026-12-31")}
    assert late["ref"] in known
    assert {finding["ref"] for finding in found if "varken genomförda" in finding["message"]} <= known


def test_a_record_has_the_common_keys(board):
    """A record is its fields by their declared names, with id, type, revision, created and changed."""
    for kind in ("core.activity", "core.role", "core.area", "core.goal", "core.unit"):
        for record in board.json("record", "list", kind):
            assert tuple(record)[:5] == RECORD
            assert record["type"] == kind
    role = board.json("record", "list", "core.role")[0]
    assert (role["name"], role["revision"], role["description"]) == ("Sekreterare", 1, None)


def test_a_preview_has_every_key(board):
    """`move --dry-run --json` lists every change and whom to tell, and writes nothing."""
    before = board.bytes()
    preview = board.json("move", "arsmote.1", "2026-03-28", "--dry-run")
    assert list(preview) == ["changes", "notify"]
    assert {tuple(change)[:6] for change in preview["changes"]} == {CHANGE}
    changes = by_title(preview["changes"])
    assert (changes["Årsmöte"]["from"], changes["Årsmöte"]["to"]) == ("2026-03-21", "2026-03-28")
    assert (changes["Årsmöte"]["hard"], changes["Årsmöte"]["breaks"]) == (False, None)
    assert (changes["Kallelse"]["from"], changes["Kallelse"]["to"]) == ("2026-03-07", "2026-03-14")
    assert changes["Kallelse"]["hard"] is True
    assert preview["notify"] == ["Sekreterare"]
    assert board.bytes() == before
    broken = board.json("move", "kallelse.arsmote.1", "2026-03-10", "--dry-run")["changes"]
    assert "sista dag är 2026-03-07" in broken[0]["breaks"]


def test_history_has_one_element_per_action(board):
    """`history --json` is one element for each user action, newest first, all of them unless --limit."""
    start = len(board.json("history"))
    for _ in range(25):
        board("log", "hostfest", "--tag", "a", "--women", "2")
    board("move", "arsmote.1", "2026-03-28")  # changes two entries
    board("undo")
    steps = board.json("history")
    assert len(steps) == start + 27
    assert [step["kind"] for step in steps[:3]] == ["undo", "do", "do"]
    assert (steps[0]["of"], steps[1]["undone"], steps[2]["undone"]) == (steps[1]["id"], True, False)
    assert [step["id"] for step in steps] == sorted((step["id"] for step in steps), reverse=True)
    assert {tuple(step) for step in steps} == {("id", "at", "who", "label", "kind", "of", "undone", "changes")}
    assert board.json("history", "--limit", "2") == steps[:2]
    assert len(board("history")[0].splitlines()) == 20


JSON = [
    ["list"], ["list", "--series", "finns-inte"], ["next"], ["check"], ["history"], ["record", "types"],
    ["record", "list", "core.person"], ["move", "arsmote.1", "2026-03-28", "--dry-run"],
    ["done", "styrelsemote.2026-02", "--dry-run"], ["cancel", "arsmote.1", "--reason", "Storm", "--dry-run"],
]  # fmt: skip


@pytest.mark.parametrize("words", JSON, ids=" ".join)
@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "sv_SE.ISO-8859-1"])
def test_json_is_utf8_and_alone_on_stdout(words, locale, board):
    """Whatever the locale: valid UTF-8 JSON, nothing else on stdout, no message needed."""
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = board.process(*words, "--json", env=environment)
    json.loads(done.stdout.decode("utf-8"))
    assert done.stdout.endswith(b"\n")
    assert done.stderr == b""


def test_messages_go_to_stderr(board):
    """stdout is for answers: what was done is told on stderr."""
    for words in (["log", "hostfest"], ["undo"], ["redo"], ["plugins", "enable", "almanac"], ["list", "--series", "x"]):
        out, err = board(*words)
        assert out == ""
        assert err.strip()


# Exit codes


def test_0_for_what_was_done(board):
    """Findings below level error are no failure."""
    assert board("check", code=0)[0]


def test_1_for_findings_at_level_error(board):
    """`check` alone ends with 1, when something is broken: here an activity that hangs on nothing."""
    board("record", "add", "core.activity", "--title", "Lös", "--schedule", "en vecka före varje finns-inte")
    assert "finns-inte" in board("check", code=1)[0]
    assert {finding["level"] for finding in json.loads(board("check", "--json", code=1)[0])} >= {"error"}
    board("list", code=0)


def test_3_for_what_is_refused(board, tmp_path):
    """Bad input or data: a hard date, an unknown name, a folder without workspace; nothing changes."""
    before = board.bytes()
    refused = [
        ["move", "kallelse.arsmote.1", "2026-03-10"], ["move", "finns-inte", "2026-03-10"], ["done", "hostfest"],
        ["log", "finns-inte"], ["plan", "import", "finns-inte"], ["plugins", "enable", "finns-inte"],
        ["backup", "restore", "finns-inte"], ["init"], ["redo"], ["list", "--data", str(tmp_path)],
        ["export", "ics", "-o", str(tmp_path / "finns" / "inte.ics")],
    ]  # fmt: skip
    for words in refused:
        _, err = board(*words, code=3)
        assert err.strip(), words
    after = board.bytes()
    changed = {path.parts[0] for path in after if after[path] != before.get(path)}
    assert changed == {"vcycle.json", "backups"}  # the calendar ledger of the last, kept for phones
    assert board("move", "kallelse.arsmote.1", "2026-03-10", "--force", code=0)


HOLD = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_4_when_somebody_else_holds_the_lock(board):
    """A writer waits five seconds for another process and then gives up; reading goes on meanwhile."""
    command = [sys.executable, "-c", HOLD, str(board.folder / ".lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        writer = board.start("log", "hostfest")
        board.process("list")
        _, err = writer.communicate()
        assert writer.returncode == 4
        assert "Någon annan sparar just nu." in err.decode()
        holder.communicate("")
    board.process("log", "hostfest")


CHANGE_MEANWHILE = """
import sys
from datetime import date
from pathlib import Path
from msgspec.structs import replace
from vcycle.model.core import Role
from vcycle.services.workspace import open_workspace

store = open_workspace(Path(sys.argv[1]), today=date(2026, 3, 8)).store
with store.transaction("Hann före") as transaction:
    transaction.put(replace(store.find(Role)[0], description="Din"))
    print("held", flush=True)
    sys.stdin.read()
"""


def test_4_when_somebody_changed_the_record_first(board):
    """Who waits for the lock while the same record is changed is refused: nothing is overwritten silently."""
    command = [sys.executable, "-c", CHANGE_MEANWHILE, str(board.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as first:
        assert first.stdout.readline() == "held\n"
        second = board.start("record", "set", "core.role", "Sekreterare", "--description", "Min")
        time.sleep(2)  # it has read the record by now, and waits five seconds for the lock
        first.communicate("")
    _, err = second.communicate()
    assert (second.returncode, b"Traceback" in err) == (4, False)
    assert board.json("record", "list", "core.role")[0]["description"] == "Din"


RAISES = """
@hookimpl
def vcycle_entries(period):
    raise ValueError("trasig \\x1b[31m")
"""


def test_5_when_the_plugin_that_was_asked_for_failed(board, plugin):
    """5 where a plugin's own answer was asked for; elsewhere it is named on stderr and the rest goes on."""
    plugin("trasig", RAISES)
    out, err = board("list", "--plugin", "trasig", code=5)
    assert out == ""
    assert "trasig" in err
    assert "\x1b" not in err
    out, err = board("list", code=0)
    assert "Årsmöte" in out
    assert "Tillägget ”trasig” är avstängt (vcycle_entries)" in err
    assert "trasig" in board("check", code=1)[0]
    assert "trasig" in board("doctor", code=5)[0]
    board("plugins", "disable", "trasig")
    assert board("doctor", code=0)


def test_5_when_a_plugin_cannot_be_switched_on(board, monkeypatch):
    """A plugin that fails at start stays off."""
    from vcycle.hooks import installed

    monkeypatch.setattr(
        installed, "scan", lambda: (installed.Installed("borta", "vcycle_borta", "vcycle-borta", "1.0", "Borta"),)
    )
    before = board.bytes()
    assert "går inte att slå på" in board("plugins", "enable", "borta", code=5)[1]
    assert board.bytes() == before
