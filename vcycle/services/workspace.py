"""One association's workspace, opened once: settings, store, plugins, and the year that is made from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from vcycle import config
from vcycle.config import Settings
from vcycle.errors import Damaged, InputError, NotFound, StorageError, VcycleError
from vcycle.hooks.host import Host
from vcycle.model.context import Context
from vcycle.model.core import Activity, Area, Change, Log, Role
from vcycle.model.derived import Entry, Fact
from vcycle.model.period import FIRST_YEAR, LAST_YEAR, Period, Years
from vcycle.model.records import Record, Registry
from vcycle.model.schedule import Offset
from vcycle.model.store import Reader
from vcycle.paths import SETTINGS_FILE
from vcycle.services import marks
from vcycle.services.core_types import core_types
from vcycle.services.facts import facts_of
from vcycle.services.supposed import Supposed
from vcycle.services.year import Sources, entries_of, searched, where
from vcycle.storage.documents import DocumentStore, create_store, open_store
from vcycle.storage.migrations import MigrationFailed, NewerData

T = TypeVar("T")


class Workspace(Struct, dict=True, eq=False):
    """`today` is the calendar's today, `who` the name that history notes, `without` plugins that stay off."""

    folder: Path
    settings: Settings
    store: DocumentStore
    host: Host
    registry: Registry
    today: date
    who: str
    without: frozenset[str] = frozenset()
    _sources: dict[object, Sources] = {}
    _kept: dict[object, Any] = {}

    @property
    def years(self) -> Years:
        return self.settings.years

    @property
    def this_year(self) -> Period:
        """The activity year that today lies in."""
        return self.years.year(self.years.year_of(self.today))

    @property
    def sources(self) -> Sources:
        """What entries are made from, read anew whenever somebody has saved."""
        token = self.store.token
        if token not in self._sources:
            self._sources.clear()
            self._sources[token] = self._read_sources(self.store)
        return self._sources[token]

    def kept(self, name: object, make: Callable[[], T]) -> T:
        """What `make` gives, under `name`; made anew when somebody has saved, or for another day."""
        now = (self.store.token, self.today)
        if self._kept.get("now") != now:
            self._kept.clear()
            self._kept["now"] = now
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    def beside(self) -> Workspace:
        """The same workspace with what it remembers apart, for another thread; the store is made for several."""
        return Workspace(
            self.folder, self.settings, self.store, self.host, self.registry, self.today, self.who, self.without
        )

    def learn(self, other: Workspace) -> None:
        """Take over what one from `beside` has kept, unless somebody has saved meanwhile."""
        if self._kept.get("now") == other._kept.get("now"):
            self._kept.update(other._kept)

    def _read_sources(self, store: Reader) -> Sources:
        brought = self.host.activities(lambda plugin: self._bare_context(plugin, store))
        activities = {a.id: a for a in store.find(Activity)} | brought
        return Sources(
            activities=activities,
            changes={c.id: c for c in store.find(Change)},
            years=self.years,
            areas={a.id: a for a in store.find(Area)},
            roles={r.id: r for r in store.find(Role)},
            rings=self._ring_of,
            brought=frozenset(brought),
            logs=_triggers(store, activities.values()),
        )

    @cached_property
    def _ring_of(self) -> dict[str, str]:
        return {name: ring for ring, names in self.settings.rings.items() for name in names}

    def entries(self, period: Period) -> list[Entry]:
        """Everything with a date, or an open window, that touches `period`."""
        return self._entries(self.store, self.sources, period)

    def entries_with(self, records: Iterable[Record], period: Period) -> list[Entry]:
        """The same, had `records` been saved."""
        store = Supposed(self.store, records)
        return self._entries(store, self._read_sources(store), period)

    def sources_with(self, records: Iterable[Record]) -> Sources:
        """What entries are made from, had `records` been saved."""
        return self._read_sources(Supposed(self.store, records))

    def given_with(self, records: Iterable[Record], sources: Sources, period: Period) -> list[Entry]:
        """What marked dates and plugins bring, had `records` been saved, from which `sources` is."""
        return list(self._given(Supposed(self.store, records), sources, searched(sources, period)))

    def _entries(self, store: Reader, sources: Sources, period: Period) -> list[Entry]:
        return entries_of(sources, period, self._given(store, sources, searched(sources, period)))

    def entry(self, id_: str) -> Entry | None:
        """The entry with that id, wherever in time it lies."""
        period = where(self.sources, id_)
        if period is None:
            always = Period(date.min, date.max)
            marked = marks.entries(self.registry, self.store, always) if self.sources.root(id_) else ()
            day = next((e.due for e in marked if id_.endswith(e.id)), None)
            period = Period(day, day).widened(max(self.sources.reach)) if day else self.this_year
        return next((entry for entry in self.entries(period) if entry.id == id_), None)

    def _given(self, store: Reader, sources: Sources, period: Period) -> Iterator[Entry]:
        """What marked dates and plugins bring, in the area of their series and the ring that the settings give them."""
        context_for = partial(self._context_of_core, store=store, sources=sources)
        marked = marks.entries(self.registry, store, period, also=sources.changes)
        for entry in chain(marked, self.host.entries(context_for, period)):
            yield marks.ringed(sources.at_home(entry), self._ring_of)

    def facts(self, period: Period) -> list[Fact]:
        """Everything in `period` that counts, by day: what the core counts, and the plugins."""
        given = self.host.facts(self._context_of_facts, period)
        return sorted((*self._core_facts(period), *given), key=lambda fact: fact.day)

    def _core_facts(self, period: Period) -> list[Fact]:
        return facts_of(self.store.find(Log), self.entries(period), self.sources.changes, period, self.today)

    def context(self, plugin: str) -> Context:
        """The workspace as `plugin` sees it, with its own settings, and the entries and facts of all."""
        return replace(self._bare_context(plugin, self.store), entries=self.entries, facts=self.facts)

    def _context_of_facts(self, plugin: str) -> Context:
        return replace(self._bare_context(plugin, self.store), entries=self.entries, facts=self._core_facts)

    def _context_of_core(self, plugin: str, store: Reader, sources: Sources) -> Context:
        """The same while entries are being made, when only the core's are there: plugins never wait for each other."""
        return replace(self._bare_context(plugin, store), entries=lambda period: entries_of(sources, period))

    def _bare_context(self, plugin: str, store: Reader) -> Context:
        return Context(today=self.today, store=store, years=self.years, settings=self.host.settings(plugin))

    @property
    def rings(self) -> tuple[str, ...]:
        """The rings of the wheel in order: those of the settings, else one for each ring of the plan."""
        if self.settings.rings:
            return tuple(self.settings.rings)
        areas = sorted(self.store.find(Area), key=lambda area: area.position)
        return tuple(dict.fromkeys(area.ring for area in areas if area.ring))


