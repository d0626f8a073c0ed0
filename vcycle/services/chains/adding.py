"""A chain put to use: its steps become activities that hang on a series of the workspace."""

from __future__ import annotations

from vcycle.errors import InputError
from vcycle.model.core import Activity, Area, Role
from vcycle.model.records import Record
from vcycle.model.text import quoted, slug
from vcycle.services.chains.file import chain_values, find_chain
from vcycle.services.chains.steps import Roles, items_of
from vcycle.services.findings import OF_CHAIN
from vcycle.services.hanging import circles
from vcycle.services.plans.format import Plan, PlanActivity, PlanRole
from vcycle.services.plans.importing import ImportResult, import_plan
from vcycle.services.workspace import Workspace


def add_chain(space: Workspace, name: str, *, series: str = "", dry_run: bool = False) -> ImportResult:
    """The steps of the chain `name` as activities, in one transaction; adding it again changes nothing.

    They hang on `series`, by default the chain's own. Roles that the workspace has by the same name are used. Raises
    `InputError` when what they hang on hangs on one of them.
    """
    values = chain_values(find_chain(name, space.folder))
    series = series or values["series"]
    if slug(series) != series:
        raise InputError(f"{quoted(series)} ska vara små bokstäver a-z, siffror och bindestreck.")
    plan_name = f"{OF_CHAIN}{name}" if series == values["series"] else f"{OF_CHAIN}{name}-{series}"
    own = f"{plan_name}/"
    known = [role for role in space.store.find(Role) if not role.plan_item.startswith(own)]
    roles = Roles({"key": slug(role.name), "name": role.name} for role in known)
    areas = _areas(space, series)
    items = [{**item, "areas": tuple(areas)} for item in items_of(values.get("steps", []), series, roles)]
    plan = Plan(
        format=1,
        name=plan_name,
        title=values["title"],
        association="",
        year=space.years.year_of(space.today),
        roles=tuple(PlanRole(**role) for role in roles.new),
        activities=tuple(PlanActivity(**item) for item in items),
    )
    given = {f"{own}roles/{slug(role.name)}": role.id for role in reversed(known)}
    given |= {f"{own}areas/{area}": area for area in areas}
    label = f"Lade till kedjan {name} på {series}"
    planned = import_plan(space.store, plan, given=given, dry_run=True)
    _refuse_circles(space, [*planned.created, *planned.updated])
    return planned if dry_run else import_plan(space.store, plan, given=given, label=label)


def _areas(space: Workspace, series: str) -> list[str]:
    """The areas of what the chain hangs on, so that its steps are drawn beside it."""
    there = {area.id for area in space.store.find(Area)}
    anchors = (a for a in space.sources.activities.values() if a.series == series)
    return [area for area in next((a.areas for a in anchors), ()) if area in there]


def _refuse_circles(space: Workspace, records: list[Record]) -> None:
    new = {record.id: record for record in records if isinstance(record, Activity)}
    kept = [activity for activity in space.sources.derived if activity.id not in new]
    for loop in circles([*kept, *new.values()]):
        if any(activity.id in new for activity in loop):
            way = " → ".join(quoted(activity.title, 40) for activity in (*loop, loop[0]))
            raise InputError(f"Kedjan skulle hänga på sig själv och aldrig få några datum: {way}.")


def is_known(space: Workspace, series: str) -> bool:
    """Whether anything that the workspace knows of now has the series."""
    if any(activity.series == series for activity in space.sources.activities.values()):
        return True
    return any(entry.series == series for entry in space.entries(space.this_year.widened(5 * 366)))
