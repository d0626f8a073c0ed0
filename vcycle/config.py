"""The settings of a workspace: `vcycle.toml`, read with every fault named at once and written back whole.

`SETTINGS` declares each setting once: reading, checking, the interface's form and docs/settings.md come from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from msgspec import Struct, field

from vcycle.disk import write_whole, writing
from vcycle.errors import InputError, NotFound
from vcycle.model.period import DEFAULT_TERMS, FIRST_YEAR, LAST_YEAR, Years
from vcycle.model.text import printable, quoted, shorten
from vcycle.model.values import did_you_mean, listed
from vcycle.paths import SETTINGS_FILE
from vcycle.toml_file import as_date, as_month_day, as_span, read_toml

Glyphs = Literal["auto", "half", "quad", "braille"]
Theme = Literal["dark", "light", "contrast", "mono"]
GLYPHS: dict[Glyphs, str] = {"auto": "av sig själv", "half": "halvor", "quad": "fjärdedelar", "braille": "punkter"}
THEMES: dict[Theme, str] = {
    "dark": "mörkt",
    "light": "ljust",
    "contrast": "hög kontrast",
    "mono": "utan färg",
}
Shape = Literal["text", "choice", "year", "date", "month_day", "span", "texts", "keys", "module", "table"]
"""What a value is, for whoever shows it and reads it back; modules and tables belong to plugins."""


class Settings(Struct, frozen=True):
    """What an association has decided about its own workspace.

    `rings` maps a ring's name to the areas, plugins and imported calendars drawn in it, outermost first. `plugins`
    maps the name of each enabled plugin to its module. `plugin_settings` holds each plugin's own table as it was
    written, also those of plugins that are off; the plugin host checks them. `lists` maps a record type's key to the
    fields that its list shows; what they are is known to the list alone, so it leaves out names that nothing has.
    `keys` is as it was written too: only the interface knows which actions there are, and a wrong key must not stop a
    command (`vcycle.tui.keymap`).
    """

    name: str = ""
    user: str = ""
    years: Years = field(default_factory=Years)
    rings: dict[str, tuple[str, ...]] = {}
    plugins: dict[str, str] = {}
    plugin_settings: dict[str, dict[str, Any]] = {}
    glyphs: Glyphs = "auto"
    theme: Theme = "dark"
    lists: dict[str, tuple[str, ...]] = {}
    keys: dict[str, Any] = {}


class Setting(Struct, frozen=True):
    """One setting: `key` in the table `section`; the key "*" stands for names that the association makes up.

    `label` is its name in the interface, `takes` says in Swedish what the value looks like, `example` is a TOML value,
    `help` says what it is for. `read` turns the TOML value into ours and `read_key` a made-up name; both raise
    ValueError with a Swedish sentence. `choices` maps each value of a choice to its Swedish word.
    """

    section: str
    key: str
    label: str
    shape: Shape
    takes: str
    example: str
    default: str
    help: str
    read: Callable[[Any], Any]
    read_key: Callable[[str], Any] = str
    choices: Mapping[Any, str] = {}

    @property
    def name(self) -> str:
        return f"[{self.section}] {self.key}"

    @property
    def is_table(self) -> bool:
        """Whether it holds several values under names that the association makes up."""
        return self.key == "*"


class Fault(NamedTuple):
    """What is wrong in a table of the settings: `key` in `section`, or the section itself without a key."""

    section: str
    key: str
    sentence: str

    def __str__(self) -> str:
        where = f"[{self.section}] {_key(self.key)}" if self.key else _key(self.section)
        return f"{where}: {self.sentence}"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"ska vara en text inom citattecken, inte {quoted(value)}")
    return value


def _filled(value: Any) -> str:
    if not _text(value).strip():
        raise ValueError("får inte vara tom")
    return cast(str, value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f'ska vara en lista med texter, till exempel ["Möten"], inte {quoted(value)}')
    return tuple(_filled(item) for item in value)


def _columns(value: Any) -> tuple[str, ...]:
    if not (columns := _texts(value)):
        raise ValueError("en lista har minst en kolumn")
    return columns


def _one_of(choices: Mapping[Any, str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"{quoted(value)} finns inte; välj {listed(choices)}")
        return value

    return read


def _year(value: Any) -> int:
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:  # a bool is an int to isinstance
        raise ValueError(f"ska vara ett årtal mellan {FIRST_YEAR} och {LAST_YEAR}, inte {quoted(value)}")
    return value


def _year_key(key: str) -> int:
    return _year(int(key) if re.fullmatch("[0-9]{4}", key) else key)


def _plugin_name(key: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9_]*", key) or key == "core":
        raise ValueError("namnet på ett tillägg är små bokstäver a-z, siffror och _, och aldrig ”core”")
    return key


def _type_key(key: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", key):
        raise ValueError('slaget skrivs inom citattecken som i ”vcycle record types”, till exempel "core.person"')
    return key


def _module(value: Any) -> str:
    if not all(part.isidentifier() for part in _text(value).split(".")):
        raise ValueError(f'{quoted(value)} är inget namn på en Pythonmodul; skriv till exempel "vcycle_almanac"')
    return cast(str, value)


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"ska vara en tabell med inställningar, inte {quoted(value)}")
    return value


SPAN = '["MM-DD", "MM-DD"]'
SETTINGS = (
    Setting(
        "association", "name", "Föreningens namn", "text", "text", '"Föreningen Exempelstad"', "tom",
        "Står överst i hjulet, i kalendern och på berättelsen.", _text,
    ),
    Setting("user", "name", "Vem du är", "text", "text", '"Kim"', "tom", "Den som skriver; står i historiken.", _text),
    Setting(
        "years", "start", "Året börjar", "month_day", '"MM-DD"', '"01-01"', '"01-01"',
        "Dagen då verksamhetsåret börjar.", as_month_day,
    ),
    Setting(
        "years", "first", "Första året", "year", "årtal", "2020", "inget",
        "Första året som vcycle räknar fram datum för.", _year,
    ),
    Setting(
        "years", "begun", "Började med vcycle", "date", "datum", "2026-08-20", "inget",
        "Dagen ni började. Om det som skulle ha skett före den påminns ni inte, och mål per vecka, månad och termin "
        "räknas från den, eller från det första som ni har noterat.", as_date,
    ),
    Setting(
        "years.starts", "*", "Enstaka års början", "date", "datum", "2017 = 2017-03-25", "inga",
        "Exakt första dag för enstaka år, till exempel årsmötets dag.", as_date, _year_key,
    ),
    Setting(
        "terms", "*", "Terminer", "span", SPAN, '"vår" = ["01-01", "06-30"]', "vår och höst",
        "Föreningens terminer, var och en med första och sista dag.", as_span, _filled,
    ),
    Setting(
        "windows", "*", "Tidsord", "span", SPAN, '"efter sommaren" = ["08-15", "10-31"]', "vcycles egna",
        "Vad planens lösa tidsord betyder hos er: första och sista dag.", as_span, _filled,
    ),
    Setting(
        "rings", "*", "Ringar", "texts", "lista med texter", '"Möten" = ["Styrelsen", "almanac"]',
        "en ring per pelare i planen",
        "Hjulets ringar: vilka områden, tillägg och kalendrar som ritas tillsammans.", _texts, _filled,
    ),
    Setting(
        "plugins", "*", "Tillägg", "module", "Pythonmodul", 'almanac = "vcycle_almanac"', "inga",
        "Tillägg som är påslagna: namn och modul.", _module, _plugin_name,
    ),
    Setting(
        "plugin", "*", "Tilläggens egna", "table", "tabell", "almanac = { elections = false }", "tilläggets egna",
        "Inställningar för ett tillägg, vanligen skrivna som [plugin.NAMN].", _table, _plugin_name,
    ),
    Setting(
        "wheel", "glyphs", "Hjulets tecken", "choice", " ".join(GLYPHS), '"auto"', '"auto"',
        "Tecknen som hjulet ritas med; prova ett annat om hjulet ser trasigt ut.", _one_of(GLYPHS), choices=GLYPHS,
    ),
    Setting(
        "screen", "theme", "Utseende", "choice", " ".join(THEMES), '"contrast"', '"dark"',
        "Hur det ser ut: mörkt, ljust, med hög kontrast eller utan färg.", _one_of(THEMES), choices=THEMES,
    ),
    Setting(
        "lists", "*", "Listornas kolumner", "texts", "lista med texter", '"core.person" = ["name", "email"]',
        "de som slaget har från början",
        "Fälten som visas i registrets lista, i sin ordning, för varje slag.",
        _columns, _type_key,
    ),
    Setting(
        "keys", "*", "Tangenter", "keys", "tangenter", '"note" = "f2, ctrl+o"', "vcycles egna",
        "Egna tangenter: vad som ska göras, och tangenterna för det.", lambda value: value,
    ),
)  # fmt: skip
_BY_NAME = {(setting.section, setting.key): setting for setting in SETTINGS}
_SECTIONS = {setting.section: None for setting in SETTINGS}


def need_workspace(folder: Path) -> None:
    """Raise `NotFound`, with what to do, when `folder` is no workspace."""
    if not (folder / SETTINGS_FILE).exists():
        raise NotFound(
            f"Här finns ingen förening: {shorten(str(folder), 200)} saknar {SETTINGS_FILE}.",
            hint="Börja med ”vcycle init”, eller titta först med ”vcycle demo”.",
        )


def load(folder: Path) -> Settings:
    """The settings in `folder`/vcycle.toml; raises `InputError` that names every fault, `NotFound` without the file."""
    need_workspace(folder)
    settings, problems = read(read_toml(folder / SETTINGS_FILE)[1])
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
        again, faults = read(tomllib.loads(text))
        data = text.encode()
    except ValueError as error:
        raise InputError("Inställningarna går inte att spara.", problems=[str(error)]) from error
    if faults or again != settings:
        problems = [str(fault) for fault in faults] or ["filen skulle läsas annorlunda"]
        raise InputError("Inställningarna går inte att spara:", problems=problems)
    path = (folder / SETTINGS_FILE).resolve()
    with writing(path):
        write_whole(path, data)


def read(document: Mapping[str, Any]) -> tuple[Settings, list[Fault]]:
    """The settings in a TOML document, and each fault of it."""
    values: dict[str, dict[Any, Any]] = {section: {} for section in _SECTIONS}
    problems: list[Fault] = []
    for section, table in _tables(document, problems):
        for key, value in table.items():
            try:
                setting = _setting(section, key)
                values[section][setting.read_key(key)] = setting.read(value)
            except ValueError as error:
                problems.append(Fault(section, key, str(error)))
    problems += [
        Fault("years.starts", str(year), f"dagen ska ligga i det år som den börjar, inte {day}")
        for year, day in values["years.starts"].items()
        if day.year != year
    ]
    return _settings(values, "terms" in document), problems


def _tables(document: Mapping[str, Any], problems: list[Fault]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each known table of the document under its full name; what is none goes to `problems`."""
    for section, table in document.items():
        if section not in _SECTIONS:
            problems.append(Fault(section, "", f"okänd tabell{did_you_mean(section, _SECTIONS)}"))
        elif not isinstance(table, dict):
            problems.append(Fault(section, "", f"ska vara en tabell, [{section}], inte {quoted(table)}"))
        else:
            inner = {key: value for key, value in table.items() if f"{section}.{key}" in _SECTIONS}
            yield section, {key: value for key, value in table.items() if key not in inner}
            yield from _tables({f"{section}.{key}": value for key, value in inner.items()}, problems)


