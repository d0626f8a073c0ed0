"""Whole commands timed as a user meets them: fresh processes, interleaved, medians."""

from __future__ import annotations

import compileall
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


def compile_all() -> None:
    """Bytecode for everything first: installers differ in whether they leave it."""
    for folder in ("vcycle", "plugins"):
        compileall.compile_dir(ROOT / folder, quiet=2)


def seconds(command: Sequence[str]) -> float:
    """How long one run of `command` takes; raises when it fails."""
    begun = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    return perf_counter() - begun


def medians(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """The median of each command over interleaved rounds, after one to warm the disk cache."""
    for command in commands.values():
        seconds(command)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(seconds(command))
    return {name: median(values) for name, values in taken.items()}


UNITS = {"ms": 1e3, "MB": 1e-6}


def report(title: str, name: str, value: float, floor_name: str, floor: float, limit: float, unit: str = "ms") -> bool:
    """Print one ratio against its limit; returns whether it holds. Values are seconds, or bytes."""
    ratio, scale = value / floor, UNITS[unit]
    verdict = "holds" if ratio <= limit else "TOO MUCH"
    print(f"{title}\n  {name:<44}{value * scale:8.1f} {unit}\n  {floor_name:<44}{floor * scale:8.1f} {unit}")
    print(f"  ratio {ratio:.2f}, at most {limit}: {verdict}\n")
    return ratio <= limit


def vcycle(folder: Path, today: str, *words: str) -> list[str]:
    """The command line of one vcycle command."""
    return [sys.executable, "-m", "vcycle", "--data", str(folder), "--today", today, *words]
