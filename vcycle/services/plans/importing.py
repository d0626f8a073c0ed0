"""A plan becomes records, once: importing it again changes nothing that it did not change itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from msgspec.structs import replace

from vcycle.model.core import Activity, Area, Change, Goal, Role, Series, Unit
from vcycle.model.fields import BOOKKEEPING
from vcycle.model.records import Record, new_id
from vcycle.services.plans.format import (
    Plan,
    PlanActivity,
    PlanArea,
    PlanGoal,
    PlanRole,
    PlanSeries,
    in_areas,
    source_of,
)
from vcycle.storage.documents import DocumentStore

Planned = Activity | Goal | Area | Role | Series
_SECTIONS: tuple[tuple[str, type[Planned]], ...] = (
    ("areas", Area),
    ("roles", Role),
    ("series", Series),
    ("goals", Goal),
    ("activities", Activity),
)


@dataclass
class ImportResult:
    """What an import did, or would do when it was a dry run; the records as they are afterwards.

    `kept` were changed by hand and stay so. `removed` were thrown away by somebody and are not made again. `replaced`
    gave way to items that say they take their place. `dropped` are no longer in the plan and stay as they are.
    """

    created: list[Record] = field(default_factory=list)
    updated: list[Record] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)
    kept: list[Record] = field(default_factory=list)
    removed: list[Record] = field(default_factory=list)
    replaced: list[Record] = field(default_factory=list)
    dropped: list[Record] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many records were written or thrown away."""
        return len(self.created) + len(self.updated) + len(self.replaced)


def import_plan(
    store: DocumentStore,
    plan: Plan,
    *,
    year: int | None = None,
    own: str = "",
    dry_run: bool = False,
    given: Mapping[str, str] | None = None,
    label: str = "",
) -> ImportResult:
    """Make the plan's items records, in one transaction.

    What the plan wants done once belongs to the activity year `year`, by default the plan's own. `own` is the name of
    the association when it is not the plan's; a workspace that knows its own association keeps it. `given` has the ids
    of records that items of the plan refer to and that are there already ("plan/roles/kassor"); `label` is what the
    history says, by default that the plan was read.
    """
    wanted = _Import(store, plan, year or plan.year, own, given or {})
    if dry_run:
        return wanted.result()
    with store.transaction(label or f"Läste in planen {plan.name}", kind="import") as transaction:
        result = wanted.result()
        for record in (*result.created, *result.updated):
            transaction.put(record)
        for record in result.replaced:
            transaction.remove(type(record), record.id)
    return result


