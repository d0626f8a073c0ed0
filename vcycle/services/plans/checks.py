"""What no single key of a plan file shows: references, keys that stand twice, quotes without a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from vcycle.model.core import CORE_TYPES, Activity, Area, Goal, Role, Series
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, Years
from vcycle.model.records import Record
from vcycle.model.schedule import Offset
from vcycle.model.text import quoted, slug
from vcycle.model.values import did_you_mean
from vcycle.rules.schedule_faults import faults as schedule_faults
from vcycle.services.chains.checks import NEVER_LATER
from vcycle.services.hanging import circles
from vcycle.services.plans.chains import NO_STEPS, check_stops
from vcycle.services.plans.format import MOST_RINGS
from vcycle.services.plans.measure_table import check_measures
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath

Values = dict[str, Any]
_KEYED = ("areas", "roles", "series", "goals", "activities")
_TYPES = {record_type.cls: record_type for record_type in CORE_TYPES}


def check_plan(values: Values, stem: str, faults: Faults) -> None:
    """Add to `faults` all that is wrong between the values that could be read; `stem` is the file's name."""
    _check_head(values, stem, faults)
    _check_rings(values, faults)
    for section in _KEYED:
        _check_keys(values.get(section, []), section, faults)
    _check_references(values, faults)
    for path, item in _items(values, *_KEYED, "omitted"):
        _check_quote(item, path, faults)
    for path, item in _items(values, *_KEYED):
        _check_record(item, path, faults)


def _items(values: Values, *sections: str) -> Iterator[tuple[KeyPath, Values]]:
    for section in sections:
        for number, item in enumerate(values.get(section, [])):
            yield (section, number), item


def _check_head(values: Values, stem: str, faults: Faults) -> None:
    name = values.get("name")
    if name is not None and (not name or slug(name) != name):
        faults.add(("name",), f"{quoted(name)} ska vara små bokstäver a-z, siffror och bindestreck")
    elif name is not None and name != stem:
        faults.add(("name",), f"ska vara som filens namn, ”{stem}”, inte {quoted(name)}")
    for key in ("title", "association"):
        if not values.get(key, "x").strip():
            faults.add((key,), "får inte vara tom")
    if not FIRST_YEAR <= values.get("year", FIRST_YEAR) <= LAST_YEAR:
        faults.add(("year",), f"ska vara ett årtal mellan {FIRST_YEAR} och {LAST_YEAR}, inte {values['year']}")


def _check_rings(values: Values, faults: Faults) -> None:
    rings = [ring.get("name") for ring in values.get("rings", [])]
    if len(rings) > MOST_RINGS:
        faults.add(("rings", MOST_RINGS), f"hjulet har plats för högst {MOST_RINGS} ringar, här är {len(rings)}")
    for number, name in enumerate(rings):
        if name is not None and name in rings[:number]:
            faults.add(("rings", number, "name"), f"ringen {quoted(name)} står två gånger")
    for path, area in _items(values, "areas"):
        _check_known(area.get("ring"), rings, (*path, "ring"), "ring", faults)


def _check_keys(items: list[Values], section: str, faults: Faults) -> None:
    first: dict[str, int] = {}
    for number, item in enumerate(items):
        key = item.get("key")
        if key is None:
            continue
        if not key or slug(key) != key:
            faults.add((section, number, "key"), f"{quoted(key)} ska vara små bokstäver a-z, siffror och bindestreck")
        if first.setdefault(key, number) != number:
            faults.add((section, number, "key"), f"{quoted(key)} står redan som nummer {first[key] + 1}")


def _check_references(values: Values, faults: Faults) -> None:
    areas = [item.get("key") for _, item in _items(values, "areas")]
    roles = [item.get("key") for _, item in _items(values, "roles")]
    own, steps = values.get("activities", []), values.get("expanded", NO_STEPS).activities
    activities = [item.get("key") for item in (*own, *(step for _, step in steps))]
    for path, item in _items(values, "goals", "activities"):
        if item.get("area") and item.get("areas"):
            faults.add((*path, "areas"), "skriv area eller areas, inte båda")
        _check_known(item.get("area"), areas, (*path, "area"), "område", faults)
        for number, area in enumerate(item.get("areas", ())):
            _check_known(area, areas, (*path, "areas", number), "område", faults)
        _check_known(item.get("responsible"), roles, (*path, "responsible"), "roll", faults)
        for number, key in enumerate(item.get("follows", ())):
            _check_known(key, activities, (*path, "follows", number), "aktivitet", faults)
    _check_schedules(values, faults)
    _check_goals(values, faults)
    _check_replaced(values, faults)


