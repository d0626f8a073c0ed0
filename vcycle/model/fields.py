"""A field is declared once: `field()` inside an annotation says type, limits and how people meet it.

`describe(cls)` turns a record class into `FieldSpec`s; lists, forms, command-line options, search, CSV and validation
are all made from those. For every spec and every value that it accepts, `parse(format(value)) == value`; only blanks
around a text and accents written as two characters come back in the form that `parse` gives everything.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from vcycle.errors import VcycleError
from vcycle.model import values
from vcycle.model.measure import MEASURE_TYPES
from vcycle.model.schedule import SCHEDULE_TYPES


class Kind(StrEnum):
    """What a field holds, in the terms of people: each kind has one control, one option, one cell."""

    TEXT = "text"
    LONG_TEXT = "long text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    TAGS = "tags"
    LINK = "link"
    LINKS = "links"
    SCHEDULE = "schedule"
    MEASURE = "measure"


class Hints(msgspec.Struct, frozen=True):
    """What the annotation's type cannot say; see `field` for the meaning of each."""

    label: str
    help: str = ""
    column: bool = False
    multiline: bool = False
    money: bool = False
    phone: bool = False
    machine: bool = False
    link: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    limits: values.Limits = values.Limits()


def field(
    label: str,
    *,
    help: str = "",  # noqa: A002 - the word that a plugin author expects
    column: bool = False,
    multiline: bool = False,
    money: bool = False,
    phone: bool = False,
    machine: bool = False,
    link: str = "",
    labels: dict[str, str] | None = None,
    hidden: bool = False,
    min_length: int | None = None,
    max_length: int | None = None,
    ge: int | None = None,
    le: int | None = None,
) -> msgspec.Meta:
    """The declaration of one field, to stand inside `Annotated[type, field(...)]`.

    `label` and `help` are Swedish. `column` puts the field in lists. `multiline` makes a text long. `money` makes an
    integer öre. `phone` exempts a text from the personnummer check, and so does `machine`, which marks what the program
    makes itself: checksums hold any digits. `link` names the record type that the text is an id of. `labels` gives the
    Swedish word of each choice. `hidden` keeps it out of forms. The limits bound the length of texts and the size of
    numbers; they are ours and not msgspec's, which refuses them on `int | None`.
    """
    pairs = tuple((labels or {}).items())
    limits = values.Limits(min_length, max_length, ge, le)
    hints = Hints(label, help, column, multiline, money, phone, machine, link, pairs, hidden, limits)
    return msgspec.Meta(extra={"vcycle": hints})


class FieldDeclarationError(VcycleError):
    """A record class has a field that vcycle cannot show; found when its plugin registers."""


class FieldSpec(msgspec.Struct, frozen=True):
    """One field as everything above the model sees it. `optional` says that no value (None) is a value."""

    name: str
    kind: Kind
    hints: Hints
    required: bool
    optional: bool
    default: Any
    choices: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.hints.label

    @property
    def help(self) -> str:
        return self.hints.help

    @property
    def link(self) -> str:
        return self.hints.link

    def parse(self, text: str) -> Any:
        """The value that `text` stands for; raises ValueError with a Swedish sentence when it stands for none."""
        values.refuse_broken(text)
        text = text.strip() if self.kind is not Kind.LONG_TEXT else text
        value = _PARSERS[self.kind](self, text) if text else self._empty
        self.check(value)
        return value

    @property
    def _empty(self) -> Any:
        """What no text at all stands for: no value, an empty one, or else the default."""
        if self.optional:
            return None
        return _EMPTY.get(self.kind, self.default)

    def format(self, value: Any) -> str:
        """The text that `parse` reads back as `value`."""
        return "" if value is None else _FORMATTERS[self.kind](self, value)

    def check(self, value: Any) -> None:
        """Raise ValueError with a Swedish sentence unless `value` is within the field's limits."""
        if value is None:
            if not self.optional:
                raise ValueError("måste fyllas i")
            return
        if self.required and (value == () or (isinstance(value, str) and not value.strip())):
            raise ValueError("måste fyllas i")
        if check := _CHECKS.get(self.kind):
            check(self, value)
        self.hints.limits.check(value, values.format_money if self.kind is Kind.MONEY else str)


