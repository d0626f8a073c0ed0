"""The line of a done dialog and its boxes say the same, whatever is counted and noted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcycle.services.counting import WORDS, read_counted
from vcycle.tui.done_dialog import line_of

counts = st.dictionaries(st.sampled_from(sorted(WORDS)), st.integers(0, 999_999))
words = st.sampled_from(["5 kvinnor", "12", "bra", "3 män kom sent", "och", "k", "2026", "4 okända; tack"])
notes = st.lists(words, max_size=4).map(" ".join)


@given(counts, notes)
def test_a_line_is_read_back_as_it_was_made(counted, note):
    """Counts and note in, the same out: also notes that begin like a count."""
    read = read_counted(line_of(counted, note))
    assert read.pop("note") == note
    assert read == {name: count for name, count in counted.items() if count}
