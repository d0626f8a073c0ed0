"""The settings as people write them in a form: a field for each row of `config.SETTINGS`, texts in and texts out.

Names that the association makes up stand one to a line, `vår = 01-01 – 06-30`; a name, or a part of a list, with signs
that mean something here is put in double quotes, as in JSON.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from vcycle import config
from vcycle.config import SETTINGS, Setting, Settings, Shape
from vcycle.model.fields import FieldSpec, Hints, Kind
from vcycle.model.period import month_day
from vcycle.model.text import quoted
from vcycle.model.values import parse_date
from vcycle.rules.swedish import plain_date

WHOLE_YEAR = "hela året"
_DASH = re.compile(r"\s+(?:-|till)\s+|\s*–\s*")
_LIKE_A_DAY = 2024
"""A year with a 29 February, to read a day of every year in."""


class Writing(NamedTuple):
    """How a value is written, and read back into what the settings file holds.

    `read` raises ValueError, or leaves what it cannot read as it is for the setting itself to refuse.
    """

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def shown() -> tuple[Setting, ...]:
    """The settings that are written in the form; what belongs to plugins has pages of its own."""
    return tuple(setting for setting in SETTINGS if setting.shape in _WRITINGS)


def field_name(setting: Setting) -> str:
    """What the setting's field is called."""
    return f"{setting.section}.{setting.key}"


@cache
def specs() -> tuple[FieldSpec, ...]:
    """A field for each setting that is written in the form."""
    return tuple(map(_spec, shown()))


def _spec(setting: Setting) -> FieldSpec:
    kind = Kind.LONG_TEXT if setting.is_table else Kind.CHOICE if setting.choices else Kind.TEXT
    about = setting.help
    if setting.is_table:
        about = f"{about.removesuffix('.')}. En på varje rad, så här: {_example(setting)}"
    hints = Hints(setting.label, help=about, labels=tuple(setting.choices.items()))
    choices = tuple(setting.choices)
    return FieldSpec(field_name(setting), kind, hints, required=False, optional=False, default="", choices=choices)


def _example(setting: Setting) -> str:
    """The example of a table, as it is written here."""
    return _lines(setting, tomllib.loads(setting.example))


# To texts


def texts(settings: Settings) -> dict[str, str]:
    """What each field says."""
    full = config.document(settings)
    return {field_name(setting): _text(setting, _table(full, setting.section)) for setting in shown()}


