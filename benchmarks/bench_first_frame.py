"""The interface in a pseudo-terminal: how soon the year stands on the screen, and how long a step takes.

python benchmarks/bench_first_frame.py [--rounds 15] [--size 80x24]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from processes import compile_all, report, vcycle
from terminal import BARE, BARE_MARKS, RIGHT, Run

from vcycle.services.demo import make_demo

TODAY = "2026-03-04"
LIMIT = 1.35


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--size", default="80x24")
    args = parser.parse_args()
    columns, rows = map(int, args.size.split("x"))
    compile_all()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "exempel"
        space = make_demo(folder, today=date.fromisoformat(TODAY))
        marks = ("◂ i dag", "v. 10", "4 mar", "Årsmöte", *space.rings)
        bare, ours = [], []
        steps: list[float] = []
        for _ in range(args.rounds + 1):  # the first of each warms the disk cache
            bare.append(once(BARE, columns, rows, BARE_MARKS))
            ours.append(once(vcycle(folder, TODAY), columns, rows, marks, steps))
    title = f"First frame at {args.size}"
    holds = report(title, "vcycle", median(ours[1:]), "Textual with 200 rows", median(bare[1:]), LIMIT)
    print(f"A month step, key to last byte: median {median(steps) * 1000:.0f} ms of {len(steps)}")
    return int(not holds)


def once(
    command: list[str], columns: int, rows: int, marks: tuple[str, ...], steps: list[float] | None = None
) -> float:
    """Seconds until all marks stand on the screen; appends the times of eight month steps to `steps`."""
    run = Run(command, columns, rows)
    first = run.first(marks)
    if steps is not None:
        steps += [run.press(RIGHT) for _ in range(8)]
    run.leave()
    return first


if __name__ == "__main__":
    sys.exit(main())
