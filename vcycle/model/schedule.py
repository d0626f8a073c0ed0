"""Schedules as data: a rule that gives dates. What the dates are is worked out in `vcycle.rules`.

A schedule holds no year, except `Dates` and a `Window` with full dates: those appear in their own year and are never
carried over. In TOML a schedule is a table with `kind`, or the same thing in Swedish words (docs/plans.md).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Weekend = Literal["keep", "before", "after"]
"""Where a day goes that falls on a Saturday, Sunday or red day. A last day may only go earlier: "before"."""


class Yearly(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="yearly"):
    """A day, or a span of days, every year: `day` and `to` are "MM-DD". 29 February is 28 February in common years.

    A span whose `to` lies before `day` ends in the next calendar year. Slot: the calendar year of the first day.
    """

    day: str
    to: str = ""
    weekend: Weekend = "keep"


class Dates(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="dates"):
    """Named days: each "YYYY-MM-DD", or a span "YYYY-MM-DD/YYYY-MM-DD" (last day included). Slot: "1", "2", ..."""

    days: tuple[str, ...]


class Window(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="window"):
    """Must happen between two days; undated until the board picks one.

    Either `name`, a named window that the association can redefine ("efter sommaren"), or `start` and `end`: each
    "MM-DD" (every activity year), "YYYY-MM-DD" or "YYYY-MM" (once). Slot: the calendar year of the first day.
    """

    start: str = ""
    end: str = ""
    name: str = ""


class Recur(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="recur"):
    """An RRULE (RFC 5545): FREQ among YEARLY MONTHLY WEEKLY DAILY; the week starts on Monday.

    `start` is the first possible day and decides the phase when INTERVAL > 1. `skip` holds days left out, `weekend`
    moves what falls on a free day. Slot: "2020-03", "2020-W12", "2020" or the day, by frequency; with several in one
    such period "-1", "-2" ... follow in the order of their days.
    """

    rule: str
    start: date | None = None
    skip: tuple[date, ...] = ()
    weekend: Weekend = "keep"


class Months(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="months"):
    """In the named months (1-12) every year, on a day the board chooses; due at month end. Slot: "2020-04"."""

    months: tuple[int, ...]


class Offset(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="offset"):
    """Before, after or together with each occurrence of one or several series.

    `before` or `after` is an amount with its unit, "7d", "2w", "3m", "1y" (units are never converted); neither means
    together with. `only` keeps anchors with one of these tags, `without` leaves out anchors with one of these. `hard`
    marks a date that a move may not break. Slot: the anchor's entry id.
    """

    series: tuple[str, ...]
    before: str = ""
    after: str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    weekend: Weekend = "keep"
    hard: bool = False


Schedule = Yearly | Dates | Window | Recur | Months | Offset
SCHEDULE_TYPES = (Yearly, Dates, Window, Recur, Months, Offset)
