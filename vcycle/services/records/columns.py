"""Which fields of a record type its list shows: those that it declares, or those that somebody has chosen."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from vcycle import config
from vcycle.config import Settings
from vcycle.model.fields import FieldSpec
from vcycle.model.records import RecordType
from vcycle.services.workspace import Workspace


def may_show(kind: RecordType) -> list[FieldSpec]:
    """The fields that can be chosen: all that people meet."""
    return [spec for spec in kind.fields if spec.hints.column or not spec.hints.hidden]


def declared(kind: RecordType) -> list[FieldSpec]:
    """The columns that a list has while nobody has chosen others."""
    return [spec for spec in kind.fields if spec.hints.column] or list(kind.fields[:1])


def columns_of(kind: RecordType, settings: Settings) -> list[FieldSpec]:
    """The columns of a list; chosen names that no field has are left out, and no list is left without any."""
    fields = {spec.name: spec for spec in may_show(kind)}
    chosen = dict.fromkeys(settings.lists.get(kind.key, ()))
    return [fields[name] for name in chosen if name in fields] or declared(kind)


def choose(space: Workspace, kind: RecordType, names: Sequence[str]) -> None:
    """Keep these columns for a type in the settings, over what others have saved there meanwhile.

    What is declared anyway is not written, so that it follows the type when that changes.
    """
    settings = config.load(space.folder)
    others = {key: columns for key, columns in settings.lists.items() if key != kind.key}
    usual = tuple(spec.name for spec in declared(kind))
    lists = others if tuple(names) == usual else {**others, kind.key: tuple(names)}
    config.save(space.folder, replace(settings, lists=lists))
    space.settings = replace(space.settings, lists=lists)
