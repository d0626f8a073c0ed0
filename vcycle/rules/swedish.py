"""The Swedish calendar: red days, eves, ISO weeks, election days, and dates in words. Computed, nothing is looked up.

Red days are those of lag (1989:253) om allmänna helgdagar. Eves are the days that Swedish workplaces treat as such and
that a meeting should be warned about; no law makes them free, so `is_free` does not count them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from vcycle.model.values import MONTHS, WEEKDAYS
from vcycle.model.wording.words import plain_date as plain_date

SHORT_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
SHORT_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")

SATURDAY = 5


def red_day(day: date) -> str | None:
    """The name of the red day that `day` is; None when it is none. A plain Sunday is no red day here."""
    return _red_days(day.year).get(day)


def eve(day: date) -> str | None:
    """The name of the eve that `day` is, Maundy Thursday included; None when it is none."""
    return _eves(day.year).get(day)


def named_days(year: int) -> dict[str, date]:
    """The red days and the eves of a year, by their names."""
    return {name: day for day, name in (_red_days(year) | _eves(year)).items()}


def is_free(day: date) -> bool:
    """Whether `day` is a Saturday, a Sunday or a red day."""
    return day.weekday() >= SATURDAY or day in _red_days(day.year)


@lru_cache(maxsize=256)
def _red_days(year: int) -> dict[date, str]:
    easter = easter_sunday(year)
    days = {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        easter - timedelta(2): "långfredagen",
        easter: "påskdagen",
        easter + timedelta(1): "annandag påsk",
        easter + timedelta(39): "Kristi himmelsfärdsdag",
        easter + timedelta(49): "pingstdagen",
        _saturday_from(year, 6, 20): "midsommardagen",
        _saturday_from(year, 10, 31): "alla helgons dag",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
    }
    # The national day took Whit Monday's place in 2005.
    days |= {date(year, 6, 6): "nationaldagen"} if year >= 2005 else {easter + timedelta(50): "annandag pingst"}
    return days | {date(year, 5, 1): "första maj"}


@lru_cache(maxsize=256)
def _eves(year: int) -> dict[date, str]:
    easter = easter_sunday(year)
    return {
        date(year, 1, 5): "trettondagsafton",
        easter - timedelta(3): "skärtorsdagen",
        easter - timedelta(1): "påskafton",
        date(year, 4, 30): "valborgsmässoafton",
        easter + timedelta(48): "pingstafton",
        _saturday_from(year, 6, 20) - timedelta(1): "midsommarafton",
        _saturday_from(year, 10, 31) - timedelta(1): "allhelgonaafton",
        date(year, 12, 24): "julafton",
        date(year, 12, 31): "nyårsafton",
    }


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's algorithm)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(year: int, month: int, day: int) -> date:
    """The first Saturday on or after a day."""
    first = date(year, month, day)
    return first + timedelta((SATURDAY - first.weekday()) % 7)


def election_day(year: int) -> date | None:
    """The day of the ordinary elections in `year`: second Sunday of September, every fourth year.

    Source: vallagen (2005:837) 1 kap. 3 §, in force for the elections from 2014.
    """
    if year < 2014 or (year - 2014) % 4:
        return None
    return _saturday_from(year, 9, 7) + timedelta(1)


def iso_week(day: date) -> tuple[int, int]:
    """The ISO year and week: 2025-12-29 is week 1 of 2026."""
    year, week, _ = day.isocalendar()
    return year, week


def week_label(day: date) -> str:
    """ "v. 47"."""
    return f"v. {day.isocalendar().week}"


def long_date(day: date) -> str:
    """ "torsdag 26 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def whole_date(day: date) -> str:
    """ "torsdag 26 november 2026 (2026-11-26), v. 48": a day said back, so that any mistake about it shows."""
    return f"{long_date(day)} ({day}), {week_label(day)}"


def short_date(day: date) -> str:
    """ "tors 26 nov"."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]}"


def days_in_words(first: date, last: date, months: Sequence[str] = MONTHS) -> str:
    """ "2–8 mars", "30 mars – 5 april", "30 mars" for one day; `months` are their names."""
    begins, ends = (f"{day.day} {months[day.month - 1]}" for day in (first, last))
    if first == last:
        return ends
    return f"{first.day}–{ends}" if first.month == last.month else f"{begins} – {ends}"
