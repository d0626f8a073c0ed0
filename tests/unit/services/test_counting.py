"""Counts of people in words, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.services.counting import WORDS, counted_words, read_counted

NOBODY = {"note": ""}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", NOBODY),
        ("5 kvinnor, 3 män", {"women": 5, "men": 3, "note": ""}),
        ("5k 3m", {"women": 5, "men": 3, "note": ""}),
        ("1 kvinna och 1 man; livlig debatt om 3 frågor", {"women": 1, "men": 1, "note": "livlig debatt om 3 frågor"}),
        ("2 annat 4 uppgift saknas", {"others": 2, "unknown": 4, "note": ""}),
        ("12", {"unknown": 12, "note": ""}),
        ("12; bra", {"unknown": 12, "note": "bra"}),
        ("7 deltagare", {"unknown": 7, "note": ""}),
        ("3 frågor blev över", {"note": "3 frågor blev över"}),
        ("5 kvinnor 2 kvinnor", {"women": 7, "note": ""}),
        ("3 maj", {"note": "3 maj"}),
    ],
)
def test_what_people_write_is_understood(text, counts):
    """Counts stand first, in words or letters; all else is the note, word for word."""
    assert read_counted(text) == counts


@given(st.fixed_dictionaries({name: st.integers(0, 999_999) for name in WORDS}))
def test_what_is_read_back_is_what_was_counted(counts):
    """The words that vcycle says are read as the counts that they stand for."""
    wanted = {name: count for name, count in counts.items() if count}
    assert read_counted(counted_words(counts)) == {**wanted, "note": ""}
