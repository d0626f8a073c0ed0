"""Plan files: a real plan as TOML, read whole or refused with every fault named (docs/plans.md)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from vcycle.errors import InputError, NotFound
from vcycle.model.period import Years
from vcycle.model.text import printable, quoted, slug
from vcycle.model.values import listed, meant
from vcycle.paths import own_path, shipped
from vcycle.services.plans.chains import NO_STEPS, expand, plan_chain, with_steps
from vcycle.services.plans.checks import check_plan
from vcycle.services.plans.format import (
    FORMAT,
    Plan,
    PlanActivity,
    PlanArea,
    PlanGoal,
    PlanOmission,
    PlanRing,
    PlanRole,
    PlanSeries,
)
from vcycle.services.plans.measure_table import MEASURE, read_measure
from vcycle.services.plans.schedule_table import SCHEDULE, read_schedule
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath
from vcycle.services.plans.toml_reader import Reader
from vcycle.toml_file import as_date, as_month_day, read_toml

FOLDERS = ("plans", "demo")


def read_plan(path: Path, workspace: Path | None = None) -> Plan:
    """The plan in a file; raises `InputError` naming every fault with file, line and key.

    Its chains are those that come with vcycle and those in the folder `workspace`.
    """
    text, document = read_toml(path)
    faults = Faults(printable(path.name), text, document)
    values = _values(document, faults)
    if values.get("chains"):
        values["expanded"] = expand(values, workspace, faults)
    check_plan(values, path.stem, faults)
    if faults:
        count = "ett fel" if len(faults) == 1 else f"{len(faults)} fel"
        raise InputError(f"Planen har {count} och är inte inläst.", problems=faults.lines())
    return _built(values)


def _values(document: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """What could be read of the document, by field of `Plan`; items are still dictionaries."""
    reader = Reader(faults, {SCHEDULE: read_schedule, MEASURE: read_measure, Years: _years})
    if document.get("format", FORMAT) != FORMAT:
        faults.add(
            ("format",), f"{quoted(document['format'])} känns inte igen; den här versionen läser format {FORMAT}"
        )
    return reader.table(Plan, document, ())


def _years(reader: Reader, table: Any, path: KeyPath) -> Years:
    if not isinstance(table, dict):
        raise ValueError(f"ska vara en tabell, inte {quoted(table)}")
    for key in table.keys() - {"start", "starts"}:
        reader.faults.add((*path, key), "nyckeln finns inte; här finns start, starts")
    start = "01-01"
    try:
        start = as_month_day(table.get("start", start))
    except ValueError as error:
        reader.faults.add((*path, "start"), str(error))
    return Years(start=start, starts=_starts(reader, table.get("starts", {}), (*path, "starts")))


def _starts(reader: Reader, table: Any, path: KeyPath) -> dict[int, Any]:
    """The first day of single activity years; each lies in the year it begins."""
    starts = {}
    if not isinstance(table, dict):
        raise ValueError(f"starts ska vara en tabell, till exempel 2017 = 2017-03-25, inte {quoted(table)}")
    for year, value in table.items():
        try:
            day = as_date(value)
            if str(day.year) != year:
                raise ValueError(f"dagen ska ligga i det år som börjar då, inte {day}")
            starts[day.year] = day
        except ValueError as error:
            reader.faults.add((*path, year), str(error))
    return starts


_ITEMS: dict[str, Callable[..., Any]] = {
    "rings": PlanRing,
    "areas": PlanArea,
    "roles": PlanRole,
    "series": PlanSeries,
    "goals": PlanGoal,
    "activities": PlanActivity,
    "chains": plan_chain,
    "omitted": PlanOmission,
}


def _built(values: dict[str, Any]) -> Plan:
    expanded = values.pop("expanded", NO_STEPS)
    values = with_steps(values, expanded)
    items = {name: tuple(make(**item) for item in values.get(name, ())) for name, make in _ITEMS.items()}
    own = values.get("years", Years())
    extra = {"terms": values["terms"]} if "terms" in values else {}
    years = Years(start=own.start, starts=own.starts, windows=values.get("windows", {}), **extra)
    return Plan(**{**values, **items, "years": years})


class ShippedPlan(NamedTuple):
    """A plan that comes with the program, as a list shows it."""

    name: str
    title: str
    association: str
    year: int


def shipped_plans() -> list[ShippedPlan]:
    """The real plans that come with vcycle, by name."""
    plans = (read_plan(path) for path in sorted(shipped("plans").glob("*.toml")))
    return [ShippedPlan(plan.name, plan.title, plan.association, plan.year) for plan in plans]


def find_plan(name_or_file: str) -> Path:
    """The file that a person means: a shipped plan by its name, else a file of their own.

    Raises `NotFound` with the nearest names when there is neither.
    """
    files = {path.stem: path for folder in FOLDERS for path in sorted(shipped(folder).glob("*.toml"))}
    if name_or_file in files:
        return files[name_or_file]
    if file := _own_file(name_or_file):
        return file
    hint = meant(slug(name_or_file[:200]), files) or f"De planer som följer med är {listed(sorted(files))}."
    raise NotFound(f"Det finns ingen plan som heter {quoted(name_or_file)}.", hint=hint)


def _own_file(name: str) -> Path | None:
    """The file somebody means who wrote `name`: it ends in .toml, has a folder in it, or is there."""
    try:
        path = own_path(name)
        return path if name.endswith(".toml") or len(path.parts) > 1 or path.exists() else None
    except (OSError, ValueError):  # too long, a null character
        return None
