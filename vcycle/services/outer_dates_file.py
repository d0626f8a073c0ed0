"""Outer dates: days that an authority or a law decides, in files with source, the day it was read, and every move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from vcycle.errors import InputError, NotFound
from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.schedule import Dates, Schedule, Yearly
from vcycle.model.text import printable, quoted, slug
from vcycle.model.values import listed, meant
from vcycle.paths import shipped
from vcycle.rules.schedule_faults import faults as schedule_faults
from vcycle.services.chains.format import Tier
from vcycle.services.plans.schedule_table import SCHEDULE, read_schedule
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath
from vcycle.services.plans.toml_reader import Reader
from vcycle.toml_file import read_toml

FORMAT = 1
FOLDER = "rules"
_RECORDED = ("title", "schedule", "stop", "paragraph", "source", "description")
_ACTIVITY = next(kind for kind in CORE_TYPES if kind.cls is Activity)


class Moved(Struct, frozen=True):
    """One move: the day it was, the day it became, when that became known, and where."""

    was: date
    day: date
    learnt: date
    source: str


class OuterDate(Struct, frozen=True):
    """A day that others decide: a named day, or one every year. `history` has its moves, oldest first."""

    key: str
    title: str
    schedule: Schedule | None
    source: str
    checked: date
    level: Tier | None = None
    stop: str = ""
    responsible: str = ""
    paragraph: str = ""
    description: str = ""
    history: tuple[Moved, ...] = ()

    @property
    def day(self) -> date | None:
        """The day it lies on; None for one every year."""
        return date.fromisoformat(self.schedule.days[0]) if isinstance(self.schedule, Dates) else None


class RuleFile(Struct, frozen=True):
    """A file of outer dates that one authority or law decides."""

    format: int
    name: str
    title: str
    dates: tuple[OuterDate, ...] = ()


def read_rules(path: Path) -> RuleFile:
    """The outer dates in a file; raises `InputError` naming every fault with file, line and key."""
    text, document = read_toml(path)
    faults = Faults(printable(path.name), text, document)
    if document.get("format", FORMAT) != FORMAT:
        said = quoted(document["format"])
        faults.add(("format",), f"{said} känns inte igen; den här versionen läser format {FORMAT}")
    values = Reader(faults, {SCHEDULE: read_schedule}).table(RuleFile, document, ())
    _check(values, path.stem, faults)
    if faults:
        count = "ett fel" if len(faults) == 1 else f"{len(faults)} fel"
        raise InputError(f"Filen med datum har {count} och är inte inläst.", problems=faults.lines())
    return RuleFile(**{**values, "dates": tuple(_date(**item) for item in values.get("dates", ()))})


def _date(history: list[dict[str, Any]] | None = None, **values: Any) -> OuterDate:
    return OuterDate(**values, history=tuple(Moved(**move) for move in history or ()))


def _check(values: dict[str, Any], stem: str, faults: Faults) -> None:
    if values.get("name", stem) != stem:
        faults.add(("name",), f"ska vara som filens namn, ”{stem}”, inte {quoted(values['name'])}")
    keys: list[str] = []
    for number, item in enumerate(values.get("dates", [])):
        path: KeyPath = ("dates", number)
        key = item.get("key", "x")
        if not key or slug(key) != key:
            faults.add((*path, "key"), f"{quoted(key)} ska vara små bokstäver a-z, siffror och bindestreck")
        if "key" in item and key in keys:
            faults.add((*path, "key"), f"{quoted(key)} står två gånger")
        keys.append(key)
        _check_date(item, path, faults)


def _check_date(item: dict[str, Any], path: KeyPath, faults: Faults) -> None:
    schedule = item.get("schedule")
    if schedule is not None and not _is_one_day(schedule):
        faults.add((*path, "schedule"), "ska vara en dag, 2022-04-29, eller en dag varje år, 30 juni")
    elif schedule is not None and (wrong := schedule_faults(schedule)):
        faults.add((*path, "schedule"), "; ".join(wrong))
    if not item.get("source", "x").strip():
        faults.add((*path, "source"), "får inte vara tom")
    if "title" in item:
        record = Activity(**{name: item[name] for name in _RECORDED if name in item})
        for name, sentence in _ACTIVITY.problems(record).items():
            faults.add((*path, name), sentence)
    _check_history(item, path, faults)


def _is_one_day(schedule: Schedule) -> bool:
    if isinstance(schedule, Dates):
        return len(schedule.days) == 1 and "/" not in schedule.days[0]
    return isinstance(schedule, Yearly) and not schedule.to


def _check_history(item: dict[str, Any], path: KeyPath, faults: Faults) -> None:
    """Each move begins where the one before ended, and the last ends on the day itself."""
    history = item.get("history", [])
    schedule = item.get("schedule")
    days = [move.get("was") for move in history[1:]]
    if isinstance(schedule, Dates) and _is_one_day(schedule) and not schedule_faults(schedule):
        days.append(date.fromisoformat(schedule.days[0]))
    for number, (move, following) in enumerate(zip(history, days, strict=False)):
        if move.get("day") is not None and following is not None and move["day"] != following:
            place = (*path, "history", number, "day")
            faults.add(place, f"flyttades till {move['day']}, men därefter står det {following}")


def rule_files(workspace: Path | None) -> dict[str, Path]:
    """Every file of outer dates by its name: those that come with vcycle, and the workspace's own before them."""
    folders = [shipped(FOLDER), *([workspace / FOLDER] if workspace is not None else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def outer_dates(workspace: Path | None) -> Iterator[tuple[RuleFile, OuterDate]]:
    """All outer dates that are known, each with its file."""
    for path in rule_files(workspace).values():
        file = read_rules(path)
        yield from ((file, outer) for outer in file.dates)


def find_date(name: str, workspace: Path | None) -> OuterDate:
    """The outer date that is called `name`; raises `NotFound` with the nearest names."""
    known = {outer.key: outer for _, outer in outer_dates(workspace)}
    if name in known:
        return known[name]
    hint = meant(slug(name[:200]), known) or f"De datum som finns är {listed(sorted(known))}."
    raise NotFound(f"Det finns inget datum som heter {quoted(name)}.", hint=hint)
