"""TOML tables to values, as a Struct declares them: every fault is collected, none stops the reading."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any, Literal, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from vcycle.model.text import normal, quoted
from vcycle.model.values import did_you_mean, listed, parse_time
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath
from vcycle.toml_file import as_date, as_span


@dataclass
class Reader:
    """Reads tables of one document. `special` reads annotations that a file writes in a way of its own."""

    faults: Faults
    special: Mapping[Any, Callable[[Reader, Any, KeyPath], Any]] = field(default_factory=dict)

    def table(self, cls: type[Struct], table: Any, path: KeyPath, *, also: tuple[str, ...] = ()) -> dict[str, Any]:
        """The values of `cls`'s fields that could be read; keys in `also` are allowed and left alone."""
        if not isinstance(table, dict):
            self.faults.add(path, f"ska vara en tabell, inte {quoted(table)}")
            return {}
        hints = _hints(cls)
        for key in table.keys() - hints.keys() - set(also):
            self.faults.add((*path, key), f"nyckeln finns inte{did_you_mean(key, hints)}")
        for name in required(cls):
            if name not in table:
                self.faults.add((*path, name), "nyckeln saknas")
        known = ((name, hint) for name, hint in hints.items() if name in table)
        read = ((name, self.value(hint, table[name], (*path, name))) for name, hint in known)
        return {name: value for name, value in read if value is not _REFUSED}

    def value(self, hint: Any, value: Any, path: KeyPath) -> Any:
        """`value` as the annotation `hint` wants it, or a mark that says it was refused."""
        try:
            if hint in self.special:
                return self.special[hint](self, value, path)
            if item := _struct_of(hint):
                return self.tables(item, value, path)
            if hint == _SPANS:
                return self.spans(value, path)
            return _plain(hint)(value)
        except ValueError as error:
            self.faults.add(path, str(error))
            return _REFUSED

    def tables(self, cls: type[Struct], value: Any, path: KeyPath) -> list[dict[str, Any]]:
        """The items of an array of tables; one that could not be read keeps its place."""
        if not isinstance(value, list):
            raise ValueError(f"ska vara en lista av tabeller, [[{path[-1]}]], inte {quoted(value)}")
        return [self.table(cls, item, (*path, number)) for number, item in enumerate(value)]

    def spans(self, value: Any, path: KeyPath) -> dict[str, tuple[str, str]]:
        """Names with their first and last day; each fault stands at its own name."""
        if not isinstance(value, dict):
            raise ValueError(f"ska vara en tabell, inte {quoted(value)}")
        read = {}
        for name, days in value.items():
            try:
                read[normal(name)] = as_span(days)
            except ValueError as error:
                self.faults.add((*path, name), str(error))
        return read


_REFUSED: Any = object()
_SPANS = dict[str, tuple[str, str]]


@cache
def _hints(cls: type[Struct]) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@cache
def required(cls: type[Struct]) -> tuple[str, ...]:
    """The fields of `cls` that have no default."""
    return tuple(f.name for f in fields(cls) if f.default is NODEFAULT and f.default_factory is NODEFAULT)


def _struct_of(hint: Any) -> type[Struct] | None:
    """The Struct of `tuple[Struct, ...]`."""
    item = get_args(hint)[0] if get_origin(hint) is tuple else None
    return item if isinstance(item, type) and issubclass(item, Struct) else None


def read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"ska vara text inom citattecken, inte {quoted(value)}")
    return normal(value)


def _integer(value: Any) -> int:
    if type(value) is not int or not -(2**53) < value < 2**53:  # a bool is an int to isinstance
        raise ValueError(f"ska vara ett heltal, inte {quoted(value)}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"ska vara true eller false, inte {quoted(value)}")
    return value


def _time(value: Any) -> time:
    return value if isinstance(value, time) else parse_time(read_text(value))


def _items(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def items(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"ska vara en lista inom [ ], inte {quoted(value)}")
        return tuple(read(item) for item in value)

    return items


def _choice(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def choice(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"{quoted(value)} finns inte; välj {listed(choices)}")
        return str(value)

    return choice


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: read_text,
    int: _integer,
    bool: _flag,
    date: as_date,
    time: _time,
    tuple[str, ...]: _items(read_text),
    tuple[int, ...]: _items(_integer),
    tuple[date, ...]: _items(as_date),
}


@cache
def _plain(hint: Any) -> Callable[[Any], Any]:
    """How values of an annotation are read; `T | None` reads a T, since TOML has no null."""
    if get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(part for part in get_args(hint) if part is not types.NoneType)
    return _choice(get_args(hint)) if get_origin(hint) is Literal else _PLAIN[hint]
