"""Damaged files as people meet them: what is said, what is kept, and that the rescue brings everything back."""

import re

import pytest

SERIES = "hostfest"


def events(board):
    """SEQUENCE and LAST-MODIFIED of every exported event, by UID."""
    out = board.process("export", "ics").stdout.decode()
    parts = out.split("BEGIN:VEVENT")[1:]
    return {
        re.search(r"UID:(.*)\r", part)[1]: (
            int(re.search(r"SEQUENCE:(\d+)", part)[1]), re.search(r"LAST-MODIFIED:(\w+)", part)[1]
        )
        for part in parts
    }  # fmt: skip


@pytest.mark.parametrize("garbage", [b"garbage", b"", None], ids=["garbage", "empty", "half"])
def test_no_event_goes_back_in_a_calendar_after_a_rescue(board, garbage):
    """Moved and exported until phones have seen SEQUENCE 5, then damaged and rescued: no event may fall behind."""
    events(board)
    for day in range(20, 26):
        board("move", "arsmote.1", f"2026-03-{day}")
        before = events(board)
    assert max(sequence for sequence, _ in before.values()) >= 5
    listed = board.json("list")
    path = board.folder / "vcycle.json"
    path.write_bytes(path.read_bytes()[:200] if garbage is None else garbage)
    [name] = re.findall(r"vcycle-[\d-]+\.json", board("backup", "list")[0])
    said = board("backup", "restore", name)[1]
    assert "senare steg ur historiken är gjorda om" in said
    assert board.json("list") == listed
    after = events(board)
    assert after.keys() == before.keys()
    for uid, (sequence, modified) in after.items():
        assert sequence >= before[uid][0]
        assert modified > before[uid][1]
    assert events(board) == after


def test_a_damaged_history_is_said_by_who_looks(board):
    """`history` and `undo` say it on stderr, `check` as a finding with what to do, `doctor` with line and copy."""
    board("log", SERIES)
    board("log", SERIES)
    path = board.folder / "history.jsonl"
    content = path.read_bytes()
    first = content.splitlines(keepends=True)[0]
    path.write_bytes(content.replace(first, b"skrap\n"))
    err = board("history")[1]
    [copy] = (board.folder / "backups").glob("history-damaged-*.jsonl")
    assert copy.name in err
    assert copy.read_bytes() == content.replace(first, b"skrap\n")
    assert copy.name in board("doctor", code=3)[0]
    finding = next(f for f in board.json("check") if copy.name in f["message"])
    assert finding["level"] == "warning"
    assert "vcycle doctor" in finding["hint"]
    assert copy.name in board("undo")[1]
    copy.unlink()
    assert "skadad" not in board("check")[0] + board("history")[1]
