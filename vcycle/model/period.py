"""Stretches of time: periods, activity years, terms and named windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct, field

ONE_DAY = timedelta(days=1)

FIRST_YEAR, LAST_YEAR = 1900, 9000
"""The years that people may ask for: far from where the calendar ends, so that there are always years around them."""

LAST_DAY = date(9998, 12, 31)
"""Nothing is worked out in the calendar's last year, so that no week or span runs over its end."""


class Period(Struct, frozen=True, order=True):
    """From `start` to `end`, both days included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of `first`..`last` lies in the period."""
        return first <= self.end and last >= self.start

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def widened(self, days: int) -> Period:
        """The period with `days` more at each end, as far as the calendar reaches."""
        back = min(days, (self.start - date.min).days)
        ahead = min(days, (date.max - self.end).days)
        return Period(self.start - timedelta(days=back), self.end + timedelta(days=ahead))

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))


def month_length(year: int, month: int) -> int:
    """The number of days in a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def month_day(text: str, year: int) -> date:
    """The day "MM-DD" in `year`; 29 February is 28 February in common years. Raises ValueError."""
    month, day = (int(part) for part in text.split("-"))
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        day = 28
    return date(year, month, day)


def term_name(term: str) -> str:
    """ "vårterminen" from "vår", and from "vårtermin" and "vårterminen", as settings may have it."""
    return f"{term.removesuffix('terminen').removesuffix('termin')}terminen"


DEFAULT_TERMS = {"vår": ("01-01", "06-30"), "höst": ("07-01", "12-31")}
# Vague words of real plans, mapped to windows that an association can redefine in vcycle.toml.
DEFAULT_WINDOWS = {
    **{f"under {term}terminen": span for term, span in DEFAULT_TERMS.items()},
    "hela året": ("", ""),
    "i början av året": ("01-01", "02-28"),
    "under våren": ("03-01", "05-31"),
    "före sommaren": ("05-01", "06-20"),
    "under sommaren": ("06-01", "08-31"),
    "efter sommaren": ("08-15", "10-31"),
    "under hösten": ("09-01", "11-30"),
    "i slutet av året": ("11-01", "12-31"),
}


class Years(Struct, frozen=True, dict=True):
    """The association's own time: activity years, terms and named windows.

    `start` is the day "MM-DD" an activity year begins; `starts` holds the exact first day of single years (from
    annual meeting to annual meeting). Year Y is the one that begins in calendar year Y. `first` is the first activity
    year that the workspace knows: rules give no dates before it. `begun` is the day the association began to use
    vcycle: nobody is asked about what should have been done before it. `terms` and `windows` map a name to two
    "MM-DD"; two empty strings mean the whole activity year.
    """

    start: str = "01-01"
    starts: dict[int, date] = {}
    first: int | None = None
    begun: date | None = None
    terms: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(DEFAULT_TERMS))
    windows: dict[str, tuple[str, str]] = {}

    def first_day(self, year: int) -> date:
        return self.starts.get(year) or month_day(self.start, year)

    def year(self, year: int) -> Period:
        """The activity year that begins in calendar year `year`."""
        return Period(self.first_day(year), self.first_day(year + 1) - ONE_DAY)

    def year_of(self, day: date) -> int:
        """The activity year that `day` lies in."""
        return day.year if day >= self.first_day(day.year) else day.year - 1

    def label(self, year: int) -> str:
        """ "2026", or "2017/18" when the activity year crosses New Year."""
        period = self.year(year)
        return f"{year}" if period.end.year == period.start.year else f"{year}/{period.end.year % 100:02}"

    @cached_property
    def begins(self) -> date:
        """The first day for which rules give dates."""
        return date.min if self.first is None else self.first_day(self.first)

    @cached_property
    def asked_from(self) -> date:
        """The first day that the board is asked about."""
        return max(self.begins, self.begun or date.min)

    def window(self, name: str) -> tuple[str, str] | None:
        """The two "MM-DD" of a named window, the association's own meaning first; None when nobody knows it.

        A term is a window too: "under vårterminen" is the association's term "vår".
        """
        terms = {f"under {term_name(term)}": span for term, span in self.terms.items()}
        return self.windows.get(name) or terms.get(name) or DEFAULT_WINDOWS.get(name)
