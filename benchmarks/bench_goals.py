"""All readings of a year: 400 goals over ten years of facts, against the same goals over that year's facts alone.

Facts are looked up by series and day, so years of history must not cost. Rows are interleaved; compare the ratio. How
long it takes to put the facts in their index is shown beside, because that is done once, when they are loaded.

    python benchmarks/bench_goals.py [--rounds 25]
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from processes import report

from vcycle.model.derived import Fact
from vcycle.model.measure import Count, Level, Measure, OfWhich, Share, State, Unset
from vcycle.model.period import Years
from vcycle.rules.measures import Basis, Entity, FactIndex, read

FACTS, YEARS, SERIES, GOALS = 20_000, 10, 100, 400
YEAR = 2026
TODAY = date(YEAR, 10, 20)
LIMIT = 1.2
UNITS = tuple(Entity(f"u{n}", f"Förening {n}") for n in range(20))


def facts() -> list[Fact]:
    """Ten years of 2 000 facts each, by day, spread over all series; one in ten is planned."""
    made = [
        Fact(
            series=f"serie-{n % SERIES}",
            day=date(YEAR - YEARS + 1 + n * YEARS // FACTS, 1, 1) + timedelta(days=n * 7 % 365),
            amount=n % 5 + 1,
            tags=("ordinarie", UNITS[n % 20].name) if n % 3 else ("extra",),
            women=n % 4,
            men=n % 3,
            planned=n % 10 == 0,
            ref=f"post{n}",
        )
        for n in range(FACTS)
    ]
    return sorted(made, key=lambda fact: fact.day)


def goals() -> list[Measure]:
    """Every kind of measure, each over a series of its own in turn."""
    found: list[Measure] = []
    for n in range(GOALS // 10):
        names = [f"serie-{(n * 10 + k) % SERIES}" for k in range(10)]
        found += (
            Count(series=(names[0],), min=3, per=("term", "month", "week", "activity_year")[n % 4]),
            Count(series=(names[1],), average=4, per="month"),
            Count(series=(names[2],), about=1, per="month"),
            Count(series=(names[3],), min=2, of_which=OfWhich(tag="extra"), without=("budget",)),
            Count(series=(names[4],), each="core.unit"),
            Share(series=(names[5],), who="women", min="1/2", per="term"),
            Level(metric=names[6], direction="up", sum=True),
            Level(metric=names[7], growth=15),
            State(fresh=names[8], max_age="30d"),
            Unset(series=(names[9],)),
        )
    return found


def basis(given: FactIndex) -> Basis:
    """A fresh basis, so that nothing worked out before is kept."""
    return Basis(today=TODAY, years=Years(), year=YEAR, facts=given, entities={"core.unit": UNITS})


def read_all(measures: list[Measure], given: FactIndex) -> list[str]:
    """Every reading of the year."""
    whole = basis(given)
    return [read(measure, whole).reason for measure in measures]


def seconds(measures: list[Measure], given: FactIndex) -> float:
    begun = perf_counter()
    read_all(measures, given)
    return perf_counter() - begun


def indexed(given: list[Fact], measures: list[Measure]) -> float:
    """How long the index and the first readings take together."""
    begun = perf_counter()
    read_all(measures, FactIndex(given))
    return perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    measures, every = goals(), facts()
    # A direction and a baseline compare with the year before, so that belongs to what a year needs.
    near = [fact for fact in every if fact.day.year >= YEAR - 1]
    this = [fact for fact in every if fact.day.year == YEAR]
    many, few = FactIndex(every), FactIndex(this)
    assert read_all(measures, many) == read_all(measures, FactIndex(near))
    taken: dict[str, list[float]] = {"ten years": [], "one year": [], "ten years, first": [], "one year, first": []}
    for _ in range(rounds):
        taken["ten years"].append(seconds(measures, many))
        taken["one year"].append(seconds(measures, few))
        taken["ten years, first"].append(indexed(every, measures))
        taken["one year, first"].append(indexed(this, measures))
    middle = {name: median(values) for name, values in taken.items()}
    for name in ("ten years, first", "one year, first"):
        print(f"  {name + ', index and all':<44}{middle[name] * 1000:8.1f} ms")
    title = f"Read {len(measures)} goals over {FACTS} facts in {YEARS} years"
    holds = report(title, "ten years of facts", middle["ten years"], "one year of facts", middle["one year"], LIMIT)
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
