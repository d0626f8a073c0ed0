"""The annual report as the content of a file."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from vcycle.services.goals_json import goal_json
from vcycle.services.report import Report
from vcycle.services.section_files import written
from vcycle.services.workspace import Workspace


def report_file(space: Workspace, made: Report, wanted: str) -> bytes:
    """The report in one of `section_files.FORMATS`; raises `NoPrinter` where that needs what is not installed."""
    about = {
        "title": made.title,
        "start": made.period.start.isoformat(),
        "end": made.period.end.isoformat(),
        "goals": [_without(goal_json(space, standing), "left") for standing in made.standings],
        "facts": [_without(asdict(fact), "tags", "place") for fact in made.evidence.facts],
    }
    return written(made.title, made.sections, about, wanted)


def _without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    """What may leave the board: labels of facts, and who is left, may be names of people."""
    return {name: part for name, part in value.items() if name not in names}
