"""A plugin's own table in vcycle.toml, read into the class that the plugin declares."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any

import msgspec

from vcycle.errors import PluginError
from vcycle.model.fields import FieldSpec, Kind, describe
from vcycle.model.text import printable, quoted, shorten
from vcycle.model.values import did_you_mean

_WANTED = {
    Kind.INTEGER: "ett heltal",
    Kind.NUMBER: "ett tal",
    Kind.FLAG: "true eller false",
    Kind.DATE: "ett datum, till exempel 2026-03-08",
    Kind.TIME: "ett klockslag, till exempel 18:30:00",
    Kind.TAGS: 'en lista, till exempel ["a", "b"]',
    Kind.LINKS: 'en lista, till exempel ["a", "b"]',
}


def read_settings(plugin: str, cls: type[msgspec.Struct], table: Mapping[str, Any]) -> msgspec.Struct:
    """The settings in `table`, defaults filled in; raises `PluginError` that names every key at fault."""
    specs = {spec.name: spec for spec in describe(cls)}
    types = typing.get_type_hints(cls)
    values, faults = {}, [_unknown(key, specs) for key in table if key not in specs]
    for name, spec in specs.items():
        try:
            if name in table:
                values[name] = _value(spec, types[name], table[name])
            elif spec.required:
                raise ValueError("måste fyllas i")
        except ValueError as error:
            faults.append(f"{name}: {error}")
    if faults:
        raise PluginError(f"[plugin.{plugin}] i vcycle.toml: {'; '.join(faults)}")
    return cls(**values)


def _value(spec: FieldSpec, type_: Any, value: Any) -> Any:
    """A TOML value as the field's own; what is written as text is read as people write it in forms."""
    if isinstance(value, str) or (spec.kind is Kind.MONEY and type(value) in (int, float)):
        return spec.parse(str(value))  # an amount is written in kronor and kept in öre
    try:
        converted = msgspec.convert(value, type_)
    except msgspec.ValidationError:
        wanted = _WANTED.get(spec.kind, "en text inom citattecken")
        raise ValueError(f"ska vara {wanted}, inte {quoted(value)}") from None
    spec.check(converted)
    return converted


def _unknown(key: str, known: Mapping[str, FieldSpec]) -> str:
    return f"{shorten(printable(key), 60)}: okänd inställning{did_you_mean(key, known)}"
