"""Values from a plugin, held to be exactly what they are declared as.

msgspec checks what it decodes, not what Python code constructs; and a subclass of `str` may carry methods that fail
long after the guard around the plugin has been left.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any

import msgspec
from msgspec import structs

from vcycle.errors import PluginError
from vcycle.model.period import LAST_DAY
from vcycle.model.text import printable, quoted
from vcycle.model.values import refuse_broken

LONGEST = 100_000
"""The most characters of one text."""

_FIRST_DAY = date(2, 1, 1)  # a week before it must still exist
_LARGEST = 1 << 62


def check_plain(value: Any, what: str, declared: Any) -> None:
    """Raise `PluginError` unless `value` is of the type `declared` and plain; `what` says what it is."""
    try:
        msgspec.convert(value, declared)
    except (msgspec.ValidationError, TypeError) as error:
        raise PluginError(f"{what} har fel sorts värde: {printable(str(error))}") from error
    if fault := _fault(value):
        raise PluginError(f"{what} har {fault}")


WORDS = 200
"""The most characters of what a plugin declares for people to read: a label, a name, a line of help."""


def check_words(texts: Iterable[str], what: str) -> None:
    """Refuse declared words that are no single line: they stand in headings, menus and help as they are."""
    for text in texts:
        if printable(text) != text or len(text) > WORDS:
            most = f"ska vara en rad på högst {WORDS} tecken, utan styrtecken"
            raise PluginError(f"{what}: {quoted(text)} {most}")


def check_struct(item: msgspec.Struct, what: str = "gav") -> None:
    """The same for every value of a Struct, and of those that it holds; `what` begins the sentence."""
    kind = type(item)
    name = kind.__name__
    try:
        checked = msgspec.convert(structs.asdict(item), kind)
    except (msgspec.ValidationError, TypeError) as error:
        raise PluginError(f"{what} {name} med fel sorts värde: {printable(str(error))}") from error
    for field, default in _fields(kind):
        value = getattr(item, field)
        if value is default:
            continue  # most values: they were declared with the class
        if type(getattr(checked, field)) is not type(value) and type(value) is not int:  # an int where a float may be
            raise PluginError(f"{what} {name} med fel sorts värde i {field}")
        if fault := _fault(value):
            raise PluginError(f"{what} {name} med {fault} i {field}")
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, msgspec.Struct):
                check_struct(part, what)


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, object], ...]:
    """The fields of a Struct with their defaults; one that must be given has none that anything is."""
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__
    needed = (object() for _ in range(len(names) - len(defaults)))
    return tuple(zip(names, (*needed, *defaults), strict=True))


def _fault(value: Any) -> str:
    """What is wrong with a value whose type is as declared, as the end of a sentence; empty for nothing."""
    kind = type(value)
    if kind is str:
        return _text_fault(value)
    if kind is tuple:
        return next((fault for part in value if (fault := _fault(part))), "")
    if kind is int:
        return "" if -_LARGEST < value < _LARGEST else "ett för stort tal"
    if kind is date:
        return "" if _FIRST_DAY <= value <= LAST_DAY else f"en dag utanför kalendern, {value},"
    if kind is time:
        return "" if value.tzinfo is None else "ett klockslag med tidszon"
    plain = kind in _HARMLESS or isinstance(value, msgspec.Struct)
    return "" if plain else f"ett värde av typen {printable(kind.__name__)}"


_HARMLESS = frozenset({bool, NoneType, float, Decimal})


def _text_fault(text: str) -> str:
    if len(text) > LONGEST:
        return f"en text på över {LONGEST} tecken"
    try:
        refuse_broken(text)
    except ValueError:
        return "tecken som inte går att spara"
    return ""