def _setting(section: str, key: str) -> Setting:
    setting = _BY_NAME.get((section, key)) or _BY_NAME.get((section, "*"))
    if setting is None:
        known = [known for of, known in _BY_NAME if of == section]
        raise ValueError(f"okänd inställning{did_you_mean(key, known)}")
    return setting


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
            begun=years.get("begun"),
            terms=values["terms"] if has_terms else dict(DEFAULT_TERMS),
            windows=values["windows"],
        ),
        rings=values["rings"],
        plugins=values["plugins"],
        plugin_settings=values["plugin"],
        glyphs=values["wheel"].get("glyphs", "auto"),
        theme=values["screen"].get("theme", "dark"),
        lists=values["lists"],
        keys=dict(_flat(values["keys"])),
    )


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """`wheel.move = "f"`, which TOML takes for a table in a table where the quotes around the name are missing."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def document(settings: Settings) -> dict[str, dict[str, Any]]:
    """`settings` as a TOML document of which every table is there; `read` gives the same settings back."""
    years = settings.years
    known = {"first": years.first, "begun": years.begun}
    given = {name: value for name, value in known.items() if value is not None}
    return {
        "association": {"name": settings.name},
        "user": {"name": settings.user},
        "years": {"start": years.start, **given, "starts": {str(year): day for year, day in years.starts.items()}},
        "windows": years.windows,
        "rings": dict(settings.rings),
        "plugins": dict(settings.plugins),
        "plugin": dict(settings.plugin_settings),
        "wheel": {"glyphs": settings.glyphs},
        "screen": {"theme": settings.theme},
        "lists": dict(settings.lists),
        "keys": dict(settings.keys),
        "terms": years.terms,
    }


def _write(settings: Settings) -> dict[str, Any]:
    """`settings` as a TOML document, without tables that say nothing new."""
    full, usual = document(settings), document(Settings())
    if not full["years"]["starts"]:
        del full["years"]["starts"]
    return {section: table for section, table in full.items() if section in _WRITTEN or table != usual[section]}


_WRITTEN = ("association", "user", "years")
"""Tables that are in every file, for whoever opens it to find."""
