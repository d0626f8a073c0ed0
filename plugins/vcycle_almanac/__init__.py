"""Almanacka: red days, eves and election days in the wheel, days of one's own, and meetings that happen to hit them.

Switch it on in vcycle.toml with `[plugins]` and `almanac = "vcycle_almanac"`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from vcycle.api import (
    Activity,
    Context,
    Entry,
    Finding,
    Mark,
    Period,
    Record,
    RecordType,
    Struct,
    Yearly,
    election_day,
    eve,
    field,
    hookimpl,
    plain_date,
    red_day,
)

VCYCLE_API = 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written, and the day somebody last compared it with our reckoning."""

    text: str
    checked: date

    def __str__(self) -> str:
        return f"{self.text} (kontrollerat {self.checked})"


HOLIDAYS_LAW = Source("lag (1989:253) om allmänna helgdagar", date(2026, 11, 20))
ELECTIONS_LAW = Source("vallagen (2005:837) 1 kap. 3 §", date(2026, 11, 20))

LONG = 3
"""Days: whatever goes on for longer has room for a holiday in it."""


class Settings(Struct, frozen=True):
    """What an association may decide about its almanac."""

    ring: Annotated[str, field("Ring", help="Hjulets ring för almanackans dagar.")] = "Almanacka"
    red_days: Annotated[bool, field("Röda dagar")] = True
    eves: Annotated[bool, field("Aftnar", help="Valborg, midsommarafton och de andra.")] = True
    elections: Annotated[bool, field("Valdagar")] = True
    exported: Annotated[
        bool, field("Röda dagar i kalenderfilen", help="De flesta telefoner har dem redan, och då blir de dubbla.")
    ] = False
    ahead: Annotated[int, field("Dagar framåt", help="Så tidigt sägs det att något krockar.", ge=0, le=400)] = 60


class Day(Record, frozen=True):
    """A day, or some days, to know about: a school holiday, a market, the association's own feast."""

    title: Annotated[str, field("Rubrik", column=True, min_length=1, max_length=200)]
    first: Annotated[date, field("Första dagen", column=True)]
    last: Annotated[date | None, field("Sista dagen", column=True, help="Tomt: bara en dag.")] = None
    avoid: Annotated[bool, field("Undvik möten", help="Säger till när något krockar.")] = True
    note: Annotated[str, field("Anteckning", multiline=True)] = ""


def _day_problems(day: Day) -> Mapping[str, str]:
    if day.last is not None and day.last < day.first:
        return {"last": "ligger före första dagen"}
    return {}


DAY = RecordType(
    Day,
    "almanac.day",
    "märkesdag",
    "märkesdagar",
    name_field="title",
    marks=(Mark("first", end="last"),),
    validate=_day_problems,
)


@hookimpl
def vcycle_settings() -> type[Struct]:
    return Settings


@hookimpl
def vcycle_record_types() -> list[RecordType]:
    return [DAY]


@hookimpl
def vcycle_entries(context: Context, period: Period) -> Iterator[Entry]:
    settings: Settings = context.settings
    for day in period:
        if settings.red_days and (name := red_day(day)):
            yield _entry("red", name, day, settings, source=str(HOLIDAYS_LAW), exported=settings.exported)
        if settings.eves and (name := eve(day)):
            yield _entry("eve", name, day, settings, exported=settings.exported)
    if settings.elections:
        for year in range(period.start.year, period.end.year + 1):
            if (day_of_election := election_day(year)) and day_of_election in period:
                yield _entry("election", "valdag", day_of_election, settings, source=str(ELECTIONS_LAW), exported=True)


def _entry(kind: str, name: str, day: date, settings: Settings, *, exported: bool, source: str = "") -> Entry:
    """A day of the almanac. Series and slot are for ever: steps may hang on them, phones remember them."""
    return Entry(
        record=f"almanac.{kind}",
        slot=str(day.year) if kind == "election" else day.isoformat(),
        title=name[0].upper() + name[1:],
        start=day,
        end=day,
        series=name,
        ring=settings.ring,
        source=source,
        exported=exported,
    )


@hookimpl
def vcycle_findings(context: Context) -> Iterator[Finding]:
    settings: Settings = context.settings
    soon = Period(context.today, context.today + timedelta(settings.ahead))
    own_days = [day for day in context.store.find(Day) if day.avoid]
    meant = {activity.id for activity in context.store.find(Activity) if isinstance(activity.schedule, Yearly)}
    for entry in context.entries(soon):
        if not _may_collide(entry, context.today, meant):
            continue
        for day, name in _collisions(entry, own_days):
            yield Finding(
                level="info",
                message=f"”{entry.title}” {plain_date(day)} krockar med {name}.",
                hint="Flytta tillfället, om det inte är meningen.",
                due=entry.start,
                ref=entry.id,
            )


def _may_collide(entry: Entry, today: date, meant: set[str]) -> bool:
    """Whether an entry is a short activity to come, on a day that nobody chose for its date."""
    if entry.plugin != "core" or entry.state not in ("planned", "moved") or entry.start is None or entry.start < today:
        return False
    return entry.state == "moved" or entry.record not in meant


def _collisions(entry: Entry, own_days: list[Day]) -> Iterator[tuple[date, str]]:
    """The first day that a short entry shares with each red day, eve and day of one's own, with that day's name."""
    assert entry.start is not None
    days = list(Period(entry.start, entry.end or entry.start))
    if len(days) > LONG:
        return
    named = [(day, name) for day in days if (name := red_day(day) or eve(day))]
    for own in own_days:
        named += [(day, own.title) for day in days if own.first <= day <= (own.last or own.first)][:1]
    for day, name in named:
        if name.casefold() not in entry.title.casefold():
            yield day, name
