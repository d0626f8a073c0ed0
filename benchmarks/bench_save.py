"""One durable save among many records, against its floor and against stock TinyDB.

The floor is what any store of one file must do: serialise the records, write the bytes, sync them. Our save does the
lock, the look at the file, the checks, the encoding, the write, the sync, the rename and the history besides. Runs are
interleaved, so that a busy machine disturbs all of them alike; compare ratios, not milliseconds.

    python benchmarks/bench_save.py [--records 10000] [--rounds 41]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec
from tinydb import TinyDB

from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.records import Registry
from vcycle.storage.documents import DocumentStore, create_store, open_store

TODAY = date(2026, 11, 20)
REGISTRY = Registry(CORE_TYPES)
MOST_OVER_FLOOR, LEAST_OVER_STOCK = 1.3, 5


def activity(number: int) -> Activity:
    """A record of ordinary size."""
    return Activity(
        title=f"Styrelsemöte nummer {number}",
        place="Lokalen på Storgatan",
        series="styrelsemöte",
        description="Dagordning och handlingar skickas ut en vecka i förväg. " * 2,
    )


def filled(folder: Path, records: int) -> DocumentStore:
    """A workspace with that many activities."""
    store = create_store(folder, REGISTRY, who="Anna", today=TODAY)
    with store.transaction("Fyllde på", kind="import") as changes:
        for number in range(records):
            changes.put(activity(number))
    return open_store(folder, REGISTRY, who="Anna", today=TODAY)


def save(store: DocumentStore) -> None:
    """One user action: a new activity."""
    with store.transaction("Lade till ett möte") as changes:
        changes.put(activity(0))


def floor(records: dict[str, Activity], path: Path) -> None:
    """Serialise, write and sync the same records."""
    content = msgspec.json.encode(records)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(descriptor, content)
    os.fsync(descriptor)
    os.close(descriptor)


def stock(path: Path, records: dict[str, Activity]) -> TinyDB:
    """The same records in TinyDB as it comes."""
    database = TinyDB(path, encoding="utf-8")
    database.insert_multiple(msgspec.to_builtins(record) for record in records.values())
    return database


def milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def measure(folder: Path, records: int, rounds: int) -> dict[str, list[float]]:
    """Milliseconds per run, by contender."""
    store, other = filled(folder / "one", records), folder / "two"
    filled(other, records)
    same = {record.id: record for record in store.find(Activity)}
    database = stock(folder / "stock.json", same)
    document = msgspec.to_builtins(activity(0))
    contenders: dict[str, Callable[[], object]] = {
        "floor: serialise + write + fsync": lambda: floor(same, folder / "floor.json"),
        "vcycle, open store": lambda: save(store),
        "vcycle, opened for this save": lambda: save(open_store(other, REGISTRY, who="Anna", today=TODAY)),
    }
    times: dict[str, list[float]] = {name: [] for name in (*contenders, "stock TinyDB insert")}
    save(store)  # the first save of a day also makes the backup
    for turn in range(rounds):
        for name, run in contenders.items():
            times[name].append(milliseconds(run))
        if turn % 8 == 0:
            times["stock TinyDB insert"].append(milliseconds(lambda: database.insert(document)))
    return times


def show(times: dict[str, list[float]]) -> bool:
    """Print the table; returns whether the goals are reached."""
    medians = {name: statistics.median(found) for name, found in times.items()}
    base = next(iter(medians.values()))
    print(f"{'':36}{'median ms':>10}{'mean ms':>10}{'x floor':>10}")
    for name, median in medians.items():
        print(f"{name:36}{median:10.2f}{statistics.fmean(times[name]):10.2f}{median / base:10.2f}")
    ours, theirs = medians["vcycle, open store"], medians["stock TinyDB insert"]
    print(f"\nvcycle / floor {ours / base:.2f} (at most {MOST_OVER_FLOOR})")
    print(f"stock TinyDB / vcycle {theirs / ours:.1f} (at least {LEAST_OVER_STOCK})")
    return ours <= MOST_OVER_FLOOR * base and theirs >= LEAST_OVER_STOCK * ours


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=41)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return int(not show(measure(Path(folder), options.records, options.rounds)))


if __name__ == "__main__":
    sys.exit(main())
