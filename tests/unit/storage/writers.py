"""Processes that write, race and are killed; the suite takes a sample, benchmarks/long_storage.py the long run."""

import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.unit.storage.cases import created, opened
from vcycle.model.core import Log

WRITER = """
import sys
from datetime import date
from pathlib import Path
from vcycle.model.core import CORE_TYPES, Log
from vcycle.model.records import Registry
from vcycle.storage.documents import open_store

store = open_store(Path(sys.argv[1]), Registry(CORE_TYPES), who=sys.argv[2], today=date(2026, 11, 20))
for number in range(int(sys.argv[3])):
    with store.transaction(f"Rad {number}") as changes:
        saved = changes.put(Log(series=sys.argv[2], day=date(2026, 1, 1), amount=number))
    print(saved.id, flush=True)
"""


def writer(folder, name, count):
    """A process that saves `count` records one by one and tells each id when it is saved."""
    arguments = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


@dataclass
class Outcome:
    """The ids that were acknowledged, the ids that were found, the lines of history, and what the doctor says."""

    acknowledged: list[str]
    found: set[str]
    lines: int
    problems: tuple[str, ...]


def outcome(folder, acknowledged):
    store = opened(folder)
    found = {log.id for log in store.find(Log)}
    return Outcome(acknowledged, found, len(store.history()), store.diagnose()[0].problems)


def killed(folder, kills, seed):
    """Kill that many writers, each at a random moment, and look at what is left."""
    created(folder)
    chance = random.Random(seed)
    acknowledged = []
    for turn in range(kills):
        process = writer(folder, f"p{turn}", 10_000)
        acknowledged.append(process.stdout.readline().strip())  # it is under way
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        acknowledged += process.communicate()[0].split("\n")[:-1]
    return outcome(folder, acknowledged)


def raced(folder, writers, writes):
    """Let that many processes save that many records each, all at once."""
    created(folder)
    processes = [writer(folder, f"p{number}", writes) for number in range(writers)]
    return outcome(folder, [line for process in processes for line in process.communicate()[0].split()])
