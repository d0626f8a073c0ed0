"""posting and harlequin, the best-kept programs on the same library, beside vcycle with 5 000 entries. For information.

python benchmarks/bench_peers.py [--rounds 5] [--size 120x40]

What they do is not what we do. Each is brought to a list and steps down in it: vcycle in a month, posting among 200
requests, harlequin in the 5 000 rows of a query. vcycle draws the wheel anew with every step; a step of theirs marks
another row and no more.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_list import YEAR, busy_year
from peers import bin_of
from processes import compile_all, vcycle
from terminal import BARE, BARE_MARKS, CTRL_Q, DOWN, START, TAB, Run

PRESSES = 20
BLINK = (
    0.4  # seconds without a byte: harlequin's cursor blinks each half second, and posting answers a key in two parts
)
QUERY = b"select * from moten"
CTRL_C, CTRL_J = b"\x03", b"\n"


@dataclass
class Program:
    """How a program is started, and brought to its list once `marks` stand on the screen."""

    command: list[str]
    marks: tuple[str, ...]
    step: bytes = DOWN
    leave: bytes = CTRL_Q
    quiet: float = START
    to_list: Callable[[Run], None] | None = None
    environment: dict[str, str] = field(default_factory=dict)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", default="120x40")
    args = parser.parse_args()
    columns, rows = map(int, args.size.split("x"))
    compile_all()
    with tempfile.TemporaryDirectory() as name:
        programs = programs_in(Path(name))
        found: dict[str, list[tuple[float, ...]]] = {program: [] for program in programs}
        for number in range(args.rounds + 1):  # the first of each warms the disk cache
            for title, program in programs.items():
                figures = measure(program, columns, rows)
                if number:
                    found[title].append(figures)
    print(f"Beside other programs at {args.size}: medians of {args.rounds} runs")
    print(f"  {'':<28}{'first frame':>14}{'key to quiet':>14}{'memory':>12}")
    for title, runs in found.items():
        first, key, memory = (median(each) for each in zip(*runs, strict=True))
        print(f"  {title:<28}{first * 1000:11.0f} ms{key * 1000:11.1f} ms{memory / 1e6:9.0f} MB")
    print()
    return 0


def programs_in(folder: Path) -> dict[str, Program]:
    """The programs, each with something to show in `folder`."""
    busy_year(folder / "busy")
    requests = folder / "requests"
    requests.mkdir()
    for n in range(200):
        text = f"name: Request {n:03}\nmethod: GET\nurl: http://localhost/{n}\n"
        (requests / f"request-{n:03}.posting.yaml").write_text(text)
    fill_database(folder / "moten.db")
    return {
        "Textual with 200 rows": Program(BARE, BARE_MARKS),
        "vcycle": Program(vcycle(folder / "busy", f"{YEAR}-03-01"), ("mars", "Serie nummer"), step=TAB),
        "posting": Program(
            [str(bin_of("posting") / "posting"), "--collection", str(requests)],
            ("GET Request 000", "Send"),
            leave=CTRL_C,
            environment={"POSTING_FOCUS__ON_STARTUP": "collection"},
        ),
        "harlequin": Program(
            [str(bin_of("harlequin") / "harlequin"), "-a", "sqlite", str(folder / "moten.db")],
            ("main", "Query Editor"),
            quiet=BLINK,
            to_list=run_query,
        ),
    }


def fill_database(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("create table moten (dag text, vad text, vem text)")
        rows = (
            (f"{YEAR}-{n % 12 + 1:02}-{n % 28 + 1:02}", f"Styrelsemöte nummer {n}", "Ordförande") for n in range(5000)
        )
        base.executemany("insert into moten values (?, ?, ?)", rows)
    base.close()


def run_query(run: Run) -> None:
    """Ask for all rows; what they are shown in has the keys once they are there."""
    run.press(QUERY, BLINK)
    run.press(CTRL_J, BLINK)
    run.first(("Styrelsemöte nummer",))


def measure(program: Program, columns: int, rows: int) -> tuple[float, float, int]:
    """Seconds to the first frame, seconds from a key to a quiet screen, and bytes in memory after all keys.

    Each time with an empty home: harlequin opens with what was written in it last.
    """
    with tempfile.TemporaryDirectory() as home:
        return _measure(program, Run(program.command, columns, rows, HOME=home, **program.environment))


def _measure(program: Program, run: Run) -> tuple[float, float, int]:
    first = run.first(program.marks, program.quiet)
    if program.to_list is not None:
        program.to_list(run)
    key = median(run.press(program.step, BLINK) for _ in range(PRESSES))
    if run.idle_keys() > PRESSES // 10:
        raise RuntimeError(f"keys of {program.command[0]} changed nothing:\n" + "\n".join(run.screen.display))
    memory = run.memory()
    run.leave(program.leave)
    return first, key, memory


if __name__ == "__main__":
    sys.exit(main())
