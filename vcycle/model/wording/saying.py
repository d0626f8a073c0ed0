"""A schedule in Swedish words. The words may say too little: only what reads back as the same schedule is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from vcycle.model.period import DEFAULT_WINDOWS
from vcycle.model.rrule import Rule, parse_rule, rule_text
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Weekend, Window, Yearly
from vcycle.model.values import MONTHS, WEEKDAYS
from vcycle.model.wording.words import (
    ORDINALS,
    amount_words,
    joined,
    month_range,
    number_word,
    plain_date,
    series_words,
)

WORKDAYS = ((0, 0), (0, 1), (0, 2), (0, 3), (0, 4))
QUARTERS = (3, 6, 9, 12)
WEEKEND_WORDS: dict[Weekend, str] = {
    "keep": "",
    "before": ", flyttas tidigare vid helg",
    "after": ", flyttas senare vid helg",
}


def candidates(schedule: Schedule) -> Iterator[str]:
    """Ways to say the schedule, best first; whoever asks checks that they say all of it."""
    say = _SAY[type(schedule)]
    try:
        yield from say(schedule)
    except (ValueError, IndexError, KeyError):
        return


def _yearly(schedule: Yearly) -> Iterator[str]:
    words = _stretch(_month_day(schedule.day), _month_day(schedule.to)) if schedule.to else _month_day(schedule.day)
    yield f"{words} varje år{WEEKEND_WORDS[schedule.weekend]}"


def _stretch(first: str, last: str) -> str:
    """ "20–22 augusti" from "20 augusti" and "22 augusti": what both share is said once."""
    shorter = _without_common_end(first, last)
    return f"{shorter}–{last}" if shorter.isdecimal() else f"{shorter} – {last}"


def _without_common_end(first: str, last: str) -> str:
    words, others = first.split(" "), last.split(" ")
    while len(words) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)


def _month_day(text: str) -> str:
    month, day = map(int, text.split("-"))
    return f"{day} {MONTHS[month - 1]}"


def _dates(schedule: Dates) -> Iterator[str]:
    if len(schedule.days) == 1:
        first, _, last = schedule.days[0].partition("/")
        words = [plain_date(date.fromisoformat(day)) for day in (first, last) if day]
        yield _stretch(*words) if last else words[0]
    yield ", ".join(schedule.days)


def _window(schedule: Window) -> Iterator[str]:
    if schedule.name:
        yield schedule.name if schedule.name in DEFAULT_WINDOWS else f"fönster: {schedule.name}"
        return
    start, end = schedule.start, schedule.end
    if start[:4] == end[:4] and start.endswith("-01") and end.endswith("-12") and len(start) == len(end) == 7:
        yield f"under {start[:4]}"
    if start == end:
        yield f"under {_bound(start)}"
    yield f"mellan {_without_common_end(_bound(start), _bound(end))} och {_bound(end)}"
    yield f"mellan {_bound(start)} och {_bound(end)}"


def _bound(text: str) -> str:
    if text[4:5] != "-":
        return _month_day(text)
    if len(text) == len("YYYY-MM"):
        return f"{MONTHS[int(text[5:]) - 1]} {text[:4]}"
    return plain_date(date.fromisoformat(text))


def _months(schedule: Months) -> Iterator[str]:
    if schedule.months == tuple(range(1, 13)):
        yield "varje månad"
    if schedule.months == QUARTERS:
        yield "varje kvartal"
    yield f"i {month_range(schedule.months)}"


def _offset(schedule: Offset) -> Iterator[str]:
    amount = schedule.before or schedule.after
    where = f"{amount_words(amount)} {'före' if schedule.before else 'efter'}" if amount else "samma dag som"
    series = joined(map(series_words, schedule.series))
    rest = f", inte märkt {', '.join(schedule.without)}" if schedule.without else ""
    rest += WEEKEND_WORDS[schedule.weekend] + (", bindande" if schedule.hard else "")
    if len(schedule.only) == 1:
        yield f"{where} varje {schedule.only[0]} {series}{rest}"
    only = f", märkt {', '.join(schedule.only)}" if schedule.only else ""
    yield f"{where} varje {series}{only}{rest}"


def _recur(schedule: Recur) -> Iterator[str]:
    rest = f" från {plain_date(schedule.start)}" if schedule.start else ""
    skipped = f" utom {', '.join(map(str, schedule.skip))}" if schedule.skip else ""
    skipped += WEEKEND_WORDS[schedule.weekend]
    rule = parse_rule(schedule.rule)
    limits = f" till och med {plain_date(rule.until)}" if rule.until else ""
    limits += f", {number_word(rule.count)} gånger" if rule.count else ""
    if words := _rule_words(replace(rule, count=None, until=None)):
        yield f"{words}{rest}{limits}{skipped}"
    yield f"{schedule.rule}{rest}{skipped}"


def _rule_words(rule: Rule) -> str:
    """The words for a rule without end; empty when there are none."""
    parts = (part.partition("=")[0] for part in rule_text(rule).split(";"))
    say = _BY_PARTS.get((rule.freq, tuple(part for part in parts if part not in ("FREQ", "INTERVAL"))))
    return say(rule) if say else ""


def every(interval: int, unit: str, *, neuter: bool = False) -> str:
    """ "varje månad", "varannan vecka", "vart fjärde år"."""
    if interval == 1:
        return f"varje {unit}"
    if interval == 2:
        return f"{'vartannat' if neuter else 'varannan'} {unit}"
    number = ORDINALS[interval] if interval < len(ORDINALS) else f"{interval}:e"
    return f"{'vart' if neuter else 'var'} {number} {unit}"


def _weekly(rule: Rule) -> str:
    names = [WEEKDAYS[day] for _, day in rule.weekdays]
    if rule.weekdays == WORKDAYS and rule.interval == 1:
        return "varje vardag"
    if len(names) == 1:
        return every(rule.interval, names[0])
    days = joined(f"{name}ar" for name in names)
    return days if rule.interval == 1 else f"{every(rule.interval, 'vecka')} på {days}"


def _numbered(rule: Rule) -> str:
    """ "andra och fjärde tisdagen"."""
    numbers = joined(_ordinal(n) for n, _ in rule.weekdays)
    return f"{numbers} {WEEKDAYS[rule.weekdays[0][1]]}en"


def _ordinal(number: int) -> str:
    return {-1: "sista", -2: "näst sista"}.get(number) or ORDINALS[number if number > 0 else 99]


def _monthly_days(rule: Rule) -> str:
    numbers = rule.month_days
    days = "sista dagen" if numbers == (-1,) else f"den {joined(map(str, numbers))}"
    return f"{days} {every(rule.interval, 'månad')}"


def _yearly_ending(rule: Rule) -> str:
    return "" if rule.interval == 1 else f" {every(rule.interval, 'år', neuter=True)}"


def _workday_of_month(rule: Rule) -> str:
    numbers = joined(map(_ordinal, rule.positions))
    return f"{numbers} vardagen {every(rule.interval, 'månad')}" if rule.weekdays == WORKDAYS else ""


# Frequency and further parts of a rule -> its words.
_BY_PARTS: dict[tuple[str, tuple[str, ...]], Callable[[Rule], str]] = {
    ("DAILY", ()): lambda rule: every(rule.interval, "dag"),
    ("WEEKLY", ("BYDAY",)): _weekly,
    ("MONTHLY", ("BYDAY",)): lambda rule: f"{_numbered(rule)} {every(rule.interval, 'månad')}",
    ("MONTHLY", ("BYMONTHDAY",)): _monthly_days,
    ("MONTHLY", ("BYDAY", "BYSETPOS")): _workday_of_month,
    ("MONTHLY", ("BYMONTH", "BYDAY")): lambda rule: f"{_numbered(rule)} i {month_range(rule.months)}",
    ("YEARLY", ("BYMONTH", "BYDAY")): lambda rule: (
        f"{_numbered(rule)} i {month_range(rule.months)}{_yearly_ending(rule)}"
    ),
    ("YEARLY", ("BYMONTH", "BYMONTHDAY")): lambda rule: (
        f"{rule.month_days[0]} {month_range(rule.months)}{_yearly_ending(rule)}"
    ),
}
_SAY: dict[type, Callable[[Any], Iterator[str]]] = {
    Yearly: _yearly, Dates: _dates, Window: _window, Recur: _recur, Months: _months, Offset: _offset,
}  # fmt: skip
