"""The chains of a plan: their steps become activities and roles of the plan, its own words before the chain's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from vcycle.errors import InputError, NotFound
from vcycle.model.core import TIERS
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Offset, Yearly
from vcycle.model.text import quoted
from vcycle.model.values import did_you_mean
from vcycle.rules.schedules import occurrences
from vcycle.services.chains.checks import NOWHERE, Rooted, check_order, check_steps
from vcycle.services.chains.file import chain_values, find_chain
from vcycle.services.chains.format import ChainStep
from vcycle.services.chains.order import pairs
from vcycle.services.chains.steps import Roles, items_of
from vcycle.services.plans.format import PlanChain
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath

Values = dict[str, Any]


class Steps(NamedTuple):
    """What chains add to a plan: activities, each with where in the file it stands, and roles."""

    activities: Sequence[tuple[KeyPath, Values]]
    roles: Sequence[Values]


NO_STEPS = Steps((), ())


def expand(values: Values, workspace: Path | None, faults: Faults) -> Steps:
    """The steps of all chains that a plan uses; what is wrong with them goes to `faults`."""
    roles = Roles(values.get("roles", []))
    found: list[tuple[KeyPath, Values]] = []
    taken = {item.get("key") for item in values.get("activities", [])}
    for number, chain in enumerate(values["chains"]):
        for path, item in _activities(chain, ("chains", number), values, workspace, roles, faults):
            if item["key"] in taken:
                faults.add(path, f"nyckeln {quoted(item['key'])} finns redan i planen")
            taken.add(item["key"])
            found.append((path, item))
    return Steps(found, roles.new)


def _activities(
    chain: Values, path: KeyPath, values: Values, workspace: Path | None, roles: Roles, faults: Faults
) -> Iterator[tuple[KeyPath, Values]]:
    template = _template(chain.get("use"), (*path, "use"), workspace, faults)
    anchor = _anchor(chain.get("anchor"), (*path, "anchor"), values, faults)
    if template is None or anchor is None:
        return
    merged = _merged(template, chain, path, faults)
    if check_steps([step for _, step in merged], lambda number: merged[number][0], faults):
        shared = {name: anchor[name] for name in ("area", "areas", "once") if name in anchor}
        made = items_of([step for _, step in merged], anchor["series"], roles)
        yield from ((place, {**shared, **item}) for (place, _), item in zip(merged, made, strict=True))


def _template(name: str | None, path: KeyPath, workspace: Path | None, faults: Faults) -> list[Values] | None:
    """The steps of the chain with that name as its file has them."""
    if name is None:
        return None
    try:
        return list(chain_values(find_chain(name, workspace)).get("steps", []))
    except NotFound as error:
        faults.add(path, f"{error} {error.hint}".rstrip("."))
    except InputError as error:
        faults.add(path, f"kedjan {quoted(name)} går inte att läsa: {'; '.join(error.problems)}")
    return None


def _anchor(key: str | None, path: KeyPath, values: Values, faults: Faults) -> Values | None:
    if key is None:
        return None
    activities = {item["key"]: item for item in values.get("activities", []) if "key" in item}
    anchor = activities.get(key)
    if anchor is None:
        faults.add(path, f"planen har ingen aktivitet som heter {quoted(key)}{did_you_mean(key, activities)}")
    elif not anchor.get("series"):
        faults.add(path, f"aktiviteten {quoted(key)} behöver en series som kedjan kan hänga på")
        return None
    return anchor


def _merged(template: list[Values], chain: Values, path: KeyPath, faults: Faults) -> list[tuple[KeyPath, Values]]:
    """The chain's steps with the plan's own over them, each with where it stands in the plan."""
    merged = {step["key"]: (path, step) for step in template}
    for number, key in enumerate(chain.get("without", ())):
        if merged.pop(key, None) is None:
            tip = did_you_mean(key, merged)
            faults.add((*path, "without", number), f"kedjan har inget steg som heter {quoted(key)}{tip}")
    gone = set(chain.get("without", ()))
    merged = {key: (place, _without(step, gone)) for key, (place, step) in merged.items()}
    nameless = []
    for number, own in enumerate(chain.get("steps", [])):
        place = (*path, "steps", number)
        _, under = merged.get(own.get("key", ""), (path, {}))
        if "before" in own or "after" in own:
            under = {name: value for name, value in under.items() if name not in _OF_THE_AMOUNT}
        if "key" in own:
            merged[own["key"]] = (place, {**under, **own})
        else:
            nameless.append((place, own))
    return [*merged.values(), *nameless]


# What says where an amount comes from says nothing about another amount.
_OF_THE_AMOUNT = {"before", "after", "basis", "paragraph", "source", "checked", "description"}


def _without(step: Values, gone: set[str]) -> Values:
    """A step that no longer follows on what has been left out."""
    if gone.isdisjoint(step.get("follows", ())):
        return step
    return {**step, "follows": tuple(key for key in step["follows"] if key not in gone)}


def check_stops(items: Sequence[tuple[KeyPath, Values]], faults: Faults) -> None:
    """Local before district before national, in a plan and its chains; the schedules must have no faults.

    Compared is what is counted from the same thing, and what has days of its own.
    """
    by_key = {item["key"]: item for _, item in items if "key" in item and "title" in item}
    places = {item["key"]: path for path, item in items if "key" in item}
    by_series: dict[str, list[Values]] = {}
    for item in by_key.values():
        by_series.setdefault(item.get("series", ""), []).append(item)
    ways = {key: _rooted(item, by_series) for key, item in by_key.items()}
    check_order(by_key, ways, lambda key: places[key], faults)
    for earlier, later, why in pairs(by_key):
        if why == "stop" and (wrong := _overtaking(by_key[earlier], by_key[later])):
            faults.add((*places[earlier], "stop"), wrong)


def _overtaking(item: Values, upper: Values) -> str:
    """What is wrong when a stop with a day of its own lies after the one that it must come before in some year."""
    schedules = item.get("schedule"), upper.get("schedule")
    years = {int(day[:4]) for schedule in schedules if isinstance(schedule, Dates) for day in schedule.days}
    for year in sorted(years or {_ANY_YEAR}):
        day, last = (_only_day(schedule, year) for schedule in schedules)
        if day is not None and last is not None and last < day:
            levels = f"{TIERS[item['level']]} före {TIERS[upper['level']]}"
            both = f"{quoted(item['title'])} {day} kommer efter {quoted(upper['title'])} {last}"
            return f"{both}; {quoted(item['stop'])} går {levels}"
    return ""


_ANY_YEAR = 2024  # a leap year, so that every day of a year is in it


def _only_day(schedule: object, year: int) -> date | None:
    """The one day in a calendar year that a rule gives; None when it hangs on others, or gives none or several."""
    if not isinstance(schedule, Dates | Yearly):
        return None
    days = occurrences(schedule, Period(date(year, 1, 1), date(year, 12, 31)), Years())
    return days[0].start if len(days) == 1 else None


def _rooted(item: Values, by_series: dict[str, list[Values]]) -> Rooted:
    """What an activity is counted from in the end; called when nothing goes in a circle."""
    offset = item.get("schedule")
    if not isinstance(offset, Offset) or len(offset.series) != 1:
        return NOWHERE
    anchors = by_series.get(offset.series[0], [])
    above = _rooted(anchors[0], by_series) if len(anchors) == 1 else NOWHERE
    return (offset.series[0], (offset,)) if above[0] is None else (above[0], (*above[1], offset))


def with_steps(values: Values, steps: Steps) -> Values:
    """A plan's values with what its chains add among its own."""
    activities = [*values.get("activities", []), *(item for _, item in steps.activities)]
    return {**values, "activities": activities, "roles": [*values.get("roles", []), *steps.roles]}


def plan_chain(steps: Sequence[Values] = (), **values: Any) -> PlanChain:
    """A `PlanChain` of the values of its table."""
    return PlanChain(**values, steps=tuple(ChainStep(**step) for step in steps))
