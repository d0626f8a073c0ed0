"""The line that says which keys there are."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.binding import Binding

from vcycle.tui.keys import key_line

KEYS = [Binding(key, f"do_{key}", f"gör {key}") for key in "abcdefgh"]
BACK, HELP, QUIT = (
    Binding("escape", "back", "tillbaka"),
    Binding("f1", "help", "hjälp"),
    Binding("ctrl+q", "app.quit", "avsluta"),
)


@given(st.permutations([*KEYS, BACK, HELP, QUIT]), st.integers(0, 140))
def test_the_ways_out_always_stay(bindings, width):
    """However narrow the line and wherever they are declared, back, help and quit stand in it; it fits when it can."""
    line = key_line(bindings, width).plain
    for kept in ("Esc tillbaka", "F1 hjälp", "^Q avsluta"):
        assert kept in line
    assert cell_len(line) <= max(width, cell_len("Esc tillbaka  F1 hjälp  ^Q avsluta"))
    assert line.endswith(("F1 hjälp", "^Q avsluta"))
