"""All readings of a year: 400 goals over ten years of facts, against the same goals over that year's facts alone.

Facts are looked up by series and day, so years of history must not cost. With one year alone a goal that compares with
the year before is undecided at once; with two years all readings are those of ten. Processor time, interleaved, so that
a busy machine disturbs all alike. Putting the facts in their index is done once, when they are loaded; it is shown
beside.

    python benchmarks/bench_goals.py [--rounds 25]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from processes import report

from vcycle.model.derived import Fact
from vcycle.model.measure import Count, Level, Measure, OfWhich, Share, State, Unset
from vcycle.model.period import Period, Years
from vcycle.rules.measures import Basis, Entity, FactIndex, read

FACTS, YEARS, SERIES, GOALS = 20_000, 10, 100, 400
YEAR = 2026
TODAY = date(YEAR, 10, 20)
THE_YEAR = Period(date(YEAR, 1, 1), date(YEAR, 12, 31))
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
            Level(metric=names[7], growth=15, baseline=3),
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


def seconds(work: Callable[[], object]) -> float:
    """The processor time that `work` takes once."""
    begun = process_time()
    work()
    return process_time() - begun


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    measures, every = goals(), facts()
    kept = {
        "ten years of facts": every,
        "two years of facts": [fact for fact in every if fact.day.year >= YEAR - 1],
        "one year of facts": [fact for fact in every if fact.day.year == YEAR],
    }
    loaded = {name: FactIndex(some) for name, some in kept.items()}
    ten, two, one = kept
    assert read_all(measures, loaded[ten]) == read_all(measures, loaded[two])
    taken: dict[str, list[float]] = {name: [] for name in kept}
    indexing: list[float] = []
    for _ in range(rounds):
        for name, index in loaded.items():
            taken[name].append(seconds(lambda index=index: read_all(measures, index)))
        indexing.append(seconds(lambda: [*FactIndex(every).between([f"serie-{n}" for n in range(SERIES)], THE_YEAR)]))
    middle = {name: median(values) for name, values in taken.items()}
    title = f"Read {len(measures)} goals over {FACTS} facts in {YEARS} years"
    held = [report(title, ten, middle[ten], other, middle[other], LIMIT) for other in (two, one)]
    print(f"  {'putting ten years of facts in their index':<44}{median(indexing) * 1000:8.1f} ms")
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
