"""To what a finding is about: the form of a record, a goal, somebody for a role, a plugin's command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from textual.app import App

from vcycle.model.core import Goal, Holder, Role
from vcycle.model.records import Record, RecordType
from vcycle.services.goals import readings
from vcycle.services.goals_asking import series_counted
from vcycle.services.records.directory import directory_of
from vcycle.services.workspace import Workspace
from vcycle.tui.goals.ask_dialog import asking
from vcycle.tui.goals.goal_dialog import GoalDialog
from vcycle.tui.log_dialog import LogDialog
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.todo_items import Todo

if TYPE_CHECKING:
    from vcycle.tui.app import VcycleApp

Saved = Callable[[str], None]
"""Called with what was saved, in words."""


class BegunForm(RecordForm):
    """A new record of which something is known already: `given`, texts by field name."""

    def __init__(self, space: Workspace, kind: RecordType, given: Mapping[str, str]) -> None:
        super().__init__(space, kind)
        self.given = given

    def _texts(self, record: Record | None) -> Mapping[str, str]:
        texts = super()._texts(record)
        return {**texts, **self.given} if record is None else texts


def go(app: App[object], space: Workspace, item: Todo, saved: Saved) -> None:
    """Open what `item` is about over what is shown now; raises `VcycleError` when it is gone."""
    if item.command is not None:
        cast("VcycleApp", app).open_command(item.plugin, item.command)
    elif isinstance(item.record, Goal):
        _to_goal(app, space, item.record, saved)
    elif isinstance(item.record, Role):
        _to_holder(app, space, item.record, saved)
    elif item.kind is not None and item.record is not None:
        _open_form(app, RecordForm(space, item.kind, item.record), saved)


def _open_form(app: App[object], form: RecordForm, saved: Saved) -> None:
    app.push_screen(form, lambda record: saved("Sparat") if record else None)


def _to_holder(app: App[object], space: Workspace, role: Role, saved: Saved) -> None:
    """Ask who has the role, from today."""
    kind = space.registry.of(Holder)
    [spec] = [spec for spec in kind.fields if spec.name == "role"]
    given = {"role": directory_of(space).text(spec, role.id), "since": space.today.isoformat()}
    _open_form(app, BegunForm(space, kind, given), saved)


def _to_goal(app: App[object], space: Workspace, goal: Goal, saved: Saved) -> None:
    """Show the goal as it stands this year, and do what somebody asks for there."""
    year, goal = space.years.year_of(space.today), space.store.get(Goal, goal.id)
    [standing] = [s for s in readings(space, year) if s.goal.id == goal.id]

    def after(action: str | None) -> None:
        if action == "set":
            app.push_screen(asking(space, standing, year), lambda new: saved(f"Sparat: {new.text}") if new else None)
        elif action == "log":
            app.push_screen(LogDialog(space, series_counted(space, standing.goal), begin=True))
        elif action == "edit":
            _open_form(app, RecordForm(space, space.registry.of(Goal), goal), saved)

    app.push_screen(GoalDialog(space, standing, year), after)
