"""Search over everything: the records of every type, and the entries of a year. "arshjul" finds "Årshjul"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vcycle.model.derived import Entry
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.period import LAST_YEAR, Period
from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.rules.swedish import long_date, short_date, week_label
from vcycle.services.records.directory import Directory, directory_of
from vcycle.services.workspace import Workspace

ENTRY = "tillfälle"
"""What an entry is called among what was found."""
EXCERPT = 60
_WORDY = (Kind.TEXT, Kind.LONG_TEXT, Kind.TAGS, Kind.CHOICE, Kind.LINK, Kind.LINKS)
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d"})  # letters that no decomposition takes apart
_ACCENTS = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """`text` as a search sees it: without case, accents, rings and dots; every run of blanks is one."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = _ACCENTS.sub("", apart).translate(_STROKES)
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, or else a record with its type. `what` is its Swedish word, `detail` a day or where the words are."""

    name: str
    what: str
    detail: str
    entry: Entry | None = None
    kind: RecordType | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """What one thing is found by: its name, and the name with all else, as `plain` makes them."""

    name: str
    text: str
    thing: Entry | tuple[RecordType, Record]


def search(space: Workspace, words: str, entries: Iterable[Entry] | None = None) -> list[Found]:
    """Everything that holds all the words, best first; entries are those of this year and the next unless given."""
    return Index(space, entries).find(words)


def coming_entries(space: Workspace) -> Sequence[Entry]:
    """The entries of this activity year and the next, kept until something is saved."""
    first = space.years.year_of(space.today)
    period = Period(space.this_year.start, space.years.year(min(first + 1, LAST_YEAR)).end)
    return space.kept(("entries to search", period), lambda: space.entries(period))


class Index:
    """A workspace as it was when the index was made, ready to be searched at each key.

    With `once` what an entry comes from is not found beside the entry, which leads to it.
    """

    def __init__(self, space: Workspace, entries: Iterable[Entry] | None = None, *, once: bool = False) -> None:
        self._directory = directory_of(space)
        self._today = space.today
        self._once = once
        given = coming_entries(space) if entries is None else entries
        kinds = [kind for kind in space.registry if kind.listed]
        self._lines = [*map(_entry_line, given), *(line for kind in kinds for line in self._record_lines(kind))]

    def find(self, words: str, most: int | None = None) -> list[Found]:
        """What holds all the words, best first, at most `most`; nothing for no words."""
        wanted = plain(words).split()
        if not wanted:
            return []
        hits = [line for line in self._lines if all(word in line.text for word in wanted)]
        if self._once:
            told = {line.thing.record for line in hits if isinstance(line.thing, Entry)}
            hits = [line for line in hits if isinstance(line.thing, Entry) or line.thing[1].id not in told]
        first, others = self._next_first(sorted(hits, key=lambda line: self._rank(line, wanted)))
        others.sort(key=lambda line: (_fit(line, wanted), self._distance(line)[1]))
        return [self._found(line, wanted) for line in (*first, *others)[:most]]

    def _record_lines(self, kind: RecordType) -> Iterator[_Line]:
        specs = [spec for spec in kind.fields if is_searched(spec)]
        for record in self._directory.records(kind).values():
            texts = (self._directory.shown(spec, getattr(record, spec.name)) for spec in specs)
            name = plain(self._directory.name(kind, record))
            yield _Line(name, f"{name} {plain(' '.join(texts))}", (kind, record))

    def _rank(self, line: _Line, wanted: Sequence[str]) -> tuple[int, int, int]:
        """How well it fits, what comes before what has been, and the nearest in time first."""
        return _fit(line, wanted), *self._distance(line)

    def _distance(self, line: _Line) -> tuple[int, int]:
        """Whether it comes, lies at no time or has been, and how many days away."""
        if not isinstance(line.thing, Entry):
            return 1, 0
        days = ((line.thing.due or date.max) - self._today).days
        return 0 if days >= 0 else 2, abs(days)

    def _next_first(self, ranked: Sequence[_Line]) -> tuple[list[_Line], list[_Line]]:
        """Only the next occurrence of anything stands before records that fit as well; then the others."""
        first, later, seen = [], [], set[str]()
        for line in ranked:
            if isinstance(line.thing, Entry) and line.thing.record in seen:
                later.append(line)
            else:
                first.append(line)
                seen |= {line.thing.record} if isinstance(line.thing, Entry) else set()
        return first, later

    def _found(self, line: _Line, wanted: Sequence[str]) -> Found:
        if isinstance(line.thing, Entry):
            return Found(line.thing.title, ENTRY, _day(line.thing), entry=line.thing)
        kind, record = line.thing
        name = self._directory.name(kind, record)
        return Found(name, kind.singular, self._where(kind, record, name, wanted), kind=kind, record=record)

    def _where(self, kind: RecordType, record: Record, name: str, wanted: Sequence[str]) -> str:
        """The first field beside the name that holds one of the words; without one, the first that lists show."""
        shown = ((spec, _text(spec, record, self._directory)) for spec in kind.fields if is_searched(spec))
        beside = [(spec, text) for spec, text in shown if text and text != name]
        for spec, text in beside:
            for word in wanted:
                if word in (folded := plain(text)) and word not in plain(name):
                    return f"{spec.label}: {_excerpt(text, folded.find(word))}"
        return next((_excerpt(text, 0) for spec, text in beside if spec.hints.column), "")


def is_searched(spec: FieldSpec) -> bool:
    """Whether a field holds words that people know."""
    return spec.kind in _WORDY and not spec.hints.machine and not spec.hints.hidden


def _text(spec: FieldSpec, record: Record, directory: Directory) -> str:
    return directory.shown(spec, getattr(record, spec.name))


def _entry_line(entry: Entry) -> _Line:
    parts = (entry.place, entry.responsible, entry.area, *entry.tags)
    name = _folded(entry.title)
    day = _folded_day(entry.due) if entry.due else ""
    return _Line(name, " ".join((name, day, *map(_folded, filter(None, parts)))), entry)


_folded = lru_cache(maxsize=4096)(plain)
"""`plain`, for words that many entries share."""


@lru_cache(maxsize=1024)
def _folded_day(day: date) -> str:
    return plain(f"{long_date(day)} {week_label(day)} {day}")


def _day(entry: Entry) -> str:
    """ "tors 26 nov 2026, v. 48"; of what has no day yet the last one possible."""
    if entry.due is None:
        return "utan dag"
    until = "senast " if entry.start is None else ""
    return f"{until}{short_date(entry.due)} {entry.due.year}, {week_label(entry.due)}"


def _fit(line: _Line, wanted: Sequence[str]) -> int:
    """0 for the very name, 1 and 2 for its beginning and those of its words, 3 for its inside, 4 and 5 for the rest."""
    asked = " ".join(wanted)
    if line.name.startswith(asked):
        return 0 if line.name == asked else 1
    if all(word in line.name for word in wanted):
        return 2 if _begin_words(line.name, wanted) else 3
    return 4 if _begin_words(line.text, wanted) else 5


def _begin_words(text: str, wanted: Sequence[str]) -> bool:
    return all(f" {word}" in f" {text}" for word in wanted)


def _excerpt(text: str, at: int) -> str:
    """The part of a text around a place, on one line."""
    text = printable(" ".join(text.split()))
    begin = max(0, at - EXCERPT // 3) if len(text) > EXCERPT else 0
    return shorten(f"{'…' if begin else ''}{text[begin:]}", EXCERPT)
