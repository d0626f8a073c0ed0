"""Text to value and back, one pair for each kind of field; every refusal is a Swedish sentence (ValueError)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from vcycle.model.text import normal, printable, quoted, shorten

if TYPE_CHECKING:
    from vcycle.model.measure import Measure
    from vcycle.model.schedule import Schedule

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


class Limits(Struct, frozen=True):
    """Bounds of a value: length of texts and tuples in characters or items, size of numbers; None is no bound."""

    min_length: int | None = None
    max_length: int | None = None
    ge: float | None = None
    le: float | None = None

    def check(self, value: Any, show: Callable[[Any], str] = str) -> None:
        """Raise ValueError unless `value` lies within; `show` writes a number as people do."""
        if isinstance(value, str | tuple):
            unit, most = ("tecken", "tecken långt") if isinstance(value, str) else ("stycken", "stycken")
            if self.min_length is not None and len(value) < self.min_length:
                raise ValueError("måste fyllas i" if not value else f"behöver minst {self.min_length} {unit}")
            if self.max_length is not None and len(value) > self.max_length:
                raise ValueError(f"får vara högst {self.max_length} {most}, nu {len(value)}")
        elif isinstance(value, int | Decimal):
            if self.ge is not None and value < self.ge:
                raise ValueError(f"ska vara minst {show(self.ge)}, inte {show(value)}")
            if self.le is not None and value > self.le:
                raise ValueError(f"ska vara högst {show(self.le)}, inte {show(value)}")


def refuse_broken(text: str) -> None:
    """Raise ValueError for what Python makes of bytes that are no UTF-8: it could not be saved, only guessed at."""
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        raise ValueError("innehåller tecken som inte går att läsa; ställ in terminalen på UTF-8")


def parse_text(text: str) -> str:
    return normal(text)


# Beyond this, digits come out wrong in other programs' numbers, and nothing that a board counts is so large.
MOST = 10**15 - 1


def parse_integer(text: str) -> int:
    match = re.fullmatch(r"([+-]?)(\d{1,30})", _with_minus(text))
    if match is None:
        raise ValueError(f"{said(text)} är inget heltal; skriv till exempel 12")
    return int(match[1] + match[2])


def parse_number(text: str) -> Decimal:
    match = re.fullmatch(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?", _with_minus(text))
    if match is None:
        raise ValueError(f"{said(text)} är inget tal; skriv till exempel 3,5")
    return Decimal(match[0].replace(",", "."))


def format_number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def check_size(value: int | Decimal) -> None:
    """Raise ValueError for a number that cannot be written out, read back or sent to other programs."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("är inget tal")
    if not -MOST <= value <= MOST:
        raise ValueError("är ett för stort tal")
    if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -_MOST_DECIMALS:
        raise ValueError(f"får ha högst {_MOST_DECIMALS} decimaler")


_MOST_DECIMALS = 15


def parse_money(text: str) -> int:
    """Öre from "4 500 kr", "4500,50" or "-200"."""
    amount = re.fullmatch(r"([+-]?)(\d{1,30})(?:[.,](\d{1,2}))?(?:kr|:-)?", _with_minus(text).casefold())
    if amount is None:
        raise ValueError(f"{said(text)} är inget belopp; skriv till exempel 4 500 kr eller 99,50")
    sign, kronor, ore = amount.groups()
    return (-1 if sign == "-" else 1) * (int(kronor) * 100 + int((ore or "0").ljust(2, "0")))


def format_money(value: int) -> str:
    kronor, ore = divmod(abs(value), 100)
    whole = f"{kronor:,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{'-' if value < 0 else ''}{whole}{f',{ore:02}' if ore else ''} kr"


_YES = {"ja", "j", "yes", "y", "true", "1", "x", "sant"}
_NO = {"nej", "n", "no", "false", "0", "", "falskt"}


def parse_flag(text: str) -> bool:
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(f"{said(text)} är varken ja eller nej")


def parse_date(text: str) -> date:
    """A date from "2026-03-08", "8 mars 2026" or "8/3 2026"."""
    for pattern, order in ((r"(\d{4})-(\d\d?)-(\d\d?)", "ymd"), (r"(\d\d?)/(\d\d?)[ -](\d{4})", "dmy")):
        if match := re.fullmatch(pattern, text):
            parts = dict(zip(order, map(int, match.groups()), strict=True))
            return _date(parts["y"], parts["m"], parts["d"], text)
    if match := re.fullmatch(r"(?:den )?(\d\d?)(?::?e)? ([a-zåäö]+)\.? (\d{4})", text.casefold()):
        return _date(int(match[3]), month_number(match[2]), int(match[1]), text)
    raise ValueError(f"{said(text)} är inget datum; skriv till exempel 2026-03-08 eller 8 mars 2026")


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{said(text)} finns inte i kalendern") from None


def month_number(word: str) -> int:
    """1-12 from a Swedish month name or its first three letters or more ("sept")."""
    for number, name in enumerate(MONTHS, 1):
        if len(word) >= 3 and name.startswith(word):
            return number
    raise ValueError(f"{said(word)} är ingen månad")


