"""What the record types of a plugin must be like; every refusal is a `PluginError` that names type and field."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal

import msgspec

from vcycle.errors import PluginError
from vcycle.hooks.values import check_plain, check_struct, check_words
from vcycle.model.core import CORE_TYPES
from vcycle.model.fields import BOOKKEEPING, FieldSpec, Kind, describe
from vcycle.model.measure import MEASURE_TYPES
from vcycle.model.records import Expiry, Mark, Record, RecordType
from vcycle.model.schedule import SCHEDULE_TYPES
from vcycle.model.text import quoted

_OWN_WAYS = ("__post_init__", "__getattribute__", "__getattr__", "__setattr__", "__eq__", "__hash__", "__iter__")
"""Methods that a record class leaves alone: the store runs them outside the guard."""

_SWITCHES = frozenset({"data", "today", "json", "force", "dry_run", "help", "without", "format", "output"})
"""Words that mean something else on the command line; a field of that name could not be set."""


def check_settings_class(cls: object) -> type[msgspec.Struct]:
    """The class that `vcycle_settings` gave, or that a command takes; every field of it must have a kind."""
    if not (isinstance(cls, type) and issubclass(cls, msgspec.Struct)):
        raise PluginError(f"gav {quoted(cls)}, inte en klass av msgspec.Struct")
    for spec in describe(cls):
        _check_spec(cls.__name__, cls, spec)
    return cls


_CORE_WORDS = {
    word.casefold(): type_.key
    for type_ in CORE_TYPES
    if type_.listed
    for word in (type_.key.partition(".")[2], type_.singular, type_.plural)
}
"""What the core's own types are called; a plugin that took such a word would make it mean two things to everybody."""


def check_record_types(plugin: str, types: Iterable[RecordType], taken: set[type]) -> None:
    """Refuse record types that are not the plugin's own, are there twice, or declare what does not exist.

    `taken` holds the classes of the core and of the plugins already let in.
    """
    targets = {type_.key: type_ for type_ in (*CORE_TYPES, *types) if isinstance(type_.key, str)}
    keys: set[str] = set()
    classes = set(taken)
    for type_ in types:
        _check_key(plugin, type_.key, keys)
        _check_words(type_)
        _check_class(type_, classes)
        _check_fields(type_, targets)
        keys.add(type_.key)
        classes.add(type_.cls)


def _check_key(plugin: str, key: str, keys: set[str]) -> None:
    if not isinstance(key, str) or not re.fullmatch(re.escape(plugin) + r"\.[a-z][a-z0-9_]*", key):
        raise PluginError(f"posttypen {quoted(key)} ska heta ”{plugin}.” och sedan små bokstäver a-z")
    if key in keys:
        raise PluginError(f"posttypen {quoted(key)} finns två gånger")


def _check_words(type_: RecordType) -> None:
    """Refuse values of other types than declared, and words that nobody could read."""
    said = (type_.key, type_.singular, type_.plural, type_.name_field, type_.store, type_.undoable, type_.listed)
    check_plain(said, f"posttypen {type_.key}", tuple[str, str, str, str, str, bool, bool])
    check_words((type_.singular, type_.plural), f"posttypen {type_.key}")
    for part in type_.marks if type(type_.marks) is tuple else (None,):
        if type(part) is not Mark:
            raise PluginError(f"posttypen {type_.key}: marks ska vara en tupel av Mark")
        check_struct(part, f"posttypen {type_.key} gav")
    if type_.expires is not None:
        if type(type_.expires) is not Expiry:
            raise PluginError(f"posttypen {type_.key}: expires ska vara en Expiry")
        check_struct(type_.expires, f"posttypen {type_.key} gav")
    if not (type_.singular.strip() and type_.plural.strip()):
        raise PluginError(f"posttypen {type_.key}: singular och plural ska säga vad en och flera heter")
    for word in (type_.key.partition(".")[2], type_.singular, type_.plural):
        if other := _CORE_WORDS.get(word.strip().casefold()):
            raise PluginError(f"posttypen {type_.key}: {quoted(word)} är redan {other}; välj ett annat ord")
    if not re.fullmatch("[a-z0-9_-]*", type_.store):
        raise PluginError(f"posttypen {type_.key}: store är ett namn med små bokstäver a-z, ingen sökväg")
    functions = (type_.validate, *type_.migrations) if type(type_.migrations) is tuple else (None,)
    if not all(map(callable, functions)):
        raise PluginError(f"posttypen {type_.key}: validate ska vara en funktion, migrations en tupel av funktioner")


def _check_class(type_: RecordType, classes: set[type]) -> None:
    cls, key = type_.cls, type_.key
    if not (isinstance(cls, type) and issubclass(cls, Record)):
        raise PluginError(f"posttypen {key}: {quoted(cls)} är ingen Record")
    if cls in classes:
        raise PluginError(f"posttypen {key}: klassen {cls.__name__} hör redan till en annan posttyp")
    own = [name for parent in cls.__mro__ if parent not in Record.__mro__ for name in vars(parent)]
    if changed := [name for name in _OWN_WAYS if name in own]:
        raise PluginError(f"posttypen {key}: klassen har ett eget {changed[0]}; kontroller skrivs i validate")
    if not _is_kept_as_records_are(cls):
        raise PluginError(f"posttypen {key}: klassen ska vara frozen och annars lämna msgspecs inställningar orörda")


def _is_kept_as_records_are(cls: type[Record]) -> bool:
    config, usual = cls.__struct_config__, Record.__struct_config__
    named = ("frozen", "eq", "array_like", "omit_defaults", "forbid_unknown_fields", "tag")
    same = all(getattr(config, name) == getattr(usual, name) for name in named)
    return same and cls.__struct_encode_fields__ == cls.__struct_fields__


