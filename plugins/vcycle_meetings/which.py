"""Which meeting somebody means by a few words: "oktober", "10/10", "styrelsemöte oktober", "nästa", "i september"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from vcycle.api import Context, InputError, Period, slug
from vcycle_meetings.occasions import Occasion, occasions
from vcycle_meetings.steps import small
from vcycle_meetings.terms import listed, month_of
from vcycle_meetings.wording import WEEKDAYS

COMING = 400
"""Days at each side of today in which the meeting is looked for."""
SHOWN = 6
NEXT = {"nasta", "kommande", "narmaste"}
LAST = {"senaste", "forra", "sista"}
FILLERS = {"i", "den", "pa", "till", "om", "for", "fran", "mote", "motet", "e", "a"}
_WEEK = re.compile(r"\b(?:v|vecka)\s*([0-9]{1,2})\b", re.IGNORECASE)
WHICH = "Till exempel ”nästa”, ”oktober”, ”10/10” eller ”styrelsemöte oktober”. Tomt: nästa möte."


def sought(context: Context, text: str) -> Occasion:
    """The meeting that somebody means: "" or "nästa" the next; a kind, the next of it; a day or a month; an id.

    Raises InputError that names those that fit when several do, or those there are when none does.
    """
    there = [o for o in occasions(context, _around(context.today)) if not o.cancelled]
    wanted = " ".join(text.split())
    hour, rest = _clock(wanted)
    parts = _WEEK.sub(r"w\1", re.sub("[.,:]", " ", rest)).split()
    if own := [o for o in there if wanted in (o.entry.id, o.entry.record)]:
        return own[0]
    words = [slug(word) if "/" not in word else word for word in parts]
    telling = [word for word in words if word and word not in NEXT | LAST | FILLERS]
    kinds = [word for word in telling if any(_is_kind(o, word) for o in there)]
    exact = [o for o in there if slug(rest) in (o.practice.series, slug(o.entry.title))]
    fitting = exact or [o for o in there if all(_is(o, word) for word in telling)]
    fitting = [o for o in fitting if hour in (None, o.entry.start_time)]
    ahead = [o for o in fitting if o.day >= context.today]
    behind = [o for o in fitting if o.day < context.today]
    if LAST & {*words}:
        ahead, behind = [], [o for o in behind if o.day == behind[-1].day]
    elif NEXT & {*words} or exact or len(kinds) == len(telling):
        ahead, behind = [o for o in ahead if o.day == ahead[0].day], []
    found = ahead or behind
    if len(found) != 1:
        raise _refusal(wanted, found, there, context.today)
    return found[0]


_CLOCK = re.compile(r"\b(?:kl\.?|klockan) ?([01]?[0-9]|2[0-3])[.:]([0-5][0-9])\b", re.IGNORECASE | re.ASCII)


def _clock(text: str) -> tuple[time | None, str]:
    """The hour that a text says ("kl 18.30"), if any, and what is left of it."""
    match = _CLOCK.search(text)
    return (time(int(match[1]), int(match[2])) if match else None), _CLOCK.sub("", text).strip()


def _around(today: date) -> Period:
    return Period(today - timedelta(COMING), today + timedelta(COMING))


def _is(occasion: Occasion, word: str) -> bool:
    """Whether a word says something that is true of a meeting: its kind, its weekday, month, day or year."""
    return _is_kind(occasion, word) or _is_day(occasion.day, word)


def _is_kind(occasion: Occasion, word: str) -> bool:
    """ "styrelse", "årsmötet" and "styrelsemöten" too."""
    names = {occasion.practice.series, slug(occasion.entry.title)}
    return len(word) > 2 and any(
        name.startswith(word) or word in name.split("-") or word in _endings(name) for name in names
    )


def _endings(name: str) -> set[str]:
    return {name + ending for ending in ("t", "n", "na", "ts", "s", "et", "en")}


def _is_day(day: date, word: str) -> bool:
    if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})(?:[/-]([0-9]{4}))?", word):
        return (int(match[1]), int(match[2])) == (day.day, day.month) and match[3] in (None, str(day.year))
    if match := re.fullmatch(r"(w?)([0-9]{1,2})e?", word):
        return int(match[2]) == (day.isocalendar().week if match[1] else day.day)
    weekday = slug(WEEKDAYS[day.weekday()])
    return (
        word in (str(day), str(day.year))
        or month_of(word) == day.month
        or (len(word) > 1 and (weekday.startswith(word) or word.removesuffix("en") == weekday))
    )


def _refusal(wanted: str, found: Sequence[Occasion], there: Sequence[Occasion], today: date) -> InputError:
    if found:
        names = listed(_apart(found[:SHOWN], today))
        what = f"Flera möten passar på ”{wanted[:40]}”" if wanted else "Flera möten är de närmaste"
        hint = "Skriv dagen också." if len({o.day for o in found}) > 1 else "Skriv det som i listan."
        return InputError(f"{what}: {names}.", hint=hint)
    ahead = [o for o in there if o.day >= today]
    names = listed(_named(o, today) for o in ahead[:SHOWN])
    hint = f"De närmaste mötena: {names}." if names else "Lägg ut möten först: ”Lägg ut en termins möten”."
    return InputError(
        f"Inget möte passar på ”{wanted[:40]}”." if wanted else "Det finns inget möte framöver.", hint=hint
    )


def _apart(found: Sequence[Occasion], today: date) -> Iterator[str]:
    """What each of several can be called: with its hour where others are called the same, or else its id."""
    plain = Counter(_named(o, today) for o in found)
    timed = Counter((_named(o, today), o.entry.start_time) for o in found)
    for o in found:
        name, hour = _named(o, today), o.entry.start_time
        if plain[name] == 1:
            yield name
        elif hour and timed[name, hour] == 1:
            yield f"{name} kl {hour:%H.%M}"
        else:
            yield f"{o.entry.record if o.record else o.entry.id} ({name})"


def _named(occasion: Occasion, today: date) -> str:
    """ "styrelsemöte 10/10", as it can be written; with its year where that is not this year."""
    day = occasion.day
    return f"{small(occasion.kind)} {day.day}/{day.month}{f' {day.year}' if day.year != today.year else ''}"
