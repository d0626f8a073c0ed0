"""Schedules in Swedish words, both ways: `parse_schedule(format_schedule(s)) == s` for every valid schedule."""

from __future__ import annotations

import msgspec

from vcycle.model.schedule import Schedule
from vcycle.model.wording import saying as schedule_say
from vcycle.model.wording.endings import FIRM, LOOSE, split_ending
from vcycle.model.wording.reading import read
from vcycle.model.wording.words import cut, tidy

EXAMPLES = ("sista torsdagen varje månad", "8 mars", "en vecka före varje styrelsemöte")
# Words longer than this are no words; a schedule that needs more is written as JSON.
_LONGEST = 5000


def parse_schedule(text: str) -> Schedule:
    """The schedule that Swedish words, a raw RRULE or the JSON of `format_schedule` say.

    Raises ValueError with a Swedish sentence: what cannot be read, or why it cannot be.
    """
    if text.lstrip().startswith("{"):
        return _decoded(text)
    words = tidy(text)
    schedule = _read(words) if 0 < len(words) <= _LONGEST else None
    if schedule is None:
        examples = ", ".join(f"”{example}”" for example in EXAMPLES[:-1])
        raise ValueError(
            f"”{cut(words)}” går inte att läsa som en tid; skriv till exempel {examples} eller ”{EXAMPLES[-1]}”"
        )
    return schedule


def _read(text: str) -> Schedule | None:
    """Endings that no pattern holds come off first, the table follows, then endings that a pattern may hold."""
    ending = split_ending(text, FIRM)
    if ending is None:
        if (schedule := read(text)) is not None:
            return schedule
        if (ending := split_ending(text, LOOSE)) is None:
            return None
    rest, apply = ending
    schedule = _read(rest)
    return None if schedule is None else apply(schedule)


def _decoded(text: str) -> Schedule:
    try:
        schedule: Schedule = msgspec.json.decode(text, type=Schedule)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise ValueError(f"”{cut(text)}” är inget schema; skriv hellre med ord, till exempel 8 mars") from None
    return schedule


def format_schedule(schedule: Schedule) -> str:
    """The schedule in words where words say all of it; else the RRULE with what goes with it; else as JSON."""
    for words in schedule_say.candidates(schedule):
        if _reads_back(words, schedule):
            return words
    return msgspec.json.encode(schedule).decode()


def _reads_back(words: str, schedule: Schedule) -> bool:
    try:
        return parse_schedule(words) == schedule
    except ValueError:
        return False
