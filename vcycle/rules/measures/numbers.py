"""Exact numbers: read from what a measure says, and said in Swedish. No float anywhere."""

from __future__ import annotations

import re
from fractions import Fraction

from vcycle.model.measure import Number, Quantity, Unit
from vcycle.model.text import quoted
from vcycle.model.values import MOST, format_money, parse_money
from vcycle.model.wording.words import number_word

_HOW = "skriv ett heltal, eller text som ”1/2”, ”35 %” eller ”0,5”"
_FRACTION = re.compile(r"(\d{1,15})/(\d{1,15})", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,15})(?:[.,](\d{1,6}))? ?(%?)", re.ASCII)


def fraction(quantity: Quantity) -> Fraction:
    """The exact number; raises ValueError with a Swedish sentence for what is none, is negative, or is a float."""
    if isinstance(quantity, bool) or not isinstance(quantity, int | str):
        raise ValueError(f"{quoted(quantity)} är inget exakt tal; {_HOW}")
    if isinstance(quantity, int):
        return _whole(quantity)
    text = " ".join(quantity.split())
    if match := _FRACTION.fullmatch(text):
        if int(match[2]) == 0:
            raise ValueError(f"{quoted(quantity)} delar med noll")
        return Fraction(int(match[1]), int(match[2]))
    if match := _DECIMAL.fullmatch(text):
        digits = match[2] or ""
        return Fraction(int(match[1] + digits), 10 ** len(digits) * (100 if match[3] else 1))
    raise ValueError(f"{quoted(quantity)} är inget tal; {_HOW}")


def _whole(number: int) -> Fraction:
    if not 0 <= number <= MOST:
        raise ValueError(f"{quoted(number)} är negativt" if number < 0 else "är ett för stort tal")
    return Fraction(number)


def money(quantity: Quantity) -> Fraction:
    """Öre from "50 000 kr"; a bare number is refused, because it may be kronor or öre."""
    if not isinstance(quantity, str) or not re.search(r"(kr|:-)\s*$", quantity, re.IGNORECASE):
        raise ValueError(f"{quoted(quantity)} saknar enhet; skriv beloppet som text, till exempel ”50 000 kr”")
    return Fraction(parse_money(quantity))


def bound(quantity: Quantity, *, is_money: bool) -> Fraction:
    """A bound of a level: a number, or öre."""
    return money(quantity) if is_money else fraction(quantity)


def ceiling(number: Fraction) -> int:
    """The least whole number that is no smaller."""
    return -(-number.numerator // number.denominator)


def floor(number: Fraction) -> int:
    """The greatest whole number that is no larger."""
    return number.numerator // number.denominator


def grown(baseline: int, percent: int) -> int:
    """The least whole number that is `percent` more than `baseline`: 101 from 87 and 15."""
    return -(-baseline * (100 + percent) // 100)


def number_text(number: Number, unit: Unit = "") -> str:
    """ "3,67", "1 250", "50 000 kr" or "43 %", rounded half up to two decimals (a share to whole percent)."""
    if unit == "öre":
        return format_money(round(number))
    if unit == "share":
        return percent_text(Fraction(number))
    hundredths = floor(abs(Fraction(number)) * 100 + Fraction(1, 2))
    whole, rest = divmod(hundredths, 100)
    decimals = f",{rest:02}".rstrip("0").rstrip(",") if rest else ""
    sign = "-" if number < 0 and hundredths else ""
    return f"{sign}{whole:,}".replace(",", "\N{NO-BREAK SPACE}") + decimals


def percent_text(share: Fraction) -> str:
    """ "43 %" of 3/7. Where a round number would say too much there is a decimal, rounded down: "49,9 %"."""
    whole = floor(share * 100 + Fraction(1, 2))
    if share * 100 == whole or (whole % 5 and whole < 100):
        return f"{whole} %"
    number, tenth = divmod(floor(share * 1000), 10)
    return f"{number},{tenth} %" if tenth else f"{number} %"


def share_words(share: Fraction) -> str:
    """A share as people say it: "hälften", "en tredjedel", "35 %"."""
    return _NAMED.get(share) or percent_text(share)


_NAMED = {
    Fraction(1, 2): "hälften",
    Fraction(1, 3): "en tredjedel",
    Fraction(2, 3): "två tredjedelar",
    Fraction(1): "alla",
}


def counted(number: Number) -> str:
    """A number within a sentence: "sex", "6,5", "22"."""
    whole = Fraction(number)
    return number_word(int(whole)) if whole.denominator == 1 and 0 <= whole <= 12 else number_text(whole)