@dataclass
class _Import:
    """Compares a plan with the records of a store; writes nothing."""

    store: DocumentStore
    plan: Plan
    year: int
    own: str
    given: Mapping[str, str]

    def result(self) -> ImportResult:
        result = ImportResult(created=list(self._own_unit()))
        wanted = dict(self._wanted())
        for item, record in wanted.items():
            self._compare(item, record, result)
        created = {_item(record) for record in result.created if isinstance(record, Planned)}
        result.replaced = list(self._replaced(created))
        prefix = f"{self.plan.name}/"
        result.dropped = [r for item, r in self._live.items() if item.startswith(prefix) and item not in wanted]
        return result

    def _own_unit(self) -> Iterator[Unit]:
        """The association's own unit, unless there is or was one."""
        removed = (entry.record for entry in self.store.trash())
        if not (self.own or self.plan.association):
            return
        if not any(isinstance(unit, Unit) and unit.kind == "own" for unit in (*self.store.find(Unit), *removed)):
            yield Unit(id=new_id(), name=self.own or self.plan.association, kind="own")

    @cached_property
    def _live(self) -> dict[str, Planned]:
        return _by_item(record for _, cls in _SECTIONS for record in self.store.find(cls))

    @cached_property
    def _trashed(self) -> dict[str, Planned]:
        return _by_item(entry.record for entry in self.store.trash() if isinstance(entry.record, Planned))

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The id of each item of the plan: the one it has or had, else a new one."""
        known = {**self._trashed, **self._live}
        items = (self._name(section, item.key) for section, _ in _SECTIONS for item in getattr(self.plan, section))
        made = {name: known[name].id if name in known else new_id() for name in items}
        return {**self.given, **made}

    def _name(self, section: str, key: str) -> str:
        return f"{self.plan.name}/{section}/{key}"

    def _wanted(self) -> Iterator[tuple[str, Planned]]:
        """The records that the plan makes of its items, by item."""
        makers: dict[str, Callable[[Any], Planned]] = {
            "areas": self._area,
            "roles": self._role,
            "series": self._series,
            "goals": self._goal,
            "activities": self._activity,
        }
        for section, _ in _SECTIONS:
            for item in getattr(self.plan, section):
                name = self._name(section, item.key)
                record = makers[section](item)
                yield name, replace(record, id=self._ids[name], plan_item=f"{name}@{_digest(record)}")

    @cached_property
    def _first_position(self) -> int:
        """Areas come after those of plans that were read before."""
        own = {self._ids[self._name("areas", area.key)] for area in self.plan.areas}
        return 1 + max((a.position for a in self.store.find(Area) if a.id not in own), default=-1)

    @cached_property
    def _areas_by_ring(self) -> list[PlanArea]:
        """The areas in the order of the plan's rings, which is the wheel's; within a ring as they stand."""
        order = {ring.name: number for number, ring in enumerate(self.plan.rings)}
        return sorted(self.plan.areas, key=lambda area: order.get(area.ring, len(order)))

    def _area(self, item: PlanArea) -> Area:
        position = self._first_position + self._areas_by_ring.index(item)
        return Area(name=item.name, ring=item.ring, position=position)

    def _role(self, item: PlanRole) -> Role:
        return Role(
            name=item.name,
            description=item.description,
            appointed_by=item.appointed_by,
            required=item.required,
            quote=item.quote,
            source=source_of(self.plan, item.line),
        )

    def _series(self, item: PlanSeries) -> Series:
        return Series(key=item.key, title=item.title, unit=item.unit)

    def _goal(self, item: PlanGoal) -> Goal:
        source = source_of(self.plan, item.line)
        areas = self._areas(item)
        return Goal(text=item.wording, measure=item.measure, areas=areas, quote=item.quote, source=source)

    def _activity(self, item: PlanActivity) -> Activity:
        return Activity(
            title=item.title,
            schedule=item.schedule,
            start_time=item.start_time,
            end_time=item.end_time,
            place=item.place,
            areas=self._areas(item),
            responsible=self._ids[self._name("roles", item.responsible)] if item.responsible else "",
            series=item.series,
            tags=item.tags,
            year=self.year if item.once else None,
            exported=item.exported,
            description=item.description,
            quote=item.quote,
            source=item.source or source_of(self.plan, item.line),
            level=item.level,
            stop=item.stop,
            follows=tuple(self._ids[self._name("activities", key)] for key in item.follows),
            paragraph=item.paragraph,
            basis=item.basis,
            checked=item.checked,
        )

    def _areas(self, item: PlanGoal | PlanActivity) -> tuple[str, ...]:
        return tuple(self._ids[self._name("areas", key)] for key in in_areas(item))

    def _compare(self, item: str, wanted: Planned, result: ImportResult) -> None:
        """Put the record of one item where it belongs in `result`."""
        current = self._live.get(item)
        if current is None:
            trashed = self._trashed.get(item)
            (result.removed if trashed else result.created).append(trashed or wanted)
        elif is_edited(current):
            result.kept.append(current)
        elif _stamp(current) == _stamp(wanted):
            result.unchanged.append(current)
        else:
            result.updated.append(_renewed(current, wanted))

    def _replaced(self, created: set[str]) -> Iterator[Record]:
        """The untouched, undated items of other plans whose place a newly made item takes."""
        for item in self.plan.activities:
            if self._name("activities", item.key) in created:
                found = (self._live.get(name) for name in item.replaces)
                yield from (r for r in found if r and not is_edited(r) and not self.store.find(Change, record=r.id))


def is_edited(record: Planned) -> bool:
    """Whether somebody has changed an imported record since it was imported."""
    return _digest(record) != _stamp(record)


def _by_item(records: Iterable[Planned]) -> dict[str, Planned]:
    """Imported records by their item; of several (somebody copied one) the oldest."""
    ordered = sorted((record for record in records if record.plan_item), key=lambda record: record.id, reverse=True)
    return {_item(record): record for record in ordered}


def _item(record: Planned) -> str:
    return record.plan_item.partition("@")[0]


def _stamp(record: Planned) -> str:
    """The digest that the record carries of itself as it was imported."""
    return record.plan_item.partition("@")[2]


# Decided when an item is first imported, so neither a later import nor a change by hand is about them.
_OWN_TO_RECORD = BOOKKEEPING | {"plan_item", "position", "year", "carried_from"}


# Fields that records of earlier imports lack: empty, they must leave the digest that those carry as it is.
_ADDED = {"measure", "level", "stop", "follows", "paragraph", "basis", "checked"}


def _digest(record: Planned) -> str:
    content: dict[str, Any] = {
        name: value
        for name in record.__struct_fields__
        if name not in _OWN_TO_RECORD and ((value := getattr(record, name)) or name not in _ADDED)
    }
    if isinstance(record, Activity):
        content["once"] = record.year is not None
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:8]


def _renewed(current: Planned, wanted: Planned) -> Planned:
    """The record as a changed plan wants it; the place in the order and the year stay as they were."""
    wanted = replace(wanted, revision=current.revision, created=current.created)
    if isinstance(wanted, Area) and isinstance(current, Area):
        return replace(wanted, position=current.position)
    if isinstance(wanted, Activity) and isinstance(current, Activity) and wanted.year and current.year:
        return replace(wanted, year=current.year)
    return wanted
