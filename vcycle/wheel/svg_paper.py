"""What a wheel on paper shows: a year of days, its rings with all that lies in them, and the list below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vcycle.wheel.year import Segment

Kind = Literal["planned", "cancelled", "window", "due"]


@dataclass(frozen=True)
class Item:
    """Something in a ring from day `first` to day `last`, both included and counted from 0.

    Days outside the year are cut off. `mark` is what the list below calls it, a few characters; `title` is written
    beside it where there is room. A `window` is drawn as time to find a day in, what is only `due` as an empty frame.
    """

    ring: int
    first: int
    last: int
    mark: str
    title: str
    kind: Kind = "planned"


@dataclass(frozen=True)
class Line:
    """One line of the list: a small `lead` (the weekday), the `mark`, the number of its ring from 0, and words.

    A `note` stands on a row of its own below, never struck.
    """

    mark: str
    text: str
    lead: str = ""
    ring: int | None = None
    struck: bool = False
    note: str = ""


@dataclass(frozen=True)
class Group:
    """A heading of the list with its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Paper:
    """All that is drawn: `days` days from the day with ordinal `first_ordinal`; the first ring is the outermost.

    A ring without a name is drawn without one, and needs no number either. `summary` says in words what the picture
    shows, for those who do not see it.
    """

    heading: str
    owner: str
    year: str
    summary: str
    days: int
    first_ordinal: int
    months: tuple[Segment, ...]
    rings: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