def _triggers(store: Reader, activities: Iterable[Activity]) -> dict[str, Log]:
    """The facts that activities hang on; the log is read only when something hangs on a series without dates."""
    wanted, dated = set[str](), set[str]()
    for activity in activities:
        if isinstance(activity.schedule, Offset):
            wanted.update(activity.schedule.series)
        if activity.schedule is not None:
            dated.add(activity.series)
    return {log.id: log for log in store.find(Log) if log.series in wanted} if wanted - dated else {}


def open_workspace(folder: Path, *, today: date, who: str = "", without: Collection[str] = ()) -> Workspace:
    """The workspace in `folder`, the plugins `without` left out; raises `NotFound` with what to do when there is none.

    Raises `InputError` for a `today` that no year around it can be worked out for.
    """
    check_day(today)
    folder = folder.absolute()  # a plugin may go elsewhere
    settings, host, registry = parts(folder, without)
    name = who or settings.user
    while True:
        try:
            store = open_store(folder, registry, who=name, today=today)
            unreadable = _unreadable(store, host)
        except (MigrationFailed, NewerData) as error:
            unreadable = dict.fromkeys(error.keys, error)
            if not unreadable or any(key.startswith("core.") for key in unreadable):
                raise
        if not unreadable:
            return Workspace(folder, settings, store, host, registry, today, name, frozenset(without))
        _leave_out(host, unreadable)
        registry = _registry(settings, host)


def reopened(space: Workspace) -> Workspace:
    """The same workspace opened anew, with its settings as they are now; raises what `open_workspace` raises."""
    who = "" if space.who == space.settings.user else space.who  # else somebody said another name for this time
    return open_workspace(space.folder, today=space.today, who=who, without=space.without)


def _unreadable(store: DocumentStore, host: Host) -> dict[str, VcycleError]:
    """The plugins' types whose records cannot be read, and why: a plugin that has changed must not stop the rest."""
    found: dict[str, VcycleError] = {}
    for type_ in host.record_types():
        try:
            store.find(type_.cls)
        except Damaged as error:
            found[type_.key] = error
    return found


def _leave_out(host: Host, unreadable: Mapping[str, VcycleError]) -> None:
    """Go on without the plugins of these types; their records stay as they are."""
    for key, error in unreadable.items():
        plugin = key.partition(".")[0]
        if plugin in host.enabled:
            host.switch_off(plugin, "sparade poster", error)


def check_day(day: date) -> None:
    """Raise `InputError` for a day near the calendar's ends, where neither weeks nor years before and after exist."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(f"{day} ligger utanför de år vi räknar med, {FIRST_YEAR}\N{EN DASH}{LAST_YEAR}.")


def parts(folder: Path, without: Collection[str] = ()) -> tuple[Settings, Host, Registry]:
    """What a workspace is opened with; none of it reads the data."""
    settings = config.load(folder)
    wanted = {name: module for name, module in settings.plugins.items() if name not in without}
    host = Host(wanted, settings.plugin_settings)
    return settings, host, _registry(settings, host)


def _registry(settings: Settings, host: Host) -> Registry:
    return Registry((*core_types(settings.years), *host.record_types()))


def create_workspace(folder: Path, settings: Settings, *, today: date, who: str = "") -> Workspace:
    """A new, empty workspace; refuses a folder that already is one."""
    refuse_workspace(folder)
    create_store(folder, Registry(core_types(settings.years)), who=who or settings.user, today=today)
    config.save(folder, settings)
    return open_workspace(folder, today=today, who=who)


def refuse_workspace(folder: Path) -> None:
    """Raise `NotFound` when `folder` is a workspace, or `StorageError` when data without settings lies in it."""
    if (folder / SETTINGS_FILE).exists():
        raise NotFound(
            f"Det finns redan en förening i {folder}.",
            hint="Välj en annan mapp med ”--data MAPP”; ingenting har ändrats.",
        )
    if (folder / "vcycle.json").exists():
        raise StorageError(
            f"I {folder} ligger en förenings data, men {SETTINGS_FILE} saknas.",
            hint=f"Lägg tillbaka {SETTINGS_FILE}, eller välj en annan mapp med ”--data MAPP”; ingenting har ändrats.",
        )
