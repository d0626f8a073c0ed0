"""A goal as people meet it: the word for its state, how it was counted, and each fact behind the number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from vcycle.model.core import Area, Goal, Log, Person, Series, Unit
from vcycle.model.derived import Fact, Section
from vcycle.model.measure import Level, MeasureState, Reading, Unset
from vcycle.model.period import Period
from vcycle.model.text import normal
from vcycle.model.values import format_measure, format_money
from vcycle.model.wording.words import plain_date
from vcycle.rules.measures import number_text, series_of
from vcycle.services.counting import WORDS, counted_words
from vcycle.services.goals import Standing, basis_of, readings
from vcycle.services.records.directory import directory_of
from vcycle.services.source_words import source_words
from vcycle.services.workspace import Workspace

SIGNS: dict[MeasureState, str] = {"fulfilled": "✓", "missed": "✗", "open": "…", "undecided": "?"}
_WORDS: dict[MeasureState, str] = {
    "fulfilled": "uppfyllt", "missed": "ej uppnått", "open": "pågår", "undecided": "kan inte avgöras",
}  # fmt: skip
NO_AREA = "Utan område"
_PERS = {"week": "i veckan", "month": "i månaden", "term": "per termin", "": ""}


def state_words(standing: Standing) -> str:
    """ "uppfyllt", "pågår, uppfyllt enligt plan", "ingen siffra"; of a goal that nobody counts, "inget mått"."""
    reading, measure = standing.reading, standing.goal.measure
    if measure is None:
        return "inget mått"
    if not reading.applies:
        return "ej tillämpligt"
    if isinstance(measure, Unset):
        return "ingen siffra"
    word = _WORDS[reading.state]
    return f"{word}, uppfyllt enligt plan" if reading.state == "open" and reading.plan_state == "fulfilled" else word


def account(standing: Standing) -> str:
    """ "uppfyllt: 3 av 3 möten i år"; a sentence that begins with the word for its state says it once."""
    word, reason = state_words(standing), standing.reading.reason
    return reason if reason.casefold().startswith(word) else f"{word}: {reason}"


def sign(standing: Standing) -> str:
    """The sign of its state; a dash for what is not judged."""
    judged = standing.goal.measure is not None and not isinstance(standing.goal.measure, Unset)
    return SIGNS[standing.reading.state] if judged and standing.reading.applies else "–"


def by_area(space: Workspace, year: int) -> dict[str, list[Standing]]:
    """All goals under the first of their areas, in the order of the plan."""
    names = {area.id: area.name for area in space.store.find(Area)}
    found: dict[str, list[Standing]] = {}
    for standing in readings(space, year):
        name = next((names[area] for area in standing.goal.areas if area in names), NO_AREA)
        found.setdefault(name, []).append(standing)
    return found


def handles(space: Workspace) -> dict[str, str]:
    """What people call each goal, by its id: its key in its plan, else the beginning of its id."""
    goals = space.store.find(Goal)
    taken = Counter(map(_key, goals))
    directory, kind = directory_of(space), space.registry.of(Goal)
    return {g.id: key if (key := _key(g)) and taken[key] == 1 else directory.short_id(kind, g.id) for g in goals}


def find_goal(space: Workspace, reference: str) -> Goal:
    """The goal that `reference` means: its key in its plan, its id or the beginning of it, or its text.

    Raises `NotFound` with what resembles it.
    """
    keyed = [goal for goal in space.store.find(Goal) if _key(goal) == normal(reference)]
    if len(keyed) == 1:
        return keyed[0]
    found = directory_of(space).find(space.registry.of(Goal), reference)
    assert isinstance(found, Goal)
    return found


def _key(goal: Goal) -> str:
    return goal.plan_item.partition("@")[0].rpartition("/")[2]


def told(space: Workspace, standing: Standing, year: int) -> list[Section]:
    """What the goal says, how it was counted, and the facts behind the number."""
    sections = [Section(title=standing.goal.text, text="\n".join(lines(space, standing)))]
    if len(standing.reading.buckets) > 1:
        sections.append(_buckets(standing.reading))
    if facts := evidence(space, standing, year):
        sections.append(_evidence(space, standing, facts))
    return sections


def lines(space: Workspace, standing: Standing) -> Iterator[str]:
    """Where the goal stands, how it was counted, where it is going, and what the plan says, a sentence each."""
    goal, reading = standing
    yield f"{sign(standing)} {account(standing)}."
    if goal.measure is not None:
        yield f"Mått: {format_measure(goal.measure)}."
    yield from _numbers(reading)
    if reading.left:
        yield f"Kvar: {', '.join(_names(space, reading.left))}."
    if goal.quote:
        yield f"Planen: ”{goal.quote}”"
    if goal.source:
        yield source_words(goal.source)


def _numbers(reading: Reading) -> Iterator[str]:
    """What the sentence may have left out: the interval, and where it is going."""
    unit = reading.unit
    if reading.period is not None:
        yield f"Räknat {plain_date(reading.period.start)} till {plain_date(reading.period.end)}."
    if reading.low is not None and reading.high is not None and reading.low != reading.high:
        low, high = (number_text(n, "share" if n <= 1 else unit) for n in (reading.low, reading.high))
        yield f"Mellan {low} och {high}, eftersom uppgifter saknas."
    is_ahead = reading.forecast != reading.value  # a mean stays what it is
    if reading.forecast is not None and is_ahead and reading.state == "open":
        aim = f", målet är {number_text(reading.target, unit)}" if reading.target is not None else ""
        yield f"Prognos: {number_text(reading.forecast, unit)} vid periodens slut{aim}."
    if reading.pace is not None and reading.state == "open":
        yield f"Härifrån behövs {number_text(reading.pace, unit)} {_PERS.get(reading.pace_per, 'om året')}."


def _names(space: Workspace, words: tuple[str, ...]) -> list[str]:
    """The words, with the names of persons and associations for their ids."""
    names: dict[str, str] = {}
    if words:
        names = {p.id: p.name for p in space.store.find(Person)} | {u.id: u.name for u in space.store.find(Unit)}
    return [names.get(word, word) for word in words]


def _buckets(reading: Reading) -> Section:
    unit = reading.unit if reading.unit == "öre" else ""
    rows = tuple(
        (bucket.label, number_text(bucket.held, unit), number_text(bucket.planned, unit), _alone(bucket.state))
        for bucket in reading.buckets
    )
    return Section(title="Period för period", header=("Period", "Genomfört", "Planerat", "Läge"), rows=rows)


def _alone(state: MeasureState) -> str:
    """The word for one of several periods; nothing for one that is not judged by itself."""
    return "" if state == "undecided" else _WORDS[state]


def evidence(space: Workspace, standing: Standing, year: int) -> list[Fact]:
    """The facts that were counted, by day."""
    measure = standing.goal.measure
    if measure is None or standing.reading.period is None:
        return []
    facts = basis_of(space, year, [measure]).facts.between(series_of(measure, space.years), _ALWAYS)
    wanted = set(standing.reading.evidence)
    return [fact for fact in facts if fact.ref in wanted and not fact.planned]


_ALWAYS = Period(date.min, date.max)


def _evidence(space: Workspace, standing: Standing, facts: list[Fact]) -> Section:
    notes = {log.id: log.note for log in space.store.find(Log)}
    in_kronor = {series.key for series in space.store.find(Series, unit="kronor")}
    if isinstance(standing.goal.measure, Level) and standing.goal.measure.money:
        in_kronor |= {fact.series for fact in facts}
    rows = []
    for fact in facts:
        people = counted_words({name: getattr(fact, name) for name in WORDS})
        more = (people, ", ".join(_names(space, fact.tags)), fact.place, notes.get(fact.ref, ""))
        amount = format_money(fact.amount) if fact.series in in_kronor else number_text(fact.amount)
        rows.append((str(fact.day), fact.series, amount, "; ".join(filter(None, more))))
    return Section(title="Underlag", header=("Dag", "Serie", "Antal", "Mer"), rows=tuple(rows))
