"""The settings of a workspace: `vcycle.toml`, read with every fault named at once and written back whole.

`SETTINGS` declares each setting once: reading, checking and docs/settings.md come from that table.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from msgspec import Struct, field

from vcycle.errors import InputError, StorageError
from vcycle.model.period import DEFAULT_TERMS, Years, month_day
from vcycle.model.text import printable, quoted, shorten
from vcycle.model.values import listed, nearest
from vcycle.paths import SETTINGS_FILE

Glyphs = Literal["auto", "half", "quad", "braille"]
GLYPHS: tuple[Glyphs, ...] = ("auto", "half", "quad", "braille")


class Settings(Struct, frozen=True):
    """What an association has decided about its own workspace.

    `rings` maps a ring's name to the areas, plugins and imported calendars drawn in it, outermost first. `plugins`
    maps the name of each enabled plugin to its module. `plugin_settings` holds each plugin's own table as it was
    written, also those of plugins that are off; the plugin host checks them.
    """

    name: str = ""
    user: str = ""
    years: Years = field(default_factory=Years)
    rings: dict[str, tuple[str, ...]] = {}
    plugins: dict[str, str] = {}
    plugin_settings: dict[str, dict[str, Any]] = {}
    glyphs: Glyphs = "auto"


class Setting(Struct, frozen=True):
    """One setting: `key` in the table `section`; the key "*" stands for names that the association makes up.

    `takes` says in Swedish what the value looks like, `example` is a TOML value, `help` says what it is for. `read`
    turns the TOML value into ours and `read_key` a made-up name; both raise ValueError with a Swedish sentence.
    """

    section: str
    key: str
    takes: str
    example: str
    default: str
    help: str
    read: Callable[[Any], Any]
    read_key: Callable[[str], Any] = str

    @property
    def name(self) -> str:
        return f"[{self.section}] {self.key}"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"ska vara en text inom citattecken, inte {_shown(value)}")
    return value


def _filled(value: Any) -> str:
    if not _text(value).strip():
        raise ValueError("får inte vara tom")
    return cast(str, value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f'ska vara en lista med texter, till exempel ["Möten"], inte {_shown(value)}')
    return tuple(_filled(item) for item in value)


def _choice(value: Any) -> str:
    if value not in GLYPHS:
        raise ValueError(f"{_shown(value)} finns inte; välj {listed(GLYPHS)}")
    return cast(str, value)


def _year(value: Any) -> int:
    if type(value) is not int or not 1900 <= value <= 9998:  # a bool is an int to isinstance
        raise ValueError(f"ska vara ett årtal mellan 1900 och 9998, inte {_shown(value)}")
    return value


def _year_key(key: str) -> int:
    return _year(int(key) if re.fullmatch("[0-9]{4}", key) else key)


def _date(value: Any) -> date:
    if type(value) is not date:  # a datetime is a date to isinstance
        raise ValueError(f"ska vara ett datum utan citattecken, till exempel 2017-03-25, inte {_shown(value)}")
    return value


def _month_day(value: Any) -> str:
    try:
        if not re.fullmatch("[0-9]{2}-[0-9]{2}", _text(value)):
            raise ValueError
        month_day(value, 2024)
    except ValueError:
        raise ValueError(f'{_shown(value)} är ingen dag på året; skriv månad och dag, till exempel "01-31"') from None
    return cast(str, value)


def _span(value: Any) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f'ska vara första och sista dagen, till exempel ["01-01", "06-30"], inte {_shown(value)}')
    if value == ["", ""]:
        return "", ""
    return _month_day(value[0]), _month_day(value[1])


def _plugin_name(key: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9_]*", key) or key == "core":
        raise ValueError("namnet på ett tillägg är små bokstäver a-z, siffror och _, och aldrig ”core”")
    return key


def _module(value: Any) -> str:
    if not all(part.isidentifier() for part in _text(value).split(".")):
        raise ValueError(f'{_shown(value)} är inget namn på en Pythonmodul; skriv till exempel "vcycle_almanac"')
    return cast(str, value)


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"ska vara en tabell med inställningar, inte {_shown(value)}")
    return value


def _shown(value: Any) -> str:
    if isinstance(value, int) and value.bit_length() > 64:  # Python refuses to write out the largest
        return "ett jättelikt tal"
    return quoted(value)


SPAN = '["MM-DD", "MM-DD"]'
SETTINGS = (
    Setting("association", "name", "text", '"Föreningen Exempelstad"', "tom", "Föreningens namn.", _text),
    Setting("user", "name", "text", '"Kim"', "tom", "Vem som skriver, i historiken.", _text),
    Setting("years", "start", '"MM-DD"', '"01-01"', '"01-01"', "Dagen då verksamhetsåret börjar.", _month_day),
    Setting("years", "first", "årtal", "2020", "inget", "Första året som vcycle räknar fram datum för.", _year),
    Setting(
        "years.starts", "*", "datum", "2017 = 2017-03-25", "inga",
        "Exakt första dag för enstaka år, till exempel årsmötets dag.", _date, _year_key,
    ),
    Setting(
        "terms", "*", SPAN, '"vår" = ["01-01", "06-30"]', "vår och höst",
        "Föreningens terminer; två tomma texter är hela året.", _span, _filled,
    ),
    Setting(
        "windows", "*", SPAN, '"efter sommaren" = ["08-15", "10-31"]', "vcycles egna",
        "Vad planens lösa tidsord betyder här; två tomma texter är hela året.", _span, _filled,
    ),
    Setting(
        "rings", "*", "lista med texter", '"Möten" = ["Styrelsen", "almanac"]', "en ring per pelare i planen",
        "Hjulets ringar: vilka områden, tillägg och kalendrar som ritas tillsammans.", _texts, _filled,
    ),
    Setting(
        "plugins", "*", "Pythonmodul", 'almanac = "vcycle_almanac"', "inga",
        "Tillägg som är påslagna: namn och modul.", _module, _plugin_name,
    ),
    Setting(
        "plugin", "*", "tabell", "almanac = { elections = false }", "tilläggets egna",
        "Inställningar för ett tillägg, vanligen skrivna som [plugin.NAMN].", _table, _plugin_name,
    ),
    Setting(
        "wheel", "glyphs", " ".join(GLYPHS), '"auto"', '"auto"',
        "Tecknen som hjulet ritas med; prova ett annat om hjulet ser trasigt ut.", _choice,
    ),
)  # fmt: skip
_BY_NAME = {(setting.section, setting.key): setting for setting in SETTINGS}
_SECTIONS = {setting.section: None for setting in SETTINGS}


def load(folder: Path) -> Settings:
    """The settings in `folder`/vcycle.toml; raises `InputError` that names every fault in the file."""
    document = _document(folder / SETTINGS_FILE)
    settings, problems = _read(document)
    if problems:
        raise InputError(
            "Inställningarna går inte att använda:",
            problems=[f"{SETTINGS_FILE}: {problem}" for problem in problems],
            hint=f"Rätta {folder / SETTINGS_FILE}; inget annat har ändrats.",
        )
    return settings


def save(folder: Path, settings: Settings) -> None:
    """Write `settings` to `folder`/vcycle.toml, whole or not at all, readable by its owner only.

    Raises `InputError` when `load` would not give the same settings back, `StorageError` when the disk refuses.
    """
    import tomli_w  # only needed when settings change

    try:
        text = f"# Inställningar för vcycle; vcycle skriver om filen.\n\n{tomli_w.dumps(_write(settings))}"
        read, problems = _read(tomllib.loads(text))
        data = text.encode()
    except ValueError as error:
        raise InputError("Inställningarna går inte att spara.", problems=[str(error)]) from error
    if problems or read != settings:
        raise InputError("Inställningarna går inte att spara:", problems=problems or ["filen skulle läsas annorlunda"])
    try:
        _replace((folder / SETTINGS_FILE).resolve(), data)
    except OSError as error:
        raise StorageError(f"{folder / SETTINGS_FILE} kunde inte sparas: {error.strerror}. Inget är ändrat.") from error


def _document(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        hint = "Börja med ”vcycle init”, eller peka ut mappen med --data."
        raise InputError(f"Här finns ingen förening: {path} saknas.", hint=hint) from None
    except OSError as error:
        raise InputError(f"{path} går inte att läsa: {error.strerror}.") from error
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"rad {line}: filen är inte UTF-8"
    except RecursionError:
        problem = "listor eller tabeller ligger för djupt i varandra"
    except ValueError as error:
        problem = _toml_problem(str(error), data.count(b"\n") + 1)
    raise InputError("Inställningarna går inte att läsa:", problems=[f"{SETTINGS_FILE}: {problem}"])


def _toml_problem(message: str, last_line: int) -> str:
    """The parser's English message with its line first, as people look for it."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line = place[1] if place else last_line
    tip = "; namn med annat än a-z, 0-9, - och _ ska ha citattecken" if "Expected '=' after a key" in message else ""
    return f"rad {line}: raden följer inte formatet TOML ({printable(message)}){tip}"


