"""The Swedish of readings: what is counted, when, and before when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from vcycle.model.measure import Measure
from vcycle.model.period import Period
from vcycle.model.text import printable, shorten
from vcycle.model.values import MONTHS
from vcycle.model.wording.words import joined, plain_date, series_words
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.numbers import number_text
from vcycle.rules.measures.periods import Span

# The plural of a series by how its name ends; the first that fits.
_PLURALS = (
    (r"(.*)mote$", r"\1möten"),
    (r"valkomsttraff$", "välkomstträffar"),
    (r"(.*)traff$", r"\1träffar"),
    (r"(.*)insandare$", r"\1insändare"),
    (r"(.*)foljare$", r"\1följare"),
    (r"(.*)inlagg$", r"\1inlägg"),
    (r"(.*)besok$", r"\1besök"),
    (r"(.*)(brev|blad|utskick|initiativ|samtal|evenemang)$", r"\1\2"),
    (r"(.*)forelasning$", r"\1föreläsningar"),
    (r"(.*)(ning)$", r"\1\2ar"),
    (r"(.*)(konferens|kampanj|kurs|manifestation|motion|rapport|aktivitet|fest)$", r"\1\2er"),
    (r"(.*)(art|cirk)(ikel|el)$", lambda m: f"{m[1]}{m[2]}{'iklar' if m[3] == 'ikel' else 'lar'}"),
    (r"(.*)medlem$", r"\1medlemmar"),
    (r"(.*)(lar|mar|ner|ter|ser|ger|jer|xer|der)$", r"\1\2"),
)
_NOW = {"week": "denna vecka", "month": "denna månad", "term": "denna termin", "mandate": "denna mandatperiod"}
PER_WORDS = {
    "week": ("vecka", "veckor", "i veckan"), "month": ("månad", "månader", "i månaden"),
    "term": ("termin", "terminer", "per termin"), "calendar_year": ("år", "år", "om året"),
    "activity_year": ("år", "år", "om året"), "mandate": ("mandatperiod", "mandatperioder", "per mandatperiod"),
}  # fmt: skip
_MOST_NAMES = 5


def noun(measure: Measure, series: Sequence[str]) -> str:
    """What is counted, in the plural: as the measure says, by the name of the series, or else "gånger"."""
    if measure.noun:
        return shown(measure.noun)
    return _plural(series[0]) if len(series) == 1 else "gånger"


def times(number: int, measure: Measure, series: Sequence[str]) -> str:
    """ "3 möten"; "1 gång", for what is counted has a plural alone."""
    return "1 gång" if number == 1 else f"{number_text(number)} {noun(measure, series)}"


@lru_cache(maxsize=1024)
def _plural(series: str) -> str:
    for pattern, words in _PLURALS:
        if re.fullmatch(pattern, series):
            return shown(re.sub(pattern, words, series, count=1).replace("-", " "))
    return "gånger"


def called(series: str, scope: Scope) -> str:
    """What people call a series: its title, as such between quotation marks, or its name in words."""
    title = scope.basis.titles.get(series)
    return f"”{shown(title)}”" if title else shown(series_words(series).replace("-", " "))


def shown(text: str) -> str:
    """What somebody has written, on one line and not too long."""
    return shorten(printable(text), 60)


def day_words(day: date, today: date) -> str:
    """ "30 juni", with the year when it is not this one."""
    return f"{day.day} {MONTHS[day.month - 1]}" if day.year == today.year else plain_date(day)


def before(day: date, today: date) -> str:
    """ "före 30 juni"."""
    return f"före {day_words(day, today)}"


def during(scope: Scope, span: Span) -> str:
    """When something is counted: "denna termin", "i år", "under valår", "v. 12", "mars 2020"."""
    if scope.measure.when and span.period == scope.period:
        return f"under {shown(scope.measure.when).removeprefix('under ')}"
    per = getattr(scope.measure, "per", "activity_year")
    if scope.today in span.period:
        return _NOW.get(per, "i år")
    return _with_year(span, scope.today)


def _with_year(span: Span, today: date) -> str:
    year = span.period.end.year
    has_year = str(year) in span.label or span.label[:4].isdigit()  # "2016/17"
    return span.label if has_year or year == today.year else f"{span.label} {year}"


def whole(scope: Scope) -> str:
    """When the whole of it is: "i år", "2020", "denna mandatperiod"."""
    per = getattr(scope.measure, "per", "activity_year")
    yearly = per in ("week", "month", "term") and not scope.measure.when and scope.today in scope.period
    return "i år" if yearly else during(scope, Span(scope.period, scope.label))


def planned_words(number: int) -> str:
    """ "1 är planerat", "2 är planerade"; nothing for none."""
    return f"{number_text(number)} är planera{'t' if number == 1 else 'de'}" if number else ""


def names(words: Iterable[str], most: int = _MOST_NAMES) -> str:
    """ "a, b och c", the first few of many: "a, b, c, d, e och 12 till"."""
    every = [shown(word) for word in words]
    if len(every) <= most + 1:
        return joined(every) if every else ""
    return joined([*every[:most], f"{len(every) - most} till"])


def stretch_words(period: Period, today: date) -> str:
    """ "31 januari till 20 mars"."""
    return f"{day_words(period.start, today)} till {day_words(period.end, today)}"


def sentence(*parts: str) -> str:
    """The parts that say anything, with semicolons between, beginning with a capital letter."""
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]
