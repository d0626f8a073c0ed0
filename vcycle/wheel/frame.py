"""Pictures made of terminal cells, and what differs between two of them."""

from __future__ import annotations

from typing import NamedTuple

from vcycle.wheel.colour import RGB


class Cell(NamedTuple):
    """One character with its colours; None is the terminal's own colour."""

    char: str = " "
    fg: RGB | None = None
    bg: RGB | None = None
    bold: bool = False
    reverse: bool = False


Row = tuple[Cell, ...]


class Frame(NamedTuple):
    """A picture: rows of equally many cells, from the top."""

    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        """The characters alone, a line for each row."""
        return "\n".join("".join(cell.char for cell in row) for row in self.rows)


def changed_spans(old: Frame, new: Frame) -> list[tuple[int, int, int]]:
    """Where `new` differs: (row, first column, column after the last), at most one per row.

    When the two differ in size every row of `new` is given whole.
    """
    if len(old.rows) != len(new.rows) or len(old.rows[0]) != len(new.rows[0]):
        return [(y, 0, len(row)) for y, row in enumerate(new.rows)]
    spans = []
    for y, (before, after) in enumerate(zip(old.rows, new.rows, strict=True)):
        if before != after:
            changed = [x for x, pair in enumerate(zip(before, after, strict=True)) if _differ(pair)]
            spans.append((y, changed[0], changed[-1] + 1))
    return spans


def _differ(pair: tuple[Cell, Cell]) -> bool:
    return pair[0] != pair[1]
