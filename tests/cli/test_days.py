"""Days in words on the command line: understood by --today, said back, and never in files."""

from datetime import date, timedelta

import pytest


@pytest.mark.parametrize("words", ["sista to i mars", "torsdag v 13", "5 dagar efter årsmötet", "26/3"])
def test_a_move_takes_a_day_in_words(board, words):
    """`move` understands a day as it is said, and says back which it is."""
    out, err = board("move", "arsmote.1", words, "--dry-run")
    assert "2026-03-26" in out
    assert "DAG: torsdag 26 mars 2026 (2026-03-26), v. 13\n" in err


def test_a_move_steps_from_the_day_there_is(board):
    """+1, -1 and a bare weekday count from the entry's own day; red days are remarked on, and the others counted."""
    [change, *_] = board.json("move", "arsmote.1", "-1", "--dry-run")["changes"]
    [later, *others] = board.json("move", "arsmote.1", "+1", "--dry-run")["changes"]
    assert date.fromisoformat(later["to"]) - date.fromisoformat(change["to"]) == timedelta(days=2)
    [red, *_] = board.json("move", "arsmote.1", "2026-04-03", "--dry-run")["changes"]
    assert red["note"] == "långfredagen"
    out, err = board("move", "arsmote.1", "2026-04-03")
    assert "(långfredagen)" in out
    assert f"till 2026-04-03, och {len(others)} till. Ångra" in err


def test_the_year_of_a_move_is_that_of_the_entry(board):
    """A day without a year is one of the entry's year, not of today's."""
    [change, *_] = board.json("move", "kvinnodagen.2028", "10 mars", "--dry-run")["changes"]
    assert change["to"] == "2028-03-10"


def test_today_may_stand_after_the_day(board):
    """The words are understood by --today, wherever it stands."""
    _, err = board("list", "--from", "i morgon", "--to", "om en vecka", "--today", "2026-10-23")
    first, last = "lördag 24 oktober 2026 (2026-10-24), v. 43", "fredag 30 oktober 2026 (2026-10-30), v. 44"
    assert err == f"--from: {first}\n--to: {last}\n"


def test_a_list_may_have_begun_and_ends_after_its_beginning(board):
    """From the nearest first of March, which was last week, to the first last of March after it."""
    _, err = board("list", "--from", "1 mars", "--to", "sista mars")
    assert "(2026-03-01)" in err
    assert "(2026-03-31)" in err


def test_what_was_done_was_done_before_today(board):
    """`done --on` and `log --date` mean the day that has been."""
    _, err = board("done", "kvinnodagen.2026", "--on", "tors", "--dry-run")
    assert "--on: torsdag 5 mars 2026" in err
    _, err = board("log", "insandare", "--new", "--date", "20 dec")
    assert "--date: lördag 20 december 2025 (2025-12-20), v. 51" in err


def test_a_whole_date_is_not_said_back(board):
    """Scripts that write whole dates hear no more than before."""
    assert board("list", "--from", "2026-03-01", "--to", "8 mars 2026")[1] == ""


def test_a_field_takes_a_day_in_words_and_a_file_does_not(board, tmp_path):
    """A record's day may be said; in a CSV file it would mean another day each time the file is read."""
    out, err = board("record", "add", "person", "--name", "Anna", "--member-since", "igår")
    assert "Medlem från: lördag 7 mars 2026 (2026-03-07), v. 10" in err
    assert board.json("record", "show", "person", "Anna")["member_since"] == "2026-03-07"
    assert "Anna" in board("record", "list", "person", "--where", "member_since=igår")[0]
    file = tmp_path / "personer.csv"
    file.write_text("name;member_since\nBo;igår\n", "utf-8")
    _, err = board("record", "import", "person", file, code=3)
    assert "”igår” är inget datum; skriv till exempel 2026-03-08" in err
    assert out


def test_a_plugin_is_asked_with_a_day_in_words(board, plugin):
    """An argument that is a day may be said, and is said back."""
    plugin(
        "dagar",
        """
from datetime import date
from typing import Annotated
import msgspec

class When(msgspec.Struct, frozen=True):
    day: Annotated[date, field("Dag")]

def answer(context, arguments):
    return Answer(sections=(Section(title=str(arguments.day)),))

@hookimpl
def vcycle_commands():
    return [Command(name="visa", label="Visa en dag", run=answer, arguments=When, positional=("day",))]
""",
    )
    out, err = board("dagar", "visa", "v 12")
    assert "2026-03-16" in out
    assert "Dag: måndag 16 mars 2026 (2026-03-16), v. 12" in err


def test_what_is_no_day_is_refused_with_the_option_and_an_example(board):
    """The complaint names the option, as for any other wrong value, and nothing is changed."""
    before = board.bytes()
    _, err = board("move", "arsmote.1", "snart", code=2)
    assert err.startswith("DAG: ”snart” är inget datum; skriv till exempel 14 mars, på tors, v 12")
    _, err = board("list", "--to", "en vecka före mormötet", code=2)
    assert err.startswith("--to: ingenting med en dag heter ”mormötet”")
    _, err = board("chain", "show", "arsmote", "--on", "v 60", code=2)
    assert err.startswith("--on: vecka 60 finns inte")
    assert board.bytes() == before
