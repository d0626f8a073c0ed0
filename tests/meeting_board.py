"""A real association with the meetings switched on, for the tests of that plugin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.spaces import a_space
from vcycle.model.derived import Entry, Finding, Section
from vcycle.model.period import Period, Years
from vcycle.model.records import Record
from vcycle.services import moving
from vcycle.services.workspace import Workspace
from vcycle_meetings.occasions import Occasion, occasions
from vcycle_meetings.records import Meeting

TODAY = date(2026, 8, 20)
AUTUMN = Period(date(2026, 7, 1), date(2026, 12, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PLUGINS = {"meetings": "vcycle_meetings"}

Board = Callable[..., Workspace]


def a_board(
    folder: Path,
    *records: Record,
    today: date = TODAY,
    plugins: dict[str, str] | None = None,
    years: Years | None = None,
) -> Workspace:
    """An association with these records, on a Thursday in August."""
    space = a_space(folder, *records, today=today, plugins=plugins or PLUGINS, years=years)
    assert space.host.problems == []
    return space


def meeting(day: str, kind: str = "Styrelsemöte", **more: object) -> Meeting:
    return Meeting(kind=kind, day=date.fromisoformat(day), **more)  # type: ignore[arg-type]


def there(space: Workspace, period: Period = YEAR) -> list[Occasion]:
    return occasions(space.context("meetings"), period)


def titled(space: Workspace, title: str, day: str) -> Entry:
    """The only entry with that title on a day."""
    on = date.fromisoformat(day)
    [found] = [entry for entry in space.entries(Period(on, on)) if entry.title == title]
    return found


def hold(space: Workspace, entry: Entry, on: str = "", **counted: object) -> None:
    """Tick it off, with what was counted."""
    moving.save(space, moving.done(space, entry, date.fromisoformat(on) if on else None, **counted))


def found(space: Workspace) -> list[Finding]:
    """What the plugin finds, which must not have failed."""
    answer = space.host.findings(space.context)
    assert space.host.problems == []
    return answer


def messages(space: Workspace) -> list[str]:
    return [finding.message for finding in found(space)]


def text(sections: tuple[Section, ...] | list[Section]) -> str:
    """Everything that sections say, a line for each row."""
    lines = [line for section in sections for line in (section.title, section.text, *map(" | ".join, section.rows))]
    return "\n".join(line for line in lines if line)
