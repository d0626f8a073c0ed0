"""A measure as TOML writes it, in words or as a table with `kind`; and whether the plan has what it reads."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from msgspec.structs import fields

from vcycle.model.measure import After, Measure, OfWhich, Quantity
from vcycle.model.period import Years
from vcycle.model.text import normal, quoted
from vcycle.model.values import listed, parse_measure
from vcycle.model.wording.measure_toml import KINDS
from vcycle.rules.measures import faults as measure_faults
from vcycle.rules.measures import series_of
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath
from vcycle.services.plans.toml_reader import Reader, read_text

MEASURE: Any = Measure | None
Values = dict[str, Any]


def read_measure(reader: Reader, value: Any, path: KeyPath) -> Measure | None:
    """The measure that `value` says; raises ValueError, or notes faults inside a table and gives None."""
    if isinstance(value, str):
        return parse_measure(read_text(value))
    if not isinstance(value, dict):
        raise ValueError(f"ska vara ord inom citattecken eller en tabell med kind, inte {quoted(value)}")
    before = len(reader.faults)
    values = _table(reader, value, path)
    return KINDS[value["kind"]](**values) if len(reader.faults) == before else None


def _table(reader: Reader, table: Values, path: KeyPath) -> Values:
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        said = f"{quoted(kind)} finns inte; välj" if "kind" in table else "saknas; välj"
        reader.faults.add((*path, "kind"), f"{said} {', '.join(KINDS)}")
        return {}
    return Reader(reader.faults, _WAYS).table(KINDS[kind], table, path, also=("kind",))


def _names(_reader: Reader, value: Any, _path: KeyPath) -> tuple[str, ...]:
    """A list of names, or one name alone."""
    if isinstance(value, str):
        return (normal(value),)
    if not isinstance(value, list):
        raise ValueError(f"ska vara text inom citattecken eller en lista av sådana, inte {quoted(value)}")
    return tuple(read_text(item) for item in value)


def _quantity(_reader: Reader, value: Any, _path: KeyPath) -> Quantity:
    if type(value) is int or isinstance(value, str):
        return value if isinstance(value, int) else normal(value)
    raise ValueError(
        f"{quoted(value)} är inget exakt tal; skriv ett heltal eller en text som ”1/2”, ”35 %” eller ”0,5”"
    )


def _text(_reader: Reader, value: Any, _path: KeyPath) -> str:
    """A text; a day may stand without quotes."""
    return value.isoformat() if type(value) is date else read_text(value)


def _part(cls: type[Any]) -> Any:
    def read(reader: Reader, value: Any, path: KeyPath) -> Any:
        before = len(reader.faults)
        values = reader.table(cls, value, path)
        return cls(**values) if len(reader.faults) == before else None

    return read


def _choice(hint: Any) -> Any:
    choices = [choice for choice in get_args(hint) if choice]

    def read(_reader: Reader, value: Any, _path: KeyPath) -> Any:
        if value not in choices:
            raise ValueError(f"{quoted(value)} finns inte; välj {listed(choices)}")
        return value

    return read


def _open_choices() -> Values:
    """The readers of choices that may be left out: "" is none that a file can name."""
    hints = {field.type for cls in KINDS.values() for field in fields(cls) if "" in get_args(field.type)}
    return {hint: _choice(hint) for hint in hints}


_WAYS: dict[Any, Any] = {
    tuple[str, ...]: _names,
    Quantity: _quantity,
    Quantity | None: _quantity,
    str: _text,
    OfWhich | None: _part(OfWhich),
    After | None: _part(After),
    **_open_choices(),
}


def check_measures(values: Values, series: set[str], roles: set[str], faults: Faults) -> None:
    """Whether each goal's measure can be read, and the plan has the series and the roles that it names.

    A series with a dot in its name is a plugin's.
    """
    years = Years(windows=values.get("windows", {}), **({"terms": values["terms"]} if "terms" in values else {}))
    units = {item["key"]: item.get("unit", "number") for item in values.get("series", []) if "key" in item}
    for number, goal in enumerate(values.get("goals", [])):
        if (measure := goal.get("measure")) is not None:
            known = series | {name for name in series_of(measure, years) if "." in name}
            for sentence in measure_faults(measure, known_series=known, known_roles=roles, years=years, units=units):
                faults.add(("goals", number, "measure"), sentence)
