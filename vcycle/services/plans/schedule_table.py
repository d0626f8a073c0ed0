"""A schedule as TOML writes it: Swedish words in a string, or a table with `kind`."""

from __future__ import annotations

from typing import Any

from vcycle.model.schedule import SCHEDULE_TYPES, Schedule
from vcycle.model.text import quoted
from vcycle.model.values import parse_schedule
from vcycle.services.plans.toml_lines import KeyPath
from vcycle.services.plans.toml_reader import Reader, read_text

SCHEDULE: Any = Schedule | None
KINDS: dict[str, Any] = {str(cls.__struct_config__.tag): cls for cls in SCHEDULE_TYPES}


def read_schedule(reader: Reader, value: Any, path: KeyPath) -> Schedule | None:
    """The schedule that `value` says; raises ValueError, or notes faults inside a table and gives None."""
    if isinstance(value, str):
        return parse_schedule(read_text(value))
    if not isinstance(value, dict):
        raise ValueError(f"ska vara ord inom citattecken eller en tabell med kind, inte {quoted(value)}")
    before = len(reader.faults)
    values = _table(reader, value, path)
    return KINDS[value["kind"]](**values) if len(reader.faults) == before else None


def _table(reader: Reader, table: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        said = f"{quoted(kind)} finns inte; välj" if "kind" in table else "saknas; välj"
        reader.faults.add((*path, "kind"), f"{said} {', '.join(KINDS)}")
        return {}
    return reader.table(KINDS[kind], table, path, also=("kind",))
