"""`vcycle find`: everything that holds some words, at a prompt and for programs."""

from __future__ import annotations


def test_find_shows_what_it_is_and_what_other_commands_call_it(board):
    """Each line ends with the name that `explain`, `move` and `record show` take."""
    out, err = board("find", "arsmote")
    first = out.splitlines()[0]
    assert first.startswith("tillfälle  Årsmöte")
    handle = first.split()[-1]
    assert board("explain", handle)[0].startswith("Årsmöte")
    assert err == ""
    activity = next(line for line in out.splitlines() if line.startswith("aktivitet"))
    assert "Årsmöte" in board("record", "show", "aktivitet", activity.split()[-1])[0]


def test_find_gives_json(board):
    """Every key is there, null where there is no value."""
    board("record", "add", "person", "--name", "Åsa Ek")
    [person] = board.json("find", "asa", "ek")
    assert list(person) == ["type", "id", "name", "day", "text"]
    assert (person["type"], person["name"], person["day"], person["text"]) == ("core.person", "Åsa Ek", None, None)
    entry = next(one for one in board.json("find", "årsmöte") if one["type"] == "entry")
    assert entry["day"].startswith("2026-")


def test_finding_nothing_is_said_and_is_no_error(board):
    """Nothing on stdout, a sentence on stderr, exit code 0; hostile words are only words."""
    assert board("find", "[/red]\x1b[31m") == ("", "Ingenting hittades för ”[/red]␛[31m”.\n")
    assert board.json("find", "xyzzy") == []


def test_find_needs_a_word(board):
    """Without a word the command says how it is written."""
    assert "vcycle find" in board("find", code=2)[1]
