"""The year in numbers: how often each thing was held, who came, and how it was the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from vcycle.model.core import Activity, Series
from vcycle.model.derived import Fact, Section
from vcycle.model.period import Period
from vcycle.rules.measures import number_text
from vcycle.services.marks import series_of
from vcycle.services.workspace import Workspace

HEADER = ("Vad", "Genomfört", "Året före", "Återstår", "Kvinnor", "Män", "Annat", "Uppgift saknas", "Andel kvinnor")
PEOPLE = ("women", "men", "others", "unknown")


def numbers(space: Workspace, year: int) -> Iterator[Section]:
    """A row for each series that was held or logged in the year."""
    period = space.years.year(year)
    now, before = _held(space, period), _held(space, space.years.year(year - 1))
    names = _names(space, period)
    # What a plugin counts under a name that nobody sees, it tells of itself.
    shown = {series: facts for series, facts in now.items() if series in names or facts[0].plugin == "core"}
    left = _left(space, period)
    rows = [
        (names.get(series, series), *_cells(facts, before.get(series, ()), left.get(series, 0)))
        for series, facts in shown.items()
    ]
    if rows:
        rows.sort(key=lambda row: row[0].casefold())
        text = "Så många gånger det har skett och hur många som deltog; vad som återstår enligt årets plan."
        yield Section(title="Året i siffror", text=text, header=HEADER, rows=tuple(rows))


def _held(space: Workspace, period: Period) -> dict[str, list[Fact]]:
    """What happened, by series."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in space.facts(period):
        if not fact.planned:
            found[fact.series].append(fact)
    return found


def _left(space: Workspace, period: Period) -> dict[str, int]:
    """How many are planned and not ticked off, by series."""
    found: defaultdict[str, int] = defaultdict(int)
    for fact in space.facts(period):
        found[fact.series] += fact.planned
    return found


def _cells(facts: Sequence[Fact], before: Sequence[Fact], left: int) -> tuple[str, ...]:
    people = [sum(getattr(fact, who) for fact in facts) for who in PEOPLE]
    earlier = _amount(before) if before else ""
    counts = (str(count) if count else "" for count in people)
    return (_amount(facts), earlier, str(left) if left else "", *counts, _share(people))


def _amount(facts: Sequence[Fact]) -> str:
    return number_text(sum(fact.amount for fact in facts))


def _share(people: Sequence[int]) -> str:
    """ "63 %"; where the gender of some is unknown, what it is at least and at most."""
    women, _men, _others, unknown = people
    total = sum(people)
    if not total:
        return ""
    low, high = (number_text(Fraction(count, total), "share") for count in (women, women + unknown))
    return low if low == high else f"{low.removesuffix(' %')}\N{EN DASH}{high}"


def _names(space: Workspace, period: Period) -> dict[str, str]:
    """What people call each series: its own title, the one that all in it have, else what it is a series of."""
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for entry in space.entries(period):
        titles[entry.series].add(entry.title)
    for activity in space.store.find(Activity):
        titles[activity.series].add(activity.title)
    kinds = {series_of(kind, mark): kind.plural for kind in space.registry for mark in kind.marks}
    names = {
        series: min(said) if len(said) == 1 else _capital(kinds.get(series) or series.replace("-", " "))
        for series, said in titles.items()
        if series
    }
    return names | {series.key: series.title for series in space.store.find(Series) if series.title}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