def _table(document: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    """The table "years.starts" of a document."""
    for part in section.split("."):
        document = document.get(part, {})
    return document


def _text(setting: Setting, table: Mapping[str, Any]) -> str:
    if setting.is_table:
        return _lines(setting, table)
    if setting.key not in table:
        return ""
    value = table[setting.key]
    return setting.choices.get(value, _WRITINGS[setting.shape].write(value))


def _lines(setting: Setting, table: Mapping[str, Any]) -> str:
    write = _WRITINGS[setting.shape].write
    return "\n".join(f"{_worded(str(name), '=')} = {write(value)}".rstrip() for name, value in table.items())


def _worded(text: str, signs: str) -> str:
    """`text`, in quotes where it holds one of the signs that would end it."""
    plain = text == text.strip() and text.isprintable() and text and not set(text) & {*signs, '"'}
    return text if plain else json.dumps(text)


# From texts


def read(written: Mapping[str, str], base: Settings) -> tuple[Settings, dict[str, str]]:
    """The settings that the fields say, over those of `base` that no field is for, and the fault of each field.

    The settings are of no use when there is a fault.
    """
    document: dict[str, Any] = config.document(base)
    faults: dict[str, list[str]] = {}
    for setting in shown():
        name = field_name(setting)
        table, problems = _read(setting, written[name])
        _put(document, setting, table)
        if problems:
            faults[name] = problems
    settings, found = config.read(document)
    for fault in found:
        name, sentence = _at_field(fault)
        faults.setdefault(name, []).append(sentence)
    return settings, {name: "; ".join(dict.fromkeys(problems)) for name, problems in faults.items()}


def problem(name: str, text: str) -> str:
    """Why a field cannot be saved with this text; nothing when it can."""
    return read({**texts(Settings()), name: text}, Settings())[1].get(name, "")


def _put(document: dict[str, Any], setting: Setting, table: dict[str, Any]) -> None:
    """Put what a field says in its place."""
    *outer, last = setting.section.split(".")
    for part in outer:
        document = document[part]
    if setting.is_table:
        document[last] = table
    else:
        document[last] = {name: value for name, value in document[last].items() if name != setting.key} | table


def _at_field(fault: config.Fault) -> tuple[str, str]:
    """The field that a fault is shown at, and what is said there."""
    name = f"{fault.section}.{fault.key}"
    if any(field_name(setting) == name for setting in shown()):
        return name, fault.sentence
    return f"{fault.section}.*", f"{fault.key}: {fault.sentence}"


def _read(setting: Setting, text: str) -> tuple[dict[str, Any], list[str]]:
    """What a field says as a table of the settings file, and what in it cannot be read."""
    if setting.choices:
        words = {word: value for value, word in setting.choices.items()}
        return {setting.key: words.get(text, text)}, []
    if not setting.is_table:
        return _read_line(setting, text)
    table: dict[str, Any] = {}
    problems = []
    for line in filter(str.strip, text.split("\n")):
        try:
            name, value = _named(setting, line)
            if name in table:
                raise ValueError(f"{quoted(name)} står två gånger")
            table[name] = value
        except ValueError as error:
            problems.append(str(error))
    return table, problems


def _read_line(setting: Setting, text: str) -> tuple[dict[str, Any], list[str]]:
    """The same for a setting of one value; nothing at all is the default."""
    own = text if setting.shape == "text" else text.strip()
    try:
        return ({setting.key: _WRITINGS[setting.shape].read(own)} if own else {}), []
    except ValueError as error:
        return {}, [str(error)]


def _named(setting: Setting, line: str) -> tuple[str, Any]:
    """ "vår = 01-01 – 06-30" as a name and a value."""
    name, rest = _word(line, "=")
    if not rest.startswith("="):
        raise ValueError(f"{quoted(line)} saknar =; skriv till exempel {_example(setting)}")
    try:
        return name, _WRITINGS[setting.shape].read(rest[1:].strip())
    except ValueError as error:
        raise ValueError(f"{quoted(name)}: {error}") from None


def _word(text: str, signs: str) -> tuple[str, str]:
    """A word up to one of the signs, in quotes or not, and what follows it."""
    text = text.lstrip()
    if not text.startswith('"'):
        end = min((at for sign in signs if (at := text.find(sign)) >= 0), default=len(text))
        return text[:end].rstrip(), text[end:]
    try:
        word, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        raise ValueError(f"citattecknet i slutet saknas efter {quoted(text[1:])}") from None
    return word, text[end:].lstrip()


def _words(text: str) -> list[str]:
    return list(_split(text))


def _split(text: str) -> Iterator[str]:
    while text.strip():
        word, text = _word(text, ",")
        if text and not text.startswith(","):
            raise ValueError(f"komma saknas före {quoted(text)}")
        text = text[1:]
        yield word


# One value


def _year(text: str) -> int | str:
    return int(text) if re.fullmatch("[0-9]{4}", text) else text


def _date(text: str) -> Any:
    return parse_date(text)


def _day_of_year(text: str) -> str:
    """ "03-25" from "03-25", "25 mars" or "25/3"."""
    if re.fullmatch("[0-9]{2}-[0-9]{2}", text):
        return text
    try:
        return f"{parse_date(f'{text} {_LIKE_A_DAY}'):%m-%d}"
    except ValueError:
        return text


def _span(text: str) -> list[str]:
    if text.casefold() == WHOLE_YEAR:
        return ["", ""]
    days = _DASH.split(text)
    if len(days) != 2:
        raise ValueError(f"{quoted(text)} är inte två dagar; skriv till exempel 01-01 – 06-30, eller {WHOLE_YEAR}")
    return [_day_of_year(day.strip()) for day in days]


def _write_span(span: Any) -> str:
    first, last = span
    return f"{first} – {last}" if first else WHOLE_YEAR


_WRITINGS: dict[Shape, Writing] = {
    "text": Writing(str, str),
    "choice": Writing(str, str),
    "year": Writing(str, _year),
    "date": Writing(str, _date),
    "month_day": Writing(str, _day_of_year),
    "span": Writing(_write_span, _span),
    "keys": Writing(str, str),
    "texts": Writing(lambda texts: ", ".join(_worded(text, ",") for text in texts), _words),
}


def echo(name: str, text: str) -> str:
    """How a day of the year is understood; nothing for other fields, and while the text cannot be read."""
    setting = next(one for one in shown() if field_name(one) == name)
    day = _day_of_year(text.strip())
    if setting.shape != "month_day" or problem(name, text) or not day:
        return ""
    return plain_date(month_day(day, _LIKE_A_DAY)).removesuffix(f" {_LIKE_A_DAY}")
