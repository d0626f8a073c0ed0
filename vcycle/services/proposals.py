"""Larger steps as they would be, before anybody takes them: what is shown, and what would be saved as one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from vcycle.errors import InputError
from vcycle.model.core import Activity
from vcycle.model.derived import Entry, Section
from vcycle.model.offers import Answer
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType
from vcycle.model.text import quoted
from vcycle.model.values import format_schedule
from vcycle.rules import swedish
from vcycle.services.chains.adding import add_chain, is_known
from vcycle.services.chains.file import find_chain, read_chain
from vcycle.services.chains.showing import UNSURE
from vcycle.services.chains.showing import rows as steps_of
from vcycle.services.next_year import NextYear, next_year
from vcycle.services.outer_dates import add_date
from vcycle.services.plans.format import Plan
from vcycle.services.plans.importing import ImportResult, import_plan
from vcycle.services.records.csv_records import Import, read_records
from vcycle.services.records.directory import directory_of
from vcycle.services.workspace import Workspace

_FEW = 200
"""Rows that are shown of something long; what is left out is counted."""
_AHEAD = 2 * 366


def plan_year(plan: Plan, space: Workspace) -> int:
    """The year of what the plan wants done once: the plan's own, or this one when the association began later."""
    first = space.years.first
    return plan.year if first is None or plan.year >= first else space.years.year_of(space.today)


def reading_plan(space: Workspace, plan: Plan) -> Answer:
    """A plan's areas, roles, goals and activities among those that there are."""
    result = import_plan(space.store, plan, year=plan_year(plan, space), dry_run=True)
    text = f"{plan.association}. Det ni själva har ändrat eller tagit bort ligger kvar som ni har det."
    sections = (Section(title=plan.title, text=text), *_by_kind(space, result))
    return _of_import(result, sections, f"Läste in planen {plan.name}")


def adding_chain(space: Workspace, name: str, series: str = "") -> Answer:
    """The steps of a chain before and after what has the series, by default the chain's own."""
    chain = read_chain(find_chain(name, space.folder))
    series = series or chain.series
    result = add_chain(space, name, series=series, dry_run=True)
    steps = [record for record in result.created if isinstance(record, Activity)]
    when = {row.step.title: row.when for row in steps_of(chain, None)}
    rows = tuple(_days(space, steps, when))
    unsure = [step.title for step in chain.steps if step.basis != "rule"]
    sections = [Section(title=chain.title, text=chain.description)]
    if not steps:
        sections.append(Section(title="Alla steg finns redan."))
    elif rows:
        sections.append(Section(title="Det här läggs till", header=("När", "Steg", "Ansvarig"), rows=rows))
    if not is_known(space, series):
        text = f"Stegen får sina dagar när något har serien {series}: skriv in mötet i registret, med den serien."
        sections.append(Section(title=f"Ingenting har serien {series} än.", text=text))
    if unsure:
        sections.append(Section(title=f"Ingen regel som vi har läst: {UNSURE}", rows=tuple((t,) for t in unsure)))
    return _of_import(result, tuple(sections), f"Lade till kedjan {name} på {series}")


