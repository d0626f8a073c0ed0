"""Text to value and back, one pair for each kind of field; every refusal is a Swedish sentence (ValueError)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from vcycle.model.text import normal

if TYPE_CHECKING:
    from vcycle.model.schedule import Schedule

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a value: length of texts and tuples in characters or items, size of numbers; None is no bound."""

    min_length: int | None = None
    max_length: int | None = None
    ge: float | None = None
    le: float | None = None

    def check(self, value: Any) -> None:
        if isinstance(value, str | tuple):
            if self.min_length is not None and len(value) < self.min_length:
                raise ValueError("måste fyllas i" if not value else f"behöver minst {self.min_length} tecken")
            if self.max_length is not None and len(value) > self.max_length:
                raise ValueError(f"får vara högst {self.max_length} tecken långt, nu {len(value)}")
        elif isinstance(value, int | Decimal):
            if self.ge is not None and value < self.ge:
                raise ValueError(f"ska vara minst {self.ge}, inte {value}")
            if self.le is not None and value > self.le:
                raise ValueError(f"ska vara högst {self.le}, inte {value}")


def parse_text(text: str) -> str:
    return normal(text)


def parse_integer(text: str) -> int:
    try:
        return int(_without_spaces(text))
    except ValueError:
        raise ValueError(f"”{text}” är inget heltal; skriv till exempel 12") from None


def parse_number(text: str) -> Decimal:
    try:
        number = Decimal(_without_spaces(text).replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"”{text}” är inget tal; skriv till exempel 3,5")
    return number


def format_number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def parse_money(text: str) -> int:
    """Öre from "4 500 kr", "4500,50" or "-200"."""
    amount = re.fullmatch(r"(-?)(\d+)(?:[.,](\d{1,2}))?(?:kr|:-)?", _without_spaces(text).replace("−", "-"))
    if amount is None:
        raise ValueError(f"”{text}” är inget belopp; skriv till exempel 4 500 kr eller 99,50")
    sign, kronor, ore = amount.groups()
    return (-1 if sign else 1) * (int(kronor) * 100 + int((ore or "0").ljust(2, "0")))


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
    raise ValueError(f"”{text}” är varken ja eller nej")


def parse_date(text: str) -> date:
    """A date from "2026-03-08", "8 mars 2026" or "8/3 2026"."""
    for pattern, order in ((r"(\d{4})-(\d\d?)-(\d\d?)", "ymd"), (r"(\d\d?)/(\d\d?)[ -](\d{4})", "dmy")):
        if match := re.fullmatch(pattern, text):
            parts = dict(zip(order, map(int, match.groups()), strict=True))
            return _date(parts["y"], parts["m"], parts["d"], text)
    if match := re.fullmatch(r"(?:den )?(\d\d?)(?::?e)? ([a-zåäö]+)\.? (\d{4})", text.casefold()):
        return _date(int(match[3]), month_number(match[2]), int(match[1]), text)
    raise ValueError(f"”{text}” är inget datum; skriv till exempel 2026-03-08 eller 8 mars 2026")


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"”{text}” finns inte i kalendern") from None


def month_number(word: str) -> int:
    """1-12 from a Swedish month name or its first three letters or more ("sept")."""
    for number, name in enumerate(MONTHS, 1):
        if len(word) >= 3 and name.startswith(word):
            return number
    raise ValueError(f"”{word}” är ingen månad")


def parse_time(text: str) -> time:
    """A time of day from "18:30", "18.30" or "kl 18"."""
    match = re.fullmatch(r"(?:kl\.? ?)?(\d\d?)(?:[:.](\d\d))?", text.casefold())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValueError(f"”{text}” är inget klockslag; skriv till exempel 18:30")
    return time(int(match[1]), int(match[2] or 0))


def parse_choice(text: str, choices: Sequence[str], labels: dict[str, str]) -> str:
    """The choice that `text` names, by itself or by its Swedish label."""
    for choice in choices:
        if text.casefold() in (choice.casefold(), labels.get(choice, choice).casefold()):
            return choice
    raise ValueError(f"”{text}” finns inte att välja; välj {listed(labels.get(c, c) for c in choices)}")


def parse_tags(text: str) -> tuple[str, ...]:
    """Words separated by commas, in order, each once."""
    words = (normal(" ".join(word.split())) for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def check_tags(tags: Iterable[str]) -> None:
    """Raise ValueError when a tag could not be read back from "a, b, c"."""
    tags = tuple(tags)
    if parse_tags(", ".join(tags)) != tags:
        raise ValueError("etiketter skiljs med komma och får inte vara tomma eller stå två gånger")


def parse_schedule(text: str) -> Schedule:
    from vcycle.model.schedule_words import parse_schedule as parse  # its patterns are only needed by input

    return parse(text)


def format_schedule(schedule: Schedule) -> str:
    from vcycle.model.schedule_words import format_schedule as words

    return words(schedule)


def listed(words: Iterable[str]) -> str:
    """ "a, b eller c"."""
    *first, last = words
    return f"{', '.join(first)} eller {last}" if first else last


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words that look most like `word`, best first."""
    return difflib.get_close_matches(word, list(known), n=count, cutoff=0.5)


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


# Ten or twelve digits, with the separator people use; the digits around must not make it a longer number.
_PERSONAL = re.compile(r"(?<!\d)(?:\d{2})?(\d{2})(\d{2})(\d{2})[-+ ]?(\d{4})(?!\d)")


def refuse_personal_number(value: str | Iterable[str], *, phone: bool = False) -> None:
    """Raise ValueError when a text holds a Swedish personnummer or coordination number (valid date part, Luhn holds).

    Phone fields are exempt: one Swedish mobile number in ninety would look like one.
    """
    texts = (value,) if isinstance(value, str) else value
    if not phone and any(_is_personal_number(m) for text in texts for m in _PERSONAL.finditer(text)):
        raise ValueError("ser ut att innehålla ett personnummer; vcycle sparar aldrig personnummer, ta bort det")


def _is_personal_number(match: re.Match[str]) -> bool:
    month, day = int(match[2]), int(match[3])
    return 1 <= month <= 12 and 1 <= day % 60 <= 31 and day <= 91 and _luhn_holds("".join(match.groups()))


def _luhn_holds(digits: str) -> bool:
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
