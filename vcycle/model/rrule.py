"""Recurrence rules as data: the parts of RFC 5545 that give days, checked before anything is expanded.

A rule that has passed `parse_rule` cannot make an expansion run for ever: no INTERVAL of 0, no part out of range.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from vcycle.model.period import month_length

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_INTERVAL = 99
MOST_COUNT = 1000


class Rule(Struct, frozen=True):
    """A checked RRULE; empty tuples stand for parts that are absent.

    `weekdays` holds pairs of (n, weekday): n is 0 for every such day, otherwise the n-th or, below 0, from the end;
    Monday is 0. The numbers of the other parts are those of RFC 5545.
    """

    freq: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def names_days(self) -> bool:
        """Whether the rule itself says which days; otherwise its first day does."""
        return bool(self.weekdays or self.month_days or self.year_days or self.weeks)


class RuleFault(ValueError):
    """A rule that cannot be used; `problems` are Swedish sentences, all that were found."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def _numbers(low: int, high: int, *, signed: bool = False) -> Callable[[str], tuple[int, ...]]:
    def read(value: str) -> tuple[int, ...]:
        numbers = tuple(_number(word) for word in value.split(","))
        for number in numbers:
            if not low <= (abs(number) if signed else number) <= high:
                limits = f"{low} till {high}" + (f" eller -{low} till -{high}" if signed else "")
                raise ValueError(f"ska vara {limits}, inte {number}")
        return numbers

    return read


def _number(word: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,6}", word):
        raise ValueError(f"”{word[:40]}” är inget tal")
    return int(word)


def _single(low: int, high: int) -> Callable[[str], int]:
    many = _numbers(low, high)

    def read(value: str) -> int:
        numbers = many(value)
        if len(numbers) != 1:
            raise ValueError("ska vara ett enda tal")
        return numbers[0]

    return read


def _weekdays(value: str) -> tuple[tuple[int, int], ...]:
    return tuple(_weekday(word) for word in value.split(","))


def _weekday(word: str) -> tuple[int, int]:
    match = re.fullmatch(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)", word)
    if match is None:
        raise ValueError(f"”{word[:40]}” är ingen veckodag; skriv MO, 1MO eller -1MO")
    number = int(match[1] or 0)
    if match[1] and not 1 <= abs(number) <= 53:
        raise ValueError(f"”{word}” har ett nummer som inte finns; 1 till 53 går")
    return number, DAY_CODES.index(match[2])


def _until(value: str) -> date:
    match = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)(?:T\d{6}Z?)?", value, re.ASCII)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat("")
    except ValueError:
        raise ValueError(f"”{value[:40]}” är ingen dag; skriv till exempel 20261231") from None


def _frequency(value: str) -> str:
    if value not in FREQUENCIES:
        raise ValueError(f"”{value[:40]}” går inte; välj YEARLY, MONTHLY, WEEKLY eller DAILY")
    return value


def _monday(value: str) -> None:
    if value != "MO":
        raise ValueError("veckan börjar på måndag (MO)")


# Name of the part in the rule -> field of `Rule` ("" for none) and its reader.
_PARTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("freq", _frequency),
    "INTERVAL": ("interval", _single(1, MOST_INTERVAL)),
    "COUNT": ("count", _single(1, MOST_COUNT)),
    "UNTIL": ("until", _until),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYMONTHDAY": ("month_days", _numbers(1, 31, signed=True)),
    "BYYEARDAY": ("year_days", _numbers(1, 366, signed=True)),
    "BYWEEKNO": ("weeks", _numbers(1, 53, signed=True)),
    "BYDAY": ("weekdays", _weekdays),
    "BYSETPOS": ("positions", _numbers(1, 366, signed=True)),
    "WKST": ("", _monday),
}
_LONGEST = 500


