"""What the wheel shows all around: an activity year, or zoomed in a term, a calendar month or a week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from vcycle.model.period import FIRST_YEAR, LAST_YEAR, ONE_DAY, Period, Years, month_day, month_length, term_name
from vcycle.model.values import MONTHS
from vcycle.rules.swedish import days_in_words, iso_week, plain_date, week_label

Zoom = Literal["year", "term", "month", "week"]
Part = Literal["month", "week", "day"]
PARTS: dict[Zoom, Part] = {"year": "month", "term": "month", "month": "week", "week": "day"}
"""What can be shown, from most to least, and what each is stepped through by."""
ZOOMS = tuple(PARTS)


class Stretch(Struct, frozen=True):
    """A period with its name: "2026", "höstterminen 2026", "oktober 2026", "v. 10, 2–8 mars 2026".

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
    """The year, term, month or week that `day` lies in; None between the terms."""
    if zoom == "year":
        return year_stretch(years, years.year_of(day))
    if zoom in _WITHOUT_HOLES:
        return _WITHOUT_HOLES[zoom](day)
    here = [term for term in _terms(years, day.year) if day in term.period]
    return min(here, key=lambda term: term.period.days, default=None)


def beside(years: Years, stretch: Stretch, step: int) -> Stretch | None:
    """The stretch of the same kind after (1) or before (-1) this one; None where the calendar ends."""
    start, end = stretch.period.start, stretch.period.end
    found: Stretch | None
    if stretch.zoom == "year":
        found = year_stretch(years, years.year_of(start) + step)
    elif stretch.zoom in _WITHOUT_HOLES:
        found = _WITHOUT_HOLES[stretch.zoom](end + ONE_DAY if step > 0 else start - ONE_DAY)
    else:
        terms = sorted(_terms(years, start.year), key=lambda term: term.period)
        ahead = [t for t in terms if t.period.start > start] if step > 0 else []
        behind = [t for t in reversed(terms) if t.period.start < start] if step < 0 else []
        found = next(iter(ahead + behind), None)
    return found if found and FIRST_YEAR <= years.year_of(found.period.start) <= LAST_YEAR else None


def parts_of(period: Period, part: Part) -> Iterator[Period]:
    """The months, weeks from Monday to Sunday, or days that lie in a period, cut at its ends."""
    first = period.start
    while first <= period.end:
        last = min(_LAST_DAY[part](first), period.end)
        yield Period(first, last)
        first = last + ONE_DAY


def _month_end(day: date) -> date:
    return day.replace(day=month_length(day.year, day.month))


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


_LAST_DAY: dict[Part, Callable[[date], date]] = {"month": _month_end, "week": _sunday, "day": lambda day: day}


def _month(day: date) -> Stretch:
    name = MONTHS[day.month - 1]
    return Stretch("month", Period(day.replace(day=1), _month_end(day)), f"{name} {day.year}", name, f"{day.year}")


def _week(day: date) -> Stretch:
    """An ISO week, also over New Year: it belongs to the year of its Thursday."""
    sunday = _sunday(day)
    monday = sunday - 6 * ONE_DAY
    name, (year, _) = week_label(day), iso_week(day)
    days = f"{days_in_words(monday, sunday)} {year}"
    if monday.year != sunday.year:
        days = f"{plain_date(monday)} – {plain_date(sunday)}"
    return Stretch("week", Period(monday, sunday), f"{name}, {days}", name, f"{year}")


_WITHOUT_HOLES: dict[Zoom, Callable[[date], Stretch]] = {"month": _month, "week": _week}
"""Those of the calendar: every day lies in one, and the next begins the day after."""


def _terms(years: Years, year: int) -> Iterator[Stretch]:
    """The terms of some calendar years around one; those that are the whole activity year are none."""
    for first in range(year - 1, year + 3):
        for name, (start, end) in years.terms.items():
            if start and end:
                last = first + (end < start)
                under = f"{first}" if last == first else f"{first}/{last % 100:02}"
                period = Period(month_day(start, first), month_day(end, last))
                yield Stretch("term", period, f"{term_name(name)} {under}", name, under)
