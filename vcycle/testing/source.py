"""What can be told of a plugin without running it, and what its import costs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from msgspec import Struct

HEAVY = ("textual", "rich", "tinydb", "icalendar", "dateutil", "asyncio")
"""What a plugin's import must not bring along: commands that need none of it would wait for it."""

_DOORS = ("vcycle.api", "vcycle.api_screen")
_CLOCKS = {"today", "now", "utcnow"}
_TIME_CLOCKS = {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"}


class Cost(Struct, frozen=True):
    """What an import took, beside `vcycle.api`'s, and what is wrong with it."""

    seconds: float
    faults: tuple[str, ...]


_MEASURE = """
import sys, time
import vcycle.api, vcycle.hooks.spec
start = time.perf_counter()
__import__(sys.argv[1])
spent = time.perf_counter() - start
print(spent, *(name for name in sys.argv[2:] if name in sys.modules))
"""


def import_cost(module: ModuleType) -> Cost:
    """Import `module` in a process of its own."""
    done = subprocess.run(  # noqa: S603 - this Python, and a module that the caller has imported already
        [sys.executable, "-c", _MEASURE, module.__name__, *HEAVY],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Cost(0.0, (f"its import fails in a process of its own: {done.stderr.strip()}",))
    *printed, measured = done.stdout.splitlines()
    seconds, *heavy = measured.split()
    faults = [f"its import brings {name} along; import it where it is used" for name in heavy]
    if printed:
        faults.append(f"its import prints: {printed[0][:100]}")
    return Cost(float(seconds), tuple(faults))


def source_faults(module: ModuleType) -> Iterator[str]:
    """Imports of vcycle's inside, and calls of the clock, each with its file and line."""
    for path in _sources(module):
        tree = ast.parse(path.read_text("utf-8"), str(path))
        clocks = _clock_names(tree)
        for node in ast.walk(tree):
            for fault in (*_import_faults(node), *_clock_faults(node, clocks)):
                yield f"{path.name}:{getattr(node, 'lineno', 0)} {fault}"


def _sources(module: ModuleType) -> list[Path]:
    """The files of a module or package, its tests left out."""
    folders = [Path(folder) for folder in getattr(module, "__path__", ())]
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))] or [Path(module.__file__ or "")]
    return [f for f in files if f.suffix == ".py" and not f.name.startswith("test_") and f.name != "conftest.py"]


def _import_faults(node: ast.AST) -> Iterator[str]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        names = [f"vcycle.{alias.name}" for alias in node.names] if node.module == "vcycle" else [node.module]
    for name in names:
        if (name == "vcycle" or name.startswith("vcycle.")) and name not in _DOORS:
            yield f"imports {name}; a plugin imports vcycle.api and nothing else of ours"


def _clock_names(tree: ast.AST) -> set[str]:
    """What the file calls the functions of the module `time` that read the clock."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "time"]
    return {alias.asname or alias.name for node in imports for alias in node.names if alias.name in _TIME_CLOCKS}


def _clock_faults(node: ast.AST, names: set[str]) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    called = node.func
    by_name = isinstance(called, ast.Name) and called.id in names
    by_class = isinstance(called, ast.Attribute) and called.attr in _CLOCKS
    of_time = (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "time"
        and called.attr in _TIME_CLOCKS
    )
    if by_name or by_class or of_time:
        yield f"asks the clock ({ast.unparse(called)}); today is context.today"
