"""Swedish words read as a schedule: one table of patterns, each with what it builds.

The patterns meet the text folded (small letters, no rings or dots), so "Måndagar" and "mandagar" are the same. What
ends a text ("från ...", "utom ...", "bindande") is in `schedule_endings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from vcycle.model.period import DEFAULT_WINDOWS
from vcycle.model.rrule import DAY_CODES, RuleFault, parse_rule
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Window, Yearly
from vcycle.model.values import WEEKDAYS, month_number
from vcycle.model.wording import words
from vcycle.model.wording.spans import BOUND, DATE, DAY, ISO, MONTH, YEAR, between, day_month, iso_span, stretch
from vcycle.model.wording.words import NUMBER_OF, ORDINAL_OF, fold

AND = r"(?:, och |, | och |/)"
NUMBER = rf"(?:{'|'.join(NUMBER_OF)}|\d{{1,3}})"
ORDINAL = rf"(?:{'|'.join(ORDINAL_OF)}|\d\d?:[ae])"
EVERY = rf"(?:varje|varannan|vartannat|vart? {ORDINAL})"
WEEKDAY = r"(?:man|tis|ons|tors|fre|lor|son)dag"
MONTHLY = rf"(?:i manaden|manadsvis|(?:i )?(?P<every>{EVERY}) manad(?:en)?)"
TO = r"(?: ?- ?| till (?:och med )?| t\.?o\.?m\.? )"
UNIT = r"(?:dag(?:en|ar)?|d|veck(?:a|an|or)|v|manad(?:en|er)?|man\.?|m|aret|ar)"
_WORKDAYS = "MO,TU,WE,TH,FR"

Builder = Callable[[re.Match[str], str], Schedule]


def _list(item: str, name: str) -> str:
    """The pattern of one or several items, as the group `name`."""
    return rf"(?P<{name}>{item}(?:{AND}{item})*)"


def _items(text: str) -> list[str]:
    return re.split(AND, text)


def _interval(text: str | None) -> int:
    """3 from "var tredje", 2 from "varannan", 1 from "varje"."""
    if text in (None, "varje"):
        return 1
    assert text is not None
    return 2 if text.startswith(("varannan", "vartannat")) else words.ordinal(text.partition(" ")[2])


def _rule(freq: str, interval: int = 1, **parts: Iterable[object]) -> Recur:
    given = {"INTERVAL": [interval] if interval != 1 else [], **parts}
    fields = (f"{name}={','.join(map(str, values))}" for name, values in given.items() if values)
    return Recur(";".join((f"FREQ={freq}", *fields)))


def _codes(text: str) -> list[str]:
    return [DAY_CODES[words.weekday_number(item)] for item in _items(text)]


def _weekly(match: re.Match[str], _text: str) -> Schedule:
    said = match.groupdict()
    return _rule("WEEKLY", _interval(said.get("every")), BYDAY=_codes(match["days"]))


def _workdays(_match: re.Match[str], _text: str) -> Schedule:
    return Recur(f"FREQ=WEEKLY;BYDAY={_WORKDAYS}")


def _which_day(_match: re.Match[str], text: str) -> Schedule:
    raise ValueError(f"”{text}” säger inte vilken dag; skriv till exempel varje måndag")


def _daily(match: re.Match[str], _text: str) -> Schedule:
    return _rule("DAILY", _interval(match["every"]))


def _numbered(match: re.Match[str]) -> list[str]:
    """ "2TU", "4TU" from "andra och fjärde tisdagen"."""
    code = DAY_CODES[words.weekday_number(match["day"])]
    numbers = [words.ordinal(item) for item in _items(match["numbers"])]
    if beyond := [n for n in numbers if n > 5]:
        name = f"{words.ORDINALS[beyond[0]] if beyond[0] <= 12 else beyond[0]} {WEEKDAYS[DAY_CODES.index(code)]}"
        raise ValueError(f"ingen månad har en {name}; det finns högst fem")
    return [f"{n}{code}" for n in numbers]


def _weekday_of_month(match: re.Match[str], _text: str) -> Schedule:
    return _rule("MONTHLY", _interval(match["every"]), BYDAY=_numbered(match))


def _weekday_in_months(match: re.Match[str], _text: str) -> Schedule:
    """In one month: yearly, so that the slot stays when the month changes. In several: one slot for each month."""
    months = _months_of(match)
    freq = "YEARLY" if len(months) == 1 or match["every"] else "MONTHLY"
    return _rule(freq, _interval(match["every"]), BYMONTH=months, BYDAY=_numbered(match))


def _workday_of_month(match: re.Match[str], _text: str) -> Schedule:
    numbers = [words.ordinal(item) for item in _items(match["numbers"])]
    return _rule("MONTHLY", _interval(match["every"]), BYDAY=[_WORKDAYS], BYSETPOS=numbers)


def _days_of_month(match: re.Match[str], _text: str) -> Schedule:
    days = [int(re.sub(r"\D", "", item)) for item in _items(match["days"])]
    if wrong := [day for day in days if not 1 <= day <= 31]:
        raise ValueError(f"ingen månad har en dag {wrong[0]}")
    return _rule("MONTHLY", _interval(match["every"]), BYMONTHDAY=days)


def _ordinal_days(match: re.Match[str], _text: str) -> Schedule:
    numbers = [words.ordinal(item) for item in _items(match["numbers"])]
    return _rule("MONTHLY", _interval(match["every"]), BYMONTHDAY=numbers)


def _day_of_year(match: re.Match[str], _text: str) -> Schedule:
    text = day_month(match["day"], match["month"])
    interval = _interval(match["every"])
    month, day = map(int, text.split("-"))
    return Yearly(text) if interval == 1 else _rule("YEARLY", interval, BYMONTH=[month], BYMONTHDAY=[day])


def _months_of(match: re.Match[str]) -> list[int]:
    return [month_number(item.rstrip(".")) for item in _items(match["months"])]


def _months(match: re.Match[str], _text: str) -> Schedule:
    return Months(tuple(_months_of(match)))


def _dates(match: re.Match[str], _text: str) -> Schedule:
    return Dates(tuple(iso_span(item) for item in _items_of_dates(match["dates"])))


def _items_of_dates(text: str) -> list[str]:
    """Dates are listed with commas and "och"; a slash joins the ends of a span."""
    return re.split(r", och |, | och ", text)


def _stretch(match: re.Match[str], _text: str) -> Schedule:
    return stretch(match["first"], match["last"], lasting="-" in match["sep"])


def _one_month(match: re.Match[str], _text: str) -> Schedule:
    month = f"{match['year']}-{month_number(match['month'].rstrip('.')):02}"
    return Window(month, month)


def _one_year(match: re.Match[str], _text: str) -> Schedule:
    return Window(f"{match['year']}-01", f"{match['year']}-12")


def _offset(match: re.Match[str], _text: str) -> Schedule:
    count = words.number(match["count"]) if match["count"] else 1
    amount = f"{count}{'y' if match['unit'].startswith('ar') else _unit_letter(match['unit'])}"
    if count == 0:
        raise ValueError("noll är ingen tid; skriv samma dag som varje ...")
    series, only = _series(match)
    if match["side"] == "efter":
        return Offset(series, after=amount, only=only)
    return Offset(series, before=amount, only=only)


def _unit_letter(word: str) -> str:
    """The letter of a unit: d, w, m or y."""
    return {"d": "d", "v": "w", "m": "m", "a": "y"}[word[0]]


def _together(match: re.Match[str], _text: str) -> Schedule:
    series, only = _series(match)
    return Offset(series, only=only)


def _series(match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The series that an offset hangs on, and the kind of meeting that it keeps to."""
    names = tuple(words.series_name(item) for item in re.split(r", och |, | och ", match["series"]))
    if not all(names):
        raise ValueError("det saknas ett namn på det som tiden räknas från")
    return names, (match["kind"],) if match["kind"] else ()


