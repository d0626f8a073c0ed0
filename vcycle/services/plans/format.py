"""What a plan file holds: these declarations are the format, and docs/plans.md explains it.

A field without a default is a key that the file must have.
"""

from __future__ import annotations

from datetime import date, time
from typing import Literal

from msgspec import Struct

from vcycle.model.measure import Measure
from vcycle.model.period import Years
from vcycle.model.schedule import Schedule
from vcycle.services.chains.format import Basis, ChainStep, Tier

FORMAT = 1
MOST_RINGS = 5


class PlanRing(Struct, frozen=True):
    """A ring of the wheel; the file's order is the wheel's, outermost first."""

    name: str


class PlanArea(Struct, frozen=True):
    """A heading of the plan; `line` is where it stands in the plan's text."""

    key: str
    name: str
    ring: str = ""
    line: int = 0


class PlanRole(Struct, frozen=True):
    """A responsibility or body that the plan names."""

    key: str
    name: str
    description: str = ""
    appointed_by: str = ""
    required: bool = False
    quote: str = ""
    line: int = 0


class PlanSeries(Struct, frozen=True):
    """A series that no activity has: what is logged, or read off. `unit` is what an amount of it is."""

    key: str
    title: str = ""
    unit: Literal["number", "kronor"] = "number"


class PlanGoal(Struct, frozen=True):
    """A promise of the plan, in its own words unless `text` says it shorter; `measure` says how it is counted."""

    key: str
    text: str = ""
    area: str = ""
    areas: tuple[str, ...] = ()
    measure: Measure | None = None
    quote: str = ""
    line: int = 0

    @property
    def wording(self) -> str:
        return self.text or self.quote.rstrip(".")


class PlanActivity(Struct, frozen=True):
    """Something to do. `once` keeps it in the year it is imported for.

    `replaces` names items of other plans ("solna-2020/activities/medlemsmote-var-1") that this one takes the place of.
    From `level` to `checked`: see `model.core.Activity`; `follows` are keys of activities of the same plan.
    """

    key: str
    title: str
    area: str = ""
    areas: tuple[str, ...] = ()
    series: str = ""
    schedule: Schedule | None = None
    start_time: time | None = None
    end_time: time | None = None
    place: str = ""
    responsible: str = ""
    tags: tuple[str, ...] = ()
    once: bool = False
    exported: bool = True
    description: str = ""
    replaces: tuple[str, ...] = ()
    level: Tier | None = None
    stop: str = ""
    follows: tuple[str, ...] = ()
    paragraph: str = ""
    basis: Basis | None = None
    source: str = ""
    checked: date | None = None
    quote: str = ""
    line: int = 0


class PlanChain(Struct, frozen=True):
    """A chain that hangs on one of the plan's activities. `steps` have the chain's keys or new ones, and win."""

    use: str
    anchor: str
    without: tuple[str, ...] = ()
    steps: tuple[ChainStep, ...] = ()


class PlanOmission(Struct, frozen=True):
    """A sentence of the plan that became nothing of its own, and why."""

    quote: str
    line: int
    reason: str


class Plan(Struct, frozen=True):
    """A whole plan file, checked. `years` holds its terms and windows too."""

    format: int
    name: str
    title: str
    association: str
    year: int
    level: Literal["association", "district"] = "association"
    status: str = ""
    adopted: date | None = None
    source: str = ""
    years: Years = Years()
    terms: dict[str, tuple[str, str]] = {}
    windows: dict[str, tuple[str, str]] = {}
    rings: tuple[PlanRing, ...] = ()
    areas: tuple[PlanArea, ...] = ()
    roles: tuple[PlanRole, ...] = ()
    series: tuple[PlanSeries, ...] = ()
    goals: tuple[PlanGoal, ...] = ()
    activities: tuple[PlanActivity, ...] = ()
    chains: tuple[PlanChain, ...] = ()
    omitted: tuple[PlanOmission, ...] = ()


def in_areas(item: PlanGoal | PlanActivity) -> tuple[str, ...]:
    """The keys of the areas that `item` stands in, however the file says it."""
    return (item.area,) if item.area else item.areas


def source_of(plan: Plan, line: int) -> str:
    """Where a quote stands, as records note it: "solna-2020 rad 41"."""
    return f"{plan.name} rad {line}" if line else ""
