"""Möten: board, member, group and annual meetings, and what is to be done before and after each of them.

Switch it on in vcycle.toml with `[plugins]` and `meetings = "vcycle_meetings"`.
"""

from collections.abc import Iterator

from vcycle.api import (
    Activity,
    Command,
    Context,
    Fact,
    Finding,
    Period,
    RecordType,
    ScreenType,
    Section,
    hookimpl,
)
from vcycle_meetings import steps
from vcycle_meetings.practice import RULE
from vcycle_meetings.records import TYPES

VCYCLE_API = 1
VCYCLE_NAME = "Möten"


@hookimpl
def vcycle_record_types() -> list[RecordType]:
    return [*TYPES, RULE]


@hookimpl
def vcycle_activities(context: Context) -> Iterator[Activity]:
    return steps.activities(context.store)


@hookimpl
def vcycle_facts(context: Context, period: Period) -> Iterator[Fact]:
    from vcycle_meetings import report  # here as below: most commands only want the year

    return report.facts(context, period)


@hookimpl
def vcycle_findings(context: Context) -> Iterator[Finding]:
    from vcycle_meetings import findings

    return findings.findings(context)


@hookimpl
def vcycle_sections(context: Context, period: Period) -> Iterator[Section]:
    from vcycle_meetings import report

    return report.sections(context, period)


@hookimpl
def vcycle_commands() -> tuple[Command, ...]:
    from vcycle_meetings.commands import COMMANDS

    return COMMANDS


@hookimpl
def vcycle_screens() -> list[ScreenType]:
    return [
        ScreenType(
            name="layout",
            label="Lägg ut en termins möten",
            factory="vcycle_meetings.tui.layout:LayoutScreen",
            keywords="nya möten boka planera schema höst vår mötesdagar styrelsemöten medlemsmöten",
        )
    ]
