"""What the interface holds in memory, beside the least Textual program: after its first frame, and after a walk.

python benchmarks/bench_memory.py [--rounds 5] [--size 80x24]
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
from terminal import BARE, BARE_MARKS, Run

from vcycle.services.demo import make_demo

TODAY = "2026-03-04"
LIMIT = 2.2
PLACES = (b"2", b"3", b"4", b"5", b"1")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", default="80x24")
    args = parser.parse_args()
    columns, rows = map(int, args.size.split("x"))
    compile_all()
    bare, first, walked = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "exempel"
        make_demo(folder, today=date.fromisoformat(TODAY))
        for _ in range(args.rounds):
            run = Run(BARE, columns, rows)
            run.first(BARE_MARKS)
            bare.append(run.memory())
            run.leave()
            run = Run(vcycle(folder, TODAY), columns, rows)
            run.first(("◂ i dag", "Årsmöte"))
            first.append(run.memory())
            for key in PLACES:
                run.press(key)
            walked.append(run.memory())
            if run.idle_keys():
                raise RuntimeError("a place did not open")
            run.leave()
    shown = {"Memory after the first frame": first, "Memory after a walk through all places": walked}
    held = [
        report(title, "vcycle", median(values), "Textual with 200 rows", median(bare), LIMIT, "MB")
        for title, values in shown.items()
    ]
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
