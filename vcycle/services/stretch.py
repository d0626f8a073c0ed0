"""What the wheel shows all around: an activity year, or zoomed in a term or a calendar month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from vcycle.model.period import FIRST_YEAR, LAST_YEAR, ONE_DAY, Period, Years, month_day, month_length, term_name
from vcycle.model.values import MONTHS

Zoom = Literal["year", "term", "month"]
ZOOMS: tuple[Zoom, ...] = ("year", "term", "month")
"""From what shows most to what shows least."""


class Stretch(Struct, frozen=True):
    """A period with its name: "2026", "höstterminen 2026", "oktober 2026".

    `short` and `under` are that name in two lines, as it stands in the middle of the wheel.
    """

    zoom: Zoom
    period: Period
    label: str
    short: str
    under: str = ""


def year_stretch(years: Years, year: int) -> Stretch:
    """The activity year that begins in calendar year `year`."""
    label = years.label(year)
    return Stretch("year", years.year(year), label, label)


def stretch_at(years: Years, zoom: Zoom, day: date) -> Stretch | None:
    """The year, term or month that `day` lies in; None between the terms."""
    if zoom == "year":
        return year_stretch(years, years.year_of(day))
    if zoom == "month":
        return _month(day)
    here = [term for term in _terms(years, day.year) if day in term.period]
    return min(here, key=lambda term: term.period.days, default=None)


def beside(years: Years, stretch: Stretch, step: int) -> Stretch | None:
    """The stretch of the same kind after (1) or before (-1) this one; None where the calendar ends."""
    start, end = stretch.period.start, stretch.period.end
    found: Stretch | None
    if stretch.zoom == "year":
        found = year_stretch(years, years.year_of(start) + step)
    elif stretch.zoom == "month":
        found = _month(end + ONE_DAY if step > 0 else start - ONE_DAY)
    else:
        terms = sorted(_terms(years, start.year), key=lambda term: term.period)
        ahead = [t for t in terms if t.period.start > start] if step > 0 else []
        behind = [t for t in reversed(terms) if t.period.start < start] if step < 0 else []
        found = next(iter(ahead + behind), None)
    return found if found and FIRST_YEAR <= years.year_of(found.period.start) <= LAST_YEAR else None


def _month(day: date) -> Stretch:
    name = MONTHS[day.month - 1]
    period = Period(day.replace(day=1), day.replace(day=month_length(day.year, day.month)))
    return Stretch("month", period, f"{name} {day.year}", name, f"{day.year}")


def _terms(years: Years, year: int) -> Iterator[Stretch]:
    """The terms of some calendar years around one; those that are the whole activity year are none."""
    for first in range(year - 1, year + 3):
        for name, (start, end) in years.terms.items():
            if start and end:
                last = first + (end < start)
                under = f"{first}" if last == first else f"{first}/{last % 100:02}"
                period = Period(month_day(start, first), month_day(end, last))
                yield Stretch("term", period, f"{term_name(name)} {under}", name, under)
