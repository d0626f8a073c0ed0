"""The annual report so far: goals with their results and evidence, numbers, roles, what plugins tell, dated records."""

from __future__ import annotations

from msgspec import Struct

from vcycle.model.derived import Section
from vcycle.model.period import Period
from vcycle.services.goals import Standing
from vcycle.services.report.dated import dated
from vcycle.services.report.evidence import Evidence
from vcycle.services.report.goals import goals
from vcycle.services.report.numbers import numbers, series_names
from vcycle.services.report.roles import roles
from vcycle.services.workspace import Workspace


class Report(Struct, frozen=True, kw_only=True):
    """What is told about one activity year, in the order it is read.

    `standings` are all goals with their readings; `evidence` holds every fact that they were counted by.
    """

    title: str
    period: Period
    sections: tuple[Section, ...]
    standings: tuple[Standing, ...]
    evidence: Evidence


def report(space: Workspace, year: int) -> Report:
    """The report of the activity year `year`, as it stands today; nobody is named in it."""
    period = space.years.year(year)
    evidence = Evidence()
    told = goals(space, year, evidence)
    own = space.host.sections(space.context, period)
    sections = (
        *told.sections,
        *numbers(space, year, evidence),
        *own,
        *roles(space, period),
        *dated(space, period, {section.plugin for section in own}),
        *evidence.sections(space, series_names(space, period)),
    )
    name = f" för {space.settings.name}" if space.settings.name else ""
    title = f"Verksamhetsberättelse {space.years.label(year)}{name}"
    return Report(title=title, period=period, sections=sections, standings=told.standings, evidence=evidence)
