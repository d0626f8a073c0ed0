"""The annual report so far: what was done in a year, from facts, from the plugins, and from dated records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from vcycle.model.core import Activity
from vcycle.model.derived import Fact, Section
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType
from vcycle.services.records.directory import directory_of
from vcycle.services.records.input import is_personal
from vcycle.services.workspace import Workspace

COUNTED = ("Vad", "Genomfört", "Återstår", "Kvinnor", "Män", "Annat", "Uppgift saknas")


class Report(Struct, frozen=True, kw_only=True):
    """What is told about one activity year, in the order it is read."""

    title: str
    period: Period
    sections: tuple[Section, ...]


def report(space: Workspace, year: int) -> Report:
    """The report of the activity year `year`, as it stands today; nobody is named in it."""
    period = space.years.year(year)
    own = space.host.sections(space.context, period)
    told = {section.plugin for section in own}
    sections = (*_counted(space, period), *own, *_dated(space, period, told))
    name = f" för {space.settings.name}" if space.settings.name else ""
    return Report(title=f"Verksamhetsberättelse {space.years.label(year)}{name}", period=period, sections=sections)


def _counted(space: Workspace, period: Period) -> Iterator[Section]:
    """How often each series that has been held at all was held and is planned, and who came."""
    by_series: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in space.facts(period):
        by_series[fact.series].append(fact)
    names = _names(space, period)
    held = {
        series: facts
        for series, facts in by_series.items()
        if any(not fact.planned and (series in names or fact.plugin == "core") for fact in facts)
    }  # what a plugin counts under a name that nobody sees, it tells of itself
    rows = [(names.get(series, series), *_numbers(facts)) for series, facts in held.items()]
    if rows:
        rows.sort(key=lambda row: row[0].casefold())
        text = "Så många gånger det har skett, hur många som deltog, och hur många gånger som återstår enligt plan."
        yield Section(title="Året i siffror", text=text, header=COUNTED, rows=tuple(rows))


def _numbers(facts: Sequence[Fact]) -> tuple[str, ...]:
    done = [fact for fact in facts if not fact.planned]
    people = (sum(getattr(fact, who) for fact in done) for who in ("women", "men", "others", "unknown"))
    planned = sum(fact.planned for fact in facts)
    return (str(sum(fact.amount for fact in done)), str(planned), *(str(count) if count else "" for count in people))


def _names(space: Workspace, period: Period) -> dict[str, str]:
    """What people call each series: the title of its only activity, else of any of its entries."""
    titles = {entry.series: entry.title for entry in space.entries(period)}
    return titles | {a.series: a.title for a in space.store.find(Activity) if a.series}


def _dated(space: Workspace, period: Period, told: set[str]) -> Iterator[Section]:
    """The records that have a day in the year, of the plugins that tell nothing themselves and are not about people."""
    directory = directory_of(space)
    for kind in space.registry:
        plugin = kind.key.partition(".")[0]
        if plugin in told or not kind.marks or not kind.listed or is_personal(kind):
            continue
        columns = [spec for spec in kind.fields if spec.hints.column]
        found = [record for record in directory.records(kind).values() if _lies_in(kind, record, period)]
        rows = [tuple(directory.shown(spec, getattr(record, spec.name)) for spec in columns) for record in found]
        if rows:
            header = tuple(spec.label for spec in columns)
            title = kind.plural[:1].upper() + kind.plural[1:]
            yield Section(title=title, header=header, rows=tuple(rows), plugin=plugin)


def _lies_in(kind: RecordType, record: Record, period: Period) -> bool:
    days = (getattr(record, mark.start) for mark in kind.marks)
    return any(day is not None and day in period for day in days)
