"""Records by what people call them: from a name or the beginning of an id to a record, and back to a text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice, takewhile
from typing import Any

from vcycle.errors import NotFound
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.records import Record, RecordType, Registry
from vcycle.model.store import Reader
from vcycle.model.text import normal, printable, shorten
from vcycle.model.values import listed, nearest, parse_date, parse_tags, said
from vcycle.services.days import day_of
from vcycle.services.workspace import Workspace

_SHORTEST_ID = 4
_SHOWN_NAME = 60
_FEW = 8
# Looking for names that resemble a wrong one costs a third of a second among 10 000; a file may hold 10 000 wrong ones.
_GUESSES = 5


def fold(text: str) -> str:
    """`text` as names are compared: whatever its case, its accents' form and its blanks."""
    return normal(" ".join(text.split())).casefold()


class Directory:
    """What texts about records are read against. Each type is read from the store once, when first asked for.

    `read_day` reads days; unless another is given they must be whole dates, as files have them.
    """

    def __init__(self, registry: Registry, store: Reader, read_day: Callable[[str], date] = parse_date) -> None:
        self.registry = registry
        self._store = store
        self._read_day = read_day
        self._records: dict[str, dict[str, Record]] = {}
        self._names: dict[str, dict[str, list[str]]] = {}
        self._ids: dict[str, list[str]] = {}
        self._guesses = _GUESSES

    def exact(self) -> Directory:
        """The same for a file, in which "på tors" would mean another day each time it is read."""
        return Directory(self.registry, self._store)

    def records(self, kind: RecordType) -> dict[str, Record]:
        """The records of a type by id, in the order of their ids."""
        if kind.key not in self._records:
            self._records[kind.key] = {record.id: record for record in self._store.find(kind.cls)}
        return self._records[kind.key]

    def name(self, kind: RecordType, record: Record) -> str:
        """What people call a record; of one that is named by a link, such as an assignment, the name of its target."""
        links = {spec.name: spec.link for spec in kind.fields if spec.kind is Kind.LINK}
        names = kind.name_field.split()
        if links.keys().isdisjoint(names):
            return kind.name(record)
        words = (
            self._name_of(links[name], getattr(record, name), follow=False)
            if name in links
            else kind.text(record, name)
            for name in names
        )
        return " ".join(word for word in words if word)

    def _name_of(self, key: str, record_id: str, *, follow: bool = True) -> str:
        kind = self.registry.get(key)
        record = self.records(kind).get(record_id) if kind else None
        if kind is None or record is None:
            return record_id
        return self.name(kind, record) if follow else kind.name(record)

    def short_id(self, kind: RecordType, record_id: str) -> str:
        """The beginning of an id that means this record and no other."""
        ids = self._sorted_ids(kind)
        at = bisect_left(ids, record_id)
        beside = ids[max(0, at - 1) : at] + ids[at + 1 : at + 2]
        shared = max((_shared(record_id, other) for other in beside), default=0)
        return record_id[: max(_SHORTEST_ID, shared + 1)]

    # From texts

    def find(self, kind: RecordType, reference: str) -> Record:
        """The record that `reference` means: its id, its name, or the beginning of only one id.

        Raises `NotFound` with the nearest names, or with all that it could mean.
        """
        ids = self._meanings(kind, reference)
        if len(ids) == 1:
            return self.records(kind)[ids[0]]
        sentence, hint = self._trouble(kind, reference, ids)
        raise NotFound(f"{sentence}.", hint=hint or f"”vcycle record list {kind.key}” visar vad som finns.")

    def _meanings(self, kind: RecordType, reference: str) -> list[str]:
        """The ids that `reference` may stand for."""
        reference = reference.strip()
        if reference in self.records(kind):
            return [reference]
        return self._by_name(kind).get(fold(reference)) or list(self._beginning(kind, reference.lower()))

    def _by_name(self, kind: RecordType) -> dict[str, list[str]]:
        if kind.key not in self._names:
            names = self._names[kind.key] = {}
            for record in self.records(kind).values():
                names.setdefault(fold(self.name(kind, record)), []).append(record.id)
        return self._names[kind.key]

    def expect(self, kind: RecordType, record: Record) -> None:
        """Let others link to a record that is about to be saved, unless one of that name is there already."""
        name = fold(self.name(kind, record))
        if name not in self._by_name(kind):
            self._names[kind.key][name] = [record.id]
            insort(self._sorted_ids(kind), record.id)
            self.records(kind)[record.id] = record

    def _beginning(self, kind: RecordType, beginning: str) -> Iterator[str]:
        ids = self._sorted_ids(kind)
        at = bisect_left(ids, beginning)
        return takewhile(lambda id_: id_.startswith(beginning), islice(ids, at, None)) if beginning else iter(())

    def _sorted_ids(self, kind: RecordType) -> list[str]:
        if kind.key not in self._ids:
            self._ids[kind.key] = sorted(self.records(kind))
        return self._ids[kind.key]

    def _trouble(self, kind: RecordType, reference: str, ids: list[str]) -> tuple[str, str]:
        """Why `reference` means no single record, and what it may have been meant to be."""
        if not ids:
            return f"{said(reference)} finns inte bland {kind.plural}", self._advice(kind, reference)
        records = self.records(kind)
        shown = [f"{_brief(self.name(kind, records[i]))} ({self.short_id(kind, i)})" for i in ids[:_FEW]]
        more = f" och {len(ids) - _FEW} till" if len(ids) > _FEW else ""
        return f"{said(reference)} kan betyda {listed(shown)}{more}", "Skriv id:t i stället för namnet."

    def _advice(self, kind: RecordType, reference: str) -> str:
        if near := self._resembling(kind, reference):
            return f"Menade du {listed(near)}?"
        few = list(islice(self._all_names(kind), _FEW + 1))
        return f"Där finns {', '.join(map(_brief, few))}." if 0 < len(few) <= _FEW else ""

    def _resembling(self, kind: RecordType, reference: str) -> list[str]:
        if self._guesses <= 0:
            return []
        self._guesses -= 1
        names = {fold(name)[:_SHOWN_NAME]: _brief(name) for name in self._all_names(kind)}
        return [names[near] for near in nearest(fold(reference)[:_SHOWN_NAME], names)]

    def _all_names(self, kind: RecordType) -> Iterator[str]:
        return (self.name(kind, record) for record in self.records(kind).values())

    def value(self, spec: FieldSpec, text: str) -> Any:
        """The value of a field that `text` stands for, links by name too; raises ValueError with a Swedish sentence."""
        if not text.strip():
            return spec.parse(text)
        if spec.kind is Kind.DATE:
            day = self._read_day(text.strip())
            spec.check(day)
            return day
        if spec.kind not in (Kind.LINK, Kind.LINKS):
            return spec.parse(text)
        kind = self.registry.get(spec.link)
        if kind is None:
            raise ValueError(f"kan inte anges: {spec.link} finns inte bland det som är påslaget")
        found = tuple(dict.fromkeys(self._linked(kind, word) for word in self._references(spec, kind, text)))
        value = found if spec.kind is Kind.LINKS else found[0]
        spec.check(value)
        return value

    def _references(self, spec: FieldSpec, kind: RecordType, text: str) -> tuple[str, ...]:
        """The names in a text; a comma separates, unless all of it is one name."""
        if spec.kind is Kind.LINK or len(self._meanings(kind, text)) == 1:
            return (text,)
        return parse_tags(text)

    def _linked(self, kind: RecordType, reference: str) -> str:
        ids = self._meanings(kind, reference)
        if len(ids) != 1:
            sentence, hint = self._trouble(kind, reference, ids)
            raise ValueError(f"{sentence}; {hint[:1].lower()}{hint[1:].rstrip('.')}" if hint else sentence)
        return ids[0]

    # To texts

    def shown(self, spec: FieldSpec, value: Any) -> str:
        """A field's value for people: the names of what is linked to."""
        if spec.kind is Kind.LINK and value:
            return self._name_of(spec.link, value)
        if spec.kind is Kind.LINKS:
            return ", ".join(self._name_of(spec.link, id_) for id_ in value)
        return spec.format(value)

    def text(self, spec: FieldSpec, value: Any) -> str:
        """A text that `value()` reads back as exactly this value: names where they say enough, else ids."""
        if spec.kind not in (Kind.LINK, Kind.LINKS) or not value:
            return spec.format(value)
        names = self.shown(spec, value)
        return names if self._reads_back(spec, names, value) else spec.format(value)

    def _reads_back(self, spec: FieldSpec, names: str, value: Any) -> bool:
        kind = self.registry.get(spec.link)
        if kind is None:
            return False
        ids = [self._meanings(kind, word) for word in self._references(spec, kind, names)]
        return ids == [[id_] for id_ in ((value,) if spec.kind is Kind.LINK else value)]


def directory_of(space: Workspace) -> Directory:
    """What texts that people write are read against in this workspace: days in words too."""
    return Directory(space.registry, space.store, partial(day_of, space))


def _shared(one: str, other: str) -> int:
    """How many characters two ids begin with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _brief(name: str) -> str:
    return shorten(printable(name), _SHOWN_NAME)