def _check_line(spec: FieldSpec, value: str) -> None:
    if "\n" in value or "\r" in value:
        raise ValueError("ska stå på en rad")
    _check_text(spec, value)


def _check_text(spec: FieldSpec, value: str) -> None:
    if not spec.hints.phone and not spec.hints.machine:
        values.refuse_personal_number(value)
    values.refuse_broken(value)


def _check_tags(spec: FieldSpec, value: tuple[str, ...]) -> None:
    values.check_tags(value)
    for tag in value:
        _check_text(spec, tag)


def _check_choice(spec: FieldSpec, value: str) -> None:
    if value not in spec.choices:
        raise ValueError(f"{values.said(value)} finns inte att välja")


_CHECKS: dict[Kind, Callable[[FieldSpec, Any], None]] = {
    Kind.TEXT: _check_line,
    Kind.LONG_TEXT: _check_text,
    Kind.INTEGER: lambda _spec, value: values.check_size(value),
    Kind.NUMBER: lambda _spec, value: values.check_size(value),
    Kind.MONEY: lambda _spec, value: values.check_size(value),
    Kind.TIME: lambda _spec, value: values.check_time(value),
    Kind.CHOICE: _check_choice,
    Kind.TAGS: _check_tags,
    Kind.LINKS: lambda _spec, value: values.check_tags(value),
    Kind.MEASURE: lambda _spec, value: values.check_measure(value),
}
_EMPTY: dict[Kind, Any] = {Kind.TEXT: "", Kind.LONG_TEXT: "", Kind.LINK: "", Kind.TAGS: (), Kind.LINKS: ()}
_PARSERS: dict[Kind, Callable[[FieldSpec, str], Any]] = {
    Kind.TEXT: lambda _spec, text: values.parse_text(text),
    Kind.LONG_TEXT: lambda _spec, text: values.parse_text(text),
    Kind.INTEGER: lambda _spec, text: values.parse_integer(text),
    Kind.NUMBER: lambda _spec, text: values.parse_number(text),
    Kind.MONEY: lambda _spec, text: values.parse_money(text),
    Kind.FLAG: lambda _spec, text: values.parse_flag(text),
    Kind.DATE: lambda _spec, text: values.parse_date(text),
    Kind.TIME: lambda _spec, text: values.parse_time(text),
    Kind.CHOICE: lambda spec, text: values.parse_choice(text, spec.choices, dict(spec.hints.labels)),
    Kind.TAGS: lambda _spec, text: values.parse_tags(text),
    Kind.LINK: lambda _spec, text: values.parse_text(text),
    Kind.LINKS: lambda _spec, text: values.parse_tags(text),
    Kind.SCHEDULE: lambda _spec, text: values.parse_schedule(text),
    Kind.MEASURE: lambda _spec, text: values.parse_measure(text),
}
_FORMATTERS: dict[Kind, Callable[[FieldSpec, Any], str]] = {
    Kind.TEXT: lambda _spec, value: value,
    Kind.LONG_TEXT: lambda _spec, value: value,
    Kind.INTEGER: lambda _spec, value: str(value),
    Kind.NUMBER: lambda _spec, value: values.format_number(value),
    Kind.MONEY: lambda _spec, value: values.format_money(value),
    Kind.FLAG: lambda _spec, value: "ja" if value else "nej",
    Kind.DATE: lambda _spec, value: value.isoformat(),
    Kind.TIME: lambda _spec, value: values.format_time(value),
    Kind.CHOICE: lambda spec, value: dict(spec.hints.labels).get(value, value),
    Kind.TAGS: lambda _spec, value: ", ".join(value),
    Kind.LINK: lambda _spec, value: value,
    Kind.LINKS: lambda _spec, value: ", ".join(value),
    Kind.SCHEDULE: lambda _spec, value: values.format_schedule(value),
    Kind.MEASURE: lambda _spec, value: values.format_measure(value),
}


