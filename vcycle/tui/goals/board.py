"""The goals as rows: grouped by area or in one list, filtered by state and words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from vcycle.model.measure import Number, Reading, Unset
from vcycle.model.text import printable, shorten
from vcycle.rules.measures import number_text
from vcycle.services.goals import Standing
from vcycle.services.goals_shown import SIGNS, sign
from vcycle.services.search import plain

State = Literal["missed", "open", "undecided", "unset", "fulfilled", "away", "none"]
"""Where a goal stands, what needs attention first; `away` does not apply now, `none` has no measure."""
WORDS: dict[State, str] = {
    "missed": "ej uppnått", "open": "pågår", "undecided": "kan inte avgöras", "unset": "ingen siffra",
    "fulfilled": "uppfyllt", "away": "ej tillämpligt", "none": "inget mått",
}  # fmt: skip
_NOT_JUDGED: tuple[State, ...] = ("unset", "away", "none")
STATE_SIGNS: dict[State, str] = {**dict.fromkeys(_NOT_JUDGED, "–"), **{state: SIGNS[state] for state in SIGNS}}
LONGEST = 200
_SHORT: dict[State, str] = {"undecided": "underlag saknas"}
_PERIODS = {"week": "v.", "month": "mån.", "term": "term."}


class Gauge(NamedTuple):
    """What a meter shows."""

    value: Number
    target: Number
    forecast: Number | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A goal as a line: all its texts are printable, `folded` is what a search sees."""

    standing: Standing
    area: str
    state: State
    sign: str
    name: str
    number: str
    gauge: Gauge | None
    folded: str

    @property
    def id(self) -> str:
        return self.standing.goal.id


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the goals of an area, with how many of them stand where."""

    name: str
    counts: tuple[tuple[State, int], ...]


Line = Row | Heading


def state_of(standing: Standing) -> State:
    """The kind of state that a goal is found under."""
    measure, reading = standing.goal.measure, standing.reading
    if measure is None:
        return "none"
    if not reading.applies:
        return "away"
    return "unset" if isinstance(measure, Unset) else reading.state


def rows_of(areas: Mapping[str, Sequence[Standing]]) -> list[Row]:
    """A row for each goal, in the order of the plan."""
    return [_row(area, standing) for area, standings in areas.items() for standing in standings]


def _row(area: str, standing: Standing) -> Row:
    name = shorten(printable(standing.goal.text), LONGEST)
    state = state_of(standing)
    return Row(
        standing=standing,
        area=shorten(printable(area), LONGEST),
        state=state,
        sign=sign(standing),
        name=name,
        number=_number(standing, state),
        gauge=gauge_of(standing),
        folded=plain(f"{standing.goal.text}\n{area}\n{WORDS[state]}\n{standing.reading.reason}"),
    )


def gauge_of(standing: Standing) -> Gauge | None:
    """What there is to measure: value and target, of the running period where each is judged by itself.

    Once one of those has been missed, or all are over, it is how many were reached.
    """
    reading, state = standing.reading, state_of(standing)
    if state not in ("missed", "open", "fulfilled", "undecided"):
        return None
    if _apart(reading):
        return Gauge(sum(bucket.state == "fulfilled" for bucket in reading.buckets), len(reading.buckets))
    value = reading.low if reading.value is None else reading.value
    if value is None or reading.target is None:
        return None
    return Gauge(value, reading.target, reading.forecast if state == "open" else None)


def _apart(reading: Reading) -> bool:
    """Whether several periods are judged, each by itself, and it is already known how they went."""
    return _has_periods(reading) and reading.state != "open"


def _has_periods(reading: Reading) -> bool:
    return len(reading.buckets) > 1 and any(bucket.state != "undecided" for bucket in reading.buckets)


def _number(standing: Standing, state: State) -> str:
    """ "2 av 3", "40 000 av 100 000 kr", "3 av 12 mån."; what stands in the way of a number."""
    reading, gauge = standing.reading, gauge_of(standing)
    if state == "unset":
        return f"{number_text(reading.value or 0, reading.unit)}, inget tal"
    if gauge is None:
        return "" if state in ("missed", "open", "fulfilled") else _SHORT.get(state, WORDS[state])
    if _apart(reading):
        return f"{gauge.value} av {gauge.target} {_period(standing)}".strip()
    value, target = (number_text(number, reading.unit) for number in gauge[:2])
    unit = " kr" if reading.unit == "öre" else ""
    per = f" per {_period(standing)}" if _has_periods(reading) else ""
    return f"{value.removesuffix(unit)} {'mot' if reading.unit == 'share' else 'av'} {target}{per}"


def _period(standing: Standing) -> str:
    return _PERIODS.get(getattr(standing.goal.measure, "per", ""), "")


def counts_of(rows: Iterable[Row]) -> dict[State, int]:
    """How many goals stand where, of the states that there are, what needs attention first."""
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in WORDS if counts[state]}


def fitting(rows: Sequence[Row], state: State | None, words: str) -> list[Row]:
    """The rows in that state that hold all the words, whatever their case and accents."""
    wanted = plain(words).split()
    return [row for row in rows if state in (None, row.state) and all(word in row.folded for word in wanted)]


def in_areas(rows: Sequence[Row]) -> Iterator[Line]:
    """The rows under headings, in their order."""
    areas: dict[str, list[Row]] = {}
    for row in rows:
        areas.setdefault(row.area, []).append(row)
    for name, held in areas.items():
        yield Heading(name, tuple(counts_of(held).items()))
        yield from held


def in_one_list(rows: Sequence[Row]) -> list[Row]:
    """The rows with what needs attention first; of those in the same state the ones that lag behind."""
    order = {state: place for place, state in enumerate(WORDS)}
    return sorted(rows, key=lambda row: (order[row.state], row.standing.reading.trend != "behind"))
