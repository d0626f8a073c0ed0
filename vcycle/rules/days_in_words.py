"""A day as people say it: "på tors", "v 12", "sista to i mars", "14/3", "3 mån före årsmötet". Pure.

One table of patterns, each with what it means. The patterns meet the text folded: in small letters, without rings and
dots, without full stops and commas. What says no year, month or week is the coming one, or that of `around`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from vcycle.model.period import FIRST_YEAR, LAST_YEAR, month_length
from vcycle.model.values import MONTHS, WEEKDAYS, month_number, parse_date, refuse_broken, said
from vcycle.model.wording import words
from vcycle.model.wording.spans import MONTH
from vcycle.model.wording.words import NUMBER_OF, ORDINAL_OF, fold, plain_date, tidy, weekday_number
from vcycle.rules.day_anchors import Anchors, anchors_of, no_anchors
from vcycle.rules.day_saying import EXAMPLES, Guess, Saying
from vcycle.rules.offsets import place, shift
from vcycle.rules.swedish import named_days

_LONGEST = 200

Match = re.Match[str]


def read_day(
    text: str,
    today: date,
    around: date | None = None,
    anchors: Anchors = no_anchors,
    *,
    guess: Guess = "coming",
    since: date | None = None,
) -> date:
    """The day that somebody has written, in any of the ways that Swedish has for it.

    `today` is what "i morgon" and "på tors" count from. What leaves out its year is that of `around`, or else what
    `guess` says: the coming one, from `since` if not from today; the latest that has been; the nearest. `anchors` gives
    the entries that "3 mån före årsmötet" may mean. Raises ValueError, a Swedish sentence with an example, for all that
    is no day.
    """
    refuse_broken(text)
    try:
        return parse_date(text.strip())
    except ValueError:
        plain = _plain(text)
    if re.fullmatch(r"\d{1,2}", tidy(text)):  # as often a number of people, or a slip
        raise ValueError(f"{said(text)} är inget datum; skriv till exempel den 14, 14/3 eller 14 mars")
    if len(plain) > _LONGEST:
        raise ValueError(f"{said(text)} är för långt för ett datum; skriv till exempel {EXAMPLES}")
    try:
        day = _read(Saying(plain, today, around, anchors, guess, since or today))
    except OverflowError:
        day = date.max
    if day is None:
        raise ValueError(_unknown(plain))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{said(text)} ligger utanför åren {FIRST_YEAR}\N{EN DASH}{LAST_YEAR}; skriv ett närmare år")
    return day


def _plain(text: str) -> str:
    """`text` without what makes no difference; of one that is far too long no more than shows that it is."""
    plain = re.sub(r"[,;]|(?<=[^\W\d_])\.", " ", tidy(text[: 5 * _LONGEST]))
    plain = re.sub(r"(?<=\d)(?::e|:a|:de|e|a)(?= |$)", "", " ".join(plain.split()), flags=re.IGNORECASE)
    return re.sub(r"^(?:nu )?(?:på|pa|till) ", "", plain, flags=re.IGNORECASE)


def _read(saying: Saying) -> date | None:
    """The day that is said; None when no pattern fits it. Raises ValueError when one does and it is no day."""
    flat = fold(saying.text)
    for pattern, meaning in _TABLE:
        if match := _compiled(pattern).fullmatch(flat):
            return meaning(saying, match)
    return _named(saying, flat)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _unknown(text: str) -> str:
    """Why a text is no day: it may be all but one."""
    flat = fold(text)
    if _compiled(rf"{_PERIOD}|[12][0-9]{{3}}").fullmatch(flat):
        return f"{said(text)} är ingen dag; skriv till exempel 14 mars, sista mars eller första to i mars"
    if _compiled(_AMOUNT).fullmatch(flat):
        return f"{said(text)} är en tid men ingen dag; skriv till exempel om 3 dagar eller 3 mån före årsmötet"
    return f"{said(text)} är inget datum; skriv till exempel {EXAMPLES}"


# Days of a month


def _exact(year: int, month: int, day: int) -> Iterator[date]:
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_length(year, month):
        yield date(year, month, day)


def _date(saying: Saying, match: Match) -> date:
    """ "14 mars", "tors 14/3", "14/3-26", "2026-03-14", "20260314"."""
    said_month, year = match["month"], match["year"]
    month = int(said_month) if said_month.isdecimal() else month_number(said_month)
    number = int(match["day"])
    if year:
        found = next(_exact(int(year) + (2000 if len(year) == 2 else 0), month, number), None)
    else:
        days = {y: day for y in saying.years for day in _exact(y, month, number)}
        found = saying.pick(days, lambda day: day.year) if days else None
    if found is None:
        raise ValueError(f"{said(saying.text)} finns inte i kalendern; skriv till exempel {EXAMPLES}")
    return _checked(found, match)


def _checked(day: date, match: Match) -> date:
    """`day`, unless a weekday was said that it is not."""
    weekday = match["weekday"]
    if weekday and weekday_number(_whole(weekday)) != day.weekday():
        right, wrong = WEEKDAYS[day.weekday()], WEEKDAYS[weekday_number(_whole(weekday))]
        raise ValueError(
            f"{plain_date(day)} är en {right}, inte en {wrong}; skriv till exempel {right} {plain_date(day)}"
        )
    return day


def _day_of_month(saying: Saying, match: Match) -> date:
    """ "den 14", "14:e", "den 14 i nästa månad"."""
    number = int(match["day"])
    day = _in_month(saying, match, lambda year, month: next(_exact(year, month, number), None), f"dag {number}")
    return _checked(day, match)


def _in_month(saying: Saying, match: Match, choose: Callable[[int, int], date | None], what: str) -> date:
    """The day that `choose` takes of the month that was said."""
    months = _months(saying, match["period"])
    days = {n: day for n in months if 1 <= n // 12 <= 9999 and (day := choose(n // 12, n % 12 + 1))}
    if not days:
        period = f" i {MONTHS[months[0] % 12]} {months[0] // 12}" if len(months) == 1 else " den månaden"
        raise ValueError(f"det finns ingen {what}{period}; skriv till exempel 14 mars eller sista to i mars")
    if len(months) == 1:
        return days[months[0]]
    is_yearly = months[1] - months[0] == 12
    return saying.pick(days, (lambda day: day.year * 12 + months[0] % 12) if is_yearly else _month_index)


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months(saying: Saying, period: str | None) -> list[int]:
    """The months, by their index, that words may mean: one for "nästa månad", for "mars" that of many years."""
    if period is None or period == "manaden":
        at = _month_index(saying.base)
        return list(range(at - 2, at + 3))
    if period.endswith(("manad", "manaden")):
        return [_month_index(saying.today) + _SIDES[period.rpartition(" ")[0]]]
    name, _, year = period.partition(" ")
    years: Iterable[int] = (int(year),) if year else saying.years
    return [y * 12 + month_number(name) - 1 for y in years]


def _nth_weekday(saying: Saying, match: Match) -> date:
    """ "sista to i mars", "andra måndagen i nästa månad"."""
    nth, weekday = words.ordinal(match["nth"]), weekday_number(_whole(match["weekday"]))

    def choose(year: int, month: int) -> date | None:
        first = date(year, month, 1)
        days = range(1 + (weekday - first.weekday()) % 7, month_length(year, month) + 1, 7)
        at = nth - 1 if nth > 0 else len(days) + nth
        return date(year, month, days[at]) if 0 <= at < len(days) else None

    which = "näst sista" if nth == -2 else words.ORDINALS[nth]
    return _in_month(saying, match, choose, f"{which} {WEEKDAYS[weekday]}")


def _end_of_month(saying: Saying, match: Match) -> date:
    """ "sista mars", "första vardagen i maj", "mitten av juni"."""
    which, is_working = match["which"], bool(match["working"])

    def choose(year: int, month: int) -> date:
        if which == "mitten":
            return date(year, month, 15)
        is_last = which in ("sista", "slutet")
        day = date(year, month, month_length(year, month) if is_last else 1)
        return place(day, "before" if is_last else "after") if is_working else day

    return _in_month(saying, match, choose, "dag")


# Weekdays and weeks


def _whole(weekday: str) -> str:
    """ "torsdag" from any beginning of it, its article or the ending of "i torsdags"; folded."""
    start = re.sub(r"(?:en|s)$", "", weekday) if "dag" in weekday else weekday.removesuffix("dags")
    return next(name for name in map(fold, WEEKDAYS) if name.startswith(start))


def _weekday(saying: Saying, match: Match) -> date:
    """ "tors" is the coming Thursday and never today; "förra tors" and "i torsdags" the latest."""
    weekday = weekday_number(_whole(match["weekday"]))
    if match["side"] in ("forra", "senaste", "i") or (saying.guess == "past" and match["side"] is None):
        return saying.today - timedelta(days=(saying.today.weekday() - weekday - 1) % 7 + 1)
    start = max(saying.today, saying.since)
    return start + timedelta(days=(weekday - start.weekday() - 1) % 7 + 1)


def _week_day(saying: Saying, match: Match) -> date:
    """ "nästa tis", "tors v 12", "vecka 12 2027", "fredag nästa vecka": Monday when no weekday is said."""
    parts = match.groupdict()
    weekday = next((w for w in (parts["weekday"], parts.get("after")) if w), "mandag")
    if parts["week"] is None:
        base = saying.base if parts["side"] == "samma" else saying.today
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=_SIDES[parts["side"]])
    else:
        monday = _monday(saying, int(parts["week"]), parts["year"])
    return monday + timedelta(days=weekday_number(_whole(weekday)))


def _monday(saying: Saying, week: int, year: str | None) -> date:
    """The Monday of a numbered week. A week is coming until its Sunday is over."""
    last = timedelta(days=6 if saying.guess == "coming" else 0)
    years: Iterable[int] = (int(year),) if year else saying.years
    days = {y: monday + last for y in years for monday in _of_week(y, week)}
    if not days:
        where = f" {year}" if year else ""
        raise ValueError(f"vecka {week}{where} finns inte; skriv till exempel v 12 eller tors v 12 2027")
    return (next(iter(days.values())) if year else saying.pick(days, lambda day: day.isocalendar().year)) - last


def _of_week(year: int, week: int) -> Iterator[date]:
    with suppress(ValueError):
        yield date.fromisocalendar(year, week, 1)


_SIDES = {"nasta": 1, "forra": -1, "denna": 0, "den har": 0, "innevarande": 0, "i": 0, "samma": 0}


# Amounts of time, and what they are counted from


_NEAR = {
    "i dag": 0, "idag": 0, "i morgon": 1, "imorgon": 1, "i morron": 1, "imorron": 1, "i overmorgon": 2,
    "iovermorgon": 2, "overmorgon": 2, "i gar": -1, "igar": -1, "i forrgar": -2, "iforrgar": -2, "forrgar": -2,
}  # fmt: skip


def _near(saying: Saying, match: Match) -> date:
    return saying.today + timedelta(days=_NEAR[match[0]])


# The letter that `shift` knows, and how many of it.
_UNITS = {
    **dict.fromkeys(("d", "dag", "dagar", "dar", "dygn", "dagen", "dan"), ("d", 1)),
    **dict.fromkeys(("v", "vecka", "veckor", "veckan"), ("w", 1)),
    **dict.fromkeys(("man", "manad", "manader", "manaden"), ("m", 1)),
    **dict.fromkeys(("kvartal",), ("m", 3)),
    **dict.fromkeys(("halvar", "halvt ar"), ("m", 6)),
    **dict.fromkeys(("ar", "aret"), ("y", 1)),
}  # fmt: skip


def _amount(match: Match) -> str:
    """ "3m" from "3 mån", "1w" from "veckan"."""
    letter, times = _UNITS[match["unit"]]
    return f"{min(words.number(match['count'] or '1') * times, 999)}{letter}"


def _from_now(saying: Saying, match: Match) -> date:
    """ "om 3 dagar", "för en vecka sedan": from today. "En vecka senare": from the day that it is about."""
    after = match[0].startswith("om ") or match[0].endswith(("senare", "framat"))
    from_today = match[0].startswith(("om ", "for "))
    return shift(saying.today if from_today else saying.base, _amount(match), 1 if after else -1)


def _beside(saying: Saying, match: Match) -> date:
    """ "3 mån före årsmötet", "dagen efter", "torsdagen före 1 maj"."""
    sign = 1 if match["where"] == "efter" else -1
    parts = match.groupdict()

    def moved(day: date) -> date:
        if weekday := parts.get("weekday"):
            gap = (weekday_number(_whole(weekday)) - day.weekday()) * sign
            return day + sign * timedelta(days=(gap - 1) % 7 + 1)
        return shift(day, _amount(match), sign)

    return _hung(saying, match, moved, sign)


def _same_day(saying: Saying, match: Match) -> date:
    return _hung(saying, match, lambda day: day, -1)


def _hung(saying: Saying, match: Match, moved: Callable[[date], date], sign: int) -> date:
    """The day that `moved` makes of another, which is the day it is about, a day in words, or that of an entry."""
    if match["name"] is None:
        return moved(saying.base)
    name = saying.text[match.start("name") : match.end("name")]
    day = _read(replace(saying, text=name))
    return moved(day) if day is not None else _from_entry(saying, name, moved, sign)


def _from_entry(saying: Saying, name: str, moved: Callable[[date], date], sign: int) -> date:
    """The same for an entry, counted from its first day (`sign` -1) or its last.

    Of several the one whose day so made is nearest to `around`; without it the next one, and for what comes after it,
    the first of which that is still to come. What is all over, or said of the past, is counted from the latest.
    """
    called, year = match.groups() if (match := re.fullmatch(r"(.+) ([12][0-9]{3})", name)) else (name, "")
    found = anchors_of(called, (e for e in saying.anchors() if not year or str(e.start)[:4] == year))
    days = [(e.start, e.start) if sign < 0 else (moved(e.end), e.end) for e in found if e.start and e.end]
    if saying.around is not None:
        around = saying.around
        return min((moved(day) for _, day in days), key=lambda made: abs(made - around))
    ahead = [day for judged, day in days if judged >= saying.since]
    behind = [day for judged, day in days if judged <= saying.today]
    return moved(behind[-1] if behind and (saying.guess == "past" or not ahead) else ahead[0])


def _named(saying: Saying, flat: str) -> date | None:
    """ "midsommarafton", "julafton", "Kristi himmelsfärdsdag"."""
    days = {year: day for year in saying.years for name, day in named_days(year).items() if fold(name) == flat}
    return saying.pick(days, lambda day: day.year) if days else None


def _echoed(saying: Saying, match: Match) -> date:
    """A day as it is said back, "torsdag 26 mars 2026 (2026-03-26), v. 13", or only with its week."""
    day = _read(replace(saying, text=saying.text[: match.end("rest")]))
    week = day and day.isocalendar().week
    if day is None or match["iso"] not in (None, str(day)) or int(match["of"] or week or 0) != week:
        raise ValueError(f"{said(saying.text)} säger inte samma dag överallt; skriv till exempel {EXAMPLES}")
    return day


# The table


def _beginnings(name: str) -> str:
    """Every beginning of a weekday of two letters or more, and its article."""
    return "|".join([f"{name}en", *(name[:end] for end in range(len(name), 1, -1))])


_WEEKDAY = rf"(?P<weekday>{'|'.join(_beginnings(fold(name)) for name in WEEKDAYS)})"
_MAYBE_WEEKDAY = rf"(?:{_WEEKDAY} )?"
_AFTER = _WEEKDAY.replace("<weekday>", "<after>")
_NTH = rf"(?P<nth>{'|'.join(ORDINAL_OF)}|[1-5])"
_NUMBER = rf"(?:{'|'.join(NUMBER_OF)}|[1-9][0-9]{{0,2}})"
_UNIT = "d|dag|dagar|dar|dygn|v|vecka|veckor|man|manad|manader|kvartal|halvar|halvt ar|ar"
_AMOUNT = rf"(?P<count>{_NUMBER}) ?(?P<unit>{_UNIT})"
_ONE = r"(?P<count>(?!))?(?P<unit>dagen|dan|veckan|manaden|manad|aret)"
_PERIOD = rf"(?P<period>{MONTH}(?: [12][0-9]{{3}})?|(?:nasta|forra|denna|den har|innevarande) manad(?:en)?|manaden)"
_WEEK_WORDS = (
    r"(?:(?:v|vecka) ?(?P<week>[0-9]{1,2})(?: (?P<year>[0-9]{4}))?"
    r"|(?P<side>nasta|forra|denna|den har|samma|i) veckan?)"
)
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WHERE = r"(?P<where>fore|innan|efter)"
_NAME = r"(?P<name>.+)"

Meaning = Callable[[Saying, Match], date]
# Tried in order; the first that fits the whole text tells what it means.
_TABLE: tuple[tuple[str, Meaning], ...] = (
    (rf"(?:{'|'.join(_NEAR)})", _near),
    (rf"{_MAYBE_WEEKDAY}(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})", _date),
    (r"(?P<weekday>(?!))?(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _date),
    (rf"{_MAYBE_WEEKDAY}(?:den )?(?P<day>[0-9]{{1,2}}) (?P<month>{MONTH})(?: (?P<year>[0-9]{{4}}))?", _date),
    (
        rf"{_MAYBE_WEEKDAY}(?:den )?(?P<day>[0-9]{{1,2}})(?P<mark>[/.])(?P<month>[0-9]{{1,2}})"
        r"(?:(?:[ /-]|(?P=mark))(?P<year>[0-9]{4}|[0-9]{2}))?",
        _date,
    ),
    (rf"{_MAYBE_WEEKDAY}(?:den )?(?P<day>[0-9]{{1,2}})(?: i {_PERIOD})?", _day_of_month),
    (rf"{_NTH} {_WEEKDAY}(?: i)? {_PERIOD}", _nth_weekday),
    (
        rf"(?P<which>forsta|sista)(?: (?:dagen|(?P<working>(?:var|arbets|bank)dag(?:en)?)))?(?: i)? {_PERIOD}",
        _end_of_month,
    ),
    (rf"(?P<working>(?!))?(?:i )?(?P<which>slutet|borjan|mitten) av {_PERIOD}", _end_of_month),
    (rf"(?:(?P<side>kommande|forra|senaste) )?{_WEEKDAY}", _weekday),
    (r"(?P<side>i) (?P<weekday>(?:man|tis|ons|tors|fre|lor|son)dags)", _weekday),
    (rf"(?P<week>(?!))?(?P<side>nasta) {_WEEKDAY}", _week_day),
    (rf"{_MAYBE_WEEKDAY}(?:i )?{_WEEK_WORDS}", _week_day),
    (rf"(?P<weekday>(?!))?{_WEEK_WORDS} {_AFTER}", _week_day),
    (rf"om {_AMOUNT}", _from_now),
    (rf"for {_AMOUNT} (?:sedan|sen)", _from_now),
    (rf"{_AMOUNT} (?:senare|framat|tidigare|bakat)", _from_now),
    (rf"(?:{_AMOUNT}) {_WHERE}(?: {_NAME})?", _beside),
    (rf"(?:{_ONE}) {_WHERE}(?: {_NAME})?", _beside),
    (rf"{_WEEKDAY} {_WHERE}(?: {_NAME})?", _beside),
    (rf"samma dag som {_NAME}", _same_day),
    (rf"(?P<rest>.+?) \((?P<iso>{_ISO})\)(?: v ?(?P<of>[0-9]{{1,2}}))?", _echoed),
    (r"(?P<rest>.+?)(?P<iso>(?!))? v ?(?P<of>[0-9]{1,2})", _echoed),
)  # fmt: skip
