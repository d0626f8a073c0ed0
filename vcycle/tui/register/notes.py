"""What can be said about a field's text while somebody writes it: a fault, how it is understood, names that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from vcycle.errors import VcycleError
from vcycle.model.derived import Entry
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.measure import Measure
from vcycle.model.period import Period
from vcycle.model.records import Record, RecordType
from vcycle.model.schedule import Offset, Schedule
from vcycle.model.text import printable, shorten
from vcycle.model.values import listed
from vcycle.rules import swedish
from vcycle.rules.offsets import derived_day
from vcycle.rules.schedules import next_dates, next_windows
from vcycle.services.records.directory import directory_of
from vcycle.services.search import plain
from vcycle.services.workspace import Workspace
from vcycle.tui.words import new_of

MANY = 8
"""Names that are offered at once."""
_DATES = 3
_AHEAD = timedelta(days=2 * 366)
_LONGEST = 60
_ONE_LINE = 44


class Notes:
    """Reads texts against the workspace as it was when this was made, or last `refresh`ed."""

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self.refresh()

    def refresh(self) -> None:
        """Take in what others have saved."""
        self.directory = directory_of(self.space)
        self._names: dict[str, list[tuple[str, str, str]]] = {}
        self._anchors: list[Entry] | None = None

    def problem(self, spec: FieldSpec, text: str) -> str:
        """Why `text` cannot be saved in the field; nothing when it can."""
        try:
            self.directory.value(spec, text)
        except ValueError as error:
            return str(error)
        return ""

    def echo(self, spec: FieldSpec, text: str) -> str:
        """How a day or a rule is understood; nothing for other fields, and while the text cannot be read."""
        try:
            value = self.directory.value(spec, text) if text.strip() and spec.kind in _ECHOES else None
            return "" if value is None else _ECHOES[spec.kind](self, spec, value, text)
        except (ValueError, VcycleError):
            return ""

    def _day(self, _spec: FieldSpec, day: date, text: str) -> str:
        is_iso = text.strip() == str(day)
        words = f"{swedish.long_date(day)}, {swedish.week_label(day)}" if is_iso else swedish.whole_date(day)
        name = swedish.red_day(day) or swedish.eve(day)
        return f"{words}, {name}" if name else words

    def _rule(self, spec: FieldSpec, schedule: Schedule, text: str) -> str:
        """The rule in our own words, where they are not those that were written, and its next days."""
        words = spec.format(schedule)
        return self._coming(schedule) if words == text.strip() else f"{words}. {self._coming(schedule)}"

    def _coming(self, schedule: Schedule) -> str:
        today, years = self.space.today, self.space.years
        days = self._hanging(schedule) if isinstance(schedule, Offset) else next_dates(schedule, today, years, _DATES)
        if days:
            return f"Närmast {_few(days, today.year)}."
        if isinstance(schedule, Offset):
            return f"Inget i serien {listed(schedule.series)} har någon dag än."
        if windows := next_windows(schedule, today, years, 1):
            return f"Utan bestämd dag; närmast någon gång {windows[0][0]} till {windows[0][1]}."
        return "Det ger inga dagar från i dag och framåt."

    def _measure(self, spec: FieldSpec, measure: Measure, text: str) -> str:
        """The measure in our own words, where they are not those that were written, and what it says now."""
        from vcycle.services.goals import said_of  # measures are many modules, and only goals need them

        now = "; ".join(said_of(self.space, measure))
        words = spec.format(measure)
        return now if words == text.strip() else f"{words}. {now}"

    def _hanging(self, offset: Offset) -> list[date]:
        """The next days of what hangs on a series, as the series stands in the year."""
        days = [
            derived_day(e.start, e.end, offset)
            for e in self._coming_entries()
            if e.series in offset.series and e.start and e.end and e.state != "cancelled"
            if (not offset.only or set(offset.only) & set(e.tags)) and not set(offset.without) & set(e.tags)
        ]
        return sorted({day for day in days if day >= self.space.today})[:_DATES]

    def _coming_entries(self) -> Sequence[Entry]:
        if self._anchors is None:
            period = Period(self.space.today, self.space.today)
            self._anchors = self.space.entries(period.widened(_AHEAD.days))
        return self._anchors

    def names(self, spec: FieldSpec, text: str) -> list[tuple[str, str]]:
        """What a link may mean: what to show and what to write, those that begin with the text first.

        In a field of several links it is about the part after the last comma.
        """
        wanted = plain(text.rpartition(",")[2] if spec.kind is Kind.LINKS else text)
        known = self._known(spec)
        first = [one for one in known if one[0].startswith(wanted)]
        if len(first) < MANY:
            first += [one for one in known if wanted in one[0] and one not in first]
        return [(shown, self._written(spec, id_)) for _, shown, id_ in first[:MANY]]

    def nobody(self, spec: FieldSpec) -> str:
        """That nothing has the name that is written in a link's field, and how there may be such a thing."""
        kind = self.directory.registry.get(spec.link)
        if kind is None:
            return ""
        how = f" {{form.make}}: {new_of(kind)}." if self.may_make(spec) else ""
        return f"Finns inte bland {kind.plural}.{how}"

    def may_make(self, spec: FieldSpec) -> RecordType | None:
        """The type that a link leads to, if people may add records of it."""
        kind = self.directory.registry.get(spec.link)
        return kind if kind is not None and kind.listed and self.space.store.is_open(kind) else None

    def called(self, spec: FieldSpec, record: Record) -> str:
        """What to write in a link's field for a record."""
        return self._written(spec, record.id)

    def _known(self, spec: FieldSpec) -> list[tuple[str, str, str]]:
        """The names of a type as a search sees them, as people do, and their ids; in the order of the alphabet."""
        if spec.link not in self._names:
            kind = self.directory.registry.get(spec.link)
            records = self.directory.records(kind).values() if kind else ()
            names = [(self.directory.name(kind, record), record.id) for record in records] if kind else []
            self._names[spec.link] = sorted((plain(n), shorten(printable(n), _LONGEST), id_) for n, id_ in names)
        return self._names[spec.link]

    def _written(self, spec: FieldSpec, id_: str) -> str:
        """The name, or the id where the name means several."""
        value: Any = (id_,) if spec.kind is Kind.LINKS else id_
        return self.directory.text(spec, value)


def _few(days: Sequence[date], this_year: int) -> str:
    """As many of some days as stand on a line, with the year where it is another than the day's before it."""
    known = [this_year, *(day.year for day in days)]
    years = ["" if day.year == before else f" {day.year}" for day, before in zip(days, known, strict=False)]
    words = ", ".join(f"{swedish.short_date(day)}{year}" for day, year in zip(days, years, strict=True))
    return words if len(words) <= _ONE_LINE or len(days) == 1 else _few(days[:-1], this_year)


_ECHOES: dict[Kind, Callable[[Notes, FieldSpec, Any, str], str]] = {
    Kind.DATE: Notes._day, Kind.SCHEDULE: Notes._rule, Kind.MEASURE: Notes._measure,
}  # fmt: skip
