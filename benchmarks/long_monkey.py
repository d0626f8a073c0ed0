"""The long run of what the suite samples: a monkey at the keyboard, on every screen, with every bundled plugin.

    python benchmarks/long_monkey.py [--actions 50000] [--round 2000] [--seed 1] [--shrink 60]

Each round has a workspace and a seed of its own. Prints a line for each, and for one that finds something what that is
and the shortest list of actions that it takes, found by leaving out what can be left out in at most `--shrink` tries.
Ends with 1 when anything was found, or when a screen was never visited.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.tui.monkey import Found, Monkey
from tests.tui.monkey_newcomer import Newcomer
from tests.tui.monkey_ways import Action
from tests.tui.monkey_world import Everywhere, screens_of_ours


def fails(origin: Path, seed: int, actions: Sequence[Action], cause: str) -> bool:
    """Whether these actions find the same again, in a copy of the workspace as it was."""
    with tempfile.TemporaryDirectory() as folder:
        monkey = Monkey(Path(shutil.copytree(origin, Path(folder) / "space")), seed)
        try:
            asyncio.run(monkey.repeat(actions))
        except Found as found:
            return cause_of(found) == cause
    return False


def cause_of(found: Found) -> str:
    """What was found, without what differs from time to time."""
    return str(found).split("\n", 1)[0][:60]


def shortest(origin: Path, seed: int, actions: list[Action], cause: str, tries: int) -> list[Action]:
    """Leave out ever smaller parts of the list for as long as it still finds the same."""
    size = max(1, len(actions) // 2)
    while tries > 0 and size:
        at = 0
        while at < len(actions) and tries > 0:
            fewer = actions[:at] + actions[at + size :]
            tries -= 1
            if fails(origin, seed, fewer, cause):
                actions = fewer
            else:
                at += size
        size //= 2
    return actions


def one_round(origin: Path, seed: int, strokes: int, tries: int) -> tuple[Monkey, bool]:
    """A run with this seed; says what it found."""
    with tempfile.TemporaryDirectory() as folder:
        monkey = Monkey(Path(shutil.copytree(origin, Path(folder) / "space")), seed)
        begun = time.perf_counter()
        found = attempt(monkey, strokes)
        spent = time.perf_counter() - begun
    lives = f"{len(monkey.done)} deeds, {monkey.lives} starts"
    print(f"seed {seed}: {monkey.strokes} actions, {lives}, {len(monkey.seen)} screens{spent:8.1f} s", flush=True)
    if found is not None:
        print(found, flush=True)
        short = shortest(origin, seed, monkey.done, cause_of(found), tries)
        print("the shortest that finds it:\n    " + ",\n    ".join(map(repr, short)), flush=True)
    return monkey, found is not None


def attempt(monkey: Monkey, strokes: int) -> Found | None:
    try:
        asyncio.run(monkey.run(strokes))
    except Found as found:
        return found
    return None


def first_start(folder: Path, seed: int, strokes: int) -> tuple[Monkey, bool]:
    """The same on the questions of the first start."""
    monkey = Newcomer(folder, seed)
    found = attempt(monkey, strokes)
    print(f"first start: {monkey.strokes} actions, {monkey.lives} starts, {monkey.made} workspaces", flush=True)
    if found is not None:
        print(found, flush=True)
    return monkey, found is not None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("actions", 50_000), ("round", 2_000), ("seed", 1), ("shrink", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, origin, first = (Path(folder) / name for name in ("home", "origin", "first"))
        home.mkdir()
        first.mkdir()
        os.environ["HOME"] = str(home)  # where files are written
        Everywhere(origin)
        rounds = [first_start(first, chosen.seed, chosen.round // 4)]
        while sum(monkey.strokes for monkey, _ in rounds) < chosen.actions:
            rounds.append(one_round(origin, chosen.seed + len(rounds), chosen.round, chosen.shrink))
    missed = screens_of_ours() - set[type]().union(*(monkey.seen for monkey, _ in rounds))
    strokes, faults = sum(monkey.strokes for monkey, _ in rounds), sum(bad for _, bad in rounds)
    print(f"{strokes} actions in {len(rounds)} rounds, {faults} with faults, {len(missed)} screens never visited")
    for one in sorted(missed, key=lambda one: one.__name__):
        print(f"never visited: {one.__module__}.{one.__name__}")
    return int(bool(faults or missed))


if __name__ == "__main__":
    sys.exit(main())
