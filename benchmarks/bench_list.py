"""`vcycle list`: 5 000 entries in one year, and one year among twenty, as whole processes.

python benchmarks/bench_list.py [--rounds 15]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from processes import compile_all, medians, report, vcycle

from vcycle.config import Settings
from vcycle.model.core import Activity, Area, Log
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Recur, Yearly
from vcycle.services.workspace import create_workspace

FLOOR = [sys.executable, "-c", "import tinydb, msgspec"]
YEAR = 2026
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")


def busy_year(folder: Path, year: int = YEAR) -> int:
    """200 series and 500 one-off records in five rings: 5 000 entries in one year; returns how many they are."""
    space = create_workspace(folder, Settings(name="Stor", years=Years(first=year)), today=date(year, 3, 1))
    rules = [f"FREQ=WEEKLY;BYDAY={WEEKDAYS[n % 5]}" for n in range(55)]
    rules += [f"FREQ=MONTHLY;BYDAY={n % 4 + 1}{WEEKDAYS[n % 5]}" for n in range(135)]
    with space.store.transaction("fyll") as transaction:
        areas = [transaction.put(Area(name=f"Område {n}", ring=f"Ring {n}", position=n)).id for n in range(5)]
        for n, rule in enumerate(rules):
            area = (areas[n // 5 % 5],)
            transaction.put(
                Activity(title=f"Serie nummer {n}", series=f"serie-{n}", schedule=Recur(rule=rule), areas=area)
            )
        for n in range(10):
            transaction.put(Activity(title=f"Högtid {n}", schedule=Yearly(day=f"{n + 1:02}-15")))
        for n in range(500):
            day = date(year, 1, 1) + timedelta(days=n * 5 % 365)
            schedule = Dates(days=(day.isoformat(),))
            transaction.put(Activity(title=f"Engångssak {n}", schedule=schedule, areas=(areas[n % 5],)))
    return len(space.entries(space.this_year))


def years(folder: Path, count: int) -> None:
    """`count` years, the last of them 2026, of 400 records and 300 facts each."""
    space = create_workspace(folder, Settings(name="Gammal", years=Years(first=2000)), today=date(YEAR, 3, 1))
    for year in range(YEAR - count + 1, YEAR + 1):
        with space.store.transaction(f"År {year}") as transaction:
            for n in range(400):
                day = date(year, 1, 1) + timedelta(days=n * 7 % 365)
                title = f"Möte {n} om verksamheten under {year}"
                transaction.put(Activity(title=title, place="Folkets hus", schedule=Dates(days=(day.isoformat(),))))
            for n in range(300):
                transaction.put(Log(series="insandare", day=date(year, 1, 1) + timedelta(days=n), women=n % 3))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    compile_all()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries = busy_year(folder / "busy")
        years(folder / "one", 1)
        years(folder / "twenty", 20)
        today = f"{YEAR}-03-01"
        taken = medians(
            {
                "floor": FLOOR,
                "busy": vcycle(folder / "busy", today, "list"),
                "one": vcycle(folder / "one", today, "list"),
                "twenty": vcycle(folder / "twenty", today, "list"),
            },
            rounds,
        )
    holds = report(
        "List a busy year",
        f"vcycle list, {entries} entries",
        taken["busy"],
        "import tinydb, msgspec",
        taken["floor"],
        3,
    )
    holds &= report(
        "Twenty years of records", "vcycle list, 20 years", taken["twenty"], "vcycle list, 1 year", taken["one"], 1.5
    )
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
