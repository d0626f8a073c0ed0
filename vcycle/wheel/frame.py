"""Pictures made of terminal cells, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator
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
    """Where `new` differs: (row, first column, column after the last), with unchanged cells between those of a row.

    When the two differ in size every row of `new` is given whole.
    """
    if len(old.rows) != len(new.rows) or len(old.rows[0]) != len(new.rows[0]):
        return [(y, 0, len(row)) for y, row in enumerate(new.rows)]
    spans: list[tuple[int, int, int]] = []
    for y, (before, after) in enumerate(zip(old.rows, new.rows, strict=True)):
        if before != after:
            spans += ((y, first, last) for first, last in _spans(before, after))
    return spans


def _spans(before: Row, after: Row) -> Iterator[tuple[int, int]]:
    first = None
    for x, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            if first is not None:
                yield first, x
            first = None
        elif first is None:
            first = x
    if first is not None:
        yield first, len(after)
