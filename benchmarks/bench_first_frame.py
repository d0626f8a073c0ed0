"""The interface in a pseudo-terminal: how soon the year stands on the screen, and how long a step takes.

python benchmarks/bench_first_frame.py [--rounds 15] [--size 80x24]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import pyte

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from processes import ROOT, compile_all, report, vcycle

from vcycle.services.demo import make_demo

TODAY = "2026-03-04"
LIMIT = 1.5
START, QUIET = 1.0, 0.15  # seconds without a byte after which the first picture, and a later one, is whole
PATIENCE = 20.0
RIGHT, CTRL_Q = b"\x1b[C", b"\x11"

BARE = """
from textual.app import App
from textual.widgets import DataTable

class Bare(App):
    def compose(self):
        yield DataTable()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Dag", "Vad", "Vem")
        for number in range(200):
            table.add_row(f"{number}", f"Styrelsemöte nummer {number}", "Ordförande")

Bare().run()
"""


class Run:
    """One process in a terminal of its own. What it writes is read at once, and made into pictures afterwards."""

    def __init__(self, command: list[str], columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.chunks: list[tuple[float, bytes]] = []
        self.begun = perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(ROOT)
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})

    def settle(self, quiet: float) -> float:
        """Read until nothing has come for `quiet` seconds after the first byte; the time of the last one."""
        while self._take(quiet if self.chunks else PATIENCE):
            pass
        return self.chunks[-1][0]

    def first(self, marks: tuple[str, ...]) -> float:
        """Seconds from the start until all marks stood on the screen."""
        stream = pyte.ByteStream(self.screen)
        for when, data in self.chunks:
            stream.feed(data)
            shown = "\n".join(self.screen.display)
            if all(mark in shown for mark in marks):
                return when - self.begun
        raise RuntimeError("never came:\n" + "\n".join(self.screen.display))

    def press(self, key: bytes) -> float:
        """Seconds from a key to the last byte of what it changed."""
        begun = perf_counter()
        os.write(self.terminal, key)
        return self.settle(QUIET) - begun

    def leave(self) -> None:
        os.write(self.terminal, CTRL_Q)
        self.settle(PATIENCE)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def _take(self, seconds: float) -> bool:
        """Take in what comes within some seconds; False when nothing does."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:  # the process is gone
            return False
        self.chunks.append((perf_counter(), data))
        return bool(data)


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
            bare.append(once([sys.executable, "-c", BARE], columns, rows, ("nummer 0", "nummer 10")))
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
    run.settle(START)
    first = run.first(marks)
    if steps is not None:
        steps += [run.press(RIGHT) for _ in range(8)]
    run.leave()
    return first


if __name__ == "__main__":
    sys.exit(main())
