"""What is wrong with data that cannot be decoded, in Swedish: what, and roughly where."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from vcycle.model.fields import describe
from vcycle.model.records import Record

_KINDS = {
    "str": "text",
    "int": "ett heltal",
    "float": "ett tal",
    "bool": "ja eller nej",
    "null": "tomt",
    "array": "en lista",
    "object": "en grupp av fält",
    "date": "ett datum",
    "time": "ett klockslag",
}
_VALUE = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.+?)`")
_PLACE = re.compile(r" - at `\$\.?(\w+)")


def record_fault(error: Exception, shape: object) -> str:
    """What is wrong with one record, as the end of a sentence that names it: `fältet ”Rubrik” ska vara text ...`."""
    labels = _labels(shape)
    text = str(error)
    place = _PLACE.search(text)
    field = f"fältet {_named(place[1], labels)}" if place else "den"
    if wanted := _FIELD.search(text):
        what = "saknas" if wanted[1] == "missing required" else "hör inte dit"
        return f"fältet {_named(wanted[2], labels)} {what}"
    if wrong := _VALUE.search(text):
        return f"{field} ska vara {_kinds(wrong[1])} men är {_kinds(wrong[2])}"
    if isinstance(error, msgspec.ValidationError):
        return f"{field} har ett värde som inte går"
    if isinstance(error, UnicodeDecodeError):
        return "den har tecken som inte är UTF-8"
    return "den slutar i förtid" if "truncated" in text else "den är inte JSON"


def _labels(shape: object) -> Mapping[str, str]:
    if isinstance(shape, type) and issubclass(shape, Record):
        return {spec.name: spec.label for spec in describe(shape)}
    return {}


def _named(name: str, labels: Mapping[str, str]) -> str:
    return f"”{labels[name]}” ({name})" if name in labels else f"”{name}”"


def _kinds(names: str) -> str:
    """`str | null` as "text eller tomt"."""
    return " eller ".join(_KINDS.get(name.strip(), "något annat") for name in names.split("|"))


def file_fault(error: Exception, content: bytes) -> str:
    """What is wrong with a whole file or table, as the end of a sentence that names it."""
    text = str(error)
    if isinstance(error, msgspec.ValidationError):
        return "den är JSON, men innehåller inte tabeller"
    if "truncated" in text:
        return f"den slutar i förtid{_near(content, len(content))}"
    if isinstance(error, UnicodeDecodeError):
        place = error.start
    else:
        found = re.search(r"\(byte (\d+)\)", text)
        place = int(found[1]) if found else 0
    line = content.count(b"\n", 0, place) + 1
    return f"rad {line} är inte JSON{_near(content, place)}"


def _near(content: bytes, place: int) -> str:
    """The table and the id of the row that `place` lies in, as far as they can be made out."""
    end = content.find(b"\n", place)
    lines = content[: end if end >= 0 else len(content)]
    tables = re.findall(rb'^"([\w.]+)":\{', lines, re.MULTILINE)
    if not tables:
        return ""
    row = re.search(rb'(?:^,|:\{)"([^"\n]{1,80})":\{', lines[lines.rfind(b"\n") + 1 :])
    where = f", i tabellen {tables[-1].decode()}"
    return f"{where}, vid posten {row[1].decode('utf-8', 'replace')}" if row else where