def _read(document: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """The settings in a TOML document, and a Swedish sentence about each fault."""
    values: dict[str, dict[Any, Any]] = {section: {} for section in _SECTIONS}
    problems: list[str] = []
    for section, table in _tables(document, problems):
        for key, value in table.items():
            try:
                setting = _setting(section, key)
                values[section][setting.read_key(key)] = setting.read(value)
            except ValueError as error:
                problems.append(f"[{section}] {_key(key)}: {error}")
    problems += [
        f"[years.starts] {year}: dagen ska ligga i det år som den börjar, inte {day}"
        for year, day in values["years.starts"].items()
        if day.year != year
    ]
    return _settings(values, "terms" in document), problems


def _tables(document: Mapping[str, Any], problems: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each known table of the document under its full name; what is none goes to `problems`."""
    for section, table in document.items():
        if section not in _SECTIONS:
            problems.append(f"{_key(section)}: okänd tabell{_did_you_mean(section, _SECTIONS)}")
        elif not isinstance(table, dict):
            problems.append(f"{_key(section)}: ska vara en tabell, [{section}], inte {_shown(table)}")
        else:
            inner = {key: value for key, value in table.items() if f"{section}.{key}" in _SECTIONS}
            yield section, {key: value for key, value in table.items() if key not in inner}
            yield from _tables({f"{section}.{key}": value for key, value in inner.items()}, problems)


def _setting(section: str, key: str) -> Setting:
    setting = _BY_NAME.get((section, key)) or _BY_NAME.get((section, "*"))
    if setting is None:
        known = [known for of, known in _BY_NAME if of == section]
        raise ValueError(f"okänd inställning{_did_you_mean(key, known)}")
    return setting


def _did_you_mean(word: str, known: Any) -> str:
    near = nearest(word, known, 1)
    return f"; menade du ”{near[0]}”?" if near else f"; här finns {', '.join(known)}"


def _key(key: str) -> str:
    return shorten(printable(key), 60)


def _settings(values: Mapping[str, dict[Any, Any]], has_terms: bool) -> Settings:
    years = values["years"]
    return Settings(
        name=values["association"].get("name", ""),
        user=values["user"].get("name", ""),
        years=Years(
            start=years.get("start", "01-01"),
            starts=values["years.starts"],
            first=years.get("first"),
            terms=values["terms"] if has_terms else dict(DEFAULT_TERMS),
            windows=values["windows"],
        ),
        rings=values["rings"],
        plugins=values["plugins"],
        plugin_settings=values["plugin"],
        glyphs=values["wheel"].get("glyphs", "auto"),
    )


def _write(settings: Settings) -> dict[str, Any]:
    """`settings` as a TOML document, without tables that say nothing."""
    years = settings.years
    first = {} if years.first is None else {"first": years.first}
    starts = {"starts": {str(year): day for year, day in years.starts.items()}} if years.starts else {}
    document = {
        "association": {"name": settings.name},
        "user": {"name": settings.user},
        "years": {"start": years.start, **first, **starts},
        "windows": years.windows,
        "rings": settings.rings,
        "plugins": settings.plugins,
        "plugin": settings.plugin_settings,
        "wheel": {} if settings.glyphs == "auto" else {"glyphs": settings.glyphs},
    }
    written = {section: table for section, table in document.items() if table}
    return written if years.terms == DEFAULT_TERMS else {**written, "terms": years.terms}


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in place of the file in one step: a reader sees the old file or the new one, also after a crash."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
