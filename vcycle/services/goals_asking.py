"""What a goal asks of the board: a number, where growth began, or how it is to be counted; and writing the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Literal

from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.core import Goal, Log, Series
from vcycle.model.measure import Count, Level, Measure, Per, Reading, Unset
from vcycle.model.text import quoted
from vcycle.model.values import format_money, parse_measure, said
from vcycle.model.wording.words import joined
from vcycle.rules.measures import faults, series_of
from vcycle.services.goals import Standing, basis_of, reading_of, units_of
from vcycle.services.logbook import fact_of, known_series
from vcycle.services.logline import amount_of
from vcycle.services.records.input import action_label
from vcycle.services.workspace import Workspace

_A_YEAR = timedelta(days=365)
Lack = Literal["", "number", "baseline", "measure"]


def lack_of(standing: Standing) -> Lack:
    """What only the board can say about the goal; nothing when it is counted, or does not apply."""
    measure, reading = standing.goal.measure, standing.reading
    if measure is None:
        return "measure"
    if isinstance(measure, Unset):
        return "number"
    asks = isinstance(measure, Level) and measure.growth is not None and reading.target is None
    return "baseline" if asks and reading.applies and reading.state == "undecided" else ""


def with_number(space: Workspace, measure: Unset, text: str, per: Per) -> Measure:
    """The same things counted against a number of them, or kronor, in each `per`; raises ValueError."""
    number, is_money = _amount(text)
    in_kronor = any(series.unit == "kronor" for series in _series(space, measure))
    if in_kronor and not is_money:
        raise ValueError("Det här räknas i kronor. Skriv till exempel 4 500 kr.")
    if number < 1:
        raise ValueError("Talet ska vara minst 1.")
    kept: dict[str, Any] = {
        "when": measure.when,
        "noun": measure.noun,
        "only": measure.only,
        "without": measure.without,
    }
    if not is_money:
        return _checked(space, Count(series=measure.series, per=per, min=number, **kept))
    if len(measure.series) > 1:
        raise ValueError("Ett belopp kan bara räknas i en enda serie.")
    least = format_money(number)
    return _checked(space, Level(metric=measure.series[0], sum=True, money=True, min=least, per=per, **kept))


def _series(space: Workspace, measure: Unset) -> list[Series]:
    return [series for series in space.store.find(Series) if series.key in measure.series]


def baseline_fact(space: Workspace, measure: Level, text: str, year: int) -> Log:
    """The reading that growth in `year` begins from, as a fact to be noted: a measure holds no year, a fact does.

    It lies on the first day of the year, or today when that has not come. Raises ValueError or `InputError`.
    """
    number, is_money = _amount(text)
    if number < 1:
        raise ValueError("Från noll går det inte att räkna procent. Talet ska vara minst 1.")
    start = space.years.year(year).start
    day = space.today if start - _A_YEAR < space.today < start else start
    return fact_of(space, measure.metric, day=day, new=True, amount=number, is_money=is_money, tags=measure.only[:1])


def target_from(space: Workspace, measure: Level, baseline: int, year: int) -> Reading:
    """What the measure would say in `year` if growth began at `baseline`."""
    return reading_of(replace(measure, baseline=baseline), basis_of(space, year, [measure]))


def _amount(text: str) -> tuple[int, bool]:
    if not text.strip():
        raise ValueError("Skriv ett tal.")
    try:
        return amount_of(text)
    except ValueError:
        raise ValueError(f"{said(text)} är inget tal. Skriv till exempel 3, eller 4 500 kr.") from None


def in_words(space: Workspace, text: str) -> Measure:
    """The measure that words say; raises ValueError with how to say it."""
    return _checked(space, parse_measure(text))


def _checked(space: Workspace, measure: Measure) -> Measure:
    if wrong := faults(measure, years=space.years, units=units_of(space)):
        raise ValueError("; ".join(wrong))
    return measure


def supposed(space: Workspace, goal: Goal, measure: Measure, year: int) -> Standing:
    """The goal as it would stand in `year` with another measure; nothing is saved."""
    return Standing(replace(goal, measure=measure), reading_of(measure, basis_of(space, year, [measure])))


def set_measure(space: Workspace, goal: Goal, measure: Measure) -> Goal:
    """Save the goal with another measure, as one step.

    Raises `NotFound` when the goal is gone, and `InputError` when somebody has changed its measure since `goal`.
    """
    with space.store.transaction(action_label("Ändrade", space.registry.of(Goal), goal.text)) as transaction:
        now = space.store.get(Goal, goal.id)
        if now.measure != goal.measure:
            raise InputError("Någon annan har ändrat målets mått under tiden.", hint="Stäng och öppna målet igen.")
        return transaction.put(replace(now, measure=measure))


def series_counted(space: Workspace, goal: Goal) -> list[str]:
    """What facts the goal counts."""
    return [] if goal.measure is None else list(series_of(goal.measure, space.years))


def counting(space: Workspace, series: str) -> list[Goal]:
    """The goals that count a series, in the order they stand in the register."""
    return [goal for goal in space.store.find(Goal) if series in series_counted(space, goal)]


def told_of(space: Workspace, fact: Log, most: int = 3) -> Iterator[str]:
    """Where the goals that count a fact stand now, a sentence each, the first `most` of them."""
    year = space.years.year_of(fact.day)
    for goal in counting(space, fact.series)[:most]:
        assert goal.measure is not None
        reading = reading_of(goal.measure, basis_of(space, year, [goal.measure]))
        yield f"{quoted(goal.text)}: {reading.reason}."


def unknown_words(space: Workspace, measure: Measure) -> str:
    """A remark about series that no goal alone should have, so that somebody may have misspelt them."""
    known = set(known_series(space, goals=False))
    names = [name for name in series_of(measure, space.years) if name not in known]
    return f"Inget annat har serien {joined(map(quoted, names))} än; är det rätt stavat?" if names else ""
