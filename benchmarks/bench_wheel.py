"""The wheel: what a step sends over the wire, and what a frame costs against the cheapest drawing of the same size.

python benchmarks/bench_wheel.py [--rounds 20]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_first_frame import TODAY
from processes import compile_all, report, vcycle
from terminal import RIGHT, START, Run

from vcycle.services.demo import make_demo
from vcycle.services.wheel_page import wheel_page
from vcycle.wheel import Glyphs, Selection, WheelYear, draw

FRAME = (120, 40)
FRAME_LIMIT = 2.0  # times the half blocks
BYTES_LIMIT = 12 * 1024  # at 80x24
STEPS = 9  # from March to December


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    compile_all()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "exempel"
        space = make_demo(folder, today=date.fromisoformat(TODAY))
        year = wheel_page(space, 2026).wheel()
        frames = frame_times(year, rounds)
        title = f"A frame of {FRAME[0]}x{FRAME[1]} cells, after warm-up"
        holds = report(title, "quadrants", frames["quad"], "half blocks", frames["half"], FRAME_LIMIT)
        for columns, rows in ((80, 24), (120, 40)):
            sent = step_bytes(folder, columns, rows)
            print(
                f"A month step at {columns}x{rows} sends {median(sent) / 1024:.1f} KiB, at most {max(sent) / 1024:.1f}"
            )
            holds = holds and ((columns, rows) != (80, 24) or max(sent) < BYTES_LIMIT)
    print(f"  at 80x24 under {BYTES_LIMIT / 1024:.0f} KiB: {'holds' if holds else 'TOO MUCH'}\n")
    return int(not holds)


def frame_times(year: WheelYear, rounds: int) -> dict[Glyphs, float]:
    """Seconds of one frame for each kind of glyphs: the median over the months of a year, interleaved."""
    taken: dict[Glyphs, list[float]] = {"half": [], "quad": []}
    for number in range(rounds + 1):  # the first round fills the caches
        for month in range(len(year.segments)):
            for glyphs, times in taken.items():
                begun = perf_counter()
                draw(year, Selection(month, month % len(year.tracks)), FRAME, glyphs)
                if number:
                    times.append(perf_counter() - begun)
    return {glyphs: median(times) for glyphs, times in taken.items()}


def step_bytes(folder: Path, columns: int, rows: int) -> list[int]:
    """The bytes of each month step through the rest of the year, in a real terminal."""
    run = Run(vcycle(folder, TODAY), columns, rows)
    run.settle(START)
    sent = []
    for _ in range(STEPS):
        before = len(run.chunks)
        run.press(RIGHT)
        sent.append(sum(len(data) for _, data in run.chunks[before:]))
    run.leave()
    return sent


if __name__ == "__main__":
    sys.exit(main())