def _check_fields(type_: RecordType, targets: Mapping[str, RecordType]) -> None:
    specs = {spec.name: spec for spec in type_.fields}
    for name in type_.name_field.split() or [""]:
        if name not in specs:
            raise PluginError(f"posttypen {type_.key}: namnfältet {quoted(name)} finns inte")
    for spec in specs.values():
        _check_spec(f"posttypen {type_.key}", type_.cls, spec)
        if spec.link and spec.link not in targets:
            raise PluginError(
                f"posttypen {type_.key}: fältet {spec.name} länkar till {quoted(spec.link)}; "
                "ett tillägg länkar till kärnans posttyper och sina egna"
            )
    for mark in type_.marks:
        _check_mark(type_.key, mark, specs)
    if type_.expires:
        _check_expiry(type_, type_.expires, specs, targets)


def _check_spec(whose: str, cls: type[msgspec.Struct], spec: FieldSpec) -> None:
    """Refuse a field whose name is taken, whose words are no texts, or whose default is no value of its own type."""
    where = f"{whose}: fältet {spec.name}"
    if spec.name in BOOKKEEPING:
        raise PluginError(f"{where} har ett namn som varje post redan använder")
    if spec.name in _SWITCHES:
        raise PluginError(f"{where} har ett namn som betyder något annat på kommandoraden")
    check_struct(spec.hints, where)
    check_words((spec.label, spec.help, *(label for _choice, label in spec.hints.labels)), where)
    if not spec.label.strip():
        raise PluginError(f"{where} saknar etikett")
    if not spec.required:
        _check_default(where, spec, _defaults(cls)[spec.name])


def _defaults(cls: type[msgspec.Struct]) -> dict[str, object]:
    """The default of each field as it was declared; msgspec's own list of fields costs ten times as much."""
    defaults = cls.__struct_defaults__
    return dict(zip(cls.__struct_fields__[-len(defaults) :], defaults, strict=True)) if defaults else {}


def _check_default(where: str, spec: FieldSpec, default: object) -> None:
    wanted = _TYPES[spec.kind]
    right = spec.optional if default is None else type(default) in wanted
    if not right or (spec.choices and default not in (None, *spec.choices)):
        raise PluginError(f"{where}: standardvärdet är av fel sort, {quoted(type(default).__name__)}")
    if isinstance(default, tuple) and not all(type(part) is str for part in default):
        raise PluginError(f"{where}: standardvärdet är en tupel av annat än texter")


_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,), Kind.LONG_TEXT: (str,), Kind.INTEGER: (int,), Kind.NUMBER: (Decimal,), Kind.MONEY: (int,),
    Kind.FLAG: (bool,), Kind.DATE: (date,), Kind.TIME: (time,), Kind.CHOICE: (str,), Kind.TAGS: (tuple,),
    Kind.LINK: (str,), Kind.LINKS: (tuple,), Kind.SCHEDULE: SCHEDULE_TYPES,
    Kind.MEASURE: MEASURE_TYPES,
}  # fmt: skip
"""What the default of a field of each kind may be, exactly."""


_WANTED_BY_MARKS = {
    "start": ({Kind.DATE}, "ett datum"),
    "end": ({Kind.DATE}, "ett datum"),
    "starts": ({Kind.TIME}, "ett klockslag"),
    "ends": ({Kind.TIME}, "ett klockslag"),
    "place": ({Kind.TEXT}, "en text"),
    "series": ({Kind.TEXT}, "en text"),
    "responsible": ({Kind.LINK}, "en hänvisning till en roll"),
    "tags": ({Kind.TAGS, Kind.CHOICE, Kind.FLAG}, "etiketter, ett val eller ja/nej"),
}


def _check_mark(key: str, mark: Mark, specs: Mapping[str, FieldSpec]) -> None:
    """Refuse a mark that points at fields that do not exist, or are of another kind than it needs."""
    for part, (kinds, wanted) in _WANTED_BY_MARKS.items():
        value = getattr(mark, part)
        for name in value if isinstance(value, tuple) else (value,) if value or part == "start" else ():
            if name not in specs:
                raise PluginError(f"posttypen {key}: märket pekar på fältet {quoted(name)}, som inte finns")
            if specs[name].kind not in kinds:
                raise PluginError(f"posttypen {key}: märket pekar på fältet {quoted(name)}, som inte är {wanted}")
    if not _can_be_filled(mark.title, {"name", *specs}):
        raise PluginError(f"posttypen {key}: märkets rubrik {quoted(mark.title)} går inte att fylla")


def _can_be_filled(title: str, names: set[str]) -> bool:
    """Whether every place in `title` is the name of a field, and nothing more."""
    try:
        parts = list(string.Formatter().parse(title))
    except ValueError:
        return False
    return all(name is None or (name in names and not spec and not how) for _text, name, spec, how in parts)


def _check_expiry(
    type_: RecordType, expires: Expiry, specs: Mapping[str, FieldSpec], targets: Mapping[str, RecordType]
) -> None:  # fmt: skip
    """Refuse days that would be counted from no date."""
    name, dot, beyond = expires.after.partition(".")
    spec = specs.get(name)
    if spec is not None and dot:
        linked = targets[spec.link] if spec.link else None
        spec = next((other for other in linked.fields if other.name == beyond), None) if linked else None
    if spec is None or spec.kind is not Kind.DATE or expires.days < 0:
        after = quoted(expires.after)
        raise PluginError(f"posttypen {type_.key}: {after} att räkna utgången från finns inte eller är inget datum")
