"""The weeks, months, terms and years that a measure counts apart, and how much of them has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from vcycle.model.measure import Per
from vcycle.model.period import ONE_DAY, Period, Years, month_day, month_length, term_name
from vcycle.model.values import MONTHS
from vcycle.rules.offsets import shift
from vcycle.rules.swedish import week_label

_WEEK = timedelta(days=7)


class Span(NamedTuple):
    """One period that is counted by itself, with its name: "v. 47", "mars", "vårterminen", "2026"."""

    period: Period
    label: str


def middle(period: Period) -> date:
    """The day in the middle; of a week its Thursday, which decides its ISO year."""
    return period.start + (period.end - period.start) // 2


def _home(per: Per, period: Period) -> date:
    """The day that decides where a period belongs; of a calendar year always 1 July, so that no year has two."""
    return date(period.start.year, 7, 1) if per == "calendar_year" else middle(period)


def touching(per: Per, period: Period, years: Years) -> list[Span]:
    """Every `per` that has a day in `period`, by its first day."""
    found = (span for span in _MAKERS[per](period, years) if period.touches(span.period.start, span.period.end))
    return sorted(found)


def spans(per: Per, period: Period, years: Years) -> list[Span]:
    """Those whose middle lies in `period`, so that each belongs to one year alone; else `period` itself."""
    found = [span for span in touching(per, period, years) if _home(per, span.period) in period]
    return found or [Span(period, years.label(years.year_of(period.start)))]


def units(per: Per, first: date, last: date, years: Years) -> Fraction:
    """How many `per` there are from `first` to `last`, both included; a part of one counts by its days."""
    if first > last:
        return Fraction(0)
    stretch = Period(first, last)
    parts = (
        Fraction((min(last, p.end) - max(first, p.start)).days + 1, p.days) for p, _ in touching(per, stretch, years)
    )
    return sum(parts, Fraction(0))


def reach(day: date, per: Per, times: Fraction) -> date:
    """The day that lies `times` periods after `day`; the part of a period is the part of its days, rounded down."""
    whole, rest = divmod(times, 1)
    first = shift(day, _amount(per, int(whole)), 1) if whole else day
    following = shift(day, _amount(per, int(whole) + 1), 1)
    return first + timedelta(days=int((following - first).days * rest))


def _amount(per: Per, count: int) -> str:
    return {"week": f"{count}w", "month": f"{count}m", "term": f"{count * 6}m"}.get(per, f"{count}y")


def _weeks(period: Period, _years: Years) -> Iterator[Span]:
    monday = period.start - timedelta(days=period.start.weekday())
    while monday <= period.end:
        yield Span(Period(monday, monday + _WEEK - ONE_DAY), week_label(monday))
        monday += _WEEK


def _months(period: Period, _years: Years) -> Iterator[Span]:
    first, last = (day.year * 12 + day.month - 1 for day in (period.start, period.end))
    for number in range(first, last + 1):
        year, month = number // 12, number % 12 + 1
        yield Span(Period(date(year, month, 1), date(year, month, month_length(year, month))), MONTHS[month - 1])


def _terms(period: Period, years: Years) -> Iterator[Span]:
    for year in range(period.start.year - 1, period.end.year + 1):
        for name, bounds in years.terms.items():
            yield Span(stretch(bounds, year, years), term_name(name))


def _activity_years(period: Period, years: Years) -> Iterator[Span]:
    for year in range(years.year_of(period.start), years.year_of(period.end) + 1):
        yield Span(years.year(year), years.label(year))


def _calendar_years(period: Period, _years: Years) -> Iterator[Span]:
    for year in range(period.start.year, period.end.year + 1):
        yield Span(Period(date(year, 1, 1), date(year, 12, 31)), str(year))


def _mandates(period: Period, _years: Years) -> Iterator[Span]:
    yield Span(period, "mandatperioden")


_MAKERS: dict[str, Callable[[Period, Years], Iterator[Span]]] = {
    "week": _weeks, "month": _months, "term": _terms, "calendar_year": _calendar_years,
    "activity_year": _activity_years, "mandate": _mandates,
}  # fmt: skip


def stretch(bounds: tuple[str, str], year: int, years: Years) -> Period:
    """The days between two "MM-DD" that begin in `year`, over New Year when the second lies first; "" is all of it."""
    if bounds == ("", ""):
        return years.year(year)
    first, last = (month_day(text, year) for text in bounds)
    return Period(first, last if last >= first else month_day(bounds[1], year + 1))


def window_in(bounds: tuple[str, str], period: Period, years: Years) -> Period | None:
    """The part of `period` that a yearly window takes, the longest if it comes back; None when it takes none."""
    found = (stretch(bounds, year, years) for year in range(period.start.year - 1, period.end.year + 1))
    return max(filter(None, (common(period, each) for each in found)), key=lambda part: part.days, default=None)


def common(one: Period, other: Period) -> Period | None:
    """The days that both hold; None when there are none."""
    first, last = max(one.start, other.start), min(one.end, other.end)
    return Period(first, last) if first <= last else None


def day_in(text: str, period: Period) -> date:
    """The day "YYYY-MM-DD", or the first "MM-DD" that does not lie before `period`."""
    if len(text) > len("MM-DD"):
        return date.fromisoformat(text)
    day = month_day(text, period.start.year)
    return day if day >= period.start else month_day(text, period.start.year + 1)