@lru_cache(maxsize=1024)
def parse_rule(text: str) -> Rule:
    """The rule in "FREQ=MONTHLY;BYDAY=-1TH". Raises RuleFault with every problem."""
    if len(text) > _LONGEST:
        raise RuleFault([f"regeln är längre än {_LONGEST} tecken"])
    values: dict[str, object] = {}
    problems: list[str] = []
    seen: set[str] = set()
    for part in text.upper().split(";"):
        name, _, value = part.partition("=")
        if problem := _take(name, value, values, seen):
            problems.append(problem)
    if not problems and "freq" not in values:
        problems.append("regeln saknar FREQ; skriv till exempel FREQ=MONTHLY;BYDAY=-1TH")
    if problems:
        raise RuleFault(problems)
    rule = Rule(**values)  # type: ignore[arg-type]
    if problems := _combined(rule):
        raise RuleFault(problems)
    return _all_numbered(rule)


def _take(name: str, value: str, values: dict[str, object], seen: set[str]) -> str:
    """Read one part into `values`; the problem in Swedish, empty when there is none."""
    if name not in _PARTS:
        return f"regeln har en okänd del: ”{name[:40]}”"
    if name in seen:
        return f"{name} står två gånger"
    seen.add(name)
    attribute, read = _PARTS[name]
    try:
        read_value = read(value)
    except ValueError as fault:
        return f"{name}: {fault}"
    if attribute:
        values[attribute] = read_value
    return ""


def _combined(rule: Rule) -> list[str]:
    """What RFC 5545 3.3.10 forbids of the parts together."""
    numbered = any(n for n, _ in rule.weekdays)
    checks = (
        (rule.count is not None and rule.until is not None, "välj ett av COUNT och UNTIL, inte båda"),
        (numbered and rule.freq in ("WEEKLY", "DAILY"), f"numrerade veckodagar går inte med FREQ={rule.freq}"),
        (numbered and bool(rule.weeks), "numrerade veckodagar går inte med BYWEEKNO"),
        (bool(rule.weeks) and rule.freq != "YEARLY", "BYWEEKNO går bara med FREQ=YEARLY"),
        (bool(rule.year_days) and rule.freq != "YEARLY", "BYYEARDAY går bara med FREQ=YEARLY"),
        (bool(rule.month_days) and rule.freq == "WEEKLY", "BYMONTHDAY går inte med FREQ=WEEKLY"),
        (
            bool(rule.positions) and not (rule.names_days or rule.months),
            "BYSETPOS behöver en annan del att välja ur, till exempel BYDAY",
        ),
        (_no_such_day(rule), "regeln ger en dag som inte finns i kalendern"),
    )
    return [problem for wrong, problem in checks if wrong]


def _no_such_day(rule: Rule) -> bool:
    """Whether no month of the rule has any day of the rule, as 30 February or a sixth Monday."""
    by_month = rule.freq == "MONTHLY" or bool(rule.months)
    if by_month and rule.weekdays and all(abs(n) > 5 for n, _ in rule.weekdays):
        return True
    longest = max((month_length(2000, month) for month in rule.months), default=31)
    return bool(rule.month_days) and all(abs(n) > longest for n in rule.month_days)


def _all_numbered(rule: Rule) -> Rule:
    """Plain weekdays beside numbered ones, spelled out as numbers: "MO,1TU" means both, not what is common to them."""
    numbers = [n for n, _ in rule.weekdays]
    if all(numbers) or not any(numbers):
        return rule
    most = 53 if rule.freq == "YEARLY" and not rule.months else 5
    pairs = (((k, day) for k in range(1, most + 1)) if n == 0 else ((n, day),) for n, day in rule.weekdays)
    return replace(rule, weekdays=tuple(dict.fromkeys(pair for group in pairs for pair in group)))


def rule_text(rule: Rule) -> str:
    """The rule as RFC 5545 writes it, its parts always in the same order."""
    parts = {
        "FREQ": rule.freq,
        "INTERVAL": "" if rule.interval == 1 else str(rule.interval),
        "BYMONTH": _joined(rule.months),
        "BYWEEKNO": _joined(rule.weeks),
        "BYYEARDAY": _joined(rule.year_days),
        "BYMONTHDAY": _joined(rule.month_days),
        "BYDAY": ",".join(f"{n or ''}{DAY_CODES[day]}" for n, day in rule.weekdays),
        "BYSETPOS": _joined(rule.positions),
        "COUNT": str(rule.count or ""),
        "UNTIL": rule.until.strftime("%Y%m%d") if rule.until else "",
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))
