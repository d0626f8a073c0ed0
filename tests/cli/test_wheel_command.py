"""`vcycle wheel`: the year as sentences by default, as SVG when asked, to the screen or to a file."""

from xml.etree import ElementTree

import pytest

SVG = "{http://www.w3.org/2000/svg}"


def test_sentences_are_the_default(board):
    """A screen reader gets one sentence on a line: no table, no colour, no message in between."""
    out, err = board("wheel")
    assert out == board("wheel", "--format", "text")[0]
    lines = out.splitlines()
    assert lines[0].startswith("Årshjulet 2026")
    assert all(line == "" or (line.endswith(".") and "  " not in line and "\t" not in line) for line in lines)
    assert err == ""


def test_both_hold_every_entry_of_the_list(board):
    """What `list` shows is in the sentences and in the picture's list."""
    board("cancel", "arsmote.1", "--reason", "Storm")
    out = board("wheel")[0]
    picture = "".join(ElementTree.fromstring(board("wheel", "--format", "svg")[0].encode()).itertext())
    titles = {entry["title"] for entry in board.json("list")}
    assert len(titles) > 4
    assert all(title in out and title in picture for title in titles)
    assert "inställt, skäl Storm." in out
    assert "inställt: Storm" in picture


def test_another_year_can_be_asked_for(board):
    """--year is the activity year, here and in the picture."""
    assert board("wheel", "--year", "2027")[0].startswith("Årshjulet 2027")
    root = ElementTree.fromstring(board("wheel", "--year", "2027", "--format", "svg")[0].encode())
    assert root.findtext(f"{SVG}title").startswith("Årshjul 2027")
    assert root.get("lang") == "sv"


@pytest.mark.parametrize("kind", ["text", "svg"])
def test_a_file_gets_what_the_screen_gets(kind, board, tmp_path):
    """The file is whole, stdout empty, and the message says what to do with a picture."""
    target = tmp_path / "ut" / "hjul"
    target.parent.mkdir()
    shown = board("wheel", "--format", kind, "-o", "-")[0]
    out, err = board("wheel", "--format", kind, "-o", target)
    assert out == ""
    assert target.read_text("utf-8") == shown
    assert [path.name for path in target.parent.iterdir()] == ["hjul"]
    assert "Skrev årshjulet 2026" in err
    assert ("webbläsare" in err) == (kind == "svg")


def test_today_does_not_change_the_picture(board):
    """Unchanged data gives unchanged bytes, whatever day it is printed."""
    first = board("wheel", "--format", "svg")[0]
    assert board("wheel", "--format", "svg", "--today", "2026-11-20")[0] == first


def test_what_cannot_be_done_is_said(board, tmp_path):
    """An unknown format is wrong usage; a folder that is not there loses nothing."""
    assert "svg" in board("wheel", "--format", "gif", code=2)[1]
    assert "finns inte" in board("wheel", "-o", tmp_path / "nej" / "hjul.svg", code=3)[1]
    before = board.bytes()
    board("wheel", "--format", "svg")
    assert board.bytes() == before
