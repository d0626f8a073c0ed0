"""Faults of single values in a measure: numbers, amounts, ages and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vcycle.model.measure import Quantity
from vcycle.model.period import month_day
from vcycle.model.text import quoted
from vcycle.rules.measures.numbers import bound, fraction, share_words
from vcycle.rules.offsets import parse_amount

_DAY = re.compile(r"(\d{4}-)?\d\d-\d\d", re.ASCII)


def quantity_faults(name: str, quantity: Quantity | None, *, most: int | None = None) -> Iterator[str]:
    """What is wrong with a number or a fraction; 0 is no target, and with `most` neither is anything above."""
    if quantity is None:
        return
    try:
        number = fraction(quantity)
    except ValueError as fault:
        yield f"{name}: {fault}"
        return
    if number == 0 and name != "tolerance":
        yield f"{name}: 0 är inget mål"
    if most is not None and number > most:
        yield f"{name}: {quoted(quantity)} är mer än {share_words(fraction(most))}, en andel är högst 1"


def band_faults(about: Quantity, tolerance: Quantity, *, of_itself: bool = False) -> Iterator[str]:
    """A tolerance that lets everything through; `of_itself` is a part of what it is about, else both are shares."""
    try:
        middle, slack = fraction(1 if of_itself else about), fraction(tolerance)
    except ValueError:
        return  # told of already
    if slack <= 1 and (slack == 1 or (not of_itself and slack >= middle and middle + slack >= 1)):
        yield f"tolerance: med {quoted(tolerance)} åt båda hållen godtas vad som helst; skriv en mindre del"


def amount_faults(
    name: str, quantity: Quantity | None, *, is_money: bool = False, is_age: bool = False
) -> Iterator[str]:
    """What is wrong with a bound of a level, or with an age such as "30d"."""
    if quantity is None:
        return
    try:
        if is_age:
            parse_amount(str(quantity))
        else:
            bound(quantity, is_money=is_money)
    except ValueError as fault:
        yield f"{name}: {fault}"


def whole_faults(name: str, number: int | None, least: int = 1) -> Iterator[str]:
    """What is wrong with a whole number that is counted."""
    if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
        yield f"{name}: {quoted(number)} är inget heltal"
    elif number is not None and number < least:
        yield f"{name}: ska vara minst {least}, inte {quoted(number)}"


def day_faults(text: str) -> list[str]:
    """What is wrong with a "MM-DD" or a "YYYY-MM-DD"."""
    if not _DAY.fullmatch(text):
        return [f"{quoted(text)} är ingen dag; skriv ”12-31” eller ”2017-12-31”"]
    year, month_and_day = (int(text[:4]), text[5:]) if len(text) > 5 else (2000, text)
    try:
        if text.endswith("02-29") and len(text) > 5 and month_day("02-29", year).day != 29:
            return [f"{text} finns inte i kalendern"]
        month_day(month_and_day, year)
    except ValueError:
        return [f"{text} finns inte i kalendern"]
    return []
