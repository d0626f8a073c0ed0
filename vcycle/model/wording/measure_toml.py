"""A measure as one TOML inline table, both ways: the form that always works, whatever words there are."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import asdict, fields

from vcycle.model.measure import MEASURE_TYPES, Measure
from vcycle.model.values import did_you_mean, listed
from vcycle.model.wording.words import cut

KINDS: dict[str, Any] = {str(cls.__struct_config__.tag): cls for cls in MEASURE_TYPES}


def format_table(measure: Measure) -> str:
    """ "{ kind = "count", series = "medlemsmote", min = 3 }": what differs from its default."""
    return _table({"kind": measure.__struct_config__.tag, **_said(measure)})


def _said(part: msgspec.Struct) -> dict[str, Any]:
    defaults = {field.name: field.default for field in fields(part)}
    return {name: value for name, value in asdict(part).items() if value != defaults[name]}


def _table(values: dict[str, Any]) -> str:
    return f"{{ {', '.join(f'{name} = {_value(value)}' for name, value in values.items())} }}"


def _value(value: Any) -> str:
    if isinstance(value, msgspec.Struct):
        return _table(_said(value))
    if isinstance(value, tuple):
        return _value(value[0]) if len(value) == 1 else f"[{', '.join(map(_value, value))}]"
    # A JSON text is a TOML text, but for one control character that JSON leaves as it is.
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")


def parse_table(text: str) -> Measure:
    """The measure that an inline table (or the JSON of one) says; raises ValueError with a Swedish sentence."""
    table = _decoded(text)
    if table is None:
        raise ValueError(f"”{cut(text)}” är ingen tabell; skriv till exempel {_EXAMPLE}")
    if table.get("kind") not in KINDS:
        raise ValueError(f"kind är {listed(KINDS)}; skriv till exempel {_EXAMPLE}")
    try:
        measure: Measure = msgspec.convert({name: plain(name, value) for name, value in table.items()}, Measure)
        return measure
    except msgspec.ValidationError as error:
        raise ValueError(_in_swedish(str(error), [field.name for field in fields(KINDS[table["kind"]])])) from None


_EXAMPLE = '{ kind = "count", series = "medlemsmote", min = 3, per = "term" }'
_LISTS = {field.name for cls in MEASURE_TYPES for field in fields(cls) if field.type == tuple[str, ...]}


def plain(name: str, value: Any) -> Any:
    """What a file may write in two ways, in one: a name alone is a list of one, a date is its text."""
    if name in _LISTS and isinstance(value, str):
        return [value]
    return value.isoformat() if type(value) is date else value


def _decoded(text: str) -> dict[str, Any] | None:
    try:
        table = tomllib.loads(f"m = {text}\n")
        return table["m"] if table.keys() == {"m"} and isinstance(table["m"], dict) else None
    except (ValueError, RecursionError):
        return _from_json(text)


def _from_json(text: str) -> dict[str, Any] | None:
    try:
        table = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    return table if isinstance(table, dict) else None


def _in_swedish(message: str, known: list[str]) -> str:
    """What msgspec says about the first wrong value, in a Swedish sentence."""
    name = next(iter(re.findall(r"at `\$\.(\w+)", message)), "")
    if match := re.search(r"(missing required|contains unknown) field `(.*?)`", message):
        where = f"{name}.{match[2]}" if name else match[2]
        if match[1].startswith("missing"):
            return f"{where} saknas"
        return f"{where} finns inte{did_you_mean(match[2], known) if not name else ''}"
    return f"{name} har ett värde av fel slag"
