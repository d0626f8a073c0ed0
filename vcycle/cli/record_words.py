"""The words after `vcycle record ACTION`: which are fields, which are options, and which hold everywhere."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vcycle.cli.parser import Parser
from vcycle.errors import UsageError
from vcycle.model.fields import FieldSpec, Kind
from vcycle.services.records.input import find_field

_EVERYWHERE = ("--data", "--today", "--as", "--without", "--safe")
_SWITCHES = ("--json", "--force", "--dry-run", "--help", "-h", "--safe")


class TakeWords(argparse.Action):
    """Keeps the words for the action's own parser; options that hold everywhere may stand among them."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002 - argparse's own signature
    ) -> None:
        own, left = everywhere([str(word) for word in values or ()])
        if own:
            parser.parse_args([*own, namespace.action], namespace)
        setattr(namespace, self.dest, left)


def everywhere(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of the options that hold for every command, and all others."""
    groups = list(_groups(words))
    own = [word for group in groups if _name(group) in _EVERYWHERE for word in group]
    return own, [word for group in groups if _name(group) not in _EVERYWHERE for word in group]


def typed_parser(action: str, description: str, example: str) -> Parser:
    """A parser whose first word is the record type."""
    parser = Parser(prog=f"vcycle record {action}", description=description, example=f"vcycle record {example}")
    parser.add_argument("type", metavar="SLAG", help="till exempel person eller core.person")
    return parser


def type_word(words: Sequence[str]) -> str | None:
    """The word that names the type: the first that is no option and no option's value."""
    return next((group[0] for group in _groups(words) if not group[0].startswith("-")), None)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """`texts` by field name from `--field value`, the words left for argparse, and what was wrong, as sentences."""

    texts: dict[str, str]
    rest: list[str]
    faults: list[str]


def take_fields(words: Sequence[str], fields: Sequence[FieldSpec], own: Collection[str] = ()) -> FieldWords:
    """The fields among the words; lists of links or tags may be given in several pieces, and `own` options are left.

    Raises `UsageError` for a field without a value.
    """
    taken = FieldWords({}, [], [])
    for group in _groups(words):
        name = _name(group)
        if not name.startswith("--") or name in _SWITCHES or name in own:
            taken.rest.extend(group)
            continue
        try:
            _take(taken.texts, find_field(fields, name[2:]), _value(group))
        except ValueError as error:
            taken.faults.append(str(error))
    return taken


def _take(texts: dict[str, str], spec: FieldSpec, text: str) -> None:
    if spec.name not in texts:
        texts[spec.name] = text
    elif spec.kind in (Kind.TAGS, Kind.LINKS):
        texts[spec.name] += f", {text}"
    else:
        raise ValueError(f"{spec.label} ({spec.name}): står två gånger")


def _groups(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each option with its value, and each other word alone. The word after an option is its value, whatever it is."""
    left = iter(words)
    for word in left:
        if (
            word.startswith("--")
            and "=" not in word
            and word not in _SWITCHES
            and (value := next(left, None)) is not None
        ):
            yield word, value
        else:
            yield (word,)


def _name(group: tuple[str, ...]) -> str:
    return group[0].partition("=")[0] if group[0].startswith("--") else group[0]


def _value(group: tuple[str, ...]) -> str:
    name, equals, text = group[0].partition("=")
    if len(group) == 1 and not equals:
        raise UsageError(f"{name} ska följas av ett värde.", hint='Ett tomt värde skrivs "".')
    return text if equals else group[1]


def field_help(fields: Sequence[FieldSpec]) -> str:
    """Fields as the options that set them."""
    shown = [spec for spec in fields if not spec.hints.hidden]
    width = max(len(option_help(spec)) for spec in shown)
    return "Fält:\n" + "\n".join(f"  {option_help(spec):<{width}}  {_meaning(spec)}" for spec in shown)


def option_help(spec: FieldSpec) -> str:
    """ "--since DAG": a field as the option that sets it."""
    return f"--{spec.name.replace('_', '-')} {_PLACES.get(spec.kind, 'TEXT')}"


_PLACES: Mapping[Kind, str] = {
    Kind.INTEGER: "N", Kind.NUMBER: "N", Kind.MONEY: "KRONOR", Kind.FLAG: "ja|nej", Kind.DATE: "DAG",
    Kind.TIME: "KLOCKSLAG", Kind.CHOICE: "VAL", Kind.TAGS: "ORD,ORD", Kind.LINK: "NAMN", Kind.LINKS: "NAMN,NAMN",
    Kind.SCHEDULE: "REGEL", Kind.MEASURE: "MÅTT",
}  # fmt: skip


def _meaning(spec: FieldSpec) -> str:
    parts = [f"{spec.label}, måste anges" if spec.required else spec.label]
    if spec.choices:
        labels = dict(spec.hints.labels)
        parts.append(f"({', '.join(labels.get(choice, choice) for choice in spec.choices)})")
    if spec.help:
        parts.append(f"– {spec.help}")
    return " ".join(parts)
