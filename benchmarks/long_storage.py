"""The long run of what the suite samples: killed writers, failing calls, racing processes.

    python benchmarks/long_storage.py [--kills 500] [--writers 4] [--writes 250] [--races 5] [--depth 40] [--seed N]

Prints a table of figures; ends with 1 when anything that was acknowledged is lost or any file is not whole.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.unit.storage.breaking import FAILURES, broken_saves
from tests.unit.storage.writers import Outcome, killed, raced


def faults(left: Outcome) -> int:
    """How many acknowledged saves are lost, doubled or without history, and how many files are not whole."""
    lost = len(set(left.acknowledged) - left.found)
    doubled = len(left.acknowledged) - len(set(left.acknowledged))
    return lost + doubled + abs(left.lines - len(left.found)) + len(left.problems)


def kill(folder: Path, kills: int, seed: int) -> tuple[str, int]:
    left = killed(folder / "kills", kills, seed)
    return f"{kills} writers killed, {len(left.acknowledged)} saves acknowledged, {len(left.found)} found", faults(left)


def race(folder: Path, races: int, writers: int, writes: int) -> tuple[str, int]:
    found = [raced(folder / f"race {number}", writers, writes) for number in range(races)]
    kept, wanted = sum(len(left.found) for left in found), races * writers * writes
    return f"{races} races of {writers} x {writes} saves, {kept} of {wanted} kept", wanted - kept + sum(
        map(faults, found)
    )


def fail(folder: Path, depth: int) -> tuple[str, int]:
    """Every call of a save fails in every way, after 0 to `depth` other saves."""
    outcomes = [
        outcome
        for saves in range(depth + 1)
        for failure in FAILURES
        for outcome in broken_saves(folder / f"{saves} {failure}", failure, saves)
    ]
    lost = sum(acknowledged and not is_there for acknowledged, is_there in outcomes)
    return (
        f"{len(outcomes)} saves broken off, {sum(there for _, there in outcomes)} of them there after reopening",
        lost,
    )


def timed(run: Callable[[Path], tuple[str, int]]) -> int:
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        text, bad = run(Path(folder))
    print(f"{text:80}{bad:6} faults{time.perf_counter() - begun:8.1f} s", flush=True)
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("kills", 500), ("writers", 4), ("writes", 250), ("races", 5), ("depth", 40), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    bad = timed(lambda folder: kill(folder, chosen.kills, chosen.seed))
    bad += timed(lambda folder: race(folder, chosen.races, chosen.writers, chosen.writes))
    bad += timed(lambda folder: fail(folder, chosen.depth))
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
