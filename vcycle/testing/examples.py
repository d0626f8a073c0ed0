"""Records made up from their declarations, to fill a workspace with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from msgspec.structs import replace

from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.records import Record, RecordType
from vcycle.testing.space import PluginSpace
from vcycle.testing.values import samples

_VARIANTS = 40
"""At most how many records of one type a full workspace has."""


class Examples:
    """Where records come from: those that the plugin's author gave, else made up."""

    def __init__(self, given: Sequence[Record] = ()) -> None:
        self._given = tuple(given)
        self._making: list[str] = []

    def of(self, space: PluginSpace, type_: RecordType) -> Record | None:
        """A record of a type that may be saved, with as much in it as its validation lets through; None for none."""
        own = [record for record in self._given if type(record) is type_.cls]
        self._making.append(type_.key)
        try:
            return next((r for r in (*own, *self._made_up(space, type_)) if not type_.problems(r)), None)
        finally:
            self._making.pop()

    def fill(self, space: PluginSpace) -> None:
        """Records of every listed type, the core's too, each with every value that its fields may hold."""
        for type_ in [t for t in space.workspace.registry if t.listed and space.workspace.store.is_open(t)]:
            first = self.of(space, type_)
            if first is not None:
                space.add(first)
                variants = self._variants(type_, first) if type_ in space.record_types else ()
                space.add(*[record for record in variants if not type_.problems(record)][:_VARIANTS])

    def _made_up(self, space: PluginSpace, type_: RecordType) -> Iterator[Record]:
        """Everything filled in; else only what must be, and one field after the other that its validation accepts."""
        values = {spec.name: self._value(space, spec, at) for at, spec in enumerate(type_.fields)}
        yield type_.cls(**values)
        grown = type_.cls(**{spec.name: values[spec.name] for spec in type_.fields if spec.required})
        for name, value in values.items():
            more = replace(grown, **{name: value})
            if len(type_.problems(more)) <= len(type_.problems(grown)):
                grown = more
        yield grown

    def _value(self, space: PluginSpace, spec: FieldSpec, at: int) -> Any:
        """A value for the field that stands in that place: days and times rise, as from a first day to a last."""
        if spec.kind in (Kind.LINK, Kind.LINKS):
            linked = self._linked(space, spec.link)
            return linked if spec.kind is Kind.LINK else (linked,) if linked else ()
        if spec.kind is Kind.DATE:
            return date(2026, 3, 12) + timedelta(at)
        if spec.kind is Kind.TIME:
            return time(min(12 + at, 23), 30)
        return next(iter(samples(spec)), spec.default)

    def _linked(self, space: PluginSpace, key: str) -> str:
        """The id of a record of the type `key`, made when there is none; "" for a type that leads back to itself."""
        type_ = space.workspace.registry.get(key)
        if type_ is None or not space.workspace.store.is_open(type_) or key in self._making:
            return ""
        found = space.records(type_.cls)
        if not found and (made := self.of(space, type_)) is not None:
            found = list(space.add(made))
        return found[0].id if found else ""

    def _variants(self, type_: RecordType, first: Record) -> Iterator[Record]:
        for spec in type_.fields:
            if spec.kind not in (Kind.LINK, Kind.LINKS):
                yield from (replace(first, **{spec.name: value}) for value in samples(spec))
