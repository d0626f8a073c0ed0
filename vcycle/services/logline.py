"""One fact in one line of words: "insändare; SN; 4 mars; kvinna". Pure: text and a day in, what was meant out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from vcycle.errors import InputError
from vcycle.model.period import FIRST_YEAR, LAST_YEAR
from vcycle.model.text import normal
from vcycle.model.values import (
    WEEKDAYS,
    format_money,
    month_number,
    parse_date,
    parse_money,
    parse_tags,
    refuse_broken,
    refuse_personal_number,
    said,
)
from vcycle.rules.swedish import long_date
from vcycle.services.counting import WORDS, counted_words, read_counted

MOST_TAG_WORDS = 3
"""A text of more words is a note, unless a # before it says that it is a label."""


class Line(Struct, frozen=True):
    """What a line says. `amount` is a number, or öre with `is_money`; None is not said. `people` are counts by word.
    `labels` are those of the tags that were marked with #, so that they are no names."""

    series: str
    day: date | None = None
    amount: int | None = None
    is_money: bool = False
    people: dict[str, int] = {}
    tags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    note: str = ""


def parts_of(words: Sequence[str]) -> list[str]:
    """The parts of a line: divided by semicolons, or else words of a command, where "4 mars" may be two of them."""
    if any(";" in word for word in words):
        return [part for word in words for text in _split(word) if (part := " ".join(text.split()))]
    return list(_joined([" ".join(word.split()) for word in words if word.strip()]))


def _split(text: str) -> list[str]:
    """At the semicolons that do not stand inside quotes."""
    return re.findall(r"(?:\"[^\"]*\"|”[^”]*”|[^;])+", text)


