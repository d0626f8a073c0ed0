"""Terms in the words of a board: "höst", "våren 2027", "höstterminen" as a period of the association's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from vcycle.api import InputError, Period, Years

ALMOST_OVER = timedelta(30)
"""With less than this left of a term, the next is the one to lay out."""
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def term(text: str, years: Years, today: date) -> Period:
    """The term that `text` names, the first that is not over when it says no year; "" is the one to lay out now.

    Without terms an association has its activity year in their place. Raises InputError naming those there are.
    """
    words = " ".join(text.casefold().split())
    match = re.fullmatch(r"(.*?)(?: ((?:19|[2-8][0-9])[0-9]{2}))?", words)
    assert match is not None
    name, year = _known(match[1], years), match[2]
    if not name and not years.terms:
        return years.year(years.year_of(today))
    first = int(year) if year else today.year - 1
    names = [name] if name else list(years.terms)
    found = [spanned(years, n, y) for y in range(first, first + (1 if year else 4)) for n in names]
    left = today + (ALMOST_OVER if not name else timedelta(0))
    coming = sorted((period for period in found if year or period.end >= left), key=lambda period: period.start)
    return coming[0]


def _known(words: str, years: Years) -> str:
    """The name of the term in the settings, "höst" for "höstterminen"; "" for no words. Raises InputError."""
    names = {name.casefold(): name for name in years.terms} | {"": ""}
    for ending in ("", "en", "terminen"):
        if words.endswith(ending) and words.removesuffix(ending) in names:
            return names[words.removesuffix(ending)]
    raise InputError(f"Terminen ”{words[:40]}” finns inte.", hint=f"Terminerna: {', '.join(years.terms)}.")


def coming(years: Years, today: date, count: int) -> list[str]:
    """The names, with their years, of the next `count` terms, the one to lay out now first."""
    first = term("", years, today)
    known = [
        (spanned(years, name, y).start, f"{name} {y}")
        for y in range(today.year, today.year + count + 1)
        for name in years.terms
    ]
    return [name for start, name in sorted(known) if start >= first.start][:count]


def spanned(years: Years, name: str, year: int) -> Period:
    """The term of that name that begins in `year`."""
    first, last = years.terms[name]
    start = _day(first, year)
    end = _day(last, year)
    return Period(start, end if end >= start else _day(last, year + 1))


def _day(text: str, year: int) -> date:
    """ "MM-DD" in `year`; the last of February is the 28th in common years."""
    month, day = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def months(words: Iterable[str]) -> frozenset[int]:
    """1-12 from Swedish names of months, or their first three letters. Raises InputError."""
    return frozenset(_month(word.strip().casefold()) for word in words if word.strip())


def month_of(word: str) -> int:
    """1-12 from the name of a month in small letters or its first three or more; 0 for what is none."""
    return next((n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)), 0)


def _month(word: str) -> int:
    if number := month_of(word):
        return number
    raise InputError(f"”{word[:40]}” är ingen månad.", hint="Skriv till exempel ”juli, augusti”.")


def month_words(months: Iterable[tuple[int, int]]) -> str:
    """ "juli och augusti" from years and months."""
    return listed(MONTHS[month - 1] for _year, month in months)


def listed(words: Iterable[str]) -> str:
    """ "juli och augusti"; "" for no words."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} och {last}" if first else last
