"""Days as people write them, understood in a workspace: by its today, and by its entries, "3 mån före årsmötet"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.values import parse_date

if TYPE_CHECKING:
    from vcycle.services.workspace import Workspace

_REACH = 2 * 366
"""Days at each side in which something may lie that a day is counted from."""


def day_of(space: Workspace, text: str, around: date | None = None) -> date:
    """The day that `text` means, as `read_day` has it; raises ValueError with a Swedish sentence."""
    try:
        return parse_date(text)  # most days, for which no pattern need be made
    except ValueError:
        from vcycle.rules.days_in_words import read_day

        return read_day(text, space.today, around, lambda: anchors(space, around))


def anchors(space: Workspace, around: date | None = None) -> Sequence[Entry]:
    """The entries that a day may be counted from: those of two years around."""
    middle = around or space.today
    period = Period(middle, middle).widened(_REACH)
    return space.kept(("anchors of days", period), lambda: space.entries(period))
