"""A key to a quiet screen with 5 000 entries: vcycle, and ikhal with the same ones, which it is installed for.

python benchmarks/bench_keys.py [--rounds 5] [--size 120x40]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import fmean, median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_list import busy_year
from peers import bin_of
from processes import compile_all, report, vcycle
from terminal import CTRL_Q, DOWN, LEFT, RIGHT, TAB, UP, Run

LIMIT = 0.5  # times ikhal's median
SPREAD = 2  # times our own median, for the 95th percentile
PRESSES = 12  # of each key; at least one month step leads into the next year
ARROWS = ("right", "down")
CONFIG = """\
[calendars]
[[year]]
path = {folder}/vdir
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Europe/Stockholm
local_timezone = Europe/Stockholm
"""
LOCALE = {"LC_ALL": "", "LANG": "C.UTF-8", "LC_TIME": "C"}  # ikhal fails where the time has the locale C.UTF-8
EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
Keys = dict[str, tuple[bytes, bytes]]
"""What is pressed once to get ready, and then again and again."""
OURS: Keys = {"right": (b"", RIGHT), "down": (b"", DOWN), "entry": (b"", TAB)}
FORWARDS: Keys = {"right": (b"", RIGHT), "down": (b"", DOWN), "entry": (TAB, DOWN)}
BACKWARDS: Keys = {"right": (b"", LEFT), "down": (b"", UP), "entry": (TAB, DOWN)}
MEANING = {
    "right": ("next month", "next day"),
    "down": ("next ring", "next week"),
    "entry": ("next entry", "next event of the list"),
}
Times = dict[str, list[float]]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", default="120x40")
    args = parser.parse_args()
    columns, rows = map(int, args.size.split("x"))
    ikhal = bin_of("khal") / "ikhal"
    today = date.today()
    compile_all()
    ours: Times = {}
    theirs: Times = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries = busy_year(folder / "busy", today.year)
        assert hand_over(folder, today.isoformat()) == entries
        for _ in range(args.rounds):
            run = Run(vcycle(folder / "busy", f"{today.year}-03-01"), columns, rows)
            walk(run, "Serie nummer", OURS, CTRL_Q, ours)
            run = Run([str(ikhal), "-c", str(folder / "khal.conf")], columns, rows, **LOCALE)
            keys = FORWARDS if today.month <= 6 else BACKWARDS  # the days of ikhal's walk lie in the full year
            walk(run, "Today", keys, b"q", theirs)
    return int(not judged(f"A key to a quiet screen at {args.size}, {entries} entries", ours, theirs))


def hand_over(folder: Path, today: str) -> int:
    """Give ikhal what vcycle exports, a file for each event, and let it fill its cache; returns how many there are."""
    file, vdir, config = folder / "all.ics", folder / "vdir", folder / "khal.conf"
    subprocess.run(vcycle(folder / "busy", today, "export", "ics", "-o", str(file)), check=True, capture_output=True)
    head, events = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//vcycle//vcycle//SV\r\n",
        EVENT.findall(file.read_bytes()),
    )
    vdir.mkdir()
    for number, event in enumerate(events):
        (vdir / f"{number}.ics").write_bytes(head + event + b"END:VCALENDAR\r\n")
    config.write_text(CONFIG.format(folder=folder))
    khal = str(bin_of("khal") / "khal")
    subprocess.run([khal, "-c", str(config), "list", today, today], check=True, capture_output=True)
    return len(events)


def walk(run: Run, mark: str, keys: Keys, leave: bytes, times: Times) -> None:
    """Press every key so many times and note what each took; raises when one changed nothing on the screen."""
    run.first((mark,))
    for name, (before, key) in keys.items():
        if before:
            run.press(before)
        times.setdefault(name, []).extend(run.press(key) for _ in range(PRESSES))
    if idle := run.idle_keys():
        raise RuntimeError(f"{idle} keys changed nothing on the screen")
    run.leave(leave)


def judged(title: str, ours: Times, theirs: Times) -> bool:
    """Print what each key takes; returns whether the arrows hold the limits."""
    print(f"{title}: milliseconds, median and 95th percentile of {len(ours['right'])} presses")
    for key, (own, its) in MEANING.items():
        ratio = median(ours[key]) / median(theirs[key])
        print(f"  {own:<12}{in_ms(ours[key])}   {its:<24}{in_ms(theirs[key])}   ratio {ratio:.2f}")
    print()
    typical = [fmean(median(times[key]) for key in ARROWS) for times in (ours, theirs)]
    held = report("An arrow key: mean of the two medians", "vcycle", typical[0], "ikhal", typical[1], LIMIT)
    mine = [t for key in ARROWS for t in ours[key]]
    late = report("The slowest of twenty", "vcycle, 95th percentile", p95(mine), "its median", median(mine), SPREAD)
    return held and late


def in_ms(times: Sequence[float]) -> str:
    return f"{median(times) * 1000:7.1f}{p95(times) * 1000:8.1f}"


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