def _check_schedules(values: Values, faults: Faults) -> None:
    items = [*_items(values, "activities"), *values.get("expanded", NO_STEPS).activities]
    series = {item["series"] for _, item in items if item.get("series")}
    series |= {item["key"] for item in values.get("series", []) if item.get("key")}  # what is logged may begin steps
    years = Years(windows=values.get("windows", {}))
    hanging: list[tuple[KeyPath, Activity]] = []
    before = len(faults)
    for path, item in items:
        schedule = item.get("schedule")
        if schedule is None:
            continue
        for sentence in schedule_faults(schedule, known_series=series, years=years):
            faults.add((*path, "schedule"), sentence)
        if isinstance(schedule, Offset):
            if schedule.weekend == "after" and schedule.before and (schedule.hard or item.get("stop")):
                faults.add((*path, "schedule"), NEVER_LATER)
            named = Activity(id=str(len(hanging)), title=item.get("key", "x"), series=item.get("series", ""))
            hanging.append((path, replace(named, schedule=schedule)))
    loops = circles([activity for _, activity in hanging])
    for path, activity in hanging:
        for loop in loops:
            if activity in loop:
                way = " → ".join(a.title for a in (*loop, loop[0]))
                faults.add((*path, "schedule"), f"hänger på sig själv och får aldrig något datum: {way}")
    if len(faults) == before:
        check_stops(items, faults)


def _check_goals(values: Values, faults: Faults) -> None:
    steps = values.get("expanded", NO_STEPS)
    activities = [*values.get("activities", []), *(item for _, item in steps.activities)]
    series = {item.get("series", "") for item in activities}
    series |= {item.get("key", "") for item in values.get("series", [])}
    roles = {item.get("key", "") for item in (*values.get("roles", []), *steps.roles)}
    check_measures(values, series - {""}, roles - {""}, faults)


def _check_replaced(values: Values, faults: Faults) -> None:
    for path, item in _items(values, "activities"):
        for number, replaced in enumerate(item.get("replaces", ())):
            if not re.fullmatch(r"[a-z0-9-]+/activities/[a-z0-9-]+", replaced):
                example = "solna-2020/activities/vansterpizza"
                faults.add((*path, "replaces", number), f"{quoted(replaced)} ska skrivas som ”{example}”")


def _check_known(name: str | None, known: list[Any], path: KeyPath, noun: str, faults: Faults) -> None:
    if name and name not in known:
        tip = did_you_mean(name, [word for word in known if word])
        faults.add(path, f"planen har {_NONE[noun]} {noun} som heter {quoted(name)}{tip}")


_NONE = {"ring": "ingen", "område": "inget", "roll": "ingen", "aktivitet": "ingen"}


def _check_quote(item: Values, path: KeyPath, faults: Faults) -> None:
    line = item.get("line", 0)
    if item.get("quote") and not line:
        faults.add((*path, "quote"), "citatet behöver också line, raden där det står i planens text")
    if line < 0:
        faults.add((*path, "line"), f"ska vara radens nummer från 1, inte {line}")
    if path[0] == "omitted" and len(item.get("reason", "x" * 20).strip()) < 20:
        faults.add((*path, "reason"), "skriv varför meningen inte blev någon egen post")


def _check_record(item: Values, path: KeyPath, faults: Faults) -> None:
    """Whether the store would take the record that this item becomes."""
    if path[0] == "goals" and "key" in item and not (item.get("text") or item.get("quote")):
        faults.add((*path, "text"), "målet behöver text eller quote")
        return
    record = _record(str(path[0]), item)
    for name, sentence in _TYPES[type(record)].problems(record).items() if record else ():
        faults.add((*path, name), sentence)


def _record(section: str, item: Values) -> Record | None:
    """The core record for checking, without links; None when a required key could not be read."""
    cls, names = _CHECKED[section]
    if section == "goals":
        text = item.get("text") or item.get("quote", "")
        return Goal(text=text, quote=item.get("quote", ""), measure=item.get("measure"))
    if names[0] not in item:
        return None
    return cls(**{name: item[name] for name in names if name in item})


_CHECKED: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "areas": (Area, ("name", "ring")),
    "roles": (Role, ("name", "description", "appointed_by", "required", "quote")),
    "series": (Series, ("key", "title", "unit")),
    "goals": (Goal, ("text", "quote")),
    "activities": (
        Activity,
        ("title", "schedule", "start_time", "end_time", "place", "series", "tags", "exported", "description", "quote",
         "level", "stop", "paragraph", "basis", "source", "checked"),
    ),
}  # fmt: skip