def parse_time(text: str) -> time:
    """A time of day from "18:30", "18.30", "kl 18" or, as spreadsheets write it, "18:30:00"."""
    match = re.fullmatch(r"(?:kl\.? ?)?(\d\d?)(?:[:.](\d\d)(?:[:.](\d\d))?)?", text.casefold())
    hour, minute, second = (int(part or 0) for part in match.groups()) if match else (24, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{said(text)} är inget klockslag; skriv till exempel 18:30")
    return time(hour, minute, second)


def format_time(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def check_time(value: time) -> None:
    """Raise ValueError for a time that is more than hours, minutes and seconds."""
    if value.microsecond or value.tzinfo is not None:
        raise ValueError("ska vara timmar och minuter, utan tidszon")


def parse_choice(text: str, choices: Sequence[str], labels: dict[str, str]) -> str:
    """The choice that `text` names, by its Swedish label or else by itself."""
    folded = text.casefold()
    by_label = {labels.get(choice, choice).casefold(): choice for choice in choices}
    by_name = {choice.casefold(): choice for choice in choices}
    found = by_label.get(folded) or by_name.get(folded)
    if found is None:
        raise ValueError(f"{said(text)} finns inte att välja; välj {listed(labels.get(c, c) for c in choices)}")
    return found


def parse_tags(text: str) -> tuple[str, ...]:
    """Words separated by commas, in order, each once."""
    words = (normal(" ".join(word.split())) for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def check_tags(tags: Iterable[str]) -> None:
    """Raise ValueError when a tag could not be read back from "a, b, c"."""
    tags = tuple(tags)
    if parse_tags(", ".join(tags)) != tags:
        raise ValueError("skiljs åt med komma, och inget får vara tomt eller stå två gånger")


def parse_schedule(text: str) -> Schedule:
    from vcycle.model.wording.schedules import parse_schedule as parse  # its patterns are only needed by input

    try:
        return parse(text)
    except ValueError:
        refuse_personal_number(text)  # the sentence would repeat it
        raise


def format_schedule(schedule: Schedule) -> str:
    from vcycle.model.wording.schedules import format_schedule as words

    return words(schedule)


def parse_measure(text: str) -> Measure:
    from vcycle.model.wording.measures import parse_measure as parse  # its patterns are only needed by input

    try:
        return parse(text)
    except ValueError:
        refuse_personal_number(text)  # the sentence would repeat it
        raise


def format_measure(measure: Measure) -> str:
    from vcycle.model.wording.measures import format_measure as words

    return words(measure)


def check_measure(measure: Measure) -> None:
    """Raise ValueError when a text or a number in the measure is one that no field may hold."""
    parts = astuple(measure)
    for part in (*parts, *(astuple(part) for part in parts if isinstance(part, Struct))):
        for value in part if isinstance(part, tuple) else (part,):
            if isinstance(value, str):
                refuse_broken(value)
                refuse_personal_number(value)
            elif isinstance(value, int):
                check_size(value)


def listed(words: Iterable[str]) -> str:
    """ "a, b eller c"; nothing for no words."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} eller {last}" if first else last


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words that look most like `word`, best first."""
    import difflib  # only needed when something is misspelt

    return difflib.get_close_matches(word[:200], list(known), n=count, cutoff=0.5)


def meant(word: str, known: Iterable[str]) -> str:
    """ "Menade du a eller b?" with the known words that look most like `word`; empty when none does."""
    near = nearest(word, known)
    return f"Menade du {listed(near)}?" if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What follows a sentence about an unknown word: "; menade du ”title”?", or else what there is when that is few."""
    known = list(dict.fromkeys(known))
    if near := nearest(word, known, 1):
        return f"; menade du {quoted(near[0])}?"
    return f"; här finns {', '.join(shorten(printable(k), 40) for k in known)}" if 0 < len(known) <= _FEW else ""


_FEW = 20


def said(text: str) -> str:
    """`text` inside Swedish quotes for an error: one line, short, and never a personnummer."""
    safe = _without_format_marks(text)
    return quoted(_PERSONAL.sub(lambda m: "…" if _is_personal_number(m) else m[0], safe))


def _with_minus(text: str) -> str:
    """A number as people write it, without its spaces and with a plain minus sign."""
    return re.sub(r"\s", "", text).replace("−", "-")


# Ten or twelve digits, with the separators people use; the digits around must not make it a longer number.
_PERSONAL = re.compile(r"(?<!\d)(?:1[6-9]|20)?(\d{2})(\d{2})(\d{2})\s?[-+–−]?\s?(\d{4})(?!\d)")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _without_format_marks(text: str) -> str:
    """`text` without what nobody sees, such as soft hyphens, which would hide a number from the check."""
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def refuse_personal_number(value: str | Iterable[str]) -> None:
    """Raise ValueError when a text holds a Swedish personnummer or coordination number (valid date part, Luhn holds).

    Not for phone fields, where one Swedish mobile number in ninety would look like one, nor for checksums.
    """
    texts = (value,) if isinstance(value, str) else value
    plain = (_without_format_marks(text) for text in texts)
    if any(_is_personal_number(m) for text in plain for m in _PERSONAL.finditer(text)):
        raise ValueError("ser ut att innehålla ett personnummer; vcycle sparar aldrig personnummer, ta bort det")


def _is_personal_number(match: re.Match[str]) -> bool:
    month, day = int(match[2]), int(match[3])
    if not 1 <= month <= 12:
        return False
    day -= 60 if day > 60 else 0  # a coordination number
    return 1 <= day <= _MONTH_LENGTHS[month - 1] and _luhn_holds("".join(match.groups()))


def _luhn_holds(digits: str) -> bool:
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
