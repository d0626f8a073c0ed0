"""The Swedish words that dates and schedules are said with: numbers, ordinals, weekdays, months, series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from vcycle.model.text import normal, printable, shorten, slug
from vcycle.model.values import MONTHS, WEEKDAYS

NUMBERS = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip
ORDINALS = (
    "nollte", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde",
    "elfte", "tolfte",
)  # fmt: skip
# Unit letter -> singular, plural, definite, and the abbreviations that people write.
UNITS = {
    "d": ("dag", "dagar", "dagen", "d"),
    "w": ("vecka", "veckor", "veckan", "v"),
    "m": ("månad", "månader", "månaden", "mån"),
    "y": ("år", "år", "året", "å"),
}
_PLAIN = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉåäöé–—−\N{NO-BREAK SPACE}", "abcdefghijklmnopqrstuvwxyzaaoeaaoe--- "
)


def tidy(text: str) -> str:
    """`text` on one line with single spaces and without a closing full stop."""
    return " ".join(normal(text).split()).removesuffix(".")


def fold(text: str) -> str:
    """`text` in small letters, without rings and dots and with one kind of dash; as long as it was."""
    return text.translate(_PLAIN)


def number(word: str) -> int:
    """1 from "en", "ett" or "1"."""
    return int(word) if word.isdecimal() else NUMBER_OF[word]


NUMBER_OF = {fold(word): n for n, word in enumerate(NUMBERS) if n} | {"ett": 1, "trettio": 30}
ORDINAL_OF = {fold(word): n for n, word in enumerate(ORDINALS) if n} | {"sista": -1, "nast sista": -2, "nastsista": -2}


def ordinal(word: str) -> int:
    """2 from "andra" or "2:a", -1 from "sista"; `word` is folded."""
    return ORDINAL_OF.get(word) or int(word.partition(":")[0])


def number_word(count: int, *, neuter: bool = False) -> str:
    """ "tre"; figures from thirteen, as Swedish is written."""
    return "ett" if count == 1 and neuter else NUMBERS[count] if count <= 12 else str(count)


def amount_words(amount: str) -> str:
    """ "tre månader" from "3m"."""
    count, unit = int(amount[:-1]), amount[-1]
    return f"{number_word(count, neuter=unit == 'y')} {UNITS[unit][count != 1]}"


def joined(words: Iterable[str]) -> str:
    """ "a, b och c"."""
    *first, last = words
    return f"{', '.join(first)} och {last}" if first else last


def month_range(numbers: Sequence[int]) -> str:
    """ "april och augusti" from 4 and 8."""
    return joined(MONTHS[n - 1] for n in numbers)


def plain_date(day: date) -> str:
    """ "26 november 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_number(word: str) -> int:
    """0 from "mandag", "mandagen" or "mandagar"; `word` is folded."""
    return next(n for n, name in enumerate(WEEKDAYS) if word.startswith(fold(name)))


# What a word of the plural or with its article becomes in the name of a series; tried in order. Compiled when used:
# every start imports this module, few need the patterns.
_BASE_FORMS = (
    (r"mote(t|n|na)$", "mote"),
    (r"(konferens|kongress|traff|fest|kurs|kampanj|manifestation|middag|dag)(en|er|erna|ar|arna)$", r"\1"),
    (r"ning(en|ar|arna)$", "ning"),
    (r"(brev|blad|utskick|val|skifte)(et|en)$", r"\1"),
    (r"cirk(eln|lar|larna)$", "cirkel"),
    (r"(pizz|stamm|skol|res)(an|or|orna)$", r"\1a"),
    (r"seminari(et|er|erna)$", "seminarium"),
)
# How the name of a series is shown with the letters that it lost.
_LETTERS = (
    (r"\bars", "års"), (r"mote\b", "möte"), (r"traff\b", "träff"),
    (r"stamma\b", "stämma"), (r"forelasning\b", "föreläsning"),
)  # fmt: skip


def series_name(words: str) -> str:
    """The series that words name: "styrelsemötena" and "styrelsemote" are both "styrelsemote"."""
    name = slug(words)
    for pattern, base in _BASE_FORMS:
        changed, count = re.subn(pattern, base, name)
        if count:
            return changed
    return name


def series_words(series: str) -> str:
    """The series as people write it, "styrelsemöte", where the letters are known."""
    for pattern, letters in _LETTERS:
        series = re.sub(pattern, letters, series)
    return series


def cut(text: str) -> str:
    """What a message repeats of a text that somebody wrote."""
    return shorten(printable(text), 60)
