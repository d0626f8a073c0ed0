"""Swedish words read as a measure: one table of patterns, each with what it builds; and what may end the words.

The patterns meet the text folded, as those of schedules do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec.structs import replace

from vcycle.model.measure import After, Count, Level, Measure, OfWhich, Per, Quantity, Share, State, Unset
from vcycle.model.text import slug
from vcycle.model.values import month_number
from vcycle.model.wording import words
from vcycle.model.wording.words import NUMBER_OF, cut, fold

PER_WORDS: dict[Per, str] = {
    "week": "per vecka", "month": "per månad", "term": "per termin", "calendar_year": "per kalenderår",
    "activity_year": "per verksamhetsår", "mandate": "per mandatperiod",
}  # fmt: skip
_MORE_PERS: dict[str, Per] = {
    "per ar": "activity_year", "om aret": "activity_year", "under aret": "activity_year", "varje ar": "activity_year",
    "under verksamhetsaret": "activity_year", "i manaden": "month", "varje manad": "month", "i veckan": "week",
    "varje vecka": "week", "varje termin": "term", "under mandatperioden": "mandate",
}  # fmt: skip
_PERS = {fold(text): per for per, text in PER_WORDS.items()} | _MORE_PERS
SHARES: dict[str, str] = {
    "hälften": "1/2", "en tredjedel": "1/3", "två tredjedelar": "2/3", "en fjärdedel": "1/4", "tre fjärdedelar": "3/4",
}  # fmt: skip
_SHARES = {fold(text): share for text, share in SHARES.items()}
WHO = {"kvinnor": "women", "män": "men", "annat kön": "others"}
_WHO = {fold(text): who for text, who in WHO.items()} | {"ickebinara": "others"}
EACH = {"core.unit": "varje förening", "core.person": "varje medlem"}
_EACH = {fold(text): each for each, text in EACH.items()}

_FIGURES = r"(?:\d{1,3}(?: \d{3})+|\d{1,15})"
_NUMBER = rf"(?:{'|'.join(NUMBER_OF)}|{_FIGURES})"
_SHARE = rf"(?:{'|'.join(_SHARES)}|\d+/\d+|\d+(?:[.,]\d+)? ?%|0[.,]\d+)"
_MONEY = rf"{_FIGURES}(?:,\d\d)? ?kr(?:onor)?"
_PER = rf"(?P<per>{'|'.join(_PERS)})"
_AGAIN = r"(?:gang(?:er)? )?"
_NAME = r"(?P<series>(?! ).+?)(?: \((?P<noun>.+)\))?"
_METRIC = r"(?P<metric>(?! ).+?)(?: \((?P<noun>.+)\))?"
_GROUP = r"var och en med rollen .+?|varje tillfalle av .+?|var och en av .+?|alla \d{1,15}"
_WHOM = rf"(?P<each>{'|'.join(_EACH)}|{_GROUP})"
_ABOUT = "(?:cirka|ca|ungefar|omkring)"
_LAST_YEAR = "(?:forra aret|aret fore|foregaende ar)"
_DAY = r"\d{1,2} [a-z]+(?: \d{4})?|\d{4}-\d\d-\d\d|\d\d-\d\d"

Said = Callable[[str], str]
"""What a group of the match says, in the words as they were written; empty when it says nothing."""


def number(text: str) -> int:
    """3 from "tre", 1200 from "1 200"."""
    flat = fold(text)
    return words.number(flat if flat in NUMBER_OF else flat.replace(" ", ""))


def key(text: str) -> str:
    """The series that words name: a key is kept as it is, "medlemsmöten" is "medlemsmote"."""
    return text if slug(text) == text else words.series_name(text) or text


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key(part) for part in re.split(r", och |, | och ", text))


def _counted(said: Said) -> dict[str, Any]:
    return {"series": _keys(said("series")), "noun": said("noun")}


def _per(said: Said) -> Per:
    return _PERS[fold(said("per"))]


def _any_per(said: Said) -> dict[str, Any]:
    return {"per": _per(said)} if said("per") else {}


def _metric(said: Said) -> dict[str, Any]:
    text = said("metric")
    return {"metric": text if slug(text) == text else slug(text) or text, "noun": said("noun")}


def _share_of(text: str) -> str:
    return _SHARES.get(fold(text), text)


def _bounds(said: Said) -> Measure:
    least, most = said("min"), said("max")
    both: dict[str, Any] = {"min": number(least) if least else None, "max": number(most) if most else None}
    if said("same"):
        both = dict.fromkeys(both, number(said("same")))
    return Count(**_counted(said), per=_per(said), **both)


def _about(said: Said) -> Measure:
    return Count(**_counted(said), per=_per(said), about=number(said("about")))


def _average(said: Said) -> Measure:
    text = said("mean")
    mean: Quantity = text if "," in text else number(text)
    return Count(**_counted(said), per=_per(said), average=mean)


def _coverage(said: Said) -> Measure:
    least = number(said("min")) if said("min") else None
    return Count(**_counted(said), per=_per(said), min=least, **_whom(said("each")))


def _whom(text: str) -> dict[str, Any]:
    """Every one of what the words name."""
    flat = fold(text)
    if flat in _EACH:
        return {"each": _EACH[flat]}
    start = next(start for start in _WHOM_STARTS if flat.startswith(start))
    return _WHOM_STARTS[start](text[len(start) :])


_WHOM_STARTS: dict[str, Callable[[str], dict[str, Any]]] = {
    "alla ": lambda text: {"each_count": int(text)},
    "var och en av ": lambda text: {"each_of": tuple(re.split(r", och |, | och ", text))},
    "var och en med rollen ": lambda text: {"each": f"role:{text}"},
    "varje tillfalle av ": lambda text: {"each": f"series:{key(text)}"},
}


def _part(said: Said) -> dict[str, Any]:
    """What a share says of its part and its bound."""
    who = _WHO.get(fold(said("who")), "")
    bound = {"min": _share_of(said("min"))} if said("min") else {"about": _share_of(said("about"))}
    return {"who": who, "tag": said("tag"), **bound}


def _share(said: Said) -> Measure:
    return Share(**_counted(said), **_part(said), **_any_per(said))


def _amount(text: str) -> dict[str, Any]:
    if fold(text).endswith(("kr", "kronor")):
        return {"bound": re.sub(r"kronor$", "kr", text, flags=re.IGNORECASE), "money": True}
    return {"bound": number(text), "money": False}


def _level(said: Said) -> Measure:
    least, most = (_amount(said(name)) if said(name) else None for name in ("min", "max"))
    money = bool((least or most or {}).get("money"))
    bounds: dict[str, Any] = {"min": least["bound"] if least else None, "max": most["bound"] if most else None}
    return Level(**_metric(said), **bounds, money=money, sum=bool(said("sum")), **_any_per(said))


def _growth(said: Said) -> Measure:
    baseline = number(said("from")) if said("from") else None
    return Level(**_metric(said), growth=number(said("percent")), baseline=baseline)


def _direction(said: Said) -> Measure:
    is_up = fold(said("way")) in ("fler", "mer")
    return Level(**_metric(said), direction="up" if is_up else "down", sum=bool(said("sum")))


def _ratio(said: Said) -> Measure:
    return Level(**_metric(said), share_of=key(said("whole")), share=_share_of(said("min")))


def _equal(said: Said) -> Measure:
    return Level(**_metric(said), sum=True, equals=key(said("other")), money=bool(said("kr")))


def _role(said: Said) -> Measure:
    return State(role=said("role"), noun=said("noun"), holders_min=number(said("min")) if said("min") else 1)


def _done(said: Said) -> Measure:
    return State(done=key(said("series")), noun=said("noun"))


def _fresh(said: Said) -> Measure:
    unit = {"d": "d", "v": "w", "m": "m", "a": "y"}[fold(said("unit"))[0]]
    return State(fresh=key(said("series")), noun=said("noun"), max_age=f"{number(said('count'))}{unit}")


def _after(said: Said) -> Measure:
    return State(after=After(series=key(said("series")), of=said("of")), noun=said("noun"))


def _unset(said: Said) -> Measure:
    return Unset(**_counted(said))


_UNIT = r"(?P<unit>dag(?:ar)?|vecka|veckor|manad(?:er)?|ar)"
# Tried in order; the first that fits the whole text builds the measure.
_TABLE: tuple[tuple[str, Callable[[Said], Measure]], ...] = (
    (rf"(?:utan siffra|utan tal): ?{_NAME}", _unset),
    (r"rollen (?P<role>.+?)(?: \((?P<noun>.+)\))? (?:ar|ska vara) tillsatt", _role),
    (rf"minst (?P<min>{_NUMBER}) har rollen (?P<role>.+?)(?: \((?P<noun>.+)\))?", _role),
    (rf"{_NAME} (?:ar|ska vara|har) (?:klara?t?|klart|gjort|gjord|genomfort|genomford|hallits)", _done),
    (rf"{_NAME} (?:ar )?(?:inte|aldrig) aldre an (?P<count>{_NUMBER}) {_UNIT}", _fresh),
    (rf"{_NAME} ligger efter (?P<of>.+)", _after),
    (rf"{_WHOM} (?:far|ska fa) (?:minst (?P<min>{_NUMBER}) )?{_AGAIN}{_NAME} {_PER}", _coverage),
    (rf"i (?:genomsnitt|snitt) (?P<mean>{_NUMBER}|\d+,\d+) {_AGAIN}{_NAME} {_PER}", _average),
    (rf"samma summa {_METRIC} som (?P<other>.+?)(?P<kr>, i kronor)?", _equal),
    (rf"minst (?P<min>{_SHARE}) (?P<who>{'|'.join(_WHO)}) (?:av|bland|i) {_NAME}(?: {_PER})?", _share),
    (rf"{_ABOUT} (?P<about>{_SHARE}) (?P<who>{'|'.join(_WHO)}) (?:av|bland|i) {_NAME}(?: {_PER})?", _share),
    (rf"minst (?P<min>{_SHARE}) markta (?P<tag>.+?) av {_NAME}(?: {_PER})?", _share),
    (rf"minst (?P<min>{_SHARE}) {_METRIC} av (?P<whole>.+)", _ratio),
    (rf"\+ ?(?P<percent>{_FIGURES}) ?% {_METRIC}(?: fran (?P<from>{_FIGURES}))?", _growth),
    (rf"oka {_METRIC} med (?P<percent>{_FIGURES}) ?%(?: fran (?P<from>{_FIGURES}))?", _growth),
    (rf"(?P<way>fler|mer|farre|mindre) {_METRIC}(?P<sum> totalt)? an {_LAST_YEAR}", _direction),
    (rf"minst (?P<min>{_MONEY}) {_METRIC}(?P<sum> totalt)?(?: {_PER})?", _level),
    (rf"hogst (?P<max>{_MONEY}) {_METRIC}(?P<sum> totalt)?(?: {_PER})?", _level),
    (rf"minst (?P<min>{_NUMBER}) {_METRIC}(?P<sum> totalt)(?: {_PER})?", _level),
    (rf"hogst (?P<max>{_NUMBER}) {_METRIC}(?P<sum> totalt)(?: {_PER})?", _level),
    (rf"(?:exakt|precis) (?P<same>{_NUMBER}) {_AGAIN}{_NAME} {_PER}", _bounds),
    (rf"minst (?P<min>{_NUMBER}) och hogst (?P<max>{_NUMBER}) {_AGAIN}{_NAME} {_PER}", _bounds),
    (rf"(?P<min>{_NUMBER})(?: ?- ?| till )(?P<max>{_NUMBER}) {_AGAIN}{_NAME} {_PER}", _bounds),
    (rf"minst (?P<min>{_NUMBER}) {_AGAIN}{_NAME} {_PER}", _bounds),
    (rf"hogst (?P<max>{_NUMBER}) {_AGAIN}{_NAME} {_PER}", _bounds),
    (rf"{_ABOUT} (?P<about>{_NUMBER}) {_AGAIN}{_NAME} {_PER}", _about),
    (rf"minst (?P<min>{_NUMBER}) {_METRIC}", _level),
    (rf"hogst (?P<max>{_NUMBER}) {_METRIC}", _level),
)  # fmt: skip


def _tags(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _day(text: str) -> str:
    """ "05-01" from "1 maj", "2017-12-31" from "31 december 2017"."""
    flat = fold(text)
    if "-" in flat:
        return text
    day, month, *year = flat.split(" ")
    return "-".join([*year, f"{month_number(month):02}", f"{int(day):02}"])


def _of_which(said: Said) -> dict[str, Any]:
    return {"of_which": OfWhich(tag=said("value"), min=number(said("least")))}


_ANY = (Count, Share, Level, State, Unset)
# What ends the words: pattern, what kinds of measure it says something about, and what; taken off in this order.
_ENDINGS: tuple[tuple[str, tuple[type, ...], Callable[[Said], dict[str, Any]]], ...] = (
    (r"bara (?P<value>.+)", _ANY, lambda said: {"when": said("value")}),
    (rf"senast (?P<value>{_DAY})", (State,), lambda said: {"by": _day(said("value"))}),
    (rf"avlast (?P<value>{_DAY})", (Level,), lambda said: {"at": _day(said("value"))}),
    (r"nagon gang(?: under aret)?", (Level,), lambda _said: {"reached": "any"}),
    (r"vid varje tillfalle", (Share,), lambda _said: {"each": "occurrence"}),
    (rf"plus minus (?P<value>{_SHARE})", (Count, Share), lambda said: {"tolerance": _share_of(said("value"))}),
    (r"inte markta? (?P<value>.+)", _ANY, lambda said: {"without": _tags(said("value"))}),
    (r"markta? (?P<value>.+)", _ANY, lambda said: {"only": _tags(said("value"))}),
    (rf"varav minst (?P<least>{_NUMBER}) markta? (?P<value>.+)", (Count,), _of_which),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first tried: a text that fits an early pattern must not wait for them all."""
    return re.compile(pattern)


def _said(match: re.Match[str], text: str) -> Said:
    groups = match.re.groupindex

    def said(name: str) -> str:
        return text[match.start(name) : match.end(name)] if name in groups and match[name] is not None else ""

    return said


def read(text: str) -> Measure | None:
    """The measure that a tidy text says; None when no pattern fits. Raises ValueError in Swedish."""
    flat = fold(text)
    for pattern, kinds, change in _ENDINGS:
        if match := _compiled(rf"(?P<rest>.+?), {pattern}").fullmatch(flat):
            measure = read(text[: match.end("rest")])
            return None if measure is None else _changed(measure, kinds, change(_said(match, text)), text)
    for pattern, build in _TABLE:
        if match := _compiled(pattern).fullmatch(flat):
            return build(_said(match, text))
    return None


def _changed(measure: Measure, kinds: tuple[type, ...], news: dict[str, Any], text: str) -> Measure:
    if not isinstance(measure, kinds):
        raise ValueError(f"slutet av ”{cut(text)}” går inte att säga om ett sådant mått")
    return replace(measure, **news)
