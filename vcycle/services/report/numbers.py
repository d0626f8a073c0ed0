"""The year in numbers: how often each thing was held, who came, and how it was the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from vcycle.model.core import Activity, Goal, Series
from vcycle.model.derived import Fact, Section
from vcycle.model.measure import Level
from vcycle.model.period import Period
from vcycle.model.values import format_money
from vcycle.rules.measures import number_text
from vcycle.services.marks import series_of
from vcycle.services.report.evidence import Evidence, capital, kronor_series, named, ranges
from vcycle.services.workspace import Workspace

PEOPLE_HEADER = ("Kvinnor", "Män", "Annat", "Uppgift saknas", "Andel kvinnor")
HEADER = ("Vad", "Genomfört", "Året före", "Återstår", *PEOPLE_HEADER, "Underlag")
PEOPLE = ("women", "men", "others", "unknown")


def numbers(space: Workspace, year: int, cited: Evidence) -> Iterator[Section]:
    """A row for each series that was held or logged in the year; a figure that is read off shows its last reading."""
    period = space.years.year(year)
    now, before = _held(space, period), _held(space, space.years.year(year - 1))
    names, left, units = series_names(space, period), _left(space, period), _units(space)
    # What a plugin counts under a name that nobody sees, it tells of itself.
    shown = {series: facts for series, facts in now.items() if series in names or facts[0].plugin == "core"}
    rows = [
        (
            named(series, names),
            *_cells(facts, before.get(series, ()), left.get(series, 0), units.get(series, "")),
            ranges(cited.cite(facts)),
        )
        for series, facts in shown.items()
    ]
    if rows:
        rows.sort(key=lambda row: row[0].casefold())
        text = "Så många gånger det har skett och hur många som deltog; vad som återstår enligt årets plan."
        yield Section(title="Året i siffror", text=text, header=HEADER, rows=tuple(rows))


Sort = Literal["", "kronor", "reading", "reading in kronor"]
"""What an amount of a series is: a number of times, money, or a figure read off, which is never added up."""


def _units(space: Workspace) -> dict[str, Sort]:
    """The series that are no plain counts."""
    in_kronor = kronor_series(space)
    found: dict[str, Sort] = dict.fromkeys(in_kronor, "kronor")
    for goal in space.store.find(Goal):
        measure = goal.measure
        if isinstance(measure, Level) and not measure.sum and not measure.equals:
            for series in filter(None, (measure.metric, measure.share_of)):
                found[series] = "reading in kronor" if series in in_kronor or measure.money else "reading"
    return found


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


def _cells(facts: Sequence[Fact], before: Sequence[Fact], left: int, sort: Sort) -> tuple[str, ...]:
    people = [sum(getattr(fact, who) for fact in facts) for who in PEOPLE]
    earlier = _amount(before, sort) if before else ""
    counts = (str(count) if count else "" for count in people)
    return (_amount(facts, sort), earlier, str(left) if left else "", *counts, _share(people))


def _amount(facts: Sequence[Fact], sort: Sort) -> str:
    last = max(facts, key=lambda fact: (fact.day, fact.ref))
    amount = last.amount if sort.startswith("reading") else sum(fact.amount for fact in facts)
    return format_money(amount) if sort.endswith("kronor") else number_text(amount)


def _share(people: Sequence[int]) -> str:
    """ "63 %"; where the gender of some is unknown, what it is at least and at most."""
    women, _men, _others, unknown = people
    total = sum(people)
    if not total:
        return ""
    low, high = (number_text(Fraction(count, total), "share") for count in (women, women + unknown))
    return low if low == high else f"{low.removesuffix(' %')}\N{EN DASH}{high}"


def series_names(space: Workspace, period: Period) -> dict[str, str]:
    """What people call each series: its own title, the one that all in it have, else what it is a series of.

    The title of what no calendar file may hold names no series: a report is read by more people still.
    """
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for entry in space.entries(period):
        titles[entry.series].update((entry.title,) if entry.exported else ())
    for activity in space.store.find(Activity):
        titles[activity.series].add(activity.title)
    kinds = {series_of(kind, mark): kind.plural for kind in space.registry for mark in kind.marks}
    names = {
        series: min(said) if len(said) == 1 else capital(kinds.get(series) or series.replace("-", " "))
        for series, said in titles.items()
        if series
    }
    return names | {series.key: series.title for series in space.store.find(Series) if series.title}