def _how_long(match: re.Match[str], text: str) -> Schedule:
    raise ValueError(f"”{text}” säger inte hur långt {match['side']}; skriv till exempel en vecka {text}")


def _unsaid(match: re.Match[str], _text: str) -> Schedule:
    """Before or after, without saying how long: plans write so, and a week is what is shown back to be changed."""
    series, only = _series(match)
    if match["side"] == "efter":
        return Offset(series, after=UNSAID, only=only)
    return Offset(series, before=UNSAID, only=only)


def _named(_match: re.Match[str], text: str) -> Schedule:
    return Window(name=_WINDOW_NAMES[fold(text)])


def _custom_window(match: re.Match[str], text: str) -> Schedule:
    return Window(name=text[match.start("name") :])


def _raw(match: re.Match[str], text: str) -> Schedule:
    try:
        parse_rule(match["rule"].upper())
    except RuleFault as fault:
        raise ValueError(f"”{words.cut(text)}” går inte: {fault}") from None
    return Recur(match["rule"].upper())


_ALIASES = {
    "pa varen": "under våren", "pa sommaren": "under sommaren", "pa hosten": "under hösten", "under aret": "hela året",
    "innan sommaren": "före sommaren", "i borjan av verksamhetsaret": "i början av året",
    "i slutet av verksamhetsaret": "i slutet av året",
    "varterminen": "under vårterminen", "hostterminen": "under höstterminen",
}  # fmt: skip
_WINDOW_NAMES = {fold(name): name for name in DEFAULT_WINDOWS} | _ALIASES
UNSAID = "1w"
"""How long before or after something lies when a text does not say; shown back, so that it can be changed."""
_SERIES = r"(?:(?:varje|alla) )?(?:(?P<kind>ordinarie|extra) )?(?P<series>.+)"