@cache
def describe(cls: type[msgspec.Struct]) -> tuple[FieldSpec, ...]:
    """The declared fields of a record class, in the order they were written.

    Fields without `field()` (id, revision and the like) are the core's own and left out. Raises
    `FieldDeclarationError` naming every annotation that no kind fits.
    """
    hints = typing.get_type_hints(cls, include_extras=True)
    specs, faults = [], []
    for info in msgspec.structs.fields(cls):
        annotation = hints[info.name]
        if _hints_of(annotation) is None:
            if info.name not in BOOKKEEPING:
                faults.append(f"{info.name}: saknar field(...)")
            continue
        try:
            specs.append(_spec(info, annotation))
        except TypeError as error:
            faults.append(f"{info.name}: {error}")
    if faults:
        raise FieldDeclarationError(f"{cls.__name__} har fält som inte går att visa: {'; '.join(faults)}")
    return tuple(specs)


BOOKKEEPING = frozenset({"id", "revision", "created", "changed", "changed_by"})


def _hints_of(annotation: Any) -> Hints | None:
    if get_origin(annotation) is not Annotated:
        return None
    metas = [part for part in get_args(annotation)[1:] if isinstance(part, msgspec.Meta)]
    return next((m.extra["vcycle"] for m in metas if m.extra and "vcycle" in m.extra), None)


def _spec(info: msgspec.structs.FieldInfo, annotation: Any) -> FieldSpec:
    hints = _hints_of(annotation)
    assert hints is not None
    base, optional = _strip_none(get_args(annotation)[0])
    default = None if info.default is msgspec.NODEFAULT else info.default
    kind = _kind(base, hints)
    return FieldSpec(
        name=info.name,
        kind=kind,
        hints=hints,
        required=info.required,
        optional=optional,
        default=default,
        choices=_choices(base, hints) if kind is Kind.CHOICE else (),
    )


def _choices(base: Any, hints: Hints) -> tuple[str, ...]:
    """The choices of a Literal in their written order; TypeError when people could not tell them apart."""
    choices = get_args(base)
    if not all(isinstance(choice, str) and choice for choice in choices):
        raise TypeError("valen ska vara texter; skriv ”| None” för inget val")
    labels = dict(hints.labels)
    if len({labels.get(choice, choice).strip().casefold() for choice in choices} - {""}) < len(choices):
        raise TypeError("varje val behöver en egen etikett")
    return choices


def _strip_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (types.UnionType, typing.Union):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        if len(rest) < len(get_args(annotation)):
            return (rest[0] if len(rest) == 1 else typing.Union[tuple(rest)]), True  # noqa: UP007
    return annotation, False


_PLAIN = {bool: Kind.FLAG, Decimal: Kind.NUMBER, date: Kind.DATE, time: Kind.TIME}


def _kind(base: Any, hints: Hints) -> Kind:
    """The kind of an annotation; TypeError when none fits."""
    if base is str:
        return Kind.LINK if hints.link else Kind.LONG_TEXT if hints.multiline else Kind.TEXT
    if base is int:
        return Kind.MONEY if hints.money else Kind.INTEGER
    if base in _PLAIN:
        return _PLAIN[base]
    if get_origin(base) is Literal:
        return Kind.CHOICE
    if base == tuple[str, ...]:
        return Kind.LINKS if hints.link else Kind.TAGS
    if set(get_args(base)) == set(SCHEDULE_TYPES):
        return Kind.SCHEDULE
    if set(get_args(base)) == set(MEASURE_TYPES):
        return Kind.MEASURE
    raise TypeError(f"ingen fältsort passar {base!r}")
