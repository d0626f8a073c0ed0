"""What moving an anchor with 60 dependants leads to, against computing those 60 dates: in one process.

python benchmarks/bench_chain.py [--rounds 300]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from processes import report

from vcycle.config import Settings
from vcycle.model.core import Activity
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving
from vcycle.services.founding import found
from vcycle.services.workspace import Workspace, create_workspace

TODAY = date(2022, 1, 10)
ANCHOR = date(2022, 6, 11)
LEVELS = ("national", "district", "local")


def put_chain(space: Workspace) -> None:
    """An anchor with 60 dependants: 20 before it, 20 after it, 20 hanging on others of them; ten are stops."""
    with space.store.transaction("fyll") as transaction:
        transaction.put(Activity(id="a", title="Kongress", series="kongress", schedule=Dates((ANCHOR.isoformat(),))))
        for n in range(20):
            before = Offset(("kongress",), before=f"{n + 1}w", weekend="before", hard=True)
            after = Offset(("kongress",), after=f"{n + 1}d")
            above = Offset((f"fore-{n}",), before="1m")
            for name, offset in (("fore", before), ("efter", after), ("innan", above)):
                stop = {"stop": "motioner", "level": LEVELS[n // 4]} if name == "fore" and n < 10 else {}
                transaction.put(Activity(title=f"{name} {n}", series=f"{name}-{n}", schedule=offset, **stop))


def seconds(work: Callable[[], object], rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def compare(space: Workspace, title: str, rounds: int) -> bool:
    """Interleaved, so that both meet the same machine."""
    anchor = space.entry("a.1")
    assert anchor is not None
    step = moving.move(space, anchor, ANCHOR + timedelta(7))
    assert len(step.consequences) == 61
    period = space.this_year.widened(max(space.sources.reach))
    taken: dict[str, list[float]] = {"dates": [], "preview": []}
    for _ in range(rounds):
        taken["dates"] += seconds(lambda: space.entries(period), 1)
        taken["preview"] += seconds(lambda: moving.move(space, anchor, ANCHOR + timedelta(7)), 1)
    ratios = {name: median(values) for name, values in taken.items()}
    return report(title, "preview of the move", ratios["preview"], "computing the dates", ratios["dates"], 2)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        bare = create_workspace(Path(name) / "bare", Settings(name="Bar", years=Years(first=2022)), today=TODAY)
        put_chain(bare)
        holds = compare(bare, "60 dependants alone", rounds)
        planned = found(Path(name) / "plan", today=TODAY, plan="vanersborg-2022")
        put_chain(planned)
        holds &= compare(planned, "60 dependants in a whole plan", rounds)
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