# Tried in order; the first that fits the whole text builds the schedule.
_TABLE: tuple[tuple[str, Builder], ...] = (
    (r"(?:rrule:)?(?P<rule>[a-z]+=[-+a-z0-9,;=]*)", _raw),
    ("|".join(map(re.escape, _WINDOW_NAMES)), _named),
    (r"fonster: ?(?P<name>.+)", _custom_window),
    (r"varje manad|en gang (?:i|per|varje) manad(?:en)?|manadsvis", lambda _m, _t: Months(tuple(range(1, 13)))),
    (r"varje kvartal|en gang (?:i|per) kvartal(?:et)?|kvartalsvis", lambda _m, _t: Months((3, 6, 9, 12))),
    (rf"(?P<every>{EVERY}) vecka|veckovis|en gang i veckan", _which_day),
    (rf"dagligen|(?P<every>{EVERY}) dag", _daily),
    (r"(?:pa )?vardagar|varje vardag", _workdays),
    (rf"(?P<every>{EVERY}) {_list(WEEKDAY, 'days')}", _weekly),
    (rf"(?:pa )?{_list(WEEKDAY + 'ar(?:na)?', 'days')}(?: (?P<every>{EVERY}) vecka)?", _weekly),
    (rf"(?P<every>{EVERY}) vecka,? (?:pa )?{_list(WEEKDAY + '(?:en|ar|arna)?', 'days')}", _weekly),
    (rf"{_list(ORDINAL, 'numbers')} (?P<day>{WEEKDAY})en {MONTHLY}", _weekday_of_month),
    (
        rf"{_list(ORDINAL, 'numbers')} (?P<day>{WEEKDAY})en i {_list(MONTH, 'months')}(?: (?P<every>{EVERY}) ar)?",
        _weekday_in_months,
    ),
    (rf"{_list(ORDINAL, 'numbers')} vardagen {MONTHLY}", _workday_of_month),
    (rf"(?:den )?{_list(ORDINAL, 'numbers')}(?: dagen)? {MONTHLY}", _ordinal_days),
    (rf"(?:den )?{_list(DAY, 'days')} {MONTHLY}", _days_of_month),
    (rf"(?P<day>{DAY}) (?P<month>{MONTH})(?: (?P<every>{EVERY}) (?:verksamhets)?ar)?", _day_of_year),
    (rf"(?!(?:i |under )?jul$)(?:i |under |varje )?{_list(MONTH, 'months')}(?: varje ar)?", _months),
    (rf"(?:i |under )?(?P<month>{MONTH}) (?P<year>{YEAR})", _one_month),
    (rf"(?:under )?(?P<year>{YEAR})", _one_year),
    (rf"(?P<dates>(?:{ISO}/{ISO}|{DATE})(?:(?:, och |, | och )(?:{ISO}/{ISO}|{DATE}))*)", _dates),
    (rf"mellan (?P<first>{BOUND}) och (?P<last>{BOUND})", lambda m, _t: between(m["first"], m["last"])),
    (
        rf"(?:fran )?(?P<first>{BOUND})(?P<sep>{TO})(?P<last>{BOUND})(?: varje ar)?",
        _stretch,
    ),
    (rf"(?:(?P<count>{NUMBER}) ?)?(?P<unit>{UNIT}) (?P<side>fore|innan|efter) {_SERIES}", _offset),
    (rf"(?:samma dag som|i samband med|vid|pa) {_SERIES}", _together),
    (r"(?P<side>fore|innan|efter) (?:varje|alla) (?:(?P<kind>ordinarie|extra) )?(?P<series>.+)", _unsaid),
    (r"(?P<side>fore|innan|efter) .+", _how_long),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first tried: all of them cost 20 ms, and most texts fit an early one."""
    return re.compile(pattern)


def read(text: str) -> Schedule | None:
    """The schedule that a tidy text says; None when no pattern fits all of it. Raises ValueError in Swedish."""
    flat = fold(text)
    for pattern, build in _TABLE:
        if match := _compiled(pattern).fullmatch(flat):
            return build(match, text)
    return None
