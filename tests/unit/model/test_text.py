"""Text made safe and even for terminals."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from vcycle.cli.session import table
from vcycle.model.text import cells, printable, quoted, shorten

WRITTEN = [
    "Styrelsemöte", "18:30–20:00 → i dag…", "日本", "한국어", "ＡＢ", "ｱ", "❤", "❤️", "👍🏽", "🇸🇪", "1️⃣",
    "👩‍👩‍👧‍👦 familj",
    "a\u0308o\u0308", "क्षि", "\u200b", "",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_text_is_as_wide_as_the_interface_draws_it(text):
    """The command line and the interface must agree on how many columns a text takes."""
    assert cells(text) == cell_len(text)


@given(st.text(), st.integers(1, 80))
@example("日" * 30, 40)
@example("👩‍👩‍👧‍👦" * 9, 8)
@example("a" + "\u0301" * 10_000, 60)
def test_a_shortened_text_fits(text, width):
    """A shortened text must fit in its columns, stay short in characters too, and be whole when there is room."""
    text = printable(text)
    short = shorten(text, width)
    assert cells(short) <= width
    assert len(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    if len(text) <= width and cells(text) <= width:
        assert short == text


def test_columns_stand_under_each_other_whatever_is_in_them():
    """Wide signs and accents of their own must not push the next column aside."""
    rows = [(text, "|") for text in WRITTEN]
    places = {cell_len(line[: line.rindex("|")]) for line in table(rows)}
    assert places == {max(map(cell_len, WRITTEN)) + 2}


def test_a_number_that_python_will_not_write_out_can_be_quoted():
    """An error about a number of ten thousand digits must not be an error itself."""
    assert quoted(int("f" * 10_000, 16)) == "ett jättelikt tal"
    assert quoted(2**63) == "”9223372036854775808”"
