"""From texts to records, for every record type: which type, which fields, and every fault at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from vcycle.errors import InputError
from vcycle.model.fields import FieldSpec
from vcycle.model.records import Record, RecordType, Registry, UnknownRecordType
from vcycle.model.values import listed, meant, nearest, said
from vcycle.services.records.among import faults_among, unit_faults_among
from vcycle.services.records.directory import Directory, fold


def find_type(registry: Registry, word: str) -> RecordType:
    """The record type that `word` means: its key, the last part of the key, or its Swedish name.

    The program's own bookkeeping is found by its full key only. Raises `UnknownRecordType` with what resembles it.
    """
    if kind := registry.get(word.strip().lower()):
        return kind
    meanings: dict[str, list[RecordType]] = {}
    for kind in registry:
        for name in {kind.key.partition(".")[2], fold(kind.singular), fold(kind.plural)} if kind.listed else ():
            meanings.setdefault(name, []).append(kind)
    found = meanings.get(fold(word), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRecordType(f"{said(word)} kan betyda {listed(kind.key for kind in found)}.")
    known = [*meanings, *(kind.key for kind in registry if kind.listed)]
    hint = meant(fold(word), known) or "”vcycle record types” visar alla."
    raise UnknownRecordType(f"Det finns ingen posttyp som heter {said(word)}.", hint=hint)


Fields = Sequence[FieldSpec]


def fields_by_word(fields: Fields) -> dict[str, FieldSpec]:
    """What people may call a field: its declared name, or its label where that means no other field."""
    labels: dict[str, list[FieldSpec]] = {}
    for spec in fields:
        labels.setdefault(fold(spec.label), []).append(spec)
    return {label: specs[0] for label, specs in labels.items() if len(specs) == 1} | {s.name: s for s in fields}


def find_field(fields: Fields, word: str) -> FieldSpec:
    """The field that `word` names, dashes for underscores allowed; raises ValueError with the nearest names."""
    words = fields_by_word(fields)
    wanted = fold(word)
    spec = words.get(wanted.replace("-", "_")) or words.get(wanted)
    if spec is None:
        near = dict.fromkeys(words[name].name for name in nearest(wanted, words))
        shown = ", ".join(spec.name for spec in fields if not spec.hints.hidden)
        hint = f"menade du {listed(near)}?" if near else f"välj bland {shown}"
        raise ValueError(f"fältet {said(word)} finns inte; {hint}")
    return spec


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it would be saved; None when `problems`, {field: Swedish sentence}, are in the way."""

    record: Record | None
    problems: Mapping[str, str]


def draft(kind: RecordType, texts: Mapping[str, str], directory: Directory, base: Record | None = None) -> Draft:
    """The record that `texts`, by field name, make: a new one, or `base` with these fields changed.

    A text that says what the field holds already changes nothing, whatever it is.
    """
    values, problems = read_values(kind.fields, texts, directory, base)
    if problems:
        return Draft(None, problems)
    record = kind.cls(**values) if base is None else replace(base, **values)
    return Draft(record, {}) if record == base else judged(kind, record, directory)


def judged(kind: RecordType, record: Record, directory: Directory) -> Draft:
    """The record, unless it contradicts itself or the others."""
    problems = kind.problems(record) or faults_among(record, directory.records(kind).values())
    series = directory.registry.get("core.series") if kind.key == "core.goal" else None
    if series and not problems:
        problems = unit_faults_among(record, directory.records(series).values())
    return Draft(None if problems else record, problems)


def read_values(
    fields: Fields, texts: Mapping[str, str], directory: Directory, base: Record | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that `texts` stand for, and {field: Swedish sentence} for those that stand for none."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for spec in fields:
        try:
            if spec.name in texts and not _is_same(spec, texts[spec.name], directory, base):
                values[spec.name] = directory.value(spec, texts[spec.name])
            elif spec.required and spec.name not in texts and base is None:
                raise ValueError("måste fyllas i")
        except ValueError as error:
            problems[spec.name] = str(error)
    return values, problems


def _is_same(spec: FieldSpec, text: str, directory: Directory, base: Record | None) -> bool:
    return base is not None and text == directory.text(spec, getattr(base, spec.name))


def worded(fields: Fields, problems: Mapping[str, str]) -> list[str]:
    """Problems as people read them: "Label (name): sentence", in the order of the fields."""
    labels = {spec.name: spec.label for spec in fields}
    order = list(labels)
    names = sorted(problems, key=lambda name: order.index(name) if name in labels else len(order))
    return [f"{labels[name]} ({name}): {problems[name]}" if name in labels else problems[name] for name in names]


def refuse_bookkeeping(kind: RecordType) -> None:
    """Raise `InputError` for a type that only the program itself writes."""
    if not kind.listed:
        raise InputError(f"{kind.plural.capitalize()} sköts av programmet och går inte att ändra för hand.")


def is_personal(kind: RecordType) -> bool:
    """Whether records of a type are about people, so that their names stay out of the history's headings.

    What is kept for a time only is kept so because it is about somebody.
    """
    if kind.expires is not None:
        return True
    return kind.key == "core.person" or any(s.link == "core.person" or s.hints.phone for s in kind.fields)


def action_label(verb: str, kind: RecordType, name: str) -> str:
    """What the history calls an action: "Ändrade aktivitet ”Styrelsemöte”"."""
    return f"{verb} {kind.singular}" if is_personal(kind) else f"{verb} {kind.singular} {said(name)}"
