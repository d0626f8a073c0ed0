"""Larger steps from the list of all deeds: plans, chains, dates, years, spreadsheets, backups, and looking back.

Each shows what it would come to before anything is saved, and is one step to undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vcycle.errors import VcycleError
from vcycle.model.derived import Section
from vcycle.model.offers import Answer
from vcycle.model.records import RecordType
from vcycle.model.text import many, printable
from vcycle.services.workspace import Workspace, reopened
from vcycle.tui.command_screen import AnswerScreen
from vcycle.tui.history_screen import HistoryScreen, TrashScreen
from vcycle.tui.open_dialog import OpenDialog
from vcycle.tui.palette import Deed, Palette
from vcycle.tui.register.register_screen import RegisterScreen
from vcycle.tui.waiting_dialog import Refusal, wait_for

if TYPE_CHECKING:
    from vcycle.tui.app import VcycleApp

T = TypeVar("T")
PLAN_FILE = {"toml": "en verksamhetsplan"}
SHEET = {"csv": "ett kalkylblad; i Excel: Spara som, CSV UTF-8"}


def larger_deeds(app: VcycleApp) -> Iterator[Deed]:
    """Everything that is more than one record or one entry."""
    yield Deed("Hämta in en verksamhetsplan", "", partial(_plans, app), "läs in importera plan toml mål aktiviteter")
    yield Deed("Lägg till stegen kring ett möte eller en kongress", "", partial(_chains, app), CHAIN_WORDS)
    yield Deed("Hämta datum från myndigheter", "", partial(_dates, app), "lag val partistöd deklaration stoppdatum")
    yield Deed("Lägg upp nästa verksamhetsår", "", partial(_next_year, app), "nytt år börja om för vidare")
    yield Deed("Läs in från ett kalkylblad", "", partial(_sheets, app, _read_sheet), f"importera {SHEET_WORDS}")
    yield Deed("Skriv till ett kalkylblad", "", partial(_sheets, app, _write_sheet), f"exportera {SHEET_WORDS}")
    yield Deed("Historik: vem gjorde vad, och när", "", partial(_open, app, HistoryScreen), "logg ändringar ångra")
    yield Deed("Papperskorgen", "", partial(_open, app, TrashScreen), "ta tillbaka borttaget återställ ångra")
    yield Deed("Gå tillbaka till en säkerhetskopia", "", partial(_backups, app), "backup återställ kopia")
    yield Deed("Undersök hur föreningens data mår", "", partial(_examine, app), "doctor fel trasig långsam tillägg")


CHAIN_WORDS = "kedja årsmöte distriktsårskonferens val pris förbered steg före efter"
SHEET_WORDS = "csv excel calc lista tabell"


def _open(app: VcycleApp, screen: type[HistoryScreen | TrashScreen]) -> None:
    app.push_screen(screen(app.space))


def _or_say(app: VcycleApp, do: Callable[[], object]) -> None:
    try:
        do()
    except VcycleError as error:
        app.push_screen(Refusal(f"{error}\n{error.hint}".strip()))


def _choose(app: VcycleApp, heading: str, how: str, offered: Sequence[Deed]) -> None:
    def do(deed: Deed | None) -> None:
        if deed is not None:
            deed.do()

    app.push_screen(Palette(offered, heading, how), do)


def _propose(app: VcycleApp, heading: str, make: Callable[[Workspace], Answer]) -> None:
    """Work out what a step would come to, and show it; Enter there saves it."""

    def show(answer: Answer) -> None:
        app.push_screen(AnswerScreen(app.space, heading, answer))

    wait_for(app, f"{heading} …", partial(_made, app.space, make), show)


def _made(space: Workspace, make: Callable[[Workspace], T]) -> T:
    """Make something in a thread: from the workspace as it is saved, for the screen goes on with its own."""
    return make(reopened(space))


# Plans, chains, dates, years


def _plans(app: VcycleApp) -> None:
    from vcycle.services.plans.file import shipped_plans

    def show(plans: Sequence[Deed]) -> None:
        own = Deed("En egen plan", "ur en fil", partial(_own_plan, app), "toml")
        _choose(app, "Vilken verksamhetsplan?", "Planens mål och aktiviteter visas innan något sparas.", [*plans, own])

    def read() -> list[Deed]:
        return [Deed(f"{p.association} {p.year}", p.title, partial(_plan, app, p.name)) for p in shipped_plans()]

    wait_for(app, "Läser planerna …", read, show)


def _own_plan(app: VcycleApp) -> None:
    def read(path: Path | None) -> None:
        if path is not None:
            _plan(app, str(path))

    app.push_screen(OpenDialog("Vilken fil?", PLAN_FILE), read)


def _plan(app: VcycleApp, name: str) -> None:
    from vcycle.services.plans.file import find_plan, read_plan
    from vcycle.services.proposals import reading_plan

    _propose(app, "Hämta in plan", lambda space: reading_plan(space, read_plan(find_plan(name), space.folder)))


def _chains(app: VcycleApp) -> None:
    from vcycle.services.chains.file import chain_files, read_chain

    def show() -> None:
        chains = [read_chain(path) for path in chain_files(app.space.folder).values()]
        offered = [Deed(c.title, many(len(c.steps), "steg", "steg"), partial(_chain, app, c.name)) for c in chains]
        _choose(app, "Stegen kring vad?", "Alla steg visas med sina dagar innan något sparas.", offered)

    _or_say(app, show)


def _chain(app: VcycleApp, name: str) -> None:
    from vcycle.services.proposals import adding_chain

    _propose(app, "Lägg till steg", lambda space: adding_chain(space, name))


def _dates(app: VcycleApp) -> None:
    from vcycle.services.outer_dates import added
    from vcycle.services.outer_dates_file import outer_dates

    def show() -> None:
        there = added(app.space)
        known = [outer for _, outer in outer_dates(app.space.folder) if outer.key not in there]
        offered = [Deed(o.title, str(o.day or "varje år"), partial(_date, app, o.key), o.key) for o in known]
        _choose(app, "Vilket datum?", "Det visas med källa innan något sparas; annat kan sedan hänga på det.", offered)

    _or_say(app, show)


def _date(app: VcycleApp, name: str) -> None:
    from vcycle.services.proposals import taking_date

    _propose(app, "Hämta datum", lambda space: taking_date(space, name))


def _next_year(app: VcycleApp) -> None:
    from vcycle.services.proposals import beginning_year

    year = app.space.years.year_of(app.space.today) + 1
    _propose(app, "Lägg upp nästa år", lambda space: beginning_year(space, year))


# Spreadsheets


def _sheets(app: VcycleApp, do: Callable[[VcycleApp, RecordType], None]) -> None:
    """Of the type that is shown in the register; elsewhere that is asked for first."""
    if isinstance(app.screen, RegisterScreen):
        do(app, app.screen.kind)
        return
    kinds = [kind for kind in app.space.registry if kind.listed]
    offered = [Deed(printable(kind.plural), "", partial(do, app, kind), kind.singular) for kind in kinds]
    _choose(app, "Vad står i kalkylbladet?", "Första raden är rubriker; fältens namn i formulären duger.", offered)


def _read_sheet(app: VcycleApp, kind: RecordType) -> None:
    from vcycle.services.proposals import reading_sheet

    def read(path: Path | None) -> None:
        if path is not None:
            _propose(app, f"Läs in {kind.plural}", lambda space: reading_sheet(space, kind, path))

    app.push_screen(OpenDialog(f"Läs in {kind.plural} ur vilken fil?", SHEET), read)


def _write_sheet(app: VcycleApp, kind: RecordType) -> None:
    from vcycle.services.records.directory import directory_of
    from vcycle.tui.register.export import export

    export(app, app.space, kind, [*directory_of(app.space).records(kind).values()])


# The data itself


def _backups(app: VcycleApp) -> None:
    from vcycle.services.safekeeping import backups

    found = backups(app.space.folder)
    offered = [Deed(one.day, f"{one.size / 1000:.0f} kB", partial(_restore, app, one.name), one.name) for one in found]
    how = "Allt blir som det var då; en kopia av nuet sparas först, och det går att ångra."
    _choose(app, "Gå tillbaka till vilken dag?", how if found else "Ingen säkerhetskopia finns än.", offered)


def _restore(app: VcycleApp, name: str) -> None:
    from vcycle.services.safekeeping import restore

    space = app.space

    def back() -> None:
        app.notify(restore(space.folder, name, today=space.today, who=space.store.who), markup=False)

    _or_say(app, back)


def _examine(app: VcycleApp) -> None:
    _propose(app, "Så mår föreningens data", _condition)


def _condition(space: Workspace) -> Answer:
    from vcycle.services.condition import condition

    found = condition(space)
    faults = (*found.damage, *found.failures)
    whole = Section(title="Allt är helt" if not faults else many(len(faults), "fel", "fel"), text="\n".join(faults))
    slow = tuple((one.plugin, one.cost) for one in found.slow)
    sections = [whole, *([Section(title="Långsamma tillägg", rows=slow)] if slow else [])]
    return Answer(sections=(*sections, Section(title="Vad som finns", rows=found.rows)))
