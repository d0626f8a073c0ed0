"""What is wrong with a schedule: every fault at once, in Swedish sentences, before anything is expanded."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from vcycle.model.period import DEFAULT_WINDOWS, Years
from vcycle.model.rrule import RuleFault, parse_rule
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Window, Yearly
from vcycle.model.values import MONTHS, listed, nearest
from vcycle.model.wording.words import cut
from vcycle.rules.offsets import parse_amount
from vcycle.rules.recur import filled, gives_days


def faults(schedule: Schedule, *, known_series: Collection[str] | None = None, years: Years | None = None) -> list[str]:
    """Every fault of the schedule; none means that it can be expanded.

    Series are checked when `known_series` is given, the names of windows when `years` is.
    """
    if isinstance(schedule, Window):
        return list(_window(schedule, years))
    if isinstance(schedule, Offset):
        return list(_offset(schedule, known_series))
    return list(_CHECKS[type(schedule)](schedule))


def _day_faults(text: str) -> Iterator[str]:
    """What is wrong with a "MM-DD"."""
    match = re.fullmatch(r"(\d\d)-(\d\d)", text, re.ASCII)
    if match is None:
        yield f"”{cut(text)}” är ingen dag; skriv månad och dag, till exempel 03-08"
    elif not 1 <= (month := int(match[1])) <= 12:
        yield f"”{text}”: månad {month} finns inte"
    elif not _exists(f"2000-{text}"):
        yield f"{int(match[2])} {MONTHS[month - 1]} finns inte i kalendern"


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _date_faults(text: str) -> Iterator[str]:
    """What is wrong with a "YYYY-MM-DD"."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        yield f"”{cut(text)}” är inget datum; skriv till exempel 2026-03-08"
    elif not _exists(text):
        yield f"{text} finns inte i kalendern"


def _yearly(schedule: Yearly) -> Iterator[str]:
    yield from _day_faults(schedule.day)
    if schedule.to:
        yield from _day_faults(schedule.to)


def _dates(schedule: Dates) -> Iterator[str]:
    if not schedule.days:
        yield "det finns inga dagar"
    for text in schedule.days:
        first, slash, last = text.partition("/")
        found = [fault for part in ((first, last) if slash else (first,)) for fault in _date_faults(part)]
        if not found and slash and last < first:
            found = [f"{cut(text)} slutar före sin första dag"]
        yield from found


def _window(schedule: Window, years: Years | None) -> Iterator[str]:
    if schedule.name:
        if schedule.start or schedule.end:
            yield "ett fönster har antingen ett namn eller två dagar, inte båda"
        if years is not None:
            yield from _name_faults(schedule.name, years)
        return
    if not (schedule.start and schedule.end):
        yield "fönstret behöver både en första och en sista dag"
        return
    bounds = (schedule.start, schedule.end)
    found = [fault for text in bounds for fault in _bound_faults(text)]
    with_year = [text[4:5] == "-" for text in bounds]
    if not found and any(with_year) != all(with_year):
        found = ["fönstrets ena dag har år men inte den andra"]
    if not found and all(with_year) and f"{schedule.end}-99" < schedule.start:
        found = [f"fönstret slutar ({schedule.end}) före sin första dag ({schedule.start})"]
    yield from found


def _name_faults(name: str, years: Years) -> Iterator[str]:
    bounds = years.window(name)
    if bounds is None:
        known = (*years.windows, *DEFAULT_WINDOWS)
        yield f"fönstret ”{cut(name)}” är okänt{_or_else(name, known)}"
    elif bounds != ("", ""):
        for text in bounds:
            yield from (f"fönstret ”{cut(name)}”: {fault}" for fault in _day_faults(text))


def _or_else(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    return f"; menade du {listed(close)}?" if close else ""


def _bound_faults(text: str) -> Iterator[str]:
    """What is wrong with a window's "MM-DD", "YYYY-MM" or "YYYY-MM-DD"."""
    if text[4:5] != "-":
        yield from _day_faults(text)
    elif re.fullmatch(r"\d{4}-\d\d", text, re.ASCII):
        if not _exists(f"{text}-01"):
            yield f"{text} finns inte i kalendern"
    else:
        yield from _date_faults(text)


def _months(schedule: Months) -> Iterator[str]:
    if not schedule.months:
        yield "det finns inga månader"
    yield from (f"månad {n} finns inte; 1 till 12 går" for n in schedule.months if not 1 <= n <= 12)
    if len(set(schedule.months)) < len(schedule.months):
        yield "samma månad står två gånger"


def _recur(schedule: Recur) -> Iterator[str]:
    try:
        rule = parse_rule(schedule.rule)
    except RuleFault as fault:
        yield from fault.problems
        return
    if rule.until and schedule.start and rule.until < schedule.start:
        yield f"regeln slutar {rule.until}, före sin första dag {schedule.start}"
    if not gives_days(filled(rule, schedule.start)):
        yield "regeln ger aldrig någon dag"


def _offset(schedule: Offset, known_series: Collection[str] | None) -> Iterator[str]:
    if not schedule.series or not all(schedule.series):
        yield "det saknas ett namn på det som tiden räknas från"
    if schedule.before and schedule.after:
        yield "välj antingen före eller efter, inte båda"
    for amount in filter(None, (schedule.before, schedule.after)):
        try:
            parse_amount(amount)
        except ValueError as fault:
            yield str(fault)
    for tag in sorted(set(schedule.only) & set(schedule.without)):
        yield f"etiketten ”{cut(tag)}” är både krävd och utesluten"
    if known_series is not None:
        for series in schedule.series:
            if series and series not in known_series:
                yield f"serien ”{cut(series)}” finns inte{_or_else(series, sorted(known_series))}"


_CHECKS: dict[type, Callable[[Any], Iterator[str]]] = {
    Yearly: _yearly, Dates: _dates, Months: _months, Recur: _recur,
}  # fmt: skip