def _days(space: Workspace, steps: Iterable[Activity], when: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The next entry of each step; of one that has none, from what it is counted."""
    left = {step.id: step for step in steps}
    for entry in space.entries_with([*left.values()], Period(space.today, space.today).widened(_AHEAD)):
        if entry.record in left and entry.due and entry.due >= space.today:
            del left[entry.record]
            yield _day(entry.due), entry.title, entry.responsible
    yield from ((when[step.title], step.title, "") for step in left.values())


def taking_date(space: Workspace, name: str) -> Answer:
    """A day that an authority or a law decides, as an activity that other things can hang on."""
    records = add_date(space, name, dry_run=True)
    if not records:
        raise InputError(f"Datumet {quoted(name)} är redan tillagt.")
    activity = next(record for record in records if isinstance(record, Activity))
    when = format_schedule(activity.schedule) if activity.schedule else ""
    rows = [("Dag", when), ("Grund", activity.paragraph), ("Källa", f"{activity.source} (läst {activity.checked})")]
    rows += [("Serie", f"{activity.series}; annat kan hänga på den")]
    section = Section(title=activity.title, text=activity.description, rows=tuple(row for row in rows if row[1]))
    return Answer(sections=(section,), put=records, label=f"Lade till datumet {name}")


def beginning_year(space: Workspace, year: int) -> Answer:
    """An activity year from the rules, and what it inherits from the one before."""
    plan = next_year(space, year)
    copies = tuple(task.copy for task in plan.with_fate("carried"))
    return Answer(sections=tuple(_of_year(space, plan)), put=copies, label=f"Lade upp verksamhetsåret {plan.label}")


def _of_year(space: Workspace, plan: NextYear) -> Iterator[Section]:
    dated = [entry for entry in plan.entries if entry.start]
    text = f"{len(dated)} tillfällen med dag, {len(plan.undated)} utan. Reglerna ger dem; inget behöver skrivas in."
    yield Section(title=f"{plan.label}: {plan.period.start} – {plan.period.end}", text=text)
    clashes = [entry for collision in plan.collisions for entry in collision.entries]
    yield from _table("Krockar", map(_when_and_what, clashes))
    free = ((*_when_and_what(f.entry), f.name) for f in plan.free_days)
    yield from _table("På röda dagar och aftnar", free)
    gone = ((g.title, f"{g.count} tillfällen" if g.count > 1 else _day(g.entry.due)) for g in plan.gone)
    yield from _table("Kommer inte tillbaka av sig självt", gone)
    carried = ((task.activity.title,) for task in plan.with_fate("carried"))
    yield from _table(f"Förs vidare obockade från {space.years.label(plan.since)}", carried)
    if plan.since < plan.year - 1:
        title = f"Ingenting förs vidare förrän {space.years.label(plan.year - 1)} har börjat."
        yield Section(title=title)
    elif not plan.with_fate("carried"):
        yield Section(title="Ingenting behöver föras vidare: året är redan upplagt.")


def _table(title: str, rows: Iterable[tuple[str, ...]]) -> Iterator[Section]:
    if shown := tuple(rows):
        yield Section(title=f"{title} ({len(shown)})", rows=_first(shown))


def _first(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    left = len(rows) - _FEW
    if left <= 0:
        return rows
    return (*rows[:_FEW], (f"och {left} till", *[""] * (len(rows[0]) - 1)))


def _when_and_what(entry: Entry) -> tuple[str, str]:
    return _day(entry.due), entry.title


def _day(day: date | None) -> str:
    return f"{swedish.short_date(day)} {day.year}" if day else "utan dag"


def reading_sheet(space: Workspace, kind: RecordType, path: Path) -> Answer:
    """The rows of a CSV file as new and changed records; raises `InputError` with every fault of every row."""
    directory = directory_of(space)
    found = read_records(kind, directory, path)
    named = [("ny", record) for record in found.added] + [("ändrad", record) for record in found.changed]
    rows = tuple((sign, directory.name(kind, record)) for sign, record in named)
    text = " ".join(part for part in (f"{_counted(found)}.", found.notice) if part)
    section = Section(title=f"{kind.plural.capitalize()} ur {path.name}", text=text, rows=_first(rows) if rows else ())
    label = f"Läste in {len(rows)} {kind.singular if len(rows) == 1 else kind.plural} från {path.name}"
    return Answer(sections=(section,), put=tuple(record for _, record in named), label=label)


def _counted(found: Import) -> str:
    numbers = {"nya": len(found.added), "ändrade": len(found.changed)}
    numbers |= {"oförändrade": found.unchanged, "fanns redan": found.known}
    return ", ".join(f"{number} {word}" for word, number in numbers.items() if number) or "Filen har inga rader"


def _of_import(result: ImportResult, sections: tuple[Section, ...], label: str) -> Answer:
    put = (*result.created, *result.updated)
    return Answer(sections=sections, put=put, remove=tuple(result.replaced), label=label)


def _by_kind(space: Workspace, result: ImportResult) -> Iterator[Section]:
    """How many of each record type are new, changed, and left as they are."""
    groups = {
        "nya": result.created, "ändrade": result.updated, "ersatta": result.replaced,
        "som de är": [*result.unchanged, *result.kept, *result.dropped], "borttagna hos er": result.removed,
    }  # fmt: skip
    shown = {word: _counts(space, records) for word, records in groups.items() if records}
    kinds = [kind for kind in space.registry if any(kind in counts for counts in shown.values())]
    rows = tuple((k.plural, *(str(counts[k] or "") for counts in shown.values())) for k in kinds)
    yield Section(title="Det här läses in" if result.changes else "Inget nytt", header=("", *shown), rows=rows)


def _counts(space: Workspace, records: Iterable[Record]) -> Counter[RecordType]:
    return Counter(space.registry.of(type(record)) for record in records)