def _joined(words: list[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 1, -1) if at else ()
        joins = (" ".join(words[at : at + length]) for length in lengths)
        part = next((join for join in joins if _is_figure(join)), words[at])
        at += part.count(" ") - words[at].count(" ") + 1 if part != words[at] else 1
        yield part


_LONGEST = 6
_TODAY = date(2024, 12, 31)  # of a leap year, so that every day of a year lies before it


def _is_figure(text: str) -> bool:
    """Whether several words together are a day, an amount or a count of people."""
    try:
        return any(read(text, _TODAY) is not None for read in (_day, _amount, _people))
    except ValueError:
        return True  # it is one, and a wrong one


def read_line(parts: Sequence[str], today: date) -> Line:
    """What the parts say: the series first, then in any order a day, an amount, people, labels and a note.

    Raises `InputError` that names every part that cannot be read.
    """
    if not parts:
        raise InputError("Raden är tom.", hint=f"Skriv till exempel {EXAMPLE}.")
    found: dict[str, Any] = {"people": {}, "tags": (), "labels": (), "note": ""}
    faults = []
    for number, part in enumerate(parts[1:], 2):
        try:
            _add(found, _read(part, today))
        except ValueError as fault:
            faults.append(f"del {number}: {fault}")
    if faults:
        raise InputError("Raden går inte att läsa, inget är noterat:", problems=faults, hint=f"Så här: {EXAMPLE}.")
    return Line(series=parts[0], **found)


EXAMPLE = "”insändare; SN; 4 mars; kvinna; klimat”"


def _read(part: str, today: date) -> dict[str, Any]:
    """What one part says; raises ValueError for what is none of all that it may be."""
    refuse_broken(part)
    refuse_personal_number(part)
    if (day := _day(part, today)) is not None:
        return {"day": day}
    for read in (_amount, _people):
        if (value := read(part, today)) is not None:
            return value
    return _text(part)


def _add(found: dict[str, Any], said_now: dict[str, Any]) -> None:
    """Put what one part says to the rest; raises ValueError when it stands there already."""
    for name, value in said_now.items():
        if name == "people":
            for who, count in value.items():
                found["people"][who] = found["people"].get(who, 0) + count
        elif name in ("tags", "labels"):
            found[name] = tuple(dict.fromkeys((*found[name], *value)))
        elif name == "note":
            found["note"] = "; ".join(filter(None, (found["note"], value)))
        elif name in found and name != "is_money":
            raise ValueError(f"{_NOUNS[name]} står redan i raden")
        else:
            found[name] = value


_NOUNS = {"day": "en dag", "amount": "ett antal eller belopp"}

# Days


_NEAR = {"i dag": 0, "idag": 0, "i går": 1, "igår": 1, "i förrgår": 2, "förrgår": 2}
_SHORT = re.compile(r"(?:den )?(\d\d?)(?::?e)? ([a-zåäö]+)\.?|(\d\d?)/(\d\d?)")
_WITH_YEAR = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?/\d\d?[ -]\d{4}|(?:den )?\d\d?(?::?e)? [a-zåäö]+\.? \d{4}")


def _day(text: str, today: date) -> date | None:
    """The day that the text says; without a year the latest that is not after today."""
    flat = text.casefold()
    if flat in _NEAR:
        return today - timedelta(days=_NEAR[flat])
    if (weekday := _weekday(flat)) is not None:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if _WITH_YEAR.fullmatch(flat):
        return _within(parse_date(text), text)
    if match := _SHORT.fullmatch(flat):
        month = int(match[4]) if match[4] else _month(match[2])
        return _latest(int(match[1] or match[3]), month, today, text) if month is not None else None
    return _said(text, today) if _IN_WORDS.fullmatch(flat) else None


# Not a weekday's beginning alone: "man" is who it was, no Monday.
_IN_WORDS = re.compile(
    r"(?:på|i|den|om|för|nästa|förra|senaste|kommande|denna|sista|första|v|vecka) .+|v\d.*|imorgon|imorron"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|(?:mån|tis|ons|tors|fre|lör|sön)[a-z]*\.? .*\d.*"
)


def _said(text: str, today: date) -> date | None:
    """The day that words such as "på tisdag" say, the latest that has been; None for words that say none."""
    from vcycle.rules.days_in_words import read_day  # only what looks like a day needs it

    try:
        day = read_day(text, today, guess="past")
    except ValueError:
        return None
    if day > today:
        raise ValueError(f"{said(text)} är {long_date(day)}, som inte har varit än")
    return day


def _within(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{said(text)} ligger utanför åren {FIRST_YEAR}–{LAST_YEAR}")
    return day


def _weekday(flat: str) -> int | None:
    """5 from "i lördags"."""
    return next((n for n, name in enumerate(WEEKDAYS) if flat == f"i {name}s"), None)


def _month(word: str) -> int | None:
    try:
        return month_number(word)
    except ValueError:
        return None


def _latest(day: int, month: int, today: date, text: str) -> date:
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError(f"{said(text)} finns inte i kalendern")


# Amounts


_FIGURES = r"[-+−]?(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,15})"
_NUMBER = re.compile(rf"(?:antal:? |x|×)?({_FIGURES})(?: ?(?:st|stycken|gånger|x))?", re.IGNORECASE)
_MONEY = re.compile(rf"{_FIGURES}(?:[.,]\d\d?)? ?(?:kr|kronor|:-)", re.IGNORECASE)


def _amount(text: str, _today: date) -> dict[str, Any] | None:
    if match := _NUMBER.fullmatch(text):
        return {"amount": int(re.sub(r"\s", "", match[1]).replace("−", "-"))}
    return {"amount": amount_of(text)[0], "is_money": True} if _MONEY.fullmatch(text) else None


def amount_of(text: str) -> tuple[int, bool]:
    """A whole number, or öre and True for "100 000 kr"; raises ValueError for anything else."""
    text = " ".join(text.split())
    if _MONEY.fullmatch(text):
        return parse_money(re.sub(r"kronor$", "kr", text, flags=re.IGNORECASE)), True
    if match := re.fullmatch(_FIGURES, text):
        return int(re.sub(r"\s", "", match[0]).replace("−", "-")), False
    raise ValueError(f"{said(text)} är inget antal och inget belopp; skriv till exempel 87 eller 4 500 kr")


# People


_ALONE = {
    "kvinna": "women", "man": "men", "annat": "others", "annat kön": "others", "ickebinär": "others",
    "uppgift saknas": "unknown", "okänt": "unknown", "okänd": "unknown",
}  # fmt: skip


def _people(text: str, _today: date) -> dict[str, Any] | None:
    """ "kvinna", "5 kvinnor, 3 män": counts of people by gender."""
    flat = text.casefold()
    if flat in _ALONE:
        return {"people": {_ALONE[flat]: 1}}
    counted = read_counted(text)
    counts = {name: counted[name] for name in WORDS if name in counted}
    return {"people": counts} if counts and not counted["note"] and not text.isdecimal() else None


# Words


def _text(part: str) -> dict[str, Any]:
    """Labels, or a note: what stands in quotes, after "anteckning:", or is longer than a label."""
    if match := re.fullmatch(r"[\"”“](.*?)[\"”“]?|(?:anteckning|not): ?(.*)", part, re.IGNORECASE | re.DOTALL):
        return {"note": normal(match[1] or match[2] or "")}
    if part.startswith("#"):
        tags = parse_tags(part.replace("#", ""))
        return {"tags": tags, "labels": tags}
    if re.match(r"[-+−]?\d", part):
        raise ValueError(f"{said(part)} är varken dag, antal, belopp eller personer; är det en etikett, sätt # framför")
    if len(part.split()) > MOST_TAG_WORDS:
        return {"note": normal(part)}
    return {"tags": parse_tags(part)}


def told(line: Line, series: str, day: date) -> str:
    """How a line was understood: "insandare onsdag 4 mars 2026: antal 1, 1 kvinna, märkt SN, klimat"."""
    amount = 1 if line.amount is None else line.amount
    parts = [
        f"belopp {format_money(amount)}" if line.is_money else f"antal {amount}",
        counted_words(line.people),
        f"märkt {', '.join(line.tags)}" if line.tags else "",
        f"anteckning ”{line.note}”" if line.note else "",
    ]
    return f"{series} {long_date(day)}: {', '.join(filter(None, parts))}"
