"""Text in calendar files: hostile text is carried unharmed and does no harm."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from vcycle.calendar.event import description, summary
from vcycle.calendar.export import export
from vcycle.calendar.text import SUMMARY_LENGTH, clean, fold, one_line
from vcycle.model.derived import Entry

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
FRAGMENTS = (
    "\x1b[31mrött\x1b[0m",
    "\x1b]8;;http://x\x07länk",
    "C:\\notes",
    "C:\\Notes\\",
    "\\\\n",
    "\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "a;b,c:d",
    '"',
    "\u202egnal\u202c",
    "\u2066x\u2069",
    "\ufeff",
    "\ud83d",
    "\x00\x0b\x0c\x1c\x85\u2028\u2029",
    FAMILY,
    "🇸🇪🇫🇮",
    "👍🏽",
    "e\u0301" * 3,
    "o\u0308",
    "[/red]",
    "Räksmörgås ",
    "   ",
    "\t",
    "x" * 90,
)
HOSTILE = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=20)), max_size=12).map("".join)
NOW = "2026-11-20T12:00:00Z"


def entry(**values):
    return Entry(**{"record": "a", "slot": "b", "title": "t", "start": date(2026, 3, 26), **values})


def content(made):
    return export([made], {}, name=made.title, now=NOW).content


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_comes_back(strict, title, text, place, ring):
    """Whatever the text, the file keeps every rule of the RFC and gives the cleaned text back."""
    made = entry(title=title, description=text, place=place, ring=ring, responsible=title)
    written = content(made)
    (event,) = strict(written).of("VEVENT")
    assert event.text("SUMMARY") == summary(made)
    assert [event.text(name) for name, _, _ in event.properties if name == "DESCRIPTION"] == (
        [description(made)] if description(made) else []
    )
    (theirs,) = Calendar.from_ical(written).walk("VEVENT")
    assert str(theirs["SUMMARY"]) == summary(made)
    assert str(theirs.get("LOCATION", "")) == one_line(place)


@given(HOSTILE)
def test_clean_text(text):
    """Clean text is NFC, without control characters, surrogates or marks of direction, and cleaning it is nothing."""
    cleaned = clean(text)
    assert cleaned == unicodedata.normalize("NFC", cleaned) == clean(cleaned)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]", cleaned)


@given(HOSTILE)
def test_one_line(text):
    """A title is one trimmed line of at most 255 characters without a backslash."""
    title = one_line(text)
    assert len(title) <= SUMMARY_LENGTH
    assert title == title.strip(" ")
    assert not set(title) & {"\\", "\n", "\r"}


@given(HOSTILE.map(clean).map(lambda text: "DESCRIPTION:" + text.replace("\n", "\\n")))
def test_fold(line):
    """Physical lines are at most 75 octets, whole UTF-8 each, and unfold to what was folded."""
    folded = fold(line)
    assert folded.endswith(b"\r\n")
    physical = folded[:-2].split(b"\r\n")
    assert all(len(piece) <= 75 and piece.decode() for piece in physical)
    assert folded[:-2].replace(b"\r\n ", b"").decode() == line


@pytest.mark.parametrize("joined", [FAMILY, "🇸🇪", "👍🏽", "e\u0301\u0323", "❤\ufe0f", "🏴\U000e0067\U000e007f", "\\n"])
@pytest.mark.parametrize("offset", range(26))
def test_what_belongs_together_is_not_folded_apart(joined, offset):
    """A fold never falls inside a joined emoji, a flag, an accented letter or an escape."""
    line = "x" * offset + joined * 40
    pieces = fold(line)[:-2].split(b"\r\n ")
    assert "".join(piece.decode() for piece in pieces) == line
    for piece in pieces[1:]:
        assert piece.decode().startswith(joined)


@pytest.mark.parametrize("char", ["x", "å", "€", "😀"])
def test_every_length_fits(char):
    """Lines of every length, of characters of one to four octets, are folded exactly when they must be."""
    for length in range(1, 160):
        physical = fold(char * length)[:-2].split(b"\r\n")
        assert max(map(len, physical)) <= 75
        assert (len(physical) > 1) == (len(char.encode()) * length > 75)


@pytest.mark.parametrize("offset", range(1, 27))
def test_no_fold_beside_a_blank(offset):
    """No physical line begins or ends with a blank of the text, where mail and careless readers trim."""
    pieces = fold("x" * offset + " är på väg" * 40)[:-2].split(b"\r\n ")
    assert [piece.strip() for piece in pieces] == pieces


@pytest.mark.parametrize("run", ["\u0301", "\\", " ", "\u200d", "🇸"])
def test_endless_joins_are_cut_between_characters(run):
    """Nothing that is joined without end makes a line too long or the folding slow."""
    line = "x" + run * 10_000
    physical = fold(line)[:-2].split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert b"".join([physical[0], *(piece[1:] for piece in physical[1:])]).decode() == line


def test_injected_lines_stay_text(strict):
    """A title that looks like calendar lines makes no line of its own."""
    calendar = strict(content(entry(title="Möte\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M")))
    (event,) = calendar.of("VEVENT")
    assert event.text("SUMMARY") == "Möte END:VEVENT BEGIN:VALARM TRIGGER:-PT5M"
    assert event.components == []


def test_backslashes(strict):
    """A title has slashes for backslashes; a description keeps them, before any letter."""
    (event,) = strict(content(entry(title="C:\\notes", description="C:\\notes\\New"))).of("VEVENT")
    assert event.text("SUMMARY") == "C:/notes"
    assert event.one("DESCRIPTION") == "C:\\\\notes\\\\New"


def test_long_texts(strict):
    """A title of 10 000 characters is cut with an ellipsis, also behind the prefix; a description is kept whole."""
    made = entry(title="å" * 10_000, description="ö" * 10_000, state="cancelled")
    (event,) = strict(content(made)).of("VEVENT")
    assert event.text("SUMMARY") == "INSTÄLLT: " + "å" * 244 + "…"
    assert event.text("DESCRIPTION") == "ö" * 10_000


def test_title_is_not_cut_inside_an_emoji():
    """The last emoji that does not fit whole is left out whole."""
    assert one_line(FAMILY * 40) == FAMILY * 36 + "…"


def test_title_of_nothing_visible():
    """A title that consists of control characters still shows as something."""
    assert summary(entry(title="\x00\x1b\u202e")) == "Utan rubrik"
